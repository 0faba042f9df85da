"""The fields of a form, urlencoded or multipart, as the document's `encoding` says.

Rules: a scalar is its text, a list is one field an item, an object is JSON, unless the encoding of a field says
otherwise: by a style, which writes it as a query would, or by a content type. Brackets nest as deep as the value does,
because that is how forms with brackets are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.quoting import dump_json, query_text
from goodmem_dyn._arguments.scalars import scalar_text
from goodmem_dyn._arguments.styles import query_pairs
from goodmem_dyn._document.surface import Param
from goodmem_dyn._wire.media import JSON, first_of
from goodmem_dyn._wire.upload import Part
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Encodings = dict[str, "Mapping[str, Any]"]

_STYLED = ("style", "explode", "allowReserved")


def urlencoded(fields: Mapping[str, Any], encodings: Encodings) -> bytes:
    """The fields as `application/x-www-form-urlencoded`."""
    pairs = [pair for name, value in fields.items() for pair in _pairs(name, value, encodings.get(name, {}))]
    return "&".join(f"{name}={text}" for name, text in pairs).encode()


def field_parts(fields: Mapping[str, Any], encodings: Encodings) -> Iterator[Part]:
    """The fields as parts of a `multipart/form-data` body."""
    for name, value in fields.items():
        encoding = encodings.get(name, {})
        kind = concrete(encoding)
        if any(key in encoding for key in _STYLED) and not kind:
            yield from (Part(key, utf8(text, name)) for key, text in _plain_pairs(_param(name, encoding), value))
        elif kind and first_of([kind], JSON):
            yield Part(name, dump_json(value, name), None, kind)
        else:
            for item in value if isinstance(value, list) else [value]:
                text = scalar_text(item)
                if text is not None:
                    yield Part(name, utf8(text, name), None, kind)
                else:
                    yield Part(name, dump_json(item, name), None, kind or JSON)


def concrete(encoding: Mapping[str, Any]) -> str | None:
    """The content type of a field, where its encoding names one and no range or choice of them."""
    kind = encoding.get("contentType")
    return kind if isinstance(kind, str) and not {"*", ","} & set(kind) else None


def utf8(text: str, name: str) -> bytes:
    """Text as UTF-8.

    Raises:
        InvalidRequestError: It holds half of a surrogate pair.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    # Not in the handler: that error has all of the text in it, and would be kept.
    raise InvalidRequestError(f"{name} holds half of a surrogate pair, which UTF-8 cannot carry.")


def _param(name: str, encoding: Mapping[str, Any]) -> Param:
    style = encoding.get("style", "form")
    explode, reserved = encoding.get("explode", style == "form"), bool(encoding.get("allowReserved"))
    return Param(name, name, "query", style=style, explode=explode, allow_reserved=reserved)


def _pairs(name: str, value: Any, encoding: Mapping[str, Any]) -> list[tuple[str, str]]:
    """One field as pairs, percent-encoded."""
    if any(key in encoding for key in _STYLED):
        param = _param(name, encoding)
        if param.style != "deepObject":
            return query_pairs(param, value)
        return [(query_text(key, name), query_text(text, name)) for key, text in _brackets(name, value)]
    kind = concrete(encoding)
    if kind and first_of([kind], JSON):
        return [(query_text(name, name), query_text(dump_json(value, name).decode(), name))]
    items = value if isinstance(value, list) else [value]
    return [(query_text(name, name), query_text(_text(item, name), name)) for item in items]


def _plain_pairs(param: Param, value: Any) -> Iterator[tuple[str, str]]:
    """One field as pairs, as they are: a part of a form is not percent-encoded."""
    if param.style == "deepObject":
        yield from _brackets(param.wire, value)
    elif param.explode and isinstance(value, dict):
        yield from ((str(key), _text(item, param.name)) for key, item in value.items() if item is not None)
    elif isinstance(value, (list, dict)):
        flat = value if isinstance(value, list) else [part for item in value.items() for part in item]
        texts = [_text(item, param.name) for item in flat]
        delimiter = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(param.style, ",")
        yield from ((param.wire, text) for text in (texts if param.explode else [delimiter.join(texts)]))
    else:
        yield param.wire, _text(value, param.name)


def _brackets(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _brackets(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _brackets(f"{name}[{index}]", item)
    elif value is not None:
        yield name, _text(value, name)


def _text(value: Any, name: str) -> str:
    text = scalar_text(value)
    return dump_json(value, name).decode() if text is None else text
