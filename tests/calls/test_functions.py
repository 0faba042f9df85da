"""Functions of the caller's: what cannot be called is refused before anything is sent, wherever one is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import InvalidRequestError
from tests.support.examples import UUID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    from tests.support.both import Both

CALLS: dict[str, Callable[[Any, Path], Any]] = {
    "an upload": lambda client, path: client.memories.create(space_id=UUID, file_path=path, on_progress=0.5),
    "a text": lambda client, _: client.memories.create(space_id=UUID, original_content="x", on_progress=0.5),
    "a download": lambda client, path: client.memories.content(id=UUID, to=path, on_progress=0.5),
    "waiting": lambda client, _: client.memories.wait(ids=[UUID], on_progress=0.5),
    "ingestion": lambda client, path: client.bulk.ingest(path, space_id=UUID, on_progress=0.5),
    "its question": lambda client, path: client.bulk.ingest(path, space_id=UUID, confirm="yes"),
    "an export": lambda client, path: client.bulk.export(UUID, path.with_suffix(".jsonl"), on_progress=0.5),
}


@pytest.mark.parametrize("call", CALLS)
def test_what_cannot_be_called_is_refused(both: Both, tmp_path: Path, call: str) -> None:
    path = tmp_path / "note.txt"
    path.write_text("x")

    def never(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was sent")

    with pytest.raises(InvalidRequestError, match=r"(on_progress|confirm) must be a function"):
        both(CALLS[call](both.against(never), path))
    assert path.read_text() == "x"
