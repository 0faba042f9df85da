"""The embedded server among other people's pages, users, documents and providers."""

from __future__ import annotations

import contextlib
import gzip
import os
import socket
import sqlite3
import sys
import time
import zlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import pytest

from goodmem_dyn.local import Settings, serve
from tests.support import replies
from tests.support.api import Api
from tests.support.limited import limited
from tests.support.pdf import pdf
from tests.support.steps import Send, Until, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.local import Server
    from tests.support.server import StubServer

MODELS = {"model": "wordllama-l2-256"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(secrets=["GIVEN_TOKEN"], settings=Settings(max_body_bytes=1_000_000)) as running:
        yield running


@pytest.fixture
def root(server: Server) -> Iterator[Api]:
    api = Api(server, server.api_key)
    yield api
    api.close()


@pytest.fixture
def bob(server: Server) -> Iterator[Api]:
    api = Api(server, server.add_user(f"bob{time.time_ns()}@example.com").api_key)
    yield api
    api.close()


# Who may speak to it


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.com", "evil@localhost", "", "localhost:1:2"])
def test_a_name_that_is_not_its_own_is_refused(root: Api, host: str) -> None:
    for path in ("/", "/openapi", "/v1/spaces", "/local/v1/models"):
        assert root.http.get(path, headers={"host": host}).status_code in {400, 421}


@pytest.mark.parametrize("host", ["localhost", "a.localhost:80", "127.0.0.1:5", "[::1]:80", "192.168.0.3"])
def test_its_own_names_are_its_own(root: Api, host: str) -> None:
    assert root.http.get("/v1/spaces", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1", "file://"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/openapi"),
        ("GET", "/v1/system/info"),
        ("POST", "/v1/system/init"),
        ("POST", "/v1/spaces"),
        ("OPTIONS", "/v1/spaces"),
        ("POST", "/local/v1/embeddings"),
        ("POST", "/local/v1/reset"),
    ],
)
def test_a_page_of_another_origin_gets_nothing(root: Api, origin: str, method: str, path: str) -> None:
    found = root.http.request(method, path, headers={"origin": origin, "content-type": "text/plain"}, content=b"{}")
    assert found.status_code == 403
    assert "access-control-allow-origin" not in found.headers


def test_a_page_cannot_take_the_key_of_a_server_that_is_new() -> None:
    with serve(initialize=False) as new, httpx.Client(base_url=new.url) as http:
        assert http.post("/v1/system/init", headers={"origin": "https://evil.example"}).status_code == 403
        assert http.post("/v1/system/init").json()["rootApiKey"]


@pytest.mark.parametrize("path", ["models", "embeddings", "rerank", "chat/completions"])
def test_the_models_want_a_key(server: Server, root: Api, path: str) -> None:
    method = "GET" if path == "models" else "POST"
    found = httpx.request(method, f"{server.url}/local/v1/{path}", content=b"{}" if method == "POST" else None)
    assert (found.status_code, set(found.json())) == (401, {"error"})
    bearer = {"authorization": f"Bearer {server.api_key}"}
    assert httpx.get(f"{server.url}/local/v1/models", headers=bearer).status_code == 200


# What a request costs


def test_a_body_that_says_that_it_is_too_long_is_not_waited_for(server: Server) -> None:
    host, port = "127.0.0.1", int(server.url.rpartition(":")[2])
    for path in ("/v1/spaces", "/local/v1/embeddings", "/local/v1/users"):
        with socket.create_connection((host, port), timeout=5) as raw:
            raw.sendall(
                f"POST {path} HTTP/1.1\r\nhost: localhost\r\nx-api-key: {server.api_key}\r\n"
                f"content-length: 2000000000\r\n\r\n{{".encode()
            )
            assert b" 413 " in raw.recv(65536).partition(b"\r\n")[0]


def test_forms_are_counted(root: Api) -> None:
    files = {"request": (None, "{}"), "file": ("a.txt", b"x" * 3_000_000, "text/plain")}
    # The connection may be closed while the form is on its way.
    with contextlib.suppress(httpx.HTTPError):
        assert root.http.post("/v1/memories", files=files).status_code == 413
    assert root.http.get("/v1/spaces").status_code == 200


