"""What a killed process left behind, and another try of what has failed.

Rules this module keeps: a kill is not the document's fault, until it comes every time; what has failed for it, or for a
provider that was away, is tried again when somebody asks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodmem_dyn._bounds import MAX_RESTARTS
from goodmem_dyn.local._processing import queue
from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_AGAIN = "Another try: server.retry(), or POST /local/v1/retry"


def recover(connection: sqlite3.Connection) -> None:
    """Takes up what a process that is gone left running."""
    queue.take_back(connection, "1 = 1", (), queue.KILLED)
    worn = connection.execute(
        "SELECT j.job_id, j.job_type, r.memory_id FROM jobs j JOIN job_references r USING (job_id)"
        " WHERE j.status = 'BACKGROUND_JOB_PENDING' AND j.last_error = :killed"
        " AND (SELECT count(*) FROM job_attempts a WHERE a.job_id = j.job_id AND a.error_message = :killed) >= :most",
        {"killed": queue.KILLED, "most": MAX_RESTARTS},
    ).fetchall()
    now = now_ms()
    for row in worn:
        stage = queue.STAGE_PREFIX + (
            "EXTRACTING_CONTENT" if row["job_type"] == queue.PROCESS else "GENERATING_PAGE_IMAGES"
        )
        reason = f"{stage}: {queue.KILLED}, {MAX_RESTARTS} times: the document may be the reason. {_AGAIN}"
        connection.execute(
            "UPDATE jobs SET status = 'BACKGROUND_JOB_FAILED', last_error = ?, failure_stage = ?, updated_at = ?"
            " WHERE job_id = ?",
            (reason, stage, now, row["job_id"]),
        )
        queue.set_status(connection, row["memory_id"], row["job_type"], "FAILED", now)


def retry(connection: sqlite3.Connection, memory_ids: Iterable[str] | None, attempts: int) -> int:
    """Queues anew what has failed, of these memories or of all, and returns how many jobs that are."""
    chosen = None if memory_ids is None else json.dumps(list(memory_ids))
    count = 0
    for job_type, column in queue.COLUMNS.items():
        failed = connection.execute(
            f"SELECT memory_id FROM memories WHERE {column} = 'FAILED'"
            " AND (:chosen IS NULL OR memory_id IN (SELECT value FROM json_each(:chosen)))",
            {"chosen": chosen},
        ).fetchall()
        for row in failed:
            queue.add(connection, row["memory_id"], job_type, attempts)
            queue.set_status(connection, row["memory_id"], job_type, "PENDING", now_ms())
        count += len(failed)
    return count
