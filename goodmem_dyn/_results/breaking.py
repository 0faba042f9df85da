"""What a stream's failures say: all that arrived, and never a key of the client, whatever of it the server repeated."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from goodmem_dyn._wire.secrets import hide_text
from goodmem_dyn.errors import StreamError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._wire.effects import Engine

T_contra = TypeVar("T_contra", contravariant=True)


class Watcher(Protocol[T_contra]):
    """What follows the events of one stream: it takes in all of them, and looks at those that have what it looks for.

    Attributes:
        names: The members that it looks for.
    """

    names: frozenset[str]

    def expect(self, size: int, /) -> Callable[[T_contra], object]:
        """Events are about to come, in so many bytes; what takes them in."""
        ...

    def see(self, event: T_contra, size: int, /) -> None:
        """An event was taken in that may have what is looked for, and came in so many bytes."""
        ...

    def finish(self) -> None:
        """The stream was read to its end."""
        ...

    def result(self) -> Any:
        """What has arrived."""
        ...


@contextmanager
def told_as_ours(engine: Engine, watcher: Watcher[Any] | None) -> Iterator[None]:
    """Mask the keys of an engine's client in the errors of a stream that is read within, and add what had arrived."""
    try:
        yield
    except StreamError as error:
        hide_text(error, engine.secrets())
        if watcher is not None:
            error.partial = watcher.result()
        raise