def test_connections_that_say_nothing_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodmem_dyn.local._http import connections, messages

    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(messages, "BODY_SECONDS", 0.3)
    with serve() as running:
        address = ("127.0.0.1", int(running.url.rpartition(":")[2]))
        heads = (
            b"",
            b"GET / HT",
            b"POST /v1/spaces HTTP/1.1\r\nhost: localhost\r\nx-api-key: %b\r\ncontent-length: 9\r\n\r\n{",
            b"POST /local/v1/embeddings HTTP/1.1\r\nhost: localhost\r\nx-api-key: %b\r\ncontent-length: 9\r\n\r\n{",
        )
        for head in heads:
            with socket.create_connection(address, timeout=5) as raw:
                raw.sendall(head.replace(b"%b", str(running.api_key).encode()))
                began, got = time.monotonic(), b""
                try:
                    while piece := raw.recv(65536):
                        got += piece
                except ConnectionResetError:
                    pass
                assert time.monotonic() - began < 4
                assert b"content-length" not in head or b" 408 " in got


def test_a_body_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodmem_dyn.local._http import messages

    monkeypatch.setattr(messages, "BODY_SECONDS", 0.5)
    with serve() as running:
        address = ("127.0.0.1", int(running.url.rpartition(":")[2]))
        with socket.create_connection(address, timeout=5) as raw:
            raw.sendall(
                f"POST /v1/spaces HTTP/1.1\r\nhost: localhost\r\nx-api-key: {running.api_key}\r\n"
                "content-length: 900\r\n\r\n".encode()
            )
            raw.settimeout(0.1)
            got, sent = b"", 0
            while not got and sent < 80:  # each well within the time for a piece
                with contextlib.suppress(OSError):
                    raw.sendall(b" ")
                    sent += 1
                    got = raw.recv(65536)
            raw.settimeout(5)
            # The body of the answer may come after its head, and a close may be hard: the drops were not read.
            with contextlib.suppress(ConnectionResetError):
                while piece := raw.recv(65536):
                    got += piece
        assert b" 408 " in got
        assert b"bytes a second" in got


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("embeddings", {**MODELS, "input": "a", "dimensions": []}, 400),
        ("embeddings", b'{"model":"wordllama-l2-256","input":"\\ud800"}', 400),
        ("embeddings", b"[" * 100_000, 400),
        ("rerank", b'{"a":' * 100_000, 400),
        ("faults", {"kind": "status", "retry_after": "x"}, 400),
        ("faults", {"kind": "status", "message": 5}, 400),
        ("faults", {"kind": 5}, 400),
        ("users", {"email": "a@example.com", "username": 5}, 400),
        ("users", b"[" * 100_000, 400),
    ],
)
def test_the_routes_beside_the_api_refuse_in_their_own_shape(root: Api, path: str, body: Any, status: int) -> None:
    content = {"content": body} if isinstance(body, bytes) else {"json": body}
    found = root.http.post(f"/local/v1/{path}", **content)
    assert (found.status_code, "error" in found.json()) == (status, True)


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("memories:batchCreate", b'{"requests":[' + b"{}," * 20_000 + b"{}]}", "Space ID is required"),
        ("memories:batchGet", b'{"memoryIds":[' + b"1," * 20_000 + b"1]}", "expected string"),
        ("memories:batchGet", b'{"memoryIds":[' + b"1," * 2_100_000 + b"1]}", "more than 2,000,000 values"),
    ],
    ids=["items without anything", "numbers for ids", "millions of values"],
)
def test_a_request_that_breaks_many_rules_is_told_of_one(path: str, body: bytes, told: str) -> None:
    ended = limited(
        """
        import httpx
        from goodmem_dyn.local import Settings, serve
        with serve() as server:
            before = peak()
            head = {"x-api-key": server.api_key, "content-type": "application/json"}
            body = GIVEN["body"].encode()
            found = httpx.post(f"{server.url}/v1/{GIVEN['path']}", content=body, headers=head, timeout=60)
            print(found.status_code, len(found.content), found.text)
            print(peak() - before)
        """,
        path=path,
        body=body.decode(),
    )
    status, size, text = ended.output.split(maxsplit=2)
    assert (status, int(size) < 2000, told in text) == ("400", True, True)
    assert float(ended.output.split()[-1]) < 100


