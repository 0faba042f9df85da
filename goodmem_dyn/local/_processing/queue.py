"""The job queue in the database: add, cancel, claim, finish, recover, and the history that the API shows.

Rules this module keeps:

- A job moves PENDING → RUNNING → SUCCEEDED, FAILED or CANCELED, its memory PENDING → PROCESSING → COMPLETED or FAILED,
  in the same transactions.
- What a dead process left RUNNING is taken up again by the next one, and what a worker lost when its lease ends. Only
  failures of the processing itself count as attempts: an interruption is not the document's fault. One that was
  interrupted often waits a while and runs alone, so that a document that ends the process leaves the others their
  time, and takes none of them along; ended by the kill of the process ten times, it has failed, until somebody asks
  for another try.
- A job outlives its memory, until it is purged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from goodmem_dyn.local._contract.document import Document

PROCESS = "MEMORY_PROCESSING"
PAGE_IMAGES = "MEMORY_PAGE_IMAGES"

COLUMNS = {PROCESS: "processing_status", PAGE_IMAGES: "page_image_status"}
_STATE = "BACKGROUND_JOB_"
STAGE_PREFIX = "DOCUMENT_PROCESSING_STAGE_"
_CLAIM = 64
_CLAIM_BYTES = 8 << 20
_LEASE_MS = 600_000
_PATIENT = 3
_LONGEST_MS = 60_000
STOPPED = "The server stopped while this attempt was running"
KILLED = "The server was killed while this attempt was running"


class StageError(Exception):
    """Processing failed; `stage` says where, in the words of the document, `again` whether another try can help."""

    def __init__(self, stage: str, message: str, *, again: bool = False) -> None:
        super().__init__(message)
        self.stage = STAGE_PREFIX + stage
        self.again = again


@dataclass
class Job:
    """A claimed job, with what it works on and what came out."""

    id: int
    attempt: int
    type: str
    memory_id: str
    space_id: str
    actor_id: str
    tries: int
    max_tries: int
    config: dict[str, Any]
    chunks: list[Any] = field(default_factory=list)
    metadata: list[str | None] = field(default_factory=list)
    vectors: dict[str, Callable[[], Iterable[bytes]]] = field(default_factory=dict)
    error: StageError | None = None
    trace: str | None = None
    interrupted: bool = False
    content: tuple[bytes, str] | None = None


def add(connection: sqlite3.Connection, memory_id: str, job_type: str, attempts: int) -> None:
    """Queues work on a memory, within the transaction that made the work necessary."""
    now = now_ms()
    job = connection.execute(
        "INSERT INTO jobs (job_type, max_attempts, run_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        (job_type, attempts, now, now, now),
    ).lastrowid
    connection.execute("INSERT INTO job_references VALUES (?, ?)", (job, memory_id))


def cancel(connection: sqlite3.Connection, memories: str, values: Iterable[object]) -> None:
    """Cancels what waits or runs for the memories that a SELECT names."""
    connection.execute(
        "UPDATE jobs SET status = 'BACKGROUND_JOB_CANCELED', updated_at = ? WHERE status IN"
        " ('BACKGROUND_JOB_PENDING', 'BACKGROUND_JOB_RUNNING') AND job_id IN"
        f" (SELECT job_id FROM job_references WHERE memory_id IN ({memories}))",
        (now_ms(), *values),
    )


def set_status(connection: sqlite3.Connection, memory_id: str, job_type: str, status: str, now: int) -> None:
    """Moves the state of a memory that a type of job is about."""
    set_statuses(connection, [(memory_id, job_type, status)], now)


def set_statuses(connection: sqlite3.Connection, moves: Iterable[tuple[str, str, str]], now: int) -> None:
    """The same for several memories: their ids, types of job and states."""
    by_type: dict[str, list[tuple[str, int, str]]] = {}
    for memory_id, job_type, status in moves:
        by_type.setdefault(job_type, []).append((status, now, memory_id))
    for job_type, rows in by_type.items():
        connection.executemany(f"UPDATE memories SET {COLUMNS[job_type]} = ?, updated_at = ? WHERE memory_id = ?", rows)


def take_back(connection: sqlite3.Connection, which: str, values: Sequence[object], reason: str) -> None:
    """Makes running jobs wait again, their last try not counted.

    Args:
        connection: A writing one.
        which: A condition on the jobs.
        values: What is bound in it.
        reason: What became of the try.
    """
    now = now_ms()
    left = connection.execute(
        "SELECT j.job_id, j.job_type, r.memory_id, (SELECT count(*) FROM job_attempts a WHERE a.job_id = j.job_id"
        " AND a.error_message = ?) AS interrupted FROM jobs j JOIN job_references r USING (job_id)"
        f" WHERE j.status = 'BACKGROUND_JOB_RUNNING' AND {which}",
        (reason, *values),
    ).fetchall()
    for row in left:
        wait = min(1000 << min(row["interrupted"] - _PATIENT, 16), _LONGEST_MS) if row["interrupted"] > _PATIENT else 0
        connection.execute(
            "UPDATE job_attempts SET ok = 0, finished_at = ?, error_message = ?"
            " WHERE job_id = ? AND finished_at IS NULL",
            (now, reason, row["job_id"]),
        )
        set_status(connection, row["memory_id"], row["job_type"], "PENDING", now)
        connection.execute(
            "UPDATE jobs SET status = 'BACKGROUND_JOB_PENDING', attempts = max(attempts - 1, 0), last_error = ?,"
            " locked_by = NULL, lease_until = NULL, run_at = ?, updated_at = ? WHERE job_id = ?",
            (reason, now + wait, now, row["job_id"]),
        )


def expire(connection: sqlite3.Connection, held: Iterable[int]) -> None:
    """Takes back the jobs whose lease has ended, but for those that a worker still holds."""
    kept = list(held)
    marks = ", ".join("?" * len(kept))
    which = f"j.lease_until < ? AND j.job_id NOT IN ({marks})"
    take_back(connection, which, (now_ms(), *kept), "The worker of this attempt was lost")


def has_expired(connection: sqlite3.Connection) -> bool:
    """Whether the lease of a running job has ended."""
    expired = connection.execute(
        "SELECT 1 FROM jobs WHERE status = 'BACKGROUND_JOB_RUNNING' AND lease_until < ? LIMIT 1", (now_ms(),)
    )
    return expired.fetchone() is not None


_DUE = (
    "SELECT j.*, r.memory_id, m.space_id, m.length, m.created_by_id AS author, m.chunking_config,"
    " s.default_chunking_config, j.last_error = :killed AND (SELECT count(*) FROM job_attempts a"
    " WHERE a.job_id = j.job_id AND a.error_message = :killed) >= :patient AS suspect"
    " FROM jobs j JOIN job_references r USING (job_id)"
    " JOIN memories m USING (memory_id) JOIN spaces s USING (space_id)"
    " WHERE j.status = 'BACKGROUND_JOB_PENDING' AND (j.run_at <= :now OR j.updated_at > :now)"
    " AND NOT (coalesce(suspect, 0) AND EXISTS (SELECT 1 FROM jobs o WHERE o.status = 'BACKGROUND_JOB_RUNNING'"
    " AND o.last_error = :killed)) ORDER BY j.run_at, j.job_id LIMIT :most"
)
"""Of those that many kills ended, one at a time: the others need not be ended with the one that is the reason. What was
queued later than now was queued before the clock was set back, and waits no longer for the time of that clock."""


def _due(now: int, most: int) -> dict[str, object]:
    return {"now": now, "most": most, "killed": KILLED, "patient": _PATIENT}


def is_due(connection: sqlite3.Connection) -> bool:
    """Whether a job waits whose time has come."""
    return connection.execute(_DUE, _due(now_ms(), 1)).fetchone() is not None


def next_due(connection: sqlite3.Connection) -> int | None:
    """When the next waiting job is to run, in milliseconds since the epoch."""
    due: int | None = connection.execute(
        "SELECT min(run_at) FROM jobs WHERE status = 'BACKGROUND_JOB_PENDING'"
    ).fetchone()[0]
    return due


def claim(connection: sqlite3.Connection, worker_id: str) -> list[Job]:
    """Takes due jobs, oldest first, bounded in number and in bytes of content."""
    jobs: list[Job] = []
    size, now = 0, now_ms()
    # Numbers of attempts go on as SQLite would give them, which tells them for single rows only.
    last = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'job_attempts'").fetchone()[0] or 0
    for row in connection.execute(_DUE, _due(now, _CLAIM)).fetchall():
        if jobs and row["suspect"]:
            break
        size += row["length"] or 0
        if jobs and size > _CLAIM_BYTES:
            break
        last += 1
        config = json.loads(row["chunking_config"] or row["default_chunking_config"])
        jobs.append(
            Job(
                row["job_id"], last, row["job_type"], row["memory_id"], row["space_id"],
                row["author"], row["attempts"] + 1, row["max_attempts"], config,
            )
        )  # fmt: skip
    connection.executemany(
        "UPDATE jobs SET status = 'BACKGROUND_JOB_RUNNING', attempts = attempts + 1, locked_by = ?,"
        " lease_until = ?, updated_at = ? WHERE job_id = ?",
        [(worker_id, now + _LEASE_MS, now, job.id) for job in jobs],
    )
    connection.executemany(
        "INSERT INTO job_attempts (attempt_id, job_id, started_at, worker_id, progress_unit)"
        " VALUES (?, ?, ?, ?, 'chunks')",
        [(job.attempt, job.id, now, worker_id) for job in jobs],
    )
    set_statuses(connection, [(job.memory_id, job.type, "PROCESSING") for job in jobs], now)
    return jobs


def running(connection: sqlite3.Connection, jobs: Iterable[Job]) -> set[int]:
    """The ids of the claimed jobs that are still wanted: their memories may have been deleted meanwhile."""
    rows = connection.execute(
        "SELECT job_id FROM jobs WHERE status = 'BACKGROUND_JOB_RUNNING'"
        " AND job_id IN (SELECT value FROM json_each(?))",
        (json.dumps([job.id for job in jobs]),),
    )
    return {row[0] for row in rows}


def history(document: Document, connection: sqlite3.Connection, memory_id: str) -> dict[str, Any] | None:
    """The `processingHistory` of a memory; None once its jobs have been purged.

    It is that of the indexing; where the page images alone failed, it is theirs, because only there is the reason.
    """
    rows = connection.execute(
        "SELECT j.* FROM jobs j JOIN job_references r USING (job_id) WHERE r.memory_id = ? ORDER BY j.job_id",
        (memory_id,),
    )
    latest = {row["job_type"]: row for row in rows}
    job, images = latest.get(PROCESS), latest.get(PAGE_IMAGES)
    if images and images["status"] == f"{_STATE}FAILED" and (job is None or job["status"] == f"{_STATE}SUCCEEDED"):
        job = images
    if job is None:
        return None
    attempts = connection.execute("SELECT * FROM job_attempts WHERE job_id = ? ORDER BY attempt_id", (job["job_id"],))
    return {
        "latestJob": document.shape("BackgroundJobSummary", _camel(job)),
        "attempts": [document.shape("BackgroundJobAttempt", _camel(row)) for row in attempts],
    }


def _camel(row: sqlite3.Row) -> dict[str, Any]:
    """Columns under the API's names; the document's schema then picks its own."""
    shown: dict[str, Any] = {}
    for key in row.keys():  # noqa: SIM118 -- iterating a Row gives its values
        first, *rest = key.split("_")
        shown[first + "".join(word.capitalize() for word in rest)] = row[key]
    if shown.get("ok") is not None:
        shown["ok"] = bool(shown["ok"])
    return shown
