"""Whether a running server is the one this client was made for, and what differs.

Rules: nothing is asked unless the caller asks, or a call failed in a way that a difference would explain; then it is
asked once for a client. A server without a public document is compared by its commit alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.call import Plan, call
from goodmem_dyn._calls.context import Context
from goodmem_dyn._calls.recovery import load
from goodmem_dyn._calls.retry import RetryPolicy
from goodmem_dyn._conveniences.structure import members
from goodmem_dyn._document.names import identifier
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._document.schema import object_view, strip_null, types
from goodmem_dyn._wire.request import Request
from goodmem_dyn._wire.telling import short
from goodmem_dyn.errors import APIResponseValidationError, GoodMemError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._calls.context import Core
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn.errors import APIError

UNKNOWN = "sha256:"
"""What stands for a commit where none is known: the hash of the document."""

DOCUMENT_PATHS = ("/openapi", "/openapi.json")
_SENT = frozenset({"body", "query", "header", "cookie", "file"})
_UNKNOWN = re.compile(r"unrecogni[sz]ed|unknown|unexpected|not recogni[sz]ed|unsupported", re.IGNORECASE)


@dataclass(frozen=True)
class Drift:
    """What differs between the document of a client and a running server.

    Attributes:
        client_commit: The server commit that the client was made for.
        server_commit: The commit that the server says it runs; None when it does not say.
        document_read: Whether the server's own document could be read; without it only the commits are compared.
        missing: Methods that the server does not have.
        added: Operations that the client does not have.
        changed: For a method that both have: arguments that one of them does not know, or that the server needs
            besides, and members of the answers that went or are of another type.
    """

    client_commit: str
    server_commit: str | None
    document_read: bool
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether client and server fit each other, as far as can be seen."""
        if self.document_read:
            return not (self.missing or self.added or self.changed)
        # The hash of a document is no commit: that nothing differs cannot be said.
        return self.server_commit == self.client_commit and not self.client_commit.startswith(UNKNOWN)

    def __str__(self) -> str:
        server = short(self.server_commit) if self.server_commit else "unknown"
        head = f"client made for {short(self.client_commit) or 'unknown'}, server runs {server}"
        if self.client_commit.startswith(UNKNOWN):
            head += " (no commit is known of the client's document, so that commits cannot be compared)"
        if not self.document_read:
            return f"{head}; the server's document could not be read, so only the commits were compared"
        if self.same:
            return f"{head}; no difference"
        lines = [f"{head}:"]
        lines += [f"  - the server does not have {name}" for name in self.missing]
        lines += [f"  - {text}" for text in self.changed]
        lines += [f"  - the client does not have {name}" for name in self.added]
        return "\n".join(lines)


def drift_flow(core: Core) -> Flow:
    """The flow that finds out; returns a `Drift`."""
    surface = core.catalog.surface
    informant = _informant(core)
    server_commit, found = None, None
    if informant is not None:
        exchange, wire = informant
        context = Context(core, exchange, {"max_retries": 0})
        response = yield from exchange.send({}, context)
        told = load(response.content)
        server_commit = _text(told.get(wire)) if isinstance(told, dict) else None
        found = yield from _document(exchange, context.timeout)
    if found is None:
        return Drift(surface.commit, server_commit, document_read=False)
    return compare(surface, found, server_commit or found.commit or None)


def _document(exchange: Exchange, timeout: Any) -> Flow:
    """Ask for the server's document where servers have it; returns its `Surface`, or None."""
    found: Surface | None = None
    for path in DOCUMENT_PATHS:
        try:
            request = Request("GET", path, {"accept": "application/json"})
            response = yield from call(Plan(exchange.operation, request, exchange.decoder, RetryPolicy(0), timeout))
            document = load(response.content)
            found = compile_document(document) if isinstance(document, dict) else None
        except (GoodMemError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
            # Whatever else a server has at this place, it is no document of an API.
            continue
        if found is not None:
            break
    return found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


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
                        (one for one in members(exchange, dict(reply.schema)) if one.lower() == "gitcommit"), None
                    )
                    if wire is not None:
                        return exchange, wire
    return None


def _key(operation: Any) -> tuple[str, str]:
    return operation.http_method, re.sub(r"\{[^}]*\}", "{}", operation.path)


