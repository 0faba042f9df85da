"""The flow of one page of a list: `max_items`, `page_size` and a token in, a page out that knows how to go on."""

from __future__ import annotations

import math
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import fail
from goodmem_dyn._calls.context import Context
from goodmem_dyn._document.names import identifier
from goodmem_dyn._document.schema import strip_null, types
from goodmem_dyn._results.cursor import Cursor, check_max_items
from goodmem_dyn._results.pages import AsyncPage, Page
from goodmem_dyn._results.whole import AsyncWholePage, WholePage
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from goodmem_dyn._arguments.refusals import Problems
    from goodmem_dyn._calls.context import Args
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.schema import Schema
    from goodmem_dyn._document.surface import Paging
    from goodmem_dyn._wire.effects import Flow


USUAL_PAGE = 50
"""So many items a page has that nothing is said of."""


def page(
    exchange: Exchange, args: Args, context: Context, cursor: Cursor | None = None, since: float | None = None
) -> Flow:
    """The flow of one page; the first one, which has no cursor, takes where to begin from the arguments.

    Its deadline began at `since`, where pages without an item went before it.
    """
    paging = exchange.operation.paging
    assert paging is not None
    args = dict(args)
    if cursor is None:
        own = {param.name for param in exchange.operation.params} - {paging.size, paging.token}
        cursor = _first(exchange, paging, args, own, context.where)
        args = context.prepared(args)
    context.since = time.monotonic() if since is None and cursor.skip else since
    while True:
        sent = dict(args)
        size = _size(exchange, cursor)
        if paging.size is not None and size is not None:
            sent[paging.size] = size
        if paging.token is not None and cursor.token is not None:
            sent[paging.token] = cursor.token
        response = yield from exchange.send(sent, context)
        reply = yield from exchange.decoded(response, context)
        token = _spelled(exchange, paging.token, attribute(reply, paging.next)) if paging.next else None
        is_bare = not paging.items or isinstance(reply, list)
        items = (reply if is_bare else attribute(reply, paging.items)) or []
        items = rows_of(exchange, paging.item, items if isinstance(items, list) else [items])
        if not token or cursor.skip <= len(items):
            break
        # The page was larger when it was read, so what was read of it reaches into the next one.
        cursor = cursor.advance(token, 0, cursor.skip - len(items))
    wanted, next_token = cursor.cut(items, token)
    engine = context.core.engine
    if paging.token is None:
        whole: Any = AsyncWholePage if engine.is_async else WholePage
        return whole(wanted, response=reply)  # such a list cannot be resumed
    kind: Any = AsyncPage if engine.is_async else Page
    more = partial(page, exchange, args, Context(context.core, exchange, context.options))
    return kind(wanted, next_token, response=reply, cursor=cursor, more=more, run=engine.run)


def rows_of(exchange: Exchange, component: str | None, rows: list[Any]) -> list[Any]:
    """The objects in an answer as their own model, also where what they lie in has none: then they are plain values."""
    if component is None or not rows or type(rows[0]) is not dict:
        return rows
    from goodmem_dyn._models.tolerance import taken

    model = exchange.document.model(component)
    return [taken(model, row) if type(row) is dict else row for row in rows]


def _spelled(exchange: Exchange, name: str | None, token: Any) -> Any:
    """A server's token as its argument takes it: some send numbers that they promise as text."""
    param = exchange.operation.param(name) if type(token) is int and name is not None else None
    is_text = param is not None and "string" in types(exchange.surface.resolver.follow(strip_null(dict(param.schema))))
    return str(token) if is_text else token


def _first(exchange: Exchange, paging: Paging, args: Args, own: set[str], where: str) -> Cursor:
    """Where the first page begins; what says so is taken out of the arguments, unless it is the operation's own."""

    def shared(name: str) -> Any:
        return None if name in own else args.pop(name, None)

    size = shared("page_size")
    if size is not None and paging.size is not None and args.get(paging.size) not in (None, NOT_GIVEN):
        raise InvalidRequestError(f"{where}: give page_size or {paging.size}, not both.")
    named = "page_size"
    if size is None and paging.size is not None:
        size, named = args.get(paging.size), paging.size
    _check(exchange, paging.size, size, named, where)
    token = args.pop(paging.token, None) if paging.token else None
    usual = shared("next_token") if paging.token else None
    if token is not None and usual is not None:
        raise InvalidRequestError(f"{where}: give next_token or {paging.token}, not both.")
    _check(exchange, paging.token, usual, "next_token", where)
    token = usual if token is None else token
    return Cursor.at(token, check_max_items(shared("max_items"), where), size)


def _size(exchange: Exchange, cursor: Cursor) -> int | None:
    """The page size to ask for: what the caller says, or no more than is still wanted."""
    if not expected().sizes_pages:
        return cursor.page_size
    if cursor.size is None or cursor.page_size is not None:
        return cursor.size
    return _asked(exchange, cursor.size)


def _asked(exchange: Exchange, wanted: int) -> int | None:
    """The size of a page to ask for where so many items are wanted; None for the server's own.

    A server may refuse what it finds too many, and a document need not say how many that is: more than it says, or than
    the server sends of itself, is not asked for.
    """
    paging = exchange.operation.paging
    param = exchange.operation.param(paging.size) if paging is not None and paging.size is not None else None
    if param is None:
        return None
    most = _largest(exchange.surface.resolver.follow(strip_null(dict(param.schema))))
    if most is not None:
        return min(wanted, most)
    usual = param.default if isinstance(param.default, int) else USUAL_PAGE
    return wanted if wanted <= usual else None


def _largest(node: Schema) -> int | None:
    """The largest integer that a schema says it takes; None where it says nothing but how wide a number may be."""
    below = node.get("exclusiveMaximum")
    most = node.get("maximum")
    if below is True:
        most = most - 1 if most is not None else None
    elif below is not None and below is not False:
        most = math.ceil(below) - 1
    return math.floor(most) if most is not None else None


def _check(exchange: Exchange, name: str | None, value: Any, label: str, where: str) -> None:
    """Check an argument under the name that it was given by, which is not the document's."""
    if name is None or value is None or value is NOT_GIVEN:
        return
    problems: Problems = []
    exchange.encoder.check(name)(value, label, problems)
    if problems:
        raise fail(problems, where)


def attribute(model: Any, wire: str) -> Any:
    """A member of a reply by its wire name, or by the path to it, joined by slashes."""
    if model is None or isinstance(model, (list, str, bytes, int, float)):
        return None  # what came is no object, which has been told of already
    if "/" in wire:
        outer, _, inner = wire.partition("/")
        return attribute(attribute(model, outer), inner)
    if isinstance(model, dict):
        return model.get(wire)
    name = identifier(wire)
    if hasattr(model, name):
        return getattr(model, name)
    fields = type(model).model_fields
    aliased = next((key for key, field in fields.items() if field.alias == wire), None)
    return getattr(model, aliased) if aliased else (model.model_extra or {}).get(wire)
