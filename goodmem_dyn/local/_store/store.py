"""The database: one SQLite file in WAL mode, one writer, many readers, versioned migrations.

Rules this module keeps:

- Every change happens inside `Store.write()`, which is one transaction: it commits when the block ends and rolls back
  when the block raises. What has been acknowledged is on disk; what has not been acknowledged leaves no trace.
- `Store.read()` gives a connection with a stable snapshot for the length of the block; it never waits for the writer.
- `":memory:"` means a private temporary directory that goes away with the store: the same engine, the same locking and
  the same SQL as a file, without the syncs.
- Rows are `sqlite3.Row`; times are integer milliseconds since the epoch; JSON columns hold canonical JSON text.
- The schema is brought up to date when the database is opened; a newer one is left alone.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import sqlite3
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.local._store import lock as _lock
from goodmem_dyn.local._store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_PREFIX = "goodmem-local-"
_STALE_SECONDS = 3600.0


class StoreError(RuntimeError):
    """The database cannot be used: closed, in use by another process, not a database, or of a newer version."""


@lru_cache(maxsize=None)
def _sweep() -> None:
    """Removes temporary databases whose process was killed: an hour old, and locked by nobody."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/goodmem.db-lock"):
        with contextlib.suppress(OSError):
            if time.time() - lock.stat().st_mtime > _STALE_SECONDS:
                descriptor = _lock.take(str(lock))
                if descriptor is not None:
                    _lock.release(descriptor)
                    shutil.rmtree(lock.parent, ignore_errors=True)


class Store:
    """A database file, or a private temporary one.

    Args:
        data: path of the database file, or `":memory:"`.
        prepare: called with every new connection (to register SQL functions).
    """

    def __init__(
        self, data: str = ":memory:", *, prepare: Callable[[sqlite3.Connection], object] | None = None
    ) -> None:
        self.ephemeral: bool = data == ":memory:"
        self._prepare = prepare
        self._lock: int | None = None
        if self.ephemeral:
            _sweep()
            folder = tempfile.mkdtemp(prefix=_PREFIX)
            self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self.path: str = str(Path(folder) / "goodmem.db")
            self._lock = _lock.take(f"{self.path}-lock")
        else:
            self.path = data
            self._open_file()
        self._write_lock = threading.RLock()
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._closed = False
        try:
            self._writer = self._connect()
        except sqlite3.DatabaseError as error:
            self._unlock()
            raise StoreError(f"{self.path} cannot be used as a database: {error}. Choose another file.") from None
        try:
            self._migrate()
        except BaseException:
            self._writer.close()
            self._unlock()
            raise

    def _open_file(self) -> None:
        folder = Path(self.path).absolute().parent
        if not folder.is_dir():
            raise StoreError(f"The folder of the database {self.path} does not exist: create {folder} first.")
        self._lock = _lock.take(f"{self.path}-lock")
        if self._lock is None:
            raise StoreError(
                f"Another process uses the database {self.path}: stop that server, or choose another file."
            )
        # It holds provider credentials, and what SQLite lays beside it takes over its mode.
        Path(self.path).touch(mode=0o600)
        with contextlib.suppress(OSError):  # somebody else's file, which we may only use
            os.chmod(self.path, 0o600)

    def _unlock(self) -> None:
        if self._lock is not None:
            _lock.release(self._lock)
            self._lock = None

    def _connect(self) -> sqlite3.Connection:
        # isolation_level=None: transactions are begun and ended here, never implicitly by the driver.
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {'OFF' if self.ephemeral else 'FULL'}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        if self._prepare is not None:
            self._prepare(connection)
        return connection

    def _migrate(self) -> None:
        version = self._writer.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{self.path} has schema version {version}, but this release knows {len(MIGRATIONS)}: "
                "it was written by a newer goodmem-dyn. Upgrade the package, or choose another file."
            )
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            # executescript would commit a surrounding transaction, so it stands inside the script.
            self._writer.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;")

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one stable state of the database; do not change anything through it."""
        try:
            connection = self._readers.get_nowait()
        except queue.Empty:
            if self._closed:
                raise StoreError("the database is closed") from None
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        try:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")
        finally:
            if self._closed:
                connection.close()
            else:
                self._readers.put(connection)

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The writing connection, alone, in a transaction: commits at the end of the block, rolls back on an error.

        Blocks do not nest.
        """
        with self._write_lock:
            if self._closed:
                raise StoreError("the database is closed")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def close(self) -> None:
        """Closes every connection; a temporary database is removed. Closing twice is fine."""
        with self._write_lock:
            if self._closed:
                return
            self._closed = True
            with contextlib.suppress(queue.Empty):
                while True:
                    self._readers.get_nowait().close()
            self._writer.close()
            self._unlock()
            if self.ephemeral:
                self._remove()
