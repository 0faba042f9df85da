"""The programs of `examples/` run as they are, and what they print is what their readers are promised.

Rules: one embedded server for all of them, named by the environment, as a reader's own would be; each runs in a folder of
its own. A program that nobody tests here fails.
"""

from __future__ import annotations

import ast
import json
import re
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mcp.client.stdio  # noqa: F401 - it keeps the standard error of whoever imports it first: not that of one test
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn.local import Server

    Run = Callable[..., str]

pytest_plugins = ["pytester"]

FOLDER = Path(__file__).parents[2] / "examples"
TESTED = {"ask_a_folder", "bulk_load", "evaluate", "fastapi_service", "mcp_agent", "moving_from_goodmem", "test_my_app"}


@pytest.fixture
def run(
    fresh_goodmem_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Runs a program of the folder; gives what it printed."""
    fresh_goodmem_server.create_default_embedder()
    monkeypatch.setenv("GOODMEM_BASE_URL", fresh_goodmem_server.url)
    monkeypatch.setenv("GOODMEM_API_KEY", str(fresh_goodmem_server.api_key))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(FOLDER)

    def run_program(name: str, *arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        try:
            runpy.run_path(str(FOLDER / f"{name}.py"), run_name="__main__")
        except SystemExit as error:
            if error.code:
                raise
        return capfd.readouterr().out

    return run_program


def test_every_program_is_tested_and_listed() -> None:
    programs = {path.stem for path in FOLDER.glob("*.py")} - {"connect"}
    assert programs == TESTED
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in [*(f"{one}.py" for one in programs), "notebook.ipynb"]:
        assert f"[{name}]({name})" in listed
    for path in FOLDER.glob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_a_folder_is_asked_twice_and_sent_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "handbook"
    folder.mkdir()
    (folder / "office.md").write_text("# Office\n\nThe office is closed in August.")
    (folder / "old.txt").write_bytes("Das Café öffnet um neun.".encode("latin-1"))
    (folder / "empty.md").write_text("")
    first = run("ask_a_folder", str(folder), "When is nobody at work?")
    assert re.search(r"stored +2\n", first)
    assert "empty.md: read: it is empty" in first
    assert first.index("office.md") < first.index("closed in August")
    assert re.search(r"unchanged +2\n", run("ask_a_folder", str(folder), "When is nobody at work?"))


def test_rows_are_loaded_once(run: Run) -> None:
    printed = run("bulk_load")
    assert re.search(r"stored +200\n", printed)
    assert "Again: 0 stored, 200 unchanged" in printed


def test_a_program_that_moved(run: Run) -> None:
    assert run("moving_from_goodmem").endswith(" Rain.\n")
    assert run("moving_from_goodmem").count("Rain.") == 2


def test_chunk_sizes_are_compared(run: Run) -> None:
    printed = run("evaluate")
    assert "chunks of 40 characters" in printed
    assert printed.count("recall") == 2


def test_an_agent_searches(run: Run) -> None:
    printed = run("mcp_agent")
    assert "retrieve" in printed.partition("\n")[0]
    assert "Deploys happen on Tuesdays." in printed


def test_the_tests_of_an_app_pass(pytester: pytest.Pytester) -> None:
    idle = [word for name in ("schemathesis", "hypothesispytest", "xdist") for word in ("-p", f"no:{name}")]
    pytester.makepyfile(test_my_app=(FOLDER / "test_my_app.py").read_text(encoding="utf-8"))
    pytester.runpytest_subprocess(*idle, "-p", "no:cacheprovider", "-W", "error").assert_outcomes(passed=3)


def test_a_service_remembers_and_streams(run: Run) -> None:
    pytest.importorskip("fastapi", reason="the service is one of FastAPI")
    from starlette.testclient import TestClient

    service = runpy.run_path(str(FOLDER / "fastapi_service.py"))
    with TestClient(service["app"]) as browser:
        assert browser.post("/notes", content="Owls hunt at night.").status_code == 201
        assert browser.post("/notes", content=" ").status_code == 422
        answer = browser.get("/notes", params={"q": "Who hunts?"})
    assert [json.loads(line)["text"] for line in answer.text.splitlines()] == ["Owls hunt at night."]


def test_the_notebook_runs_and_shows_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((FOLDER / "notebook.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    names: dict[str, Any] = {}
    shown = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        assert (cell["outputs"], cell["execution_count"]) == ([], None)  # what is committed holds no results
        body = ast.parse("".join(cell["source"])).body
        *statements, last = body
        exec(compile(ast.Module(statements, []), "notebook", "exec"), names)
        assert isinstance(last, ast.Expr)
        value = eval(compile(ast.Expression(last.value), "notebook", "eval"), names)
        if hasattr(value, "_repr_mimebundle_"):
            shown.append(value._repr_mimebundle_()["text/plain"])
    assert len(shown) == 5
    assert "Owls hunt at night." in shown[2]
    assert "Salmon" in shown[3]
    assert "Owls" not in shown[3]
