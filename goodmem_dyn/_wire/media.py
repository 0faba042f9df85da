"""Media types: how a body is written, how it is read, and in which charset.

Rules: this table is the only place that knows a media type by name. A stream format is one row: its kind, its media
types, and what splits its bytes into events.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodmem_dyn._wire.frames import Decoder

# Unions, because mypy.stubtest takes an alias of literals alone for a class; of two, because each costs the import.
BodyKind = Literal["json", "form", "multipart", "binary"] | Literal["text"]  # noqa: PYI030 - see above
ReplyKind = Literal["json", "ndjson", "sse", "binary", "text"] | Literal["empty"]  # noqa: PYI030 - see above

JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"


class StreamFormat(NamedTuple):
    """A way to send events one after the other.

    Attributes:
        media_types: The media types that mean it.
        decoder: Makes what splits bytes into events, out of the size that one event may have, and whether the stream
            announces its end.
    """

    media_types: tuple[str, ...]
    decoder: Callable[[int, bool], Decoder]


def _ndjson(limit: int, _must_close: bool) -> Decoder:
    # Loaded with the first stream, as the other is.
    from goodmem_dyn._wire.frames import NdjsonDecoder

    return NdjsonDecoder(limit)


def _sse(limit: int, must_close: bool) -> Decoder:
    from goodmem_dyn._wire.frames import SseDecoder

    return SseDecoder(limit, must_close=must_close)


STREAMS: dict[ReplyKind, StreamFormat] = {
    "ndjson": StreamFormat(("application/x-ndjson", "application/ndjson", "application/jsonl"), _ndjson),
    "sse": StreamFormat(("text/event-stream",), _sse),
}
"""The stream formats; where a server offers several, the first is asked for."""

_STREAM_KINDS: dict[str, ReplyKind] = {
    media_type: kind for kind, stream in STREAMS.items() for media_type in stream.media_types
}


def plain(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def reply_kind(media_type: str, *, is_stream: bool = False) -> ReplyKind:
    """How a reply of a media type is read; `is_stream` says that JSON comes as a stream of values."""
    name = plain(media_type)
    if name in _STREAM_KINDS:
        return _STREAM_KINDS[name]
    if name == JSON or name.endswith("+json"):
        return "ndjson" if is_stream and name == JSON else "json"
    return "text" if name.startswith("text/") else "binary"


def first_of(media_types: Iterable[str], family: str) -> str | None:
    """The first media type of a family: `application/json` covers `…+json` as well."""
    for media_type in media_types:
        name = plain(media_type)
        if name == family or (family == JSON and (name.endswith("+json") or name == "text/json")):
            return media_type
    return None


_TEXTUAL = frozenset({"xml", "yaml", "x-yaml", "javascript", "graphql", "sql", "jwt", "toml", "csv", "x-ndjson"})


def is_textual(media_type: str) -> bool:
    """Whether a body of a media type is text."""
    kind, _, name = plain(media_type).partition("/")
    return kind == "text" or name in _TEXTUAL or name.rpartition("+")[2] in {"xml", "yaml"}


def charset_of(media_type: str) -> str | None:
    """The charset that a media type names, by Python's name for it; None where it names none, or an unknown one."""
    for part in media_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            try:
                codec = codecs.lookup(value.strip().strip("'\""))
            except (LookupError, ValueError):
                return None
            from goodmem_dyn.charsets import NO_CHARSETS

            # Python has codecs that are no charsets, such as rot13.
            return codec.name if codec._is_text_encoding and codec.name not in NO_CHARSETS else None
    return None
