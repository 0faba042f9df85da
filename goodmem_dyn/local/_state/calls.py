"""What a handler gets and gives, and the table of handlers by operation id.

Rules this module keeps: a handler knows one operation, is registered under its operation id, and neither sees HTTP nor
JSON. It runs in a worker thread and may use the database; one that returns `Events` is asynchronous.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from goodmem_dyn.local._state.access import Access

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from goodmem_dyn.local._contract.document import Operation
    from goodmem_dyn.local._state.callers import Principal
    from goodmem_dyn.local._state.state import State


@dataclass
class Upload:
    """A file part of a multipart body."""

    content_type: str | None
    file: BinaryIO


@dataclass
class Call:
    """One request: authenticated, decoded and valid by the document.

    `path` and `query` use the document's parameter names; `given` are the query parameters that the request had (the
    others have their defaults); `files` holds the file parts of a multipart body.
    `caller` is absent only in operations that need no key.
    """

    state: State
    operation: Operation
    path: dict[str, Any]
    query: dict[str, Any]
    given: frozenset[str]
    body: Any
    headers: Mapping[str, str]
    files: dict[str, Upload]
    caller: Principal | None = None

    @property
    def principal(self) -> Principal:
        """The authenticated caller."""
        assert self.caller is not None
        return self.caller

    @cached_property
    def access(self) -> Access:
        """What the caller may do, asked by every handler of an operation that needs a key."""
        return Access(self)


@dataclass
class Reply:
    """An answer: an object that becomes JSON, bytes, or nothing."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


@dataclass
class Events:
    """An answer that is a stream of objects, framed as NDJSON or SSE by the HTTP layer."""

    source: AsyncIterator[dict[str, Any]]


HANDLERS: dict[str, Callable[[Call], Reply | Events]] = {}
"""Operation id → handler."""

_Handler = TypeVar("_Handler", bound="Callable[[Call], Reply | Events]")


def handles(operation_id: str) -> Callable[[_Handler], _Handler]:
    """Registers a handler for an operation of the document."""

    def register(handler: _Handler) -> _Handler:
        assert operation_id not in HANDLERS
        HANDLERS[operation_id] = handler
        return handler

    return register
