"""The only package that knows HTTP: two engines that perform effects, by one description of how.

- `address`, `tls`: where requests go, through which proxy, and whom to trust.
- `limits`, `network`, `async_network`, `transports`, `pools`: time, sockets and connections.
- `internals`: all that is used of httpx beyond its public names.
- `settings`: what a client is told of the way to its server.
- `bodies`: what is read of an answer, and how much.
- `failures`: what an error of the HTTP library means.
- `connection`: requests as that library wants them.
- `steps`: what is done for an effect; `engine`, `async_engine`: the two ways to do it. What needs an event loop is
  imported when one is used.

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
