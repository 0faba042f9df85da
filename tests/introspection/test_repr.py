"""What a terminal and a notebook show: short, useful, and nothing secret."""

from __future__ import annotations

import html.parser
import pydoc
import re
from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell

import goodmem_dyn
from goodmem_dyn import (
    AsyncGoodmem,
    BatchFailure,
    BatchResult,
    Goodmem,
    Hit,
    Page,
    RawResponse,
    RetrievalResult,
    _columns,
    models,
)
from tests.support.replies import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from tests.support.server import StubServer

KEY = "gm_do-not-show-this"
SECRET = "sk-do-not-show-this"


@pytest.fixture
def client() -> Iterator[Goodmem]:
    with Goodmem("http://localhost:8080", KEY) as made:
        yield made


def memory(number: int, **more: Any) -> models.Memory:
    return models.Memory.model_validate(
        {
            "memoryId": f"0198c0de-7a4b-7000-8000-{number:012}",
            "spaceId": "0198c0de-7a4b-7000-8000-000000000001",
            "contentType": "text/plain",
            "processingStatus": "COMPLETED",
            "pageImageStatus": "COMPLETED",
            "pageImageCount": 0,
            "createdAt": 1,
            "updatedAt": 1,
            "createdById": "0198c0de-7a4b-7000-8000-000000000002",
            "updatedById": "0198c0de-7a4b-7000-8000-000000000002",
            **more,
        }
    )


def hit(text: str) -> Hit[models.MemoryChunkResponse, models.Memory]:
    chunk = models.MemoryChunkResponse.model_construct(chunk_text=text, memory_id="0198c0de")
    return Hit(chunk, None, -0.81234, "vector", 0.81234)


def results() -> dict[str, Any]:
    pages = {
        "one page": Page([memory(1)], None),
        "empty": Page([], None),
        "many": Page([memory(n) for n in range(5)], None),
    }
    failures = [BatchFailure(1, "0198c0de", 404, "not <found>")]
    outcomes = [
        models.BatchMemoryResult.model_validate({"success": True, "memoryId": "0198c0dd"}),
        models.BatchMemoryResult.model_validate({"success": False, "error": {"code": 404, "message": "not <found>"}}),
    ]
    hits = [hit("Bees make honey."), hit("<b>" + "x" * 200)]
    return {
        **pages,
        "batch": BatchResult(outcomes, [memory(1)], failures, []),
        "retrieval": RetrievalResult([], hits, "Because.", [], {}, partial=True),
        "hit": hits[0],
        "no hits": RetrievalResult([], [], "", [], {}),
        "raw": RawResponse(200, {}, b"x" * 1234, "req-1", None),
    }


def test_reprs(client: Goodmem, snapshot: SnapshotAssertion) -> None:
    shown = {name: repr(one) for name, one in results().items()}
    # The rest follows the document.
    shown["client"] = re.sub(r"server \w+\): [\w, ]+", "server …): …", repr(client))
    # Namespaces that no document has added anything to.
    shown["namespace"] = repr(client.ocr)
    shown["parent"] = re.sub("drain, .*?background", "drain, background", repr(client.admin))
    shown["raw namespace"] = repr(client.ocr.with_raw_response)
    shown["stream"] = repr(client.memories.retrieve(message="x", space_ids=["0198c0de-7a4b-7000-8000-000000000001"]))
    shown["operation"] = repr(client.spaces.get.operation)  # type: ignore[attr-defined]
    assert shown == snapshot


def test_a_table_as_text_is_the_table_as_html() -> None:
    """One mechanism makes both: the same cells, in the same order."""
    for one in [*results().values(), memory(1)]:
        if not hasattr(one, "_repr_mimebundle_"):
            continue
        bundle = one._repr_mimebundle_()
        cells = [cell for row in Tags(bundle["text/html"]).rows for cell in row if cell]
        lines = " ".join(bundle["text/plain"].split())
        where = 0
        for cell in cells:
            where = lines.index(cell, where) + len(cell)
        assert bundle["text/html"] == one._repr_html_()
        assert list(one.__rich_repr__()) or not cells


def test_a_list_of_results_is_a_list_and_a_table() -> None:
    """`wait(ids=…)` as the last line of a cell."""
    found = _columns.Records([memory(1), memory(2)])
    assert found == [memory(1), memory(2)]
    assert len(Tags(found._repr_html_()).rows) == 3
    # As IPython and Jupyter show the last line of a cell.
    shown, _ = DisplayFormatter().format(found)
    assert shown["text/html"] == found._repr_html_()
    assert len(shown["text/plain"].splitlines()) == 4


