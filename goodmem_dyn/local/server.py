"""The server object: a socket, an event loop in a thread, and the state behind it.

Rules this module keeps:

- The socket is bound before the thread starts, so `url` is true from the first moment and two servers never race for a
  port. The thread is a daemon: a forgotten server never keeps a process alive.
- `reset()` swaps in a new database and initialises it with the same root user and key, so existing clients stay valid.
- Stopping closes connections, finishes running jobs and closes the database, in that order; it may be called twice.
"""

from __future__ import annotations

import contextlib
import errno
import socket
import ssl
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import uvicorn

from goodmem_dyn.local._contract.document import Document, bundled
from goodmem_dyn.local._contract.validate import Validator
from goodmem_dyn.local._http import app as _app
from goodmem_dyn.local._http import pages
from goodmem_dyn.local._http.connections import Protocol, most_connections
from goodmem_dyn.local._http.guard import Guard
from goodmem_dyn.local._http.replies import ReplyValidator
from goodmem_dyn.local._operations.auth import hash_key, new_key
from goodmem_dyn.local._operations.models import insert_default, rebase
from goodmem_dyn.local._operations.system import add_root_key, initialize, upgrade
from goodmem_dyn.local._operations.users import User, add_user
from goodmem_dyn.local._processing import recovery
from goodmem_dyn.local._processing.worker import Worker
from goodmem_dyn.local._search.warming import Warming
from goodmem_dyn.local._state.state import Settings, State
from goodmem_dyn.local.direct import Direct
from goodmem_dyn.local.errors import ApiError
from goodmem_dyn.local.faults import Faults
from goodmem_dyn.local.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from typing_extensions import Self

_START_SECONDS = 10.0
_RESET_SECONDS = 30.0
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 -- what a caller chose, not a choice


def _new_index() -> Any:
    # It needs numpy, which a server that nobody searches need not import.
    from goodmem_dyn.local._search.vectors import VectorIndex

    return VectorIndex()


