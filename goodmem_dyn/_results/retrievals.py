"""Streams of a retrieval: its events, its hits or all of it, and the statuses that came with them.

Rules: nothing that arrived is lost when a stream is collected, also when it is cut; a stream that is iterated keeps its
latest events alone, since the others are in the caller's hands, and stays as small as it is. An unknown status counts
as partial.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goodmem_dyn._bounds import MAX_KEPT_BYTES
from goodmem_dyn._results.hinting import Text
from goodmem_dyn._results.hits import Joiner, RetrievalResult
from goodmem_dyn._results.streams import AsyncStream, Stream
from goodmem_dyn.errors import IncompleteStreamError, PartialFailureError, StreamError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from goodmem_dyn._results.breaking import Watcher
    from goodmem_dyn._results.hits import Hit, Roles

E = TypeVar("E")
C = TypeVar("C")
M = TypeVar("M")
S = TypeVar("S")

LATEST_BYTES = 16 * 1024
"""A stream that is iterated keeps its latest events, of at least so many bytes: all of a usual retrieval."""

INFORMATIONAL = frozenset({"FEATURE_DISABLED", "LLM_CAPABILITY_INFERRED"})
"""Status codes that say something without anything being missing; every other one makes a result partial."""


class Collector(Generic[E, C, M, S]):
    """Follows the events of one retrieval, and keeps what they say."""

    def __init__(self, roles: Roles, name: str, *, raise_on_partial: bool = False) -> None:
        self._roles, self._name, self._raise_on_partial = roles, name, raise_on_partial
        self._batches: deque[tuple[int, list[E]]] = deque()
        self._kept = 0
        self._collecting = False
        self._forgotten = 0
        self._open_sets = 0
        self._room = MAX_KEPT_BYTES
        self._replies: list[str] = []
        self.statuses: list[S] = []
        watched = ((roles.boundary, self._boundary), (roles.reply, self._reply), (roles.status, self._status))
        self._watched = [(name, take) for name, take in watched if name is not None]
        self.names: frozenset[str] = frozenset(name for name, _ in self._watched)

    def keep_all(self) -> None:
        """From now on keep every event, and tell of a partial result at the end, with all that arrived."""
        self._collecting = True

    def expect(self, size: int) -> Callable[[E], None]:
        """Keep the events that are about to come, in so many bytes; an iterated stream forgets old ones for them."""
        batches = self._batches
        while batches and not self._collecting and self._kept - batches[0][0] >= LATEST_BYTES:
            gone, events = batches.popleft()
            self._kept -= gone
            self._forgotten += len(events)
        batches.append((size, []))
        self._kept += size
        return batches[-1][1].append

    def see(self, event: E, size: int) -> None:
        """Look at one event, which came in so many bytes.

        Raises:
            PartialFailureError: It is a status that makes the result partial, and that is to be an error at once.
        """
        for name, take in self._watched:
            value = getattr(event, name, None)
            if value is not None:
                self._spend(size)
                take(value)

    def _spend(self, size: int) -> None:
        """What is watched for is kept in any case."""
        self._room -= size
        if self._room < 0:
            raise StreamError(
                f"{self._name}(): the stream sent more than {MAX_KEPT_BYTES:,} bytes of statuses and replies; it was "
                "not read further.",
                event_number=self._count,
            )

    def _boundary(self, boundary: Any) -> None:
        self._open_sets += {"BEGIN": 1, "END": -1}.get(str(getattr(boundary, "kind", "")), 0)

    def _reply(self, reply: Any) -> None:
        self._replies.append(str(getattr(reply, "text", "") or ""))

    def _status(self, status: Any) -> None:
        self.statuses.append(status)
        if not self._collecting:
            self._check()

    @property
    def _count(self) -> int:
        return self._forgotten + sum(len(events) for _, events in self._batches)

    @property
    def partial(self) -> bool:
        return any(str(getattr(status, "code", "")) not in INFORMATIONAL for status in self.statuses)

    def joiner(self) -> Joiner[C, M]:
        """Makes hits of the events to come, and knows the memories that came before."""
        joiner: Joiner[C, M] = Joiner(self._roles)
        for event in self._events():
            joiner.hit(event)
        return joiner

    def finish(self) -> None:
        """The stream is over: whether it was whole, and whether a partial result is to be an error.

        Raises:
            IncompleteStreamError: It ended inside a result set.
            PartialFailureError: It is partial.
        """
        if self._open_sets > 0:
            raise IncompleteStreamError(
                f"{self._name}(): the stream ended inside a result set: the connection was probably cut. `.partial` "
                "has what arrived.",
                event_number=self._count,
            )
        self._check()

    def result(self) -> RetrievalResult[E, C, M, S]:
        """What is kept, as one result."""
        joiner: Joiner[C, M] = Joiner(self._roles)
        events = self._events()
        hits = [hit for event in events if (hit := joiner.hit(event)) is not None]
        return RetrievalResult(events, hits, Text(self.reply), self.statuses, joiner.memories, partial=self.partial)

    def _events(self) -> list[E]:
        return [event for _, events in self._batches for event in events]

    @property
    def reply(self) -> str:
        """The replies so far, as one text."""
        return "".join(self._replies)

    def _check(self) -> None:
        if self._raise_on_partial and self.partial:
            codes = ", ".join(str(getattr(status, "code", "?")) for status in self.statuses)
            raise PartialFailureError(
                f"{self._name}(): the result is partial; statuses: {codes}. `.result` has what arrived.",
                result=self.result(),
            )


class _Retrieval(Generic[E, C, M, S]):
    """What both retrieval streams share."""

    _collector: Collector[E, C, M, S]
    _watcher: Watcher[E] | None
    _joiner: Joiner[C, M] | None = None

    def follow(self, collector: Collector[E, C, M, S]) -> None:
        """Give the events of this stream to a collector."""
        self._collector = self._watcher = collector

    @property
    def statuses(self) -> list[S]:
        """The statuses that arrived so far."""
        return self._collector.statuses

    @property
    def partial(self) -> bool:
        """Whether a status so far says that something is missing or degraded."""
        return self._collector.partial

    @property
    def reply(self) -> str:
        """The reply of the LLM, as far as it has arrived."""
        return self._collector.reply

    def hit(self, event: E) -> Hit[C, M] | None:
        """The hit that an event is, joined to its memory; None for an event that is none.

        For a loop over the events that wants the hits besides: give it every event, in order.
        """
        if self._joiner is None:
            self._joiner = self._collector.joiner()
        return self._joiner.hit(event)


class RetrievalStream(_Retrieval[E, C, M, S], Stream[E]):
    """A retrieval as it arrives: iterate for events, or `.items()` for whole hits.

    Raises:
        IncompleteStreamError: The stream broke; `.partial` has what arrived, as a `RetrievalResult`: all of it where it
            is collected, the latest events, of 16 KiB, where it is iterated.
        PartialFailureError: With `raise_on_partial`: a status says that something is missing or degraded; `.result` has
            what arrived.

    Example:
        >>> with client.memories.retrieve(message="How?", space_ids=[space_id]) as stream:  # doctest: +SKIP
        ...     for hit in stream.items():
        ...         print(hit.relevance, hit.text)
    """

    if TYPE_CHECKING:  # named in full, because editors do not follow Self through generics

        def __enter__(self) -> RetrievalStream[E, C, M, S]: ...

    def items(self) -> Iterator[Hit[C, M]]:
        """The hits, as they arrive, each with its memory."""
        self.keep_all()
        joiner = self._collector.joiner()
        for event in self:
            hit = joiner.hit(event)
            if hit is not None:
                yield hit

    def text(self) -> str:
        """The reply of the LLM; reads the stream to its end."""
        return self.collect().text

    def collect(self) -> RetrievalResult[E, C, M, S]:
        """All of the retrieval as one result; reads the stream to its end."""
        self.keep_all()
        self._collector.keep_all()
        for _ in self:
            pass
        return self._collector.result()


class AsyncRetrievalStream(_Retrieval[E, C, M, S], AsyncStream[E]):
    """A retrieval as it arrives: iterate for events, or `.items()` for whole hits.

    Raises:
        IncompleteStreamError: The stream broke; `.partial` has what arrived, as a `RetrievalResult`: all of it where it
            is collected, the latest events, of 16 KiB, where it is iterated.
        PartialFailureError: With `raise_on_partial`: a status says that something is missing or degraded; `.result` has
            what arrived.

    Example:
        >>> async with client.memories.retrieve(message="How?", space_ids=[space_id]) as stream:  # doctest: +SKIP
        ...     async for hit in stream.items():
        ...         print(hit.relevance, hit.text)
    """

    if TYPE_CHECKING:  # named in full, because editors do not follow Self through generics

        async def __aenter__(self) -> AsyncRetrievalStream[E, C, M, S]: ...

    async def items(self) -> AsyncIterator[Hit[C, M]]:
        """The hits, as they arrive, each with its memory."""
        self.keep_all()
        joiner = self._collector.joiner()
        async for event in self:
            hit = joiner.hit(event)
            if hit is not None:
                yield hit

    async def text(self) -> str:
        """The reply of the LLM; reads the stream to its end."""
        return (await self.collect()).text

    async def collect(self) -> RetrievalResult[E, C, M, S]:
        """All of the retrieval as one result; reads the stream to its end."""
        self.keep_all()
        self._collector.keep_all()
        async for _ in self:
            pass
        return self._collector.result()
