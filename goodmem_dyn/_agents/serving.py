"""How a model reaches the MCP server: standard input and output, or HTTP.

Rules: on standard output there is nothing but the protocol. HTTP is for this machine alone, unless callers show a
token: whoever reaches the server acts with its key.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mcp.server.lowlevel import Server

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PATH = "/mcp"


def run_stdio(server: Server[Any]) -> None:
    """Serve one model over standard input and output, until it closes."""
    import anyio
    from mcp.server.stdio import stdio_server

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)


def http_app(server: Server[Any], *, host: str = "127.0.0.1", token: str | None = None) -> Any:
    """The ASGI application that serves models over streamable HTTP, at `/mcp`.

    Args:
        server: The MCP server.
        host: The address that it listens on. Other names than those of this machine need a token.
        token: What callers must send as `Authorization: Bearer`; None for nothing.

    Raises:
        InvalidRequestError: It would be open to others without a token, or the token is too short to be one.
    """
    if token is None and host not in LOOPBACK:
        raise InvalidRequestError(
            f"--host {host} lets other machines act with this key: set GOODMEM_MCP_TOKEN, which callers must then send "
            "as 'Authorization: Bearer', and put TLS in front of it."
        )
    if token is not None and len(token) < 16:
        raise InvalidRequestError("GOODMEM_MCP_TOKEN must have 16 characters or more.")
    app = server.streamable_http_app(streamable_http_path=PATH, json_response=True, stateless_http=True, host=host)
    return app if token is None else _Guarded(app, token)


def run_http(server: Server[Any], *, host: str, port: int, token: str | None = None) -> None:
    """Serve models over HTTP until the process is told to end.

    Raises:
        InvalidRequestError: As `http_app`.
    """
    import uvicorn

    app = http_app(server, host=host, token=token)
    uvicorn.run(app, host=host, port=port, log_level="warning")


class _Guarded:
    """An application that answers only those who show a token."""

    def __init__(self, app: Any, token: str) -> None:
        self._app, self._expected = app, f"Bearer {token}".encode()

    async def __call__(self, scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
        header = dict(scope.get("headers", ())).get(b"authorization", b"")
        if scope["type"] != "http" or hmac.compare_digest(header, self._expected):
            await self._app(scope, receive, send)
            return
        headers = [(b"www-authenticate", b"Bearer"), (b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 401, "headers": headers})
        await send({"type": "http.response.body", "body": b"Send the token as 'Authorization: Bearer'."})