class Server(Direct):
    """A running embedded server; made by `goodmem_dyn.local.serve`.

    Attributes:
        url: base URL, without a trailing slash.
        api_key: the root user's key; None for a server that is not initialised, or whose database was initialised in
            an earlier run (its key was shown then), unless `serve(api_key=...)` gave one.
        faults: failures on demand, see `Faults`.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int,
        data: str,
        ssl_context: ssl.SSLContext | None,
        settings: Settings,
        document: bytes | None,
        initialize: bool,
        api_key: str | None,
        validate_responses: bool,
        log_level: str,
    ) -> None:
        if api_key is not None and hash_key(api_key) is None:
            raise ValueError("api_key must be gm_ and lower-case base32, as servers make keys, such as gm_mzxw6ytboi")
        self._wanted_key = api_key
        self._document = bundled() if document is None else Document(document)
        self._validator = Validator(self._document)
        self._settings = settings
        self._data = data
        self._initialize = initialize
        self._raw_key, self._root_id = api_key or new_key(), new_id()
        self.api_key: str | None = None
        self.faults: Faults = Faults({operation.id: operation.streams for operation in self._document.operations})
        self._socket = _bind(host, port)
        reachable = _ANYWHERE.get(host, host)
        shown = f"[{reachable}]" if ":" in reachable else reachable
        scheme = "http" if ssl_context is None else "https"
        self.url: str = f"{scheme}://{shown}:{self._socket.getsockname()[1]}"
        try:
            self._state = self._new_state()
        except BaseException:
            self._socket.close()
            raise
        app = _app.build(
            self._document,
            lambda: self._state,
            pages.application(self),
            ReplyValidator(self._document) if validate_responses else None,
        )
        guard = Guard(app, hosts=(host, *settings.allowed_hosts), origins=settings.cors_origins)
        config = uvicorn.Config(
            guard,
            http=Protocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_level=log_level,
            access_log=False,
            timeout_graceful_shutdown=5,
            limit_concurrency=most_connections(),
        )
        config.load()
        config.ssl = ssl_context
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="goodmem-local-http", daemon=True)
        self._stopped = False

    def _run(self) -> None:
        with contextlib.suppress(SystemExit):
            self._uvicorn.run(sockets=[self._socket])

    def _new_state(self) -> State:
        state = State(
            data=self._data,
            document=self._document,
            validator=self._validator,
            settings=self._settings,
            faults=self.faults,
            base_url=self.url,
            make_index=_new_index,
        )
        rebase(state)
        upgrade(state)
        if self._initialize and initialize(state, raw=self._raw_key, user_id=self._root_id):
            self.api_key = self._raw_key
        elif self._wanted_key is not None:
            add_root_key(state, self._wanted_key)
            self.api_key = self._wanted_key
        state.worker, state.warming = Worker(state), Warming(state)
        return state

    def start(self) -> Self:
        """Begins to serve; returns when requests are answered."""
        self._thread.start()
        waiter = threading.Event()
        for _ in range(int(_START_SECONDS / 0.002)):
            if self._uvicorn.started:
                return self
            if not self._thread.is_alive():
                break
            waiter.wait(0.002)
        self.stop()
        raise RuntimeError(f"The embedded server did not start at {self.url} within {_START_SECONDS:g} seconds")

    def stop(self) -> None:
        """Stops serving and closes the database. Stopping twice is fine."""
        if self._stopped:
            return
        self._stopped = True
        self._uvicorn.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()
        self._state.close()
        self.faults.close()

    def wait(self) -> None:
        """Blocks until the server stops."""
        self._thread.join()

    def reset(self) -> None:
        """Forgets everything in milliseconds: an empty database with the same root user and key, and no faults.

        Raises:
            RuntimeError: the server keeps its data in a file; remove the file instead.
        """
        if not self._state.store.ephemeral:
            raise RuntimeError("reset() is for servers in memory; this one has a file: stop it and remove the file")
        self.faults.clear()
        old, self._state = self._state, self._new_state()
        # The old one may be in the middle of jobs and requests; nobody has to wait for them.
        ending = partial(old.close, patience=_RESET_SECONDS)
        threading.Thread(target=ending, name="goodmem-local-reset", daemon=True).start()

    def resume(self) -> None:
        """Takes a drained server back to work."""
        self._state.lifecycle = "READY"
        self._state.worker.pause(paused=False)

    def retry(self, memory_ids: Iterable[str] | None = None) -> int:
        """Processes anew what has FAILED: after a provider was away, or a document met a server that was killed.

        Args:
            memory_ids: these memories only, as far as they failed; all of them by default.

        Returns:
            How many jobs are queued: the text and the page images of a memory are one each.

        Example:
            ```python
            server.retry()
            client.memories.wait(id=memory_id)
            ```
        """
        with self._state.store.write() as connection:
            count = recovery.retry(connection, memory_ids, self._settings.job_attempts)
        self._state.worker.wake()
        return count

    def add_user(self, email: str, display_name: str | None = None, username: str | None = None) -> User:
        """Makes an ordinary user in one step: a user with the role `USER` at the instance, and a key.

        Args:
            email: unique without regard to case.
            display_name: the email if it is not given.
            username: unique; None for a user without one.

        Raises:
            ValueError: the email or the username is taken.

        Example:
            ```python
            ada = server.add_user("ada@example.com")
            with Goodmem(base_url=server.url, api_key=ada.api_key) as client:
                assert client.users.me().user_id == ada.user_id
            ```
        """
        try:
            return add_user(self._state, email, display_name or email, username)
        except ApiError as error:
            raise ValueError(f"{error.message}: {email}") from None

    def create_default_embedder(self, display_name: str = "Built-in embedder") -> str:
        """Makes what `embedders.create` would over the built-in CPU model, owned by root; returns its id.

        Raises:
            ImportError: the model's weights are not installed; the message says how to get them.
        """
        return insert_default(self._state, display_name)

    @property
    def state(self) -> State:
        """The state behind the server, for tests that must look into the database."""
        return self._state

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<goodmem_dyn.local.Server {self.url} {'stopped' if self._stopped else 'running'}>"


def _bind(host: str, port: int) -> socket.socket:
    if not isinstance(port, int):  # callers without a type checker pass text
        raise ValueError(f"port must be an int, not {port!r}")  # noqa: TRY004 - `serve` promises this one
    if not 0 <= port <= 65_535:
        raise ValueError(f"port must be 0 to 65535, not {port}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, because asyncio switches Nagle's algorithm off only for sockets that say TCP: answers would wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        culprit = "host" if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL else "port"
        raise OSError(
            error.errno, f"Cannot listen on {host}:{port}: {error.strerror}. Choose another {culprit}."
        ) from None
    listener.set_inheritable(True)
    return listener


def load_tls(certfile: str, keyfile: str | None) -> ssl.SSLContext:
    """A server-side TLS context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certfile, keyfile)
    except OSError as error:  # ssl.SSLError is one; neither says which file it is about
        files = certfile if keyfile is None else f"{certfile} and {keyfile}"
        reason = "no PEM, or no pair" if isinstance(error, ssl.SSLError) else error.strerror
        raise ValueError(f"Certificate and private key cannot be read from {files}: {reason}") from error
    return context
