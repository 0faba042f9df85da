"""The connections of one client: each in a pool of its own, because a call's cost grows with the pool it goes through.

Rules: the connection that was used last is used next, so that few calls at once use few connections. A call never waits
inside a pool: it has a place there when it enters, or waits here for one, so that one which is cancelled while it waits
leaves nothing behind. Places are given in the order in which they were asked for.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn._transport.limits import Line

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CONNECTIONS = 96


class Pool:
    """One of the pools, and how many calls have its place: none or one."""

    __slots__ = ("line", "load", "retired", "transport")

    def __init__(self, transport: Any) -> None:
        self.transport, self.load, self.retired = transport, 0, False
        line = getattr(transport, "line", None)
        # A caller's own transport has no line, and is told the limits with the request alone.
        self.line: Line = line if isinstance(line, Line) else Line()

    @property
    def has_stuck(self) -> bool:
        """Whether a connection is in use although its call has ended: one that is cancelled in a bad moment."""
        connections = getattr(getattr(self.transport, "pool", None), "connections", ())
        return any(not (connection.is_idle() or connection.is_closed()) for connection in connections)


class _Waiting:
    """A call that waits for a place; `wake` is called once, by whoever gives one up."""

    __slots__ = ("pool", "wake")

    def __init__(self, wake: Callable[[], object]) -> None:
        self.wake = wake
        self.pool: Pool | None = None


class Pools:
    """The pools of one client."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._waiting: deque[_Waiting] = deque()
        self._free: deque[Pool] = deque()
        self.pools: list[Pool] = []

    def take(self) -> Pool | None:
        """A place, if there is one."""
        with self._lock:
            return self._next()

    def _next(self) -> Pool | None:
        if self._free:
            pool = self._free.pop()
        elif len(self.pools) < MAX_CONNECTIONS:
            pool = Pool(self._make())
            self.pools.append(pool)
        else:
            return None
        pool.load = 1
        return pool

    def give(self, pool: Pool, *, is_warm: bool) -> None:
        """Give a place up, to the call that has waited longest; one without a connection is taken last."""
        with self._lock:
            passed = self._passed_on(pool, is_warm=is_warm)
            if passed is None:
                return
            waiting = self._waiting.popleft()
            waiting.pool = passed
        waiting.wake()

    def _passed_on(self, pool: Pool, *, is_warm: bool) -> Pool | None:
        """The place for a call that waits, if one does; otherwise it is free."""
        if self._waiting and not pool.retired:
            return pool
        pool.load = 0
        if not pool.retired:
            (self._free.append if is_warm else self._free.appendleft)(pool)
        return self._next() if self._waiting else None  # in the room of the one that is retired

    def retire(self, pool: Pool) -> None:
        """Give no more places of a pool away: its call has ended, and its connection has not."""
        with self._lock:
            pool.retired = True
            for places in (self.pools, self._free):
                if pool in places:
                    places.remove(pool)

    def wait(self, timeout: float | None) -> Pool:
        """A place, in a thread.

        Raises:
            httpx.PoolTimeout: None became free in time.
        """
        event = threading.Event()
        waiting = self._enter(event.set)
        if waiting.pool is not None:
            return waiting.pool
        try:
            event.wait(timeout)
        except BaseException:
            self._leave(waiting)
            raise
        return self._leave_with(waiting)

    async def wait_async(self, timeout: float | None) -> Pool:
        """A place, in a task.

        Raises:
            httpx.PoolTimeout: None became free in time.
        """
        import anyio

        event = anyio.Event()
        waiting = self._enter(event.set)
        if waiting.pool is not None:
            return waiting.pool
        try:
            with anyio.move_on_after(timeout):
                await event.wait()
        except BaseException:
            self._leave(waiting)
            raise
        return self._leave_with(waiting)

    def _enter(self, wake: Callable[[], object]) -> _Waiting:
        waiting = _Waiting(wake)
        # A place may have become free since the last look; who waits already comes first.
        with self._lock:
            waiting.pool = None if self._waiting else self._next()
            if waiting.pool is None:
                self._waiting.append(waiting)
        return waiting

    def _leave_with(self, waiting: _Waiting) -> Pool:
        with self._lock:
            if waiting.pool is not None:
                return waiting.pool
            self._waiting.remove(waiting)
        raise httpx.PoolTimeout("all connections are in use")

    def _leave(self, waiting: _Waiting) -> None:
        """Stop waiting; a place that came in the same moment goes on to the next."""
        with self._lock:
            if waiting.pool is None:
                self._waiting.remove(waiting)
        if waiting.pool is not None:
            self.give(waiting.pool, is_warm=True)

    def drain(self) -> list[Any]:
        """The transports, which are no longer used."""
        with self._lock:
            transports, self.pools = [pool.transport for pool in self.pools], []
            self._free.clear()
        return transports
