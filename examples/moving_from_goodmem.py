"""A program of the `goodmem` package, moved: python examples/moving_from_goodmem.py

What stays: namespaces, methods, arguments and models have the same names. What goes is code around them.
"""

from __future__ import annotations

from connect import connect

from goodmem_dyn.filters import F

BEFORE = """
from goodmem import Goodmem

client = Goodmem(base_url=..., api_key=...)
found = [one for one in client.spaces.list(name_filter="diary") if one.name == "diary"]
space = found[0] if found else client.spaces.create(name="diary", space_embedders=[{"embedder_id": embedder_id}])
memory = client.memories.create(space_id=space.space_id, original_content="Rain.", metadata={"mood": "grey"})
while client.memories.get(id=memory.memory_id).processing_status != "COMPLETED":
    time.sleep(1)
key = {"space_id": space.space_id, "filter": "CAST(val('$.mood') AS TEXT) = 'grey'"}
for event in client.memories.retrieve(message="weather", space_keys=[key]):
    if event.retrieved_item and event.retrieved_item.chunk:
        print(-event.retrieved_item.chunk.relevance_score, event.retrieved_item.chunk.chunk["chunkText"])
"""


def main() -> None:
    with connect() as (client, embedder_id):
        space = client.spaces.ensure(name="diary", space_embedders=[embedder_id])
        client.memories.create(space_id=space.space_id, original_content="Rain.", metadata={"mood": "grey"}, wait=True)
        search = client.memories.retrieve(message="weather", space_ids=[space.space_id], filter=F("mood") == "grey")
        with search as stream:
            for hit in stream.items():
                print(f"{hit.relevance:.2f}", hit.text.strip())


if __name__ == "__main__":
    main()
