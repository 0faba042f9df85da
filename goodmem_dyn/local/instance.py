"""A running server as those see it who stand beside its API: the control routes and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodmem_dyn.local._state.state import State
    from goodmem_dyn.local.faults import Faults


class Instance(Protocol):
    """What of a running server can be looked at and changed."""

    @property
    def url(self) -> str:
        """Its base URL."""
        ...

    @property
    def faults(self) -> Faults:
        """The failures that are waiting."""
        ...

    @property
    def state(self) -> State:
        """Its database and what belongs to it; another one after a reset."""
        ...

    def reset(self) -> None:
        """Begin again with an empty database, and the same root user and key."""
        ...

    def resume(self) -> None:
        """Take work again after a drain."""
        ...

    def retry(self, memory_ids: Iterable[str] | None = None) -> int:
        """Process anew what has failed; how many jobs that are."""
        ...
