"""Which chunk size finds more? Recall and nDCG of two: python examples/evaluate.py"""

from __future__ import annotations

import json
from pathlib import Path

from connect import connect

from goodmem_dyn.testing import quality

TEXTS = {
    "opening": "The library opens at nine in the morning. On Sundays it stays closed all day.",
    "lending": "Books are lent by the front desk for four weeks. Bring a card with your photograph.",
    "fees": "A book that is returned late costs fifty cents a day. Lost books are paid for in full.",
    "rooms": "Six rooms can be booked for groups. Each has a screen, a whiteboard and a window.",
}
QUESTIONS = [
    {"question": "When does the library open?", "memories": ["opening"]},
    {"question": "Who lends books?", "memories": ["lending"]},
    {"question": "What does it cost to be late?", "memories": ["fees"]},
    {"question": "Where can groups meet?", "memories": ["rooms"]},
]


def main() -> None:
    Path("questions.json").write_text(json.dumps(QUESTIONS))
    questions = quality.load("questions.json")
    with connect() as (client, embedder_id):
        for size in (40, 400):
            chunking = {
                "recursive": {
                    "chunk_size": size,
                    "chunk_overlap": 0,
                    "keep_strategy": "KEEP_END",
                    "length_measurement": "CHARACTER_COUNT",
                }
            }
            space = client.spaces.ensure(
                name=f"library-{size}", space_embedders=[embedder_id], default_chunking_config=chunking
            )
            made = [
                client.memories.create(space_id=space.space_id, original_content=text, metadata={"doc": name})
                for name, text in TEXTS.items()
            ]
            client.memories.wait(ids=[memory.memory_id for memory in made])
            measured = quality.measure(
                questions, client.memories.retrieve, k=2, by="metadata.doc", space_ids=[space.space_id]
            )
            print(f"chunks of {size} characters\n{measured}\n")


if __name__ == "__main__":
    main()
