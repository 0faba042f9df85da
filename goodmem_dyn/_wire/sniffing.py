"""Events in an answer that does not say how they are framed, or says another way than was promised.

Rules: what comes first decides: an object begins lines of JSON, a list is the events themselves, a field of server-sent
events is one. Anything else is no stream, and is never taken for one that was cut.
"""

from __future__ import annotations

import codecs
import json

from goodmem_dyn._wire.frames import NdjsonDecoder, SseDecoder, too_large

_FIELDS = (b"data", b"event", b"id", b"retry", b":")


class NoStreamError(ValueError):
    """The answer is no stream of events."""


class Sniffer:
    """Splits bytes into events in the way that their beginning shows.

    Args:
        limit: The bytes that one event may have, or a list of them.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.begun = b""
        self.frames: NdjsonDecoder | SseDecoder | _ListDecoder | None = None

    def feed(self, data: bytes) -> list[bytes]:
        """The events that this data completes.

        Raises:
            NoStreamError: There are none.
        """
        if self.frames is None:
            self.begun = (self.begun + data).removeprefix(codecs.BOM_UTF8).lstrip()
            if len(self.begun) < len(max(_FIELDS, key=len)) and not self.begun.startswith((b"{", b"[")):
                return []
            self.frames, data, self.begun = self._chosen(), self.begun, b""
        return self.frames.feed(data)

    def close(self) -> list[bytes]:
        """The events that the end completes."""
        if self.frames is None:
            if self.begun.strip() not in {b"", b"null"}:
                raise NoStreamError
            return []
        return self.frames.close()

    def _chosen(self) -> NdjsonDecoder | SseDecoder | _ListDecoder:
        if self.begun.startswith(b"{"):
            return NdjsonDecoder(self.limit)
        if self.begun.startswith(b"["):
            return _ListDecoder(self.limit)
        if self.begun.startswith(_FIELDS):
            return SseDecoder(self.limit, must_close=False)
        raise NoStreamError


class _ListDecoder:
    """The items of a JSON list, which are events when it has ended."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.pieces: list[bytes] = []

    def feed(self, data: bytes) -> list[bytes]:
        self.size += len(data)
        if self.size > self.limit:
            raise too_large(self.size, self.limit, 1)
        self.pieces.append(data)
        return []

    def close(self) -> list[bytes]:
        text = b"".join(self.pieces)
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            return [text]  # its reader says that it is no event
        return [json.dumps(value).encode() for value in values]
