"""Bodies of answers: what is read, how much of it, and where a download goes.

Rules: nothing that a server sends can fill the memory. A body has at most `MAX_BODY_BYTES`; one that says why a request
failed is cut at `MAX_ERROR_BYTES`; what is compressed must be so in a way that was asked for, and in proportion. A
broken download never leaves half a file under its name.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn._bounds import BOMB_BYTES, BOMB_RATIO, MAX_BODY_BYTES, MAX_ERROR_BYTES
from goodmem_dyn._transport.internals import HAS_CONTENT, HTTPResponse
from goodmem_dyn.errors import APIConnectionError, APITimeoutError, DownloadError, FileArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._transport.limits import Limits
    from goodmem_dyn._wire.response import Response

PIECE, PORTION = 64 * 1024, 16 * 1024
HELD_SECONDS = 0.1
"""Small pieces of a body on its way out are held back for so long."""
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}


def check_encoding(raw: Any) -> None:
    """Refuse a compression that was not asked for: one inside another, or one that can grow without measure.

    Raises:
        APIConnectionError: The body is compressed in such a way.
    """
    encoding = raw.headers.get("content-encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise APIConnectionError(
            f"The answer is compressed as {encoding[:60]!r}, and was asked for as gzip or deflate: the server, or a "
            "proxy before it, ignores what is asked for."
        )


def needs_reading(raw: Any) -> bool:
    """Whether the body is more than the bytes on the wire: compressed, or read already, as mock transports have it."""
    return "content-encoding" in raw.headers or getattr(raw, "is_stream_consumed", False)


def is_bounded(raw: Any, largest: int | None) -> bool:
    """Whether an answer cannot be longer than it says, and may be that long: then it can be read in one go."""
    length = b""
    for name, value in raw.headers.raw:
        match name.lower():
            case b"content-encoding":
                return False
            case b"content-length":
                length = value
    limit = (largest or MAX_BODY_BYTES) if raw.is_success else MAX_ERROR_BYTES
    return length.isdigit() and len(length) < 16 and int(length) <= limit


def is_direct(raw: Any) -> bool:
    """Whether a bounded answer can be taken from its transport without the HTTP library's decoders."""
    # A caller's client may come from another package, or give answers of a class of its own.
    return HAS_CONTENT and type(raw) is HTTPResponse and not raw.is_stream_consumed


class Gatherer:
    """Puts the pieces of one body together, within the rules."""

    def __init__(self, raw: Any, limits: Limits | None = None, largest: int | None = None) -> None:
        self._raw, self._limits = raw, limits
        self._pieces: list[bytes] = []
        self._size = 0
        self._limit = (largest or MAX_BODY_BYTES) if raw.is_success else MAX_ERROR_BYTES

    def add(self, piece: bytes) -> bool:
        """Take a piece; whether more is wanted.

        Raises:
            APIConnectionError: The body is too large.
            APITimeoutError: The time for it is over.
        """
        self._size += len(piece)
        self._pieces.append(piece)
        if self._size > self._limit:
            if not self._raw.is_success:
                return False
            raise APIConnectionError(f"The answer has more than {self._limit:,} bytes; it was not read further.")
        check_proportion(self._raw, self._size)
        limits = self._limits
        if limits is not None and limits.is_over:
            raise APITimeoutError("The time is over, and the answer was still coming.")
        return True

    def content(self) -> bytes:
        pieces = self._pieces
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def check_proportion(raw: Any, size: int) -> None:
    """Refuse what grows beyond all proportion when it is decompressed.

    Raises:
        APIConnectionError: It does.
    """
    if size > BOMB_BYTES and "content-encoding" in raw.headers:
        sent = getattr(raw, "num_bytes_downloaded", size)
        if size > sent * BOMB_RATIO:
            raise APIConnectionError(
                f"The answer grew from {sent:,} bytes to more than {size:,} when decompressed; it was not read further."
            )


def portions(piece: bytes) -> Iterator[bytes]:
    """A piece in portions that a decoder can split without taking much room."""
    for start in range(0, len(piece), PORTION):
        yield piece[start : start + PORTION]


def gathered(pieces: Iterator[bytes | None], limits: Limits | None) -> Iterator[bytes | None]:
    """A body on its way out, its small pieces joined: each piece costs a packet, and in an event loop a thread.

    A source that gives little at a time is not waited for. Transports that are not ours know of no deadline, so that it
    is looked at here as well.
    """
    held: list[bytes] = []
    size, since = 0, time.monotonic()
    for piece in pieces:
        if piece is None:  # what comes next may have to be waited for
            yield None
            continue
        if limits is not None and limits.end is not None and time.monotonic() >= limits.end:
            raise httpx.WriteTimeout("the time is over")
        if held and (size + len(piece) > PIECE or time.monotonic() - since > HELD_SECONDS):
            yield b"".join(held)
            held, size, since = [], 0, time.monotonic()
        if len(piece) > PIECE:
            yield piece
        else:
            held.append(piece)
            size += len(piece)
    if held:
        yield b"".join(held)


class Target:
    """Where a download goes: an open file of the caller's, or a path, written beside and then renamed."""

    def __init__(self, target: Any) -> None:
        self.path: str | None = None
        self.written = 0
        if hasattr(target, "write"):
            self.file = target
            return
        self.path = path = os.fspath(target)
        try:
            self.file = open(f"{path}.part", "wb")  # noqa: SIM115 - `finish` closes it
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            text = f"The file {path!r} cannot be written: {reason}."
            raise FileArgumentError.of(error, text, path) from error

    def write(self, piece: bytes) -> None:
        """Write all of a piece; an unbuffered file may take less at once."""
        try:
            taken = self.file.write(piece)
            while isinstance(taken, int) and 0 < taken < len(piece):
                self.written += taken
                piece = piece[taken:]
                taken = self.file.write(piece)
        except OSError as error:
            raise self._failure(error) from error
        self.written += len(piece)

    def finish(self, *, ok: bool) -> None:
        """Close a file of our own, and give it its name if all went well."""
        if self.path is None:
            return
        try:
            self.file.close()
            if ok:
                os.replace(f"{self.path}.part", self.path)
                return
        except OSError as error:
            if ok:
                raise self._failure(error) from error
        finally:
            # Nothing after it was renamed; otherwise half of a file.
            with contextlib.suppress(OSError):
                os.unlink(f"{self.path}.part")

    def _failure(self, error: OSError) -> DownloadError:
        reason = error.strerror or str(error) or type(error).__name__
        if self.path is None:
            text = f"The file of `to` could not be written after {self.written:,} bytes: {reason}. It keeps those."
        else:
            text = (
                f"The download could not be written to {self.path!r}: {reason}. What was there before is there still, "
                "and nothing else is left behind. Make room, or give another path as `to`."
            )
        return DownloadError(text, path=self.path, written=self.written)


def total(response: Response) -> int | None:
    """The bytes that a download will have, where that is known."""
    length = response.headers.get("content-length", "")
    return int(length) if length.isdigit() and "content-encoding" not in response.headers else None
