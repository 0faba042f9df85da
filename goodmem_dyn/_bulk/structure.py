"""Where bulk ingestion can be: the operations that it stands on, found by what the document shows of them.

Rules: no operation is looked for by what it is about. A collection is a namespace whose items carry content, can be
created with an id of the client's choice and waited for, and can be created, read and deleted in batches; whose list is
paged and asks for one id, which a create takes as well; and whose items keep metadata. What is missing there is missing
from the client, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn._conveniences.batches import Batches
from goodmem_dyn._conveniences.content import FileContent
from goodmem_dyn._conveniences.structure import component_of, members
from goodmem_dyn._conveniences.waiting import Watch
from goodmem_dyn._derived.base import methods_of
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null, types

if TYPE_CHECKING:
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._conveniences.content import Content
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method

_PAGE = 500
"""Items a page where the document sets no bound."""


@dataclass(frozen=True)
class Batch:
    """An operation on many items at once.

    Attributes:
        method: The operation.
        items: The argument that takes the items.
        shape: How its results are read.
    """

    method: Method
    items: str
    shape: Batches

    @property
    def most(self) -> int:
        """How many items one request may hold."""
        most: int = self.shape.most
        return most


@dataclass(frozen=True)
class Collection:
    """The operations of one kind of item, and the names of their members in Python.

    Attributes:
        create, read, delete: Its batches.
        list: Its paged list.
        download: Reads the content of one item; None where the document has no such operation.
        watch: What is known of processing: the member with the status, and the argument that asks for the history.
        parent: The argument that says what an item belongs to, in a create and in the list.
        id: The member with the id.
        metadata: The member with the metadata.
        content: The members that carry content.
        filter: The list's argument for conditions on metadata, or None.
        digest: The member of an answer with the SHA-256 of the content, or None.
        length: The member of an answer with the length of the content in bytes, or None.
        reference: The member that points to where content comes from, or None.
        fields: All that an item may have when it is created.
    """

    create: Batch
    read: Batch
    delete: Batch
    list: Method
    download: Method | None
    watch: Watch
    parent: str
    id: str
    metadata: str
    content: Content
    filter: str | None
    digest: str | None
    length: str | None
    reference: str | None
    fields: frozenset[str]

    def prepare(self) -> None:
        """Make what the first calls would make, so that no two of them do it at once, each in a thread."""
        for method in (self.create.method, self.read.method, self.delete.method, self.list):
            method.exchange.prepare_all()

    @property
    def name(self) -> str:
        """Its namespace, for messages."""
        return self.list.qualname.rpartition(".")[0]

    @property
    def page(self) -> dict[str, int]:
        """The argument that makes pages as large as the document allows."""
        paging = self.list.operation.paging
        for param in self.list.operation.params:
            if paging is not None and param.name == paging.size:
                return {"page_size": int(dict(param.schema).get("maximum", _PAGE))}
        return {}


def find_collection(catalog: Catalog) -> Collection | None:
    """The collection of a document, or None where it has none; looked for once."""
    key = ((), "bulk")
    if key not in catalog.derived:
        collections = (_collection(catalog, namespace) for namespace in catalog.surface.namespaces)
        catalog.derived[key] = next((collection for collection in collections if collection is not None), None)
    collection: Collection | None = catalog.derived[key]
    return collection


def _collection(catalog: Catalog, namespace: tuple[str, ...]) -> Collection | None:
    methods = methods_of(catalog, namespace)
    single, listing = methods.get("create"), methods.get("list")
    watch = Watch.find(single.exchange) if single is not None else None
    if single is None or listing is None or watch is None:
        return None
    create, read, delete = (_batch(methods.get(f"batch_{verb}")) for verb in ("create", "get", "delete"))
    content = next(
        (convenience.content for convenience in single.conveniences if isinstance(convenience, FileContent)), None
    )
    if create is None or read is None or delete is None or content is None:
        return None
    if create.shape.content is None or content.text is None or watch.id_name not in delete.shape.fields:
        return None
    reply = members(watch.get, watch.held.schema)
    parent, paging = _parent(listing, create), listing.operation.paging
    stored = [wire for wire in reply if snake(wire) in create.shape.fields]
    metadata = next((wire for wire in stored if _is_open(watch.get, reply[wire])), None)
    if parent is None or metadata is None or paging is None or paging.item != component_of(watch.get, watch.held):
        return None
    return Collection(
        create,
        read,
        delete,
        listing,
        _download(methods, watch.get.operation.path),
        watch,
        parent,
        watch.id_name,
        snake(metadata),
        content,
        next((param.name for param in listing.operation.params if param.is_filter), None),
        _ending(reply, "Sha256"),
        _ending(reply, "Length"),
        next((snake(wire) for wire in stored if wire.endswith("Ref")), None),
        frozenset(create.shape.fields),
    )


def _batch(method: Method | None) -> Batch | None:
    shape = (
        next((convenience for convenience in method.conveniences if isinstance(convenience, Batches)), None)
        if method
        else None
    )
    return Batch(method, shape.name, shape) if method is not None and shape is not None else None


def _parent(listing: Method, create: Batch) -> str | None:
    """The one thing that a list asks for, where a create takes it as well."""
    required = [param.name for param in listing.operation.params if param.required]
    return required[0] if len(required) == 1 and required[0] in create.shape.fields else None


def _is_open(exchange: Exchange, schema: Any) -> bool:
    """Whether a member is an object without members of its own."""
    node = exchange.surface.resolver.follow(strip_null(schema))
    return types(node) == ("object",) and not members(exchange, schema)


def _ending(reply: dict[str, Any], end: str) -> str | None:
    return next((snake(wire) for wire in reply if wire.endswith(end)), None)


def _download(methods: dict[str, Method], path: str) -> Method | None:
    """The operation below an item that gives its bytes and asks for nothing else than the item."""
    for method in methods.values():
        operation = method.operation
        is_below = operation.http_method == "GET" and operation.path.startswith(f"{path}/")
        if is_below and operation.path.count("{") == 1 and any(reply.kind == "binary" for reply in operation.replies):
            return method
    return None
