"""Content out of text, base64, bytes, files and paths: exactly one, its type inferred or asked for, streamed as a form."""

from __future__ import annotations

import base64
import io
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import FileArgumentError, InvalidRequestError, models
from goodmem_dyn._conveniences.content import guess_type
from goodmem_dyn._wire.upload import Source
from tests.support.both import Both
from tests.support.wire import UUID, Recorder, both_ways, example, parts

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.conveniences.conftest import World

MEMORY = example("Memory")


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some files in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bees.md").write_text("# Bees\nThey make honey.")
    (tmp_path / "data.unheard-of").write_bytes(b"\x00\x01")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / 'über "uns".txt').write_text("hallo")


def refused(both: Both, kind: type[InvalidRequestError] = InvalidRequestError, **args: Any) -> InvalidRequestError:
    server = Recorder(MEMORY)
    with pytest.raises(kind) as caught:
        both(both.against(server).memories.create(space_id=UUID, **args))
    assert not server.requests
    return caught.value


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ({"original_content": "x"}, {"originalContent": "x", "contentType": "text/plain"}),
        ({"original_content": ""}, {"originalContent": "", "contentType": "text/plain"}),
        (
            {"original_content": "# x", "content_type": "text/markdown"},
            {"originalContent": "# x", "contentType": "text/markdown"},
        ),
        (
            {"original_content_b64": "eA==", "content_type": "text/plain; charset=latin-1"},
            {"originalContentB64": "eA==", "contentType": "text/plain; charset=latin-1"},
        ),
        (
            {"original_content_b64": b"x", "content_type": "image/png"},
            {"originalContentB64": "eA==", "contentType": "image/png"},
        ),
        (
            {"original_content": "x", "original_content_ref": "https://a/b", "file_path": None},
            {"originalContent": "x", "contentType": "text/plain", "originalContentRef": "https://a/b"},
        ),
    ],
)
def test_content_as_json(both: Both, given: dict[str, Any], body: dict[str, Any]) -> None:
    server = Recorder(MEMORY)
    both(both.against(server).memories.create(space_id=UUID, **given))
    assert server.body == {"spaceId": UUID, **body}


@pytest.mark.parametrize(
    ("given", "filename", "kind", "content"),
    [
        ({"file_path": "bees.md"}, "bees.md", "text/markdown", b"# Bees\nThey make honey."),
        ({"file_path": Path("bees.md")}, "bees.md", "text/markdown", b"# Bees\nThey make honey."),
        ({"file_path": "bees.md", "content_type": "text/x"}, "bees.md", "text/x", b"# Bees\nThey make honey."),
        ({"file_path": "data.unheard-of"}, "data.unheard-of", "application/octet-stream", b"\x00\x01"),
        ({"file_path": 'über "uns".txt'}, "über %22uns%22.txt", "text/plain", b"hallo"),
        ({"file": b"\xff\xfe", "content_type": "image/png"}, "file", "image/png", b"\xff\xfe"),
        ({"file": bytearray(b"ab"), "content_type": "image/png"}, "file", "image/png", b"ab"),
        ({"file": memoryview(b"ab"), "content_type": "image/png"}, "file", "image/png", b"ab"),
    ],
)
def test_content_as_a_form(both: Both, given: dict[str, Any], filename: str, kind: str, content: bytes) -> None:
    server = Recorder(MEMORY)
    both(both.against(server).memories.create(space_id=UUID, metadata={"a": 1}, **given))
    request, file = parts(server.request)
    assert (request.name, request.filename, request.type) == ("request", None, None)
    assert json.loads(request.content) == {"spaceId": UUID, "contentType": kind, "metadata": {"a": 1}}
    assert (file.name, file.filename, file.type, file.content) == ("file", filename, kind, content)
    assert int(server.request.headers["content-length"]) == len(server.request.content)


def test_open_files(both: Both) -> None:
    server = Recorder(MEMORY)
    client = both.against(server)
    with Path("bees.md").open("rb") as file:
        file.read(2)
        both(client.memories.create(space_id=UUID, file=file))
    both(client.memories.create(space_id=UUID, file=io.BytesIO(b"abc"), content_type="text/plain"))
    first, second = (parts(request)[1] for request in server.requests)
    # From where it stands, as everybody reads a file.
    assert (first.filename, first.type, first.content) == ("bees.md", "text/markdown", b"Bees\nThey make honey.")
    assert second.content == b"abc"


