"""A document comes from a file, a URL or a running server, and a web page is never taken for one."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
import trustme
import yaml

import goodmem_dyn.local
from tests.tools.test_track_chain import ROOT
from tools.spec.validate import DocumentError
from tools.tracking.source import Received, SourceError, commit_of, parse, receive

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

COMMIT = "c0ffee11" + "0" * 32
DOCUMENT: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}}
INFO = {
    "paths": {
        "/v1/system/info": {
            "get": {
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/I"}}}}}
            }
        }
    },
    "components": {"schemas": {"I": {"type": "object", "properties": {"gitCommit": {"type": "string"}}}}},
}
HTML = (200, "text/html", b"<!doctype html><html>docs</html>")

Pages = dict[str, tuple[int, str, bytes]]


def page(document: Any, status: int = 200) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(document).encode()


@contextlib.contextmanager
def serving(pages: Pages, context: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server of fixed pages on loopback; yields its URL and the headers of what it was asked."""
    asked: list[dict[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            status, kind, data = pages.get(self.path, (404, "application/json", b'{"error":"nothing"}'))
            self.send_response(status)
            self.send_header("location" if status in (301, 302) else "content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        scheme = "http" if context is None else "https"
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.mark.parametrize(
    ("pages", "source"),
    [
        pytest.param({"/openapi": page(DOCUMENT)}, "", id="a-server"),
        pytest.param({"/openapi": page(DOCUMENT)}, "/", id="a-server-with-a-slash"),
        pytest.param({"/": HTML, "/openapi": HTML, "/openapi.json": page(DOCUMENT)}, "", id="after-a-web-page"),
        pytest.param({"/api/openapi": page(DOCUMENT)}, "/api", id="below-a-prefix"),
        pytest.param({"/openapi": (302, "/real.json", b""), "/real.json": page(DOCUMENT)}, "", id="redirected"),
        pytest.param({"/files/goodmem.json": page(DOCUMENT)}, "/files/goodmem.json", id="a-url"),
        pytest.param({"/raw": page(DOCUMENT)}, "/raw", id="a-url-without-an-ending"),
        pytest.param({"/o.yaml": (200, "text/yaml", yaml.safe_dump(DOCUMENT).encode())}, "/o.yaml", id="a-url-of-yaml"),
        pytest.param({"/openapi": (200, "text/plain", json.dumps(DOCUMENT).encode())}, "", id="any-content-type"),
    ],
)
def test_from_the_web(pages: Pages, source: str) -> None:
    with serving(pages) as (url, asked):
        received = receive(url + source)
        assert received.document == DOCUMENT
        assert json.loads(received.data) == DOCUMENT
        assert (received.server or "").startswith(url)
        assert all({"authorization", "x-api-key", "cookie"}.isdisjoint(one) for one in asked), "nothing secret is sent"


def test_the_first_url_is_the_one_that_goodmem_serves() -> None:
    with serving({"/openapi": page(DOCUMENT)}) as (url, asked):
        receive(url)
    assert [one["path"] for one in asked] == ["/openapi"]


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ({}, ["/openapi: HTTP 404", "/openapi.json: HTTP 404"]),
        ({"/": HTML, "/openapi": HTML}, ["/openapi: this is a web page", "Save the document to a file"]),
        ({"/openapi": (401, "application/json", b"{}")}, ["/openapi: HTTP 401"]),
        ({"/openapi": page({"openapi": 3})}, ["/openapi: this is no OpenAPI document"]),
        ({"/openapi": page({"swagger": "2.0"})}, ["/openapi: this is Swagger 2.0"]),
    ],
)
def test_no_document_there(pages: Pages, said: list[str]) -> None:
    with serving(pages) as (url, _), pytest.raises(SourceError) as refused:
        receive(url)
    assert all(one in str(refused.value) for one in (f"No OpenAPI document at {url}. Tried:", *said))


def test_nobody_listens() -> None:
    with serving({}) as (url, _):
        pass
    with pytest.raises(SourceError, match=r"/openapi: ConnectError"):
        receive(url)


def test_a_server_with_a_certificate_of_its_own(tmp_path: Path) -> None:
    import ssl

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    with serving({"/openapi": page(DOCUMENT)}, context) as (url, _):
        with pytest.raises(SourceError, match="give it with --ca"):
            receive(url)
        assert receive(url, str(bundle)).document == DOCUMENT
        with pytest.raises(SourceError, match="cannot be read"):
            receive(url, str(tmp_path / "none.pem"))


def test_a_json_file_is_kept_byte_for_byte(tmp_path: Path) -> None:
    data = b'  {"openapi" : "3.1.0",\n\n "paths": {}, "info": {"version":"1"} }\n'
    (tmp_path / "d.json").write_bytes(data)
    assert receive(str(tmp_path / "d.json")) == Received(data, json.loads(data))


def test_yaml_is_read_as_json_writes_it() -> None:
    text = """\
openapi: 3.1.0
info: {title: t, version: 1.0.0, released: 2026-11-22}
paths:
  /v1/a:
    get:
      responses:
        200: {description: no}
        default: &failure {description: "yes"}
        404: *failure
components:
  schemas:
    A:
      enum: [NO, on, ~, null, 0x1F, 1_000, 010, 1e3, 1.5, -7, true, "1"]
      <<: {type: string}
"""
    data, document = parse(text.encode())
    assert json.loads(data) == document
    assert document["info"] == {"title": "t", "version": "1.0.0", "released": "2026-11-22"}
    responses = document["paths"]["/v1/a"]["get"]["responses"]
    assert responses == {
        "200": {"description": "no"},
        "default": {"description": "yes"},
        "404": {"description": "yes"},
    }
    assert document["components"]["schemas"]["A"] == {
        "type": "string",
        "enum": ["NO", "on", None, None, "0x1F", "1_000", "010", 1000.0, 1.5, -7, True, "1"],
    }


@pytest.mark.parametrize(
    "text",
    ["openapi: 3.1.0\nx: &a [*a]", "openapi: 3.1.0\n[1]: 2", "openapi: 3.1.0\nx: !!python/object:os.x {}", "\x00"],
)
def test_yaml_that_json_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        parse(text.encode())


def with_commit(commit: Any) -> Received:
    document = {**DOCUMENT, "info": {**DOCUMENT["info"], "x-goodmem-commit": commit}}
    return Received(b"", document)


@pytest.mark.parametrize(
    ("said", "given", "expected"),
    [
        (COMMIT, None, COMMIT),
        (None, COMMIT, COMMIT),
        (COMMIT, COMMIT, COMMIT),
        (COMMIT, COMMIT[:8], COMMIT),
        (None, COMMIT[:8], COMMIT[:8]),
        (COMMIT, "deadbeef", "deadbeef"),
        (None, None, f"sha256:{hashlib.sha256(b'').hexdigest()}"),
        (17, None, f"sha256:{hashlib.sha256(b'').hexdigest()}"),
    ],
)
def test_who_says_the_commit(said: str | None, given: str | None, expected: str) -> None:
    assert commit_of(with_commit(said), given) == expected


@pytest.mark.parametrize(
    ("said", "given", "reason"),
    [
        (None, "HEAD", "--commit is 'HEAD'"),
        (None, "c0ffee", "--commit is 'c0ffee'"),
        (None, "../../etc", "--commit is"),
        ("C0FFEE11", None, "The document's info.x-goodmem-commit is 'C0FFEE11'"),
    ],
)
def test_a_commit_that_is_none(said: Any, given: str | None, reason: str) -> None:
    with pytest.raises(SourceError) as refused:
        commit_of(with_commit(said), given)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (page({"gitCommit": COMMIT}), COMMIT),
        (page({"gitCommit": "dirty"}), None),
        (page({"version": "1"}), None),
        (page({"gitCommit": COMMIT}, 503), None),
        (HTML, None),
    ],
)
def test_the_server_tells_its_commit(info: tuple[int, str, bytes], expected: str | None) -> None:
    with serving({"/openapi": page({**DOCUMENT, **INFO}), "/v1/system/info": info}) as (url, _):
        received = receive(url)
        said: list[str] = []
        found = commit_of(received, None, say=said.append)
        assert found == (expected or f"sha256:{hashlib.sha256(received.data).hexdigest()}")
        assert bool(said) == (expected is None)


def test_a_real_server() -> None:
    """The embedded one serves the bundled document and tells its commit."""
    with goodmem_dyn.local.serve() as server:
        received = receive(server.url)
        assert received.document["openapi"].startswith("3.1")
        anonymous = Received(received.data, {**received.document, "info": {}}, received.server)
        known = goodmem_dyn.__based_on_goodmem_commit__
        # Where no commit is known, the hash of what was received stands for it: here the effective document is served.
        unknown = f"sha256:{hashlib.sha256(received.data).hexdigest()}"
        assert commit_of(anonymous, None) == (unknown if known.startswith("sha256:") else known)


def test_the_upstream_document_is_what_came() -> None:
    data = (ROOT / "spec/upstream/openapi.json").read_bytes()
    assert parse(data) == (data, json.loads(data))
