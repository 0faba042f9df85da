"""What a run knows, on disk: a cache of what files contain, what the server has, and what became of each item.

Rules: it is never the truth. Every run begins with what the server says, so that a journal that is lost, old, damaged
or another source's costs time and nothing else: it is made anew. One run writes it at a time. What is known of the
server is on disk, not in memory, so that a source may be as large as it likes. A commit need not reach the disk (a
crash costs what it would save), but the file is whole after any crash: that is what the write-ahead log is for.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import weakref
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.plan import DONE, Remote
from goodmem_dyn.errors import ClientStateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VERSION = "1"
RACY = 2.0
"""Seconds. A file that changed so shortly before it was read may have changed again without showing it."""
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS contents (key TEXT PRIMARY KEY, stamp TEXT, facts TEXT);
DROP TABLE IF EXISTS remote;
CREATE TABLE remote (id TEXT PRIMARY KEY, key TEXT, digest TEXT, status TEXT);
CREATE INDEX remote_key ON remote (key);
DROP TABLE IF EXISTS items;
CREATE TABLE items (
    number INTEGER PRIMARY KEY, key TEXT, id TEXT, outcome TEXT, stage TEXT, reason TEXT, size INTEGER,
    watched INTEGER DEFAULT 0, looked REAL DEFAULT 0
);
CREATE INDEX items_key ON items (key);
CREATE INDEX items_watched ON items (looked, number) WHERE watched;
"""