def test_a_source_that_cannot_be_rewound_is_sent_in_chunks(both: Both) -> None:
    class Pipe:
        pieces = [b"ab", b"c", b""]  # noqa: RUF012 - read once

        def read(self, size: int) -> bytes:
            return self.pieces.pop(0)

    Pipe.pieces = [b"ab", b"c", b""]
    server = Recorder(MEMORY)
    both(both.against(server).memories.create(space_id=UUID, file=Pipe(), content_type="text/plain"))
    assert server.request.headers["transfer-encoding"] == "chunked"
    assert parts(server.request)[1].content == b"abc"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "needs one of original_content, original_content_b64, file_path, file"),
        ({"original_content": None, "file": None}, "needs one of"),
        ({"original_content": "x", "file_path": "bees.md"}, "takes only one of original_content, file_path"),
        ({"original_content": "x", "original_content_b64": "eA=="}, "takes only one of"),
        ({"file": b"x", "file_path": "bees.md", "content_type": "a/b"}, "takes only one of file_path, file"),
        ({"original_content": b"x"}, "Bytes go into `file`"),
        ({"original_content_b64": "eA=="}, "original_content_b64 also needs content_type"),
        ({"file": b"x"}, "file also needs content_type"),
        ({"file": "bees.md"}, "give a path as file_path"),
        ({"file": io.StringIO("x"), "content_type": "a/b"}, "binary mode"),
        ({"file": 5, "content_type": "a/b"}, "file must be"),
        ({"file_path": b"bees.md"}, "file_path must be a path"),
        ({"original_content": "x", "content_type": "text/plain\r\nx: y"}, "control characters"),
        ({"original_content": "x", "content_type": 5}, "content_type must be text"),
        ({"original_content": "x", "metadata": {"a": float("nan")}}, "finite"),
    ],
)
def test_refused(both: Both, given: dict[str, Any], words: str) -> None:
    assert words in str(refused(both, **given))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"file_path": "missing.txt"}, "no file 'missing.txt'"),
        ({"file_path": ""}, "path of the file is empty"),
        ({"file_path": "empty.txt"}, "'empty.txt' is empty"),
        ({"file_path": "folder"}, "'folder' is a directory"),
        ({"file_path": "a\x00b"}, "cannot be read"),
        ({"file": b"", "content_type": "a/b"}, "is empty"),
        ({"file": io.BytesIO(b""), "content_type": "a/b"}, "no more content"),
    ],
)
def test_files_that_cannot_be_sent(both: Both, given: dict[str, Any], words: str) -> None:
    error = refused(both, FileArgumentError, **given)
    assert words in str(error)
    assert isinstance(error, OSError)
    assert error.path == given.get("file_path", error.path)


def test_a_file_that_shrinks_while_it_is_sent(both: Both) -> None:
    class Shrinking(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(3) if self.tell() == 0 else b""

    with pytest.raises(FileArgumentError, match="changed while it was sent"):
        both(
            both.against(Recorder(MEMORY)).memories.create(
                space_id=UUID, file=Shrinking(b"abcdef"), content_type="text/plain"
            )
        )


def test_progress(both: Both) -> None:
    seen: list[tuple[int, int | None]] = []
    server = Recorder(MEMORY)
    both(
        both.against(server).memories.create(
            space_id=UUID,
            file=b"x" * 3_000_000,
            content_type="text/plain",
            on_progress=lambda *state: seen.append(state),
        )
    )
    total = len(server.request.content)
    assert [total] * len(seen) == [one for _, one in seen]
    assert sorted(sent for sent, _ in seen) == [sent for sent, _ in seen]
    assert seen[-1] == (total, total)
    assert len(seen) > 3


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text/plain"),
        ("A.PDF", "application/pdf"),
        ("a.md", "text/markdown"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.html", "text/html"),
        ("a.json", "application/json"),
        ("a.tar.gz", "application/gzip"),
        ("a.unheard-of", "application/octet-stream"),
        ("a", "application/octet-stream"),
        ("", "application/octet-stream"),
        (None, "application/octet-stream"),
    ],
)
def test_types_of_names(name: str | None, kind: str) -> None:
    assert guess_type(name) == kind


PDF = base64.b64encode(b"%PDF").decode()


