"""The database: one SQLite file in WAL mode, one writer, many readers, versioned migrations.

Rules this module keeps:

- Every change happens inside `Store.write()`, which is one transaction: it commits when the block ends and rolls back
  when the block raises. What has been acknowledged is on disk; what has not been acknowledged leaves no trace.
- `Store.read()` gives a connection with a stable snapshot for the length of the block; it never waits for the writer.
- `":memory:"` means a private temporary directory that goes away with the store: the same engine, the same locking and
  the same SQL as a file, without the syncs.
- Rows are `sqlite3.Row`; times are integer milliseconds since the epoch; JSON columns hold canonical JSON text.
- A migration is never edited once released: the next one is appended.
"""

from __future__ import annotations

import contextlib
import queue
import shutil
import sqlite3
import tempfile
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from goodmem_dyn.local import _lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AUDIT = """
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by_id TEXT NOT NULL,
    updated_by_id TEXT NOT NULL"""


def _model_table(name: str, key: str) -> str:
    """Embedders, rerankers and LLMs share one shape.

    `body` is the resource as the API spells it (camelCase), credentials included; `connection` identifies the effective
    provider connection, with only a fingerprint of the secret, and is what duplicate detection compares.
    """
    return f"""
CREATE TABLE {name} (
    {key} TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users (user_id),
    provider_type TEXT NOT NULL,
    connection TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',
    body TEXT NOT NULL,{_AUDIT},
    UNIQUE (owner_id, connection)
);
"""


_FIRST = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    username TEXT UNIQUE,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    display_name TEXT NOT NULL,
    is_root INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE api_keys (
    api_key_id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (user_id),
    key_hash BLOB NOT NULL UNIQUE,
    key_prefix TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',
    valid_from INTEGER,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER,{_AUDIT}
);
CREATE INDEX api_keys_by_user ON api_keys (user_id);

{_model_table("embedders", "embedder_id")}
{_model_table("rerankers", "reranker_id")}
{_model_table("llms", "llm_id")}

CREATE TABLE spaces (
    space_id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users (user_id),
    name TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',
    public_read INTEGER NOT NULL DEFAULT 0,
    default_chunking_config TEXT NOT NULL,{_AUDIT},
    UNIQUE (owner_id, name)
);

CREATE TABLE space_embedders (
    space_id TEXT NOT NULL REFERENCES spaces (space_id) ON DELETE CASCADE,
    embedder_id TEXT NOT NULL REFERENCES embedders (embedder_id),
    default_retrieval_weight REAL NOT NULL,{_AUDIT},
    PRIMARY KEY (space_id, embedder_id)
);
CREATE INDEX space_embedders_by_embedder ON space_embedders (embedder_id);

-- `content` stands last: SQLite reads a row's leading columns without touching the pages of a long last one.
CREATE TABLE memories (
    memory_id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (space_id) ON DELETE CASCADE,
    content_type TEXT NOT NULL,
    length INTEGER,
    sha256 TEXT,
    ref TEXT,
    metadata TEXT,
    processing_status TEXT NOT NULL DEFAULT 'PENDING',
    page_image_status TEXT NOT NULL DEFAULT 'PENDING',
    page_image_count INTEGER NOT NULL DEFAULT 0,
    extract_page_images INTEGER NOT NULL DEFAULT 0,
    chunking_config TEXT,{_AUDIT},
    content BLOB
);
CREATE INDEX memories_by_creation ON memories (space_id, created_at, memory_id);
CREATE INDEX memories_by_status ON memories (space_id, processing_status);

CREATE TABLE chunks (
    chunk_id TEXT PRIMARY KEY,
    memory_id TEXT NOT NULL REFERENCES memories (memory_id) ON DELETE CASCADE,
    space_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    text TEXT NOT NULL,
    start_offset INTEGER,
    end_offset INTEGER,
    metadata TEXT,{_AUDIT}
);
CREATE UNIQUE INDEX chunks_by_memory ON chunks (memory_id, seq);
CREATE INDEX chunks_by_space ON chunks (space_id);

-- little-endian float32, as numpy's '<f4'
CREATE TABLE vectors (
    chunk_id TEXT NOT NULL REFERENCES chunks (chunk_id) ON DELETE CASCADE,
    embedder_id TEXT NOT NULL,
    space_id TEXT NOT NULL,
    memory_id TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (chunk_id, embedder_id)
);
CREATE INDEX vectors_by_space ON vectors (space_id, embedder_id);

CREATE TABLE page_images (
    memory_id TEXT NOT NULL REFERENCES memories (memory_id) ON DELETE CASCADE,
    page_index INTEGER NOT NULL,
    dpi INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    sha256 TEXT NOT NULL,{_AUDIT},
    data BLOB NOT NULL,
    PRIMARY KEY (memory_id, page_index, dpi, content_type)
);

CREATE TABLE jobs (
    job_id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_type TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'BACKGROUND_JOB_PENDING',
    attempts INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    lease_until INTEGER,
    locked_by TEXT,
    last_error TEXT,
    failure_stage TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX jobs_due ON jobs (status, run_at, job_id);

CREATE TABLE job_attempts (
    attempt_id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    ok INTEGER,
    worker_id TEXT,
    status_message TEXT,
    progress_current INTEGER NOT NULL DEFAULT 0,
    progress_total INTEGER,
    progress_unit TEXT,
    progress_updated_at INTEGER,
    error_message TEXT,
    error_stacktrace TEXT
);
CREATE INDEX job_attempts_by_job ON job_attempts (job_id);

-- A job outlives its memory until it is purged, so this is not a foreign key to memories.
CREATE TABLE job_references (
    job_id INTEGER NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    memory_id TEXT NOT NULL,
    PRIMARY KEY (job_id, memory_id)
);
CREATE INDEX job_references_by_memory ON job_references (memory_id, job_id);

CREATE TABLE log_policies (
    policy_id TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    description TEXT,
    condition TEXT NOT NULL,
    active_from INTEGER NOT NULL,
    active_until INTEGER,
    labels TEXT NOT NULL DEFAULT '{{}}',
    deleted_at INTEGER,
    deleted_by_id TEXT,
    delete_reason TEXT,{_AUDIT}
);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""Schema changes in order; `PRAGMA user_version` counts how many of them a database has."""


class StoreError(RuntimeError):
    """The database cannot be used: closed, in use by another process, not a database, or of a newer version."""


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
            folder = tempfile.mkdtemp(prefix="goodmem-local-")
            self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self.path: str = str(Path(folder) / "goodmem.db")
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
        Path(self.path).touch(mode=0o600)  # it holds provider credentials

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
