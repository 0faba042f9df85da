"""How tries end: success, another try later, or failure, for all the jobs of a claim at once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from goodmem_dyn.local._processing.queue import PAGE_IMAGES, running, set_statuses
from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from goodmem_dyn.local._processing.queue import Job

_log = logging.getLogger("goodmem_dyn.local")


def tell(jobs: Sequence[Job]) -> None:
    """Says in the log what failed and why; with its traceback where the log wants to know everything."""
    for job in jobs:
        if job.error is not None:
            subject = "its page images" if job.type == PAGE_IMAGES else "its text"
            _log.log(
                logging.INFO if _is_tried_again(job) else logging.WARNING,
                "Memory %s: %s failed at %s, %s: %s",
                job.memory_id, subject, job.error.stage, "tried again" if _is_tried_again(job) else "for good",
                job.error,
                exc_info=job.error if _log.isEnabledFor(logging.DEBUG) else None,
            )  # fmt: skip


def finish(connection: sqlite3.Connection, jobs: Sequence[Job], retry_ms: int) -> None:
    """Records how tries ended; of jobs that are no longer wanted, the tries alone.

    Args:
        connection: A writing one.
        jobs: The jobs whose tries ended.
        retry_ms: How long one waits that is tried a second time; each further time twice as long.
    """
    now = now_ms()
    connection.executemany(
        "UPDATE job_attempts SET finished_at = ?, ok = ?, status_message = ?, progress_current = ?, progress_total = ?,"
        " progress_updated_at = ?, error_message = ?, error_stacktrace = ? WHERE attempt_id = ?",
        [
            (
                now, job.error is None, "completed" if job.error is None else job.error.stage,
                len(job.chunks) if job.error is None else 0, len(job.chunks), now,
                None if job.error is None else str(job.error), job.trace, job.attempt,
            )
            for job in jobs
        ],
    )  # fmt: skip
    wanted = running(connection, jobs)
    kept = [job for job in jobs if job.id in wanted]
    connection.executemany(
        "UPDATE jobs SET status = ?, last_error = ?, failure_stage = ?, run_at = ?, locked_by = NULL,"
        " lease_until = NULL, updated_at = ? WHERE job_id = ?",
        [_row(job, now, retry_ms) for job in kept],
    )
    set_statuses(connection, [(job.memory_id, job.type, _state(job)) for job in kept], now)


def _is_tried_again(job: Job) -> bool:
    return job.error is not None and job.error.again and job.tries < job.max_tries


def _state(job: Job) -> str:
    """The state of a memory after a try."""
    return "COMPLETED" if job.error is None else "PROCESSING" if _is_tried_again(job) else "FAILED"


def _row(job: Job, now: int, retry_ms: int) -> tuple[object, ...]:
    """What becomes of a job after a try."""
    error, again = job.error, _is_tried_again(job)
    status = "SUCCEEDED" if error is None else "PENDING" if again else "FAILED"
    return (
        f"BACKGROUND_JOB_{status}", None if error is None else f"{error.stage}: {error}",
        None if error is None or again else error.stage,
        now + (retry_ms << (job.tries - 1) if again else 0), now, job.id,
    )  # fmt: skip
