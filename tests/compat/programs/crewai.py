"""goodmem-crewai as published: documents in, a search with a filter, deletion; plain and async."""

import asyncio
import json
import sys
import warnings

from goodmem_crewai import (
    GoodMemCreateMemoryTool,
    GoodMemDeleteMemoryTool,
    GoodMemKnowledgeStorage,
    GoodMemListMemoriesTool,
)

warnings.filterwarnings("ignore", "score_threshold is ignored")
space_id = sys.argv[1]
storage = GoodMemKnowledgeStorage(space_id=space_id, allow_reset=True)
storage.save(["Bees make honey."])
asyncio.run(storage.asave(["Ants make hills."]))
created = json.loads(GoodMemCreateMemoryTool(space_id=space_id).run(text_content="Owls sleep.", metadata={"legs": 2}))
assert created["memory_id"], created

assert storage.search(["Who makes honey?"])[0]["content"].strip() == "Bees make honey."
found = asyncio.run(storage.asearch(["Who makes honey?"], metadata_filter={"legs": 2}))
assert [one["content"].strip() for one in found] == ["Owls sleep."], found


def stored() -> list[str]:
    listed = json.loads(GoodMemListMemoriesTool().run(space_id=space_id))
    return [one["memory_id"] for one in listed["memories"]]


assert len(stored()) == 3
GoodMemDeleteMemoryTool().run(memory_id=created["memory_id"])
assert len(stored()) == 2
assert created["memory_id"] not in stored()
asyncio.run(storage.areset())
assert stored() == []