def compare(mine: Surface, theirs: Surface, server_commit: str | None) -> Drift:
    """What differs between two surfaces, from the point of view of a caller of the first."""
    own = {_key(one): one for one in mine.operations}
    other = {_key(one): one for one in theirs.operations}
    changed = []
    for key, operation in own.items():
        if key not in other:
            continue
        texts = [*_arguments(operation, other[key]), *_answers(mine, operation, theirs, other[key])]
        changed += [f"{operation.qualname}: {text}" for text in texts]
    return Drift(
        mine.commit,
        server_commit,
        document_read=True,
        missing=tuple(sorted(one.qualname for key, one in own.items() if key not in other)),
        added=tuple(sorted(one.qualname for key, one in other.items() if key not in own)),
        changed=tuple(changed),
    )


def _arguments(mine: Operation, theirs: Operation) -> Iterator[str]:
    # Variables of a path go by their place: what they are called is no difference.
    known = {(param.location, param.wire): param for param in mine.params if param.location in _SENT}
    served = {(param.location, param.wire): param for param in theirs.params if param.location in _SENT}
    for where, param in known.items():
        there = served.get(where)
        # What the overlay adds is not in the server's document, and is no difference: headers, and a whole body.
        added = param.location in {"header", "cookie"} or not param.wire
        if there is None and not added:
            yield f"this server's document does not have {param.name!r}"
        elif there is not None and there.required and not param.required:
            yield f"the server needs {param.name!r}"
    for where, param in served.items():
        if where not in known and param.required:
            yield f"the server needs {param.name!r}, which this client does not know"
        elif where not in known:
            yield f"this client does not know {param.name!r}"


def _answers(mine: Surface, operation: Operation, theirs: Surface, other: Operation) -> Iterator[str]:
    """Members of the answers that the server says are of another type, or that it no longer has."""
    before, after = _replied(mine, operation), _replied(theirs, other)
    for name, kinds in before.items():
        if name not in after:
            yield f"this server's answers do not have {name!r}"
        elif kinds and after[name] and set(kinds) != set(after[name]):
            now, was = (" or ".join(sorted(one)) for one in (after[name], kinds))
            yield f"{name!r} is {now} in this server's answers, and {was} to this client"


def _replied(surface: Surface, operation: Operation) -> dict[str, tuple[str, ...]]:
    """Python name → JSON types, of the members of what a method returns; of a page's items, where it returns pages."""
    reply = next((one for one in operation.replies if one.is_typed), None)
    view = object_view(dict(reply.schema), surface.resolver) if reply is not None else None
    if view is not None and operation.paging is not None:
        items = surface.resolver.follow(view.properties[operation.paging.items]).get("items", {})
        view = object_view(items, surface.resolver) if isinstance(items, dict) else None
    found = view.properties if view is not None else {}
    return {identifier(wire): types(surface.resolver.follow(strip_null(schema))) for wire, schema in found.items()}


def explains(error: APIError, operation: Any) -> bool:
    """Whether a difference between client and server could be why a call failed."""
    if isinstance(error, APIResponseValidationError):
        return error.body[:1] in {"{", "["}
    if error.status_code in {405, 501}:
        return True
    if error.status_code == 404:
        return "{" not in operation.path
    return error.status_code in {400, 422} and _UNKNOWN.search(error.body[:2000]) is not None


def explain_flow(core: Core, operation: Any, error: APIError) -> Flow:
    """What a difference has to do with a failed call, as text for its error; asked once for a connection."""
    if not explains(error, operation):
        return ""
    connection = core.connection
    if not hasattr(connection, "drift"):
        connection.drift = None
        try:
            connection.drift = yield from drift_flow(core)
        except GoodMemError:
            return ""
    drift: Drift | None = connection.drift
    if drift is None or (drift.same and drift.server_commit in {None, drift.client_commit}):
        return ""
    if operation.qualname in drift.missing:
        return f"this server's document does not have {operation.qualname} (see goodmem_dyn.drift)"
    own = [text for text in drift.changed if text.startswith(f"{operation.qualname}: ")]
    if own:
        return "; ".join(text.partition(": ")[2] for text in own) + " (see goodmem_dyn.drift)"
    misread = isinstance(error, APIResponseValidationError)
    if (misread or not drift.document_read) and drift.server_commit not in {None, drift.client_commit}:
        mine, theirs = short(drift.client_commit), short(str(drift.server_commit))
        return f"this client was made for server {mine}, and the server runs {theirs} (see goodmem_dyn.drift)"
    return ""
