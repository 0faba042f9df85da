"""File content on its way out: bytes, paths and open files, alone or as parts of a multipart form.

Rules: nothing is read whole; a read is 1 MiB. Whoever must not wait is told before a disk may have to be waited for,
or a function of the caller's. The length is known before anything is sent wherever the source knows it. What can be
read again can be retried. A file that changes while it is sent is an error, never a truncated upload.
"""

from __future__ import annotations

import inspect
import io
import os
import stat
import sys
from dataclasses import field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import pattern
from goodmem_dyn._records import record
from goodmem_dyn.errors import FileArgumentError, InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Progress = Callable[[int, int | None], object]

READ_SIZE = 1024 * 1024
_NOWHERE = [bytearray(16 * 1024)] * (READ_SIZE // (16 * 1024))
"""Room for a piece that is only looked at: all of it goes to the same few pages."""
_HALVES = pattern(r"[\ud800-\udfff]")
CONTROL = pattern(r"[\x00-\x1f\x7f]")


class Source:
    """Content that is sent: its length where known, its bytes in pieces, and whether it can be read again."""

    def __init__(self, content: Any, *, argument: str) -> None:
        self.name: str | None = None
        self.length: int | None
        self._start = 0
        self.rewindable: bool = True
        self._file: Any = None
        self.path: str | None = None
        self._bytes: bytes | memoryview | None = None
        if isinstance(content, (bytes, bytearray, memoryview)):
            self._bytes = memoryview(content).cast("B")
            self.length = len(self._bytes)
        elif hasattr(content, "read"):
            self._open_file(content, argument)
        elif isinstance(content, (str, os.PathLike)):
            self._open_path(content)
        else:
            raise InvalidRequestError(
                f"{argument} must be a path, bytes, or a file opened in binary mode, not {type(content).__name__}."
            )

    def _open_path(self, content: str | os.PathLike[str]) -> None:
        path = os.fspath(content)
        if not path:
            raise FileArgumentError("The path of the file is empty.", path="")
        try:
            status = os.stat(path)
            # To open a pipe waits for whoever writes to it, and a device may never end.
            is_file = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
            if is_file:
                with open(path, "rb"):
                    pass
        except FileNotFoundError as error:
            raise FileArgumentError.of(error, f"There is no file {path!r}.", path) from error
        except IsADirectoryError as error:
            raise FileArgumentError.of(error, f"{path!r} is a directory, not a file.", path) from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise FileArgumentError.of(error, f"The file {path!r} cannot be read: {reason}.", path) from error
        if not is_file:
            raise FileArgumentError(
                f"{path!r} is a pipe, a socket or a device, and no file: open it in binary mode, and pass that.",
                path=path,
            )
        self.length = status.st_size
        if self.length == 0:
            raise FileArgumentError(f"The file {path!r} is empty; the server takes no empty content.", path=path)
        self.path, self.name = path, _label(path)

    def _open_file(self, file: Any, argument: str) -> None:
        if isinstance(file, io.TextIOBase):
            raise InvalidRequestError(f"{argument} must be a file opened in binary mode: use open(path, 'rb').")
        if inspect.iscoroutinefunction(file.read):
            raise InvalidRequestError(
                f"{argument} is read asynchronously: pass its content (`await file.read()`), or the file that it wraps."
            )
        self._file, self.length = file, None
        name = getattr(file, "name", None)
        self.name = _label(name) if isinstance(name, str) and not name.startswith("<") else None
        if getattr(file, "closed", False) is True:
            raise FileArgumentError(f"{argument} is closed: open it again, or pass its path.", path=self.name)
        if (readable := getattr(file, "readable", None)) is not None and not readable():
            raise FileArgumentError(f"{argument} was opened for writing only: open it in 'rb'.", path=self.name)
        try:
            self._start = file.tell()
            file.seek(0, os.SEEK_END)
            self.length = file.tell() - self._start
            file.seek(self._start)
        except (AttributeError, OSError, ValueError):
            self.rewindable = False
        if self.length == 0:
            raise FileArgumentError(f"{argument} has no more content to read.", path=self.name)

    def read(self) -> bytes:
        """All of the content, from its start."""
        return b"".join(piece for piece in self.chunks() if piece is not None)

    def chunks(self, *, tell: bool = False) -> Iterator[bytes | memoryview | None]:
        """The content in pieces of at most 1 MiB, from its start.

        Args:
            tell: Give None before each piece that may have to be waited for.
        """
        if self._bytes is not None:
            for start in range(0, len(self._bytes), READ_SIZE):
                yield self._bytes[start : start + READ_SIZE]
            return
        if self.path is not None:
            with open(self.path, "rb", buffering=0) as file:
                yield from self._read(file, tell=tell)
            return
        if self.rewindable:
            self._file.seek(self._start)
        yield from self._read(self._file, tell=tell)

    def _read(self, file: Any, *, tell: bool) -> Iterator[bytes | None]:
        sent = 0
        while True:
            if tell and not (self.path is not None and _is_at_hand(file, self.length or 0)):
                yield None
            if not (data := self._piece(file)):
                break
            sent += len(data)
            if self.length is not None and sent > self.length:
                break
            yield data
        if self.length is not None and sent != self.length:
            raise FileArgumentError(
                f"The file {self.name or ''!r} changed while it was sent: {self.length:,} bytes were announced.",
                path=self.path,
            )

    def _piece(self, file: Any) -> bytes:
        """The next piece of an open file, empty at its end; what keeps it from being read is told of the argument."""
        try:
            data = file.read(READ_SIZE)
        except (OSError, ValueError, TypeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise FileArgumentError.of(
                error, f"The file {self.name or ''!r} cannot be read: {reason}.", self.path
            ) from error
        if data is None:
            text = f"The file {self.name or ''!r} does not wait for what is to come: let it block, or pass its content."
            raise FileArgumentError(text, path=self.path)
        if not isinstance(data, bytes):
            raise InvalidRequestError("The file gives text, not bytes: open it in binary mode.")
        return data


def _label(path: str) -> str:
    """The name of a file in a form: on disk it may be any bytes, of which those that are no text come as halves."""
    return _HALVES.sub("\ufffd", os.path.basename(path))


def _is_at_hand(file: Any, length: int) -> bool:
    """Whether the system has the next piece of a file of that length in its memory: then no disk is waited for."""
    if sys.platform != "linux" or not hasattr(os, "RWF_NOWAIT"):  # which a Python built for an old Linux lacks
        return False
    try:
        at: int = file.tell()
        size: int = os.preadv(file.fileno(), _NOWHERE, at, os.RWF_NOWAIT)
        return size >= min(length - at, READ_SIZE)
    except OSError:  # not there yet, or a file system that cannot tell
        return False


@record
class Part:
    """One part of a multipart form."""

    name: str
    content: bytes | Source
    filename: str | None = None
    content_type: str | None = None

    def header(self) -> bytes:
        for label, text in (("name", self.name), ("file name", self.filename), ("content type", self.content_type)):
            if text is not None and CONTROL.search(text):
                raise InvalidRequestError(f"The {label} of a form part must not contain control characters.")
        line = f'Content-Disposition: form-data; name="{_quoted(self.name)}"'
        if self.filename is not None:
            line += f'; filename="{_quoted(self.filename)}"'
        if self.content_type is not None:
            line += f"\r\nContent-Type: {self.content_type}"
        try:
            return f"{line}\r\n\r\n".encode()
        except UnicodeEncodeError as error:
            raise InvalidRequestError("The name of a form part holds characters that UTF-8 cannot carry.") from error

    @property
    def length(self) -> int | None:
        return len(self.content) if isinstance(self.content, bytes) else self.content.length


def _quoted(text: str) -> str:
    # As browsers write form data: only these three characters are escaped, the rest is UTF-8.
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


@record
class Upload:
    """A request body that is sent in pieces.

    Attributes:
        content_type: Its content type.
        parts: Alternating fixed bytes and sources.
        progress: Called with the bytes sent so far and the total, or None where that is unknown.
        form: The parts of the form that it is, for those who want to look at it.
    """

    content_type: str
    parts: list[bytes | Source] = field(default_factory=list)
    progress: _Progress | None = None
    form: tuple[Part, ...] = ()

    @property
    def length(self) -> int | None:
        """The length of the whole body, or None when a source does not know its own."""
        lengths = [len(part) if isinstance(part, bytes) else part.length for part in self.parts]
        return None if None in lengths else sum(length for length in lengths if length is not None)

    @property
    def rewindable(self) -> bool:
        """Whether the body can be sent again."""
        return all(isinstance(part, bytes) or part.rewindable for part in self.parts)

    def chunks(self, *, tell: bool = False) -> Iterator[bytes | None]:
        """The body in pieces.

        Args:
            tell: Give None before whatever may have to be waited for.
        """
        total, sent = self.length, 0
        for part in self.parts:
            for chunk in (part,) if isinstance(part, bytes) else part.chunks(tell=tell):
                yield bytes(chunk) if isinstance(chunk, memoryview) else chunk
                if chunk is None:
                    continue
                sent += len(chunk)
                if self.progress is not None:
                    if tell:
                        yield None
                    self.progress(sent, total)


def multipart(parts: list[Part], progress: _Progress | None = None) -> Upload:
    """A multipart/form-data body."""
    boundary = os.urandom(16).hex()
    body: list[bytes | Source] = []
    for part in parts:
        body.append(b"--" + boundary.encode() + b"\r\n" + part.header())
        body += [part.content, b"\r\n"]
    body.append(b"--" + boundary.encode() + b"--\r\n")
    return Upload(f"multipart/form-data; boundary={boundary}", body, progress, tuple(parts))
