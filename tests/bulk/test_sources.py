"""What sources give: folders, tables, frames, listings and records, each as the items that people mean."""

from __future__ import annotations

import datetime
import decimal
import importlib
import os
import sys
import uuid
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import InvalidRequestError
from tests.bulk.world import SPACE
from tests.support.pdf import pdf

if TYPE_CHECKING:
    from tests.bulk.conftest import Modelled


def tree(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


# Folders ---------------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_with_their_paths(modelled: Modelled, tmp_path: Path) -> None:
    tree(tmp_path / "docs", {"a.md": "# A", "sub/b.html": "<p>b", "sub/LICENSE": "free", "x.bin": b"\0\1"})
    modelled.ingest(tmp_path / "docs")
    stored = modelled.stored()
    assert {key: (one["contentType"], one["metadata"]) for key, one in stored.items()} == {
        "a.md": ("text/markdown", {"path": "a.md", "filename": "a.md"}),
        "sub/b.html": ("text/html", {"path": "sub/b.html", "filename": "b.html"}),
        "sub/LICENSE": ("text/plain", {"path": "sub/LICENSE", "filename": "LICENSE"}),
        "x.bin": ("application/octet-stream", {"path": "x.bin", "filename": "x.bin"}),
    }
    assert stored["sub/b.html"]["_content"] == b"<p>b"


FILES = {
    "keep.md": "1",
    "drop.log": "2",
    "build/out.md": "3",
    "src/main.py": "4",
    "src/.env": "5",
    "src/deep/notes.md": "6",
    "src/deep/secret.md": "7",
    ".git/config": "8",
    ".gitignore": "*.log\nbuild/\n",
    "src/deep/.gitignore": "secret.*\n",
}


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ({}, {"keep.md", "src/main.py", "src/deep/notes.md"}),
        (
            {"gitignore": False},
            {"keep.md", "drop.log", "build/out.md", "src/main.py", "src/deep/notes.md", "src/deep/secret.md"},
        ),
        ({"include": "*.md"}, {"keep.md", "src/deep/notes.md"}),
        ({"include": ["/src/**"], "exclude": "deep/"}, {"src/main.py"}),
        ({"exclude": ["*.md", "!keep.md"]}, {"keep.md", "src/main.py"}),
        (
            {"hidden": True},
            {"keep.md", "src/main.py", "src/deep/notes.md", "src/.env", ".gitignore", "src/deep/.gitignore"},
        ),
    ],
)
def test_globs_and_gitignore_choose_the_files(
    modelled: Modelled, tmp_path: Path, options: dict[str, Any], keys: set[str]
) -> None:
    modelled.ingest(tree(tmp_path / "repo", FILES), **options)
    assert modelled.contents().keys() == keys


def test_the_gitignore_of_the_repository_holds_below(modelled: Modelled, tmp_path: Path) -> None:
    modelled.ingest(tree(tmp_path / "repo", {**FILES, "src/x.log": "9"}) / "src")
    assert modelled.contents().keys() == {"main.py", "deep/notes.md"}


def test_links_make_no_endless_tree(modelled: Modelled, tmp_path: Path) -> None:
    folder = tree(tmp_path / "docs", {"a.md": "1", "sub/b.md": "2"})
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "link.md").symlink_to(folder / "a.md")
    (folder / "dangling.md").symlink_to(folder / "nowhere")
    result = modelled.ingest(folder)
    assert modelled.contents().keys() == {"a.md", "sub/b.md", "link.md"}
    assert [(one.key, one.stage) for one in result.failures] == [("dangling.md", "read")]


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_names_that_are_no_text_are_spelled_out(modelled: Modelled, tmp_path: Path) -> None:
    folder = tree(tmp_path / "docs", {"ü ?#.md": "1"})
    with open(os.fsencode(folder) + b"/bad-\xff.md", "wb") as file:
        file.write(b"2")
    modelled.ingest(folder)
    assert modelled.contents() == {"ü ?#.md": b"1", "bad-\\xff.md": b"2"}


