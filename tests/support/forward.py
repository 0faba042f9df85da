"""A proxy as `HTTPS_PROXY` names one: tunnels by CONNECT, and plain requests with an absolute target.

Rules: it only ever connects to loopback, whatever name it is asked for, so that a test can speak of `goodmem.example`
and reach a server of its own; what it was asked for is kept for the test to look at.
"""

from __future__ import annotations

import base64
import contextlib
import select
import socket

from tests.support import replies
from tests.support.listener import READ, Listener


class ForwardProxy(Listener):
    """The proxy. Use it as a context manager; it listens from construction on.

    Args:
        user: The user and password (`"user:password"`) without which it answers 407.
        patience: Seconds after which a socket that waits gives up.
    """

    def __init__(self, *, user: str | None = None, patience: float = 10.0) -> None:
        self.asked: list[str] = []
        """The first line of every request, such as `CONNECT goodmem.example:443 HTTP/1.1`."""
        self._user = user
        super().__init__(patience)

    @property
    def url(self) -> str:
        """What a client is told, with the user and password where there are any."""
        return f"http://{f'{self._user}@' if self._user else ''}127.0.0.1:{self.port}"

    def _handle(self, number: int, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self._serve(connection)

    def _serve(self, client: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            more = client.recv(READ)
            if not more:
                return
            data += more
        head = data.partition(b"\r\n\r\n")[0]
        line = head.split(b"\r\n", 1)[0]
        self.asked.append(line.decode("latin-1"))
        method, target, version = self.asked[-1].split(" ")
        if self._user and _authorization(head) != f"Basic {base64.b64encode(self._user.encode()).decode()}":
            headers = {"proxy-authenticate": 'Basic realm="test"', "content-length": "0"}
            client.sendall(replies.head(407, headers))
            return
        if method == "CONNECT":
            authority, data, greeting = target, b"", replies.head(200)
        else:
            authority, _, path = target.removeprefix("http://").partition("/")
            data, greeting = data.replace(line, f"{method} /{path} {version}".encode("latin-1"), 1), b""
        with self._hold(socket.create_connection(("127.0.0.1", int(authority.rpartition(":")[2])))) as server:
            client.sendall(greeting)
            server.sendall(data)
            self._tunnel(client, server)

    def _tunnel(self, client: socket.socket, server: socket.socket) -> None:
        pairs = {client: server, server: client}
        while not self._stopping.is_set():
            for readable in select.select(list(pairs), [], [], 0.05)[0]:
                data = readable.recv(READ)
                if not data:
                    return
                pairs[readable].sendall(data)


def _authorization(head: bytes) -> str:
    for line in head.decode("latin-1").split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "proxy-authorization":
            return value.strip()
    return ""
