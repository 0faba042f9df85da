"""Documents as files, in YAML, from a URL, and from a server that serves its own."""

from __future__ import annotations

import http.server
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from goodmem_dyn import Goodmem, InvalidRequestError
from tests.support.documents import document, operation, path

if TYPE_CHECKING:
    from collections.abc import Iterator

FOUND = document({"/things/{id}": {"get": operation(parameters=[path("id")])}})
YAML = """
openapi: 3.0.3
info: {title: yaml, version: 1.0, released: 2024-01-02}
paths:
  /things/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, enum: [no, on, 2024-01-02, "1"]}}
      responses:
        200: {description: fine, content: {application/json: {schema: {type: object}}}}
"""


@pytest.mark.parametrize("suffix", ["yaml", "json", "txt"])
def test_a_file_is_json_or_yaml_whatever_it_is_called(tmp_path, suffix) -> None:
    for name, text in (("a", YAML), ("b", json.dumps(FOUND)), ("c", yaml.safe_dump(FOUND))):
        file = tmp_path / f"{name}.{suffix}"
        file.write_text(text)
        assert "things" in dir(Goodmem("http://localhost:1", document=file))
        assert "things" in dir(Goodmem("http://localhost:1", document=str(file)))


def test_yaml_is_read_as_json_would_be(tmp_path) -> None:
    (tmp_path / "d.yaml").write_text(YAML)
    client = Goodmem("http://localhost:1", document=tmp_path / "d.yaml")
    (one,) = client._core.catalog.surface.operations
    assert one.replies[0].status == "200"
    assert one.params[0].schema["enum"] == ["no", "on", "2024-01-02", "1"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a: 1\na: 2\n", "given twice"),
        ("[1, 2]", "not an OpenAPI document"),
        ("{]", "not JSON"),
        ("- a\n", "not an OpenAPI document"),
        ("<!doctype html><p>x", "web page"),
        ("!!python/object:os.system {}", "not readable"),
        ("swagger: '2.0'\npaths: {}\n", "swagger2openapi"),
        ("", "not an OpenAPI document"),
    ],
)
def test_a_file_that_is_no_document_says_why(tmp_path, content, told) -> None:
    (tmp_path / "d").write_text(content)
    with pytest.raises(InvalidRequestError, match=told):
        Goodmem("http://localhost:1", document=tmp_path / "d")


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A server with a document at one place, a page at its root, and nothing elsewhere."""
    place, content = request.param

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = {place: content, "/": b"<html>hello</html>"}.get(self.path)
            self.send_response(200 if found is not None else 404)
            self.end_headers()
            self.wfile.write(found or b"no")

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}", place
        made.shutdown()


@pytest.mark.parametrize(
    "server",
    [("/openapi.json", json.dumps(FOUND).encode()), ("/openapi.yaml", YAML.encode()), ("/spec", YAML.encode())],
    indirect=True,
)
def test_a_url_or_a_running_server(server) -> None:
    address, place = server
    for source in {address + place, address} if place != "/spec" else {address + place}:
        assert "things" in dir(Goodmem("http://localhost:1", document=source))


@pytest.mark.parametrize("server", [("/elsewhere", b"{}")], indirect=True)
def test_a_server_without_a_document_says_what_was_tried(server) -> None:
    with pytest.raises(InvalidRequestError, match=r"(?s)web page.*/openapi: .*404.*/openapi\.json: .*404"):
        Goodmem("http://localhost:1", document=server[0])
