"""What an operation answers with: the replies of its success statuses, and how a list is read on.

Rules: a list is found by what it needs, an array of its items; what else stands beside it takes nothing away. Among
several arrays the items are the one that is called as the resource is, or has items that are, else the one that is
always there. What is no list may be the envelope of one, and is looked into by the same rules; an item that is read by
its id is none. An array with nothing around it is a list that comes whole where all lists are such: among GoodMem's
servers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import pattern
from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.envelopes import envelopes, member_at
from goodmem_dyn._document.names import singular, snake
from goodmem_dyn._document.schema import fields_of, is_file, strip_null, types
from goodmem_dyn._document.surface import Paging, Reply
from goodmem_dyn._wire.media import reply_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

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
    resources: Sequence[str],
    resolver: Resolver,
    *,
    is_kin: bool = False,
    is_item: bool = False,
) -> Paging | None:
    """How the list is read that an operation answers with; None where it is no list.

    Args:
        method: The operation's, in lower case.
        params: What it takes.
        replies: What it answers with.
        resources: What the items may be called, at last as the path ends.
        resolver: Of the document.
        is_kin: Whether the document is of a GoodMem server, where an array of objects with nothing around it is a list,
            too, and so is one that has the end of its resource's name.
        is_item: Whether the path is that of an item, so that lists in its answer are the item's own.
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
    if items is None and not is_item:
        # Without a token, what has items of the resource comes whole; elsewhere it may be a page by its number.
        resource = resources[-1] if is_kin or following is not None else ""
        items = _of_resource(view, resource, resolver)
        if items is None and (enveloped := _enveloped(view, resources, resolver, is_kin=is_kin)) is not None:
            items, following = enveloped
    # Whatever a GET lists is a list; of the others only what can be read on certainly is one.
    if items is None or not places or (method != "get" and (token is None or following is None)):
        return None
    item = _item(member_at(dict(reply.schema) if reply else {}, items, resolver), resolver)
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


def _arrays(view: ObjectView, resolver: Resolver) -> list[str]:
    return [wire for wire, member in view.properties.items() if types(resolver.follow(member)) == ("array",)]


def _named(view: ObjectView, resources: Container[str], resolver: Resolver) -> str | None:
    """The array that is called as the resource is."""
    return next((wire for wire in _arrays(view, resolver) if snake(wire) in resources), None)


def _items_of(view: ObjectView, resources: Container[str], has_token: bool, resolver: Resolver) -> str | None:
    """The member of a list's answer that has the items; None where the answer is no list."""
    if (named := _named(view, resources, resolver)) is not None:
        return named
    arrays = _arrays(view, resolver)
    if len(arrays) == 1 and (has_token or _counts_beside(arrays[0], view, resolver)):
        return arrays[0]
    # Without a token and under another name, an array among other members may be anything: a list of warnings, say.
    required = [wire for wire in arrays if wire in view.required]
    return required[0] if has_token and len(required) == 1 else None


def _of_resource(view: ObjectView, resource: str, resolver: Resolver) -> str | None:
    """The one array whose items are called as the resource is, or have its id."""
    owner = singular(resource).replace("_", "")
    arrays = [wire for wire, member in view.properties.items() if _is_of(_item(member, resolver), owner, resolver)]
    return arrays[0] if owner and len(arrays) == 1 else None


def _is_of(item: Any, owner: str, resolver: Resolver) -> bool:
    fields = fields_of(item, resolver)
    name = (resolver.name(item) or "").lower().removesuffix("response") if fields is not None else ""
    return fields is not None and (name == owner or any(wire.lower() == f"{owner}id" for wire in fields.properties))


def _item(array: Any, resolver: Resolver) -> Any:
    """The schema of the items of an array; `{}` for anything else."""
    node = resolver.follow(strip_null(array)) if isinstance(array, dict) else {}
    return node.get("items", {}) if types(node) == ("array",) else {}


def _enveloped(
    outer: ObjectView, resources: Sequence[str], resolver: Resolver, *, is_kin: bool
) -> tuple[str, str | None] | None:
    """The paths to the items and to the next token of a list in an envelope; None where there certainly is none.

    An array that is not called as the resource is must have a token, or be all that the answer is about.
    """
    beside = _next_of(outer, resolver)
    for level in envelopes(outer, resolver):
        tokens = {way: f"{way}/{wire}" if (wire := _next_of(view, resolver)) else beside for way, view in level}
        named = {
            way: _named(view, resources, resolver)
            or _of_resource(view, resources[-1] if is_kin or tokens[way] is not None else "", resolver)
            for way, view in level
        }
        other = {
            way: _items_of(view, (), tokens[way] is not None, resolver)
            for way, view in level
            if tokens[way] is not None or len(outer.properties) == 1
        }
        for items in (named, other):
            lists = [
                (way, wire)
                for way, wire in items.items()
                if wire is not None
                and fields_of(_item(dict(level)[way].properties[wire], resolver), resolver) is not None
            ]
            if len(lists) == 1:
                return "/".join(lists[0]), tokens[lists[0][0]]
    return None


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
