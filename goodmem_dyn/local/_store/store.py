"""The database: one SQLite file in WAL mode, one writer, many readers, versioned migrations.

Rules this module keeps:

- Every change happens inside `Store.write()`, which is one transaction: it commits when the block ends and rolls back
  when the block raises. What has been acknowledged is on disk; what has not been acknowledged leaves no trace.
- `Store.read()` gives a connection with a stable snapshot for the length of the block; it never waits for the writer.
- `":memory:"` means a private temporary directory that goes away with the store: the same engine, the same locking and
  the same SQL as a file, without the syncs.
- Rows are `sqlite3.Row`; times are integer milliseconds since the epoch; JSON columns hold canonical JSON text.
- The schema is brought up to date when the database is opened; a newer one is left alone.
- `Store.version` counts the changes of the tables that are watched, so that what was made of them can be kept.
"""

from __future__ import annotations

import atexit
import contextlib
import queue
import re
import shutil
import sqlite3
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.errors import ClientStateError
from goodmem_dyn.local._store import lock as _lock
from goodmem_dyn.local._store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


_PREFIX, _MARKER = "goodmem-local-", "goodmem.db-lock"
_STALE_SECONDS = 3600.0


_WRITE_SECONDS = 30.0
"""How long a change waits for those before it, and for locks that other programs hold."""

_UNUSABLE = re.compile("full|locked|readonly|I/O|unable to open")

_template_lock = threading.Lock()

_held: set[tuple[int, int]] = set()
"""The database files that this process has open, by device and inode."""


class StoreError(ClientStateError):
    """The database cannot be used: closed, in use by another server, not a database, or of a newer version."""


@lru_cache(maxsize=None)
def _sweep() -> None:
    """Removes temporary databases whose process was killed: an hour old, and locked by nobody."""
    for marker in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_MARKER}"):
        with contextlib.suppress(OSError):
            if time.time() - marker.stat().st_mtime > _STALE_SECONDS:
                descriptor = _lock.take(str(marker))
                if descriptor is not None:
                    _lock.release(descriptor)
                    shutil.rmtree(marker.parent, ignore_errors=True)


def _bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # what a table is made anew for refers to it meanwhile
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        # executescript would commit a surrounding transaction, so it stands inside the script.
        connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;")
    connection.execute("PRAGMA foreign_keys = ON")