def default_path(server: str, parent: str, source: str) -> str:
    """Where the journal of a source is kept, unless the caller says where."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    name = hashlib.sha256(json.dumps([server, parent, source]).encode()).hexdigest()[:32]
    return os.path.join(base, "goodmem-dyn", "bulk", f"{name}.db")


class Journal:
    """The journal of one source in one place; use it as a context manager.

    Args:
        path: Its file; None for one that is gone afterwards.
        identity: What it is of: server, parent, source.

    Raises:
        ClientStateError: Another run uses it, or its folder cannot be written.
    """

    def __init__(self, path: str | None, identity: Sequence[str]) -> None:
        if path is None:
            folder = tempfile.mkdtemp(prefix="goodmem-bulk-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            path = os.path.join(folder, "journal.db")
        self.file: str = path
        self._identity = json.dumps([VERSION, *identity])
        try:
            os.makedirs(os.path.dirname(os.path.abspath(self.file)), mode=0o700, exist_ok=True)
        except OSError as error:
            raise ClientStateError(f"The journal {self.file} cannot be written: {error.strerror}.") from error
        self.connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise ClientStateError(
                    f"Another run is using the journal {self.file}: wait for its end, or give this one another journal."
                ) from error
            if "unable to open" in str(error) or "readonly" in str(error):
                raise ClientStateError(f"The journal {self.file} cannot be written: {error}.") from error
            return self._anew()
        except sqlite3.DatabaseError:
            return self._anew()

    def _anew(self) -> sqlite3.Connection:
        """A journal in the place of one that cannot be read."""
        for end in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(f"{self.file}{end}")
        return self._connected()

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file, timeout=0.0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -4096")
            connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT; BEGIN;")
            known = connection.execute("SELECT value FROM meta WHERE name = 'identity'").fetchone()
            if known != (self._identity,):
                connection.execute("DELETE FROM contents")
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('identity', ?)", (self._identity,))
            connection.execute("COMMIT")
            connection.execute("BEGIN")
        except BaseException:
            connection.close()
            raise
        return connection

    def commit(self) -> None:
        """Keep what was written."""
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def close(self) -> None:
        """Keep everything and let go of the file."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.execute("COMMIT")
        self.connection.close()

    # What files contain ----------------------------------------------------------------------------------------------

    def content(self, key: str, stamp: str) -> dict[str, Any] | None:
        """What was noted of a file that has not changed since."""
        row = self.connection.execute("SELECT facts FROM contents WHERE key = ? AND stamp = ?", (key, stamp)).fetchone()
        return json.loads(row[0]) if row is not None else None

    def note(self, key: str, stamp: str, modified: float, facts: dict[str, Any]) -> None:
        """Note what a file contains, unless it may be changing just now."""
        if stamp and time.time() - modified > RACY:
            self.connection.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", (key, stamp, json.dumps(facts)))

    # What the server has ---------------------------------------------------------------------------------------------

    def found(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Items that the server has: id, key, digest, status."""
        self.connection.executemany("INSERT OR REPLACE INTO remote VALUES (?, ?, ?, ?)", rows)

    def there(self, key: str) -> list[Remote]:
        """What the server has under a key."""
        rows = self.connection.execute("SELECT id, digest, status FROM remote WHERE key = ?", (key,))
        return [Remote(*row) for row in rows]

    def status(self, rows: Iterable[tuple[str, str]]) -> None:
        """New statuses of items that the server has: status, id."""
        self.connection.executemany("UPDATE remote SET status = ? WHERE id = ?", rows)

    def gone(self, ids: Iterable[str]) -> None:
        """Items that the server has no longer."""
        self.connection.executemany("DELETE FROM remote WHERE id = ?", ((key,) for key in ids))

    def known(self) -> int:
        """How many items of this source the server has."""
        return self._count("SELECT COUNT(*) FROM remote")

    # What becomes of the items ---------------------------------------------------------------------------------------

    def seen(self, key: str) -> str | None:
        """The id under which a key has come already in this run; empty where it came and had none."""
        row = self.connection.execute("SELECT id FROM items WHERE key = ? LIMIT 1", (key,)).fetchone()
        return None if row is None else row[0] or ""

    def add(self, number: int, key: str, key_id: str | None, size: int, outcome: str, stage: str, reason: str) -> None:
        """An item of the source."""
        row = (number, key, key_id, outcome, stage, reason, size)
        self.connection.execute(
            "INSERT INTO items (number, key, id, outcome, stage, reason, size) VALUES (?, ?, ?, ?, ?, ?, ?)", row
        )

    def settle(self, number: int, outcome: str, stage: str = "", reason: str = "") -> bool:
        """What became of an item; returns whether it had another outcome before."""
        changed = self.connection.execute(
            "UPDATE items SET outcome = ?, watched = 0 WHERE number = ? AND outcome != ?", (outcome, number, outcome)
        )
        self.connection.execute(
            "UPDATE items SET stage = ?, reason = ?, watched = 0 WHERE number = ?", (stage, reason, number)
        )
        return changed.rowcount > 0

    def watch(self, number: int, *, watched: bool = True) -> None:
        """Wait for an item to be processed, or no longer."""
        self.connection.execute("UPDATE items SET watched = ? WHERE number = ?", (watched, number))

    def watched(self, limit: int, before: float) -> list[tuple[int, str, str]]:
        """Number, id and key of items that are waited for and were not looked at since, those of long ago first."""
        rows = self.connection.execute(
            "SELECT number, id, key FROM items WHERE watched AND looked < ? ORDER BY looked, number LIMIT ?",
            (before, limit),
        )
        return rows.fetchall()

    def looked(self, numbers: Iterable[int], now: float) -> None:
        """These items were looked at."""
        self.connection.executemany(
            "UPDATE items SET looked = ? WHERE number = ?", ((now, number) for number in numbers)
        )

    def waiting(self) -> int:
        """How many items are waited for."""
        return self._count("SELECT COUNT(*) FROM items WHERE watched")

    def superseded(self, limit: int) -> list[tuple[str, int]]:
        """Old versions whose new one can be found: their ids, and the numbers of the new ones."""
        rows = self.connection.execute(
            "SELECT old.id, items.number FROM items"
            " JOIN remote AS new ON new.id = items.id AND new.status = ?"
            " JOIN remote AS old ON old.key = items.key AND old.id != items.id"
            " WHERE items.stage != 'delete' LIMIT ?",
            (DONE, limit),
        )
        return rows.fetchall()

    def missing(self, limit: int) -> list[tuple[str, str]]:
        """Id and key of what the server has and the source no longer."""
        rows = self.connection.execute(f"SELECT id, key {_MISSING} ORDER BY key, id LIMIT ?", (limit,))
        return rows.fetchall()

    def missing_count(self) -> int:
        """How much the server has that the source no longer has."""
        return self._count(f"SELECT COUNT(*) {_MISSING}")

    def counts(self) -> dict[str, int]:
        """Outcome → number of items."""
        return dict(self.connection.execute("SELECT outcome, COUNT(*) FROM items GROUP BY outcome").fetchall())

    def outcomes(self, outcome: str | None = None) -> Iterator[tuple[str, str | None, str, str, str]]:
        """Key, id, outcome, stage and reason of the items, in the order of the source."""
        yield from outcome_rows(self.connection, outcome)

    def _count(self, query: str) -> int:
        count: int = self.connection.execute(query).fetchone()[0]
        return count


_MISSING = "FROM remote WHERE NOT EXISTS (SELECT 1 FROM items WHERE items.key = remote.key)"


def outcome_rows(
    connection: sqlite3.Connection, outcome: str | None
) -> Iterator[tuple[str, str | None, str, str, str]]:
    """Key, id, outcome, stage and reason of the items of a journal."""
    query = "SELECT key, id, outcome, stage, reason FROM items WHERE ? IS NULL OR outcome = ? ORDER BY number"
    yield from connection.execute(query, (outcome, outcome))
