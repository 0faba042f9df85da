"""Another document than the bundled one: given at run time, never fetched unasked.

Rules: the methods come from the document alone. What this project adds to the bundled document (secrets, filters, retry
classes, prose) holds for the same places of another one too, unless it says otherwise there; a member that is called
like a secret, or has the format `password`, is one. What stands where a schema of the bundled document stands is called
as that is. A document that cannot be used is refused when it is given, not
when it is used. A catalog is kept for equal documents, so that clients of one document share what is made from it, and
only a few are kept.
"""

from __future__ import annotations

import hashlib
import json
import threading
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs import bundled
from goodmem_dyn._catalogs.sources import load_document
from goodmem_dyn._document import anchors
from goodmem_dyn._document.bounds import check_written, compile_untrusted
from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.moves import moved
from goodmem_dyn._document.names import place, variables
from goodmem_dyn._document.schema import Resolver, types
from goodmem_dyn._document.schema_names import keep_schema_names
from goodmem_dyn._document.validity import check_references
from goodmem_dyn._models.runtime import Models
from goodmem_dyn._wire.secrets import secret_names
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodmem_dyn._document.names import Kept, Place
    from goodmem_dyn._methods.catalog import Catalog

KEPT = 8
_SECRETS = frozenset(
    {
        "clientSecret",
        "signingSecret",
        "webhookSecret",
        "secret",
        "password",
        "privateKey",
        "accessToken",
        "refreshToken",
    }
)
_CARRIED = frozenset({"description", "summary", "contentEncoding"})
_lock = threading.Lock()
_catalogs: dict[str, Catalog] = {}


def foreign_catalog(source: Any, known: Mapping[Place, Kept] | None = None) -> Catalog:
    """The methods of a document given as a dict, a path, a URL, or the address of a server.

    Args:
        source: The document.
        known: What operations were known by in a document before, if that is another than the bundled one.

    Raises:
        InvalidRequestError: It cannot be read, or is not an OpenAPI document that can be used.
    """
    document = load_document(source)
    try:
        check_written(document)
        text = json.dumps(document, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidRequestError("document: it is not made of JSON values.") from error
    if known is not None:
        return _catalog(text, {**bundled.catalog().surface.kept, **known})
    key = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    with _lock:
        catalog = _catalogs.pop(key, None)
        if catalog is None:
            catalog = _catalog(text, bundled.catalog().surface.kept)
        _catalogs[key] = catalog
        while len(_catalogs) > KEPT:
            del _catalogs[next(iter(_catalogs))]
    return catalog


def _catalog(text: str, known: Mapping[Place, Kept]) -> Catalog:
    try:
        document = json.loads(text)
        if not isinstance(document, dict):
            raise SpecError("it is no object.")
        # Few documents name their schemas so, and to look for it in the text costs next to nothing.
        if any(f'"{word}":' in text for word in anchors.WORDS):
            anchors.write_pointers(document)
        surface = compile_untrusted(document, known, _prepare)
        _ = surface.key_place, surface.secrets
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise InvalidRequestError(f"document: it cannot be used: {str(error) or type(error).__name__}") from error
    return bundled.catalog_of(
        surface, Models(surface.resolver, bundled.catalog().surface.resolver, bundled.packaged_model)
    )


def _prepare(document: dict[str, Any]) -> None:
    check_references(document, Resolver(document))
    keep_schema_names(document, bundled.catalog().surface.document)
    enrich(document)


def enrich(document: dict[str, Any]) -> None:
    """Add in place what the bundled document says beyond its server's, wherever both have the same thing."""
    own = bundled.catalog().surface.document
    _carry(own.get("components"), document.get("components"))
    _carry_into_parts(own, document)
    # What a path calls its variables is nothing on the wire.
    known = {place("", path)[1]: path for path in own["paths"]}
    origins = moved(document.get("paths", ()), own["paths"])
    for path, item in document.get("paths", {}).items():
        where = place("", path)[1]
        if (bundled_path := known.get(origins.get(where, where))) is not None:
            _carry(own["paths"][bundled_path], item, dict(zip(variables(path), variables(bundled_path), strict=True)))
    names = _SECRETS | secret_names(own)
    for properties in _all_properties(document):
        for name, member in properties.items():
            if not isinstance(member, dict):
                continue
            if (name in names and types(member) == ("string",)) or member.get("format") == "password":
                member.setdefault("x-goodmem-secret", True)


def _carry_into_parts(own: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    """The same for members of a schema that is made of parts now."""
    known, schemas = ((source.get("components") or {}).get("schemas") or {} for source in (own, document))
    resolver = Resolver(document)
    for name in known.keys() & schemas.keys():
        parts = schemas[name].get("allOf") if isinstance(schemas[name], dict) else None
        for part in parts if isinstance(parts, list) and "properties" in known[name] else ():
            _carry({"properties": known[name]["properties"]}, resolver.follow(part))


def _carry(source: Any, target: Any, names: Mapping[str, str] = MappingProxyType({})) -> None:
    """Add to a node what its twin says beyond it; `names` are those that the twin gives to variables of the path."""
    if isinstance(source, dict) and isinstance(target, dict):
        for key, value in source.items():
            if key in target:
                _carry(value, target[key], names)
            elif key.startswith("x-goodmem-") or (key in _CARRIED and isinstance(value, str)):
                target[key] = value
    elif isinstance(source, list) and isinstance(target, list):
        # Only parameters are lists of things with names; the members of others cannot be told apart.
        known = {_parameter(param): param for param in source if isinstance(param, dict) and "in" in param}
        for param in target:
            if isinstance(param, dict) and "in" in param:
                _carry(known.get(_parameter(param, names)), param)


def _parameter(param: dict[str, Any], names: Mapping[str, str] = MappingProxyType({})) -> tuple[Any, Any]:
    name, location = param.get("name"), param.get("in")
    return names.get(name, name) if location == "path" and isinstance(name, str) else name, location


def _all_properties(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = [document.get("components"), document.get("paths")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("properties"), dict):
                yield node["properties"]
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
