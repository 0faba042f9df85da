"""Many small pools of connections, because the cost of one call grows with the size of the pool it goes through.

Rules: pools are filled in order, so that few calls at once use few connections. A call never waits inside a pool: it
has a place there when it enters, or waits here for one, so that one which is cancelled while it waits leaves nothing
behind. Places are given in the order in which they were asked for.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

POOLS, CONNECTIONS_PER_POOL = 12, 8
"""At most 96 connections, opened one pool after the other."""


class Pool:
    """One of the pools, and how many calls have a place in it."""

    __slots__ = ("load", "retired", "transport")

    def __init__(self, transport: Any) -> None:
        self.transport, self.load, self.retired = transport, 0, False

    @property
    def has_stuck(self) -> bool:
        """Whether a connection is in use that no call uses: a task that is cancelled twice leaves such a one behind."""
        connections = getattr(getattr(self.transport, "_pool", None), "connections", ())
        return sum(not (one.is_idle() or one.is_closed()) for one in connections) > self.load


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
        self.pools: list[Pool] = []

    def take(self) -> Pool | None:
        """A place, if there is one."""
        with self._lock:
            for pool in self.pools:
                if pool.load < CONNECTIONS_PER_POOL:
                    break
            else:
                if len(self.pools) >= POOLS:
                    return None
                pool = Pool(self._make())
                self.pools.append(pool)
            pool.load += 1
            return pool

    def give(self, pool: Pool) -> None:
        """Give a place up, to the call that has waited longest."""
        with self._lock:
            if not self._waiting or pool.retired:
                pool.load -= 1
                return
            waiting = self._waiting.popleft()
            waiting.pool = pool
        waiting.wake()

    def retire(self, pool: Pool) -> None:
        """Give no more places of a pool away."""
        with self._lock:
            pool.retired = True
            if pool in self.pools:
                self.pools.remove(pool)

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
            free = next((pool for pool in self.pools if pool.load < CONNECTIONS_PER_POOL), None)
            if free is not None and not self._waiting:
                free.load += 1
                waiting.pool = free
            else:
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
            self.give(waiting.pool)

    def drain(self) -> list[Any]:
        """The transports, which are no longer used."""
        with self._lock:
            transports, self.pools = [pool.transport for pool in self.pools], []
        return transports
