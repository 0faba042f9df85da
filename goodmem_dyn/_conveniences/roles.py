"""Which member of an event means what, found by the shape of its schema: the roles of a retrieval.

Rules: a stream whose events carry scored references, and the definitions that they refer to, is a retrieval. Of several
members that could be the definition, the one that says most is it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._conveniences.structure import members, result_type
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null, types
from goodmem_dyn._results.hits import Roles

if TYPE_CHECKING:
    from goodmem_dyn._calls.exchange import Exchange

_SCORE = "relevanceScore"


class Retrieval(NamedTuple):
    """A stream of events as a retrieval: the roles of their members, and the types that stand in its annotations."""

    roles: Roles
    chunk: str
    definition: str
    status: str


class _Scored(NamedTuple):
    """Where an event carries a scored reference: its member, the reference in it, and the chunk in that."""

    item: str
    reference: str
    chunk: str
    fields: dict[str, Any]


def find_roles(exchange: Exchange, schema: Any) -> Retrieval | None:
    """What the members of an event mean; None for a plain stream."""
    schemas = members(exchange, schema)
    events = {wire: members(exchange, node) for wire, node in schemas.items()}
    scored = _scored(exchange, events)
    if scored is None:
        return None
    chunk = scored.fields[scored.chunk]
    definition, key = _definition(exchange, events, scored)
    reply = _with(events, "text", _SCORE)
    status = _with(events, "code", "message")
    boundary = next((wire for wire, fields in events.items() if _is_boundary(exchange, fields)), None)
    result_set = next((wire for wire in scored.fields if boundary and wire in events[boundary]), None)
    required = [snake(wire) for wire in (scored.item, scored.reference, scored.chunk, _SCORE, key or "")]
    optional = [wire and snake(wire) for wire in (definition, key, reply, status, boundary, result_set)]

    def kind(wire: str | None) -> str:
        return result_type(exchange, strip_null(schemas[wire])) if wire else "object"

    return Retrieval(
        Roles(*required, *optional), result_type(exchange, strip_null(chunk)), kind(definition), kind(status)
    )


def _scored(exchange: Exchange, events: dict[str, dict[str, Any]]) -> _Scored | None:
    """The member whose inner object has a score, and an object beside it."""
    for wire, fields in events.items():
        for inner, node in fields.items():
            parts = members(exchange, node)
            chunk = next((key for key, part in parts.items() if members(exchange, part)), None)
            if _SCORE in parts and chunk is not None:
                return _Scored(wire, inner, chunk, parts)
    return None


def _definition(
    exchange: Exchange, events: dict[str, dict[str, Any]], scored: _Scored
) -> tuple[str | None, str | None]:
    """The member that defines what chunks belong to, and the id that both have."""
    chunk = exchange.surface.resolver.follow(strip_null(scored.fields[scored.chunk]))
    # What is promised tells more; a document that promises nothing has the same ids.
    for wires in (chunk.get("required", ()), members(exchange, scored.fields[scored.chunk])):
        shared = _shared_id([wire for wire in wires if wire.endswith("Id")], events, scored)
        if shared is not None:
            return shared
    return None, None


def _shared_id(ids: list[str], events: dict[str, dict[str, Any]], scored: _Scored) -> tuple[str, str] | None:
    candidates = [
        (len(fields), wire, key)
        for wire, fields in events.items()
        if wire != scored.item
        for key in [next((wire for wire in ids if wire in fields), None)]
        if key is not None
    ]
    return max(candidates)[1:] if candidates else None


def _with(events: dict[str, dict[str, Any]], *wires: str) -> str | None:
    """The first member that has all of these."""
    return next((wire for wire, fields in events.items() if fields.keys() >= set(wires)), None)


def _is_boundary(exchange: Exchange, fields: dict[str, Any]) -> bool:
    kind = exchange.surface.resolver.follow(strip_null(fields.get("kind", {})))
    return types(kind) == ("string",) and {"BEGIN", "END"} <= set(kind.get("enum", ()))
