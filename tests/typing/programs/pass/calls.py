"""What people write, in both modes: every kind of argument and of result."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from typing_extensions import assert_type

import goodmem_dyn
from goodmem_dyn import (
    AsyncGoodmem,
    AsyncPage,
    BatchResult,
    Goodmem,
    Hit,
    Page,
    RawResponse,
    RetrievalResult,
    RetrievalStream,
    models,
    params,
)
from goodmem_dyn.filters import F
from goodmem_dyn.namespaces import AsyncMemories, Memories


def spaces(client: Goodmem, embedder_id: str) -> None:
    made = client.spaces.create(name="notes", space_embedders=[embedder_id])
    assert_type(made, models.Space)
    client.spaces.create(
        name="notes",
        space_embedders=[{"embedder_id": embedder_id, "default_retrieval_weight": 1.0}],
        default_chunking_config={
            "recursive": {
                "chunk_size": 256,
                "chunk_overlap": 16,
                "keep_strategy": "KEEP_END",
                "length_measurement": models.LengthMeasurement.CHARACTER_COUNT,
            }
        },
        labels={"team": "search"},
    )
    client.spaces.create(name="notes", space_embedders=[models.SpaceEmbedderConfig(embedder_id=embedder_id)])
    assert_type(client.spaces.ensure(name="notes", space_embedders=[embedder_id]), models.Space)
    for space in client.spaces.list(sort_by="name", sort_order="ASCENDING", max_items=3):
        assert_type(space, models.Space)
    page = client.spaces.list(sort_order=models.SortOrder.DESCENDING, labels={"team": "search"})
    assert_type(page, Page[models.Space])
    assert_type(page[0], models.Space)
    assert_type(page[:2], list[models.Space])
    client.spaces.update(id=made.space_id, request={"name": None})
    assert_type(client.spaces.delete(id=made.space_id), None)


def creates(client: Goodmem, space_id: str, file: BinaryIO) -> None:
    assert_type(client.memories.create(space_id=space_id, original_content="text", wait=True), models.Memory)
    client.memories.create(space_id=space_id, original_content_b64="AAAA", content_type="image/png")
    client.memories.create(space_id=space_id, file_path=Path("paper.pdf"), metadata={"year": 2020, "tags": ["a"]})
    client.memories.create(space_id=space_id, file=file, content_type="text/plain", wait=30.0)
    client.memories.create(space_id=space_id, file=b"bytes", content_type="text/plain", timeout=None, max_retries=0)
    batch = client.memories.batch_create(
        requests=[
            {"space_id": space_id, "file_path": "paper.pdf"},
            {"space_id": space_id, "original_content": "one"},
            models.JsonMemoryCreationRequest(space_id=space_id, content_type="text/plain"),
        ]
    )
    assert_type(batch, BatchResult[models.BatchMemoryResult, models.Memory])
    batch.raise_for_failures()
    ids = [memory.memory_id for memory in batch.created]
    assert_type(client.memories.wait(ids=ids), list[models.Memory])
    assert_type(client.memories.wait(id=ids[0]), models.Memory)
    assert_type(client.memories.content(id=ids[0]), bytes)
    assert_type(client.memories.content(id=ids[0], to="copy.txt"), int)
    for memory in client.memories.list(space_id=space_id, filter=(F("lang") == "en") & (F("year") >= 2020)):
        assert_type(memory.processing_status, models.MemoryProcessingStatus)


def retrieves(client: Goodmem, space_id: str) -> None:
    stream = client.memories.retrieve(message="How?", space_ids=[space_id])
    assert_type(
        stream,
        RetrievalStream[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus],
    )
    with stream as events:
        for event in events:
            assert_type(event, models.RetrieveMemoryEvent)
    with client.memories.retrieve(message="How?", space_keys=[{"space_id": space_id, "filter": F("a") == 1}]) as found:
        for hit in found.items():
            assert_type(hit, Hit[models.MemoryChunkResponse, models.Memory])
            assert_type(hit.chunk.chunk_text, str)
            assert_type(hit.text(), str)
            line: str = hit.text
            print(line)
            assert_type(hit.memory, models.Memory | None)
    result = client.memories.retrieve(
        message="How?",
        space_ids=[space_id],
        stream=False,
        llm_id="0198c0de-7a4b-7000-8000-000000000001",
        hnsw={"ef_search": 100},
    )
    assert_type(
        result,
        RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus],
    )
    assert_type(result.hits[0].relevance, float)
    is_stream = bool(space_id)
    either = client.memories.retrieve(message="How?", space_ids=[space_id], stream=is_stream)
    if isinstance(either, RetrievalStream):
        either.close()


def models_and_keys(client: Goodmem) -> None:
    client.embedders.create(display_name="e", model_identifier="text-embedding-3-small", api_key="sk-...")
    client.embedders.create(
        display_name="e",
        provider_type="OPENAI",
        endpoint_url="https://api.example.com",
        model_identifier="m",
        dimensionality=3,
        distribution_type=models.DistributionType.DENSE,
        credentials={"kind": "CREDENTIAL_KIND_API_KEY", "api_key": {"inline_secret": "sk-..."}},
    )
    assert_type(client.users.get(email="a@example.com"), models.UserResponse)
    assert_type(client.users.get(id="0198c0de-7a4b-7000-8000-000000000001"), models.UserResponse)
    client.apikeys.create(labels={"team": "search"}, expires_at=1767225600000)
    assert_type(client.admin.license.reload(), models.AdminReloadLicenseResponse)
    raw = client.spaces.with_raw_response.list(max_items=1)
    assert_type(raw, RawResponse[Page[models.Space]])
    assert_type(raw.status_code, int)
    assert_type(raw.parse(), Page[models.Space])


def helper(memories: Memories, key: params.SpaceKeyDict) -> None:
    memories.retrieve(message="How?", space_keys=[key]).close()


def introspection() -> None:
    assert_type(goodmem_dyn.operations(), list[goodmem_dyn.OperationInfo])
    assert_type(goodmem_dyn.operation("spaces.list").curl(max_items=3), str)
    assert_type(goodmem_dyn.operation(Memories.create).path, str)


async def asynchronous(client: AsyncGoodmem, memories: AsyncMemories, space_id: str) -> None:
    assert_type(await client.spaces.get(id=space_id), models.Space)
    page = await client.spaces.list()
    assert_type(page, AsyncPage[models.Space])
    async for space in page:
        assert_type(space, models.Space)
    async with client.memories.retrieve(message="How?", space_ids=[space_id]) as stream:
        async for event in stream:
            assert_type(event, models.RetrieveMemoryEvent)
    async with await memories.retrieve(message="How?", space_ids=[space_id], stream=True) as again:
        assert_type(await again.text(), str)
    result = await memories.retrieve(message="How?", space_ids=[space_id], stream=False)
    assert_type(result.text(), str)
    reply: str = result.text
    print(reply)
    assert_type((await memories.with_raw_response.get(id=space_id)).parse(), models.Memory)
    assert_type(await client.memories.wait(ids=[space_id]), list[models.Memory])
    await client.with_options(timeout=3).close()
