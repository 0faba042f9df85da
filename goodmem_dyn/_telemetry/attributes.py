"""What a span says of a call: from its request, its answer, and, where that is asked for, its content.

Rules: ids, counts and names are told; texts are content. What is told of content is bounded.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from goodmem_dyn._document.envelopes import value_at
from goodmem_dyn._results.hits import Joiner
from goodmem_dyn._telemetry import conventions as c
from goodmem_dyn._telemetry.kinds import CREATE, CREATE_STORE, DELETE_STORE, RETRIEVAL, SEARCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._telemetry.kinds import Kind, Layout
    from goodmem_dyn._wire.request import Request
    from goodmem_dyn._wire.response import Response

Attributes = dict[str, Any]
LONGEST = 8192
"""Characters of content that an attribute holds."""
LARGEST = 1024 * 1024
"""Bytes of an answer that are looked through."""
MOST_IDS = 32
"""Ids of stores that an attribute lists."""


def of_request(kind: Kind, request: Request) -> Attributes:
    """What the request of a call tells, but for content."""
    body: Mapping[str, Any] = request.body if isinstance(request.body, dict) else {}
    if kind.name == RETRIEVAL:
        return _of_retrieval(kind.layout, body)
    ids: Mapping[str, str] = _path_ids(kind, request) if kind.names else {}
    if kind.name == SEARCH:
        store = ids.get(kind.layout.store_key)
    elif kind.name == DELETE_STORE:
        store = next(iter(ids.values()), None)
    elif kind.name == CREATE_STORE:
        store = body.get(kind.layout.store_key)
    else:
        return _of_records(kind, body, ids)
    return {} if store is None else {c.STORE_ID: store}


def _path_ids(kind: Kind, request: Request) -> dict[str, str]:
    match = kind.path.search(request.target)
    return dict(zip(kind.names, map(unquote, match.groups()), strict=True)) if match is not None else {}


def of_content(kind: Kind, request: Request) -> Attributes:
    """What the request of a call tells of what people store and ask."""
    body: Mapping[str, Any] = request.body if isinstance(request.body, dict) else {}
    if kind.name == RETRIEVAL:
        return {c.RETRIEVAL_QUERY: str(body.get(kind.layout.query, ""))[:LONGEST]}
    if kind.name != CREATE:
        return {}
    records = [body] if kind.batch is None else _listed(body, kind.batch)
    return {c.RECORDS: _json(_record(record) for record in records)}


def only_store(kind: Kind, request: Request | None) -> str | None:
    """The store that a retrieval searches, where it is one alone."""
    listed = request.body.get(kind.layout.stores) if request is not None and isinstance(request.body, dict) else None
    return str(listed[0].get(kind.layout.store_key)) if isinstance(listed, list) and len(listed) == 1 else None


def _of_retrieval(layout: Layout, body: Mapping[str, Any]) -> Attributes:
    listed = body.get(layout.stores)
    stores = [str(entry.get(layout.store_key)) for entry in listed or () if isinstance(entry, dict)]
    attributes: Attributes = {c.STORE_IDS: tuple(stores[:MOST_IDS])} if stores else {}
    if len(stores) == 1:
        attributes[c.DATA_SOURCE] = stores[0]
    if layout.size is not None and isinstance(body.get(layout.size), int):
        attributes[c.TOP_K] = body[layout.size]
    return attributes


def _of_records(kind: Kind, body: Mapping[str, Any], ids: Mapping[str, str]) -> Attributes:
    layout = kind.layout
    if kind.batch is not None:
        return _of_batch(kind, _listed(body, kind.batch))
    attributes: Attributes = {c.RECORD_COUNT: 1}
    record = next(iter(ids.values())) if ids else body.get(layout.record_key)
    store = body.get(layout.store_key) if kind.name == CREATE else None
    if record is not None:
        attributes[c.RECORD_ID] = record
    if store is not None:
        attributes[c.STORE_ID] = store
    return attributes


def _of_batch(kind: Kind, records: list[Any]) -> Attributes:
    layout = kind.layout
    # How many a filter deletes is not known before.
    counted = kind.name == CREATE or all(layout.record_key in record for record in records)
    attributes: Attributes = {c.RECORD_COUNT: len(records)} if counted else {}
    stores = {record[layout.store_key] for record in records if layout.store_key in record}
    if len(stores) == 1:
        attributes[c.STORE_ID] = stores.pop()
    return attributes


def _listed(body: Mapping[str, Any], member: str) -> list[Any]:
    return [item for item in body.get(member) or () if isinstance(item, dict)]


def _record(body: Mapping[str, Any]) -> dict[str, Any]:
    """A record as the conventions write it, of what a create sends."""
    text = next((wire for wire in body if f"{wire}B64" in body or _is_text(wire, body[wire])), None)
    record: dict[str, Any] = {"content": str(body[text])[:LONGEST] if text is not None else ""}
    metadata = body.get("metadata")
    return {**record, "metadata": metadata} if isinstance(metadata, dict) else record


def _is_text(wire: str, value: Any) -> bool:
    return isinstance(value, str) and wire.lower().endswith("content")


def _json(items: Iterable[Any]) -> str:
    """As many items as there is room for, as JSON text."""
    kept: list[str] = []
    room = LONGEST
    for item in items:
        text = json.dumps(item, ensure_ascii=False, default=str)
        room -= len(text)
        if room < 0:
            break
        kept.append(text)
    return f"[{', '.join(kept)}]"


def of_answer(items: str, response: Response) -> Attributes:
    """What the answer of a call tells: how many records a search found."""
    if not response.content or len(response.content) > LARGEST:
        return {}
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    rows = value_at(body, items)
    return {c.RECORD_COUNT: len(rows)} if isinstance(rows, list) else {}


class Tally:
    """Counts what the events of a retrieval tell.

    Args:
        layout: Which members of the events mean what.
        content: Whether the passages are kept too.
    """

    def __init__(self, layout: Layout, *, content: bool) -> None:
        self._roles, self._content = layout.roles, content
        self._joiner: Joiner[Any, Any] | None = Joiner(layout.roles) if content else None
        self.events = self.hits = 0
        self._stages: list[str] = []
        self._statuses: list[str] = []
        self._documents: list[dict[str, Any]] = []

    def see(self, event: Any) -> None:
        """Take in one event."""
        self.events += 1
        roles = self._roles
        if getattr(event, roles.item, None) is not None:
            self.hits += 1
        if roles.boundary is not None and (boundary := getattr(event, roles.boundary, None)) is not None:
            _add(self._stages, getattr(boundary, "stage_name", None))
        if roles.status is not None and (status := getattr(event, roles.status, None)) is not None:
            _add(self._statuses, getattr(status, "code", None))
        if self._joiner is not None and (hit := self._joiner.hit(event)) is not None:
            document = {"id": hit._memory_id, "score": hit.relevance, "content": hit.text}
            self._documents.append(document)

    def attributes(self) -> Attributes:
        """What there is to say at the end."""
        attributes: Attributes = {c.HITS: self.hits, c.EVENTS: self.events}
        if self._stages:
            attributes[c.STAGES] = tuple(self._stages)
        if self._statuses:
            attributes[c.STATUSES] = tuple(self._statuses)
        if self._content:
            attributes[c.DOCUMENTS] = _json(self._documents)
        return attributes


def _add(names: list[str], name: Any) -> None:
    if name and str(name) not in names and len(names) < MOST_IDS:
        names.append(str(name))
