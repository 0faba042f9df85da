"""Values as the parts of a request spell them: path segments, queries and headers.

Rules: a value stays the value it is. What could be read as another path, another header or another request is refused
before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from goodmem_dyn._arguments.refusals import quoted, shown
from goodmem_dyn._arguments.scalars import scalar_text
from goodmem_dyn._cache import pattern
from goodmem_dyn._wire.targets import UNSENT_HEADERS, is_token
from goodmem_dyn._wire.upload import CONTROL
from goodmem_dyn.errors import InvalidRequestError

_DOT_SEGMENT = pattern(r"(?:\A|[/\\])\.{1,2}(?:[/\\]|\Z)")
_PLAIN = pattern(r"[A-Za-z0-9_.~-]+\Z")
_HEADER_VALUE = pattern(r"[\t\x20-\x7e]*\Z")


def check_header(name: str, value: object) -> str:
    """A header's value as text; control characters and names that are no tokens are refused, values not shown."""
    if not is_token(name):
        raise InvalidRequestError(f"{quoted(name)} cannot be the name of a header.")
    if name.lower() in UNSENT_HEADERS:
        raise InvalidRequestError(f"The header {quoted(name)} is written by the transport and cannot be given.")
    text = scalar_text(value)
    if text is None or not _HEADER_VALUE.match(text):
        raise InvalidRequestError(f"The value of header {quoted(name)} must be ASCII text without control characters.")
    # White space around a value is not part of it, and no server may see it.
    return text.strip(" \t")


def check_extra(options: Mapping[str, Any], where: str) -> None:
    """Refuse `extra_headers`, `extra_query` and `extra_body` that do not map names to values."""
    for name in ("extra_headers", "extra_query", "extra_body"):
        value = options.get(name)
        if value is not None and not (isinstance(value, Mapping) and all(isinstance(key, str) for key in value)):
            raise InvalidRequestError(f"{where}: {name} must be a dict of names and values, not {shown(value)}.")


def quote_segment(value: str, name: str) -> str:
    """One path segment, percent-encoded.

    Raises:
        InvalidRequestError: It is empty, has a part that is `.` or `..`, or holds control characters: a server that
            decodes before it routes would read those as another path.
    """
    if not value:
        raise InvalidRequestError(f"{name} must not be empty.")
    if _DOT_SEGMENT.search(value) or CONTROL.search(value):
        raise InvalidRequestError(
            f"{name} must not lead elsewhere, by '.', '..' or control characters: give the id alone."
        )
    # Nearly every id is plain, and to look costs a third of what quoting does.
    return value if _PLAIN.match(value) else query_text(value, name)


def query_text(text: str, name: str, *, reserved: bool = False) -> str:
    """Text of a query or a path, percent-encoded; `reserved` leaves the delimiters of a URL as they are."""
    try:
        return quote(text, safe="/?:@!$'()*,;" if reserved else "")
    except UnicodeEncodeError as error:
        raise InvalidRequestError(f"{name} holds half of a surrogate pair, which UTF-8 cannot carry.") from error


def dump_json(value: Any, where: str = "The body") -> bytes:
    """Compact UTF-8 JSON of a value that was checked; lone surrogates and what is nested too deep are refused."""
    import pydantic_core

    try:
        return pydantic_core.to_json(value)
    except ValueError as error:
        is_text = "surrogates not allowed" in str(error)
    # Not in the handler: that error has all in it that was to be written, secrets too, and would be kept.
    reason = "holds half of a surrogate pair, which UTF-8 cannot carry" if is_text else "is nested too deep for JSON"
    raise InvalidRequestError(f"{where} {reason}.")
