"""First guesses of people who come from other clients: each is told before anything runs."""

from __future__ import annotations

from pathlib import Path

import goodmem_dyn.local
from goodmem_dyn import AsyncGoodmem, Goodmem, models
from goodmem_dyn.filters import F

server = goodmem_dyn.local.serve(port="8080")  # E: no such thing here
client = Goodmem(server.url, server.api_key)
Goodmem(server.url, server.api_key, retries=3)  # E: no such thing here
client.search("owls")  # E: no such thing here
space = client.spaces.ensure(name="a", space_embedders=[server.create_default_embedder()])
client.spaces.update(id=space.space_id, new_name="b")  # E: no such thing here
client.spaces.create(name="x", space_embedders=["e"], chunk_size=3)  # E: no such thing here
client.memories.create(space_id="x", original_content="x", chunking_config={"recursive": {"size": 3}})  # E: no field
client.spaces.list(limit=3)  # E: no such thing here
for space2 in client.spaces.list():
    space2.labels.upper()  # E: no such thing here
client.memories.create(space_id=space.space_id, original_content="x", metadata=["a"])  # E: no such thing here
memory = client.memories.create(space_id=space.space_id, original_content="x")
memory.content  # E: no such thing here
client.memories.get(memory_id=memory.memory_id)  # E: no such thing here
client.memories.create(space_id=space.space_id, file_path=3)  # E: no such thing here
client.memories.create(space_id=space.space_id, original_content="x", wait="yes")  # E: no such thing here
client.memories.batch_create(memories=[])  # E: no such thing here
client.memories.retrieve(message="x", space_ids=[space.space_id], stream=False).items()  # E: no such thing here
found = client.memories.retrieve(message="x", space_ids=[space.space_id], stream=False)
found.hits[0].score + "1"  # E: no such thing here
len(found.hits[0])  # E: no such thing here
F("a").contains("x")  # E: no such thing here
client.bulk.ingest("docs", space_id=space.space_id, glob="*.md")  # E: no such thing here
report2 = client.bulk.ingest(Path("docs"), space_id=space.space_id)
report2.errors  # E: no such thing here
client.memories.wait(id=3)  # E: no such thing here


async def main() -> None:
    a = AsyncGoodmem(server.url, server.api_key)
    s = a.spaces.create(name="x", space_embedders=["e"])
    s.space_id  # E: no such thing here
    with a.memories.retrieve(message="x", space_ids=["s"]):  # E: no such thing here
        pass
    for hit in (await a.memories.retrieve(message="x", space_ids=["s"], stream=False)).hits:
        hit.memory.memory_id  # E: no such thing here
    found: models.Space = await a.memories.get(id="x")  # E: it is a memory
    print(found)
