"""What an operation answers with: the replies of its success statuses, and how a list is read on.

Rules: a list is found by its structure: one array, and nothing beside it or the token of the page that follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.schema import fields_of, is_file, types
from goodmem_dyn._document.surface import Paging, Reply
from goodmem_dyn._wire.media import reply_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._document.schema import Resolver
    from goodmem_dyn._document.surface import Param

_SIZES = {"maxresults", "pagesize", "limit", "perpage"}
_NEXT = re.compile(r"next.*(token|cursor)|cursor|continuation_?token")
"""How replies call the token of the page that follows."""
_TOKEN = ("token", "cursor")


def replies_of(responses: Mapping[Any, Any], resolver: Resolver) -> Iterator[Reply]:
    """What the success statuses answer with; where there are none, what `default` does."""
    success = [status for status in responses if str(status).startswith("2")]
    for status in success or [status for status in responses if status == "default"]:
        content = resolver.follow(responses[status]).get("content", {})
        if not content:
            yield Reply(str(status), "empty")
        for media_type, node in content.items():
            schema = node.get("itemSchema", node.get("schema", {}))
            schema = schema if isinstance(schema, dict) else {}
            kind = reply_kind(media_type, is_stream=bool(node.get("x-goodmem-stream")))
            if kind == "text" and is_file(node.get("schema"), resolver):
                kind = "binary"
            yield Reply(str(status), kind, media_type, schema, resolver.name(schema))


def json_reply(replies: Iterable[Reply]) -> Reply | None:
    """The reply that is one JSON value."""
    return next((reply for reply in replies if reply.kind == "json"), None)


def paging_of(params: Iterable[Param], replies: Iterable[Reply], resolver: Resolver) -> Paging | None:
    """How the list is read that an operation answers with; None where it is no list."""
    reply = json_reply(replies)
    view = fields_of(reply.schema, resolver) if reply else None
    if view is None:
        return None
    arrays = {wire: member for wire, member in view.properties.items() if types(resolver.follow(member)) == ("array",)}
    tokens = [wire for wire in view.properties if _NEXT.fullmatch(wire.lower())]
    if len(arrays) != 1 or (not tokens and len(view.properties) > 1):
        return None
    ((items, schema),) = arrays.items()
    item = resolver.follow(schema).get("items", {})
    query = [param for param in params if param.location == "query"]
    token = next((param.name for param in query if param.wire.lower().endswith(_TOKEN)), None)
    size = next((param.name for param in query if param.wire.lower() in _SIZES), None)
    return Paging(
        items,
        resolver.name(item),
        annotation(item, resolver, RESULTS),
        tokens[0] if tokens and token else None,
        token if tokens else None,
        size if tokens else None,
    )