@lru_cache(maxsize=None)
def _template() -> sqlite3.Connection:
    """An empty database of today: a copy is made in a fraction of the time that all migrations take."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    atexit.register(connection.close)
    _bring_up_to_date(connection, 0)
    return connection


class _Watch:
    """Whether a transaction changes a watched table; told by triggers, so that no change can forget to say so."""

    def __init__(self) -> None:
        self._seen = False

    def begin(self, connection: sqlite3.Connection, watched: Mapping[str, str]) -> None:
        connection.create_function("seen", 0, self._see)
        for table, columns in watched.items():
            for event in ("INSERT", "DELETE", f"UPDATE OF {columns}"):
                name = f"watch_{table}_{event.split()[0]}"
                connection.execute(f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} BEGIN SELECT seen(); END")

    def _see(self) -> None:
        self._seen = True

    def take(self) -> bool:
        """Whether there was a change since the last time this was asked."""
        seen, self._seen = self._seen, False
        return seen


class Store:
    """A database file, or a private temporary one.

    Args:
        data: path of the database file, or `":memory:"`.
        prepare: called with every new connection (to register SQL functions).
        watch: tables, and those of their columns whose changes count in `version`, comma-separated.

    Attributes:
        version: counts changes of watched tables. One that is read before the database was read, and has not grown
            since, says that nothing of it changed.
    """

    def __init__(
        self,
        data: str = ":memory:",
        *,
        prepare: Callable[[sqlite3.Connection], object] | None = None,
        watch: Mapping[str, str] | None = None,
    ) -> None:
        self.version: int = 0
        self._watch = _Watch()
        self.ephemeral: bool = data == ":memory:"
        self._prepare = prepare
        self._lock: int | None = None
        self._file: tuple[int, int] = (0, 0)
        if self.ephemeral:
            _sweep()
            folder = tempfile.mkdtemp(prefix=_PREFIX)
            self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self.path: str = str(Path(folder) / "goodmem.db")
            self._lock = _lock.take(str(Path(folder) / _MARKER))
        else:
            self.path = data
            self._open_file()
        self._write_lock = threading.Lock()
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._closed = False
        writer: sqlite3.Connection | None = None
        try:
            self._writer = writer = self._connect()
            self._migrate()
            self._watch.begin(writer, watch or {})
        except BaseException as error:
            if writer is not None:
                writer.close()
            self._unlock()
            if isinstance(error, sqlite3.Error) and (writer is None or _UNUSABLE.search(str(error))):
                raise StoreError(f"{self.path} cannot be used as a database: {error}. Choose another file.") from None
            raise

    def _open_file(self) -> None:
        path = Path(self.path)
        if not self.path or "\0" in self.path:
            raise StoreError("The database needs the path of a file, or ':memory:' to keep nothing.")
        if not path.absolute().parent.is_dir():
            folder = path.absolute().parent
            raise StoreError(f"The folder of the database {self.path} does not exist: create {folder} first.")
        if path.exists() and not path.is_file():
            kind = "a directory" if path.is_dir() else "no regular file"
            raise StoreError(f"{self.path} cannot be used as a database: it is {kind}. Choose another file.")
        try:
            path.touch(mode=0o600)  # it holds provider credentials
            self._lock = _lock.take(self.path)
            status = path.stat()
        except OSError as error:
            raise StoreError(f"{self.path} cannot be used as a database: {error.strerror}.") from None
        self._file = (status.st_dev, status.st_ino)
        if self._lock is None:
            who = "This process" if self._file in _held else "Another process"
            raise StoreError(f"{who} uses the database {self.path}: stop that server, or choose another file.")
        _held.add(self._file)
        with contextlib.suppress(OSError):  # somebody else's file, which we may only use
            path.chmod(0o600)

    def _unlock(self) -> None:
        if self._lock is not None:
            _held.discard(self._file)
            _lock.release(self._lock)
            self._lock = None

    def _connect(self) -> sqlite3.Connection:
        # isolation_level=None: transactions are begun and ended here, never implicitly by the driver.
        connection = sqlite3.connect(self.path, timeout=_WRITE_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {'OFF' if self.ephemeral else 'FULL'}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            if self._prepare is not None:
                self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self) -> None:
        version = self._writer.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{self.path} has schema version {version}, but this release knows {len(MIGRATIONS)}: "
                "it was written by a newer goodmem-dyn. Upgrade the package, or choose another file."
            )
        if not version and not self._writer.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            with _template_lock:
                _template().backup(self._writer)
        else:
            _bring_up_to_date(self._writer, version)

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
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        finally:
            self._readers.put(connection)
            if self._closed:  # perhaps only since, when nobody would look for it any more
                self._close_readers()

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The writing connection, alone, in a transaction: commits at the end of the block, rolls back on an error.

        Blocks do not nest.
        """
        if not self._write_lock.acquire(timeout=_WRITE_SECONDS):
            raise sqlite3.OperationalError("database is locked")
        try:
            if self._closed:
                raise StoreError("the database is closed")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                # On a full disk it is the commit that fails.
                self._writer.execute("COMMIT")
                self.version += self._watch.take()
            except BaseException:
                self._watch.take()
                if self._writer.in_transaction:  # SQLite ends some of those that fail by itself
                    self._writer.execute("ROLLBACK")
                raise
        finally:
            self._write_lock.release()

    def _close_readers(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._readers.get_nowait().close()

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._closed

    def close(self) -> None:
        """Closes every connection; a temporary database is removed. Closing twice is fine."""
        with self._write_lock:
            if self._closed:
                return
            self._closed = True
            self._close_readers()
            self._writer.close()
            self._unlock()
            if self.ephemeral:
                self._remove()