def test_commas_in_texts_are_no_values(root: Api) -> None:
    space = root.space(f"s{time.time_ns()}")
    text = 'a, \\"b,\\", ' * 50_000
    body = {"spaceId": space, "originalContent": text, "contentType": "text/plain", "metadata": {"a": [1, 2]}}
    assert root.http.post("/v1/memories", json=body).status_code == 201


@pytest.mark.parametrize("levels", [195, 800])
def test_a_request_that_is_nested_too_deep_is_refused(root: Api, levels: int) -> None:
    space = root.space(f"s{time.time_ns()}")
    deep = '{"a":' * levels + "1" + "}" * levels
    body = f'{{"spaceId":"{space}","originalContent":"a","contentType":"text/plain","metadata":{deep}}}'
    found = root.http.post("/v1/memories", content=body)
    assert (found.status_code, "nested" in found.json()["error"]) == (400, True)


def test_a_key_has_one_spelling(server: Server) -> None:
    key = str(server.api_key)
    last = "abcdefghijklmnopqrstuvwxyz234567".index(key[-1])
    others = [key[:-1] + "abcdefghijklmnopqrstuvwxyz234567"[last ^ bit] for bit in (1, 2, 3)] + [f"{key}======"]
    for other in others:
        assert httpx.get(f"{server.url}/v1/spaces", headers={"x-api-key": other}).status_code == 401


# What a text makes it compute


@pytest.mark.parametrize(
    ("largest", "code"),
    [
        (
            200,
            "from goodmem_dyn.local._state.globs import matches_glob; assert not matches_glob('*a' * 25 + 'b', 'a' * 5000)",
        ),
        (
            900,
            "from goodmem_dyn.local._providers.builtin import embed; embed(['x' * 30_000_000]); embed(['word ' * 40_000] * 8)",
        ),
        (
            250,
            "from goodmem_dyn.local._processing.chunking import chunk\n"  # noqa: ISC004 - one program
            "for text in ('x' * 10_000_000, 'An owl. ' * 1_250_000):\n"
            "    chunk(text, {'recursive': {'chunkSize': 512, 'chunkOverlap': 64}})",
        ),
    ],
    ids=["a glob", "embedding", "chunking"],
)
def test_what_a_text_costs(largest: float, code: str) -> None:
    ended = limited(f"{code}\nprint(peak())", seconds=30, mebibytes=4000)
    assert float(ended.output) < largest


