"""What a run asks of its driver: begin a call, wait for one to end, pause, take a record, call back.

Rules: a run is a generator that yields effects and is told their outcomes. It does its own reading and keeps its own
journal, and never touches the network: calls are flows of the client, driven by the client's own engine. So one run
serves both clients; an event loop never waits for it, because the driver takes its steps in a thread.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from goodmem_dyn._wire.effects import Flow


@dataclass
class Start:
    """Begin a call; its end is told by `Finish`."""

    tag: int
    flow: Flow


@dataclass
class Finish:
    """Wait until a call that was begun has ended. The outcome is an `Ended`."""


@dataclass
class Ended:
    """A call that has ended, with its result or its error."""

    tag: int
    value: Any = None
    error: BaseException | None = None


@dataclass
class Pause:
    """Wait that many seconds."""

    seconds: float


@dataclass
class Pull:
    """Take the next record of an asynchronous source. The outcome is the record, or `END`."""

    records: AsyncIterator[Any]


@dataclass
class Tell:
    """Call a function of the caller. The outcome is what it returns."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


END = object()

Effect = Start | Finish | Pause | Pull | Tell
Run = Generator[Effect, Any, Any]
"""A run: yields effects, and returns its result."""
