"""Background processing of memories: extract, chunk, embed, store.

Rules this module keeps:

- Chunks, vectors and COMPLETED appear in one commit; results are written only while the job is still RUNNING, so a
  memory that was deleted meanwhile stays deleted.
- Texts of many memories are embedded in one call. When that call fails for a reason that one text could have, every
  memory is tried alone, so that a bad one fails by itself.
- Only provider failures are tried again: extracting and chunking the same bytes again would fail again.
- Whatever a document or a provider does, the queue goes on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
import threading
import traceback
from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._processing import queue
from goodmem_dyn.local._processing.queue import Job, StageError
from goodmem_dyn.local._state.last_used import save_last_used
from goodmem_dyn.local._store.store import StoreError
from goodmem_dyn.local.ids import new_id, now_ms

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._state.state import State

_IDLE_SECONDS = 5.0
_UNREACHABLE = ("UNREACHABLE", "TIMEOUT")


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
        with state.store.write() as connection:
            queue.recover(connection)
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
            thread.join()
        with contextlib.suppress(StoreError):
            save_last_used(self._state, at_least_ms=0)

    def _run(self) -> None:
        while True:
            with self._wake:
                seen, paused = self._signal, self._paused
                if self._stopping:
                    return
            try:
                jobs = [] if paused else self._claim()
                if jobs:
                    self._work(jobs)
                    continue
                save_last_used(self._state)
                seconds = self._next_pause()
            except StoreError:
                return
            with self._wake:
                self._wake.wait_for(partial(self._changed, seen), seconds)

    def _changed(self, seen: int) -> bool:
        return self._stopping or self._signal != seen

    def _next_pause(self) -> float:
        with self._state.store.read() as connection:
            due = queue.next_due(connection)
        if due is None or self._paused:
            return _IDLE_SECONDS
        return min(max((due - now_ms()) / 1000, 0.005), _IDLE_SECONDS)

    def _claim(self) -> list[Job]:
        with self._state.store.read() as connection:
            if not queue.is_due(connection):
                return []
        with self._state.store.write() as connection:
            jobs = queue.claim(connection, self._id)
            with self._wake:
                self._busy += bool(jobs)
        return jobs

    def _work(self, jobs: list[Job]) -> None:
        try:
            for job in jobs:
                _guarded(job, self._images if job.type == queue.PAGE_IMAGES else self._prepare)
            self._embed([job for job in jobs if job.error is None and job.chunks])
            with self._state.store.write() as connection:
                for job in jobs:
                    if job.error is None and job.type == queue.PROCESS and queue.is_running(connection, job):
                        _store_chunks(connection, job)
                    queue.finish(connection, job, self._state.settings.job_retry_ms)
        finally:
            with self._wake:
                self._busy -= 1
        if any(job.error is not None for job in jobs):
            self.wake()

    def _content(self, job: Job) -> tuple[bytes, str]:
        with self._state.store.read() as connection:
            row = connection.execute(
                "SELECT content, content_type FROM memories WHERE memory_id = ?", (job.memory_id,)
            ).fetchone()
        if row is None:
            raise StageError("LOADING_MEMORY", "The memory was deleted while it was processed")
        return bytes(row["content"] or b""), row["content_type"]

    def _prepare(self, job: Job) -> None:
        """Everything up to embedding."""
        from goodmem_dyn.local._processing import apart, chunking

        content, content_type = self._content(job)
        try:
            extracted = apart.extracted(content, content_type)
        except Exception as error:
            raise StageError("EXTRACTING_CONTENT", str(error)) from error
        try:
            job.chunks = list(chunking.chunk(extracted.text, job.config))
        except Exception as error:
            raise StageError("PREPARING_DOCUMENT", str(error)) from error
        job.metadata = [_pages_of(chunk, extracted.pages) for chunk in job.chunks]

    def _images(self, job: Job) -> None:
        """Page images, each committed as it is made: a long document never lies in memory as a whole."""
        from goodmem_dyn.local._processing import apart

        content, content_type = self._content(job)
        try:
            for image in apart.pages(content, content_type, self._state.settings.page_image_dpi):
                with self._state.store.write() as connection:
                    if not queue.is_running(connection, job):
                        return
                    _store_image(connection, job, image)
        except Exception as error:
            raise StageError("GENERATING_PAGE_IMAGES", str(error)) from error

    def _embed(self, jobs: list[Job]) -> None:
        """Vectors of every chunk, from every embedder of its space, in as few calls as possible."""
        groups: dict[str, list[Job]] = {}
        with self._state.store.read() as connection:
            for job in jobs:
                links = connection.execute(
                    "SELECT embedder_id FROM space_embedders WHERE space_id = ?", (job.space_id,)
                )
                for link in links:
                    groups.setdefault(link[0], []).append(job)
        for embedder_id, members in groups.items():
            error = self._embed_group(embedder_id, members)
            if error is None:
                continue
            alone = len(members) > 1 and getattr(error.__cause__, "code", None) not in _UNREACHABLE
            for job in members:
                failed = self._embed_group(embedder_id, [job]) if alone else error
                if failed is not None:
                    job.error, job.trace = failed, "".join(traceback.format_exception(failed))

    def _embed_group(self, embedder_id: str, jobs: list[Job]) -> StageError | None:
        from goodmem_dyn.local._providers import calls

        with self._state.store.read() as connection:
            embedder = self._state.model(connection, "embedder", embedder_id)
        if embedder is None:
            return StageError("GENERATING_EMBEDDINGS", f"Embedder not found: {embedder_id}")
        texts = [chunk.text for job in jobs for chunk in job.chunks]
        try:
            vectors = calls.embed(
                embedder,
                texts,
                kind="document",
                base_url=self._state.base_url,
                timeout=self._state.settings.provider_timeout,
            )
        except Exception as error:
            failed = StageError("GENERATING_EMBEDDINGS", str(error), again=True)
            failed.__cause__ = error
            return failed
        start = 0
        for job in jobs:
            job.vectors[embedder_id] = vectors[start : start + len(job.chunks)]
            start += len(job.chunks)
        return None


def _guarded(job: Job, step: Any) -> None:
    try:
        step(job)
    except StageError as error:
        job.error, job.trace = error, traceback.format_exc()
    except Exception as error:
        job.error, job.trace = StageError("FINALIZING_MEMORY", str(error)), traceback.format_exc()


def _pages_of(chunk: Any, pages: Any) -> str | None:
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


def _store_chunks(connection: sqlite3.Connection, job: Job) -> None:
    now = now_ms()
    ids = [new_id() for _ in job.chunks]
    connection.execute("DELETE FROM chunks WHERE memory_id = ?", (job.memory_id,))
    connection.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                chunk_id, job.memory_id, job.space_id, seq, chunk.text, chunk.start, chunk.end, metadata,
                now, now, job.actor_id, job.actor_id,
            )
            for seq, (chunk_id, chunk, metadata) in enumerate(zip(ids, job.chunks, job.metadata, strict=True))
        ],
    )  # fmt: skip
    for embedder_id, vectors in job.vectors.items():
        connection.executemany(
            "INSERT INTO vectors VALUES (?, ?, ?, ?, ?)",
            [
                (chunk_id, embedder_id, job.space_id, job.memory_id, vector.astype("<f4").tobytes())
                for chunk_id, vector in zip(ids, vectors, strict=True)
            ],
        )


def _store_image(connection: sqlite3.Connection, job: Job, image: Any) -> None:
    now = now_ms()
    connection.execute(
        "INSERT OR REPLACE INTO page_images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            job.memory_id, image.page_index, image.dpi, image.content_type, len(image.data),
            hashlib.sha256(image.data).hexdigest(), now, now, job.actor_id, job.actor_id, image.data,
        ),
    )  # fmt: skip
    connection.execute(
        "UPDATE memories SET page_image_count = (SELECT count(*) FROM page_images p WHERE p.memory_id = ?1)"
        " WHERE memory_id = ?1",
        (job.memory_id,),
    )
