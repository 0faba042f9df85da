"""`upgrade-check` names what a new document breaks in programs, and no more; what it cannot decide it says."""

from __future__ import annotations

import copy
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn.__main__ import main
from tests.upgrade import breaks
from tests.upgrade.measuring import measure
from tests.upgrade.unusual import MARK, PACKAGE, PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable

BEFORE, AFTER = (str(breaks.HISTORY / f"{name}.json") for name in ("62c6d77b", "40b4c045"))

Checked = tuple[int, dict[str, Any]]


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Checked]:
    """Check some texts; the exit code and what was found."""

    def check(*texts: str | bytes, name: str = "program.py", new: Any = AFTER, old: Any = BEFORE) -> Checked:
        for number, text in enumerate(texts):
            data = text.encode() if isinstance(text, str) else text
            (tmp_path / f"{number}_{name}").write_bytes(data)
        documents = []
        for label, one in (("new", new), ("old", old)):
            if isinstance(one, dict):
                (tmp_path / f"{label}.json").write_text(json.dumps(one), encoding="utf-8")
            documents.append(str(tmp_path / f"{label}.json") if isinstance(one, dict) else one)
        code = main(["upgrade-check", documents[0], str(tmp_path), "--from", documents[1], "--json"])
        return code, json.loads(capsys.readouterr().out)

    return check


