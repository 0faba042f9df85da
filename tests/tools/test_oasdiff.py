"""`make oasdiff`: what is compared with oasdiff, from where it comes, and what is said where it cannot be asked.

The program here is a stand-in that answers in oasdiff's format; the documents are two that differ in three places.
"""

from __future__ import annotations

import copy
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.documents import body, document, operation
from tools import paths
from tools.diff.rules import MIRRORED
from tools.evidence import oasdiff

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")

_THING = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "key": {"type": "string", "readOnly": True}},
}
OLD = document({"/things": {"post": operation(requestBody=body(_THING))}})
NEW = copy.deepcopy(OLD)
_BODY = NEW["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]
_BODY["name"] |= {"maxLength": 9, "not": {"const": "x"}}  # oasdiff has no rule for the second
_BODY["key"]["maxLength"] = 9  # never sent: the same id, and no error
RIGHT = [
    {"id": "request-property-max-length-set", "level": 3, "operation": "POST", "path": "/things", "section": "paths"},
    {"id": "request-property-max-length-set", "level": 1, "operation": "POST", "path": "/things", "section": "paths"},
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout whose history has the two documents."""
    for name, content in {"aaaaaaaa": OLD, "bbbbbbbb": NEW}.items():
        path = tmp_path / paths.HISTORY / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    lock = tmp_path / paths.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text(json.dumps({"commit": "b" * 40, "sha256": "", "history": ["aaaaaaaa", "bbbbbbbb"]}))
    return tmp_path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, answer: str, *, status: int = 0) -> Path:
    """A program that says its version, answers anything else with this, and writes down how it was called."""
    calls = folder / f"{name}.calls"
    text = (
        f"#!{sys.executable}\nimport json, sys\nopen({str(calls)!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        f"if sys.argv[-1] == '--version': sys.exit(print('oasdiff version 9.9'))\n"
        f"print({answer!r})\nsys.exit({status})\n"
    )
    (folder / name).write_text(text)
    os.chmod(folder / name, 0o755)
    return calls


def test_the_same_is_said_in_a_line(root: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = program(path, "oasdiff", json.dumps(RIGHT))
    assert oasdiff.main([], root) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"oasdiff version 9.9; the rules here are those of {MIRRORED}",
        "aaaaaaaa → bbbbbbbb: 2 ids there, 2 here, 1 of our own",
        "every step: the same ids at the same levels",
    ]
    _, asked = map(json.loads, calls.read_text().splitlines())
    old, new = (str(root / paths.HISTORY / f"{name}.json") for name in ("aaaaaaaa", "bbbbbbbb"))
    assert asked == ["changelog", old, new, "--format", "json", "--level", "INFO"]


def test_what_differs_is_named_with_both_levels(root: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program(path, "oasdiff", json.dumps([*RIGHT[:1], {"id": "a-new-rule", "level": 2}]))
    assert oasdiff.main([], root) == 1
    assert capsys.readouterr().out.splitlines()[2:] == [
        "  a-new-rule: oasdiff WARN, here does not fire",
        "  request-property-max-length-set: oasdiff ERR, here ERR and INFO",
        "1 steps differ",
    ]


def test_a_go_toolchain_runs_the_version_that_is_mirrored(root: Path, path: Path) -> None:
    calls = program(path, "go", json.dumps(RIGHT))
    assert oasdiff.main([], root) == 0
    for line in calls.read_text().splitlines():
        assert json.loads(line)[:2] == ["run", f"github.com/oasdiff/oasdiff@v{MIRRORED}"]


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (None, 0, "Neither oasdiff nor go is on the path."),
        ("no such file", 102, "ended with status 102: no such file"),
        ("{", 0, "did not answer with changes"),
        ('[{"id": "a", "level": 7}]', 0, "did not answer with changes"),
        ('{"changes": []}', 0, "did not answer with changes"),
    ],
)
def test_what_cannot_be_asked_is_no_agreement(
    root: Path, path: Path, capsys: pytest.CaptureFixture[str], answer: str | None, status: int, says: str
) -> None:
    if answer is not None:
        program(path, "oasdiff", answer, status=status)
    assert oasdiff.main([], root) == 2
    assert says in capsys.readouterr().err
