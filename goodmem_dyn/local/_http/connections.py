"""Connections: how many, and how long one may say nothing.

Rules: a connection on which no request comes is closed, and descriptors are left to the program that the server runs
in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from goodmem_dyn._bounds import HEAD_SECONDS, MAX_CONNECTIONS

if TYPE_CHECKING:
    import asyncio


class Protocol(H11Protocol):
    """Lets a fault close its connection: the transport travels in the request's state. Closes one that says nothing."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # narrower
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
        self._await_head()
        most = self.limit_concurrency
        if most is not None and len(self.connections) > most:
            # Not answered: whoever opens so many has none to spare for reading it, and descriptors are everybody's.
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._had_head()

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._had_head()
        elif self.conn.their_state is h11.IDLE and self._late is None:
            # A further request on the connection has begun: its head is to come as soon as that of the first.
            self._await_head()

    def _await_head(self) -> None:
        self._late = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _had_head(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def most_connections() -> int:
    """How many connections there may be at once, and never more than half of the descriptors."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return MAX_CONNECTIONS
    descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MAX_CONNECTIONS if descriptors < 0 else max(8, min(MAX_CONNECTIONS, descriptors // 2))
