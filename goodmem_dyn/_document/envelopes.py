"""Where an answer has the resource that it is about: it is that resource, or holds it beside other things.

Rules: a resource is known by its id. What has that is the resource; of an answer that has it not, it is the one member
which does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._document.schema import fields_of

if TYPE_CHECKING:
    from goodmem_dyn._document.schema import Resolver
    from goodmem_dyn._document.surface import Reply


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
