"""A server that does what a script says, and remembers every byte that it was sent.

    with StubServer() as server:
        server.script(error(503), as_json({"spaces": []}))
        Goodmem(base_url=server.url, api_key="gm_x").spaces.list()
        assert [request.target for request in server.requests] == ["/v1/spaces", "/v1/spaces"]

Rules: replies are used in the order of the requests, whichever connections these came on; a route has its own replies,
the last of which repeats; a request for which nothing is scripted is answered 501 and fails the test when the server
stops. Requests are read by h11, so one that is malformed is recorded as an error and not as a request.
"""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import h11

from tests.support import replies
from tests.support.listener import READ, Listener, will_reset
from tests.support.steps import Close, HalfClose, Reset, Send, Step, Until, Wait

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    Reply = Iterable[Step]
    Handler = Callable[["Request"], Reply]

_MAX_HEAD = 1 << 20


@dataclass(frozen=True)
class Request:
    """One request as it arrived.

    Attributes:
        connection: The number of the connection that it came on, from 0.
        raw: Every byte of it.
    """

    connection: int
    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    raw: bytes = field(repr=False)

    def header(self, name: str) -> str | None:
        """The value of the one header of that name; several are an error of the test's expectations."""
        values = [value for key, value in self.headers if key == name.lower()]
        assert len(values) < 2, f"{name} was sent {len(values)} times: {values}"
        return values[0] if values else None

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


class _GoneError(Exception):
    """The connection ended, or the script ended it."""


class StubServer(Listener):
    """The server. Use it as a context manager; it listens from construction on.

    Args:
        tls: A server-side context; without one it speaks plain HTTP.
        patience: Seconds after which anything that waits gives up.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, patience: float = 10.0) -> None:
        self.requests: list[Request] = []
        self.errors: list[str] = []
        """How connections ended that did not end well: broken handshakes, malformed requests, resets."""
        self._tls = tls
        self._script: list[Reply | Handler] = []
        self._routes: dict[tuple[str, str], list[Reply | Handler]] = {}
        self._unexpected: list[str] = []
        super().__init__(patience)

    @property
    def url(self) -> str:
        """The base URL. With TLS it names `localhost`, which certificates can be issued for."""
        return f"https://localhost:{self.port}" if self._tls else f"http://127.0.0.1:{self.port}"

    def script(self, *answers: Reply | Handler) -> None:
        """Add replies for the next requests that no route takes; a callable is asked for its reply."""
        with self._lock:
            self._script += answers

    def on(self, method: str, path: str, *answers: Reply | Handler) -> None:
        """Set the replies to requests for a path, in order; the last one repeats."""
        assert answers, "a route needs at least one reply"
        with self._lock:
            self._routes[method, path] = list(answers)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        super().__exit__(kind, error, at)
        if kind is None:
            assert not self._unexpected, f"requests came that no reply was scripted for: {self._unexpected}"

    def _handle(self, number: int, connection: socket.socket) -> None:
        try:
            if not self._tls:
                self._serve(number, connection)
                return
            # Wrapping detaches the plain socket, so the new one has to be held instead.
            secure = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
            with self._hold(secure):
                secure.do_handshake()
                self._serve(number, secure)
        except _GoneError:
            pass
        except (OSError, h11.RemoteProtocolError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    def _serve(self, number: int, connection: socket.socket) -> None:
        for request in self._read(number, connection):
            for step in self._reply_to(request):
                self._perform(step, connection)

    def _read(self, number: int, connection: socket.socket) -> Iterator[Request]:
        rest = b""
        while True:
            # h11 reads one request; the reply is raw bytes, so its state machine ends here and a new one begins.
            parser, raw, body, head = h11.Connection(h11.SERVER, _MAX_HEAD), bytearray(rest), bytearray(), None
            if rest:
                parser.receive_data(rest)
            while True:
                event = parser.next_event()
                if event is h11.NEED_DATA:
                    data = connection.recv(READ)
                    if not data and head is None and not raw:
                        raise _GoneError
                    raw += data
                    parser.receive_data(data)
                elif isinstance(event, h11.Request):
                    head = event
                    if parser.they_are_waiting_for_100_continue:
                        connection.sendall(replies.head(100))
                elif isinstance(event, h11.Data):
                    body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    break
                else:
                    raise _GoneError
            assert head is not None
            rest = parser.trailing_data[0]
            request = Request(
                number,
                head.method.decode("ascii"),
                head.target.decode("latin-1"),
                tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers),
                bytes(body),
                bytes(raw[: len(raw) - len(rest)]),
            )
            with self._lock:
                self.requests.append(request)
            yield request

    def _reply_to(self, request: Request) -> Reply:
        with self._lock:
            route = self._routes.get((request.method, request.path))
            if route:
                answer = route[0] if len(route) == 1 else route.pop(0)
            elif self._script:
                answer = self._script.pop(0)
            else:
                self._unexpected.append(f"{request.method} {request.target}")
                answer = replies.error(501, f"no reply is scripted for {request.method} {request.target}")
        return answer(request) if callable(answer) else answer

    def _perform(self, step: Step, connection: socket.socket) -> None:
        match step:
            case Send(data):
                connection.sendall(data)
            case Wait(seconds):
                self._stopping.wait(seconds)
            case Until(event):
                deadline = time.monotonic() + self._patience
                while not event.wait(0.02) and not self._stopping.is_set() and time.monotonic() < deadline:
                    pass
            case HalfClose():
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(READ):
                    pass
                raise _GoneError
            case Reset():
                will_reset(connection)
                raise _GoneError
            case Close():
                raise _GoneError
        if self._stopping.is_set():
            raise _GoneError
