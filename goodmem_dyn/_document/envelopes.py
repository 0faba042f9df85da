"""Where an answer has what it is about: it is that, or holds it beside other things, in an envelope.

Rules: a resource is known by its id. What has that is the resource; of an answer that has it not, it is the one member
which does. Lists and results lie in the answer, or in the objects of it; a path names where, its parts joined by
slashes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._document.schema import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.schema import ObjectView, Resolver
    from goodmem_dyn._document.surface import Reply


DEPTH = 2
"""So many envelopes may lie in each other."""


class Held(NamedTuple):
    """Where an answer has its resource.

    Attributes:
        wire: The member that holds it; empty where the answer is the resource.
        schema: What the resource is.
    """

    wire: str
    schema: Any


def holding(reply: Reply | None, wire: str, resolver: Resolver) -> Held | None:
    """Where an answer has what has a member of this name; None where it has it nowhere, or at several places."""
    schema = {} if reply is None else dict(reply.schema)
    view = fields_of(schema, resolver)
    if view is None:
        return None
    if wire in view.properties:
        return Held("", schema)
    inner = [(name, member, fields_of(member, resolver)) for name, member in view.properties.items()]
    holders = [Held(name, member) for name, member, fields in inner if fields is not None and wire in fields.properties]
    return holders[0] if len(holders) == 1 else None


def envelopes(view: ObjectView, resolver: Resolver) -> Iterator[list[tuple[str, ObjectView]]]:
    """The objects in an answer that may hold what it is about, the outer ones first: the path to each, and its view."""
    level = [("", view)]
    for _ in range(DEPTH):
        level = [
            (f"{way}/{wire}" if way else wire, fields)
            for way, outer in level
            for wire, member in outer.properties.items()
            if (fields := fields_of(member, resolver)) is not None and fields.properties
        ]
        if not level:
            return
        yield level


def member_at(schema: Any, way: str, resolver: Resolver) -> Any:
    """The schema of the member that a path leads to; an empty path is the schema itself, and nowhere is `{}`."""
    for wire in way.split("/") if way else ():
        view = fields_of(schema, resolver)
        schema = view.properties.get(wire, {}) if view is not None else {}
    return schema


def value_at(value: Any, way: str) -> Any:
    """The member of a JSON value that a path leads to; None where it leads nowhere."""
    for wire in way.split("/") if way else ():
        value = value.get(wire) if isinstance(value, dict) else None
    return value
