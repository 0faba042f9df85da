"""Chunks of an answer, joined as they arrive: an event in a chunk of its own costs more to unwrap than to read.

A server that streams writes each event as a chunk, and many come in one packet; the HTTP library unwraps them one by
one. So what a read brings is rewritten on its way to the library: the whole chunks in it become one.

Rules: no byte of the body changes, and none waits for others; all that is ever held back is the beginning of a chunk's
size. Only chunks of the plainest form are joined: whatever else comes, and all that follows it, goes on as it is, so
that the library judges it.
"""

from __future__ import annotations

import re

from goodmem_dyn._cache import pattern

_END = b"\r\n\r\n"
_CHUNKED = pattern(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
_SIZE = pattern(rb"([0-9a-fA-F]{1,8})\r\n")
_PART_OF_SIZE = pattern(rb"[0-9a-fA-F]{0,8}\r?")


class Chunks:
    """The chunks of one answer."""

    __slots__ = ("_held", "_left")

    def __init__(self) -> None:
        self._left: int | None = 0  # of the chunk that has begun, with its line end; None where nothing is joined
        self._held = b""

    def join(self, data: bytes) -> bytes:
        """What goes on to the library in place of the next bytes of a body; nothing only where more has to be read."""
        at = self._left
        if at is None or not data:
            data, self._held, self._left = self._held + data, b"", None
            return data
        if at >= len(data):
            self._left = at - len(data)
            return data
        if self._held:
            data, self._held = self._held + data, b""
        start, bodies = at, list[bytes]()
        while (size := _SIZE.match(data, at)) is not None:
            begin = size.end()
            end = begin + int(size[1], 16)
            if end == begin or end + 2 > len(data) or data[end : end + 2] != b"\r\n":
                break
            bodies.append(data[begin:end])
            at = end + 2
        stop = self._stop(data, at, size)
        if len(bodies) < 2:
            return data[:stop]  # which is no copy of all of it
        body = b"".join(bodies)
        return b"%b%x\r\n%b\r\n%b" % (data[:start], len(body), body, data[at:stop])

    def _stop(self, data: bytes, at: int, size: re.Match[bytes] | None) -> int:
        """Where ends what goes on of what follows the whole chunks; and what is expected after it."""
        if size is None:
            if _PART_OF_SIZE.fullmatch(data, at):
                self._left, self._held = 0, data[at:]
                return at
            self._left = None
            return len(data)
        length = int(size[1], 16)
        left = size.end() + length + 2 - len(data)
        self._left = left if length and left > 0 else None
        return len(data)


def begun(data: bytes) -> tuple[bytes, Chunks | None]:
    """The beginning of an answer on its way to the library, and the chunks that follow it.

    Args:
        data: What the first read after a request has brought.
    """
    # Nearly all answers but streams have a length; looking for one word tells most of them apart.
    if data.find(b"hunked", 0, 4096) < 0 or not data.startswith(b"HTTP/1.1 2"):
        return data, None
    end = data.find(_END)
    head = data[: end + 2]
    if end < 0 or _CHUNKED.search(head) is None or head.count(b"\n") != head.count(b"\r\n"):
        return data, None
    chunks, rest = Chunks(), data[end + 4 :]
    return (data[: end + 4] + chunks.join(rest) if rest else data), chunks
