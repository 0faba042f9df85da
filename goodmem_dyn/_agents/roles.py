"""What agents do all day, found by structure: retrieve, remember, list what there is to search, read one thing whole.

Rules: a role is found by what it needs. Retrieval answers with hits and takes the things to search by id; those things
are listed by the operation whose items have that id; what is remembered is created in one of them, from a text; and it
is read by the operation under its item that answers with bytes. A document that lacks one has no tool for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodmem_dyn._agents.operations import Offer, Offers

_FILTER = "x-goodmem-filter"
_SIZE = re.compile(r"size|limit|count|top_?k", re.IGNORECASE)


@dataclass(frozen=True)
class Retrieve:
    """The operation that finds passages.

    Attributes:
        offer: The operation.
        query: The argument that takes the question.
        stores: The argument that takes what to search, a list of objects.
        key: The member of such an object that holds the id, by its wire name.
        filter: The member that holds a metadata filter, or None.
        size: The argument that limits the hits, or None.
    """

    offer: Offer
    query: str
    stores: str
    key: str
    filter: str | None
    size: str | None


@dataclass(frozen=True)
class Remember:
    """The operation that stores a text.

    Attributes:
        offer: The operation.
        store: The argument that says where, by id.
        text: The argument that takes the text.
        metadata: The argument that takes data about it, or None.
    """

    offer: Offer
    store: str
    text: str
    metadata: str | None


@dataclass(frozen=True)
class Stores:
    """The operations on what is searched.

    Attributes:
        listing: Lists all of them.
        getting: Gets one, or None.
        name: The member of an item that holds its name for people, by its wire name, or None.
        contents: Lists what one of them holds, or None.
    """

    listing: Offer
    getting: Offer | None
    name: str | None
    contents: Offer | None

    @property
    def plural(self) -> str:
        """What they are called, such as `spaces`."""
        return self.listing.name.split(".")[-2]


@dataclass(frozen=True)
class Roles:
    """The operations of a document by what agents use them for; None where a document has no such operation."""

    retrieve: Retrieve | None
    stores: Stores | None
    remember: Remember | None
    reading: Offer | None

    @property
    def records(self) -> str | None:
        """What is remembered is called so, in the plural."""
        return self.reading.name.split(".")[-2] if self.reading is not None else None


def find_roles(offers: Offers) -> Roles:
    """The roles that the operations of a document have."""
    retrieve = next(filter(None, map(_retrieve, offers)), None)
    if retrieve is None:
        return Roles(None, None, None, None)
    remember = next((role for offer in offers if (role := _remember(offer, retrieve.key))), None)
    return Roles(retrieve, _stores(offers, retrieve.key), remember, _reading(offers, remember))


def _retrieve(offer: Offer) -> Retrieve | None:
    if not offer.info.response_type.startswith("RetrievalResult"):
        return None
    body = [param for param in offer.parameters if param.location == "body"]
    query = next((param.name for param in body if param.required and param.type == "str"), None)
    size = next((param.name for param in body if param.type.startswith("int") and _SIZE.search(param.name)), None)
    for param in body:
        item = _item(_schema(offer, param.name))
        properties = item.get("properties", {})
        key = next((wire for wire in item.get("required", ()) if wire.endswith("Id")), None)
        if query is not None and key is not None and param.type.startswith("Sequence"):
            marked = next((wire for wire, member in properties.items() if member.get(_FILTER)), None)
            return Retrieve(offer, query, param.name, key, marked, size)
    return None


def _schema(offer: Offer, of: str) -> dict[str, Any]:
    try:
        return offer.info.schema(of)
    except InvalidRequestError:
        return {}  # an argument that a convenience makes


def _item(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of an item of an array."""
    item: dict[str, Any] = schema.get("items", {})
    name = str(item.get("$ref", "")).rpartition("/")[2]
    resolved: dict[str, Any] = schema.get("$defs", {}).get(name, item)
    return resolved


def _remember(offer: Offer, key: str) -> Remember | None:
    by_wire = {param.wire: param for param in offer.parameters if param.location == "body"}
    store = by_wire.get(key)
    text = next((wire for wire in by_wire if f"{wire}B64" in by_wire), None)
    if offer.info.method != "POST" or store is None or not store.required or text is None:
        return None
    metadata = next((param.name for param in by_wire.values() if param.type.startswith("Mapping[str, object]")), None)
    return Remember(offer, store.name, by_wire[text].name, metadata)


def _stores(offers: Offers, key: str) -> Stores | None:
    for offer in offers:
        item = _listed(offer)
        if key in item.get("required", ()) and not any(param.required for param in offer.parameters):
            names = [wire for wire in ("name", "displayName") if wire in item.get("properties", {})]
            getting = _get(offers, f"{offer.info.path}/", lambda candidate: not candidate.is_binary)
            contents = next(
                (
                    candidate
                    for candidate in offers
                    if _listed(candidate) and candidate.info.path.startswith(f"{offer.info.path}/{{")
                ),
                None,
            )
            return Stores(offer, getting, names[0] if names else None, contents)
    return None


def _listed(offer: Offer) -> dict[str, Any]:
    """The schema of an item of a list; empty for what lists nothing."""
    if offer.info.method != "GET" or not offer.info.lists:
        return {}
    schema = offer.info.schema("response")
    array: dict[str, Any] = next(
        (member for member in schema.get("properties", {}).values() if member.get("type") == "array"), {}
    )
    return _item({**array, "$defs": schema.get("$defs", {})})


def _reading(offers: Offers, remember: Remember | None) -> Offer | None:
    if remember is None:
        return None
    return _get(offers, f"{remember.offer.info.path}/", lambda candidate: candidate.is_binary)


def _get(offers: Iterable[Offer], prefix: str, wanted: Any) -> Offer | None:
    """The GET under a path that takes one id in its path and nothing else that is required."""
    for offer in offers:
        needed = [param.location for param in offer.parameters if param.required]
        is_item = offer.info.method == "GET" and offer.info.path.startswith(f"{prefix}{{") and needed == ["path"]
        if is_item and wanted(offer) and not _listed(offer):
            return offer
    return None
