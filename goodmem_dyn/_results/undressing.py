"""The JSON of an answer that is dressed otherwise than promised: byte order marks, charsets, compression, frames.

Rules: it is the slow way, for bodies that the fast one refused. What is there is not changed, but for halves of
characters, which JSON can spell and text cannot hold: those read as U+FFFD, and that is told. What is no JSON, and so
what is no text, stays what it is: its reader says so.
"""

from __future__ import annotations

import codecs
import json
import zlib
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bounds import MAX_JSON_BYTES
from goodmem_dyn._models.tolerance import Misfit
from goodmem_dyn._wire.media import STREAMS, charset_of, reply_kind
from goodmem_dyn.errors import StreamError

if TYPE_CHECKING:
    from goodmem_dyn._wire.frames import Decoder

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks, longest first where one begins another, and what they say."""
_GZIP = b"\x1f\x8b\x08"
_HALF = b"\\ud"
"""How half of a character begins that JSON spells by its number."""


def undressed(content: bytes, content_type: str = "") -> tuple[bytes, list[Misfit]]:
    """A body as JSON in UTF-8, and what was different.

    Args:
        content: The body.
        content_type: What its head says of it.
    """
    told: list[Misfit] = []
    if content.startswith(_GZIP):
        content = _unpacked(content)
        told.append(Misfit("", "it is compressed, and its head does not say so"))
    content = _as_utf8(content, content_type)
    if _HALF in content.lower():
        content = _whole_characters(content, told)
    kind = reply_kind(content_type) if content_type else "json"
    if kind in STREAMS:
        content = _unframed(content, STREAMS[kind].decoder(MAX_JSON_BYTES, False), told)
    return content, told


def _unpacked(content: bytes) -> bytes:
    reading = zlib.decompressobj(wbits=31)
    try:
        unpacked = reading.decompress(content, MAX_JSON_BYTES)
    except zlib.error:
        return content
    return unpacked if reading.eof else content


def _as_utf8(content: bytes, content_type: str) -> bytes:
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    charset = _MARKS[mark] if mark else charset_of(content_type) or "utf-8"
    try:
        return content.decode("utf-8-sig" if charset == "utf-8" else charset).encode()
    except ValueError:
        return content


def whole(value: Any) -> str:
    """A value as JSON, in which halves of characters read as U+FFFD."""
    return json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole_characters(content: bytes, misfits: list[Misfit]) -> bytes:
    """JSON without halves of characters, such as the cut through the middle of one leaves."""
    try:
        repaired = whole(json.loads(content)).encode()
    except (ValueError, RecursionError):
        return content
    if "\ufffd".encode() in repaired:
        misfits.append(Misfit("", "it has halves of characters, which read as U+FFFD"))
    return repaired


def _unframed(content: bytes, frames: Decoder, misfits: list[Misfit]) -> bytes:
    """The value of a stream that has one event; the list of them, where it has more."""
    try:
        events = [*frames.feed(content), *frames.close()]
    except StreamError:
        return content
    misfits.append(Misfit("", "it is a stream of events in place of one value"))
    return events[0] if len(events) == 1 else b"[%b]" % b",".join(events)
