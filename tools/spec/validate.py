"""Is this an OpenAPI document that the pipeline can work with? If not: where, and why.

Rules this module keeps:

* The judges are the published meta-schemas: OpenAPI 3.0 or 3.1 for the document, JSON Schema 2020-12 for every schema
  of a 3.1 document. One of 3.2, for which no judge is at hand, is judged as one of 3.1: what 3.2 added is refused. Of
  its own this module demands one thing: that references point inside the document, and to something.
* What is valid is found out fast, by jsonschema-rs; what is not, is asked of jsonschema, which knows the best reason.
* Every complaint carries a JSON pointer into the document and a reason.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema_rs
from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.protocols import Validator

JSON = dict[str, Any]

# What stands below these is data, in which a `$ref` means nothing.
_DATA = {"example", "examples", "default", "const", "enum"}
_NAMED = {"properties", "patternProperties", "schemas", "$defs", "definitions", "dependentSchemas"}


class DocumentError(Exception):
    """A document that is not valid OpenAPI; the message says where and why."""


def read(data: bytes) -> JSON:
    """Parse a document, refusing what JSON parsers commonly let pass: keys given twice, NaN and infinities."""
    try:
        document = json.loads(data, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, UnicodeDecodeError) as exc:
        raise DocumentError(f"not a JSON document: {exc}") from exc
    if not isinstance(document, dict):
        raise DocumentError(f"#: expected an object with `openapi` and `paths`, found {type(document).__name__}")
    return document


def validate(document: JSON) -> None:
    """Raise `DocumentError` unless `document` is valid OpenAPI 3.0, 3.1 or 3.2 without dangling references."""
    version = str(document.get("openapi"))
    major_minor = version.rpartition(".")[0]
    if major_minor == "3.2":
        major_minor, document = "3.1", {**document, "openapi": "3.1.1"}
    if major_minor not in {"3.0", "3.1"}:
        raise DocumentError(f"#/openapi: expected OpenAPI 3.0.x, 3.1.x or 3.2.x, found {version!r}")
    _judge(_meta(major_minor), document, "#")
    if major_minor == "3.1":
        for pointer, schema in _schemas(document, "#"):
            _judge(_schema_meta(), schema, pointer)
    for pointer, ref in _references(document, "#"):
        _check_reference(document, pointer, ref)


class _Judge(NamedTuple):
    """A meta-schema, twice: a document of the server takes 1.2 s in Python, and 10 ms in Rust."""

    quick: jsonschema_rs.Draft4Validator | jsonschema_rs.Draft202012Validator
    wordy: Validator


def _judge(judge: _Judge, value: Any, pointer: str) -> None:
    if not judge.quick.is_valid(value) and (error := best_match(judge.wordy.iter_errors(value))) is not None:
        raise DocumentError(f"{pointer}{_pointer(error.absolute_path)[1:]}: {_reason(error)}")


@cache
def _meta(version: str) -> _Judge:
    text = files("openapi_spec_validator").joinpath(f"resources/schemas/v{version}/schema.json").read_text("utf-8")
    schema = json.loads(text)
    if version == "3.0":
        return _Judge(jsonschema_rs.Draft4Validator(schema), Draft4Validator(schema))
    return _Judge(jsonschema_rs.Draft202012Validator(schema), Draft202012Validator(schema))


@cache
def _schema_meta() -> _Judge:
    schema = Draft202012Validator.META_SCHEMA
    return _Judge(jsonschema_rs.Draft202012Validator(schema), Draft202012Validator(schema))


def _schemas(node: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """The outermost schemas of a document; the meta-schema descends into them by itself."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _schemas(item, f"{pointer}/{index}")
    elif isinstance(node, dict):
        for key, value in node.items():
            place = f"{pointer}/{_escape(key)}"
            if key == "schema" and isinstance(value, (dict, bool)):
                yield place, value
            elif pointer == "#/components" and key == "schemas":
                yield from ((f"{place}/{_escape(name)}", schema) for name, schema in value.items())
            elif key not in {"example", "examples"}:
                yield from _schemas(value, place)


def _references(node: Any, pointer: str, *, named: bool = False) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _references(item, f"{pointer}/{index}")
    elif isinstance(node, dict):
        for key, value in node.items():
            place = f"{pointer}/{_escape(key)}"
            if named:
                yield from _references(value, place)
            elif key == "$ref" and isinstance(value, str):
                yield place, value
            elif key not in _DATA:
                yield from _references(value, place, named=key in _NAMED)


def _check_reference(document: JSON, pointer: str, ref: str) -> None:
    if not ref.startswith("#"):
        raise DocumentError(f"{pointer}: {ref!r} points outside the document; bundle the document first")
    if ref != "#" and not ref.startswith("#/"):
        raise DocumentError(f"{pointer}: {ref!r} is not a JSON pointer; anchors are not supported")
    node: Any = document
    for part in ref[1:].split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            node = node[int(key)] if isinstance(node, list) else node[key]
        except (KeyError, IndexError, ValueError, TypeError):
            raise DocumentError(f"{pointer}: {ref!r} points to nothing: there is no {key!r}") from None


def _reason(error: ValidationError) -> str:
    message = error.message
    return message if len(message) <= 300 else f"{message[:140]} … {message[-140:]}"


def _pointer(path: Any) -> str:
    return "#" + "".join(f"/{_escape(str(part))}" for part in path)


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _once(pairs: list[tuple[str, Any]]) -> JSON:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} is given twice in one object")
    return members


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
