"""Mistakes with results: each marked line is wrong, and no other."""

from __future__ import annotations

from goodmem_dyn import AsyncGoodmem, Goodmem


def sync(client: Goodmem, space_id: str) -> None:
    client.spaces.get(id=space_id).nam  # E: misspelt attribute
    client.spaces.list().data[0].spaceId  # E: attributes are in snake case
    client.memories.content(id=space_id).read()  # E: these are bytes
    client.memories.retrieve(message="x", space_ids=[space_id]).hits  # E: a stream has no hits yet
    client.memories.retrieve(message="x", space_ids=[space_id], stream=False).items()  # E: a result is no stream
    client.memories.batch_get(memory_ids=[space_id]).succeded  # E: misspelt attribute
    client.memories.wait(ids=[space_id]).memory_id  # E: a list
    client.spaces.delete(id=space_id).status  # E: there is nothing


async def asynchronous(client: AsyncGoodmem, space_id: str) -> None:
    client.spaces.get(id=space_id).name  # E: a missing await
    for _ in client.spaces.list():  # E: a missing await
        pass
    with client.memories.retrieve(message="x", space_ids=[space_id]):  # E: async with
        pass
    client.memories.retrieve(message="x", space_ids=[space_id], stream=False).hits  # E: a missing await
    (await client.memories.with_raw_response.get(id=space_id)).memory_id  # E: parse() first
