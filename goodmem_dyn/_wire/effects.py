"""What a flow asks of an engine: send, wait, read a file, write one, call the caller; and what an engine is.

Rules: a flow yields effects and is told their outcomes. It does no I/O of its own, so that one flow serves both
engines.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Protocol

from goodmem_dyn._records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodmem_dyn._wire.request import Request
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn._wire.upload import Source


@record
class Send:
    """Send a request. The outcome is a `Response`; with `stream`, the body of a success stays open.

    Attributes:
        largest: Bytes that the body of a success may have, where that is less than content may.
        is_kept: Whether the caller waits for all of an open body, so that the deadline is one for it, too.
    """

    request: Request
    stream: bool = False
    timeout: Any = None
    remaining: float | None = None
    largest: int | None = None
    is_kept: bool = False


@record
class Sleep:
    """Wait that many seconds."""

    seconds: float


@record
class Load:
    """Read a file whole; the outcome is its bytes."""

    source: Source


@record
class Save:
    """Write the body of an open response to a file; the outcome is the number of bytes."""

    response: Response
    target: Any
    progress: Callable[[int, int | None], object] | None = None


@record
class Ask:
    """Call a function of the caller's; the outcome is what it returns, awaited where the engine can wait."""

    function: Callable[[], Any]


Effect = Send | Sleep | Load | Save | Ask

Flow = Generator[Effect, Any, Any]
"""A generator that yields effects and returns the result; what it is told depends on the effect, and so is `Any`."""


class Engine(Protocol):
    """What performs effects. The results of all but `wake` are awaited where `is_async`."""

    @property
    def is_async(self) -> bool:
        """Whether it works in an event loop."""
        ...

    @property
    def closed(self) -> bool:
        """Whether its client was closed."""
        ...

    def secrets(self) -> Iterable[str]:
        """The keys that go with every request, to be hidden wherever a server repeats them."""
        ...

    def run(self, flow: Flow) -> Any:
        """Drive a flow to its result."""
        ...

    def iterate(self, response: Response) -> Any:
        """The body of an open response in pieces, as a generator; closes it at the end and on every error."""
        ...

    def close_response(self, response: Response) -> Any:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        ...

    def wake(self, response: Response) -> None:
        """End the wait of another thread that reads an open response."""
        ...

    def close(self) -> Any:
        """Close the connections."""
        ...
