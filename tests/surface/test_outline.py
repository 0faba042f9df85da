"""The outline of the bundled document says what the document says, and nothing where another document lies there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import goodmem_dyn
from goodmem_dyn._catalogs import bundled
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._namespaces.naming import children, method_names, raw_names
from tests.support.pythons import CLEAN

PACKAGE = Path(goodmem_dyn.__file__).parent
PROGRAM = """
from goodmem_dyn import Goodmem
client = Goodmem(base_url="http://localhost:1", api_key="gm_x")
print("list" in dir(client.widgets), client.widgets.list.operation.path, "list" in dir(client.spaces))
"""


def test_it_says_what_the_document_says() -> None:
    """Every name, and where it leads: as a catalog has it that is made from the document alone."""
    known, read = (
        bundled.catalog(),
        bundled.catalog_of(compile_document(goodmem_dyn.document()), bundled.packaged_model),
    )
    assert known.outline.shown is not None
    assert read.outline.shown is None
    assert known.outline.commit == read.outline.commit == goodmem_dyn.__based_on_goodmem_commit__
    assert known.outline.key_place == read.outline.key_place
    assert sorted(known.outline.paths) == sorted(read.outline.paths)
    assert known.surface.places == read.surface.places
    assert list(known.outline.operations) == list(read.outline.operations) == list(read.surface.namespaces)
    for words in read.outline.operations:
        assert method_names(known, words) == method_names(read, words)
        assert raw_names(known, words) == raw_names(read, words)
        assert children(known, words) == children(read, words)
    for mine, theirs in zip(known.surface.operations, read.surface.operations, strict=True):
        assert mine == theirs


def test_another_document_in_its_place_is_what_the_client_is_made_of(tmp_path: Path) -> None:
    package = tmp_path / "goodmem_dyn"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "local", "_upgrade", "_agents"))
    path = package / "data/openapi.json"
    document = json.loads(path.read_bytes())
    for rest in ("", "/{id}"):
        document["paths"][f"/v1/widgets{rest}"] = document["paths"].pop(f"/v1/spaces{rest}")
    path.write_text(json.dumps(document), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={**CLEAN, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["True", "/v1/widgets", "False"]