def newer(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """The newest document, changed."""
    made = copy.deepcopy(breaks.document(breaks.ORDER[-1]))
    change(made)
    return made


NEWEST = breaks.document(breaks.ORDER[-1])
START = "from goodmem_dyn import Goodmem, models\nclient = Goodmem()\n"


def test_programs_of_many_styles_are_judged_right() -> None:
    """A part of `python -m tests.upgrade`, which goes over every pair of documents."""
    figures = measure(seed=5, count=40, changed=4, only=5)
    assert figures.planted >= 10
    assert figures.precision >= 0.95, figures.texts
    assert figures.recall >= 0.95, figures.texts


def test_unusual_programs_are_judged_right(checked: Callable[..., Checked]) -> None:
    _, found = checked(PROGRAM)
    expected = {number for number, line in enumerate(PROGRAM.split("\n"), 1) if line.endswith(MARK)}
    assert {one["line"] for one in found["findings"]} == expected


def test_clients_are_found_behind_frameworks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app").mkdir()
    for name, text in PACKAGE.items():
        (tmp_path / "app" / name).write_text(text, encoding="utf-8")
    main(["upgrade-check", AFTER, str(tmp_path), "--from", BEFORE, "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    expected = {
        (name, number)
        for name, text in PACKAGE.items()
        for number, line in enumerate(text.split("\n"), 1)
        if line.endswith(MARK)
    }
    assert {(Path(one["file"]).name, one["line"]) for one in found} == expected


def test_what_moved_is_named_with_its_new_name(checked: Callable[..., Checked]) -> None:
    def move(made: dict[str, Any]) -> None:
        made["paths"]["/v1/pings:one"] = made["paths"].pop("/v1/ping:once")

    def rename(made: dict[str, Any]) -> None:
        made["paths"]["/v1/spaces"]["post"]["x-goodmem-name"] = "spaces.make"

    for change, call, said in (
        (move, "client.ping.once(target_id='x')", "pings.one"),
        (rename, "client.spaces.create(name='x')", "spaces.make"),
    ):
        code, found = checked(f"{START}{call}\n", new=newer(change), old=NEWEST)
        assert code == 1
        assert [(one["kind"], one["what"], one["line"]) for one in found["findings"]] == [("renamed", "call", 3)]
        assert said in found["findings"][0]["instead"]


def test_members_and_values_that_were_renamed_are_named_with_their_new_names(checked: Callable[..., Checked]) -> None:
    def rename(made: dict[str, Any]) -> None:
        schemas = made["components"]["schemas"]
        for title in ("Space", "SpaceCreationRequest"):
            properties = schemas[title]["properties"]
            properties["spaceLabels"] = properties.pop("labels")
            schemas[title]["required"] = [
                "spaceLabels" if one == "labels" else one for one in schemas[title].get("required", ())
            ]
        values = schemas["ProviderType"]["enum"]
        values[values.index("LLAMA_CPP")] = "LLAMA_CPP_SERVER"

    program = START + (
        "space = client.spaces.create(name='x', labels={})\n"
        "print(space.labels)\n"
        "client.embedders.list(provider_type='LLAMA_CPP')\n"
        "client.embedders.list(provider_type=models.ProviderType.LLAMA_CPP)\n"
    )
    _, found = checked(program, new=newer(rename), old=NEWEST)
    assert [(one["line"], one["kind"], one["instead"]) for one in found["findings"]] == [
        (3, "renamed", "Write `space_labels=`."),
        (4, "renamed", "Write `.space_labels`."),
        (5, "renamed", "Write `'LLAMA_CPP_SERVER'`."),
        (6, "renamed", "Write `'LLAMA_CPP_SERVER'`."),
    ]


def test_classes_and_members_of_enumerations_that_went_are_named(checked: Callable[..., Checked]) -> None:
    program = (
        "from goodmem_dyn import models\nfrom goodmem_dyn.models import (\n    Space,\n    PingEvent,\n)\n"
        "def show(notice: models.PingNotice): ...\n"
    )
    _, found = checked(program, old=str(breaks.HISTORY / "1e56d978.json"), new=str(breaks.HISTORY / "82cedec3.json"))
    assert [(one["line"], one["what"]) for one in found["findings"]] == [(4, "class"), (6, "class")]
    program = "from goodmem_dyn.models import ApiKeyResponseStatus as Status\nbad = Status.STATUS_UNSPECIFIED\ngood = Status.ACTIVE\n"
    _, found = checked(program)
    assert [(one["line"], one["what"]) for one in found["findings"]][-1:] == [(2, "value")]


def test_what_is_needed_or_deprecated_now_is_named(checked: Callable[..., Checked]) -> None:
    def need(made: dict[str, Any]) -> None:
        made["components"]["schemas"]["SpaceEmbedderConfig"]["required"] += ["defaultRetrievalWeight"]
        made["paths"]["/v1/spaces/{id}"]["get"]["deprecated"] = True
        made["components"]["schemas"]["Space"]["properties"]["labels"]["deprecated"] = True

    program = START + (
        "client.spaces.create(name='x', space_embedders=[{'embedder_id': 'e'}])\n"
        "client.spaces.create(name='x', space_embedders=[{'embedderId': 'e', 'defaultRetrievalWeight': 1}])\n"
        "client.spaces.get(id='x').labels\n"
    )
    code, found = checked(program, new=newer(need), old=NEWEST)
    assert code == 1
    told = [(one["line"], one["kind"], one["what"]) for one in found["findings"]]
    assert told == [(3, "required", "argument"), (5, "deprecated", "call"), (5, "deprecated", "attribute")]
    code, _ = checked(START + "client.spaces.get(id='x')\n", new=newer(need), old=NEWEST)
    assert code == 3


def test_what_cannot_be_decided_is_said_and_what_is_foreign_is_not(checked: Callable[..., Checked]) -> None:
    code, found = checked(
        "from company import wrapped\n\ndef work(name, **rest):\n    wrapped.spaces.create(name=name, public_read=True)\n",
        START + "def work(name):\n    return getattr(client.spaces, name)()\n",
        "import shutil\nshutil.spaces.create(public_read=True)\n\nclass Row:\n    public_read = 1\n\nprint(Row().public_read)\n",
        "def show(space):\n    return space.public_read\n",
    )
    assert code == 3
    assert found["findings"] == []
    assert [Path(one["file"]).name[0] for one in found["undecided"]] == ["0", "1", "3"]


def test_a_fine_program_is_fine(checked: Callable[..., Checked]) -> None:
    code, found = checked(START + "client.spaces.create(name='x')\n")
    assert (code, found["findings"], found["undecided"], found["files"]) == (0, [], [], 1)


def test_files_that_are_no_programs_are_named_and_end_nothing(checked: Callable[..., Checked]) -> None:
    breaking = "from goodmem_dyn import Goodmem\nGoodmem().spaces.create(public_read=True)  # "
    code, found = checked(
        "import goodmem_dyn\ndef x(:\n",
        b"import goodmem\n\0\n",
        b"# coding: nothing\nimport goodmem\n",
        b"# coding: latin-1\n" + breaking.encode() + b"\xe9\n",
        breaking.encode() + b"\xe9\n",
        (breaking + "é").encode("utf-16"),
        (breaking + "é").encode("utf-8-sig"),
        "import goodmem\nx = " + "[" * 3000 + "]" * 3000,
    )
    assert code == 1
    assert [Path(one["file"]).name[0] for one in found["undecided"]] == ["0", "1", "2", "7"]
    assert [Path(one["file"]).name[0] for one in found["findings"]] == ["3", "4", "5", "6"]


def test_cells_of_a_notebook_are_one_program(checked: Callable[..., Checked]) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# text"]},
        {
            "cell_type": "code",
            "source": ["%matplotlib inline\n", "from goodmem_dyn import AsyncGoodmem\n", "gm = AsyncGoodmem()"],
        },
        {
            "cell_type": "code",
            "source": "!pip install x\nspace = await gm.spaces.get(id='x')\nspace?\nprint(space.public_read)",
        },
    ]
    code, found = checked(json.dumps({"cells": cells}), name="notes.ipynb")
    assert code == 1
    assert [(one["cell"], one["line"]) for one in found["findings"]] == [(3, 4)]


def test_programs_of_others_are_read_whatever_they_do(checked: Callable[..., Checked]) -> None:
    """Modules of the standard library, each with a line that makes it one of ours."""
    names = ["ast", "enum", "typing", "dataclasses", "functools", "inspect", "contextlib", "argparse", "asyncio.tasks"]
    texts = [Path(str(importlib.util.find_spec(name).origin)).read_text(encoding="utf-8") for name in names]  # type: ignore[union-attr]
    odd = "import goodmem_dyn\nx = tuple[()]\nclass A:\n    def __iter__(self):\n        return self\nfor a in A():\n    pass\n"
    code, found = checked(*(f"{one}\nimport goodmem_dyn\n" for one in texts), odd)
    assert (code, found["findings"], found["undecided"]) == (0, [], [])


def test_a_large_folder_is_read_in_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what may have something in it is parsed: everything else costs no more than looking for words."""
    import ast

    parsed = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text, *rest, **more: parsed.append(rest) or parse(text, *rest, **more))
    for number in range(300):
        text = "Goodmem().spaces.create(public_read=True)" if number == 7 else "print('x')"
        (tmp_path / f"m{number}.py").write_text(f"from {'goodmem_dyn' if number == 7 else 'os'} import *\n{text}\n")
    assert main(["upgrade-check", AFTER, str(tmp_path), "--from", BEFORE]) == 1
    assert "300 files: 1 place to change" in capsys.readouterr().out
    assert len([one for one in parsed if one and str(one[0]).startswith(str(tmp_path))]) == 1


def test_what_cannot_be_run_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade-check", AFTER, str(tmp_path / "nothing")]) == 2
    assert main(["upgrade-check", str(tmp_path / "nothing.json"), str(tmp_path)]) == 2
    assert main(["upgrade-check"]) == 2
    assert "there is no file or folder" in capsys.readouterr().err


def test_the_terminal_has_it(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(START + "client.spaces.create(public_read=True)\n", encoding="utf-8")
    words = ["-c", "from goodmem_dyn._terminal import main; import sys; sys.exit(main(sys.argv[1:]))", "upgrade-check"]
    run = [sys.executable, *words, AFTER, str(tmp_path), "--from", BEFORE]
    said = subprocess.run(run, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert said.returncode == 1
    assert "program.py:3:22: `spaces.create(public_read=)` is not there any more. Leave it out." in said.stdout