@pytest.mark.parametrize(
    "template",
    [
        "{{ (7**(10**9)) % 10 }}",
        "{{ '%0999999999d'|format(1) }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ '{:>999999999}'.format('a') }}",
        "{{ 'x' * 3000000000 }}",
        "{{ 'a'.center(10**9) }}",
        "{{ 'a'|center(1000000000) }}",
        "{{ 1|round(999999999, 'ceil') }}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% set a = 'xxxxxxxxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "{% set a = ['x'] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
        "{% macro m(n) %}{% if n < 60 %}{{ m(n+1) }}{{ m(n+1) }}{% endif %}{% endmacro %}{{ m(0) }}",
        "{% for a in d %}{% for b in d %}{% for c in d %}{% for e in d %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in d %}{% for b in d %}{{ d }}{% endfor %}{% endfor %}",
    ],
)
def test_what_a_template_costs(template: str) -> None:
    ended = limited(
        """
        import time
        from goodmem_dyn.local._search.templates import compile_template, render
        began = time.process_time()
        try:
            render(compile_template(GIVEN["template"]), {"userQuery": "q", "d": "data " * 1000})
            print("written")
        except Exception as error:
            print(type(error).__name__)
        print(time.process_time() - began, peak())
        """,
        template=template,
    )
    kind, seconds, memory = ended.output.split()
    assert kind in {"SecurityError", "TemplateSyntaxError", "TemplateAssertionError", "UndefinedError"}
    assert float(seconds) < 4
    assert float(memory) < 150


def test_prompts_as_people_write_them() -> None:
    from goodmem_dyn.local._search.templates import compile_template, render

    text = "{% if userQuery %}{{ userQuery|upper|trim }}: {% endif %}{% for c in 'ab' %}{{ loop.index * 2 }}{{ c ~ '.' }}{% endfor %}"
    assert (
        render(compile_template(text + "{{ dataSection | raw }}"), {"userQuery": "q ", "dataSection": "d"})
        == "Q: 2a.4b.d"
    )


@pytest.mark.parametrize("is_sql", [True, False], ids=["server", "explain"])
def test_a_filter_has_a_time(root: Api, monkeypatch: pytest.MonkeyPatch, is_sql: bool) -> None:
    from goodmem_dyn import InvalidRequestError
    from goodmem_dyn.filters import _explain, explain
    from goodmem_dyn.local._filters import compiling

    # Of two lists of objects, each of one is compared with half of the other before it is found: minutes of work.
    many = {"l": [{"a": i} for i in range(9000)], "m": [{"a": i, "b": {}} for i in reversed(range(9000))]}
    slow = "val('$.m') CONTAINS val('$.l')"
    monkeypatch.setattr(_explain, "FILTER_SECONDS", 0.2)
    monkeypatch.setattr(compiling, "FILTER_SECONDS", 0.2)
    if not is_sql:
        with pytest.raises(InvalidRequestError, match=r"stopped after 0\.2 seconds"):
            explain(slow, many)
        return
    space = root.space(f"s{time.time_ns()}")
    body = {"spaceId": space, "originalContent": "owl", "contentType": "text/plain", "metadata": many}
    memory = root("POST", "/v1/memories", body, expect=201)["memoryId"]
    [settled] = root.settle(memory)
    assert settled["processingStatus"] == "COMPLETED", settled
    listed = root("GET", f"/v1/spaces/{space}/memories?filter={quote(slow)}", expect=400)
    assert "was stopped" in listed["error"]
    searched = {"message": "owl", "spaceKeys": [{"spaceId": space, "filter": slow}]}
    assert "was stopped" in root.http.post("/v1/memories:retrieve", json=searched).text  # a status, as for any space
    chosen = {"requests": [{"filterSelector": {"spaceId": space, "filter": slow}}, {"memoryId": memory}]}
    results = root("POST", "/v1/memories:batchDelete", chosen, expect=207)["results"]
    assert "was stopped" in results[0]["error"]["message"]
    assert results[1]["success"]


def test_a_filter_over_many_rows_has_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodmem_dyn.local._filters import compiling
    from goodmem_dyn.local.errors import ApiError

    monkeypatch.setattr(compiling, "FILTER_SECONDS", 0.05)
    sql, values = compiling.compile_filter("exists('$.a')", "m.metadata")
    # Of what SQLite does alone, none of our functions looks at the clock.
    rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)"
    rows += ", m AS (SELECT json_object('i', i) AS metadata FROM n)"
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        compiling.install(database)
        with pytest.raises(ApiError, match="was stopped"), compiling.in_time(database):
            database.execute(f"{rows} SELECT count(*) FROM m WHERE {sql}", values).fetchone()
        assert database.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(
    "expression",
    [
        "val('$.l') OVERLAPS val('$.m')",
        "val('$.l[0]') IN val('$.m')",
        "val('$.l') CONTAINS val('$.l')",
        "CAST(val('$.t') AS TEXT) LIKE '%" + "_" * 50_000 + "b%'",
        "CAST(val('$.t') AS TEXT) LIKE '" + "a%" * 20_000 + "b%'",
        "CAST(val('$.t') AS TEXT) ILIKE '%" + "_a" * 9_000 + "_b%'",
        " || ".join(["CAST(val('$.t') AS TEXT)"] * 2000) + " = 'a'",
        "CAST(val('$.n') AS NUMERIC) >= -2.5e90071992547",
        " OR ".join(f"exists('$.z{number}')" for number in range(5000)),
    ],
    ids=["overlaps", "in", "contains", "runs", "stars", "both", "joined", "digits", "many"],
)
def test_what_a_filter_costs(expression: str) -> None:
    ended = limited(
        """
        import json, sqlite3, time
        from goodmem_dyn import GoodMemError
        from goodmem_dyn.filters import _explain, explain
        from goodmem_dyn.local._filters import compiling
        from goodmem_dyn.local._filters.compiling import compile_filter, in_time, install
        from goodmem_dyn.local.errors import ApiError
        stored = {"l": [{"a": i} for i in range(20_000)], "m": [{"a": -1 - i} for i in range(20_000)], "n": 5}
        stored["t"] = "a" * 1_000_000
        stored |= {f"k{i}": "a" * 20 for i in range(30_000)}
        _explain.FILTER_SECONDS = compiling.FILTER_SECONDS = 1.0
        database = sqlite3.connect(":memory:")
        install(database)
        began = time.process_time()
        try:
            explain(GIVEN["expression"], stored)
        except GoodMemError as error:
            print(type(error).__name__)
        try:
            sql, values = compile_filter(GIVEN["expression"], "m.metadata")
            with in_time(database):
                database.execute(f"SELECT {sql} FROM (SELECT ? AS metadata) m", (*values, json.dumps(stored))).fetchone()
        except (GoodMemError, ApiError) as error:
            print(type(error).__name__)
        print(time.process_time() - began, peak())
        """,
        expression=expression,
    )
    seconds, memory = map(float, ended.output.split()[-2:])
    assert seconds < 12
    assert memory < 400