@pytest.mark.parametrize(
    ("given", "content"),
    [
        ({"content": PDF}, PDF),
        ({"content": b"%PDF"}, PDF),
        ({"content": io.BytesIO(b"%PDF")}, PDF),
        ({"file_path": "bees.md"}, base64.b64encode(b"# Bees\nThey make honey.").decode()),
        ({"request": {"content": PDF}}, None),
    ],
)
def test_ocr(both: Both, given: dict[str, Any], content: str | None) -> None:
    server = Recorder(example("OcrDocumentResponse"))
    client = both.against(server)
    if content is None:
        with pytest.raises(InvalidRequestError, match="no argument 'request'"):
            both(client.ocr.document(**given))
        return
    if hasattr(given.get("content"), "seek"):
        given["content"].seek(0)
    both(client.ocr.document(**given))
    assert server.body == {"content": content}


@pytest.mark.parametrize("name", ["content", "file_path"])
def test_an_event_loop_does_not_wait_for_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    readers: list[int] = []
    chunks = Source.chunks

    def noted(self: Source) -> Any:
        readers.append(threading.get_ident())
        return chunks(self)

    monkeypatch.setattr(Source, "chunks", noted)
    server = Recorder(example("OcrDocumentResponse"))
    with Both(is_async=True) as driver:
        driver(driver.against(server).ocr.document(**{name: path if name == "file_path" else io.BytesIO(b"%PDF")}))
    assert server.body == {"content": PDF}
    assert readers
    assert threading.get_ident() not in readers


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "needs file_path or content"),
        ({"content": PDF, "file_path": "bees.md"}, "not both"),
        ({"file_path": "missing.pdf"}, "no file 'missing.pdf'"),
        ({"file_path": b"%PDF"}, "must be a path"),
        ({"content": 5}, "content must be a str"),
    ],
)
def test_ocr_refused(both: Both, given: dict[str, Any], words: str) -> None:
    server = Recorder({})
    with pytest.raises(InvalidRequestError) as caught:
        both(both.against(server).ocr.document(**given))
    assert words in str(caught.value)
    assert not server.requests


def test_bytes_as_context(snapshot: SnapshotAssertion) -> None:
    def body(both: Both) -> Any:
        import httpx

        server = Recorder(httpx.Response(200, content=b"{}\n", headers={"content-type": "application/x-ndjson"}))
        context = [{"text": "a"}, {"binary": {"content_type": "image/png", "data": b"\x89PNG"}}]
        both(both.against(server).memories.retrieve(message="x", space_ids=[UUID], context=context, stream=False))
        return server.body

    assert both_ways(body) == snapshot


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ("grün".encode(), "text/plain", "grün"),
        ("grün".encode(), "text/plain; charset=UTF-8", "grün"),
        ("grün".encode("latin-1"), 'text/plain; x=y; CharSet="ISO-8859-1"', "grün"),
        ("grün".encode("utf-16"), "text/plain; charset=utf-16", "grün"),
        ("\ufeffgrün".encode(), "text/plain", "grün"),
        ("grün".encode(), "text/plain; charset=klingon", "grün"),
        ("grün".encode(), "text/plain; charset=rot13", "grün"),
        (b"", "text/plain", ""),
    ],
)
def test_the_text_of_a_memory(content: bytes, kind: str, text: str) -> None:
    wire = {**MEMORY, "originalContent": base64.b64encode(content).decode(), "contentType": kind}
    assert models.Memory.model_validate_json(json.dumps(wire)).text() == text


def test_a_memory_without_text() -> None:
    memory = models.Memory.model_validate({**MEMORY, "originalContent": None})
    with pytest.raises(RuntimeError, match="include_content=True"):
        memory.text()
    memory = models.Memory.model_validate({**MEMORY, "originalContent": "/w==", "contentType": "text/plain"})
    with pytest.raises(UnicodeDecodeError):
        memory.text()
    assert memory.text(errors="replace") == "\ufffd"


def test_there_and_back(world: World) -> None:
    both, client = world.both, world.client
    one = both(client.memories.create(space_id=world.space, file_path="bees.md", wait=True))
    other = both(
        client.memories.create(
            space_id=world.space, file="grün".encode("latin-1"), content_type="text/plain; charset=latin-1"
        )
    )
    assert both(client.memories.get(id=one.memory_id, include_content=True)).text() == "# Bees\nThey make honey."
    assert both(client.memories.get(id=other.memory_id, include_content=True)).text() == "grün"
    assert one.content_type == "text/markdown"
