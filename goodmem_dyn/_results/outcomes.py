"""What some calls return: batches whose successes and failures are apart, and answers with their heads.

Rules: nothing that the server said is lost; one result stands for each item, in the order of the items.
"""

from __future__ import annotations

from operator import attrgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goodmem_dyn._columns import Table, Tabular
from goodmem_dyn._document.names import snake
from goodmem_dyn._records import record
from goodmem_dyn._wire.hints import fields_of, no_attribute, way_to_id
from goodmem_dyn._wire.secrets import masked_text
from goodmem_dyn.errors import APIConnectionError, OutcomeUnknownError, PartialFailureError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

R = TypeVar("R")
T = TypeVar("T")


@record(frozen=True)
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


class BatchResult(Tabular, Generic[R, T]):
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

    def __init__(
        self,
        results: list[R],
        created: list[T],
        failed: list[BatchFailure],
        responses: list[Any],
        holders: list[Any] | None = None,
    ) -> None:
        self.results: list[R] = results
        self.created: list[T] = created
        self.failed: list[BatchFailure] = failed
        self.responses: list[Any] = responses
        self._holders: list[Any] = responses if holders is None else holders
        """What has the results, of each reply: the reply itself, or what lies in its envelope."""

    def _beside(self) -> Iterator[list[Any]]:
        """What may have members beside the results, of each reply: what is nearest to them first, then its envelope."""
        for values in (self._holders, self.responses):
            yield [
                SimpleNamespace(**{snake(wire): member for wire, member in value.items()})
                if type(value) is dict
                else value
                for value in values
            ]

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
        shown = "; ".join(f"item {failure.index}: {failure.message}" for failure in self.failed[:5])
        more = f"; and {len(self.failed) - 5} more" if len(self.failed) > 5 else ""
        raise PartialFailureError(f"{len(self.failed)} of {len(self.results)} items failed: {shown}{more}", result=self)

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            # Members that the reply has beside its results, such as totals: summed when the batch was split.
            if name.startswith("_") or name == "responses":
                raise AttributeError(name)
            for beside in self._beside():
                if any(name in fields_of(value) or hasattr(value, name) for value in beside):
                    break
            else:
                fields = (field for beside in self._beside() for value in beside for field in fields_of(value))
                known = {*dir(type(self)), *self.__dict__, *fields}
                raise no_attribute(self, name, [field for field in known if not field.startswith("_")])
            values = [getattr(value, name, None) for value in beside]
            numbers = [value for value in values if isinstance(value, int)]
            return sum(numbers) if numbers else next((value for value in values if value is not None), None)

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[R]:
        return iter(self.results)

    def __getitem__(self, index: int) -> R:
        return self.results[index]

    def __repr__(self) -> str:
        return f"<BatchResult: {self._outcome}>"

    @property
    def _outcome(self) -> str:
        return f"{len(self.created)} succeeded, {len(self.failed)} failed"

    def _tables(self) -> list[Table]:
        failed = {failure.index: failure for failure in self.failed}
        rows: list[dict[str, object]] = []
        for index, result in enumerate(self.results):
            failure = failed.get(index)
            if failure is None:
                way = way_to_id(result, "id")
                rows.append({"item": index, "outcome": "succeeded", "id": attrgetter(way)(result) if way else None})
            else:
                code = "failed" if failure.code is None else f"failed: {failure.code}"
                rows.append({"item": index, "outcome": code, "id": failure.id, "message": failure.message})
        return [
            Table(
                self._outcome,
                rows,
                [
                    column
                    for column in ("item", "outcome", "id", "message")
                    if any(map(dict.get, rows, [column] * len(rows)))
                ],
            )
        ]

    def __reduce__(self) -> tuple[Any, ...]:
        return BatchResult, (self.results, self.created, self.failed, self.responses, self._holders)


class LostBatchError(OutcomeUnknownError, APIConnectionError):
    """The answer to a request with many items was lost: the server may have done the work, or not."""

    def __init__(self, message: str, *, resource_ids: Sequence[str] = ()) -> None:
        OutcomeUnknownError.__init__(self, message, resource_ids=resource_ids)
        self.sent, self.retryable = True, False


class RawResponse(Generic[T]):
    """An answer with its head: what `with_raw_response` gives.

    Attributes:
        status_code: The HTTP status.
        headers: Names in lower case.
        content: The body as it came, decompressed.
        request_id: The id that the server gave to the request, if any.
    """

    def __init__(
        self,
        status_code: int,
        headers: dict[str, str],
        content: bytes,
        request_id: str | None,
        value: T,
        secrets: frozenset[str] = frozenset(),
    ) -> None:
        self.status_code: int = status_code
        self.headers: dict[str, str] = headers
        self.content: bytes = content
        self.request_id: str | None = request_id
        self._value: T = value
        self._secrets = secrets

    def __reduce__(self) -> tuple[Any, ...]:
        # A pickle holds no secret: the members that may be one are masked in the body, as they are in the value.
        content = masked_text(self.content.decode("utf-8", "surrogateescape"), self._secrets)
        masked = content.encode("utf-8", "surrogateescape")
        return RawResponse, (self.status_code, self.headers, masked, self.request_id, self._value, self._secrets)

    def parse(self) -> T:
        """What the method itself would have returned."""
        return self._value

    def __repr__(self) -> str:
        request = f", request id {self.request_id}" if self.request_id else ""
        return f"<RawResponse {self.status_code}, {len(self.content):,} bytes{request}>"
