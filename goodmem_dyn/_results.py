"""What rich calls return: batches whose successes and failures are apart, and retrievals whose hits are whole.

Rules: nothing that arrived is lost; an unknown status is kept and counts as partial; a hit is joined to its memory by
id, never by position; a score is given as it came, with its kind, and once more so that higher is better.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from goodmem_dyn._pages import table
from goodmem_dyn._streams import AsyncStream, Stream
from goodmem_dyn.errors import IncompleteStreamError, PartialFailureError, StreamError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

R = TypeVar("R")
T = TypeVar("T")
E = TypeVar("E")
C = TypeVar("C")
M = TypeVar("M")
S = TypeVar("S")

INFORMATIONAL = frozenset({"FEATURE_DISABLED", "LLM_CAPABILITY_INFERRED"})
"""Status codes that say something without anything being missing; every other one makes a result partial."""


@dataclass(frozen=True)
class BatchFailure:
    """One item of a batch that failed.

    Attributes:
        index: Its position in the list that was given.
        id: Its id, where the server or the caller named one.
        code: The server's code for it, or None.
        message: The server's words.
    """

    index: int
    id: str | None
    code: int | None
    message: str


class BatchResult(Generic[R, T]):
    """The outcome of a batch, item by item.

    Attributes:
        results: One result for each item, in the order given.
        created: What the successful items gave: the resource itself, or its id where the server sends no more.
        failed: The items that failed.
        responses: The replies as they came: several when the batch was split.

    Example:
        >>> result = client.memories.batch_create(requests=[...])  # doctest: +SKIP
        >>> result.raise_for_failures()  # doctest: +SKIP
        >>> [memory.memory_id for memory in result.created]  # doctest: +SKIP
    """

    def __init__(self, results: list[R], created: list[T], failed: list[BatchFailure], responses: list[Any]) -> None:
        self.results, self.created, self.failed, self.responses = results, created, failed, responses

    @property
    def succeeded(self) -> list[T]:
        """The same as `created`, for batches that read or delete."""
        return self.created

    def raise_for_failures(self) -> None:
        """Raise if any item failed.

        Raises:
            PartialFailureError: Names the first failures; `.result` is this result.
        """
        if not self.failed:
            return
        shown = "; ".join(f"item {one.index}: {one.message}" for one in self.failed[:5])
        more = f"; and {len(self.failed) - 5} more" if len(self.failed) > 5 else ""
        raise PartialFailureError(f"{len(self.failed)} of {len(self.results)} items failed: {shown}{more}", result=self)

    def __getattr__(self, name: str) -> Any:
        # Members that the reply has beside its results, such as totals: summed when the batch was split.
        if name.startswith("_") or name == "responses":
            raise AttributeError(name)
        values = [getattr(response, name) for response in self.responses]
        numbers = [value for value in values if isinstance(value, int)]
        return sum(numbers) if numbers else next((value for value in values if value is not None), None)

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[R]:
        return iter(self.results)

    def __getitem__(self, index: int) -> R:
        return self.results[index]

    def __repr__(self) -> str:
        return f"<BatchResult: {len(self.created)} succeeded, {len(self.failed)} failed>"

    def __reduce__(self) -> tuple[Any, ...]:
        return BatchResult, (self.results, self.created, self.failed, self.responses)


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


@dataclass(frozen=True)
class Hit(Generic[C, M]):
    """One hit of a retrieval.

    Attributes:
        chunk: The chunk that matched.
        memory: The memory it belongs to, joined by id; None when the stream did not define it.
        score: The score as the server sent it. For `vector` it is a negative inner product: lower is better. For
            `rerank` it is the reranker's own: higher is better, on a scale that depends on its model.
        kind: What kind of score it is, from the stage that made the result set.
        relevance: The score turned so that higher is better. Comparable within one result set only.
        text: The text of the chunk.
    """

    chunk: C
    memory: M | None
    score: float
    kind: Literal["vector", "rerank"]
    relevance: float

    @property
    def text(self) -> str:
        """The text of the chunk, or an empty string."""
        return str(getattr(self.chunk, "chunk_text", "") or "")

    def _repr_html_(self) -> str:
        return _hits_table([self])


def _hits_table(hits: Sequence[Hit[Any, Any]]) -> str:
    rows = [{"relevance": round(hit.relevance, 4), "kind": hit.kind, "text": hit.text} for hit in hits]
    return table(rows, caption=f"{len(hits)} hits") if rows else "<p>No hits.</p>"


class Collector(Generic[E, C, M, S]):
    """Follows the events of one retrieval."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.events: list[E] = []
        self.hits: list[Hit[C, M]] = []
        self.memories: dict[str, M] = {}
        self.statuses: list[S] = []
        self.replies: list[Any] = []
        self.kind: Literal["vector", "rerank"] = "vector"
        self.open_sets = 0
        self.keep = False

    def see(self, event: Any) -> Hit[C, M] | None:
        """Take in one event; returns the hit that it is, if it is one."""
        roles = self.roles
        if self.keep:
            self.events.append(event)
        boundary = getattr(event, roles.boundary, None) if roles.boundary else None
        if boundary is not None:
            self._boundary(boundary)
        definition = getattr(event, roles.definition, None) if roles.definition else None
        if definition is not None and roles.definition_key:
            self.memories[getattr(definition, roles.definition_key)] = definition
        status = getattr(event, roles.status, None) if roles.status else None
        if status is not None:
            self.statuses.append(status)
        reply = getattr(event, roles.reply, None) if roles.reply else None
        if reply is not None:
            self.replies.append(reply)
        item = getattr(event, roles.item, None)
        reference = getattr(item, roles.reference, None) if item is not None else None
        if reference is None:
            return None
        chunk = getattr(reference, roles.chunk)
        score = float(getattr(reference, roles.score))
        memory = self.memories.get(getattr(chunk, roles.chunk_key, ""))
        return Hit(chunk, memory, score, self.kind, score if self.kind == "rerank" else -score)

    def _boundary(self, boundary: Any) -> None:
        kind = str(getattr(boundary, "kind", ""))
        if kind == "BEGIN":
            self.open_sets += 1
            self.kind = "rerank" if "rerank" in str(getattr(boundary, "stage_name", "")).lower() else "vector"
        elif kind == "END":
            self.open_sets -= 1

    @property
    def partial(self) -> bool:
        return any(str(getattr(status, "code", "")) not in INFORMATIONAL for status in self.statuses)

    @property
    def text(self) -> str:
        return "".join(str(getattr(reply, "text", "")) for reply in self.replies)

    def finish(self, name: str) -> None:
        """The stream is over: whether it was whole."""
        if self.open_sets > 0:
            raise IncompleteStreamError(
                f"{name}(): the stream ended inside a result set: the connection was probably cut."
            )

    def result(self) -> RetrievalResult[E, C, M, S]:
        return RetrievalResult(self.events, self.hits, self.text, self.statuses, self.memories, partial=self.partial)

    def check(self, name: str) -> None:
        """Raise for a partial result."""
        if self.partial:
            codes = ", ".join(str(getattr(status, "code", "?")) for status in self.statuses)
            raise PartialFailureError(
                f"{name}(): the result is partial; statuses: {codes}. `.result` has what arrived.", result=self.result()
            )


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


