"""Request bodies, judged by the document; errors in the live server's shapes.

Rules this module keeps:

- What cannot be decoded (not JSON, a wrong type, an unknown field, an unknown enum value) is one `DecodeError`; what is
  decoded and breaks rules is one `ValidationError` with every broken rule, or, for a large request, with the first.
- A whole number is an integer however it is written; one that no double can hold is refused.
- Text that a database cannot hold (lone surrogates, and NUL outside document content) is refused here.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NoReturn

import jsonschema_rs

from goodmem_dyn._bounds import JSON_VALUES, JUDGED_VALUES
from goodmem_dyn.local._contract.schemas import drop_nulls, for_requests
from goodmem_dyn.local.errors import DecodeError, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodmem_dyn.local._contract.document import Document, Operation

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STRING = re.compile(rb'"[^"]*"?')
_EXACT = 2**53
_CONTENT_FIELDS = ["originalContent"]
#: Readers of JSON stop at 200, and an answer puts metadata some levels deeper than a request does.
_DEPTH = 190
_ARTICLE = {"dict": "an object", "list": "an array", "str": "a string", "int": "an integer", "float": "a number"}


def words(name: str) -> str:
    """`spaceEmbedders` → `space embedders`; acronyms keep their case (`llmId` → `LLM ID`)."""
    spelled = {"id": "ID", "ids": "IDs", "llm": "LLM", "url": "URL", "api": "API"}
    return " ".join(spelled.get(word.lower(), word.lower()) for word in _HUMP.split(name))


def title(name: str) -> str:
    """`words` as the start of a sentence."""
    text = words(name)
    return text[:1].upper() + text[1:]


class Validator:
    """Every check of a request that needs only the document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._schemas = for_requests(document.schemas)
        self._root = {"components": {**document.components, "schemas": self._schemas}}
        self._compiled: dict[str, Any] = {}

    def body(self, operation: Operation, raw: bytes, media_type: str, part: str | None = None) -> Any:
        """The decoded, valid JSON body of a request; `part` names a part of a multipart body.

        An empty body is `{}` where the document does not require one.

        Raises:
            DecodeError: not JSON, wrong types, unknown fields.
            ValidationError: rules broken.
        """
        schema = operation.body_schema(media_type)
        if schema is not None and part is not None:
            schema = schema["properties"][part]
        if not raw.strip():
            if schema is None or not self._needs_body(operation, schema):
                return {}
            raise DecodeError("the body is empty; a JSON object was expected")
        value = decode(raw)
        if schema is None:
            return value
        if part == "requests":
            # The document has the bare array here, clients send the body of the JSON form; both are understood.
            value = value if isinstance(value, dict) else {part: value}
            schema = {
                "type": "object",
                "required": [part],
                "properties": {part: {**schema, "minItems": 1}},
                "additionalProperties": False,
            }
        if b"null" in raw:
            value = drop_nulls(value, schema, self._schemas)
        self._judge(f"{operation.id} {media_type} {part}", schema, value, raw)
        return value

    def _needs_body(self, operation: Operation, schema: dict[str, Any]) -> bool:
        required = operation.definition.get("requestBody", {}).get("required", False)
        return bool(required or self._document.resolve(schema).get("required"))

    def _judge(self, key: str, schema: dict[str, Any], value: Any, raw: bytes) -> None:
        compiled = self._compiled.get(key)
        if compiled is None:
            whole = {**schema, **self._root}
            compiled = self._compiled[key] = jsonschema_rs.validator_for(whole, validate_formats=True)
        if compiled.is_valid(value):
            return
        undecodable: list[str] = []
        broken: list[tuple[str, str]] = []
        for error in compiled.iter_errors(value) if _count(raw) < JUDGED_VALUES else _first(compiled, value):
            self._sort(error, undecodable, broken)
        if undecodable:
            raise DecodeError(undecodable[0])
        raise ValidationError(list(dict.fromkeys(broken)))

    def _sort(self, error: Any, undecodable: list[str], broken: list[tuple[str, str]]) -> None:
        kind: dict[str, Any] = error.kind.as_dict()
        path = list(error.instance_path)
        field = show(path)
        name = next((piece for piece in reversed(path) if isinstance(piece, str)), "")
        keyword = error.schema_path[-1]
        if keyword == "additionalProperties" and "unexpected" in kind:
            owner = next((p for p in reversed(error.schema_path) if p in self._schemas), "the body")
            known = ", ".join(sorted(self._schemas.get(owner, {}).get("properties", ())))
            where = f" at {field}" if field else ""
            undecodable.append(
                f'Unrecognized field "{kind["unexpected"][0]}"{where} ({owner} has the fields: {known or "none"})'
            )
        elif keyword == "type":
            types = [wanted for wanted in _list(kind["types"]) if wanted != "null"]
            actual = _describe(error.instance)
            place = f'Cannot read field "{field}": ' if field else ""
            undecodable.append(f"{place}expected {' or '.join(types)}, got {actual}")
        elif keyword == "enum":
            options = ", ".join(str(option) for option in kind["options"] if option is not None)
            undecodable.append(f'Cannot read field "{field}": {error.instance!r} is not one of {options}')
        elif keyword in ("required", "dependentRequired"):
            broken.append((show([*path, kind["property"]]), f"{title(kind['property'])} is required"))
        elif keyword == "format" and kind["format"] == "uuid":
            broken.append((field, f"Invalid {words(name)} format"))
        elif keyword in ("oneOf", "not", "anyOf"):
            broken.append(self._group(error, path, keyword))
        else:
            broken.append((field, f"{title(name)} {_rule(str(keyword), kind)}"))

    def _group(self, error: Any, path: list[str | int], keyword: str) -> tuple[str, str]:
        """A rule about which properties go together."""
        rule: Any = self._root
        for piece in error.schema_path:
            rule = rule[piece] if isinstance(rule, list) or piece in rule else rule
        if keyword == "not":
            names = _required(rule if "required" in rule else {"required": _alternatives(rule.get("anyOf", ()))})
            message = (
                f"{' and '.join(names)} cannot be given together" if len(names) > 1 else f"{names[0]} is not allowed"
            )
        else:
            names = _alternatives(rule)
            message = f"Exactly one of {', '.join(names)} must be given"
        return show(path or [names[0]]), message


