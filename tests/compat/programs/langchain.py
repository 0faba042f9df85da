"""goodmem-langchain as published: documents in, a search with a filter, deletion; plain and async."""

import asyncio
import sys

from goodmem import Goodmem
from goodmem_langchain import GoodMemDeleteMemory, GoodMemListMemories, GoodMemRetriever, add_documents
from langchain_core.documents import Document

space_id = sys.argv[1]
with Goodmem() as client:
    documents = [
        Document("Bees make honey.", metadata={"animal": "bee", "legs": 6}),
        Document("Owls sleep by day.", metadata={"animal": "owl", "legs": 2}),
    ]
    ids = add_documents(client, space_id, documents)
    assert len(ids) == 2

    retriever = GoodMemRetriever(client=client, space_ids=[space_id], metadata_filter={"legs": 2})
    found = retriever.invoke("Who makes honey?")
    assert [one.page_content.strip() for one in found] == ["Owls sleep by day."], found
    assert found[0].metadata["animal"] == "owl", found[0].metadata
    everything = GoodMemRetriever(client=client, space_ids=[space_id])
    assert asyncio.run(everything.ainvoke("Who makes honey?"))[0].page_content.strip() == "Bees make honey."

    GoodMemDeleteMemory(client=client).invoke({"memory_id": ids[0]})
    left = GoodMemListMemories(client=client).invoke({"space_id": space_id})
    assert ids[1] in str(left), left
    assert ids[0] not in str(left), left
