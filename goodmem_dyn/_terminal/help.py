"""Help of the whole, of a group and of a command, as text, from the outline alone.

Rules: the width of the terminal is respected, and long lines are not made longer than a reader likes; colour only marks
headings and names, so that nothing is lost without it.
"""

from __future__ import annotations

import os
import sys

from goodmem_dyn._terminal.general import COMMANDS, HELP, OUTPUT, REQUEST, SERVER
from goodmem_dyn._terminal.words import is_flag, negative

TYPE_CHECKING = False  # typing's own would cost a fifth of the time that an answer may take
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from goodmem_dyn._terminal.outline import Outline
    from goodmem_dyn._terminal.words import Line

PROGRAM = "goodmem-dyn"
WIDEST = 110
_INTRODUCTION = (
    "A GoodMem server from the command line: every operation of the server's document is a command, and every argument "
    "an option."
)
_METAVARS = {
    "int": "N",
    "float": "NUMBER",
    "time": "TIME",
    "millis": "TIME",
    "secret": "SECRET",
    "bytes": "TEXT|@FILE",
    "file": "FILE",
    "path": "PATH",
    "json": "JSON",
    "any": "TEXT|JSON",
    "flag": "yes|no",
}
EXIT_CODES = (
    ("0", "done"),
    ("1", "the server, or this program, failed in a way that no other code names"),
    ("2", "the command line or an argument is wrong; nothing was sent"),
    ("3", "no answer: the server cannot be reached, or is too slow"),
    ("4", "the key is missing, unknown, or may not do this"),
    ("5", "there is no such thing"),
    ("6", "a conflict with what is there"),
    ("7", "the server is overloaded, or failed (429, 5xx)"),
    ("8", "a part failed: of a batch, of a retrieval, or in processing"),
    ("130", "interrupted with Ctrl-C"),
    ("141", "whoever was reading the output has gone"),
)


class Page:
    """A page of help that is being written."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self._width = min(max(width, 40), WIDEST)
        self._colour = colour
        self._lines: list[str] = []

    def paragraph(self, text: str) -> None:
        """Text, and an empty line after it."""
        for part in text.split("\n\n"):
            self._lines += [*wrap(part, self._width), ""]

    def usage(self, *words: str) -> None:
        """The first line."""
        self._lines += [f"{self._bold('Usage:')} {' '.join((PROGRAM, *words))}", ""]

    def table(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        """Names and what they are; a name that is long stands on a line of its own."""
        listed = list(rows)
        if not listed:
            return
        self._lines.append(self._bold(f"{title}:"))
        column = min(max(len(name) for name, _ in listed), self._width // 3) + 4
        for name, text in listed:
            self._row(name, text, column)
        self._lines.append("")

    def _row(self, name: str, text: str, column: int) -> None:
        wrapped = wrap(text, self._width - column) or [""]
        start = f"  {name}"
        if len(start) + 2 > column:
            self._lines.append(start)
        else:
            self._lines.append(f"{start.ljust(column)}{wrapped.pop(0)}".rstrip())
        self._lines += [f"{' ' * column}{line}" for line in wrapped if line]

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self._colour else text

    def __str__(self) -> str:
        return "\n".join(self._lines).rstrip() + "\n"


def wrap(text: str, width: int) -> list[str]:
    """Text in lines. The standard library's needs regular expressions, which take longer to import than all of this."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


def page_of(outline: Outline, line: Line, width: int, *, colour: bool = False) -> str:
    """The help that a command line asks for."""
    page = Page(width, colour=colour)
    if line.command is not None:
        _command(page, outline, line.group, line.command)
    else:
        _group(page, outline, line.group)
    return str(page)


def show(outline: Outline, line: Line) -> None:
    """Write the help that a command line asks for."""
    sys.stdout.write(page_of(outline, line, columns(), colour=wants_colour(line.given.get("--color", [""])[-1])))


def columns() -> int:
    """The width of the terminal; 80 where there is none."""
    width = os.environ.get("COLUMNS", "")
    if width.isdigit() and int(width):
        return int(width)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80


