"""What somebody probably meant who typed a command or an option that there is not.

Rules: only what is there is named, in the words of the table that the client's own hints come from. What the command
has itself comes before the options of every command; no hint is better than one by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._synonyms import SYNONYMS, listed, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FEW = 4
"""A word that more groups have than that is no hint at one of them."""


def option(name: str, own: Iterable[str], general: Iterable[str]) -> str:
    """` Did you mean …?` for an option, such as `--text`, or where all of them are listed."""
    plain = _plain(name)
    for names in (own, general):
        known = {_plain(name): name for name in names}
        likely = meant(plain, known)
        if likely is not None:
            return f" Did you mean {known[likely]!r}?"
    return " --help lists the options."


def argument(name: str, known: Iterable[str]) -> str:
    """What is said of a name in JSON that is no argument."""
    known = list(dict.fromkeys(known))
    likely = meant(_plain(name), known)
    return f"there is no argument {name!r}.{f' Did you mean {likely!r}?' if likely else listed(known)}"


def command(name: str, known: list[str], groups: Mapping[str, Iterable[str]]) -> str:
    """The same for a command.

    Args:
        name: What was typed.
        known: The commands where it was typed.
        groups: Every group with its commands, where it was typed in none of them.
    """
    names = {_plain(name): name for name in known}
    likely = meant(_plain(name), names)
    if likely is not None:
        return f" Did you mean {names[likely]!r}?"
    if not groups:
        return listed(known)
    places = _places(_plain(name), groups)
    if 0 < len(places) < _FEW:
        return f" Did you mean {' or '.join(map(repr, places))}?"
    if not places:
        return " --help lists the commands."
    nearest_top = min(places, key=lambda name: name.count(" "))
    return f" It stands after what it is for, as in {nearest_top!r}."


def misplaced(missing: Iterable[str], names: Iterable[str]) -> str:
    """What is said of an option of every command that was probably given for one that is missing."""
    wanted = {_plain(name) for name in missing}
    for name in names:
        stands_for = SYNONYMS.get(_plain(name), "").split()
        meant_one = next((name for name in stands_for if name in wanted), None)
        if meant_one is not None:
            return f" {name} is an option of every command, and not --{meant_one.replace('_', '-')}."
    return ""


def _places(name: str, groups: Mapping[str, Iterable[str]]) -> list[str]:
    """The commands of groups that a word stands for."""
    for wanted in (name, *SYNONYMS.get(name, "").split()):
        word = wanted.replace("_", "-")
        places = [f"{group} {word}" for group, commands in groups.items() if word in commands]
        if places:
            return places
    return []


def _plain(name: str) -> str:
    return name.lstrip("-").replace("-", "_").lower()
