"""An embedded GoodMem server: the same REST API, from the same document, in this process.

```python
import goodmem_dyn.local
from goodmem_dyn import Goodmem

with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
    print(client.system.info().version)
```

Rules this module keeps: importing it costs nothing; what the server needs is imported by `serve`, and when it is not
installed the error names the extra.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Mapping
    from typing import Any

    from goodmem_dyn.local._operations.users import User
    from goodmem_dyn.local._state.state import Settings
    from goodmem_dyn.local.faults import Fault, Faults
    from goodmem_dyn.local.server import Server

__all__ = ["Fault", "Faults", "Server", "Settings", "User", "serve"]

_WHERE = {
    "Fault": "faults",
    "Faults": "faults",
    "Server": "server",
    "Settings": "_state.state",
    "User": "_operations.users",
}


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    data: str | os.PathLike[str] = ":memory:",
    ssl_context: ssl.SSLContext | None = None,
    ssl_certfile: str | os.PathLike[str] | None = None,
    ssl_keyfile: str | os.PathLike[str] | None = None,
    settings: Settings | None = None,
    document: Mapping[str, Any] | bytes | str | os.PathLike[str] | None = None,
    initialize: bool = True,
    api_key: str | None = None,
    validate_responses: bool = False,
    log_level: str = "warning",
    secrets: Iterable[str] = (),
) -> Server:
    """Starts a server in this process; use it as a context manager, or call `stop()`.

    Args:
        host: address to listen on.
        port: port; 0 takes a free one, see `server.url`.
        data: database file, made if there is none; `":memory:"` keeps nothing.
        ssl_context: serve HTTPS with this context.
        ssl_certfile: serve HTTPS with this certificate chain (PEM) instead.
        ssl_keyfile: its private key, if it is not in the same file.
        settings: choices where a live server's behaviour is not known; see `Settings`.
        document: serve this OpenAPI document (a dict, a JSON file, or JSON as bytes) instead of the bundled one, to be
            an older or a newer server: its answers have what the document has, what came later is not found, and keys
            are revoked or go as they did; an operation of it that the embedded server does not have answers 501.
        initialize: make the root user, as `system.init` does, and keep its key in `server.api_key`.
        api_key: the root user's key, instead of one that is made; an existing database gets it as a further key of its
            root user, so that a program with a file of its own can be run again.
        validate_responses: judge every reply by the document, and answer 500 where one breaks it (for tests).
        log_level: `critical`, `error`, `warning`, `info`, `debug` or `trace`.
        secrets: names of environment variables that models of the root user may refer to as `env://NAME`; no others are
            ever read for a model.

    Returns:
        The running server.

    Raises:
        ImportError: the extra `goodmem-dyn[local]` is not installed.
        OSError: the port is taken.
        ClientStateError: the database cannot be used: another server has it, it is no database or no file, or its
            folder is not there.
        ValueError: `port` is no port, `document` is not JSON, certificate or key cannot be read, both `ssl_context`
            and `ssl_certfile` are given, `api_key` cannot be a key, or `ssl_keyfile` alone.

    Example:
        ```python
        with goodmem_dyn.local.serve(data="goodmem.db", port=8080, api_key="gm_mzxw6ytboi") as server:
            print(server.url, server.api_key)
        ```
    """
    if ssl_context is not None and ssl_certfile is not None:
        raise ValueError("give ssl_context or ssl_certfile, not both")
    if ssl_keyfile is not None and ssl_certfile is None:
        raise ValueError("ssl_keyfile needs ssl_certfile")
    from dataclasses import replace

    try:
        from goodmem_dyn.local import server
        from goodmem_dyn.local._state.state import Settings as _Settings
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("goodmem_dyn"):
            raise
        raise ImportError(
            f"The embedded server needs {error.name}, which is not installed: pip install 'goodmem-dyn[local]'"
        ) from error
    chosen = settings or _Settings()
    if ssl_certfile is not None:
        ssl_context = server.load_tls(str(ssl_certfile), None if ssl_keyfile is None else str(ssl_keyfile))
    return server.Server(
        host=host,
        port=port,
        data=str(data),
        ssl_context=ssl_context,
        settings=chosen if not secrets else replace(chosen, secrets=chosen.secrets | frozenset(secrets)),
        document=_content(document),
        initialize=initialize,
        api_key=api_key,
        validate_responses=validate_responses,
        log_level=log_level,
    ).start()


def _content(document: Mapping[str, Any] | bytes | str | os.PathLike[str] | None) -> bytes | None:
    """A document as JSON.

    Raises:
        ValueError: It cannot be read.
    """
    if document is None or isinstance(document, bytes):
        return document
    try:
        if isinstance(document, (str, os.PathLike)):
            with open(document, "rb") as file:
                return file.read()
        import json

        return json.dumps(document).encode()
    except (OSError, TypeError) as error:
        raise ValueError(f"document cannot be read: {error}") from error


def __getattr__(name: str) -> object:
    if name in _WHERE:
        import importlib

        return getattr(importlib.import_module(f"goodmem_dyn.local.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
