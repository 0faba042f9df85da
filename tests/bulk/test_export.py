"""A space goes out and comes back in, and is what it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import InvalidRequestError, NotFoundError
from goodmem_dyn.filters import F

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bulk.conftest import Place

LARGE = ("a line of text\n" * 30_000).encode()
ITEMS: list[dict[str, Any]] = [
    {"key": "text", "text": "ü, \U0001f41d and\r\nlines", "lang": "en", "deep": {"a": [1, None]}},
    {"key": "page.html", "content": b"<p>page</p>", "content_type": "text/html"},
    {"key": "latin", "content": "gr\u00fc\u00df".encode("latin-1"), "content_type": "text/plain; charset=latin-1"},
    {"key": "blob.bin", "content": bytes(range(256)) * 20, "content_type": "application/octet-stream"},
    {"key": "large.txt", "content": LARGE, "content_type": "text/plain"},
    {"key": "../../odd/../name.sh|x", "content": b"\0\xff", "content_type": "application/x-odd"},
    {"key": "ref", "text": "with a reference", "content_ref": "https://example.com/x"},
]


def filled(place: Place) -> dict[str, Any]:
    place.ingest(ITEMS, name="origin")
    place.both(place.client.memories.create(space_id=place.space, original_content="by hand", metadata={"n": 1}))
    return {key: value for key, value in place.stored().items() if key in {one["key"] for one in ITEMS}}


@pytest.mark.parametrize("end", [".jsonl", ".parquet"])
def test_what_goes_out_comes_back(place: Place, tmp_path: Path, end: str) -> None:
    before = filled(place)
    result = place.export(tmp_path / f"out{end}")
    assert (result.items, result.files, result.ok) == (8, 4, True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("out")) == ["out-files", f"out{end}"]
    other = place.new_space("other")
    taken = place.both(place.client.bulk.ingest(tmp_path / f"out{end}", space_id=other, progress=False, name="copy"))
    assert (taken.stored, taken.failed) == (8, 0)
    after = list(place.stored(other).values())
    assert all(one in after for one in before.values())
    listed = place.both.list(place.both(place.client.memories.list(space_id=other)))
    assert [one.original_content_ref for one in listed if one.original_content_ref] == ["https://example.com/x"]


def test_ids_are_kept_in_another_server(place: Place, tmp_path: Path) -> None:
    filled(place)
    ids = {one.memory_id for one in place.both.list(place.both(place.client.memories.list(space_id=place.space)))}
    place.export(tmp_path / "out.jsonl")
    place.server.reset()
    place.embedder = place.server.create_default_embedder()
    other = place.new_space("other")
    place.both(place.client.bulk.ingest(tmp_path / "out.jsonl", space_id=other, keep_ids=True, progress=False))
    found = place.both.list(place.both(place.client.memories.list(space_id=other)))
    assert {one.memory_id for one in found} == ids


def test_a_filter_chooses_what_goes_out(place: Place, tmp_path: Path) -> None:
    filled(place)
    result = place.export(tmp_path / "out.jsonl", filter=F("lang") == "en")
    assert result.items == 1
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["_bulk"]["key"], row["content"], row["metadata"]["lang"]) == ("text", "ü, 🐝 and\r\nlines", "en")
    assert "_bulk" not in row["metadata"]


def test_an_empty_space_is_an_empty_table(place: Place, tmp_path: Path) -> None:
    assert place.export(tmp_path / "deep" / "out.jsonl").items == 0
    assert (tmp_path / "deep" / "out.jsonl").read_bytes() == b""


def test_an_export_that_fails_leaves_nothing_behind(place: Place, tmp_path: Path) -> None:
    filled(place)
    place.server.faults.add("status", operation="batchGetMemory", status=403, times=None)
    with pytest.raises(Exception, match="403"):
        place.export(tmp_path / "out.jsonl")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("out.")]


def test_what_is_wrong_is_refused(place: Place, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match=r"must end in \.jsonl"):
        place.export(tmp_path / "out.csv")
    missing = "0b6d4bd0-3f41-4b8a-9a34-5b2f5a3f2f11"
    with pytest.raises(NotFoundError):
        place.both(place.client.bulk.export(missing, tmp_path / "out.jsonl", progress=False))