# Documents


def bomb() -> bytes:
    content = zlib.compress(b"BT /F1 12 Tf " + b"(AAAAAAAAAAAAAAAA) Tj " * 6_000_000 + b"ET")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >> stream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    for number, part in enumerate(parts, 1):
        body += b"%d 0 obj %b endobj\n" % (number, part)
    return body + b"trailer << /Root 1 0 R >>\n%%EOF"


def test_a_document_that_is_larger_than_it_looks_fails_and_the_server_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from goodmem_dyn.local._processing import apart, extract

    monkeypatch.setattr(apart, "CHILD_SECONDS", 6.0)
    with pytest.raises(extract.ExtractionError, match=r"MiB of memory|within"):
        apart.extracted(bomb(), "application/pdf")
    assert apart.extracted(b"<p>one</p>", "text/html").text == "one\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the limits of another process")
def test_the_process_that_takes_documents_apart_has_limits() -> None:
    import resource

    from goodmem_dyn.local._processing import apart

    assert apart.extracted(b"<p>one</p>", "text/html").text == "one\n"
    process = apart._free[-1].process.pid
    assert resource.prlimit(process, resource.RLIMIT_AS) == (apart.CHILD_BYTES, apart.CHILD_BYTES)
    assert resource.prlimit(process, resource.RLIMIT_CORE) == (0, 0)


def test_the_process_that_takes_documents_apart_may_die(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodmem_dyn.local._processing import apart

    assert apart.extracted(b"# one", "text/markdown").text == "one\n"
    for child in apart._free:
        child.process.kill()
    assert apart.extracted(b"# two", "text/markdown").text == "two\n"
    with pytest.raises(apart.extract.ExtractionError, match="PDF"):
        apart.extracted(b"%PDF-nonsense", "application/pdf")


def test_the_process_that_takes_documents_apart_knows_no_secrets_and_gets_a_document_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from goodmem_dyn.local._processing import apart

    sent: list[int] = []
    write = apart._write
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "do not tell")
    monkeypatch.setattr(
        apart, "_write", lambda pipe, head, content: (sent.append(len(content)), write(pipe, head, content))
    )
    apart._end_all()
    document = pdf("One", "Two", "Three")
    assert [page.page_index for page in apart.pages(document, "application/pdf", 36)] == [0, 1, 2]
    assert sent == [len(document), 0, 0, 0]
    other = pdf("Other")
    assert len(list(apart.pages(other, "application/pdf", 36))) == 1
    assert len(list(apart.pages(document, "application/pdf", 36))) == 3
    (child,) = apart._free
    if sys.platform == "linux":
        with open(f"/proc/{child.process.pid}/environ", "rb") as environment:
            assert b"do not tell" not in environment.read()


