"""What a server says of itself: its commit and its document.

Rules: nothing of what it says is believed to be small, or to come soon: both requests end within the time that they are
given, and a document has a size. What was sent as a secret is in none of it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._calls.call import Plan, call
from goodmem_dyn._calls.context import Context
from goodmem_dyn._calls.recovery import load
from goodmem_dyn._calls.retry import RetryPolicy
from goodmem_dyn._catalogs.sources import OWN_PATHS
from goodmem_dyn._conveniences.structure import members
from goodmem_dyn._wire.request import Request
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Core
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._wire.effects import Flow

UNREADABLE = (GoodMemError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What reading a server's document may end in: whatever it has at that place, it is no document of an API."""


class Told(NamedTuple):
    """What a server said.

    Attributes:
        commit: The commit that it runs; None where it does not say.
        document: Its document; None where it has none.
        content: The same, as it came.
    """

    commit: str | None
    document: dict[str, Any] | None
    content: bytes


def look(core: Core, seconds: float, largest: int) -> Flow:
    """The flow that asks; returns what was `Told`, or None where nothing in the client's document tells a commit.

    Args:
        core: The client.
        seconds: For all of it.
        largest: Bytes that the document may have.

    Raises:
        GoodMemError: The server cannot be asked.
    """
    informant = _informant(core)
    if informant is None:
        return None
    exchange, wire = informant
    context = Context(core, exchange, {})
    end = time.monotonic() + seconds

    def ask(request: Request) -> Flow:
        policy = RetryPolicy(0, max(end - time.monotonic(), 0.001))
        plan = Plan(exchange.operation, request, exchange.decoder, policy, context.timeout)
        plan.secrets, plan.largest = core.connection.secrets, largest
        return (yield from call(plan)).content or b""

    info = load((yield from ask(exchange.request({}, context))))
    commit = info.get(wire) if isinstance(info, dict) else None
    document, content = None, b""
    for path in OWN_PATHS:
        try:
            content = yield from ask(Request("GET", path, {"accept": "application/json"}))
        except GoodMemError:
            continue
        loaded = load(content)
        if isinstance(loaded, dict) and isinstance(loaded.get("paths"), dict):
            document = loaded
            break
    return Told(commit if isinstance(commit, str) and commit else None, document, content)


def _informant(core: Core) -> tuple[Exchange, str] | None:
    """The operation that tells the server's commit, and the member that has it."""
    surface = core.catalog.surface
    for namespace, names in surface.namespaces.items():
        for name in names:
            operation = surface.operation(namespace, name)
            if operation.http_method == "GET" and not operation.authenticated and not operation.params:
                exchange = core.catalog.exchanges.of(namespace, name)
                for reply in operation.replies:
                    wire = next(
                        (wire for wire in members(exchange, dict(reply.schema)) if wire.lower() == "gitcommit"), None
                    )
                    if wire is not None:
                        return exchange, wire
    return None
