"""Retrievals: whole hits out of a stream of events, and all of a retrieval as one result.

Rules: nothing that arrived is lost, also when the stream is cut. An unknown status is kept and counts as partial. A hit
is joined to its memory by id, never by position. A score is given as it came, with what kind of score it is by the
stage of its result set, and once more turned so that higher is better.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from goodmem_dyn._streams import AsyncStream, Stream
from goodmem_dyn.errors import IncompleteStreamError, PartialFailureError, StreamError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

E = TypeVar("E")
C = TypeVar("C")
M = TypeVar("M")
S = TypeVar("S")

INFORMATIONAL = frozenset({"FEATURE_DISABLED", "LLM_CAPABILITY_INFERRED"})
"""Status codes that say something without anything being missing; every other one makes a result partial."""

KINDS = {"retrieve": "vector", "rerank": "rerank"}
"""Stage → the kind of its scores. A stage that is not among them names its kind itself."""


class Roles(NamedTuple):
    """Which members of a retrieval event mean what, as attribute names; found by structure."""

    item: str
    reference: str
    chunk: str
    score: str
    chunk_key: str
    definition: str | None
    definition_key: str | None
    reply: str | None
    status: str | None
    boundary: str | None
    result_set: str | None


@dataclass(frozen=True)
class Hit(Generic[C, M]):
    """One hit of a retrieval.

    Attributes:
        chunk: The chunk that matched.
        memory: The memory it belongs to, joined by id; None when the stream did not define it.
        score: The score as the server sent it. For `vector` it is a negative inner product: lower is better. For
            `rerank` it is the reranker's own: higher is better, on a scale that depends on its model.
        kind: What kind of score it is: `vector` or `rerank`, from the stage that made the result set; the name of the
            stage where a server has another one.
        relevance: The score turned so that higher is better, as far as the kind is known. Comparable within one
            result set only.
        text: The text of the chunk.
    """

    chunk: C
    memory: M | None
    score: float
    kind: str
    relevance: float

    @property
    def text(self) -> str:
        """The text of the chunk, or an empty string."""
        return str(getattr(self.chunk, "chunk_text", "") or "")

    @property
    def _memory_id(self) -> str:
        return str(getattr(self.chunk, "memory_id", "") or "")

    def __repr__(self) -> str:
        text = self.text if len(self.text) <= 60 else f"{self.text[:59]}…"
        return f"<Hit {self.relevance:.4f} {self.kind}, memory {self._memory_id}: {text!r}>"

    def _repr_html_(self) -> str:
        return _hits_table([self])


def _hits_table(hits: Sequence[Hit[Any, Any]]) -> str:
    from goodmem_dyn._tables import count, table

    rows = [
        {"relevance": round(hit.relevance, 4), "kind": hit.kind, "text": hit.text, "memory": hit._memory_id}
        for hit in hits
    ]
    return table(rows, count(len(hits), "hit"))


@dataclass(frozen=True)
class RetrievalResult(Generic[E, C, M, S]):
    """All of a retrieval as one object. It reads like the list of its events.

    Attributes:
        events: Every event, in order.
        hits: The hits, best first.
        text: The reply of the LLM; empty without one.
        statuses: What the server had to say, warnings and notices alike.
        memories: Every memory that the stream defined, by id.
        partial: Whether a status says that something is missing or degraded.
    """

    events: list[E] = field(repr=False)
    hits: list[Hit[C, M]]
    text: str
    statuses: list[S]
    memories: dict[str, M] = field(repr=False)
    partial: bool = False

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[E]:
        return iter(self.events)

    def __getitem__(self, index: int) -> E:
        return self.events[index]

    def __repr__(self) -> str:
        reply = f", reply of {len(self.text)} characters" if self.text else ""
        return f"<RetrievalResult: {len(self.hits)} hits{reply}{', partial' if self.partial else ''}>"

    def _repr_html_(self) -> str:
        return _hits_table(self.hits)


class Collector(Generic[E, C, M, S]):
    """Follows the events of one retrieval, and keeps what they say."""

    def __init__(self, roles: Roles, name: str, *, raise_on_partial: bool = False) -> None:
        self.roles: Roles = roles
        self.name: str = name
        self.raise_on_partial: bool = raise_on_partial
        self.events: list[E] = []
        self.hits: list[Hit[C, M]] = []
        self.memories: dict[str, M] = {}
        self.statuses: list[S] = []
        self.replies: list[str] = []
        self.stages: dict[str, str] = {}
        self.stage: str = "retrieve"
        self.open_sets: int = 0
        self.patient: bool = False
        """Whether a partial result is told at the end, with all that arrived, rather than at once."""

    def see(self, event: Any) -> Hit[C, M] | None:
        """Take in one event; returns the hit that it is, if it is one.

        Raises:
            PartialFailureError: It is a status that makes the result partial, and that is to be an error at once.
        """
        roles = self.roles
        self.events.append(event)
        if (boundary := _member(event, roles.boundary)) is not None:
            self._boundary(boundary)
        if (definition := _member(event, roles.definition)) is not None and roles.definition_key:
            self.memories[getattr(definition, roles.definition_key)] = definition
        if (reply := _member(event, roles.reply)) is not None:
            self.replies.append(str(getattr(reply, "text", "") or ""))
        if (status := _member(event, roles.status)) is not None:
            self.statuses.append(status)
            if self.raise_on_partial and not self.patient:
                self.check()
        reference = _member(_member(event, roles.item), roles.reference)
        if reference is None:
            return None
        hit = self._hit(reference)
        self.hits.append(hit)
        return hit

    def _hit(self, reference: Any) -> Hit[C, M]:
        roles = self.roles
        chunk, score = getattr(reference, roles.chunk), float(getattr(reference, roles.score))
        memory = self.memories.get(getattr(chunk, roles.chunk_key, ""))
        stage = self.stages.get(str(_member(reference, roles.result_set)), self.stage)
        kind = KINDS.get(stage, stage)
        return Hit(chunk, memory, score, kind, 0.0 - score if kind == "vector" else score)

    def _boundary(self, boundary: Any) -> None:
        kind = str(getattr(boundary, "kind", ""))
        if kind == "BEGIN":
            self.open_sets += 1
            self.stage = str(getattr(boundary, "stage_name", "") or "retrieve").lower()
            self.stages[str(_member(boundary, self.roles.result_set))] = self.stage
        elif kind == "END":
            self.open_sets -= 1

    @property
    def partial(self) -> bool:
        return any(str(getattr(status, "code", "")) not in INFORMATIONAL for status in self.statuses)

    @property
    def text(self) -> str:
        return "".join(self.replies)

    def finish(self) -> None:
        """The stream is over: whether it was whole, and whether a partial result is to be an error.

        Raises:
            IncompleteStreamError: It ended inside a result set.
            PartialFailureError: It is partial.
        """
        if self.open_sets > 0:
            raise IncompleteStreamError(
                f"{self.name}(): the stream ended inside a result set: the connection was probably cut. `.partial` has "
                "what arrived.",
                event_number=len(self.events),
            )
        if self.raise_on_partial:
            self.check()

    def result(self) -> RetrievalResult[E, C, M, S]:
        return RetrievalResult(self.events, self.hits, self.text, self.statuses, self.memories, partial=self.partial)

    def check(self) -> None:
        """Raise for a partial result."""
        if self.partial:
            codes = ", ".join(str(getattr(status, "code", "?")) for status in self.statuses)
            raise PartialFailureError(
                f"{self.name}(): the result is partial; statuses: {codes}. `.result` has what arrived.",
                result=self.result(),
            )


def _member(value: Any, name: str | None) -> Any:
    return getattr(value, name, None) if name is not None and value is not None else None


class _Retrieval(Generic[E, C, M, S]):
    """What both retrieval streams share."""

    _collector: Collector[E, C, M, S]
    _last: Hit[C, M] | None = None

    def follow(self, collector: Collector[E, C, M, S]) -> None:
        """Give the events of this stream to a collector."""
        self._collector = collector

    @property
    def statuses(self) -> list[S]:
        """The statuses that arrived so far."""
        return self._collector.statuses

    @property
    def partial(self) -> bool:
        """Whether a status so far says that something is missing or degraded."""
        return self._collector.partial

    def _broken(self, error: StreamError) -> StreamError:
        """The error of a stream that broke, with what arrived."""
        error.partial = self._collector.result()
        return error

    def _end(self) -> None:
        """The stream is at its end: whether it was whole."""
        try:
            self._collector.finish()
        except StreamError as error:
            raise self._broken(error) from None


class RetrievalStream(_Retrieval[E, C, M, S], Stream[E]):
    """A retrieval as it arrives: iterate for events, or `.items()` for whole hits.

    Raises:
        IncompleteStreamError: The stream broke; `.partial` has what arrived, as a `RetrievalResult`.
        PartialFailureError: With `raise_on_partial`: a status says that something is missing or degraded; `.result` has
            what arrived.

    Example:
        >>> with client.memories.retrieve(message="How?", space_ids=[space_id]) as stream:  # doctest: +SKIP
        ...     for hit in stream.items():
        ...         print(hit.relevance, hit.text)
    """

    def __next__(self) -> E:
        try:
            event = super().__next__()
        except StopIteration:
            self._end()
            raise
        except StreamError as error:
            raise self._broken(error) from error.__cause__
        self._last = self._collector.see(event)
        return event

    def items(self) -> Iterator[Hit[C, M]]:
        """The hits, as they arrive, each with its memory."""
        for _ in self:
            if self._last is not None:
                yield self._last

    def text(self) -> str:
        """The reply of the LLM; reads the stream to its end."""
        return self.collect().text

    def collect(self) -> RetrievalResult[E, C, M, S]:
        """All of the retrieval as one result; reads the stream to its end."""
        self._collector.patient = True
        for _ in self:
            pass
        return self._collector.result()


class AsyncRetrievalStream(_Retrieval[E, C, M, S], AsyncStream[E]):
    """A retrieval as it arrives: iterate for events, or `.items()` for whole hits.

    Raises:
        IncompleteStreamError: The stream broke; `.partial` has what arrived, as a `RetrievalResult`.
        PartialFailureError: With `raise_on_partial`: a status says that something is missing or degraded; `.result` has
            what arrived.

    Example:
        >>> async with client.memories.retrieve(message="How?", space_ids=[space_id]) as stream:  # doctest: +SKIP
        ...     async for hit in stream.items():
        ...         print(hit.relevance, hit.text)
    """

    async def __anext__(self) -> E:
        try:
            event = await super().__anext__()
        except StopAsyncIteration:
            self._end()
            raise
        except StreamError as error:
            raise self._broken(error) from error.__cause__
        self._last = self._collector.see(event)
        return event

    async def items(self) -> AsyncIterator[Hit[C, M]]:
        """The hits, as they arrive, each with its memory."""
        async for _ in self:
            if self._last is not None:
                yield self._last

    async def text(self) -> str:
        """The reply of the LLM; reads the stream to its end."""
        return (await self.collect()).text

    async def collect(self) -> RetrievalResult[E, C, M, S]:
        """All of the retrieval as one result; reads the stream to its end."""
        self._collector.patient = True
        async for _ in self:
            pass
        return self._collector.result()
