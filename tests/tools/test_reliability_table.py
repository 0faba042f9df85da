"""The table of the reliability page says what the client does."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

import pytest

import goodmem_dyn
from tools import paths
from tools.generators import reliability_table

if TYPE_CHECKING:
    from pathlib import Path


def rows(text: str) -> dict[str, tuple[str, str]]:
    return {
        name: (kind, why)
        for name, kind, why in re.findall(r"^\| `([\w.]+)` \| `([\w-]+)` \| (.+) \|$", text, re.MULTILINE)
    }


def page(root: Path, text: str) -> Path:
    path = root / reliability_table.PAGE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.spec
def test_every_operation_is_there_with_what_the_client_does() -> None:
    found = rows((paths.ROOT / reliability_table.PAGE).read_text(encoding="utf-8"))
    known = {one.name: one.retry for one in goodmem_dyn.operations()}
    assert {name: kind for name, (kind, _) in found.items()} == known
    assert all(why for _, why in found.values())


def test_the_table_follows_the_document_and_leaves_the_rest(tmp_path: Path) -> None:
    document = copy.deepcopy(dict(goodmem_dyn.document()))
    path, operation = next((path, item["get"]) for path, item in document["paths"].items() if "get" in item)
    before = rows(reliability_table.table(document))
    operation["x-goodmem-retry"], operation["x-goodmem-retry-reason"] = "never", "a | b"
    page(tmp_path, f"before\n{reliability_table.BEGIN}\nold\n{reliability_table.END}\nafter\n")
    text = reliability_table.generate(tmp_path, document)[reliability_table.PAGE].decode()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    changed = {name: one for name, one in rows(text).items() if before[name] != one}
    assert list(changed.values()) == [("never", "a \\| b")], path


@pytest.mark.parametrize("text", ["", reliability_table.BEGIN, f"{reliability_table.BEGIN}{reliability_table.END}" * 2])
def test_a_page_without_its_markers_is_an_error(tmp_path: Path, text: str) -> None:
    page(tmp_path, text)
    with pytest.raises(ValueError, match="must stand there once"):
        reliability_table.generate(tmp_path, {**goodmem_dyn.document()})
