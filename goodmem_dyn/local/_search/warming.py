"""Vectors of a database that was there before the server, read before somebody searches them.

Rules: it begins with the server and holds nothing up, neither the start nor the stop; a search that comes meanwhile
waits for no more than it would read itself. What it reads is bounded, the largest spaces that fit first, for the memory
is taken unasked. A server without vectors, or with none that outlive it, reads and imports nothing. Of the models, only
those that come with the server are made ready: others are asked when there is something to ask.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from typing import TYPE_CHECKING, Final

from goodmem_dyn.local._store.store import StoreError

if TYPE_CHECKING:
    from goodmem_dyn.local._state.state import State

_log = logging.getLogger("goodmem_dyn.local")
_MOST_VECTORS: Final = 250_000
"""Of 256 dimensions they are a quarter of a gigabyte."""
_SPACES: Final = """
SELECT space_id, embedder_id, count(*) AS vectors FROM vectors GROUP BY space_id, embedder_id ORDER BY vectors DESC
"""


class Warming:
    """Reads what a server found in its database.

    Args:
        state: The state of the server, with its index.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._stopping = False
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="goodmem-local-warming", daemon=True)
        if not state.store.ephemeral:
            self._thread.start()

    def stop(self) -> None:
        """End it; what was read stays."""
        self._stopping = True
        while self._thread.is_alive():
            with self._lock:
                if self._connection is not None:
                    self._connection.interrupt()
            self._thread.join(0.01)

    def wait(self) -> None:
        """Wait until everything is read."""
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            with self._state.store.read() as connection:
                self._hold(connection)
                try:
                    self._warm(connection)
                finally:
                    self._hold(None)  # it is somebody else's when it has been given back
        except (sqlite3.Error, StoreError, ImportError) as error:
            _log.debug("What is searched first is read when it is searched: %s", error)
        except Exception:
            _log.exception("What is searched first is read when it is searched")

    def _hold(self, connection: sqlite3.Connection | None) -> None:
        with self._lock:
            self._connection = connection

    def _warm(self, connection: sqlite3.Connection) -> None:
        left, ready = _MOST_VECTORS, set[str]()
        for space_id, embedder_id, vectors in connection.execute(_SPACES).fetchall():
            if self._stopping:
                return
            if vectors <= left:
                left -= vectors
                self._state.index.load(connection, space_id, embedder_id)
                if embedder_id not in ready:
                    ready.add(embedder_id)
                    self._make_ready(connection, embedder_id)

    def _make_ready(self, connection: sqlite3.Connection, embedder_id: str) -> None:
        query = "SELECT json_extract(body, '$.endpointUrl') FROM embedders WHERE embedder_id = ?"
        found = connection.execute(query, (embedder_id,)).fetchone()
        if found is not None and found[0].startswith(f"{self._state.base_url}/"):
            from goodmem_dyn.local._providers import builtin

            builtin.embed(["ready"])
