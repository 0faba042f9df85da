"""The flow of one page of a list: `max_items`, `page_size` and a token in, a page out that knows how to go on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.context import Context
from goodmem_dyn._document.names import identifier
from goodmem_dyn._results.pages import AsyncPage, Cursor, Page, check_max_items
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.surface import Paging
    from goodmem_dyn._wire.effects import Flow


def page(exchange: Exchange, args: Args, context: Context, cursor: Cursor | None = None) -> Flow:
    """The flow of one page; the first one, which has no cursor, takes where to begin from the arguments."""
    paging = exchange.operation.paging
    assert paging is not None
    args = dict(args)
    if cursor is None:
        cursor = _first(paging, args, context.where)
        args = context.prepared(args)
    while True:
        sent = dict(args)
        if paging.size is not None and cursor.size is not None:
            sent[paging.size] = cursor.size
        if paging.token is not None and cursor.token is not None:
            sent[paging.token] = cursor.token
        response = yield from exchange.send(sent, context)
        reply = yield from exchange.decoded(response, context)
        token = attribute(reply, paging.next) if paging.next else None
        items = attribute(reply, paging.items) or []
        if not token or cursor.skip <= len(items):
            break
        # The page was larger when it was read, so what was read of it reaches into the next one.
        cursor = cursor.advance(token, 0, cursor.skip - len(items))
    wanted, next_token = cursor.cut(items, token)
    if paging.token is None:
        next_token = None  # such a list cannot be resumed
    engine = context.core.engine
    kind: Any = AsyncPage if engine.is_async else Page
    more = partial(page, exchange, args, Context(context.core, exchange, context.options))
    return kind(wanted, next_token, response=reply, cursor=cursor, more=more, run=engine.run)


def _first(paging: Paging, args: Args, where: str) -> Cursor:
    """Where the first page begins; what says so is taken out of the arguments."""
    size = args.pop("page_size", None)
    if size is not None and paging.size is not None and args.get(paging.size) not in (None, NOT_GIVEN):
        raise InvalidRequestError(f"{where}: give page_size or {paging.size}, not both.")
    size = size if size is not None or paging.size is None else args.get(paging.size)
    token = args.pop(paging.token, None) if paging.token else None
    shared = args.pop("next_token", None) if paging.token else None
    if token is not None and shared is not None:
        raise InvalidRequestError(f"{where}: give next_token or {paging.token}, not both.")
    token = shared if token is None else token
    return Cursor.at(token, check_max_items(args.pop("max_items", None), where), size)


def attribute(model: Any, wire: str) -> Any:
    """A member of a reply by its wire name."""
    if isinstance(model, dict):
        return model.get(wire)
    name = identifier(wire)
    if hasattr(model, name):
        return getattr(model, name)
    fields = type(model).model_fields
    aliased = next((key for key, field in fields.items() if field.alias == wire), None)
    return getattr(model, aliased) if aliased else (model.model_extra or {}).get(wire)
