"""Files that are none, or cannot be read as files are: what is wrong is said, and nothing of Python's own gets out."""

from __future__ import annotations

import io
import mmap
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import FileArgumentError, InvalidRequestError
from tests.support.wire import UUID, Recorder, example, parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.both import Both

MEMORY = example("Memory")


def closed() -> Any:
    file = io.BytesIO(b"abc")
    file.close()
    return file


class WriteOnly(io.BytesIO):
    def readable(self) -> bool:
        return False


class Sizeless:
    def read(self) -> bytes:
        return b"abc"


class Broken:
    def read(self, size: int) -> bytes:
        raise OSError(5, "Input/output error")


class ClosedMidway:
    def read(self, size: int) -> bytes:
        raise ValueError("read of closed file")


class Hasty:
    def read(self, size: int) -> None:
        return None


class Asynchronous:
    async def read(self, size: int = -1) -> bytes:
        return b"abc"


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (closed, FileArgumentError, "file is closed: open it again"),
        (WriteOnly, FileArgumentError, "opened for writing only"),
        (Sizeless, FileArgumentError, "cannot be read: .*takes 1 positional argument"),
        (Broken, FileArgumentError, "cannot be read: Input/output error"),
        (ClosedMidway, FileArgumentError, "cannot be read: read of closed file"),
        (Hasty, FileArgumentError, "does not wait for what is to come"),
        (Asynchronous, InvalidRequestError, r"file is read asynchronously: pass its content \(`await file.read\(\)`\)"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_the_argument(
    both: Both, make: Callable[[], Any], kind: type[InvalidRequestError], words: str
) -> None:
    server = Recorder(MEMORY)
    with pytest.raises(kind, match=words) as caught:
        both(both.against(server).memories.create(space_id=UUID, file=make(), content_type="text/plain"))
    assert type(caught.value) is kind
    assert not server.requests


def test_a_mapped_file_is_sent(both: Both, tmp_path: Path) -> None:
    (tmp_path / "mapped").write_bytes(b"abcdef")
    server = Recorder(MEMORY)
    with (tmp_path / "mapped").open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        mapped.read(2)
        both(both.against(server).memories.create(space_id=UUID, file=mapped, content_type="text/plain"))
    assert parts(server.request)[1].content == b"cdef"
    assert "content-length" in server.request.headers


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names of files are text")
def test_a_name_that_is_no_text_is_sent_as_a_label(both: Both, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    with open(path, "wb") as file:
        file.write(b"abc")
    server = Recorder(MEMORY)
    client = both.against(server)
    both(client.memories.create(space_id=UUID, file_path=path))
    with open(path, "rb") as file:
        both(client.memories.create(space_id=UUID, file=file))
    for request in server.requests:
        part = parts(request)[1]
        assert (part.filename, part.type, part.content) == ("caf\ufffd.txt", "text/plain", b"abc")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such device")
def test_a_device_is_told_once(both: Both) -> None:
    with pytest.raises(FileArgumentError) as caught:
        both(both.against(Recorder(MEMORY)).memories.create(space_id=UUID, file_path=os.devnull))
    assert str(caught.value).count("is a pipe, a socket or a device") == 1
    assert "cannot be read" not in str(caught.value)
