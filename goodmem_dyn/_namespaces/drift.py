"""Whether a running server is the one this client was made for, and what differs.

Rules: nothing is asked unless the caller asks. A server without a public document is compared by its commit alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bounds import DOCUMENT_BYTES, DOCUMENT_SECONDS
from goodmem_dyn._document.bounds import compile_untrusted
from goodmem_dyn._document.envelopes import member_at
from goodmem_dyn._document.names import identifier, place
from goodmem_dyn._document.schema import object_view, strip_null, types
from goodmem_dyn._namespaces.lookups import UNREADABLE, look
from goodmem_dyn._wire.telling import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._calls.context import Core
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._wire.effects import Flow

UNKNOWN = "sha256:"
"""What stands for a commit where none is known: the hash of the document."""

_SENT = frozenset({"body", "query", "header", "cookie", "file"})


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
        seen: Where answers to this client were not as its document promises, each as `UnexpectedAnswerWarning` told it.
    """

    client_commit: str
    server_commit: str | None
    document_read: bool
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether client and server fit each other, as far as can be seen."""
        if self.seen:
            return False
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
            head += "; the server's document could not be read, so only the commits were compared"
            return "\n".join([f"{head}, and answers:", *self._seen()]) if self.seen else head
        if self.same:
            return f"{head}; no difference"
        lines = [f"{head}:"]
        lines += [f"  - the server does not have {name}" for name in self.missing]
        lines += [f"  - {text}" for text in self.changed]
        lines += [f"  - the client does not have {name}" for name in self.added]
        return "\n".join([*lines, *self._seen()])

    def _seen(self) -> list[str]:
        return [f"  - seen in an answer to {text}" for text in self.seen]


def drift_flow(core: Core) -> Flow:
    """The flow that finds out; returns a `Drift`."""
    surface = core.catalog.surface
    seen = tuple(
        sorted(f"{name}: {f'`{place}` ' if place else ''}{difference}" for name, (place, difference) in core.told)
    )
    server = yield from look(core, DOCUMENT_SECONDS, DOCUMENT_BYTES)
    theirs = _surface(server.document) if server is not None else None
    if server is None or theirs is None:
        return Drift(surface.commit, server and server.commit, document_read=False, seen=seen)
    with theirs.resolver.bounded():
        core.unserved = unserved(surface, theirs)
        return replace(compare(surface, theirs, server.commit or theirs.commit or None), seen=seen)


def _surface(document: Any) -> Surface | None:
    """What a server's document offers; None where it is no document of an API, or none that can be read."""
    if document is None:
        return None
    try:
        return compile_untrusted(document)
    except UNREADABLE:
        return None


def operation_key(operation: Any) -> tuple[str, str]:
    """An operation by its verb and path, whatever the path calls its variables."""
    return place(operation.http_method.lower(), operation.path)


def compare(mine: Surface, theirs: Surface, server_commit: str | None) -> Drift:
    """What differs between two surfaces, from the point of view of a caller of the first."""
    own = {operation_key(operation): operation for operation in mine.operations}
    other = {operation_key(operation): operation for operation in theirs.operations}
    changed = []
    for key, operation in own.items():
        if key not in other:
            continue
        texts = [*differing_arguments(operation, other[key]), *differing_answers(mine, operation, theirs, other[key])]
        changed += [f"{operation.qualname}: {text}" for text in texts]
    return Drift(
        mine.commit,
        server_commit,
        document_read=True,
        missing=tuple(sorted(operation.qualname for key, operation in own.items() if key not in other)),
        added=tuple(sorted(operation.qualname for key, operation in other.items() if key not in own)),
        changed=tuple(changed),
    )


def unserved(mine: Surface, theirs: Surface) -> dict[str, frozenset[str]]:
    """The arguments of every method that the other surface has no word for."""
    other = {operation_key(operation): operation for operation in theirs.operations}
    pairs = [
        (operation, other[operation_key(operation)])
        for operation in mine.operations
        if operation_key(operation) in other
    ]
    by_method = {operation.qualname: frozenset(_unknown_to(operation, their)) for operation, their in pairs}
    return {name: names for name, names in by_method.items() if names}


def _unknown_to(mine: Operation, theirs: Operation) -> Iterator[str]:
    # The oldest documents say of a map of labels that it is `label.*`.
    served = {(param.location, wire) for param in theirs.params for wire in (param.wire, param.wire.removesuffix(".*"))}
    for param in mine.params:
        # A body that is an argument as a whole has no name on the wire.
        is_sent = param.location in {"query", "body"} and (param.wire or theirs.body is None)
        if is_sent and (param.location, param.wire) not in served:
            yield param.name


def differing_arguments(mine: Operation, theirs: Operation) -> Iterator[str]:
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


def differing_answers(mine: Surface, operation: Operation, theirs: Surface, other: Operation) -> Iterator[str]:
    """Members of the answers that the server says are of another type, or that it no longer has."""
    before, after = _replied(mine, operation), _replied(theirs, other)
    for name, kinds in before.items():
        if name not in after:
            yield f"this server's answers do not have {name!r}"
        elif kinds and after[name] and set(kinds) != set(after[name]):
            now, was = (" or ".join(sorted(kinds)) for kinds in (after[name], kinds))
            yield f"{name!r} is {now} in this server's answers, and {was} to this client"


def _replied(surface: Surface, operation: Operation) -> dict[str, tuple[str, ...]]:
    """Python name → JSON types, of the members of what a method returns; of a page's items, where it returns pages."""
    reply = next((reply for reply in operation.replies if reply.is_typed), None)
    schema = dict(reply.schema) if reply is not None else {}
    if operation.paging is not None:
        array = surface.resolver.follow(strip_null(member_at(schema, operation.paging.items, surface.resolver)))
        schema = array.get("items", {})
    view = object_view(schema, surface.resolver) if isinstance(schema, dict) else None
    properties = view.properties if view is not None else {}
    return {identifier(wire): types(surface.resolver.follow(strip_null(schema))) for wire, schema in properties.items()}
