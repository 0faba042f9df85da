"""What a scripted connection does, one step after the other.

Rules: a step is a value that says what happens on the wire and nothing else; a reply is any iterable of steps, also an
endless one, since a connection that its client closes ends the script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading


@dataclass(frozen=True)
class Send:
    """Write these bytes in one go."""

    data: bytes


@dataclass(frozen=True)
class Wait:
    """Do nothing for some seconds; cut short when the server stops."""

    seconds: float


@dataclass(frozen=True)
class Until:
    """Do nothing until a test sets the event; the server's patience bounds it."""

    event: threading.Event


@dataclass(frozen=True)
class Close:
    """Close the connection in order (FIN)."""


@dataclass(frozen=True)
class Reset:
    """Abort the connection (RST): what was sent and not yet read may be lost."""


@dataclass(frozen=True)
class HalfClose:
    """Say that nothing more will be sent, and go on reading until the client closes."""


Step = Send | Wait | Until | Close | Reset | HalfClose


def drip(data: bytes, size: int = 1, pause: float = 0.0) -> list[Step]:
    """The same bytes in portions of `size`, with `pause` seconds between them."""
    steps: list[Step] = []
    for at in range(0, len(data), size):
        if pause and at:
            steps.append(Wait(pause))
        steps.append(Send(data[at : at + size]))
    return steps
