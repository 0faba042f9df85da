"""Where somebody stands who watches all calls of this process.

Rules: there is one place for one observer, and it is empty until telemetry is turned on; a call looks at it once. An
observer passes on what it watches unchanged, results and errors alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._calls.context import Context
    from goodmem_dyn._wire.effects import Flow


class Observer(Protocol):
    """Watches calls."""

    def call(self, flow: Flow, context: Context) -> Flow:
        """The flow of an exchange whose answer is read whole, watched."""
        ...

    def stream(self, flow: Flow, context: Context, make: Callable[[Flow], Any]) -> Any:
        """The stream that `make` makes of the flow of a call, watched until it ends."""
        ...


class Place:
    """The one place for an observer."""

    observer: Observer | None = None
