"""What could stand next on a command line: commands, options, choices, and ids from the server.

Rules: the shell asks with the words so far, the last one unfinished, and gets a line for each candidate: the word, a
tab, and what it is. `:files` alone leaves it to the shell, which knows files. Nothing goes to standard error,
and the exit code is 0: somebody is typing.
"""

from __future__ import annotations

import sys

from goodmem_dyn._terminal import outline as outlines
from goodmem_dyn._terminal.general import COMMANDS
from goodmem_dyn._terminal.words import Line, by_name, document_of, read

TYPE_CHECKING = False  # typing's own would cost a fifth of the time that an answer may take
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from goodmem_dyn._terminal.outline import Outline

Candidate = tuple[str, str]

FILES = ":files"
_FILE_KINDS = {"path", "file"}


def answer(shell: str, words: list[str]) -> int:
    """Write the candidates for a shell."""
    joined = _joined(words) if shell == "bash" else words
    try:
        offered = candidates(joined)
        sys.stdout.write("".join(f"{line}\n" for line in _lines(shell, joined, offered)))
        sys.stdout.flush()
    except Exception:  # noqa: S110 - whatever is wrong with a half-written line, the shell must not show it
        pass
    return 0


def candidates(words: list[str]) -> list[Candidate]:
    """The words that could stand in the place of the last one, each with what it is."""
    *before, last = words or [""]
    outline = outlines.known(document_of(before))
    if outline is None:
        return []
    line = read(outline, before)
    if line.open is not None:
        return _matching(_values(outline, line, line.open), last)
    if last.startswith("-") and not line.rest_is_plain:
        name, sign, start = last.partition("=")
        option = line.options.get(name)
        if sign and option is not None:
            return [(f"{name}={value}", text) for value, text in _matching(_values(outline, line, option), start)]
        return _matching(_options(line), last)
    return _matching(_words(outline, line), last)


def _matching(candidates: Iterable[Candidate], start: str) -> list[Candidate]:
    """Those that begin with what is there; where none does, those that people know by a name that does."""
    listed = list(candidates)
    if listed == [(FILES, "")]:
        return listed
    matching = [entry for entry in listed if entry[0].startswith(start)]
    return matching or [entry for entry in listed if entry[1].lower().startswith(start.lower())]


def _words(outline: Outline, line: Line) -> Iterable[Candidate]:
    if line.command is not None:
        command = outline.command(line.group, line.command)
        places = [name for name in command["positional"] if name not in line.given]
        named = {option["name"]: option for option in command["options"]}
        index = min(len(line.plain), len(places) - 1)
        if places and (index == len(line.plain) or named[places[index]].get("many")):
            yield from _values(outline, line, named[places[index]])
        return
    if line.extra is not None:
        yield from _words_of(line)
        return
    for name in outline.children(line.group):
        yield name, ", ".join(outline.groups[f"{line.group} {name}".strip()])
    yield from outline.groups.get(line.group, {}).items()
    if not line.group:
        yield from ((name, text) for name, (_, text) in COMMANDS.items())


def _words_of(line: Line) -> Iterable[Candidate]:
    """The words of a command that comes from no document: click knows them, and is imported for these alone."""
    from goodmem_dyn._terminal.application import load

    command = load(str(line.extra))
    inner = getattr(command, "commands", {})
    if inner and not line.plain:
        yield from ((name, command.get_short_help_str()) for name, command in inner.items())
        return
    for parameter in command.params:
        if not parameter.opts[0].startswith("-"):
            yield from ((choice, "") for choice in getattr(parameter.type, "choices", ()))


def _options(line: Line) -> Iterable[Candidate]:
    if line.extra is not None:
        from goodmem_dyn._terminal.application import load

        command = load(line.extra)
        command = getattr(command, "commands", {}).get(line.plain[0], command) if line.plain else command
        for parameter in command.params:
            yield from ((name, getattr(parameter, "help", "") or "") for name in parameter.opts if name[0] == "-")
        return
    for name, option in line.options.items():
        if name not in line.given or option.get("many"):
            yield name, option.get("help", "").partition(". ")[0]


def _values(outline: Outline, line: Line, option: dict[str, Any]) -> Iterable[Candidate]:
    """What an option takes."""
    from goodmem_dyn._terminal.general import GENERAL

    if option["kind"] in _FILE_KINDS:
        return [(FILES, "")]
    if option.get("choices"):
        return [(choice, "") for choice in option["choices"]]
    if option.get("live"):
        from goodmem_dyn._terminal.live import values

        return values(outline, outline.resources[option["live"]], line.given)
    if option is by_name(GENERAL)["--profile"]:
        from goodmem_dyn._terminal.profiles import names

        return [(name, "") for name in names()]
    return []


def _joined(words: list[str]) -> list[str]:
    """Words as they were typed: bash takes `--output=json` apart at the sign."""
    whole: list[str] = []
    for word in words:
        if whole and (word == "=" or whole[-1].endswith("=")) and whole[-1].startswith("--"):
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def _lines(shell: str, words: list[str], candidates: list[Candidate]) -> Iterable[str]:
    last = words[-1] if words else ""
    shown = [(value, " ".join(text.split())) for value, text in candidates]
    if shell != "bash":
        return [f"{value}\t{text}" for value, text in shown]
    if last.startswith("--") and "=" in last:
        shown = [(value.partition("=")[2], text) for value, text in shown]
    # bash has no place for what a candidate is: ids are told apart by it where there are several.
    if len(shown) > 1 and not last.startswith("-") and all(_is_id(value) for value, _ in shown):
        return [f"{value}  ({text})" if text else value for value, text in shown]
    return [value for value, _ in shown]


def _is_id(value: str) -> bool:
    return value.count("-") == 4 and len(value) == 36
