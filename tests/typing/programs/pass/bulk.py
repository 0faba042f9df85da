"""Bulk ingestion, as people write it with either client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from goodmem_dyn import AsyncGoodmem, Goodmem
from goodmem_dyn.bulk import AsyncIngestResult, ExportResult, IngestResult, Plan, Progress, Writer


def rows() -> Iterator[dict[str, Any]]:
    yield {"id": 1, "text": "one"}


async def later() -> AsyncIterator[dict[str, Any]]:
    yield {"id": 1, "text": "one"}


def agrees(plan: Plan) -> bool:
    return plan.delete < 10


def sees(progress: Progress) -> None:
    print(progress.phase, progress.done, progress.left)


def sync(client: Goodmem, space_id: str) -> int:
    result: IngestResult = client.bulk.ingest(Path("docs"), space_id=space_id, include="*.md", wait=True)
    again: IngestResult = result.retry_failed()
    for outcome in result:
        print(outcome.key, outcome.id, outcome.reason)
    client.bulk.ingest(rows(), space_id=space_id, name="rows", sync=True, confirm=agrees, on_progress=sees, wait=5.0)
    exported: ExportResult = client.bulk.export(space_id, "backup.jsonl")
    Writer(space_id, name="rows", key=lambda row: row["id"]).write(rows()).raise_for_failures()
    return again.exit_code + exported.items


async def asynchronous(client: AsyncGoodmem, space_id: str) -> str:
    result: AsyncIngestResult = await client.bulk.ingest(later(), space_id=space_id, metadata={"team": "a"})
    again: AsyncIngestResult = await result.retry_failed()
    await client.bulk.export(space_id, Path("backup.parquet"))
    return again.to_json()
