"""Which operations are told of, and as what: found by structure.

Rules: the operation that answers with scored passages is the retrieval; what it searches are the stores, and what it
finds passages of are the records. From their ids follows what creates, lists, changes and deletes them. An operation
that is none of these has no name in the conventions, and no span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from goodmem_dyn._conveniences.roles import find_roles
from goodmem_dyn._conveniences.structure import item_of, members
from goodmem_dyn._document.envelopes import member_at
from goodmem_dyn._document.names import snake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._calls.exchange import Exchange, Exchanges
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._results.hits import Roles

RETRIEVAL, SEARCH = "retrieval", "search_memory"
CREATE, UPDATE, DELETE = "create_memory", "update_memory", "delete_memory"
CREATE_STORE, DELETE_STORE = "create_memory_store", "delete_memory_store"
_DELETES = re.compile(r"delete|remove|purge", re.IGNORECASE)
_SIZE = re.compile(r"size|limit|count|top_?k", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """What a document stores and where, by wire names.

    Attributes:
        retrieval: The name of the operation that retrieves.
        roles: Which members of its events mean what.
        query: The member of its body that holds the question.
        stores: The member that holds what to search.
        size: The member that limits the hits, or None.
        store_key: The id of a store.
        record_key: The id of a record.
    """

    retrieval: str
    roles: Roles
    query: str
    stores: str
    size: str | None
    store_key: str
    record_key: str


@dataclass(frozen=True)
class Kind:
    """What a call is in the words of the conventions.

    Attributes:
        name: The `gen_ai.operation.name`.
        layout: The document's layout.
        batch: The member of the body that holds many records, or None.
        path: Matches the target of a request, with what stands in its path as groups.
        names: The wire names of these.
        items: The member of an answer that lists records, or None.
    """

    name: str
    layout: Layout
    batch: str | None
    path: re.Pattern[str]
    names: tuple[str, ...]
    items: str | None


class Kinds:
    """The kinds of all operations of all documents; each is found out once."""

    def __init__(self) -> None:
        self._layouts: WeakKeyDictionary[Exchanges, Layout | None] = WeakKeyDictionary()
        self._kinds: WeakKeyDictionary[Exchange, Kind | None] = WeakKeyDictionary()

    def of(self, exchange: Exchange) -> Kind | None:
        """The kind of an operation; None for one that is not told of."""
        try:
            return self._kinds[exchange]
        except KeyError:
            kind = self._kinds[exchange] = self._find(exchange)
            return kind

    def _find(self, exchange: Exchange) -> Kind | None:
        document = exchange.document
        if document not in self._layouts:
            self._layouts[document] = _layout(document)
        layout = self._layouts[document]
        named = _name(exchange, layout) if layout is not None else None
        if layout is None or named is None:
            return None
        name, batch = named
        paging = exchange.operation.paging
        items = paging.items if name == SEARCH and paging is not None else None
        pieces = re.split(r"\{([^}]*)\}", exchange.operation.path)
        pattern = "([^/?]+)".join(map(re.escape, pieces[::2]))
        return Kind(name, layout, batch, re.compile(f"{pattern}(?:[?]|$)"), tuple(pieces[1::2]), items)


KINDS = Kinds()
"""What was found out is true for the whole process."""


def _layout(document: Exchanges) -> Layout | None:
    for operation in document.surface.operations:
        if operation.stream is None:
            continue
        exchange = document.by_qualname(operation.qualname)
        roles = find_roles(exchange, dict(operation.stream.schema))
        stores = next(_stores(exchange), None)
        query = next((param.wire for param in operation.params if param.location == "body" and param.required), None)
        if roles is not None and stores is not None and query is not None:
            size = next(
                (param.wire for param in operation.params if param.location == "body" and _SIZE.search(param.wire)),
                None,
            )
            wire, store_key = stores
            record = next((wire for wire in _reply_ids(document) if snake(wire) == roles.roles.chunk_key), None)
            if record is not None:
                return Layout(operation.qualname, roles.roles, query, wire, size, store_key, record)
    return None


def _stores(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """The member of a body that lists objects with an id, and that id."""
    for param in exchange.operation.params:
        if param.location == "body":
            item = item_of(exchange, dict(param.schema))
            required = exchange.surface.resolver.follow(item).get("required", ()) if isinstance(item, dict) else ()
            for wire in required:
                if wire.endswith("Id"):
                    yield param.wire, wire


def _reply_ids(document: Exchanges) -> Iterator[str]:
    """The ids that answers of creates have."""
    for operation in document.surface.operations:
        if operation.http_method == "POST":
            yield from (wire for wire in _reply(document.by_qualname(operation.qualname)) if wire.endswith("Id"))


def _reply(exchange: Exchange) -> dict[str, Any]:
    reply = exchange.operation.json_reply
    return members(exchange, dict(reply.schema)) if reply is not None else {}


def _name(exchange: Exchange, layout: Layout) -> tuple[str, str | None] | None:
    """The name of an operation in the conventions, and the member that holds many records."""
    operation = exchange.operation
    if operation.qualname == layout.retrieval:
        return RETRIEVAL, None
    if operation.http_method == "POST":
        return _post(exchange, layout)
    if operation.http_method == "GET":
        return (SEARCH, None) if _lists_records(exchange, layout) else None
    created = _created_above(exchange, layout)
    if operation.http_method == "DELETE":
        names = {CREATE: DELETE, CREATE_STORE: DELETE_STORE}
        return (names[created], None) if created in names else None
    return (UPDATE, None) if created == CREATE else None


def _post(exchange: Exchange, layout: Layout) -> tuple[str, str | None] | None:
    operation = exchange.operation
    if any(param.location == "path" for param in operation.params):
        return None
    body = {param.wire: param for param in operation.params if param.location == "body"}
    for wire, param in body.items():
        item = item_of(exchange, dict(param.schema))
        if item is not None:
            inside = members(exchange, item)
            if layout.store_key in inside and _has_twin(inside):
                return CREATE, wire
            if layout.record_key in inside and _DELETES.search(operation.path.rpartition(":")[2]):
                return DELETE, wire
    reply = _reply(exchange)
    if layout.store_key in body and body[layout.store_key].required and layout.record_key in reply:
        return CREATE, None
    is_store = layout.store_key in reply and layout.record_key not in reply and layout.store_key in body
    return (CREATE_STORE, None) if is_store else None


def _has_twin(wires: dict[str, Any]) -> bool:
    """Whether there is a text with a base64 twin: content that can be stored."""
    return any(f"{wire}B64" in wires for wire in wires)


def _lists_records(exchange: Exchange, layout: Layout) -> bool:
    operation = exchange.operation
    if operation.paging is None or layout.store_key not in {
        param.wire for param in operation.params if param.location == "path"
    }:
        return False
    reply = operation.json_reply
    schema = {} if reply is None else dict(reply.schema)
    item = item_of(exchange, member_at(schema, operation.paging.items, exchange.surface.resolver))
    return layout.record_key in members(exchange, item)


def _created_above(exchange: Exchange, layout: Layout) -> str | None:
    """What a POST on the collection of an item's path creates."""
    collection, _, last = exchange.operation.path.rpartition("/")
    if not last.startswith("{") or not last.endswith("}"):
        return None
    for other in _on(exchange.document, collection):
        post = _post(exchange.document.by_qualname(other.qualname), layout)
        return post[0] if post is not None else None
    return None


def _on(document: Exchanges, path: str) -> Iterator[Operation]:
    return (
        operation
        for operation in document.surface.operations
        if operation.path == path and operation.http_method == "POST"
    )
