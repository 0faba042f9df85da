"""Ask a folder: python examples/ask_a_folder.py FOLDER QUESTION

What is there already is not sent again, so that the second question costs nothing but the question.
"""

from __future__ import annotations

import sys
from pathlib import Path

from connect import connect


def main(folder: str, question: str) -> None:
    with connect() as (client, embedder_id):
        space = client.spaces.ensure(name=Path(folder).resolve().name, space_embedders=[embedder_id])
        report = client.bulk.ingest(folder, space_id=space.space_id, wait=True)
        print(report)
        found = client.memories.retrieve(message=question, space_ids=[space.space_id], limit=3, stream=False)
        for hit in found.hits:
            where = (hit.memory.metadata or {}).get("path", "?") if hit.memory else "?"
            print(f"\n{hit.relevance:.2f}  {where}\n{hit.text.strip()[:300]}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
