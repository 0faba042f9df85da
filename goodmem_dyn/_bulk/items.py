"""One item on its way from a source to the server: its content, its key, and the id that follows from both.

Rules: an id is a UUIDv5 of what holds the item, the source, the key in it, and a digest of everything that is stored,
so that the same item has the same id wherever and however often it is sent, and a changed one has another. What is
stored carries a mark in its metadata, so that what a source made can be told from everything else.
"""

from __future__ import annotations

import datetime
import decimal
import hashlib
import json
import math
import os
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from goodmem_dyn._conveniences.content import UNKNOWN, guess_type
from goodmem_dyn._values import UnwritableError, moment, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MARK = "_bulk"
"""The member of the metadata that says which source made an item, under which key, from what."""
NAMESPACE = uuid.UUID("6a1f6b0e-6f0c-5f43-9d0b-0f6a4a9e8f11")
INLINE = 256 * 1024
"""Bytes. A file up to this size is read once and sent from memory; a larger one is streamed."""
_READ = 1024 * 1024
_SNIFFED = 8192


@dataclass(frozen=True)
class File:
    """A file that is read when it is needed.

    Attributes:
        name: Its name, for its content type.
        size: Bytes.
        stamp: Changes when the file does; empty where nothing tells.
        modified: When it changed last, in seconds since the epoch; 0 where that is unknown.
        open: Opens it for reading bytes.
        path: Where it is on this machine, or None.
    """

    name: str
    size: int
    stamp: str
    modified: float
    open: Callable[[], BinaryIO]
    path: str | None = None

    def digest(self) -> str:
        """The SHA-256 of its content."""
        hashed = hashlib.sha256()
        with self.open() as file:
            while data := file.read(_READ):
                hashed.update(data)
        return hashed.hexdigest()


def local_file(path: str) -> File:
    """A file on this machine.

    Raises:
        OSError: It is not there.
    """
    state = os.stat(path)
    stamp = f"{state.st_size}/{state.st_mtime_ns}/{state.st_ino}"
    return File(os.path.basename(path), state.st_size, stamp, state.st_mtime, lambda: open(path, "rb"), path)


@dataclass
class Item:
    """One item of a source.

    Attributes:
        key: What it is called in its source; the same for every version of it.
        content: Its text, its bytes, or a file.
        content_type: Its media type; None where it is to be inferred.
        metadata: What is stored beside it.
        reference: Where its content comes from, or None.
        given_id: The id that it is to keep, or None.
        problem: Why it cannot be stored, or None.
        is_opaque: Whether even its key is not known, so that nobody can say what it hides.
        digest: The SHA-256 of its content, as promised at first, as found later.
        size: Bytes of its content, once known.
        name: The name of its file, once looked at.
    """

    key: str
    content: str | bytes | File | None = None
    content_type: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    reference: str | None = None
    given_id: str | None = None
    problem: str | None = None
    is_opaque: bool = False
    digest: str = ""
    size: int = 0
    name: str | None = None

    def look(self) -> None:
        """Find out size, digest and type of the content.

        Raises:
            OSError: It cannot be read.
            ValueError: It cannot be sent.
        """
        self.load()
        content, promised = self.content, self.digest
        if isinstance(content, File):
            self.size = content.size
            if self.size:
                self.digest = content.digest()
        else:
            data = _utf8(content) if isinstance(content, str) else content or b""
            self.size, self.digest = len(data), hashlib.sha256(data).hexdigest()
        if not self.size:
            raise ValueError("it is empty, and the server takes no empty content")
        if promised and promised.lower() != self.digest:
            raise ValueError("its content does not have the SHA-256 that stands beside it")
        self.content_type = self.content_type or _type_of(self.content, self.name)

    def load(self) -> None:
        """Read a small file whole, so that it cannot change any more.

        Raises:
            OSError: It cannot be read.
        """
        if isinstance(self.content, File) and self.content.size <= INLINE:
            self.name = self.content.name
            with self.content.open() as file:
                self.content = file.read()
        elif isinstance(self.content, File):
            self.name = self.content.name

    def fingerprint(self, extra: Mapping[str, Any]) -> str:
        """A digest of everything that is stored."""
        parts = [self.digest, self.content_type, self.metadata, self.reference, extra]
        return hashlib.sha256(canonical(parts).encode()).hexdigest()


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ValueError("its text holds surrogates, which UTF-8 cannot carry") from None


def _type_of(content: Any, name: str | None) -> str:
    """The type that a name says, else the one that the first bytes look like."""
    if isinstance(content, str):
        return "text/plain"
    guessed = guess_type(name)
    if guessed != UNKNOWN:
        return guessed
    if isinstance(content, File):
        with content.open() as file:
            content = file.read(_SNIFFED)
    start = content[:_SNIFFED]
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        # The last character may be cut.
        start.decode() if len(content) <= _SNIFFED else start[:-4].decode()
    except UnicodeDecodeError as error:
        if len(start) - error.start > 8:
            return UNKNOWN
    return UNKNOWN if b"\0" in start else "text/plain"


def item_id(parent: str, source: str, key: str, fingerprint: str) -> str:
    """The id of an item.

    Example:
        >>> item_id("3b241101-e2bb-4255-8caf-4136c566a962", "notes", "a.md", "9f86d081")
        'c7eb76a7-0bc5-5e0e-b9c4-17db437ec930'
    """
    return str(uuid.uuid5(NAMESPACE, canonical([parent.lower(), source, key, fingerprint])))


def canonical(value: Any) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def plain(value: Any) -> Any:
    """A value as JSON can carry it: what tables and libraries have of their own becomes text or numbers.

    Raises:
        ValueError: It has no such form.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (float, decimal.Decimal)) and not math.isfinite(value):
        return None
    if isinstance(value, (int, float, decimal.Decimal)):
        return _number(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return moment(value)
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        # Times of tables often have no zone, and there is nobody to ask.
        return value.isoformat() if value == value else None  # noqa: PLR0124 - NaT is unequal to itself
    if isinstance(value, dict):
        return {str(name): plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return [plain(item) for item in items]
    if isinstance(value, (uuid.UUID, os.PathLike)):
        return str(value)
    for method in ("tolist", "item"):  # arrays and scalars of numpy
        if hasattr(value, method):
            return plain(getattr(value, method)())
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    raise ValueError(f"metadata cannot hold {type(value).__name__}: give text, numbers, lists or dicts")


def _number(value: float | decimal.Decimal) -> float:
    try:
        return number(value)
    except UnwritableError as reason:
        raise ValueError(f"a number of its metadata {reason}") from None
