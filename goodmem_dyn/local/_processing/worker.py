"""Background processing of memories: extract, chunk, embed, store.

Rules this module keeps:

- Chunks, vectors and COMPLETED appear in one commit; results are written only while the job is still RUNNING, so a
  memory that was deleted meanwhile stays deleted.
- Texts of many memories are embedded in one call. When that call fails for a reason that one text could have, every
  memory is tried alone, so that a bad one fails by itself.
- Only provider failures are tried again: extracting and chunking the same bytes again would fail again.
- Whatever a document, a provider or the database does, the queue goes on: what cannot be written now is written later.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import threading
import traceback
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from goodmem_dyn.local._processing import ending, queue, recovery
from goodmem_dyn.local._processing.preparing import prepare
from goodmem_dyn.local._processing.queue import Job, StageError
from goodmem_dyn.local._processing.room import give_back
from goodmem_dyn.local._processing.storing import load_contents, store_chunks, store_image, taken_content
from goodmem_dyn.local._processing.vectors import Vectors
from goodmem_dyn.local._state.last_used import save_last_used
from goodmem_dyn.local._store.store import StoreError
from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn.local._state.state import State

INTERRUPTED = "The database could not be used while this attempt was running"
_IDLE_SECONDS = 5.0
_FIRST_PAUSE = 0.1
_PORTION = 1024
"""Chunks that are embedded at once: what that takes is bounded, and so is the time until a stop is heard."""
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
        self._held: set[int] = set()
        self._id = f"{socket.gethostname()}:{os.getpid()}"
        with state.store.write() as connection:
            recovery.recover(connection)
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
        """Ends the threads; what they work on goes on with the next start."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        for thread in self._threads:
            thread.join()
        with contextlib.suppress(StoreError, sqlite3.Error):
            save_last_used(self._state, at_least_ms=0)

    def _run(self) -> None:
        failures = 0
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
                failures = 0
            except StoreError:
                if not self._state.store.closed:
                    raise
                return
            except Exception as error:
                failures += 1  # a full disk, a lock that others hold: it ends, and the work goes on
                self._state.trouble.tell(error)
                seconds = min(_FIRST_PAUSE * 2.0**failures, _IDLE_SECONDS)
            with self._wake:
                self._wake.wait_for(partial(self._changed, seen), seconds)

    def _changed(self, seen: int) -> bool:
        return self._stopping or self._signal != seen

    def _next_pause(self) -> float:
        with self._state.store.read() as connection:
            due = queue.next_due(connection)
        if due is None or self._paused:
            return _IDLE_SECONDS
        seconds = (due - now_ms()) / 1000  # what is due and was not taken waits for another job
        return min(max(seconds, 0.005), _IDLE_SECONDS) if seconds > 0 else _FIRST_PAUSE

    def _claim(self) -> list[Job]:
        jobs: list[Job] = []
        with self._state.store.read() as connection:
            expired = queue.has_expired(connection)
            if not expired and not queue.is_due(connection):
                return jobs
        try:
            with self._state.store.write() as connection:
                if expired:
                    queue.expire(connection, self._held)
                jobs = queue.claim(connection, self._id)
                self._hold(jobs, 1)
        except BaseException:
            self._hold(jobs, -1)  # what was claimed was rolled back
            raise
        self._state.trouble.over()
        return jobs

    def _hold(self, jobs: list[Job], change: int) -> None:
        with self._wake:
            self._busy += change * bool(jobs)
            ids = {job.id for job in jobs}
            self._held = self._held | ids if change > 0 else self._held - ids

    def _work(self, jobs: list[Job]) -> None:
        try:
            self._load(jobs)
            for job in jobs:
                self._guarded(job, self._images if job.type == queue.PAGE_IMAGES else prepare)
            self._embed([job for job in jobs if job.error is None and job.chunks and not job.interrupted])
            self._persist(partial(self._finish, jobs))
            ending.tell([job for job in jobs if not job.interrupted])
        finally:
            self._hold(jobs, -1)
            give_back(sum(len(job.chunks) for job in jobs))
        if any(job.error is not None or job.interrupted for job in jobs):
            self.wake()

    def _finish(self, jobs: list[Job], connection: sqlite3.Connection) -> None:
        reason = queue.STOPPED if self._stopping else INTERRUPTED
        for job in jobs:
            if job.interrupted:
                queue.take_back(connection, "j.job_id = ?", (job.id,), reason)
        ended = [job for job in jobs if not job.interrupted]
        wanted = queue.running(connection, ended)
        for job in ended:
            if job.error is None and job.type == queue.PROCESS and job.id in wanted:
                store_chunks(connection, job)
        ending.finish(connection, ended, self._state.settings.job_retry_ms)

    def _persist(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Writes what was worked out, again and again while the database cannot take it: work is not lost to that."""
        pause = _FIRST_PAUSE
        while True:
            try:
                with self._state.store.write() as connection:
                    change(connection)
            except sqlite3.Error as error:
                self._state.trouble.tell(error)
                with self._wake:
                    if self._stopping:
                        return  # the next process takes it up
                    self._wake.wait_for(lambda: self._stopping, pause)
                pause = min(pause * 2, _IDLE_SECONDS)
            else:
                self._state.trouble.over()
                return

    def _guarded(self, job: Job, step: Callable[[Job], object]) -> None:
        if self._stopping or job.interrupted:
            job.interrupted = True
            return
        try:
            step(job)
        except StageError as error:
            job.error, job.trace = error, traceback.format_exc()
        except (sqlite3.Error, StoreError) as error:
            self._state.trouble.tell(error)
            job.interrupted = True  # the database's fault, and not the document's
        except Exception as error:
            job.error, job.trace = StageError("FINALIZING_MEMORY", str(error)), traceback.format_exc()

    def _load(self, jobs: list[Job]) -> None:
        try:
            with self._state.store.read() as connection:
                load_contents(connection, jobs)
        except (sqlite3.Error, StoreError) as error:
            self._state.trouble.tell(error)
            for job in jobs:
                job.interrupted = True  # the database's fault, and not the documents'

    def _images(self, job: Job) -> None:
        """Page images, each committed as it is made: a long document never lies in memory as a whole."""
        from goodmem_dyn.local._processing import apart

        content, content_type = taken_content(job)
        try:
            for image in apart.pages(content, content_type, self._state.settings.page_image_dpi):
                with self._state.store.write() as connection:
                    if not queue.running(connection, [job]):
                        return
                    store_image(connection, job, image)
        except sqlite3.Error:
            raise
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
        chunks = chain.from_iterable(job.chunks for job in jobs)
        vectors = Vectors()
        try:
            while portion := [chunk.text for chunk in islice(chunks, _PORTION)]:
                if self._stopping:
                    for job in jobs:
                        job.interrupted = True
                    return None
                base, timeout = self._state.base_url, self._state.settings.provider_timeout
                vectors.add(calls.embed(embedder, portion, kind="document", base_url=base, timeout=timeout))
        except Exception as error:
            failed = StageError("GENERATING_EMBEDDINGS", str(error), again=True)
            failed.__cause__ = error
            return failed
        for job, part in zip(jobs, vectors.parts(len(job.chunks) for job in jobs), strict=True):
            job.vectors[embedder_id] = part
        return None
