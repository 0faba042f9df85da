"""An item of a batch, between its check and its request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodmem_dyn._arguments.bodies import File


@dataclass(slots=True)
class Item:
    """One item, checked: as it goes on the wire, and the file that goes beside it."""

    wire: Any
    file: File | None = None
    named: bool = True  # whether the caller chose its id, if it has one
