"""Background processing of memories: extract, chunk, embed, store; with attempts, history and retries.

Rules this module keeps:

- A job moves PENDING → RUNNING → SUCCEEDED, FAILED or CANCELED, its memory PENDING → PROCESSING → COMPLETED or FAILED,
  in the same transactions; chunks, vectors and COMPLETED appear in one commit.
- What a dead process left RUNNING is taken up again by the next one; the interrupted try counts as an attempt.
- Texts of many memories are embedded in one call; when that call fails for a reason that one text could have, every
  memory is tried alone, so that a bad one fails by itself.
- Only provider failures are tried again; extracting and chunking the same bytes again would fail again.
- A memory that was deleted meanwhile stays deleted: results are written only while the job is still RUNNING.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import traceback
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._auth import save_last_used
from goodmem_dyn.local._ids import new_id, now_ms
from goodmem_dyn.local._store import StoreError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from goodmem_dyn.local._state import State

PROCESS = "MEMORY_PROCESSING"
PAGE_IMAGES = "MEMORY_PAGE_IMAGES"
_STAGE = "DOCUMENT_PROCESSING_STAGE_"
_CLAIM = 64
_CLAIM_BYTES = 8 << 20
_IDLE_SECONDS = 5.0
_LEASE_MS = 600_000


def add_job(connection: sqlite3.Connection, memory_id: str, job_type: str, attempts: int) -> None:
    """Queues work on a memory, within the transaction that made the work necessary."""
    now = now_ms()
    job = connection.execute(
        "INSERT INTO jobs (job_type, max_attempts, run_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        (job_type, attempts, now, now, now),
    ).lastrowid
    connection.execute("INSERT INTO job_references VALUES (?, ?)", (job, memory_id))


def cancel_jobs(connection: sqlite3.Connection, memories: str, values: Iterable[object]) -> None:
    """Cancels what waits or runs for the memories that a SELECT names."""
    connection.execute(
        "UPDATE jobs SET status = 'BACKGROUND_JOB_CANCELED', updated_at = ? WHERE status IN"
        " ('BACKGROUND_JOB_PENDING', 'BACKGROUND_JOB_RUNNING') AND job_id IN"
        f" (SELECT job_id FROM job_references WHERE memory_id IN ({memories}))",
        (now_ms(), *values),
    )


class StageError(Exception):
    """Processing failed; `stage` says where, `again` whether another try can help."""

    def __init__(self, stage: str, message: str, *, again: bool = False) -> None:
        super().__init__(message)
        self.stage = _STAGE + stage
        self.again = again


@dataclass
class _Job:
    """A claimed job with what it works on and what came out."""

    id: int
    attempt: int
    type: str
    memory_id: str
    space_id: str
    created_by: str
    tries: int
    max_tries: int
    config: dict[str, Any] = field(default_factory=dict)
    chunks: list[Any] = field(default_factory=list)
    metadata: list[str | None] = field(default_factory=list)
    vectors: dict[str, Any] = field(default_factory=dict)
    images: list[Any] = field(default_factory=list)
    error: StageError | None = None
    trace: str | None = None


class Worker:
    """Threads that work off the queue of one database."""

    def __init__(self, state: State, threads: int = 2) -> None:
        self._state = state
        self._wake = threading.Condition()
        self._signal = 0
        self._stopping = False
        self._paused = False
        self._busy = 0
        self._id = f"{socket.gethostname()}:{os.getpid()}"
        self._recover()
        self._threads = [
            threading.Thread(target=self._run, name=f"goodmem-local-worker-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Says that there may be work."""
        with self._wake:
            self._signal += 1
            self._wake.notify_all()

    def pause(self, *, paused: bool) -> None:
        """Stops or resumes taking jobs; running ones finish."""
        with self._wake:
            self._paused = paused
            self._signal += 1
            self._wake.notify_all()

    @property
    def busy(self) -> bool:
        """Whether a job is being worked on."""
        return self._busy > 0

    def stop(self) -> None:
        """Finishes the running jobs and ends the threads."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()
        with contextlib.suppress(StoreError):
            save_last_used(self._state, at_least_ms=0)

    def _recover(self) -> None:
        now, reason = now_ms(), "The server stopped while this attempt was running"
        with self._state.store.write() as connection:
            connection.execute(
                "UPDATE job_attempts SET ok = 0, finished_at = ?, error_message = ? WHERE finished_at IS NULL",
                (now, reason),
            )
            gone = connection.execute(
                "SELECT r.memory_id, j.* FROM jobs j JOIN job_references r USING (job_id)"
                " WHERE j.status = 'BACKGROUND_JOB_RUNNING'"
            ).fetchall()
            for row in gone:
                final = row["attempts"] >= row["max_attempts"]
                _set_status(connection, row["memory_id"], row["job_type"], "FAILED" if final else "PENDING", now)
                connection.execute(
                    "UPDATE jobs SET status = ?, last_error = ?, locked_by = NULL, lease_until = NULL, run_at = ?,"
                    " updated_at = ? WHERE job_id = ?",
                    (f"BACKGROUND_JOB_{'FAILED' if final else 'PENDING'}", reason, now, now, row["job_id"]),
                )

    def _run(self) -> None:
        while True:
            with self._wake:
                seen, stopping, paused = self._signal, self._stopping, self._paused
            if stopping:
                return
            try:
                jobs = [] if paused else self._claim()
                if jobs:
                    self._work(jobs)
                    continue
                save_last_used(self._state)
                pause = self._next_pause()
            except StoreError:
                return
            with self._wake:
                self._wake.wait_for(partial(self._changed, seen), pause)

    def _changed(self, seen: int) -> bool:
        return self._stopping or self._signal != seen

    def _next_pause(self) -> float:
        with self._state.store.read() as connection:
            due = connection.execute("SELECT min(run_at) FROM jobs WHERE status = 'BACKGROUND_JOB_PENDING'").fetchone()[
                0
            ]
        if due is None or self._paused:
            return _IDLE_SECONDS
        return float(min(max((due - now_ms()) / 1000, 0.005), _IDLE_SECONDS))

    def _claim(self) -> list[_Job]:
        due = (
            "SELECT j.*, r.memory_id FROM jobs j JOIN job_references r USING (job_id)"
            " WHERE j.status = 'BACKGROUND_JOB_PENDING' AND j.run_at <= ? ORDER BY j.run_at, j.job_id LIMIT ?"
        )
        with self._state.store.read() as connection:
            if connection.execute(due, (now_ms(), 1)).fetchone() is None:
                return []
        jobs: list[_Job] = []
        size, now = 0, now_ms()
        with self._state.store.write() as connection:
            for row in connection.execute(due, (now, _CLAIM)).fetchall():
                memory = connection.execute(
                    "SELECT m.space_id, m.length, m.created_by_id, m.chunking_config, s.default_chunking_config"
                    " FROM memories m JOIN spaces s USING (space_id) WHERE m.memory_id = ?",
                    (row["memory_id"],),
                ).fetchone()
                size += memory["length"] or 0
                if jobs and size > _CLAIM_BYTES:
                    break
                jobs.append(self._start(connection, row, memory, now))
            self._busy += 1 if jobs else 0
        return jobs

    def _start(self, connection: sqlite3.Connection, row: sqlite3.Row, memory: sqlite3.Row, now: int) -> _Job:
        connection.execute(
            "UPDATE jobs SET status = 'BACKGROUND_JOB_RUNNING', attempts = attempts + 1, locked_by = ?,"
            " lease_until = ?, updated_at = ? WHERE job_id = ?",
            (self._id, now + _LEASE_MS, now, row["job_id"]),
        )
        attempt = connection.execute(
            "INSERT INTO job_attempts (job_id, started_at, worker_id, progress_unit) VALUES (?, ?, ?, 'chunks')",
            (row["job_id"], now, self._id),
        ).lastrowid
        assert attempt is not None
        _set_status(connection, row["memory_id"], row["job_type"], "PROCESSING", now)
        return _Job(
            id=row["job_id"],
            attempt=attempt,
            type=row["job_type"],
            memory_id=row["memory_id"],
            space_id=memory["space_id"],
            created_by=memory["created_by_id"],
            tries=row["attempts"] + 1,
            max_tries=row["max_attempts"],
            config=json.loads(memory["chunking_config"] or memory["default_chunking_config"]),
        )

    def _work(self, jobs: list[_Job]) -> None:
        try:
            for job in jobs:
                _attempt(job, self._prepare)
            self._embed([job for job in jobs if job.error is None and job.type == PROCESS])
            self._finish(jobs)
        finally:
            with self._wake:
                self._busy -= 1
                self._wake.notify_all()

    def _prepare(self, job: _Job) -> None:
        """Everything up to embedding."""
        from goodmem_dyn.local import _extract

        with self._state.store.read() as connection:
            row = connection.execute(
                "SELECT content, content_type FROM memories WHERE memory_id = ?", (job.memory_id,)
            ).fetchone()
        if row is None:
            return
        content, content_type = bytes(row["content"] or b""), row["content_type"]
        if job.type == PAGE_IMAGES:
            try:
                job.images = list(_extract.render_pages(content, content_type, self._state.settings.page_image_dpi))
            except Exception as error:
                raise StageError("PAGE_IMAGES", str(error)) from error
            return
        try:
            extracted = _extract.extract(content, content_type)
        except Exception as error:
            raise StageError("EXTRACTION", str(error)) from error
        self._chunk(job, extracted)

    def _chunk(self, job: _Job, extracted: Any) -> None:
        from goodmem_dyn.local import _chunking

        try:
            job.chunks = list(_chunking.chunk(extracted.text, job.config))
        except Exception as error:
            raise StageError("CHUNKING", str(error)) from error
        job.metadata = [_pages_of(chunk, extracted.pages) for chunk in job.chunks]

    def _embed(self, jobs: list[_Job]) -> None:
        """Vectors of every chunk, from every embedder of its space, in as few calls as possible."""
        groups: dict[str, list[_Job]] = {}
        with self._state.store.read() as connection:
            for job in jobs:
                if job.chunks:
                    links = connection.execute(
                        "SELECT embedder_id FROM space_embedders WHERE space_id = ?", (job.space_id,)
                    )
                    for link in links:
                        groups.setdefault(link[0], []).append(job)
        for embedder_id, members in groups.items():
            error = self._embed_group(embedder_id, members)
            if error is not None:
                unreachable = getattr(error.__cause__, "code", None) in ("UNREACHABLE", "TIMEOUT")
                alone = error.again and len(members) > 1 and not unreachable
                for job in members:
                    job.error, job.trace = error, "".join(traceback.format_exception(error))
                    if alone:
                        failed = self._embed_group(embedder_id, [job])
                        job.error = failed
                        job.trace = None if failed is None else "".join(traceback.format_exception(failed))

    def _embed_group(self, embedder_id: str, jobs: list[_Job]) -> StageError | None:
        from goodmem_dyn.local import _models_io

        with self._state.store.read() as connection:
            embedder = self._state.model(connection, "embedder", embedder_id)
        if embedder is None:
            return StageError("EMBEDDING", f"Embedder not found: {embedder_id}")
        texts = [chunk.text for job in jobs for chunk in job.chunks]
        try:
            vectors = _models_io.embed(
                embedder,
                texts,
                kind="document",
                base_url=self._state.base_url,
                timeout=self._state.settings.provider_timeout,
            )
        except Exception as error:  # whatever a provider's answer breaks is a failed attempt, not a dead worker
            failed = StageError("EMBEDDING", str(error), again=True)
            failed.__cause__ = error
            return failed
        start = 0
        for job in jobs:
            job.vectors[embedder_id] = vectors[start : start + len(job.chunks)]
            start += len(job.chunks)
        return None

    def _finish(self, jobs: list[_Job]) -> None:
        now = now_ms()
        with self._state.store.write() as connection:
            for job in jobs:
                status = connection.execute("SELECT status FROM jobs WHERE job_id = ?", (job.id,)).fetchone()
                running = status is not None and status[0] == "BACKGROUND_JOB_RUNNING"
                if not running:
                    job.error = job.error or StageError("CANCELED", "The memory was deleted while it was processed")
                elif job.error is None:
                    _store_result(connection, job, now)
                else:
                    self._fail(connection, job, now)
                connection.execute(
                    "UPDATE job_attempts SET finished_at = ?, ok = ?, status_message = ?, progress_current = ?,"
                    " progress_total = ?, progress_updated_at = ?, error_message = ?, error_stacktrace = ?"
                    " WHERE attempt_id = ?",
                    (
                        now, job.error is None, "completed" if job.error is None else job.error.stage,
                        len(job.chunks) if job.error is None else 0, len(job.chunks), now,
                        None if job.error is None else str(job.error), job.trace, job.attempt,
                    ),
                )  # fmt: skip
        if any(job.error is not None for job in jobs):
            self.wake()

    def _fail(self, connection: sqlite3.Connection, job: _Job, now: int) -> None:
        assert job.error is not None
        again = job.error.again and job.tries < job.max_tries
        pause = self._state.settings.job_retry_ms << (job.tries - 1)
        connection.execute(
            "UPDATE jobs SET status = ?, last_error = ?, failure_stage = ?, run_at = ?, locked_by = NULL,"
            " lease_until = NULL, updated_at = ? WHERE job_id = ?",
            (
                f"BACKGROUND_JOB_{'PENDING' if again else 'FAILED'}", f"{job.error.stage}: {job.error}",
                None if again else job.error.stage, now + pause, now, job.id,
            ),
        )  # fmt: skip
        _set_status(connection, job.memory_id, job.type, "PROCESSING" if again else "FAILED", now)


def _attempt(job: _Job, step: Any) -> None:
    try:
        step(job)
    except StageError as error:
        job.error, job.trace = error, traceback.format_exc()
    except Exception as error:  # one broken document must not stop the queue
        job.error, job.trace = StageError("UNSPECIFIED", str(error)), traceback.format_exc()


def _set_status(connection: sqlite3.Connection, memory_id: str, job_type: str, status: str, now: int) -> None:
    column = "processing_status" if job_type == PROCESS else "page_image_status"
    connection.execute(
        f"UPDATE memories SET {column} = ?, updated_at = ? WHERE memory_id = ?",
        (status, now, memory_id),
    )


def _pages_of(chunk: Any, pages: Any) -> str | None:
    """Which pages a chunk comes from, where the document has pages."""
    if not pages:
        return None
    touched = [
        n for n, page in enumerate(pages) if page.start < max(chunk.end, chunk.start + 1) and page.end > chunk.start
    ]
    first, last = (touched[0], touched[-1]) if touched else (0, 0)
    return json.dumps(
        {"source_page_count": len(pages), "source_page_end_index": last, "source_page_start_index": first}
    )


def _store_result(connection: sqlite3.Connection, job: _Job, now: int) -> None:
    import numpy as np

    actor = job.created_by
    if job.type == PAGE_IMAGES:
        _store_images(connection, job, now)
    else:
        ids = [new_id() for _ in job.chunks]
        connection.execute("DELETE FROM chunks WHERE memory_id = ?", (job.memory_id,))
        connection.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    chunk_id, job.memory_id, job.space_id, seq, chunk.text, chunk.start, chunk.end, metadata,
                    now, now, actor, actor,
                )
                for seq, (chunk_id, chunk, metadata) in enumerate(zip(ids, job.chunks, job.metadata, strict=True))
            ],
        )  # fmt: skip
        for embedder_id, vectors in job.vectors.items():
            rows = np.ascontiguousarray(vectors, dtype="<f4")
            connection.executemany(
                "INSERT INTO vectors VALUES (?, ?, ?, ?, ?)",
                [
                    (chunk_id, embedder_id, job.space_id, job.memory_id, row.tobytes())
                    for chunk_id, row in zip(ids, rows, strict=True)
                ],
            )
        _set_status(connection, job.memory_id, job.type, "COMPLETED", now)
    connection.execute(
        "UPDATE jobs SET status = 'BACKGROUND_JOB_SUCCEEDED', last_error = NULL, locked_by = NULL, lease_until = NULL,"
        " updated_at = ? WHERE job_id = ?",
        (now, job.id),
    )


def _store_images(connection: sqlite3.Connection, job: _Job, now: int) -> None:
    import hashlib

    connection.executemany(
        "INSERT OR REPLACE INTO page_images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                job.memory_id, image.page_index, image.dpi, image.content_type, len(image.data),
                hashlib.sha256(image.data).hexdigest(), now, now, job.created_by, job.created_by, image.data,
            )
            for image in job.images
        ],
    )  # fmt: skip
    connection.execute("UPDATE memories SET page_image_count = ? WHERE memory_id = ?", (len(job.images), job.memory_id))
    _set_status(connection, job.memory_id, job.type, "COMPLETED", now)


def history(state: State, connection: sqlite3.Connection, memory_id: str) -> dict[str, Any] | None:
    """The `processingHistory` of a memory; None once its jobs have been purged."""
    shape = state.document.shape
    job = connection.execute(
        "SELECT j.* FROM jobs j JOIN job_references r USING (job_id) WHERE r.memory_id = ? AND j.job_type = ?"
        " ORDER BY j.job_id DESC LIMIT 1",
        (memory_id, PROCESS),
    ).fetchone()
    if job is None:
        return None
    attempts = connection.execute("SELECT * FROM job_attempts WHERE job_id = ? ORDER BY attempt_id", (job["job_id"],))
    return {
        "latestJob": shape(
            "BackgroundJobSummary",
            {
                "jobId": job["job_id"],
                "jobType": job["job_type"],
                "status": job["status"],
                "attempts": job["attempts"],
                "maxAttempts": job["max_attempts"],
                "runAt": job["run_at"],
                "leaseUntil": job["lease_until"],
                "lockedBy": job["locked_by"],
                "lastError": job["last_error"],
                "failureStage": job["failure_stage"],
                "updatedAt": job["updated_at"],
            },
        ),
        "attempts": [
            shape(
                "BackgroundJobAttempt",
                {
                    "attemptId": row["attempt_id"],
                    "jobId": row["job_id"],
                    "startedAt": row["started_at"],
                    "finishedAt": row["finished_at"],
                    "ok": None if row["ok"] is None else bool(row["ok"]),
                    "workerId": row["worker_id"],
                    "statusMessage": row["status_message"],
                    "progressCurrent": row["progress_current"],
                    "progressTotal": row["progress_total"],
                    "progressUnit": row["progress_unit"],
                    "progressUpdatedAt": row["progress_updated_at"],
                    "errorMessage": row["error_message"],
                    "errorStacktrace": row["error_stacktrace"],
                },
            )
            for row in attempts
        ],
    }