# Providers


def embedder(api: Api, url: str, **values: Any) -> Any:
    body = {"displayName": "e", "providerType": "OPENAI", "endpointUrl": url, "modelIdentifier": str(time.time_ns())}
    return api(
        "POST", "/v1/embedders", {**body, "dimensionality": 3, "distributionType": "DENSE", **values}, expect=201
    )


def ping(api: Api, made: Any, **values: Any) -> Any:
    return api.http.post("/v1/ping:once", json={"targetId": made["embedderId"], **values})


def secret(name: str) -> dict[str, Any]:
    key = {"secretRef": {"uri": f"env://{name}"}, "headerName": "X-Leak", "prefix": ""}
    return {"credentials": {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": key}}


def test_the_environment_is_roots_and_by_name(
    root: Api, bob: Api, stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIVEN_TOKEN", "given")
    monkeypatch.setenv("OTHER_TOKEN", "other")
    stub.on("POST", "/embeddings", replies.error(500))
    for api, name in ((bob, "GIVEN_TOKEN"), (bob, "OTHER_TOKEN"), (root, "OTHER_TOKEN")):
        found = ping(api, embedder(api, stub.url, **secret(name)))
        assert (found.status_code, "may not be used" in found.text) == (412, True)
    assert not stub.requests
    ping(root, embedder(root, stub.url, **secret("GIVEN_TOKEN")))
    assert stub.requests[0].header("x-leak") == "given"


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "2852039166"])
def test_what_is_local_to_the_link_is_not_called(bob: Api, host: str) -> None:
    found = ping(bob, embedder(bob, f"http://{host}"))
    assert "link-local" in found.text or found.status_code == 400, found.text


def test_only_root_is_shown_what_a_provider_says(root: Api, bob: Api, stub: StubServer) -> None:
    stub.on("POST", "/embeddings", replies.error(500, "inner secret"))
    assert "inner secret" in ping(root, embedder(root, stub.url)).text
    assert "inner secret" not in ping(bob, embedder(bob, stub.url)).text


def test_a_password_in_an_address_is_not_repeated(root: Api, stub: StubServer) -> None:
    stub.on("POST", "/embeddings", replies.error(500, "no"))
    for address in (stub.url.replace("://", "://ada:pass@word@"), "http://ada:pass@word@127.0.0.1:1"):
        found = ping(root, embedder(root, address)).text
        assert "127.0.0.1" in found
        assert "word" not in found


@pytest.mark.parametrize("name", ["Host", "Content-Length", "transfer-encoding", "Ünicode", "a b", "Connection"])
def test_a_key_is_not_sent_in_a_header_of_the_connection(bob: Api, name: str) -> None:
    key = {"inlineSecret": "s", "headerName": name}
    body = {"displayName": "e", "providerType": "OPENAI", "endpointUrl": "http://127.0.0.1:1", "modelIdentifier": "m"}
    body |= {"dimensionality": 3, "distributionType": "DENSE"}  # type: ignore[dict-item]
    credentials = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": key}
    assert bob.http.post("/v1/embedders", json={**body, "credentials": credentials}).status_code == 400


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_provider_that_drips_is_out_of_time(bob: Api, stub: StubServer, where: str) -> None:
    head = replies.head(200, {"content-type": "application/json", "transfer-encoding": "chunked"})
    drip: list[Any] = [Send(b"HTTP/1.1 200 OK\r\n")] if where == "head" else [Send(head)]
    for number in range(100):
        drip += [Send(f"x-{number}: y\r\n".encode() if where == "head" else replies.chunk(b" ")), Wait(0.1)]
    stub.on("POST", "/embeddings", drip)
    began = time.monotonic()
    found = ping(bob, embedder(bob, stub.url), timeoutMs=700).json()
    assert time.monotonic() - began < 3
    assert "in time" in found["errorMessage"]


def test_a_provider_s_answer_has_a_size(stub: StubServer) -> None:
    from goodmem_dyn.local._providers import calls, wire

    content = gzip.compress(b" " * 80_000_000)
    head = {"content-type": "application/json", "content-encoding": "gzip", "content-length": str(len(content))}
    stub.on("POST", "/embeddings", [Send(replies.head(200, head)), Send(content)])
    row = {"providerType": "OPENAI", "endpointUrl": stub.url, "modelIdentifier": "m", "dimensionality": 3}
    with pytest.raises(wire.ProviderError, match="more than 67,108,864 bytes"):
        calls.embed(row, ["a"], kind="document")


@pytest.mark.parametrize(
    "body",
    [
        b'{"data":[{"index":0,"embedding":[' + b"1" * 4000 + b",1,2]}]}",
        b"[" * 300_000,
        b'{"data":"\\ud800"}',
        b'{"data":[{"index":0,"embedding":[1e999,1,2]}]}',
    ],
    ids=["a number that no float holds", "nested", "half of a surrogate pair", "infinity"],
)
def test_an_answer_that_is_none_is_the_provider_s_fault(root: Api, stub: StubServer, body: bytes) -> None:
    stub.on("POST", "/embeddings", lambda _: replies.reply(200, body))
    made = embedder(root, stub.url)
    links = [{"embedderId": made["embedderId"]}]
    wanted = {"name": made["modelIdentifier"], "spaceEmbedders": links, "defaultChunkingConfig": {"none": {}}}
    space = root("POST", "/v1/spaces", wanted, expect=201)
    found = root.http.post("/v1/memories:retrieve", json={"message": "a", "spaceKeys": [{"spaceId": space["spaceId"]}]})
    assert found.status_code == 200, found.text
    assert "did not answer with" in found.text


def test_slow_providers_leave_threads_to_others(server: Server, root: Api, bob: Api, stub_server: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    slow, over = stub_server(patience=60), Event()
    slow.on("POST", "/embeddings", [Until(over), *replies.error(400)])
    made = embedder(bob, slow.url)
    with ThreadPoolExecutor(40) as pool:
        waiting = [pool.submit(ping, bob, made, timeoutMs=30_000) for _ in range(40)]
        time.sleep(0.5)
        root("GET", "/v1/spaces")
        assert not any(one.done() for one in waiting)
        over.set()
        for one in waiting:
            one.cancel()


# What it keeps and shows


def test_its_files_are_the_owners(tmp_path: Any) -> None:
    path = tmp_path / "x.db"
    path.touch(mode=0o644)
    with serve(data=path):
        assert {os.stat(one).st_mode & 0o077 for one in tmp_path.iterdir()} == {0}


def test_content_never_runs_as_a_page_of_this_server(root: Api) -> None:
    space = root.space(f"s{time.time_ns()}", defaultChunkingConfig={"none": {}})
    content = {"spaceId": space, "originalContent": "<script>1</script>", "contentType": "text/html"}
    memory = root("POST", "/v1/memories", content, expect=201)
    found = root.http.get(f"/v1/memories/{memory['memoryId']}/content")
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in found.headers["content-security-policy"]


def test_its_pages_are_framed_by_nobody_and_remember_no_key(root: Api) -> None:
    assert "frame-ancestors 'none'" in root.http.get("/docs").headers["content-security-policy"]
    assert "persistAuthorization: false" in root.http.get("/assets/docs.js").text
    for name in ("..%5c_server.py", "..%2fpages.py", "docs.html"):
        assert root.http.get(f"/assets/{name}").status_code == 404
