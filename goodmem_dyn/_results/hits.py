"""Whole hits out of the events of a retrieval, and all of a retrieval as one result.

Rules: a hit is joined to its memory by id, never by position. A score is given as it came, with what kind of score it
is by the stage of its result set, and once more turned so that higher is better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar

from goodmem_dyn._columns import Table, Tabular, count
from goodmem_dyn._records import record
from goodmem_dyn._results.hinting import Hinting, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

E = TypeVar("E")
C = TypeVar("C")
M = TypeVar("M")
S = TypeVar("S")

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


@record(frozen=True)
class Hit(Tabular, Hinting, Generic[C, M]):
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

    _hinted: ClassVar[tuple[str, ...]] = ("memory", "chunk")

    @property
    def text(self) -> Text:
        """The text of the chunk, or an empty string; `.text()` is the same."""
        return Text(getattr(self.chunk, "chunk_text", "") or "")

    @property
    def _memory_id(self) -> str:
        return str(getattr(self.chunk, "memory_id", "") or "")

    def __repr__(self) -> str:
        text = self.text if len(self.text) <= 60 else f"{self.text[:59]}…"
        return f"<Hit {self.relevance:.4f} {self.kind}, memory {self._memory_id}: {text!r}>"

    def _tables(self) -> list[Table]:
        return [_hits_table([self])]


def _hits_table(hits: Sequence[Hit[Any, Any]]) -> Table:
    rows = [
        {"relevance": round(hit.relevance, 4), "kind": hit.kind, "text": hit.text, "memory_id": hit._memory_id}
        for hit in hits
    ]
    return Table(count(len(hits), "hit"), rows, ("relevance", "kind", "text", "memory_id"))


class RetrievalResult(Tabular, Hinting, list[E], Generic[E, C, M, S]):
    """All of a retrieval as one object: the list of its events, and what they say.

    Attributes:
        events: Every event, in order.
        hits: The hits, best first.
        text: The reply of the LLM; empty without one.
        statuses: What the server had to say, warnings and notices alike.
        memories: Every memory that the stream defined, by id.
        partial: Whether a status says that something is missing or degraded.
    """

    # Declared here, because some editors look for the types of attributes nowhere else.
    hits: list[Hit[C, M]]
    text: Text
    statuses: list[S]
    memories: dict[str, M]
    partial: bool

    def __init__(
        self,
        events: Iterable[E],
        hits: list[Hit[C, M]],
        text: str,
        statuses: list[S],
        memories: dict[str, M],
        partial: bool = False,
    ) -> None:
        super().__init__(events)
        self.hits = hits
        self.text = Text(text)
        self.statuses = statuses
        self.memories = memories
        self.partial = partial

    @property
    def events(self) -> list[E]:
        """Every event: this list itself."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return RetrievalResult, (list(self), self.hits, self.text, self.statuses, self.memories, self.partial)

    def __repr__(self) -> str:
        reply = f", reply of {len(self.text)} characters" if self.text else ""
        hits = "1 hit" if len(self.hits) == 1 else f"{len(self.hits)} hits"
        return f"<RetrievalResult: {hits}{reply}{', partial' if self.partial else ''}>"

    def _tables(self) -> list[Table]:
        hits_table = _hits_table(self.hits)
        statuses = [
            {"code": getattr(status, "code", ""), "message": getattr(status, "message", "")} for status in self.statuses
        ]
        return [hits_table, Table(count(len(statuses), "status"), statuses)] if statuses else [hits_table]


class Joiner(Generic[C, M]):
    """Makes hits of events that are given in order, each joined to the memory that came before it."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles
        self.memories: dict[str, M] = {}
        self._stages: dict[str, str] = {}
        self._stage = "retrieve"

    def hit(self, event: Any) -> Hit[C, M] | None:
        """Take in one event; the hit that it is, if it is one."""
        roles = self._roles
        if (boundary := member(event, roles.boundary)) is not None and str(getattr(boundary, "kind", "")) == "BEGIN":
            self._stage = str(getattr(boundary, "stage_name", "") or "retrieve").lower()
            self._stages[str(member(boundary, roles.result_set))] = self._stage
        if (definition := member(event, roles.definition)) is not None and roles.definition_key:
            self.memories[getattr(definition, roles.definition_key)] = definition
        reference = member(member(event, roles.item), roles.reference)
        if reference is None:
            return None
        chunk, score = getattr(reference, roles.chunk), float(getattr(reference, roles.score))
        memory = self.memories.get(getattr(chunk, roles.chunk_key, ""))
        stage = self._stages.get(str(member(reference, roles.result_set)), self._stage)
        kind = KINDS.get(stage, stage)
        return Hit(chunk, memory, score, kind, 0.0 - score if kind == "vector" else score)


def member(value: Any, name: str | None) -> Any:
    """A member of a value; None where there is no such member, or no value."""
    return getattr(value, name, None) if name is not None and value is not None else None
