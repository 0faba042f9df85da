"""Values of parameters as the styles of OpenAPI write them: in a path, a query, a header, a cookie.

Rules: a style writes one level, as RFC 6570 does. The delimiters of a style stand as they are, and the same character
inside a value is percent-encoded. What a style has no form for, an object in a list, say, is refused with the name of
the parameter: nothing is left out, and nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from goodmem_dyn._arguments.quoting import check_header, dump_json, query_text, quote_segment
from goodmem_dyn._arguments.scalars import scalar_text
from goodmem_dyn._document.names import snake
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._document.surface import Param

Pairs = list[tuple[str, str]]

_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "|"}
_OWN = {"spaceDelimited": " "}
"""Delimiters that no query can show as they are, so that a value which has one cannot be told from two."""


def path_text(param: Param, value: Any) -> str:
    """The value of a path parameter, percent-encoded."""

    def quoted(text: str) -> str:
        return quote_segment(text, param.name)

    if param.style == "json":
        return quoted(dump_json(value, param.name).decode())
    if param.style not in _PATHS:
        text = scalar_text(value)
        return quoted(text) if text is not None else ",".join(_flat(param, value, quoted, "="))
    return _PATHS[param.style](param, value, quoted)


def _label(param: Param, value: Any, quoted: Callable[[str], str]) -> str:
    return "." + ("." if param.explode else ",").join(_flat(param, value, quoted, "="))


def _matrix(param: Param, value: Any, quoted: Callable[[str], str]) -> str:
    name = query_text(param.wire, param.name)
    texts = list(_flat(param, value, quoted, "="))
    if not param.explode or not isinstance(value, (list, dict)):
        return f";{name}={','.join(texts)}"
    return "".join(f";{text}" if isinstance(value, dict) else f";{name}={text}" for text in texts)


_PATHS = {"label": _label, "matrix": _matrix}


def header_text(param: Param, value: Any) -> str:
    """The value of a header parameter. Nothing in a header is percent-encoded."""
    text = dump_json(value, param.name).decode() if param.style == "json" else scalar_text(value)
    return check_header(param.wire, ",".join(_flat(param, value, str, "=")) if text is None else text)


def cookie_text(param: Param, value: Any) -> str:
    """A cookie parameter, with its name."""

    def quoted(text: str) -> str:
        return quote(text, safe="")

    text = dump_json(value, param.name).decode() if param.style == "json" else scalar_text(value)
    if text is not None:
        return f"{param.wire}={quoted(text)}"
    if param.explode:
        raise InvalidRequestError(
            f"{param.name} is a cookie, and OpenAPI has no form for a list or an object there unless its `explode` is "
            f"false: give it as the server wants it, by extra_headers={{'cookie': …}}."
        )
    return f"{param.wire}={','.join(_flat(param, value, quoted, ','))}"


def query_pairs(param: Param, value: Any) -> Pairs:
    """One query argument as name and value pairs, by its style, percent-encoded."""
    name = query_text(_spelled(param), param.name)
    scalar = dump_json(value, param.name).decode() if param.style == "json" else scalar_text(value)
    if scalar is not None or value is None:
        return [(name, query_text(scalar or "", param.name, reserved=param.allow_reserved))]
    if param.style == "deepObject" and isinstance(value, dict):
        pairs = ((f"{param.wire}[{key}]", text) for key, text in _members(param, value))
        return [(query_text(key, param.name), query_text(text, param.name)) for key, text in pairs]
    delimiter = _DELIMITERS.get(param.style, ",")
    # A list has no form of its own in `deepObject`; libraries agree on that of `form`, which repeats the name.
    explode = param.explode or param.style == "deepObject"

    def quoted(text: str) -> str:
        if _OWN.get(param.style, "\0") in text and not explode:
            raise InvalidRequestError(
                f"{param.name} is written with spaces between its values, so that none may have a space of its own."
            )
        encoded = query_text(text, param.name, reserved=param.allow_reserved)
        return encoded.replace(",", "%2C") if param.allow_reserved and not explode else encoded

    if not explode:
        texts = list(_flat(param, value, quoted, delimiter))
        return [(name, delimiter.join(texts))] if texts else []
    if isinstance(value, dict):
        return [(quoted(key), quoted(text)) for key, text in _members(param, value)]
    return [(name, text) for text in _flat(param, value, quoted, "=")]


def _spelled(param: Param) -> str:
    """The name of a query argument on the wire."""
    return snake(param.wire) if expected().snake_case_queries else param.wire


def _flat(param: Param, value: Any, quoted: Callable[[str], str], between: str) -> Iterator[str]:
    """The texts of a value: of a scalar, of the items of a list, or of the members of an object.

    Args:
        param: The parameter.
        value: Its value.
        quoted: Writes one text.
        between: What stands between key and value of an object where `explode` is set; without it, a comma does.
    """
    if isinstance(value, dict):
        joint = between if param.explode else _DELIMITERS.get(param.style, ",")
        yield from (f"{quoted(key)}{joint}{quoted(text)}" for key, text in _members(param, value))
        return
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        text = "" if item is None else scalar_text(item)
        if text is None:
            raise _nested(param, f"{param.name}[{index}]", item)
        yield quoted(text)


def _members(param: Param, value: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    for key, item in value.items():
        if item is None:
            continue
        text = scalar_text(item)
        if text is None:
            raise _nested(param, f"{param.name}[{key!r}]", item)
        yield str(key), text


def _nested(param: Param, where: str, value: Any) -> InvalidRequestError:
    kind = "an object" if isinstance(value, dict) else "a list"
    others = {"query": "extra_query", "header": "extra_headers"}.get(param.location)
    remedy = f" Give it as the server wants it, by {others}." if others else ""
    return InvalidRequestError(
        f"{where} is {kind}, and OpenAPI has no form for that in a {param.location} parameter of style "
        f"{param.style!r}: only text, numbers and booleans can stand there.{remedy}"
    )
