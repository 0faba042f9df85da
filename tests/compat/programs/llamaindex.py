"""goodmem-llamaindex as published: documents in, a search with a filter, deletion; plain and async."""

import asyncio
import sys

from goodmem import Goodmem
from llama_index.core.schema import Document
from llama_index.core.vector_stores.types import MetadataFilter, MetadataFilters
from llama_index.tools.goodmem import GoodMemDocumentIngestor, GoodMemRetriever, GoodMemToolSpec, wait_for_memories

space_id = sys.argv[1]
ingestor = GoodMemDocumentIngestor(space_id=space_id)
ids = ingestor.add_documents([Document(text="Bees make honey.", metadata={"animal": "bee"})])
ids += asyncio.run(ingestor.aadd_documents([Document(text="Owls sleep by day.", metadata={"animal": "owl"})]))
assert len(set(ids)) == 2
with Goodmem() as client:
    wait_for_memories(client, ids, timeout=60, poll_interval=0.1)

owls = MetadataFilters(filters=[MetadataFilter(key="animal", value="owl")])
found = GoodMemRetriever(space_ids=[space_id], filters=owls).retrieve("Who makes honey?")
assert [one.get_content().strip() for one in found] == ["Owls sleep by day."], found
best = asyncio.run(GoodMemRetriever(space_ids=[space_id]).aretrieve("Who makes honey?"))[0]
assert best.get_content().strip() == "Bees make honey.", best

tools = GoodMemToolSpec()
tools.delete_memory(ids[0])
asyncio.run(tools.adelete_memory(ids[1]))
assert ids[0] not in str(tools.list_memories(space_id))
