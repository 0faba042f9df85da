"""What every server of the tests has in common: a port on loopback, a thread for each connection, a bounded end.

Rules: listening begins with construction (a subclass sets its own state first), and `stop` returns only when every
thread has ended and every socket is closed; what does not end within the patience fails the test.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from typing_extensions import Self

READ = 65536


def will_reset(connection: socket.socket) -> None:
    """Make the coming close of a connection an abort (RST)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Listener:
    """Accepts connections on 127.0.0.1 and hands each to `_handle` on a thread of its own.

    Args:
        patience: Seconds after which anything that waits gives up.
    """

    def __init__(self, patience: float) -> None:
        self.connections = 0
        self._patience = patience
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._held: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listening.getsockname()[1]
        self._spawn(self._accept)

    @property
    def open_connections(self) -> int:
        """Connections that neither side has closed."""
        with self._lock:
            return len(self._held)

    def wait_until(self, condition: Callable[[], bool], event: str, seconds: float | None = None) -> None:
        """Wait, for the patience or for some seconds, for something that happens on the server's threads."""
        seconds = self._patience if seconds is None else seconds
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"waited {seconds} s in vain for {event}"
            time.sleep(0.002)

    def wait_closed(self, seconds: float | None = None) -> None:
        """Wait until no connection is open: how a test shows that a client leaked none."""
        self.wait_until(lambda: self.open_connections == 0, "all connections to be closed", seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """End every connection and thread. Idempotent."""
        self._stopping.set()
        with contextlib.suppress(OSError):
            # Closing a socket wakes no thread that waits in accept(); a connection does, on every system.
            socket.create_connection(("127.0.0.1", self.port), self._patience).close()
        with self._lock:
            for connection in self._held:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(self._patience)
            assert not thread.is_alive(), f"a thread of {type(self).__name__} does not end"
        self._listening.close()

    def _handle(self, number: int, connection: socket.socket) -> None:
        raise NotImplementedError

    @contextlib.contextmanager
    def _hold(self, connection: socket.socket) -> Iterator[socket.socket]:
        """Own a socket: it waits no longer than the patience, `stop` ends it, and it is closed in any case."""
        connection.settimeout(self._patience)
        with self._lock:
            self._held.add(connection)
        try:
            yield connection
        finally:
            connection.close()
            with self._lock:
                self._held.discard(connection)

    def _spawn(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True, name=type(self).__name__)
        self._threads = [other for other in self._threads if other.is_alive()] + [thread]
        thread.start()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            connection, _ = self._listening.accept()
            if self._stopping.is_set():
                connection.close()
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number, self.connections = self.connections, self.connections + 1
            self._spawn(self._guarded, number, connection)

    def _guarded(self, number: int, connection: socket.socket) -> None:
        with self._hold(connection):
            self._handle(number, connection)
