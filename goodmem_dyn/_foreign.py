"""Another document than the bundled one: given at run time, never fetched unasked.

Rules: the methods come from the document alone. A schema that the package knows under the same name, and describes the
same, is the package's class; any other becomes a class made here, with the same base, names and tolerance. A catalog is
kept for equal documents, so that clients of one document share what is made from it, and only a few are kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from typing import TYPE_CHECKING, Annotated, Any, Optional

from goodmem_dyn import _bundled
from goodmem_dyn._decode import bundled_model, python_type
from goodmem_dyn._method import Catalog
from goodmem_dyn._names import class_name, identifier, unique
from goodmem_dyn._schema import SpecError, object_view, strip_null
from goodmem_dyn._spec import compile_document
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._schema import Resolver

KEPT = 8
_lock = threading.RLock()
_catalogs: dict[str, Catalog] = {}


def foreign_catalog(source: Any) -> Catalog:
    """The methods of a document given as a dict, a path, or a URL.

    Raises:
        InvalidRequestError: It cannot be read, or is not an OpenAPI document.
    """
    document = load_document(source)
    try:
        key = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    except (TypeError, ValueError) as error:
        raise InvalidRequestError("document: it is not made of JSON values.") from error
    with _lock:
        found = _catalogs.pop(key, None)
        if found is None:
            try:
                surface = compile_document(document)
                found = Catalog(surface, Models(surface.resolver))
            except (SpecError, AttributeError, TypeError) as error:
                raise InvalidRequestError(f"document: {error}") from error
        _catalogs[key] = found
        while len(_catalogs) > KEPT:
            del _catalogs[next(iter(_catalogs))]
    return found


def load_document(source: Any) -> dict[str, Any]:
    """A document as a dict, out of a dict, JSON text in a file, or a URL."""
    if isinstance(source, dict):
        return source
    if not isinstance(source, (str, os.PathLike)):
        raise InvalidRequestError("document must be a dict, the path of a JSON file, or a URL.")
    text = os.fspath(source)
    try:
        if text.startswith(("http://", "https://")):
            from goodmem_dyn._transport import fetch

            content = fetch(text)
        else:
            with open(text, "rb") as file:
                content = file.read()
        document = json.loads(content)
    except OSError as error:
        raise InvalidRequestError(f"document: {text!r} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise InvalidRequestError(f"document: {text!r} is not JSON.") from error
    if not isinstance(document, dict):
        raise InvalidRequestError(f"document: {text!r} is not an OpenAPI document.")
    return document


class Models:
    """The classes of a document's named schemas, made on first use."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.bundled = _bundled.catalog().surface.resolver
        self._made: dict[str, Any] = {}

    def __call__(self, component: str) -> Any:
        """The class of a schema: the package's own where the schema is the same, else one made here."""
        found = self._made.get(component)
        if found is None:
            with _lock:
                found = self._made.get(component) or self._make(component)
                self._made[component] = found
        return found

    def same(self, component: str, seen: frozenset[str] = frozenset()) -> bool:
        """Whether the package has this schema, described the same all the way down."""
        if component in seen:
            return True
        mine = self.resolver.document.get("components", {}).get("schemas", {}).get(component)
        theirs = self.bundled.document.get("components", {}).get("schemas", {}).get(component)
        if mine is None or theirs is None or _facts(mine) != _facts(theirs):
            return False
        return all(self.same(name, seen | {component}) for name in _references(mine))

    def _make(self, component: str) -> Any:
        if self.same(component):
            return bundled_model(component)
        pointer = component.replace("~", "~0").replace("/", "~1")
        schema = strip_null(self.resolver.follow({"$ref": f"#/components/schemas/{pointer}"}))
        if schema.get("enum"):
            return str if all(isinstance(one, (str, type(None))) for one in schema["enum"]) else Any
        view = object_view(schema, self.resolver)
        if view is None or not view.properties:
            return python_type({key: value for key, value in schema.items() if key != "$ref"}, self.resolver, self)
        return self._model(component, view.properties, view.required)

    def _model(self, component: str, properties: Mapping[str, Any], required: frozenset[str]) -> Any:
        from pydantic import Field, create_model

        from goodmem_dyn._model import Model, Secret

        name = class_name(component)
        # A schema that contains itself refers to this class by name, which pydantic resolves once the class exists.
        self._made[component] = name
        fields: dict[str, Any] = {}
        taken = {*dir(Model)}
        for wire, schema in properties.items():
            kind = python_type(schema, self.resolver, self)
            if isinstance(schema, dict) and schema.get("x-goodmem-secret"):
                kind = Secret
            python = unique(identifier(wire), taken)
            taken.add(python)
            if wire in required:
                fields[python] = (Annotated[kind, Field(alias=wire)], ...)
            else:
                fields[python] = (Annotated[Optional[kind], Field(alias=wire)], None)  # noqa: UP045 - may be a name
        made = create_model(name, __base__=Model, __module__="goodmem_dyn.models", **fields)
        self._made[component] = made
        made.model_rebuild(force=True, _types_namespace={name: made})
        return made


def _facts(schema: Any) -> Any:
    """A schema without its prose."""
    if isinstance(schema, dict):
        return {
            key: _facts(value)
            for key, value in schema.items()
            if key not in {"description", "title", "summary", "example", "examples"} or isinstance(value, dict)
        }
    return [_facts(one) for one in schema] if isinstance(schema, list) else schema


def _references(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["$ref"].rsplit("/", 1)[1]} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in schema.values()))
    if isinstance(schema, list):
        return set().union(*(_references(value) for value in schema))
    return set()
