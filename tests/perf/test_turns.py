"""How much an upload does between two turns of the event loop: bytes, which do not vary as time does.

Nobody's disk is waited for in the loop, and nobody else's turn comes later than after a megabyte.
"""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import AsyncGoodmem
from tools.bench import answers, run
from tools.bench.server import write_upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEGABYTES = 12
MB = 1024 * 1024

pytestmark = pytest.mark.skipif(
    not hasattr(os, "RWF_NOWAIT"), reason="only Linux tells what of a file is in its memory"
)


class Turns:
    """What was read and written in the thread of an event loop, since the latest of its turns."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.total = {"preadv": 0, "write": 0}
        self.most = dict(self.total)
        self._now = dict(self.total)
        self._thread = threading.get_ident()
        for name in self.total:
            monkeypatch.setattr(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, function: Callable[..., int]) -> Callable[..., int]:
        def counted(*args: Any) -> int:
            size = function(*args)
            if threading.get_ident() == self._thread:
                self._now[name] += size
                self.total[name] += size
                self.most[name] = max(self.most[name], self._now[name])
            return size

        return counted

    async def watch(self) -> None:
        while True:
            self._now = dict.fromkeys(self._now, 0)
            await asyncio.sleep(0)


async def _upload(url: str, path: Path, turns: Turns) -> None:
    watcher = asyncio.ensure_future(turns.watch())
    async with AsyncGoodmem(base_url=url, api_key=answers.API_KEY) as client:
        memory = await client.memories.create(space_id=answers.SPACE_ID, file_path=str(path))
    watcher.cancel()
    answers.check_memory(memory, answers.item_id(0))


@pytest.mark.parametrize("is_cached", [True, False])
def test_an_upload_leaves_others_their_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_cached: bool) -> None:
    path = tmp_path / "large.bin"
    write_upload(path, MEGABYTES)
    assert len(path.read_bytes()) == MEGABYTES * MB  # so the system has it in its memory
    if not is_cached:
        real = os.preadv

        def preadv(number: int, buffers: Any, at: int, flags: int = 0) -> int:
            if flags & os.RWF_NOWAIT:
                raise BlockingIOError
            return real(number, buffers, at, flags)

        monkeypatch.setattr(os, "preadv", preadv)
    is_told = is_cached and _tells(path)
    turns = Turns(monkeypatch)
    with run.stub() as url:
        asyncio.run(_upload(url, path, turns))
    assert turns.total["write"] > MEGABYTES * MB // 2, "it counted nothing"
    assert turns.most["write"] <= MB
    assert turns.most["preadv"] <= (MB if is_told else 0)
    assert (turns.total["preadv"] >= MEGABYTES * MB // 2) is is_told


def _tells(path: Path) -> bool:
    """Whether this file system says what it has in memory: not every one does."""
    with path.open("rb") as file:
        try:
            return os.preadv(file.fileno(), [bytearray(1)], 0, os.RWF_NOWAIT) == 1
        except OSError:
            return False


def test_an_upload_needs_no_number_of_a_file_to_wait_for_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, asked = tmp_path / "large.bin", []
    write_upload(path, 4 * MEGABYTES)  # more than a system holds for a reader, however fast

    def dup(number: int) -> int:
        asked.append(number)
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    turns = Turns(monkeypatch)
    with run.stub() as url:
        monkeypatch.setattr(os, "dup", dup)
        asyncio.run(_upload(url, path, turns))
    assert asked, "there was always room"
