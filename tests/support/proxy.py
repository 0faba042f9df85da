"""A proxy that stands before a server and spoils chosen exchanges.

    with FaultProxy(server.url, seeded(7, rate=0.2)) as proxy:
        ...  # a client with base_url=proxy.url
        assert proxy.seen("drop-after")

Rules: what happens to the n-th request is a pure function of n (and of the request), so a seed names a run; `drop`,
`reset`, `half-close` and `status` come in two kinds, before the request is forwarded (nothing happened at the server)
and after the server has answered in full (it took effect, and the client does not know); every exchange is logged. A
connection to the server is used for one exchange only, so that a fault never spoils another's.
"""

from __future__ import annotations

import contextlib
import random
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import h11

from tests.support.listener import READ, Listener, will_reset
from tests.support.replies import error
from tests.support.steps import Send

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    Plan = Callable[[int, "h11.Request"], "Fault | None"]

BEFORE = ("drop-before", "reset-before", "half-close-before", "status-429", "status-503")
"""Faults by which the server never sees the request."""
AFTER = ("drop-after", "reset-after", "half-close-after", "status-503-after", "cut")
"""Faults by which the server has done what was asked, and the client gets no whole answer."""
KINDS = (*BEFORE, *AFTER, "delay")


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one exchange.

    Attributes:
        kind: One of `KINDS`.
        seconds: How long a `delay` lasts before the request is forwarded.
        retry_after: The `Retry-After` header of a status, if it shall have one.
        keep: The share of the answer's bytes that a `cut` lets through, from 0 to 1.
    """

    kind: str
    seconds: float = 0.0
    retry_after: str | None = None
    keep: float = 0.5

    def __post_init__(self) -> None:
        assert self.kind in KINDS, f"{self.kind!r} is no fault; known are {', '.join(KINDS)}"


@dataclass(frozen=True)
class Exchange:
    """One line of the log: the request, what was done to it, and whether the server saw it."""

    number: int
    method: str
    target: str
    fault: str | None
    forwarded: bool


def seeded(seed: int, rate: float, kinds: Collection[str] = KINDS, seconds: float = 0.02) -> Plan:
    """A share of all requests fails, each in a way that the seed and its number choose."""
    choices = sorted(kinds)

    def plan(number: int, _: h11.Request) -> Fault | None:
        chance = random.Random(f"{seed}/{number}")
        if chance.random() >= rate:
            return None
        return Fault(chance.choice(choices), seconds=seconds, keep=chance.random())

    return plan


def storm(status: int, first: int = 0, count: int = 5, retry_after: str | None = None) -> Plan:
    """`count` requests in a row, from number `first` on, are answered 429 or 503."""

    def plan(number: int, _: h11.Request) -> Fault | None:
        return Fault(f"status-{status}", retry_after=retry_after) if first <= number < first + count else None

    return plan


def scripted(*faults: Fault | str | None) -> Plan:
    """The first requests fail as listed, `None` for those that do not; all later ones pass."""

    def plan(number: int, _: h11.Request) -> Fault | None:
        fault = faults[number] if number < len(faults) else None
        return Fault(fault) if isinstance(fault, str) else fault

    return plan


class FaultProxy(Listener):
    """The proxy. Use it as a context manager; it listens from construction on.

    Args:
        upstream: The base URL of the server behind it, plain HTTP on loopback.
        plan: Which fault, if any, the request of a number meets.
        patience: Seconds after which a socket that waits gives up.
    """

    def __init__(self, upstream: str, plan: Plan, *, patience: float = 30.0) -> None:
        url = urlsplit(upstream)
        assert url.scheme == "http", "the server behind the proxy speaks plain HTTP"
        self._upstream = (url.hostname or "127.0.0.1", url.port or 80)
        self._path, self._plan = url.path, plan
        self.log: list[Exchange] = []
        super().__init__(patience)

    @property
    def url(self) -> str:
        """The base URL to give to the client instead of the server's own."""
        return f"http://127.0.0.1:{self.port}{self._path}"

    def seen(self, *kinds: str) -> list[Exchange]:
        """The exchanges that met one of these faults."""
        with self._lock:
            return [exchange for exchange in self.log if exchange.fault in kinds]

    def _handle(self, number: int, connection: socket.socket) -> None:
        # What a client breaks off is its own affair: the log says what was asked.
        with contextlib.suppress(OSError, h11.RemoteProtocolError):
            rest = b""
            while not self._stopping.is_set():
                request, raw, rest = _read_request(connection, rest)
                if request is None or not self._exchange(connection, request, raw):
                    return

    def _exchange(self, client: socket.socket, request: h11.Request, raw: bytes) -> bool:
        """Serve one request; whether the connection can serve another."""
        method, target = request.method.decode("ascii"), request.target.decode("latin-1")
        with self._lock:
            fault = self._plan(len(self.log), request)
            kind = fault.kind if fault else None
            forwarded = kind not in BEFORE
            self.log.append(Exchange(len(self.log), method, target, kind, forwarded))
        if fault is None:
            return self._relay(raw, client)
        if kind == "delay":
            self._stopping.wait(fault.seconds)
            return self._relay(raw, client)
        answer = b"" if not forwarded else self._collect(raw)
        return _spoil(client, fault, answer)

    def _relay(self, raw: bytes, client: socket.socket) -> bool:
        with self._hold(socket.create_connection(self._upstream, self._patience)) as server:
            server.sendall(raw)
            return _pump(raw, server, client.sendall)

    def _collect(self, raw: bytes) -> bytes:
        parts: list[bytes] = []
        with self._hold(socket.create_connection(self._upstream, self._patience)) as server:
            server.sendall(raw)
            _pump(raw, server, parts.append)
        return b"".join(parts)


