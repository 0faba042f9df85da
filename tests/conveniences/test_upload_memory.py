"""A 200 MB upload takes no more memory than a small one: measured in a process of its own, over a real socket."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.listener import Listener
from tests.support.replies import head
from tests.support.wire import UUID, example

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

SIZE, ALLOWED = 200_000_000, 32_000_000

CHILD = """
import asyncio, sys
from goodmem_dyn import AsyncGoodmem, Goodmem

url, path, small, space, mode = sys.argv[1:]

def peak():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))

def reset():
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")

def both():
    with Goodmem(base_url=url, api_key="gm_x", max_retries=0) as client:
        client.memories.create(space_id=space, file_path=small)
        reset()
        idle = peak()
        client.memories.create(space_id=space, file_path=path, content_type="application/x")
        return peak() - idle

async def later():
    async with AsyncGoodmem(base_url=url, api_key="gm_x", max_retries=0) as client:
        await client.memories.create(space_id=space, file_path=small)
        reset()
        idle = peak()
        await client.memories.create(space_id=space, file_path=path, content_type="application/x")
        return peak() - idle

print(both() if mode == "sync" else asyncio.run(later()))
"""


class Sink(Listener):
    """Reads requests, counts the bytes of their bodies, keeps none, and answers that a memory was created."""

    def __init__(self) -> None:
        self.bodies: list[int] = []
        super().__init__(patience=30)

    def _handle(self, number: int, connection: socket.socket) -> None:
        body = json.dumps(example("Memory")).encode()
        answer = head(201, {"content-type": "application/json", "content-length": str(len(body))}) + body
        buffer = memoryview(bytearray(1 << 20))
        data = b""
        while True:
            while b"\r\n\r\n" not in data:
                more = connection.recv(65536)
                if not more:
                    return
                data += more
            headers, _, data = data.partition(b"\r\n\r\n")
            match = re.search(rb"(?i)content-length: (\d+)", headers)
            assert match, "the length of a file is known, and is told"
            left = length = int(match[1])
            left -= len(data)
            while left > 0:
                got = connection.recv_into(buffer, min(left, len(buffer)))
                if not got:
                    return
                left -= got
            data = b""
            self.bodies.append(length)
            connection.sendall(answer)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as found:
        yield found


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of a process is read from Linux's /proc")
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_large_upload(sink: Sink, tmp_path: Path, mode: str) -> None:
    large, small = tmp_path / "large.bin", tmp_path / "small.txt"
    small.write_text("x")
    with large.open("wb") as file:
        file.truncate(SIZE)  # sparse: it takes no room on the disk
    command = [sys.executable, "-c", CHILD, f"http://127.0.0.1:{sink.port}", str(large), str(small), UUID, mode]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert sink.bodies[1] > SIZE
    assert int(done.stdout) < ALLOWED
