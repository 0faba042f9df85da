"""Help of every command, as people read it: a file for each namespace, an entry for each command, to be read as a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import goodmem_dyn
from goodmem_dyn._terminal import outline

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.terminal.conftest import Terminal

pytestmark = pytest.mark.spec

GROUPS = outline.load().groups
NAMESPACES = sorted({group.split()[0] for group in GROUPS})


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_help(namespace: str, terminal: Terminal, snapshot: SnapshotAssertion) -> None:
    for group, commands in GROUPS.items():
        if group.split()[0] == namespace:
            for words in (group, *(f"{group} {name}" for name in commands)):
                assert "\n" + terminal(*words.split(), "--help").out == snapshot(name=words)


def test_help_of_the_whole(terminal: Terminal, snapshot: SnapshotAssertion) -> None:
    assert "\n" + terminal("--help").out == snapshot


def test_every_method_is_a_command() -> None:
    """Aliases included: what can be called can be typed."""
    named = {
        command["method"]
        for group, names in GROUPS.items()
        for command in (outline.load().command(group, name) for name in names)
    }
    assert named == {one.name for one in goodmem_dyn.methods()}


@pytest.mark.parametrize("width", [40, 80, 200])
def test_help_keeps_to_the_width(width: int, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    group, name = next((group, name) for group, names in GROUPS.items() for name in names)
    for words in ([], [*group.split(), name]):
        told = terminal(*words, "--help")
        assert told.code == 0
        # A word that is longer than its column, such as an option's name, is not broken.
        assert max(len(line) for line in told.out.splitlines() if len(line.split()) > 3) <= max(width, 60)


def test_without_a_command_it_says_which_there_are(terminal: Terminal) -> None:
    whole = terminal("--help").out
    assert (terminal().code, terminal().out) == (2, whole)
    group = next(iter(GROUPS))
    assert terminal(*group.split()).code == 2
    assert terminal("--debug").out == whole


def test_the_version(terminal: Terminal) -> None:
    assert terminal("--version").out == f"goodmem-dyn {goodmem_dyn.__version__}\n"
