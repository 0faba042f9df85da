"""Reading a command line without running it: which command it is about, which options it has, and where it ends.

Rules: it reads what the parser would read, from the same tables, and never fails: help and completion are asked for in
the middle of typing.
"""

from __future__ import annotations

from goodmem_dyn._terminal.general import COMMANDS, GENERAL

TYPE_CHECKING = False  # typing's own would cost a fifth of the time that an answer may take
if TYPE_CHECKING:
    from typing import Any

    from goodmem_dyn._terminal.outline import Outline


class Line:
    """What a command line says so far.

    Attributes:
        group: The group of commands, such as `admin license`; empty at the top.
        command: The command in it, or None.
        extra: A command that comes from no document, or None.
        given: Option → its values so far.
        plain: The words that are no options.
        open: The option that waits for its value, or None.
        wants_help: Whether help is asked for.
        wants_version: Whether the version is asked for.
        rest_is_plain: Whether `--` was read.
    """

    def __init__(self) -> None:
        self.group = ""
        self.command: str | None = None
        self.extra: str | None = None
        self.given: dict[str, list[str]] = {}
        self.plain: list[str] = []
        self.open: dict[str, Any] | None = None
        self.wants_help = self.wants_version = self.rest_is_plain = False
        self.options: dict[str, dict[str, Any]] = {}


def document_of(arguments: list[str]) -> str | None:
    """The document that a command line names; None for the bundled one."""
    for index, word in enumerate(arguments):
        if word == "--":
            return None
        if word == "--document" and index + 1 < len(arguments):
            return arguments[index + 1]
        if word.startswith("--document="):
            return word.partition("=")[2]
    return None


def read(outline: Outline, arguments: list[str]) -> Line:
    """Read a command line."""
    line = Line()
    line.options = by_name(GENERAL)
    for word in arguments:
        if line.open is not None:
            line.given.setdefault(line.open["name"], []).append(word)
            line.open = None
        elif word == "--" and not line.rest_is_plain:
            line.rest_is_plain = True
        elif word.startswith("-") and len(word) > 1 and not line.rest_is_plain:
            _option(line, word)
        else:
            _plain(outline, line, word)
    return line


def by_name(options: Any) -> dict[str, dict[str, Any]]:
    """Options by their names, short and negative ones included."""
    commands: dict[str, dict[str, Any]] = {}
    for option in options:
        commands[option["name"]] = option
        if "short" in option:
            commands[option["short"]] = option
        if option["kind"] == "flag" and not option.get("alone") and not option.get("many"):
            commands[negative(option["name"])] = option
    return commands


def negative(name: str) -> str:
    """`--public-read` → `--no-public-read`; of a member, `--jobs.wait` → `--no-jobs.wait`."""
    return f"--no-{name[2:]}"


def is_flag(option: dict[str, Any]) -> bool:
    """Whether an option takes no value."""
    return bool(option["kind"] == "flag" and not option.get("many"))


def _option(line: Line, word: str) -> None:
    name, _, value = word.partition("=")
    if name in {"--help", "-h"}:
        line.wants_help = True
    if name == "--version" and line.command is None and line.extra is None:
        line.wants_version = True
    option = line.options.get(name)
    if option is None:
        return
    if is_flag(option) or "=" in word:
        line.given.setdefault(option["name"], []).append(value)
    else:
        line.open = option


def _plain(outline: Outline, line: Line, word: str) -> None:
    if line.command is not None or line.extra is not None:
        line.plain.append(word)
        return
    name = word.replace("_", "-")
    inner = f"{line.group} {name}".strip()
    if inner in outline.groups:
        line.group = inner
    elif name in outline.groups.get(line.group, ()):
        line.command = name
        line.options.update(by_name(outline.command(line.group, name)["options"]))
    elif not line.group and name in COMMANDS:
        line.extra = name
    else:
        line.plain.append(word)
