"""How members of objects are spelled: `snake_case` in Python, as the document has them on the wire; both are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._document.names import identifier, snake, unique
from goodmem_dyn._values import mapping, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._arguments.refusals import Problems


def names(wires: Iterable[str]) -> str:
    """Members as an error lists them."""
    return ", ".join(snake(wire) for wire in wires)


def spellings(wires: Iterable[str]) -> dict[str, str]:
    """Every way to spell a member → its name on the wire."""
    wires = list(wires)
    # Where two are spelled alike, the first one has the name, unless it is another's own.
    alike = {snake(wire): wire for wire in reversed(wires)}
    return alike | {name: wire for wire, name in python_names(wires).items()} | {wire: wire for wire in wires}


def python_names(wires: Iterable[str]) -> dict[str, str]:
    """Names on the wire → the names in Python of members that stand side by side.

    One that is spelled in Python as on the wire keeps its own name, whatever else would be spelled so.
    """
    wires = list(wires)
    names: dict[str, str] = {}
    for wire in wires:
        own = identifier(wire)
        others = {other for other in wires if other != wire}
        names[wire] = own if own == wire else unique(own, {*names.values(), *others})
    return names


def is_misspelled(key: str, spelled: Mapping[str, str], members: Mapping[Any, Any]) -> bool:
    """Whether a member that an object does not name is more likely one that it does, misspelled.

    JSON Schema takes any further member where a schema says nothing of them. One that is all but called like a known
    member, which is not given, is a mistake all the same.
    """
    import difflib

    return bool(difflib.get_close_matches(key[:200], [name for name in spelled if name not in members], 1, 0.8))


def as_mapping(value: Any, path: str, problems: Problems) -> Mapping[Any, Any] | None:
    """A dict, a model or a dataclass as a mapping; otherwise a problem."""
    try:
        members = mapping(value)
    except Exception as error:  # what a type of others does when it is asked for its members
        problems.append(unreadable(value, path, error))
        return None
    if members is None:
        problems.append(f"{path} must be a dict or a model, not {shown(value)}.")
    return members
