"""When API keys were used last: kept in memory, and written now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodmem_dyn.local._state.state import State

_WRITE_EVERY_MS = 60_000


def save_last_used(state: State, *, at_least_ms: int = _WRITE_EVERY_MS) -> None:
    """Writes the times of last use that have grown by `at_least_ms` since they were last written."""
    if not state.last_used:
        return
    with state.store.read() as connection:
        stored = dict(connection.execute("SELECT api_key_id, coalesce(last_used_at, 0) FROM api_keys"))
    due = [(when, key) for key, when in list(state.last_used.items()) if when - stored.get(key, when) >= at_least_ms]
    if due:
        with state.store.write() as connection:
            connection.executemany("UPDATE api_keys SET last_used_at = ? WHERE api_key_id = ?", due)
