"""Paths into metadata, as SQL has them: a bound parameter that SQLite itself reads, or that our functions do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.filters.language import Wildcard

if TYPE_CHECKING:
    from goodmem_dyn.filters.language import Step

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def native(steps: tuple[Step, ...]) -> str | None:
    """Return SQLite's spelling of the path where SQLite reads it the same way, else None.

    That is one plain member of the metadata object: deeper, the lax rules begin to differ.
    """
    if len(steps) == 1 and isinstance(steps[0], str) and _PLAIN.fullmatch(steps[0]):
        return f'$."{steps[0]}"'
    return None


def encode(steps: tuple[Step, ...]) -> str:
    """Return the steps as text that `decode` reads back: how a path travels as a bound parameter."""
    return json.dumps([[step.value] if isinstance(step, Wildcard) else step for step in steps])


@lru_cache(maxsize=512)
def decode(text: str) -> tuple[Step, ...]:
    """Read steps back from `encode`."""
    return tuple(Wildcard(step[0]) if isinstance(step, list) else step for step in json.loads(text))