def wants_colour(choice: str) -> bool:
    """Whether to write colours to standard output."""
    if choice in {"always", "never"}:
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _group(page: Page, outline: Outline, group: str) -> None:
    page.usage(*group.split(), "COMMAND", "[OPTIONS]")
    page.paragraph(_INTRODUCTION if not group else f"Commands of {group}.")
    commands = outline.groups.get(group, {})
    inner = [(name, _brief(outline, f"{group} {name}".strip())) for name in outline.children(group)]
    page.table("Groups" if group else "Commands", inner)
    page.table("Commands", commands.items())
    if group:
        return
    page.table("Set up and look after", [(name, text) for name, (_, text) in COMMANDS.items()])
    page.table("Options of every command", map(_row, (*REQUEST, *OUTPUT, *SERVER, *HELP)))
    page.table("Exit codes", EXIT_CODES)
    page.paragraph(f"More about a command: {PROGRAM} COMMAND --help. The version: {PROGRAM} --version.")


def _brief(outline: Outline, group: str) -> str:
    """What a group has, in a line."""
    return ", ".join([*outline.groups[group], *outline.children(group)])


def _command(page: Page, outline: Outline, group: str, name: str) -> None:
    command = outline.command(group, name)
    options = command["options"]
    named = {option["name"]: option for option in options}
    about = [named[name] for name in command["positional"] if name in named]
    words = [_place(option) for option in about]
    page.usage(*group.split(), name, *words, "[OPTIONS]")
    page.paragraph(command["summary"])
    if "stands_for" in command:
        page.paragraph(f"Deprecated: it is called {command['stands_for']} now.")
    if command.get("deprecated"):
        page.paragraph("Deprecated by the server.")
    if command["description"] not in {"", command["summary"]}:
        page.paragraph(command["description"])
    page.table("Arguments", [(_place(option).strip("[]."), f"The same as {option['name']}.") for option in about])
    page.table(
        "Options", [_row(option) for option in options if len(option["path"]) == 1 and not option.get("control")]
    )
    tops = dict.fromkeys(option["path"][0] for option in options if len(option["path"]) > 1)
    for top in tops:
        inner = [option for option in options if option["path"][0] == top and len(option["path"]) > 1]
        page.table(f"Members of {inner[0]['name'].partition('.')[0]}", map(_row, inner))
    page.table("This call", [_row(option) for option in options if option.get("control")])
    page.table("Errors", command["errors"].items())
    general = ", ".join(str(option["name"]) for option in (*REQUEST, *OUTPUT, *SERVER))
    page.paragraph(f"Options of every command: {general}; {PROGRAM} --help explains them.")
    page.paragraph(f"Method: {command['method']}." + (f" HTTP: {command['http']}." if "http" in command else ""))


def _place(option: dict[str, Any]) -> str:
    name = option["name"].lstrip("-").replace("-", "_").upper()
    name = f"{name.removesuffix('S')}..." if option.get("many") else name
    return name if option.get("required") else f"[{name}]"


def _row(option: dict[str, Any]) -> tuple[str, str]:
    name = f"{option['short']}, {option['name']}" if "short" in option else option["name"]
    if is_flag(option):
        if not option.get("alone"):
            name = f"{name} / {negative(option['name'])}" if "." in name else f"--[no-]{option['name'][2:]}"
    else:
        name = f"{name} {metavar(option)}"
    notes = [option.get("help", "")]
    if option.get("choices") and "|" not in metavar(option):
        notes.append(f"One of {', '.join(option['choices'])}.")
    if option.get("many"):
        notes.append("May be repeated.")
    if "default" in option and "default" not in notes[0].lower():
        notes.append(f"Default: {option['default']}.")
    if option.get("needed"):
        notes.insert(0, "[needed by its object]")
    if option.get("required"):
        notes.insert(0, "[required]")
    if option.get("deprecated"):
        notes.insert(0, "[deprecated]")
    return name, " ".join(note for note in notes if note)


def metavar(option: dict[str, Any]) -> str:
    """What stands for the value of an option."""
    if "metavar" in option:
        return str(option["metavar"])
    if option.get("many") == "map":
        return "KEY=VALUE"
    listed = "|".join(option.get("choices", ()))
    if listed:
        return listed if len(listed) <= 40 else "CHOICE"
    return _METAVARS.get(option["kind"], "UUID" if option.get("format") == "uuid" else "TEXT")