def _required(rule: dict[str, Any]) -> list[str]:
    return list(rule["required"])


def _alternatives(rules: Iterable[dict[str, Any]]) -> list[str]:
    return [name for rule in rules for name in rule.get("required", ())]


def _rule(keyword: str, kind: dict[str, Any]) -> str:
    limit = kind.get("limit")
    texts = {
        "minLength": "must not be empty" if limit == 1 else f"must have at least {limit} characters",
        "maxLength": f"must have at most {limit} characters",
        "minItems": "must not be empty" if limit == 1 else f"must have at least {limit} entries",
        "maxItems": f"must have at most {limit} entries",
        "maxProperties": f"must have at most {limit} entries",
        "minimum": f"must be at least {limit}",
        "maximum": f"must be at most {limit}",
        "exclusiveMinimum": f"must be greater than {limit}",
        "exclusiveMaximum": f"must be less than {limit}",
        "format": f"must be a {kind.get('format')}",
        "pattern": f"must match {kind.get('pattern')}",
    }
    return texts.get(keyword, f"breaks the rule {keyword!r}")


def show(path: Sequence[str | int]) -> str:
    """A path as the server writes it: `spaceEmbedders[0].embedderId`."""
    text = ""
    for piece in path:
        text += f"[{piece}]" if isinstance(piece, int) else f".{piece}" if text else piece
    return text


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _describe(value: Any) -> str:
    if isinstance(value, bool):
        return "a boolean"
    return "null" if value is None else _ARTICLE[type(value).__name__]


def _no_constant(text: str) -> NoReturn:
    raise DecodeError(f"{text} is not JSON")


def _number(text: str) -> int | float:
    """A number with a fraction or an exponent; 5.0 is the integer 5, as it is for JSON Schema."""
    value = float(text)
    if math.isinf(value):
        raise DecodeError(f"{text[:40]} is beyond the range of a double")
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def decode(raw: bytes) -> Any:
    """JSON, strictly: no NaN, no lone surrogates, NUL only in document content.

    Raises:
        DecodeError: naming the position where decoding failed.
    """
    if raw.count(b",") > JSON_VALUES and _count(raw) > JSON_VALUES:
        raise DecodeError(f"it has more than {JSON_VALUES:,} values")
    try:
        value = json.loads(raw.decode(), parse_constant=_no_constant, parse_float=_number)
    except UnicodeDecodeError as error:
        raise DecodeError(f"byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise DecodeError(f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise DecodeError("nested too deeply") from None
    except ValueError as error:  # an integer longer than Python agrees to read
        raise DecodeError(str(error)) from None
    if raw.count(b"{") + raw.count(b"[") > _DEPTH:
        _check_depth(value)
    lowered = raw.lower()
    if b"\\ud" in lowered or b"\\u0000" in lowered:
        _check_text(value, [])
    return value


def _count(raw: bytes) -> int:
    """About how many values a body has: commas in texts are none."""
    if b"," not in raw:
        return 0
    plain = raw.replace(rb"\\", b"").replace(rb"\"", b"")
    texts = plain.count(b'"') // 2
    if texts > 2 * JSON_VALUES:  # each is a value, or the name of one
        return texts
    return plain.count(b",") - sum(match[0].count(b",") for match in _STRING.finditer(plain))


def _first(compiled: Any, value: Any) -> Iterator[Any]:
    """The first rule that a value breaks."""
    try:
        compiled.validate(value)
    except jsonschema_rs.ValidationError as error:
        yield error


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(_DEPTH):
        level = [
            item
            for node in level
            for item in (node.values() if isinstance(node, dict) else node)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return
    raise DecodeError(f"nested more than {_DEPTH} levels deep")


def _check_text(value: Any, path: list[str | int]) -> None:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise DecodeError(f'field "{show(path)}" has half of a surrogate pair') from None
        if "\0" in value and path[-1:] != _CONTENT_FIELDS:
            raise DecodeError(f'field "{show(path)}" has a NUL character')
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key, [*path, "a key"])
            _check_text(item, [*path, key])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_text(item, [*path, index])
