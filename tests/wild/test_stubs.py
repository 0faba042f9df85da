"""`python -m goodmem_dyn stubs`: a package for a document, which runs and which a type checker reads."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import checkers
from tests.support.documents import STRINGS, body, document, operation, path, query, ref

if TYPE_CHECKING:
    from pathlib import Path

S = {"type": "string"}
SCHEMAS = {
    "Pet": {
        "type": "object",
        "description": 'A pet: "one of ours".',
        "required": ["name", "list"],
        "properties": {"name": S, "list": STRINGS, "owner": ref("Owner"), "from": S, "kind": ref("Kind"), "x-y": S},
    },
    "Owner": {"type": "object", "properties": {"pets": {"type": "array", "items": ref("Pet")}, "model_config": S}},
    "Kind": {"type": "string", "enum": ["cat", "no dog", ""]},
    "either": {"oneOf": [ref("Pet"), ref("Owner")]},
    "Map": {"type": "object", "additionalProperties": ref("Pet")},
    "class": {"type": "object", "properties": {}},
}
FOUND = document(
    {
        "/pets": {
            "get": operation(ref("Map"), parameters=[query("kind", ref("Kind"))]),
            "post": operation(ref("Pet"), requestBody=body(ref("Pet"))),
        },
        "/pets/{id}": {"get": operation(ref("either"), parameters=[path("id")])},
    },
    SCHEMAS,
)
PROGRAM = """
import asyncio
import json

import httpx
from petshop import AsyncClient, Client, models

transport = httpx.MockTransport(lambda _: httpx.Response(200, json={"name": "Tom", "list": [], "kind": "cat"}))
with Client("http://localhost:1", transport=transport) as client:
    pet = client.pets.create(name="Tom", list=["a"], owner={"pets": []})
    assert isinstance(pet, models.Pet)
    name: str = pet.name
    kind: models.Kind | None = pet.kind
    assert kind == models.Kind.CAT
"""
WRONG = "client.pets.create(nam='Tom', list=[])\nnumber: int = pet.name\nclient.pts\n"


def made(folder: Path, found: object) -> subprocess.CompletedProcess[str]:
    (folder / "found.json").write_text(json.dumps(found))
    command = [sys.executable, "-m", "goodmem_dyn", "stubs", str(folder / "found.json"), "-o", str(folder / "petshop")]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_package_runs_and_a_type_checker_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = made(tmp_path, FOUND)
    assert done.returncode == 0, done.stderr
    assert "from petshop import Client, models" in done.stdout
    (tmp_path / "program.py").write_text(f"{PROGRAM}")
    (tmp_path / "wrong.py").write_text(f"{PROGRAM}{WRONG}")
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import program"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    monkeypatch.setenv("MYPYPATH", str(tmp_path))
    told = checkers.mypy([tmp_path / "program.py", tmp_path / "wrong.py"], checkers.VERSIONS[0])
    # Lines of the package itself would be listed too.
    lines = len(PROGRAM.splitlines())
    assert told.keys() == {("wrong.py", lines + number) for number in (1, 2, 3)}, told


@pytest.mark.parametrize("found", [{"swagger": "2.0"}, document({"/t": {"get": {"$ref": "x"}}})])
def test_a_document_that_cannot_be_used_writes_nothing(tmp_path: Path, found: object) -> None:
    done = made(tmp_path, found)
    assert done.returncode == 1
    assert done.stderr.startswith("error: document: ")
    assert not (tmp_path / "petshop").exists()
