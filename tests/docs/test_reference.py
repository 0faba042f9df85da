"""Every example of the reference pages runs as it is written, against answers made from the document."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from markdown_it import MarkdownIt

from goodmem_dyn import Goodmem
from tests.support.calls import Stub
from tests.support.examples import bundled

PAGES = sorted(Path(__file__).parents[2].glob("docs/reference/*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file path").write_text("content", encoding="utf-8")
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    fences = [one for one in tokens if one.type == "fence" and one.info == "python" and one.map]
    assert fences or page.stem == "index"
    for one in fences:
        stub = Stub(bundled())
        with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(stub)) as client:
            exec(compile("\n" * (one.map or [0])[0] + one.content, page.name, "exec"), {"client": client})
        assert stub.requests, f"{page.name}: nothing was sent by {one.content}"
