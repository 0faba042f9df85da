"""What a stream's failures say: never a key of the client, whatever of it the server repeated."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from goodmem_dyn._wire.secrets import hide_text
from goodmem_dyn.errors import StreamError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._wire.effects import Engine


@contextmanager
def without_keys(engine: Engine) -> Iterator[None]:
    """Mask the keys of an engine's client in the errors of a stream that is read within."""
    try:
        yield
    except StreamError as error:
        hide_text(error, engine.secrets())
        raise
