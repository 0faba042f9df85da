"""A server of any document: it says what is wrong with a request, and answers with valid values.

Rules: it shares no code with the client, and knows the document as it is written. A request is served by the nearest
template. Of several media types that a request accepts alike, it sends the one that is not JSON: who can read JSON only
must ask for it. It runs behind a function for speed (`respond`), or on a socket of loopback (`on_loopback`).
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

import httpx

from tests.futures.raw import Raw, is_json
from tests.futures.values import Maker
from tests.futures.wire import Reader, nearness, pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.futures.raw import Key, Operation

API_KEY = "gm_future"
NDJSON = ("application/x-ndjson", "application/ndjson", "application/jsonl")
SSE = "text/event-stream"


@dataclass
class Seen:
    """A request, read.

    Attributes:
        key: The operation that it is for; None where there is none.
        path, query, header, cookie, body: What it says, as values.
        problems: What is wrong with it.
    """

    method: str
    target: str
    headers: dict[str, str]
    key: Key | None = None
    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    cookie: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    media: str = ""
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """An answer: the media type that was chosen, and its bytes."""

    status: int
    media: str
    content: bytes


class Server:
    """Serves one document.

    Attributes:
        seen: The requests so far.
        answer: Makes the answer to a request that has an operation, given the media type that the request asks for.
    """

    def __init__(self, raw: Raw, maker: Maker) -> None:
        self.raw, self.reader = raw, Reader(raw, maker)
        self.seen: list[Seen] = []
        self.answer: Callable[[Operation, Seen, int, str], bytes] = lambda *_: b"{}"
        ordered = sorted(raw.operations.values(), key=lambda one: nearness(one.path))
        self._routes = [(one.method, pattern(one.path), one) for one in ordered]

    def serve(self, method: str, target: str, headers: dict[str, str], data: bytes) -> Said:
        """Take one request."""
        path, _, query = target.partition("?")
        seen = Seen(method, target, headers)
        self.seen.append(seen)
        operation = next((one for verb, route, one in self._routes if verb == method and route.match(path)), None)
        if operation is None:
            seen.problems.append(f"the document has no {method} {path}")
            return Said(404, "application/json", b'{"error": "not found"}')
        seen.key = operation.key
        self._read(operation, seen, path, query, data)
        status, content = self.raw.answer(operation)
        media = self._media(content, headers.get("accept", "*/*"), seen)
        data = self.answer(operation, seen, status, media) if content else b""
        return Said(status, "application/json" if media == "*/*" else media, data)

    def _read(self, operation: Operation, seen: Seen, path: str, query: str, data: bytes) -> None:
        read, problems = self.reader, seen.problems
        seen.path = read.path(operation, path, problems)
        seen.query = read.query(operation, query, problems)
        seen.header = read.fields(operation, "header", seen.headers, problems)
        pairs = (one.strip().partition("=")[::2] for one in seen.headers.get("cookie", "").split(";"))
        cookies = {name: unquote(value) for name, value in pairs}
        seen.cookie = read.fields(operation, "cookie", cookies, problems)
        seen.body = read.body(operation, seen.headers, data, problems)
        if not self._is_allowed(operation, seen):
            problems.append("no alternative of the security is satisfied")

    def _is_allowed(self, operation: Operation, seen: Seen) -> bool:
        alternatives = self.raw.security(operation)
        return not alternatives or any(all(_has(one, seen) for one in schemes) for schemes in alternatives)

    @staticmethod
    def _media(content: dict[str, Any], accept: str, seen: Seen) -> str:
        """The media type of the answer: of those that are asked for, the least welcome."""
        asked = {}
        for one in accept.split(","):
            name, _, parameters = one.strip().partition(";")
            quality = parameters.partition("q=")[2]
            asked[name.strip().lower()] = float(quality) if quality else 1.0
        rated = {}
        for media in content:
            plain = media.partition(";")[0].strip().lower()
            fitting = asked if plain == "*/*" else (plain, plain.partition("/")[0] + "/*", "*/*")
            rated[media] = max((asked.get(one, 0) for one in fitting), default=0)
        if content and not any(rated.values()):
            seen.problems.append(f"none of {', '.join(content)} is asked for: {accept}")
            return next(iter(content))
        best = [media for media in content if rated[media] == max(rated.values())]
        if "*/*" in asked:
            return best[0] if best else ""
        return next((one for one in reversed(best) if not is_json(one)), best[0] if best else "")

    def respond(self, request: httpx.Request) -> httpx.Response:
        """For `httpx.MockTransport`."""
        target = request.url.raw_path.decode("ascii")
        said = self.serve(request.method, target, dict(request.headers), request.read())
        headers = {"content-type": said.media} if said.content else {}
        return httpx.Response(said.status, headers=headers, content=said.content)

    async def respond_async(self, request: httpx.Request) -> httpx.Response:
        """The same for an asynchronous client."""
        await request.aread()
        return self.respond(request)


def serving(document: Any) -> Server:
    """A server of a document."""
    raw = Raw(document)
    return Server(raw, Maker(raw))


def _has(scheme: dict[str, Any], seen: Seen) -> bool:
    if scheme["type"] == "apiKey":
        query = {one: values[0] for one, values in parse_qs(seen.target.partition("?")[2]).items()}
        places = {"header": seen.headers, "query": query}
        name = scheme["name"].lower() if scheme["in"] == "header" else scheme["name"]
        return bool(places.get(scheme["in"], seen.cookie).get(name) == API_KEY)
    if scheme["type"] == "http" and scheme["scheme"].lower() == "bearer":
        return seen.headers.get("authorization") == f"Bearer {API_KEY}"
    return "authorization" in seen.headers


@contextmanager
def on_loopback(server: Server) -> Iterator[str]:
    """The server on a socket; gives its base URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            data = self._data()
            headers = {name.lower(): value for name, value in self.headers.items()}
            said = server.serve(self.command, self.path, headers, data)
            self.send_response(said.status)
            if said.content:
                self.send_header("content-type", said.media)
            if said.status != 204:
                self.send_header("content-length", str(len(said.content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(said.content)

        def _data(self) -> bytes:
            if self.headers.get("transfer-encoding", "").lower() != "chunked":
                return self.rfile.read(int(self.headers.get("content-length", 0)))
            pieces = []
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)

        do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = handle_any

        def log_message(self, *_: Any) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_address[1]}"
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join(5)


def framed(media: str, events: list[Any], *, closing: bool) -> bytes:
    """Events as a stream of a media type carries them."""
    texts = [json.dumps(one) for one in events]
    if media.partition(";")[0].strip() in NDJSON:
        return "".join(f"{one}\n" for one in texts).encode()
    end = "event: close\ndata: end\n\n" if closing else ""
    return ("".join(f"data: {one}\n\n" for one in texts) + end).encode()
