"""An item of a batch, between its check and its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._records import record

if TYPE_CHECKING:
    from goodmem_dyn._arguments.bodies import File


@record
class Item:
    """One item, checked: as it goes on the wire, and the file that goes beside it."""

    wire: Any
    file: File | None = None
    named: bool = True  # whether the caller chose its id, if it has one
