"""What goes into a job and what came out of it, as rows of the database.

Rules this module keeps: rows are made while they are written, so that a long document is never in memory a second time.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._processing.queue import StageError
from goodmem_dyn.local.ids import new_id, now_ms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from goodmem_dyn.local._processing.queue import Job


def load_contents(connection: sqlite3.Connection, jobs: Iterable[Job]) -> None:
    """Reads what the jobs of a claim work on, which is bounded."""
    for job in jobs:
        row = connection.execute(
            "SELECT content, content_type FROM memories WHERE memory_id = ?", (job.memory_id,)
        ).fetchone()
        job.content = None if row is None else (bytes(row["content"] or b""), row["content_type"])


def taken_content(job: Job) -> tuple[bytes, str]:
    """The content and the content type that a job works on, which it then no longer holds."""
    content, job.content = job.content, None
    if content is None:
        raise StageError("LOADING_MEMORY", "The memory was deleted while it was processed")
    return content


def pages_of(chunk: Any, pages: Any) -> str | None:
    """Which pages a chunk comes from, where the document has pages."""
    if not pages:
        return None
    touched = [
        number
        for number, page in enumerate(pages)
        if page.start < max(chunk.end, chunk.start + 1) and page.end > chunk.start
    ]
    first, last = (touched[0], touched[-1]) if touched else (0, 0)
    return json.dumps(
        {"source_page_count": len(pages), "source_page_end_index": last, "source_page_start_index": first}
    )


def store_chunks(connection: sqlite3.Connection, job: Job) -> None:
    """Replaces the chunks of a memory, and their vectors."""
    now = now_ms()
    ids = [new_id() for _ in job.chunks]
    connection.execute("DELETE FROM chunks WHERE memory_id = ?", (job.memory_id,))
    connection.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                chunk_id, job.memory_id, job.space_id, seq, chunk.text, chunk.start, chunk.end, metadata,
                now, now, job.actor_id, job.actor_id,
            )
            for seq, (chunk_id, chunk, metadata) in enumerate(zip(ids, job.chunks, job.metadata, strict=True))
        ),
    )  # fmt: skip
    for embedder_id, vectors in job.vectors.items():
        connection.executemany(
            "INSERT INTO vectors VALUES (?, ?, ?, ?, ?)",
            (
                (chunk_id, embedder_id, job.space_id, job.memory_id, vector)
                for chunk_id, vector in zip(ids, vectors(), strict=True)
            ),
        )


def store_image(connection: sqlite3.Connection, job: Job, image: Any) -> None:
    """Stores a page image, and counts the images of its memory."""
    now = now_ms()
    connection.execute(
        "INSERT OR REPLACE INTO page_images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            job.memory_id, image.page_index, image.dpi, image.content_type, len(image.data),
            hashlib.sha256(image.data).hexdigest(), now, now, job.actor_id, job.actor_id, image.data,
        ),
    )  # fmt: skip
    connection.execute(
        "UPDATE memories SET page_image_count = (SELECT count(*) FROM page_images p WHERE p.memory_id = :memory)"
        " WHERE memory_id = :memory",
        {"memory": job.memory_id},
    )
