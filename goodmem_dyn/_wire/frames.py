r"""Incremental decoders of event streams: bytes in, the bytes of whole events out.

Rules: a line ends at LF, of server-sent events at CR too, and nowhere else: U+2028, U+2029 and U+0085 are data. Any
split of the same bytes gives the same events. One event is bounded in size, so that a server without line ends cannot
fill the memory, and so is what comes between two events, so that one which says nothing cannot be listened to for ever.
A stream that ends inside an event is an error, never a shorter stream.
"""

from __future__ import annotations

from typing import Protocol

from goodmem_dyn._bounds import MAX_EVENT_BYTES
from goodmem_dyn.errors import IncompleteStreamError, StreamError

_DONE = b"[DONE]"
"""What many servers send in place of an event, when there are no more."""


class Decoder(Protocol):
    """What both framings offer."""

    def feed(self, data: bytes) -> list[bytes]:
        """The events that this data completes."""
        ...

    def close(self) -> list[bytes]:
        """The events that the end of the stream completes."""
        ...


def too_large(size: int, limit: int, number: int) -> StreamError:
    """What is raised for an event without end."""
    return StreamError(
        f"Event {number} of the stream has more than {limit:,} bytes ({size:,} so far). Ask for less in one event, or "
        "raise the client's max_event_bytes.",
        event_number=number,
    )


def _nothing(limit: int) -> StreamError:
    return StreamError(
        f"The stream sent more than {limit:,} bytes, and no event was among them: the server, or a proxy before it, is "
        "broken."
    )


def _without_runs(data: bytes) -> bytes:
    """The same events without the blank lines that end none: a run of them costs what its bytes cost."""
    while b"\n\n\n" in data:
        data = data.replace(b"\n\n\n", b"\n\n")
    return data


class Lines:
    """Splits bytes into lines without their LF; keeps an unfinished line in pieces, so that nothing is copied twice."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.pieces: list[bytes] = []
        self.size = 0
        self.count = 0

    def feed(self, data: bytes) -> list[bytes]:
        head, newline, tail = data.rpartition(b"\n")
        if not newline:
            self.keep(data)
            return []
        lines = head.split(b"\n")
        if self.pieces:
            lines[0] = b"".join([*self.pieces, lines[0]])
            self.pieces, self.size = [], 0
        if len(head) > self.limit or len(lines[0]) > self.limit:
            for index, line in enumerate(lines):
                if len(line) > self.limit:
                    raise too_large(len(line), self.limit, self.count + index + 1)
        self.count += len(lines)
        if tail:
            self.keep(tail)
        return lines

    def keep(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self.limit:
            raise too_large(self.size, self.limit, self.count + 1)
        self.pieces.append(data)

    def rest(self) -> bytes:
        data, self.pieces, self.size = b"".join(self.pieces), [], 0
        return data


class NdjsonDecoder:
    """One JSON value a line; blank lines are nothing; the last line may lack its LF."""

    def __init__(self, limit: int = MAX_EVENT_BYTES) -> None:
        self.lines = Lines(limit)
        self.idle = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that this data completes."""
        events = [line for line in self.lines.feed(data) if line and not line.isspace()]
        if events:
            self.idle = 0
        else:
            self.idle += len(data)
            if self.idle - self.lines.size > self.lines.limit:
                raise _nothing(self.lines.limit)
        return events

    def close(self) -> list[bytes]:
        """The last line, if it has no LF; whether it is whole shows when it is read as JSON."""
        rest = self.lines.rest()
        return [rest] if rest.strip() else []


class SseDecoder:
    """Server-sent events: the data of every event but the closing one; a comment is a heartbeat.

    Args:
        limit: The bytes that one event may have.
        must_close: Whether the server announces its end with `event: close`, so that a stream without it was cut.
    """

    def __init__(self, limit: int = MAX_EVENT_BYTES, *, must_close: bool = True) -> None:
        self.must_close = must_close
        self.lines = Lines(limit)
        self.limit = limit
        self.data: list[bytes] = []
        self.size = 0
        self.idle = 0
        self.event = b""
        self.closed = False
        self.first = True
        self.after_cr = False

    def _with_lf(self, data: bytes) -> bytes:
        """The same lines, each ended by LF alone: CR and CRLF end one as well."""
        if self.after_cr and data.startswith(b"\n"):
            data = data[1:]
            self.after_cr = False
        if data:
            self.after_cr = data.endswith(b"\r")
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data

    def feed(self, data: bytes) -> list[bytes]:
        """The events that this data completes."""
        events: list[bytes] = []
        data = self._with_lf(data)
        for raw in self.lines.feed(_without_runs(data)):
            line = raw
            if self.first:
                line, self.first = line.removeprefix(b"\xef\xbb\xbf"), False
            if not line:
                events += self.dispatch()
                continue
            if line.startswith(b":"):
                continue
            field, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if field == b"data":
                self.size += len(value)
                if self.size > self.limit:
                    raise too_large(self.size, self.limit, self.lines.count)
                self.data.append(value)
            elif field == b"event":
                self.event = value
        if events:
            self.idle = 0
        else:
            self.idle += len(data)
            if self.idle - self.size - self.lines.size > self.limit:
                raise _nothing(self.limit)
        return events

    def dispatch(self) -> list[bytes]:
        """The event that a blank line ends, if it says anything."""
        if not self.data:
            self.closed = self.closed or self.event == b"close"
            self.event = b""
            return []
        data, event = b"\n".join(self.data), self.event
        self.data, self.event, self.size = [], b"", 0
        if event == b"close" or data == _DONE:
            self.closed = True
            return []
        return [data] if data else []

    def close(self) -> list[bytes]:
        """The last event of a server that ends its stream without a word, where its lines are whole."""
        rest = self.lines.rest().strip()
        if not self.must_close and not rest:
            return self.dispatch()
        if rest or self.data:
            raise IncompleteStreamError("The stream ended in the middle of an event: the connection was probably cut.")
        if self.must_close and not self.closed:
            raise IncompleteStreamError("The stream ended without its closing event: the connection was probably cut.")
        return []
