"""The outline of the bundled document says what the document says, and nothing where another document lies there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import goodmem_dyn
from goodmem_dyn._calls.option_params import OPTION_PARAMS
from goodmem_dyn._calls.options import _WITH_NONE, OPTIONS
from goodmem_dyn._catalogs import bundled
from goodmem_dyn._derived.kinds import DERIVED
from goodmem_dyn._document.names import MADE
from goodmem_dyn._document.params import OPTIONS as TAKEN
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._namespaces.naming import children, class_titles, method_names, raw_names
from tests.support.pythons import CLEAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._methods.catalog import Catalog

PACKAGE = Path(goodmem_dyn.__file__).parent
PROGRAM = """
from goodmem_dyn import Goodmem
client = Goodmem(base_url="http://localhost:1", api_key="gm_x")
print("list" in dir(client.widgets), client.widgets.list.operation.path, "list" in dir(client.spaces))
"""


class Asking(dict[Any, Any]):
    """Names that are asked for once more while they are gone through, as another thread might."""

    def __iter__(self) -> Iterator[Any]:
        for number, words in enumerate(super().__iter__()):
            if number and self.ask is not None:
                ask, self.ask = self.ask, None
                ask()
            yield words

    ask: Any = None


def test_titles_are_whole_for_whoever_asks_meanwhile() -> None:
    operations = Asking(bundled.catalog().outline.operations)
    catalog = SimpleNamespace(titles={}, outline=SimpleNamespace(operations=operations))
    answers = []
    operations.ask = lambda: answers.append(dict(class_titles(cast("Catalog", catalog))))
    assert class_titles(cast("Catalog", catalog)) == answers[0]


def test_what_is_shown_is_nobody_s_to_change() -> None:
    method_names(bundled.catalog(), ("spaces",)).clear()
    assert "list" in method_names(bundled.catalog(), ("spaces",))


def test_names_that_are_known_before_their_parts_are_loaded_are_those_of_the_parts() -> None:
    assert {kind.name for kind in DERIVED} == MADE
    assert {param.name for param in OPTION_PARAMS} == OPTIONS == set(TAKEN)
    assert {param.name for param in OPTION_PARAMS if param.takes_none} == _WITH_NONE


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