def test_a_large_file_is_streamed_and_must_not_change_meanwhile(modelled: Modelled, tmp_path: Path) -> None:
    content = b"0123456789" * 100_000
    folder = tree(tmp_path / "docs", {"large.txt": content})
    assert modelled.ingest(folder).stored == 1
    assert modelled.contents() == {"large.txt": content}
    old = modelled.world.create

    def tampered(item: Any, files: Any) -> Any:
        return old(item, {name: data[:-1] + b"x" for name, data in files.items()})

    modelled.world.create = tampered  # type: ignore[method-assign]
    (folder / "large.txt").write_bytes(content + content)
    result = modelled.ingest(folder)
    assert [(one.stage, one.reason) for one in result.failures] == [("read", "the file changed while it was sent")]
    assert modelled.contents() == {"large.txt": content}  # the old one is still there, and nothing else


def test_files_that_did_not_change_are_not_read_again(
    modelled: Modelled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tree(tmp_path / "docs", {"a.md": "1", "b.md": "2"})
    for path in folder.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    modelled.ingest(folder, journal=tmp_path / "j.db")
    (folder / "a.md").write_text("changed")
    read: list[str] = []
    real = open

    def counted(path: Any, *args: Any, **kwargs: Any) -> Any:
        read.append(os.path.basename(str(path)))
        return real(path, *args, **kwargs)

    monkeypatch.setattr("builtins.open", counted)
    result = modelled.ingest(folder, journal=tmp_path / "j.db")
    monkeypatch.undo()
    assert (result.replaced, result.unchanged) == (1, 1)
    assert "a.md" in read
    assert "b.md" not in read


def test_one_file_is_a_source(modelled: Modelled, tmp_path: Path) -> None:
    tree(tmp_path, {"one.md": "# One"})
    modelled.ingest(str(tmp_path / "one.md"))
    assert modelled.contents() == {"one.md": b"# One"}


# Properties of documents -----------------------------------------------------------------------------------------------


def test_documents_tell_their_properties_when_asked(modelled: Modelled, tmp_path: Path) -> None:
    html = '<html lang="en"><head><title> A  page </title><meta name="Author" content="Ann"></head><body>'
    front = "---\ntitle: Bees\ntags: [a, b]\ndate: 2026-01-02\nfilename: mine\n---\n# Bees"
    files = {"a.md": front, "b.html": html, "c.pdf": pdf("one", "two"), "d.md": "---\n: : :\n---\nx", "e.md": "plain"}
    folder = tree(tmp_path / "docs", files)
    for _ in range(2):  # the second time from the journal
        modelled.ingest(folder, properties=True, journal=tmp_path / "j.db")
        metadata = {key: one["metadata"] for key, one in modelled.stored().items()}
        assert metadata["a.md"] == {
            "title": "Bees",
            "tags": ["a", "b"],
            "date": "2026-01-02",
            "path": "a.md",
            "filename": "a.md",
        }
        assert metadata["b.html"] == {
            "language": "en",
            "title": "A page",
            "author": "Ann",
            "path": "b.html",
            "filename": "b.html",
        }
        assert metadata["c.pdf"]["pages"] == 2
        assert metadata["d.md"] == {"path": "d.md", "filename": "d.md"}
        assert metadata["e.md"] == {"path": "e.md", "filename": "e.md"}
    modelled.ingest(folder)
    assert modelled.stored()["b.html"]["metadata"] == {"path": "b.html", "filename": "b.html"}


# Tables ----------------------------------------------------------------------------------------------------------------


def test_jsonl_rows_are_items_and_bad_lines_are_told(modelled: Modelled, tmp_path: Path) -> None:
    lines = [
        '\ufeff{"id": 1, "text": "one", "year": 2020}',
        "",
        "{broken",
        "[1]",
        '{"id": 2.0, "content": "two", "empty": null}',
        '{"txt": "three"}',
        '{"text": ""}',
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = modelled.ingest(tmp_path / "t.jsonl")
    assert modelled.contents() == {"1": b"one", "2": b"two"}
    assert modelled.stored()["1"]["metadata"] == {"year": 2020}
    assert modelled.stored()["2"]["metadata"] == {}
    assert [one.key for one in result.failures] == ["line 3", "line 4", "line 6", "line 7"]
    assert "has none of content, text," in result.failures[2].reason
    assert result.failures[3].reason.endswith("and text is empty")


def test_csv_rows_are_items(modelled: Modelled, tmp_path: Path) -> None:
    long = "x" * 200_000
    text = (
        f'\ufeffurl,body,lang,note\nhttp://a,"one, with ""quotes""\nand lines",en,\nhttp://b,{long},de,n\nc,d,e,f,g\n'
    )
    (tmp_path / "t.csv").write_text(text, encoding="utf-8", newline="")
    result = modelled.ingest(tmp_path / "t.csv", key="url", content="body", columns=["lang"])
    assert modelled.contents() == {"http://a": b'one, with "quotes"\nand lines', "http://b": long.encode()}
    assert modelled.stored()["http://b"]["metadata"] == {"lang": "de"}
    assert [one.reason for one in result.failures] == ["line 5 has more cells than the head"]
    (tmp_path / "t.tsv").write_text("id\ttext\n1\tone\n")
    modelled.ingest(tmp_path / "t.tsv")
    assert modelled.contents()["1"] == b"one"


def test_arrow_tables_are_read_by_part(modelled: Modelled, tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import feather, parquet

    moment = datetime.datetime(2026, 1, 2, 3, tzinfo=datetime.timezone.utc)
    rows = [{"id": n, "text": f"text {n}", "at": moment, "tags": ["a"]} for n in range(600)]
    table = pyarrow.Table.from_pylist(rows)
    parquet.write_table(table, tmp_path / "t.parquet", row_group_size=100)
    feather.write_feather(table, tmp_path / "t.feather")
    with pyarrow.ipc.new_stream(tmp_path / "t.arrow", table.schema) as stream:
        stream.write_table(table)
    sources: list[Any] = [tmp_path / "t.parquet", tmp_path / "t.feather", tmp_path / "t.arrow", table]
    sources.append(pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches()))
    for source in sources:
        result = modelled.ingest(source, name="table")
        assert result.total == 600
        assert result.failed == 0
    assert len(modelled.world.memories) == 600  # all five are the same
    assert modelled.stored()["7"]["metadata"] == {"at": "2026-01-02T03:00:00Z", "tags": ["a"]}


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_are_sources(modelled: Modelled, library: str) -> None:
    frames = importlib.import_module(library)
    frame = frames.DataFrame({"id": [1, 2, 3], "text": ["one", "two", None], "score": [0.5, None, 1.0]})
    result = modelled.ingest(frame, name="frame")
    assert modelled.contents() == {"1": b"one", "2": b"two"}
    assert modelled.stored()["2"]["metadata"] == {}
    assert [(one.key, one.stage) for one in result.failures] == [("3", "read")]


# Records ---------------------------------------------------------------------------------------------------------------


def test_records_are_dicts_texts_bytes_and_paths(modelled: Modelled, tmp_path: Path) -> None:
    tree(tmp_path, {"a.md": "from a file"})
    path = tmp_path / "a.md"
    records = [{"key": "k", "content": b"bytes"}, "/etc/passwd", b"raw", path, {"id": 5, "file_path": str(path)}]
    result = modelled.ingest(records)
    assert result.stored == 5
    contents = modelled.contents()
    assert contents["k"] == b"bytes"
    assert contents["5"] == contents[path.as_posix()] == b"from a file"
    assert b"/etc/passwd" in contents.values()  # a text is content, and never opened
    assert modelled.ingest(records).unchanged == 5


def test_metadata_and_keys_come_from_functions(modelled: Modelled, tmp_path: Path) -> None:
    folder = tree(tmp_path / "docs", {"2026/a.md": "1"})
    modelled.ingest(folder, metadata=lambda path: {"year": int(path.parent.name)}, key=lambda path: path.stem.upper())
    assert modelled.stored()["A"]["metadata"] == {"path": "2026/a.md", "filename": "a.md", "year": 2026}
    rows = [{"url": "u", "text": "t", "n": 1}, {"text": "no url"}]
    result = modelled.ingest(rows, key=lambda row: row["url"], metadata=lambda row: {"double": row["n"] * 2})
    assert modelled.stored()["u"]["metadata"] == {"url": "u", "n": 1, "double": 2}
    assert "its key or metadata cannot be made: KeyError" in result.failures[0].reason
    modelled.ingest(["constant"], metadata={"set": 1})
    assert {"set": 1} in [one["metadata"] for one in modelled.stored().values()]


def test_values_of_libraries_become_plain(modelled: Modelled) -> None:
    class Odd:
        pass

    day = datetime.date(2026, 1, 2)
    values = {
        "d": decimal.Decimal("1.5"),
        "u": uuid.UUID(SPACE),
        "day": day,
        "nan": float("nan"),
        "p": PurePosixPath("a/b"),
    }
    result = modelled.ingest([{"id": 1, "text": "t", **values, "s": {"b", "a"}}, {"id": 2, "text": "t", "odd": Odd()}])
    assert modelled.stored()["1"]["metadata"] == {
        "d": 1.5,
        "u": SPACE,
        "day": "2026-01-02",
        "p": "a/b",
        "s": ["a", "b"],
    }
    assert "metadata cannot hold Odd" in result.failures[0].reason


def test_a_table_reads_files_of_its_own_folder_only(modelled: Modelled, tmp_path: Path) -> None:
    tree(tmp_path, {"secret.txt": "s", "t/in/a.txt": "inside"})
    lines = ['{"id": 1, "content_file": "in/a.txt"}', '{"id": 2, "content_file": "../secret.txt"}']
    lines += ['{"id": 3, "file_path": "/etc/passwd"}', f'{{"id": 4, "content_file": "{tmp_path}/secret.txt"}}']
    (tmp_path / "t" / "t.jsonl").write_text("\n".join(lines))
    result = modelled.ingest(tmp_path / "t" / "t.jsonl")
    assert modelled.contents() == {"1": b"inside"}
    assert [one.stage for one in result.failures] == ["read", "read", "read"]


def test_content_must_have_the_digest_that_stands_beside_it(modelled: Modelled) -> None:
    result = modelled.ingest([{"id": 1, "text": "one", "content_sha256": "0" * 64}])
    assert "SHA-256" in result.failures[0].reason


def test_the_mark_of_ingestion_is_its_own(modelled: Modelled) -> None:
    result = modelled.ingest([{"id": 1, "text": "one", "metadata": {"_bulk": 1}}])
    assert "used by bulk ingestion itself" in result.failures[0].reason


def test_urls_are_read_through_fsspec(modelled: Modelled) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe({"/bucket/docs/a.md": b"# A", "/bucket/docs/sub/b.txt": b"b", "/bucket/docs/.hidden": b"h"})
    memory.pipe({"/bucket/large.txt": b"0123456789" * 50_000})
    memory.pipe(
        {
            "/bucket/t.jsonl": b'{"id": 1, "text": "one"}\n{"id": 2, "content_file": "docs/a.md"}\n{"id": 3, "content_file": "/x"}'
        }
    )
    modelled.ingest("memory://bucket/docs")
    assert modelled.contents() == {"a.md": b"# A", "sub/b.txt": b"b"}
    modelled.ingest("memory://bucket/large.txt")
    assert len(modelled.contents()["large.txt"]) == 500_000
    result = modelled.ingest("memory://bucket/t.jsonl")
    assert modelled.contents()["2"] == b"# A"
    assert [one.key for one in result.failures] == ["3"]
    assert modelled.ingest("memory://bucket/docs", include="*.md").unchanged == 1


def test_an_async_iterable_needs_the_async_client(modelled: Modelled) -> None:
    async def rows() -> Any:
        yield {"id": 1, "text": "one"}

    with pytest.raises(InvalidRequestError, match="needs an AsyncGoodmem"):
        modelled.ingest(rows())


@pytest.mark.parametrize("both", ["async"], indirect=True)
def test_the_async_client_reads_async_iterables(place: Any) -> None:
    async def rows() -> Any:
        for number in range(5):
            yield {"id": number, "text": f"text {number}"}

    assert place.ingest(rows(), name="stream").stored == 5
    assert place.ingest(rows(), name="stream").unchanged == 5