class _Retrieval(Generic[E, C, M, S]):
    """What both retrieval streams share."""

    _collector: Collector[E, C, M, S]
    _name: str
    _raise_on_partial: bool

    def follow(self, roles: Roles, *, raise_on_partial: bool) -> None:
        self._collector = Collector(roles)
        self._raise_on_partial = raise_on_partial

    @property
    def statuses(self) -> list[S]:
        """The statuses that arrived so far."""
        return self._collector.statuses

    @property
    def partial(self) -> bool:
        """Whether a status so far says that something is missing or degraded."""
        return self._collector.partial

    def _see(self, event: Any) -> Hit[C, M] | None:
        hit = self._collector.see(event)
        if hit is not None and self._collector.keep:
            self._collector.hits.append(hit)
        if self._raise_on_partial:
            self._collector.check(self._name)
        return hit

    def _with_partial(self, error: StreamError) -> StreamError:
        error.partial = self._collector.result()
        return error


class RetrievalStream(_Retrieval[E, C, M, S], Stream[E]):
    """A retrieval as it arrives: iterate for events, or `.items()` for whole hits.

    Example:
        >>> with client.memories.retrieve(message="How?", space_ids=[space_id]) as stream:  # doctest: +SKIP
        ...     for hit in stream.items():
        ...         print(hit.relevance, hit.text)
    """

    def __next__(self) -> E:
        try:
            event = super().__next__()
        except StopIteration:
            self._collector.finish(self._name)
            raise
        self._last = self._see(event)
        return event

    def items(self) -> Iterator[Hit[C, M]]:
        """The hits, as they arrive, each with its memory."""
        for _ in self:
            if self._last is not None:
                yield self._last

    def text(self) -> str:
        """The reply of the LLM; reads the stream to its end."""
        for _ in self:
            pass
        return self._collector.text

    def collect(self) -> RetrievalResult[E, C, M, S]:
        """The rest of the stream as one result.

        Raises:
            IncompleteStreamError: The stream broke; `.partial` is what arrived.
        """
        self._collector.keep = True
        try:
            for _ in self:
                pass
        except StreamError as error:
            raise self._with_partial(error) from error.__cause__
        return self._collector.result()


class AsyncRetrievalStream(_Retrieval[E, C, M, S], AsyncStream[E]):
    """A retrieval as it arrives: iterate for events, or `.items()` for whole hits.

    Example:
        >>> async with client.memories.retrieve(message="How?", space_ids=[space_id]) as stream:  # doctest: +SKIP
        ...     async for hit in stream.items():
        ...         print(hit.relevance, hit.text)
    """

    async def __anext__(self) -> E:
        try:
            event = await super().__anext__()
        except StopAsyncIteration:
            self._collector.finish(self._name)
            raise
        self._last = self._see(event)
        return event

    async def items(self) -> AsyncIterator[Hit[C, M]]:
        """The hits, as they arrive, each with its memory."""
        async for _ in self:
            if self._last is not None:
                yield self._last

    async def text(self) -> str:
        """The reply of the LLM; reads the stream to its end."""
        async for _ in self:
            pass
        return self._collector.text

    async def collect(self) -> RetrievalResult[E, C, M, S]:
        """The rest of the stream as one result.

        Raises:
            IncompleteStreamError: The stream broke; `.partial` is what arrived.
        """
        self._collector.keep = True
        try:
            async for _ in self:
                pass
        except StreamError as error:
            raise self._with_partial(error) from error.__cause__
        return self._collector.result()


class RawResponse(Generic[T]):
    """An answer with its head: what `with_raw_response` gives.

    Attributes:
        status_code: The HTTP status.
        headers: Names in lower case.
        content: The body as it came, decompressed.
        request_id: The id that the server gave to the request, if any.
    """

    def __init__(
        self, status_code: int, headers: dict[str, str], content: bytes, request_id: str | None, value: T
    ) -> None:
        self.status_code, self.headers, self.content, self.request_id = status_code, headers, content, request_id
        self._value = value

    def parse(self) -> T:
        """What the method itself would have returned."""
        return self._value

    def __repr__(self) -> str:
        return f"<RawResponse {self.status_code}, {len(self.content):,} bytes>"
