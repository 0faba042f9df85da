"""The canned answers of the stub server, and what a client must have read from them.

Rules: standard library only, because every peer's process imports this module; the shapes are those of the API
document; whatever is sent is derived from its position, so that a wrong, lost or doubled answer is noticed.
"""

from __future__ import annotations

import base64
import functools
import json
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

API_KEY = "gm_benchbenchbenchbenchbenchbe"
SPACE_ID = "00000000-0000-7000-8000-00000000face"
CREATED = 1_760_000_000_000
METADATA = {"source": "bench", "page": 7, "tags": ["a", "b"]}
BLOCK = bytes(range(256)) * 4096
"""One megabyte: the content of a large event, and the unit that the uploaded file repeats."""

_ACTOR = "00000000-0000-7000-8000-00000000acc0"
_TEXT = "The quick brown fox jumps over the lazy dog, and does so at a length that a real chunk of text would have. "


def item_id(number: int) -> str:
    """The UUID of the item at a position."""
    return f"00000000-0000-7000-8000-{number:012d}"


def content_of(number: int) -> str:
    """The text that a client sends when it creates the item at a position."""
    return f"{number}: {_TEXT * 2}"


def _dumps(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _chunking() -> dict[str, Any]:
    recursive = {
        "chunkSize": 512,
        "chunkOverlap": 64,
        "separators": ["\n\n", "\n", ". ", " ", ""],
        "keepStrategy": "KEEP_END",
        "separatorIsRegex": False,
        "lengthMeasurement": "CHARACTER_COUNT",
    }
    return {"none": None, "recursive": recursive, "sentence": None}


def _audit() -> dict[str, Any]:
    return {"createdAt": CREATED, "updatedAt": CREATED, "createdById": _ACTOR, "updatedById": _ACTOR}


def memory(memory_id: str) -> dict[str, Any]:
    """A ``Memory`` as the server shows it."""
    return {
        "memoryId": memory_id,
        "spaceId": SPACE_ID,
        "contentType": "text/plain",
        "processingStatus": "PENDING",
        "pageImageStatus": "UNSPECIFIED",
        "pageImageCount": 0,
        "metadata": METADATA,
        "chunkingConfig": _chunking(),
        **_audit(),
    }


_MEMORY_HEAD, _MEMORY_TAIL = _dumps(memory("@")).split(b"@")


def memory_body(memory_id: str) -> bytes:
    """The JSON body of a ``Memory``, made by splicing: the stub must never be slower than its clients."""
    return _MEMORY_HEAD + memory_id.encode() + _MEMORY_TAIL


def _space(number: int) -> dict[str, Any]:
    space_id = item_id(number)
    embedder = {"spaceId": space_id, "embedderId": item_id(0), "defaultRetrievalWeight": 1.0, **_audit()}
    return {
        "spaceId": space_id,
        "name": f"space {number}",
        "labels": {"team": "bench", "number": str(number)},
        "spaceEmbedders": [embedder],
        "ownerId": _ACTOR,
        "publicRead": False,
        "defaultChunkingConfig": _chunking(),
        **_audit(),
    }


@functools.lru_cache(maxsize=64)
def spaces_page(start: int, size: int, total: int) -> bytes:
    """One page of a list of ``total`` spaces; the token of the next page is its first position."""
    stop = min(start + size, total)
    page: dict[str, Any] = {"spaces": [_space(number) for number in range(start, stop)]}
    if stop < total:
        page["nextToken"] = str(stop)
    return _dumps(page)


def _defines(number: int) -> bool:
    """Whether the event at a position defines a memory: two of seven do, as five hits came from two memories live."""
    return number % 7 in {1, 4}


def _events(total: int) -> Iterator[dict[str, Any]]:
    result_set = item_id(1)
    boundary = {"resultSetId": result_set, "kind": "BEGIN", "stageName": "retrieve", "expectedItems": total}
    yield {"resultSetBoundary": boundary}
    memories = 0
    for number in range(1, total - 1):
        if _defines(number):
            owner, memories = item_id(number), memories + 1
            yield {"memoryDefinition": memory(owner)}
            continue
        chunk = {
            "chunkId": item_id(number),
            "memoryId": owner,
            "chunkSequenceNumber": number,
            "chunkText": _TEXT * 3,
            "vectorStatus": "COMPLETED",
            "startOffset": number,
            "endOffset": number + len(_TEXT) * 3,
            **_audit(),
        }
        reference = {"resultSetId": result_set, "chunk": chunk, "memoryIndex": memories - 1, "relevanceScore": -0.5}
        yield {"retrievedItem": {"chunk": reference}}
    yield {"resultSetBoundary": {"resultSetId": result_set, "kind": "END", "stageName": ""}}


def _big_events(total: int) -> Iterator[dict[str, Any]]:
    content = base64.b64encode(BLOCK).decode()
    for number in range(total):
        yield {"memoryDefinition": memory(item_id(number)) | {"originalContent": content}}


def _frame(payload: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(payload), payload)


@functools.lru_cache(maxsize=4)
def stream_body(kind: str, total: int) -> bytes:
    """A whole chunked response body of ``total`` events.

    ``each`` puts every event into a chunk of its own, ``bulk`` cuts the lines into chunks of 64 kB without regard to
    their ends, and ``large`` does so with events of a megabyte of content each.
    """
    lines = [_dumps(event) + b"\n" for event in (_big_events(total) if kind == "large" else _events(total))]
    if kind == "each":
        return b"".join(map(_frame, lines)) + _frame(b"")
    whole = b"".join(lines)
    return b"".join(_frame(whole[at : at + 65536]) for at in range(0, len(whole), 65536)) + _frame(b"")


def two_events() -> tuple[bytes, bytes]:
    """Two framed events, to be sent with a pause between them, and the end of the body."""
    first, second = (_frame(_dumps(event) + b"\n") for event in _events(2))
    return first, second + _frame(b"")


def batch_body(first: int, count: int) -> bytes:
    """The answer to the creation of `count` items from position `first` on, in their order."""
    ids = [item_id(first + index) for index in range(count)]
    results = [
        {"success": True, "requestIndex": index, "memoryId": each, "memory": memory(each)}
        for index, each in enumerate(ids)
    ]
    return _dumps({"results": results})


class MismatchError(AssertionError):
    """A client returned something other than the stub had sent."""


def expect(actual: object, wanted: object, subject: str) -> None:
    """Fail the measurement unless both are equal."""
    if actual != wanted:
        raise MismatchError(f"{subject}: expected {wanted!r}, got {actual!r}")


class EventCheck:
    """Reads the events of a stream as any user would, and tells afterwards whether they were all right."""

    def __init__(self, kind: str, total: int) -> None:
        self._kind, self._total = kind, total
        self._chunks = self._memories = self._boundaries = self._numbers = 0
        self._last: Any = None

    def see(self, event: Any) -> None:
        """Take one event, in any client's model of it."""
        if event.retrieved_item is not None:
            chunk = event.retrieved_item.chunk.chunk
            self._chunks += 1
            self._numbers += chunk.chunk_sequence_number
        elif event.memory_definition is not None:
            self._memories += 1
            if self._kind == "large":
                expect(len(event.memory_definition.original_content), len(BLOCK), "content length")
        else:
            self._boundaries += event.result_set_boundary is not None
        self._last = event

    def finish(self) -> None:
        """Raise unless exactly the stream that was sent has been seen."""
        if self._kind == "large":
            expect((self._memories, self._chunks), (self._total, 0), "events seen")
            expect(zlib.crc32(self._last.memory_definition.original_content), zlib.crc32(BLOCK), "content checksum")
            return
        inner = range(1, self._total - 1)
        memories = sum(map(_defines, inner))
        expect((self._boundaries, self._memories, self._chunks), (2, memories, len(inner) - memories), "events seen")
        expect(self._numbers, sum(number for number in inner if not _defines(number)), "sum of the chunk numbers")
        expect(str(self._last.result_set_boundary.kind).rpartition(".")[2], "END", "kind of the last event")


def check_memory(memory: Any, memory_id: str) -> None:
    """Stop when a memory is not the one that was asked for, or not whole."""
    expect(memory.memory_id, memory_id, "memory id")
    expect(memory.chunking_config.recursive.chunk_size, 512, "chunk size")
