"""Every block of code on every page runs as it is written.

Rules: the blocks of a page share their names, from top to bottom. Before the first one, `base_url` and `api_key` are those
of an empty embedded server, which the environment names as well; on the pages of `guides`, also `client` and a `space`.
What blocks print is not compared but in `pycon` ones. Reference pages are made from the surface, and their calls are what
the tests of the surface send.
"""

from __future__ import annotations

import doctest
import inspect
import json
import os
import re
import shlex
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

import goodmem_dyn.local
from goodmem_dyn import Goodmem, errors
from goodmem_dyn._terminal import outline
from goodmem_dyn._terminal import words as command_line
from goodmem_dyn.expectations import Expectations, expect
from tools.project import pyproject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Self

    from goodmem_dyn.local import Server

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/guides").glob("*.md"))]
LANGUAGES = {"mermaid", "python", "pycon", "bash", "text", "json", "toml", "yaml"}
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


PASTED = ("README.md", "index.md", "quickstart.md")


class Kept:
    """The server of the session in the place of one that a page starts: it is there before, and stays."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __getattr__(self, name: str) -> Any:
        return getattr(self._server, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Nothing: others use it."""


def blocks(page: Path) -> list[tuple[str, str, int]]:
    """Language, text and line of every fenced block."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    return [(one.info.strip(), one.content, one.map[0] + 1) for one in tokens if one.type == "fence" and one.map]


@pytest.fixture(params=PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def page(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture(autouse=True)
def _names_of_before() -> Iterator[None]:
    """A page may install this package under another name: that ends with the page."""
    before = expect(Expectations())
    yield
    expect(before)
    for name in [one for one in sys.modules if one.partition(".")[0] == "goodmem"]:
        del sys.modules[name]


@pytest.fixture
def names(
    fresh_goodmem_server: Server,
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[dict[str, Any]]:
    """What a page's first block finds."""
    server = fresh_goodmem_server
    if page.name in PASTED:
        monkeypatch.setattr(goodmem_dyn.local, "serve", lambda **_: Kept(server))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOODMEM_BASE_URL", server.url)
    monkeypatch.setenv("GOODMEM_API_KEY", str(server.api_key))
    found: dict[str, Any] = {"__name__": "__main__", "base_url": server.url, "api_key": server.api_key}
    if page.parent.name != "guides":
        yield found
        return
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        embedder = server.create_default_embedder()
        yield {**found, "client": client, "space": client.spaces.create(name="guide", space_embedders=[embedder])}


def test_every_block_says_its_language(page: Path) -> None:
    assert {language for language, _, _ in blocks(page)} <= LANGUAGES


def test_code_runs(page: Path, names: dict[str, Any], request: pytest.FixtureRequest) -> None:
    run_blocks(page, names, request)


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.name in PASTED], ids=lambda path: path.name, indirect=True
)
def test_what_is_pasted_once_can_be_pasted_again(
    page: Path, names: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """The pages that people start with, against one server that stays, as their own would."""
    run_blocks(page, dict(names), request, tests=False)
    run_blocks(page, {"__name__": "__main__"}, request, tests=False)


@pytest.mark.timeout(300)
def test_the_first_pages_run_in_a_process_of_their_own(tmp_path: Path) -> None:
    """Nothing but what stands on the page, and the extra that it names: no name, server, variable or other package."""
    pages = [one for one in PAGES if one.name in PASTED]
    blocks_of = [text for page in pages for language, text, _ in blocks(page) if language == "python"]
    others = (
        "docx",
        "jmespath",
        "mcp",
        "openpyxl",
        "opentelemetry",
        "pathspec",
        "platformdirs",
        "pptx",
        "rich",
        "yaml",
    )
    absent = f"import sys; sys.modules.update(dict.fromkeys({others}))\n"
    code = absent + "\n".join(text for text in blocks_of if not text.startswith("def test_"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GOODMEM")}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            check=False,
            cwd=tmp_path,
            env={**clean, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr


def run_blocks(page: Path, names: dict[str, Any], request: pytest.FixtureRequest, *, tests: bool = True) -> None:
    for language, text, line in blocks(page):
        where = f"{page.relative_to(ROOT)}:{line}"
        if language == "python":
            # Blank lines in front make the line numbers of a failure those of the page.
            exec(compile("\n" * line + text, where, "exec"), names)
            for name in [one for one in names if one.startswith("test_")]:
                test = names.pop(name)
                if not tests:
                    continue
                # A test that a reader would write, with the fixtures that it takes.
                request.getfixturevalue("goodmem_server").reset()
                test(**{one: request.getfixturevalue(one) for one in inspect.signature(test).parameters})
        elif language == "pycon":
            example = doctest.DocTestParser().get_doctest(text, names, where, str(page), line)
            runner = doctest.DocTestRunner(optionflags=OPTIONS)
            with warnings.catch_warnings():
                runner.run(example, clear_globs=False)
            assert runner.summarize(verbose=False).failed == 0
            names.update(example.globs)
        elif language == "json":
            json.loads(text)


def commands() -> list[Any]:
    return [
        pytest.param(line, id=f"{page.name}: {line}")
        for page in PAGES
        for language, text, _ in blocks(page)
        if language == "bash" and page.name != "cli.md"  # tests/terminal runs it
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ]


@pytest.mark.parametrize("line", commands())
def test_commands_exist(line: str) -> None:
    """Not run, because they install, serve or test; but what they name is there."""
    subprocess.run(["bash", "-n", "-c", line], check=True, capture_output=True)
    words = shlex.split(line)
    project = pyproject()["project"]
    if words[0] == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert set(words[1:]) <= set(targets)
    elif words[:2] == ["pip", "install"]:
        match = re.fullmatch(r"([a-z-]+|\.)(?:\[([a-z,]+)\])?", words[2])
        assert match is not None
        assert match[1] in {project["name"], "."}
        assert set((match[2] or "").split(",")) - {""} <= set(project["optional-dependencies"])
    elif words[:2] in (["python", "-m"], [".venv/bin/python", "-m"]):
        path = ROOT / words[2].replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists()
        if words[2] == "tools" and len(words) > 3:
            text = (path / "__main__.py").read_text(encoding="utf-8")
            assert f'"{words[3]}"' in text, f"python -m tools has no command {words[3]}"
    elif words[0] == "goodmem-dyn":
        read = command_line.read(outline.load(), words[1:])
        assert read.command or read.extra, f"no command: {line}"
        known = {*read.options, "--base-url"}
        assert {word for word in words if word.startswith("--")} <= known
    else:
        assert words[0] in {"curl", "export", "cd", "git", "pytest"}, f"a command that this test does not know: {line}"


def test_every_error_has_its_row() -> None:
    """When it comes, and what to do: on one page, for every class there is."""
    text = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
    rows = {re.match(r"`(\w+)`", line.split("|")[1].strip())[1] for line in text.splitlines() if line.startswith("| `")}  # type: ignore[index]
    assert {*errors.__all__} - {"GoodMemError", "FieldError"} <= rows
    assert all(
        len(line.split("|")) == 5 and all(map(str.strip, line.split("|")[1:4]))
        for line in text.splitlines()
        if line.startswith("| `")
    )


def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target
