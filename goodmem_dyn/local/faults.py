"""Faults on demand, by operation and by count, so that other people's tests can meet them.

Rules this module keeps:

- A fault acts on the next `times` matching requests after skipping `skip` of them, then is spent. Faults that match the
  same request all act, in the order they were added.
- A fault is real: a dropped connection is a closed socket, a dead provider is a port where nobody listens.
- `clear()` and `server.reset()` remove them all.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, get_args

import goodmem_dyn

if TYPE_CHECKING:
    from collections.abc import Mapping

# Unions of literals, because mypy.stubtest takes an alias of several literals for one.
FaultKind = (
    Literal["delay"]  # noqa: PYI030 - see above
    | Literal["drop"]
    | Literal["cut"]
    | Literal["status"]
    | Literal["dead_embedder"]
    | Literal["dead_reranker"]
    | Literal["dead_llm"]
)

_KINDS: tuple[str, ...] = tuple(kind for literal in get_args(FaultKind) for kind in get_args(literal))


@dataclass
class Fault:
    """One fault.

    Attributes:
        kind: `delay` waits before the operation; `drop` closes the connection instead of answering; `cut` closes it
            after some events of a stream; `status` answers with an error; `dead_embedder`, `dead_reranker` and
            `dead_llm` make the provider unreachable for the next calls.
        operation: a method of the client such as `spaces.list`, the operation id of the document such as `listSpaces`,
            or `*` for every operation. Provider faults ignore it; a `cut` takes operations that answer with a stream.
        times: how many requests it acts on; None for all.
        skip: how many matching requests it lets pass first.
        seconds: length of a delay.
        when: whether a dropped request is dropped `before` the operation has any effect or `after` it is committed.
        events: how many events of a stream are sent before the cut.
        status: HTTP status of a `status` fault, 400…599.
        retry_after: its `Retry-After` header, in seconds.
        message: its error text.
        model_id: limits a provider fault to one embedder, reranker or LLM.
    """

    kind: FaultKind
    operation: str = "*"
    times: int | None = 1
    skip: int = 0
    seconds: float = 1.0
    when: Literal["before", "after"] = "before"
    events: int = 0
    status: int = 503
    retry_after: float | None = None
    message: str = "The server is not accepting new requests"
    model_id: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise ValueError(f"unknown fault kind {self.kind!r}: expected one of {', '.join(_KINDS)}")
        if self.when not in ("before", "after"):
            raise ValueError(f"when={self.when!r}: expected 'before' or 'after'")
        if not 400 <= self.status <= 599:
            raise ValueError(f"status={self.status}: expected an HTTP error status, 400 to 599")
        for name in ("times", "skip", "events", "seconds"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{name}={value}: expected zero or more")

    def take(self) -> bool:
        """Whether it acts on this request; counts it."""
        if self.skip:
            self.skip -= 1
            return False
        if self.times is None:
            return True
        if self.times == 0:
            return False
        self.times -= 1
        return True


_TEXT, _WHOLE, _NUMBER = (str,), (int,), (int, float)
_TYPES: dict[str, tuple[type[Any], ...]] = {
    "kind": _TEXT,
    "operation": _TEXT,
    "times": (int, type(None)),
    "skip": _WHOLE,
    "seconds": _NUMBER,
    "when": _TEXT,
    "events": _WHOLE,
    "status": _WHOLE,
    "retry_after": (int, float, type(None)),
    "message": _TEXT,
    "model_id": (str, type(None)),
}


def checked(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a fault as they came over the network, none of another type.

    Raises:
        TypeError: A field does not exist, or has another type.
    """
    for name, value in fields.items():
        if name not in _TYPES:
            raise TypeError(f"a fault has no field {name!r}: expected {', '.join(_TYPES)}")
        if isinstance(value, bool) or not isinstance(value, _TYPES[name]):
            kinds = " or ".join(kind.__name__ for kind in _TYPES[name])
            raise TypeError(f"{name}={value!r}: expected {kinds}")
    return fields


class Faults:
    """The faults that a server has been asked for. Safe to use from any thread.

    Example:
        ```python
        server.faults.add("status", operation="memories.create", status=429, retry_after=1)
        server.faults.add("cut", operation="memories.retrieve", events=2)
        server.faults.add("dead_embedder", times=None)
        server.faults.clear()
        ```
    """

    def __init__(self, operations: Mapping[str, bool]) -> None:
        """Takes the operation ids of the document, and whether each answers with a stream."""
        self._operations = operations
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._nowhere: socket.socket | None = None

    def add(
        self,
        kind: FaultKind,
        *,
        operation: str = "*",
        times: int | None = 1,
        skip: int = 0,
        seconds: float = 1.0,
        when: Literal["before", "after"] = "before",
        events: int = 0,
        status: int = 503,
        retry_after: float | None = None,
        message: str = "The server is not accepting new requests",
        model_id: str | None = None,
    ) -> Fault:
        """Adds a fault; the arguments are the attributes of `Fault`.

        Raises:
            ValueError: an unknown kind or operation, or a value out of range.
        """
        operation = self._id_of(operation)
        fault = Fault(kind, operation, times, skip, seconds, when, events, status, retry_after, message, model_id)
        if kind == "cut" and not self._operations.get(operation, True):
            raise ValueError(f"operation={operation!r} does not answer with a stream, so there is nothing to cut")
        with self._lock:
            self._faults.append(fault)
        return fault

    def _id_of(self, operation: str) -> str:
        """The operation id for an id, a method of the client, or `*`."""
        if operation == "*" or operation in self._operations:
            return operation
        methods = {method.name: method.operation_id for method in goodmem_dyn.operations()}
        operation_id = methods.get(operation)
        if operation_id is not None and operation_id in self._operations:
            return operation_id
        near = get_close_matches(operation, [*methods, *self._operations], 1)
        raise ValueError(
            f"unknown operation {operation!r}: expected a method such as 'spaces.list', an operation id of the "
            "document, or '*'" + (f". Did you mean {near[0]!r}?" if near else "")
        )

    def clear(self) -> None:
        """Removes all faults."""
        with self._lock:
            self._faults.clear()

    def pending(self) -> list[dict[str, Any]]:
        """The faults that can still act, as plain data."""
        with self._lock:
            return [asdict(fault) for fault in self._faults if fault.times != 0]

    def take(self, operation: str) -> list[Fault]:
        """The faults that act on one request of an operation."""
        with self._lock:
            if not self._faults:
                return []
            return [
                fault
                for fault in self._faults
                if not fault.kind.startswith("dead_")
                and fault.operation in ("*", operation)
                and (fault.kind != "cut" or self._operations[operation])
                and fault.take()
            ]

    def model(self, kind: str, row: dict[str, Any]) -> dict[str, Any]:
        """A model's row, with its endpoint made unreachable if a fault says so."""
        with self._lock:
            acting = [
                fault
                for fault in self._faults
                if fault.kind == f"dead_{kind}" and fault.model_id in (None, row[f"{kind}Id"]) and fault.take()
            ]
            if not acting:
                return row
            if self._nowhere is None:
                # bound and never listening: every connection is refused, and nobody else can take the port
                self._nowhere = socket.socket()
                self._nowhere.bind(("127.0.0.1", 0))
            return {**row, "endpointUrl": f"http://127.0.0.1:{self._nowhere.getsockname()[1]}"}

    def close(self) -> None:
        """Gives the reserved port back."""
        if self._nowhere is not None:
            self._nowhere.close()