def test_a_model_offers_what_is_ours() -> None:
    names = dir(memory(1))
    assert {"memory_id", "metadata", "text", "model_dump"} <= set(names)
    assert len([name for name in names if name.startswith("model_")]) <= 5
    assert not {"parse_obj", "construct", "schema_json", "dict"} & set(names)


def test_tables(snapshot: SnapshotAssertion) -> None:
    tables = {name: one._repr_html_() for name, one in results().items() if hasattr(one, "_repr_html_")}
    assert tables.keys() == results().keys() - {"raw"}
    assert tables == snapshot


class Tags(html.parser.HTMLParser):
    """Checks that every tag is closed, in order, and collects the rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"table", "caption", "thead", "tbody", "tr", "th", "td"}
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1] in {"td", "th"}:
            self.rows[-1][-1] += data


def test_a_table_is_whole_and_bounded() -> None:
    wide = {f"column{number}": number for number in range(20)}
    rows = Tags(Page([memory(n, metadata={"a": "<script>" * 40}, **wide) for n in range(99)], None)._repr_html_()).rows
    assert len(rows) == 51
    assert {len(row) for row in rows} == {len(rows[0])}
    assert 3 <= len(rows[0]) <= 12
    assert max(len(cell) for row in rows for cell in row) <= 60
    text = Page(list(range(99)), None)._repr_html_()
    assert "99 items; the first 50 shown" in text
    assert [row[0] for row in Tags(text).rows[1:3]] == ["0", "1"]


def test_content_shows_as_its_size() -> None:
    page = Page([memory(1, originalContent="QUJD" * 1000)], None)
    assert "3,000 bytes" in page._repr_html_()
    assert "QUJD" not in page._repr_html_()


def test_nothing_shows_a_secret(client: Goodmem) -> None:
    auth = models.ApiKeyAuth(inline_secret=SECRET)
    for shown in (repr(auth), str(auth), Page([auth], None)._repr_html_(), repr(Page([auth], None))):
        assert SECRET not in shown
        assert "**********" in shown
    for one in (client, client.spaces, client.spaces.list, client.with_options(timeout=3)):
        assert KEY not in repr(one)
        assert KEY not in pydoc.render_doc(one)


@pytest.mark.parametrize("kind", [Goodmem, AsyncGoodmem])
def test_help_shows_what_a_call_takes(kind: type[Any]) -> None:
    client = kind("http://localhost:8080")
    text = pydoc.plain(pydoc.render_doc(client.memories.retrieve))
    assert re.search(r"message: ('?)str\1,", text)  # Python 3.14 leaves the quotes out
    assert "space_ids: Ids alone, as a short form of `space_keys`" in text
    assert "Raises:" in text
    listed = pydoc.plain(pydoc.render_doc(type(client.memories)))
    assert all(f" {name}(" in listed for name in ("create", "retrieve", "wait"))
    whole = pydoc.plain(pydoc.render_doc(kind))
    assert re.search(r"base_url: ('?)str \| None\1 = None", whole)
    assert "The `memories` namespace." in whole


@pytest.fixture
def shell(client: Goodmem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))  # its history is none of the user's
    made = InteractiveShell.instance()
    made.user_ns["client"] = client
    yield made
    made.history_manager.end_session()
    InteractiveShell.clear_instance()


def test_ipython_shows_signature_and_docstring(shell: InteractiveShell) -> None:
    told = shell.object_inspect("client.memories.create")
    assert "space_id: 'str'" in told["definition"]
    assert told["docstring"].startswith("Create a memory")
    assert shell.object_inspect("client.memories")["docstring"] == "The `memories` namespace of a Goodmem client."


def test_ipython_completes(shell: InteractiveShell, client: Goodmem) -> None:
    def offered(text: str) -> set[str]:
        with provisionalcompleter():
            return {one.text.removeprefix(".") for one in shell.Completer.completions(text, len(text))}

    assert offered("client.") == set(dir(client))
    assert offered("client.memories.") == set(dir(client.memories))
    assert {"space_id=", "original_content=", "wait="} <= offered("client.memories.create(")


def test_a_page_says_that_more_follow(stub: StubServer) -> None:
    space = {
        "spaceId": "0198c0de-7a4b-7000-8000-000000000001", "name": "notes", "labels": {}, "spaceEmbedders": [],
        "createdAt": 1, "updatedAt": 1, "ownerId": "x", "createdById": "x", "updatedById": "x", "publicRead": False,
        "defaultChunkingConfig": {"none": {}},
    }  # fmt: skip
    stub.script(as_json({"spaces": [space], "nextToken": "t"}))
    with goodmem_dyn.Goodmem(stub.url, KEY) as client:
        page = client.spaces.list()
    assert repr(page).startswith("<Page of 1: [Space(")
    assert repr(page).endswith("], more pages follow>")
    assert "<caption>1 item, more pages follow" in page._repr_html_()
