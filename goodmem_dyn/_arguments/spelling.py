"""How members of objects are spelled: `snake_case` in Python, as the document has them on the wire; both are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._document.names import snake
from goodmem_dyn._values import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._arguments.refusals import Problems


def names(wires: Iterable[str]) -> str:
    """Members as an error lists them."""
    return ", ".join(snake(wire) for wire in wires)


def spellings(wires: Iterable[str]) -> dict[str, str]:
    """Every way to spell a member → its name on the wire."""
    wires = list(wires)
    return {snake(wire): wire for wire in wires} | {wire: wire for wire in wires}


def as_mapping(value: Any, path: str, problems: Problems) -> Mapping[Any, Any] | None:
    """A dict, a model or a dataclass as a mapping; otherwise a problem."""
    found = mapping(value)
    if found is None:
        problems.append(f"{path} must be a dict or a model, not {shown(value)}.")
    return found
