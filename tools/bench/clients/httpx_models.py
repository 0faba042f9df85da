"""What a careful user of httpx and pydantic writes by hand: models of the answers, validated from bytes."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from tools.bench.clients.memory_model import Audited, Chunking, Memory, Model


class SpaceEmbedder(Audited):
    space_id: str
    embedder_id: str
    default_retrieval_weight: float


class Space(Audited):
    space_id: str
    name: str
    labels: dict[str, str]
    space_embedders: list[SpaceEmbedder]
    owner_id: str
    public_read: bool
    default_chunking_config: Chunking | None = None


class SpacesPage(Model):
    spaces: list[Space]
    next_token: str | None = None


class Boundary(Model):
    result_set_id: str
    kind: str
    stage_name: str
    expected_items: int | None = None


class Chunk(Audited):
    chunk_id: str
    memory_id: str
    chunk_sequence_number: int
    chunk_text: str
    vector_status: str
    start_offset: int | None = None
    end_offset: int | None = None
    metadata: dict[str, Any] | None = None


class ChunkReference(Model):
    result_set_id: str
    chunk: Chunk
    memory_index: int
    relevance_score: float


class RetrievedItem(Model):
    memory: Memory | None = None
    chunk: ChunkReference | None = None


class Event(Model):
    result_set_boundary: Boundary | None = None
    abstract_reply: dict[str, Any] | None = None
    retrieved_item: RetrievedItem | None = None
    memory_definition: Memory | None = None
    status: dict[str, Any] | None = None


class Lines:
    """Whole lines out of bytes in any portions; an unfinished one is kept in pieces, since it may be large."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def feed(self, data: bytes) -> list[bytes]:
        head, end, tail = data.rpartition(b"\n")
        if not end:
            self._pieces.append(data)
            return []
        lines = b"".join([*self._pieces, head]).split(b"\n")
        self._pieces = [tail] if tail else []
        return lines


class BatchItem(Model):
    success: bool
    request_index: int | None = None
    memory_id: str | None = None
    memory: Memory | None = None


class Batch(Model):
    results: list[BatchItem]


class Creation(Model):
    space_id: str
    content_type: str
    original_content: str
    metadata: dict[str, Any] | None = None


class BatchCreation(Model):
    requests: list[Creation]


PAGE = TypeAdapter(SpacesPage)
EVENT = TypeAdapter(Event)
BATCH = TypeAdapter(Batch)
CREATION = TypeAdapter(Creation)
BATCH_CREATION = TypeAdapter(BatchCreation)
