"""Rows of a table into a space, once, whatever happens: python examples/bulk_load.py [ROWS.csv]

Run it again after it was stopped, or after rows changed: only what is new is sent.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from connect import connect


def main(path: str | None = None) -> int:
    if path is None:
        path = "reviews.csv"
        with Path(path).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "text", "stars"])
            writer.writerows(
                [n, f"Review {n}: the lamp is {'bright' if n % 2 else 'dim'}.", n % 5 + 1] for n in range(200)
            )
    with connect() as (client, embedder_id):
        space = client.spaces.ensure(name="reviews", space_embedders=[embedder_id])
        report = client.bulk.ingest(path, space_id=space.space_id, key="id", content="text", wait=True)
        print(report)
        again = client.bulk.ingest(path, space_id=space.space_id, key="id", content="text")
        print(f"Again: {again.stored} stored, {again.unchanged} unchanged")
        return report.exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
