"""Python 3.10 runs every test but these, each for a reason that it names: nothing else hides behind them."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.versions import REASONS, VERSIONS
from tools.project import pyproject

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
NOT_ON_310 = {
    "generator": {
        "futures/test_rows.py::test_row_4_an_opened_enumeration_is_one_class_of_its_name",
        "tools/test_generate.py::test_a_broken_spec_stops_with_the_reason_and_changes_nothing",  # one of its cases
        "tools/test_generate.py::test_a_document_in_the_wild_gives_models_that_work",
        "tools/test_generate.py::test_an_openapi_3_0_document_gives_models_too",
        "tools/test_generate.py::test_every_document_there_has_been_gives_models",
        "tools/test_generate.py::test_the_same_spec_gives_the_same_bytes_and_every_hand_edit_shows",
        "tools/test_generate.py::test_the_source_names_what_it_was_made_from",
        "tools/test_track.py::test_a_document_that_nobody_has_seen",
        "tools/test_track.py::test_a_field_that_went_does_not_come_back",
        "tools/test_track.py::test_yaml_and_the_older_dialect_give_the_same_client",
        "tools/test_track_chain.py::test_from_an_older_document_to_the_committed_tree",
    },
    "integrations": {"compat/test_integrations.py"},
    "overloads": {
        "calls/test_life_cycle.py::test_the_documented_signatures_show",
        "seeds/test_documented_surface.py::test_the_two_ways_to_make_a_client",
    },
    "snapshots": {
        "support_tests/test_snapshots.py::test_updating_a_folder_deletes_what_it_no_longer_uses_and_nothing_else"
    },
    "site": {"docs/test_site.py"},
    "toml": {"tools/test_workflows.py::test_a_tag_is_the_version"},
}


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        yield path.relative_to(ROOT / "tests").as_posix(), ast.parse(path.read_bytes())


def test_what_python_3_10_leaves_out_is_written_down() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for name, tree in modules():
        for statement in tree.body:
            place = f"{name}::{statement.name}" if isinstance(statement, ast.FunctionDef) else name
            for call in calls(statement, {"needs_311"}):
                found[ast.literal_eval(call.args[0])].add(place)
    assert found == NOT_ON_310
    assert REASONS.keys() == NOT_ON_310.keys()


def test_nothing_else_is_left_out_on_some_python() -> None:
    for name, tree in modules():
        for call in calls(tree, {"skipif", "skip", "xfail"}):
            assert "version_info" not in ast.unparse(call), name
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and "version_info" in ast.unparse(node.test):
                assert not list(calls(node, {"skip", "importorskip", "xfail"})), name


def test_the_pythons_are_those_that_the_package_says_it_is_for() -> None:
    said = pyproject()["project"]["classifiers"]
    assert [one.rpartition(" ")[2] for one in said if ":: Python :: 3." in one] == list(VERSIONS)