def _read_request(client: socket.socket, rest: bytes) -> tuple[h11.Request | None, bytes, bytes]:
    """The next request with its bytes, and the bytes after it; no request when the client has closed."""
    parser, raw, request = h11.Connection(h11.SERVER), bytearray(rest), None
    if rest:
        parser.receive_data(rest)
    while True:
        event = parser.next_event()
        if event is h11.NEED_DATA:
            data = client.recv(READ)
            raw += data
            parser.receive_data(data)
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.EndOfMessage):
            rest = parser.trailing_data[0]
            return request, bytes(raw[: len(raw) - len(rest)]), rest
        elif not isinstance(event, h11.Data):
            return None, b"", b""


def _pump(raw: bytes, server: socket.socket, take: Callable[[bytes], object]) -> bool:
    """Pass one response on as its bytes come; whether it ended in a way that keeps the connection usable."""
    parser = h11.Connection(h11.CLIENT)
    # The parser must know the method, since an answer to HEAD has no body; nothing of what it spells is sent.
    parser.send(h11.Request(method=raw.split(b" ", 1)[0], target="/", headers=[("host", "proxy")]))
    parser.send(h11.EndOfMessage())
    while True:
        event = parser.next_event()
        if event is h11.NEED_DATA:
            data = server.recv(READ)
            if data:
                take(data)
            parser.receive_data(data)
        elif isinstance(event, h11.EndOfMessage):
            return parser.their_state is h11.DONE
        elif isinstance(event, h11.ConnectionClosed):
            return False


def _spoil(client: socket.socket, fault: Fault, answer: bytes) -> bool:
    """Do to the client what the fault says; whether the connection can serve another request."""
    if fault.kind.startswith("status"):
        headers = {"retry_after": fault.retry_after} if fault.retry_after else {}
        steps: Sequence[object] = error(int(fault.kind.split("-")[1]), "refused by the proxy", **headers)
        for step in steps:
            assert isinstance(step, Send)
            client.sendall(step.data)
        return True
    if fault.kind == "cut":
        client.sendall(answer[: int(len(answer) * fault.keep)])
    elif fault.kind.startswith("reset"):
        will_reset(client)
    elif fault.kind.startswith("half-close"):
        client.shutdown(socket.SHUT_WR)
        while client.recv(READ):
            pass
    return False
