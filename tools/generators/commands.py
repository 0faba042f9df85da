"""The commands of the terminal as modules of data, so that help and completion need not read the document.

The page about the terminal has its lists from here as well.

Rules: they are what the terminal would make of the document by itself, and it does where they are missing or are of
another document. One module for a group of commands, one line for an option, so that a diff shows what changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs.bundled import catalog_of, packaged_model
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._namespaces.listing import methods_of
from goodmem_dyn._terminal import outline
from goodmem_dyn._terminal.general import COMMANDS, GENERAL
from goodmem_dyn._terminal.help import EXIT_CODES, metavar
from tools import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_BAR = "\\|"
"""A bar that does not end the cell of a table."""

DEEPEST = 4
"""So many levels stand on lines of their own: a group's commands, their members, the options, and no more."""


def generate(root: Path, document: Mapping[str, Any], content: bytes) -> dict[str, bytes]:
    """The generated files of a checkout, for an effective document and its bytes."""
    methods = methods_of(catalog_of(compile_document(document), packaged_model))
    head, groups = outline.made(methods, outline.key_of(content))
    files = {"__init__": _module("the names of all commands", "HEAD", head)}
    for group, commands in groups.items():
        files[outline.module_of(group)] = _module(f"the commands of {group}", "COMMANDS", commands)
    made = {f"{paths.COMMANDS}/{name}.py": text.encode() for name, text in files.items()}
    page = (root / paths.COMMANDS_PAGE).read_text(encoding="utf-8")
    return {**made, paths.COMMANDS_PAGE: _page(page, head["groups"]).encode()}


def _page(text: str, groups: dict[str, dict[str, str]]) -> str:
    """The page about the terminal with its lists."""
    lists = {
        "exit-codes": ["| code | means |", "|---|---|", *(f"| `{code}` | {meaning} |" for code, meaning in EXIT_CODES)],
        "options": ["| option | what it does |", "|---|---|", *map(_row, GENERAL)],
        "commands": ["| command | what it does |", "|---|---|", *_commands(groups)],
    }
    for name, lines in lists.items():
        begin, end = f"<!-- cli: begin {name} -->", f"<!-- cli: end {name} -->"
        before, _, rest = text.partition(begin)
        text = "".join([before, begin, "\n", *(f"{line}\n" for line in lines), end, rest.partition(end)[2]])
    return text


def _row(option: dict[str, Any]) -> str:
    value = "" if option["kind"] == "flag" else f" {metavar(option)}"
    names = ", ".join([*([option["short"]] if "short" in option else []), f"{option['name']}{value}"])
    return f"| `{names.replace('|', _BAR)}` | {option['help']} |"


def _commands(groups: dict[str, dict[str, str]]) -> Iterator[str]:
    for group, commands in groups.items():
        yield from (f"| `{group} {name}` | {summary} |" for name, summary in commands.items())
    yield from (f"| `{name}` | {summary} |" for name, (_, summary) in COMMANDS.items())


def _module(subject: str, name: str, value: dict[str, Any]) -> str:
    text = "\n".join(_lines(value, 0))
    return f'"""GENERATED: {subject}, for help and completion in a terminal."""\n\n{name} = {text}\n'


def _lines(value: Any, depth: int) -> Iterator[str]:
    """A value as Python text, its first levels a line for each member."""
    if depth >= DEEPEST or not value or not isinstance(value, (dict, list)):
        yield repr(value)
        return
    start, end = "{}" if isinstance(value, dict) else "[]"
    yield start
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        # Options are the items of a list: each on one line.
        first, *rest = _lines(member, depth + 1 if isinstance(value, dict) else DEEPEST)
        named = f"{key!r}: {first}" if isinstance(value, dict) else first
        inner = [named, *rest]
        inner[-1] += ","
        yield from (f"    {line}" for line in inner)
    yield end
