"""What an operation answers with: the replies of its success statuses, and how a list is read on.

Rules: a list is found by what it needs, an array of its items; what else stands beside it takes nothing away. Among
several arrays the items are the one that is called as the resource is, else the one that is always there. An array with
nothing around it is a list that comes whole where all lists are such: among GoodMem's servers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import pattern
from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import fields_of, is_file, strip_null, types
from goodmem_dyn._document.surface import Paging, Reply
from goodmem_dyn._wire.media import reply_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping

    from goodmem_dyn._document.schema import ObjectView, Resolver
    from goodmem_dyn._document.surface import Param

_SIZES = {"maxresults", "pagesize", "limit", "perpage"}
_NEXT = pattern(r"next.*(token|cursor)|cursor|continuation_?token")
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
            if "*" in media_type and node.get("schema") and not is_file(schema, resolver):
                kind = "json"  # a range says nothing, and the schema is that of a value
            if kind == "text" and is_file(node.get("schema"), resolver):
                kind = "binary"
            ends = bool(node.get("x-goodmem-announces-end"))
            yield Reply(str(status), kind, media_type, schema, resolver.name(schema), ends)


def json_reply(replies: Iterable[Reply]) -> Reply | None:
    """The reply that is one JSON value."""
    return next((reply for reply in replies if reply.kind == "json"), None)


def paging_of(
    method: str,
    params: Iterable[Param],
    replies: Iterable[Reply],
    resources: Collection[str],
    resolver: Resolver,
    *,
    is_kin: bool = False,
) -> Paging | None:
    """How the list is read that an operation answers with; None where it is no list.

    Args:
        method: The operation's, in lower case.
        params: What it takes.
        replies: What it answers with.
        resources: What the items may be called.
        resolver: Of the document.
        is_kin: Whether the document is of a GoodMem server, where an array of objects with nothing around it is a list,
            too, and so is one that has the end of its resource's name.
    """
    reply = json_reply(replies)
    view = fields_of(reply.schema, resolver) if reply else None
    if view is None:
        return _whole(reply.schema, resolver) if reply and is_kin and method == "get" else None
    places = {"get": ("query",), "post": ("query", "body")}.get(method, ())
    asked = [param for param in params if param.location in places]
    token = next((param.name for param in asked if param.wire.lower().endswith(_TOKEN)), None)
    following = _next_of(view, resolver)
    items = _items_of(view, resources, following is not None, resolver) or (
        _shortened(view, resources, resolver) if is_kin else None
    )
    # Whatever a GET lists is a list; of the others only what can be read on certainly is one.
    if items is None or not places or (method != "get" and (token is None or following is None)):
        return None
    item = resolver.follow(view.properties[items]).get("items", {})
    size = next((param.name for param in asked if param.wire.lower() in _SIZES), None)
    is_paged = following is not None
    return Paging(
        items,
        resolver.name(item),
        annotation(item, resolver, RESULTS),
        following if token else None,
        token if is_paged else None,
        size if is_paged else None,
    )


def _whole(schema: Any, resolver: Resolver) -> Paging | None:
    """The list that an array of objects is, with nothing around it; None for anything else."""
    node = resolver.follow(strip_null(schema)) if isinstance(schema, dict) else {}
    item = node.get("items") if types(node) == ("array",) else None
    if item is None or fields_of(item, resolver) is None:
        return None
    return Paging("", resolver.name(item), annotation(item, resolver, RESULTS))


def _next_of(view: ObjectView, resolver: Resolver) -> str | None:
    """The member that has the token of the next page, or the path to it where it lies in an object of its own."""
    for wire in view.properties:
        if _NEXT.fullmatch(wire.lower()):
            return wire
    for wire, member in view.properties.items():
        inner = fields_of(member, resolver) if isinstance(member, dict) else None
        for name in inner.properties if inner is not None else ():
            if _NEXT.fullmatch(name.lower()):
                return f"{wire}/{name}"
    return None


def _items_of(view: ObjectView, resources: Container[str], has_token: bool, resolver: Resolver) -> str | None:
    """The member of a list's answer that has the items; None where the answer is no list."""
    arrays = [wire for wire, member in view.properties.items() if types(resolver.follow(member)) == ("array",)]
    named = [wire for wire in arrays if snake(wire) in resources]
    if named:
        return named[0]
    if len(arrays) == 1 and (has_token or _counts_beside(arrays[0], view, resolver)):
        return arrays[0]
    # Without a token and under another name, an array among other members may be anything: a list of warnings, say.
    required = [wire for wire in arrays if wire in view.required]
    return required[0] if has_token and len(required) == 1 else None


def _shortened(view: ObjectView, resources: Collection[str], resolver: Resolver) -> str | None:
    """The required array of objects that has the end of its resource's name: `keys` of `apikeys`."""
    for wire in view.required:
        node = resolver.follow(view.properties.get(wire, {}))
        is_end = any(name.endswith(snake(wire)) for name in resources)
        if is_end and types(node) == ("array",) and fields_of(node.get("items"), resolver) is not None:
            return wire
    return None


def _counts_beside(items: str, view: ObjectView, resolver: Resolver) -> bool:
    """Whether nothing stands beside an array but, of one of objects, how many there are and whether there are more."""
    others = [types(resolver.follow(member)) for wire, member in view.properties.items() if wire != items]
    item = resolver.follow(resolver.follow(view.properties[items]).get("items", {}))
    is_of_objects = types(item) == ("object",) or fields_of(item, resolver) is not None
    return not others or (
        is_of_objects and items in view.required and all(other in {("integer",), ("boolean",)} for other in others)
    )
