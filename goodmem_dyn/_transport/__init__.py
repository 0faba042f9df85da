"""The only package that knows HTTP: two engines that perform effects, and the two drivers that run flows.

- `address`, `tls`: where requests go, through which proxy, and whom to trust.
- `limits`, `network`, `async_network`, `pools`: time, sockets and connections.
- `bodies`: what is read of an answer, and how much.
- `failures`: what an error of the HTTP library means.
- `connection`: requests as that library wants them.
- `engine`, `async_engine`: the two ways to perform an effect; what needs an event loop is imported when one is used.

Rules: whatever httpx, or a caller's client like it, raises becomes an error of ours that says what to do, its cause
kept. A response is closed on every way out. Redirects are never followed, so that the key goes nowhere else.
"""

from __future__ import annotations

from goodmem_dyn._transport.address import check_base_url, user_agent
from goodmem_dyn._transport.connection import Connection, fetch, widened
from goodmem_dyn._transport.engine import Engine
from goodmem_dyn._transport.limits import DEFAULT_TIMEOUT, timeouts

__all__ = [
    "DEFAULT_TIMEOUT",
    "Connection",
    "Engine",
    "check_base_url",
    "fetch",
    "timeouts",
    "user_agent",
    "widened",
]
