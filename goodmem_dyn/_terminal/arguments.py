"""The arguments of a call, out of the options of a command line.

Rules: what `--json` gives lies below, options go over it, and members of nested arguments go into what is there. Names
in JSON may be spelled as on the wire or as in Python. What a method needs and did not get is told by the option's name.
"""

from __future__ import annotations

from typing import Any

import click

from goodmem_dyn._columns import kebab
from goodmem_dyn._terminal import guesses
from goodmem_dyn._terminal.reading import convert, read_json, refuse

Option = dict[str, Any]


def collect(command: dict[str, Any], pairs: list[tuple[Option, Any]], words: list[str], general: dict[str, Any]) -> Any:
    """The keyword arguments of the call.

    Args:
        command: The command, as the outline has it.
        pairs: Its options with their values.
        words: What stands beside the options.
        general: The options of every command that were given.
    """
    named = {option["name"]: option for option in command["options"]}
    arguments = _from_json(command, general.get("--json"))
    all_given = [*pairs, *_placed(command, named, {option["name"] for option, _ in pairs}, words)]
    # Whole objects first, so that their members go into them.
    for option, value in sorted(all_given, key=lambda pair: len(pair[0]["path"])):
        _put(arguments, option, convert(option, value))
    missing = [
        option["name"] for option in command["options"] if option.get("required") and option["path"][0] not in arguments
    ]
    if missing:
        hint = guesses.misplaced(missing, general) or " --skeleton writes all that can be given."
        raise click.UsageError(f"Missing {' and '.join(missing)}.{hint}", click.get_current_context())
    return arguments


def _placed(
    command: dict[str, Any], named: dict[str, Option], taken: set[str], words: list[str]
) -> list[tuple[Option, Any]]:
    """The words that are no options, as the options they stand for."""
    pairs: list[tuple[Option, Any]] = []
    rest = list(words)
    for name in command["positional"]:
        if name in taken or not rest:
            continue
        option = named[name]
        if option.get("many"):
            pairs.append((option, tuple(rest)))
            rest = []
        else:
            pairs.append((option, rest.pop(0)))
    if rest:
        raise click.UsageError(f"Unexpected {' '.join(map(repr, rest))}.", click.get_current_context())
    return pairs


def _from_json(command: dict[str, Any], text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    data = read_json({"name": "--json"}, text)
    if not isinstance(data, dict):
        raise refuse({"name": "--json"}, "expected an object with the arguments.")
    known: dict[str, str] = {kebab(option["path"][0]): option["path"][0] for option in command["options"]}
    arguments = {known.get(kebab(str(name)), str(name)): value for name, value in data.items()}
    unknown = next((name for name in arguments if name not in known.values()), None)
    if unknown is not None:
        raise refuse({"name": "--json"}, guesses.argument(unknown, known.values()))
    return arguments


def _put(arguments: dict[str, Any], option: Option, value: Any) -> None:
    """Set an argument, or a member deep in one."""
    target: Any = arguments
    for depth, part in enumerate(option["path"][:-1]):
        inner = target.setdefault(_spelled(target, part), {})
        if not isinstance(inner, dict):
            raise refuse(option, f"{'.'.join(option['path'][: depth + 1])} is no object that could have this member.")
        target = inner
    name = _spelled(target, option["path"][-1])
    own = target.get(name)
    if option.get("many") == "map" and isinstance(own, dict):
        value = {**own, **value}
    target[name] = value


def _spelled(target: dict[str, Any], name: str) -> str:
    """A member as it is spelled already."""
    return next((key for key in target if kebab(key) == kebab(name)), name)
