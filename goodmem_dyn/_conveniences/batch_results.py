"""Where the answer to a batch has its results: objects that each say `success`, in the answer or in an envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.paging import attribute, rows_of
from goodmem_dyn._conveniences.structure import item_of, members
from goodmem_dyn._document.envelopes import envelopes, member_at
from goodmem_dyn._document.schema import fields_of, types

if TYPE_CHECKING:
    from goodmem_dyn._calls.exchange import Exchange


class Results:
    """The results of one operation's answers.

    Attributes:
        item: The schema of one.
        members: Its members.
    """

    def __init__(self, exchange: Exchange, reply: Any, way: str) -> None:
        self._exchange = exchange
        self._outer, _, self._wire = way.rpartition("/")
        self.item: Any = item_of(exchange, member_at(reply, way, exchange.surface.resolver))
        self.members: dict[str, Any] = members(exchange, self.item)

    @classmethod
    def find(cls, exchange: Exchange) -> Results | None:
        """The results in what an operation answers with as JSON; None where it has none."""
        resolver, reply = exchange.surface.resolver, exchange.operation.json_reply
        schema = {} if reply is None else dict(reply.schema)
        view = fields_of(schema, resolver)
        for level in ([("", view)], *envelopes(view, resolver)) if view is not None else ():
            for way, fields in level:
                for wire, member in fields.properties.items():
                    success = members(exchange, item_of(exchange, member)).get("success", {})
                    if types(resolver.follow(success)) == ("boolean",):
                        return cls(exchange, schema, f"{way}/{wire}" if way else wire)
        return None

    def holder(self, reply: Any) -> Any:
        """What of a reply has the results, and what is counted beside them."""
        inner = attribute(reply, self._outer) if self._outer else None
        return reply if inner is None else inner

    def of(self, reply: Any) -> list[Any]:
        """The results in a reply, as their own model; none where it says nothing of them."""
        results = attribute(self.holder(reply), self._wire)
        component = self._exchange.surface.resolver.name(self.item)
        return rows_of(self._exchange, component, results) if isinstance(results, list) else []
