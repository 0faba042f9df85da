"""Who may speak to the server at all: looked at before anything else of a request.

Rules: a browser beside the server runs pages of strangers. A request that names the server by a name it does not have
comes from a page that had its own name point here. One that a page of another origin makes is refused whatever it asks
for, unless that origin was allowed at the start: not being able to read an answer does not keep a page from asking. A
target that is a whole URL, as clients send it to a proxy, names the server too, and is served as its path.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware

from goodmem_dyn.local._http.messages import send_reply
from goodmem_dyn.local._state.calls import Reply
from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]@/\\?#\s]+))(?::\d{1,5})?", re.IGNORECASE)
_WHOLE_URL = re.compile(rb"https?://([^/]*)(/.*)?", re.IGNORECASE | re.DOTALL)


class Guard:
    """Refuses requests that name another host, and those of pages of other origins."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], origins: Iterable[str]) -> None:
        self._hosts = {host.lower().strip("[]") for host in hosts}
        self._origins = frozenset(origins)
        self._app: ASGIApp = app
        if self._origins:
            self._app = CORSMiddleware(
                app,
                allow_origins=sorted(self._origins),
                allow_methods=["*"],
                allow_headers=["*"],
                expose_headers=["ETag", "Content-Range", "Retry-After"],
            )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or refuses it."""
        if scope["type"] == "http":
            match = _WHOLE_URL.fullmatch(scope["raw_path"])
            if match is not None:
                path = match[2] or b"/"
                scope = {**scope, "raw_path": path, "path": unquote(path.decode("ascii", "replace"))}
            error = self._problem(scope, match and match[1].decode("latin-1"))
            if error is not None:
                await send_reply(Reply(error.status, error.body(), {"Connection": "close"}), scope, send)
                return
        await self._app(scope, receive, send)

    def _problem(self, scope: Scope, target: str | None) -> ApiError | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = hosts[0] if len(hosts) == 1 else ""
        for name in (host, host if target is None else target):
            if not self._is_own(name):
                message = f"This server is not called {name[:100]!r}"
                return ApiError(421, f"{message}: use its address, or name it in Settings(allowed_hosts)")
        origin = headers.get("origin")
        is_own = origin is None or origin.lower() in {f"http://{host}".lower(), f"https://{host}".lower()}
        if not is_own and "*" not in self._origins and origin not in self._origins:
            return ApiError(
                403, f"Pages of {str(origin)[:100]} may not use this server: name the origin in Settings(cors_origins)"
            )
        return None

    def _is_own(self, value: str) -> bool:
        match = _HOST.fullmatch(value)
        if match is None:
            return False
        host = (match[1] or match[2]).lower().rstrip(".")
        if host == "localhost" or host.endswith(".localhost") or host in self._hosts:
            return True
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return True
