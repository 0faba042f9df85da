"""The calls of bulk ingestion, each a flow of the client: store a batch, look at items, list a source, delete.

Rules: what is sent can be asked for afterwards, because its ids are known. So a lost answer is never guessed at: the
server is asked what is there, and only what is not there is sent again, as often and with such pauses as the client's
own policy has. A batch that is refused whole is halved until the items that are to blame stand alone.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.items import MARK, File, Item
from goodmem_dyn._conveniences.waiting import job_text
from goodmem_dyn._wire.effects import Sleep
from goodmem_dyn.errors import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    ClientStateError,
    GoodMemError,
    InvalidRequestError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
)
from goodmem_dyn.filters import F

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodmem_dyn._bulk.structure import Batch, Collection
    from goodmem_dyn._calls.context import Core
    from goodmem_dyn._wire.effects import Flow

FATAL = (AuthenticationError, PermissionDeniedError, NotFoundError, ClientStateError)
"""No item will fare better: the key, the right, or the place is missing."""
_REFUSED = {400, 413, 422}
"""The statuses of a batch in which one item may be to blame."""


@dataclass
class Wanted:
    """An item that is to be stored.

    Attributes:
        number: Its place in the source.
        id: Its id.
        fingerprint: The digest of all that is stored.
        item: The item.
        again: Whether one with this id is there that could not be processed, and is to be deleted first.
    """

    number: int
    id: str
    fingerprint: str
    item: Item
    again: bool = False

    @property
    def is_file(self) -> bool:
        """Whether it goes as a part of a form, rather than in the JSON."""
        return not isinstance(self.item.content, str)


@dataclass(frozen=True)
class Written:
    """What became of an item: its status on the server, or why it is not there."""

    number: int
    id: str
    status: str = ""
    problem: str = ""
    stage: str = "refused"


class Writing:
    """The calls for one source.

    Args:
        collection: The operations.
        core: The client's.
        parent: The id of what holds the items.
        source: The name of the source.
        fields: Further members of every item.
    """

    def __init__(
        self, collection: Collection, core: Core, parent: str, source: str, fields: Mapping[str, Any] | None = None
    ) -> None:
        self.collection, self.core, self.parent, self.source = collection, core, parent, source
        self.fields = dict(fields or {})

    # Storing ---------------------------------------------------------------------------------------------------------

    def store(self, batch: Sequence[Wanted]) -> Flow:
        """Store items; returns a `Written` for each."""
        again = [wanted.id for wanted in batch if wanted.again]
        if again:
            yield from self.delete(again)
        left, done = list(batch), dict[int, Written]()
        failure: GoodMemError | None = None
        problems: dict[int, str] = {}
        for attempt in range(self.core.policy.max_retries + 1):
            failure, problems = yield from self._send(left, done)
            if failure is None and not problems:
                return list(done.values())
            if isinstance(failure, FATAL):
                raise failure
            if _blames_an_item(failure):
                return [*done.values(), *(yield from self._halved(left, failure))]
            yield from self._find(left, done)
            left = [wanted for wanted in left if wanted.number not in done]
            if not left:
                break
            delay = self.core.policy.delay(attempt, getattr(failure, "headers", None))
            if not _is_ambiguous(failure) or delay is None or attempt == self.core.policy.max_retries:
                break
            yield Sleep(delay)
        if failure is not None and getattr(failure, "status_code", None) == 500 and len(left) > 1:
            return [*done.values(), *(yield from self._halved(left, failure))]
        stage = "sent" if failure is not None else "refused"
        text = failure.message if failure is not None else "the server gives no reason"
        return [
            *done.values(),
            *(Written(wanted.number, wanted.id, "", problems.get(wanted.number, text), stage) for wanted in left),
        ]

    def _send(self, batch: list[Wanted], done: dict[int, Written]) -> Flow:
        """Send items once; returns the failure of all or None, and the problems of single ones by their numbers."""
        create = self.collection.create
        problems: dict[int, str] = {}
        with contextlib.ExitStack() as opened:
            try:
                requests = [self._request(wanted, opened) for wanted in batch]
                result = yield from create.method.flow(self.core, {create.items: requests})
            except OSError as error:  # also as a GoodMemError, which says more
                return error if isinstance(error, GoodMemError) else InvalidRequestError(
                    f"it cannot be read: {error}"
                ), {}
            except GoodMemError as error:
                return error, {}
        for wanted, outcome in zip(batch, result.results, strict=False):
            resource = getattr(outcome, create.shape.resource or "", None)
            if not outcome.success:
                reason = getattr(getattr(outcome, "error", None), "message", None)
                problems[wanted.number] = reason or "the server gives no reason"
            elif not self._is_whole(wanted, resource):
                yield from self.delete([wanted.id])
                problem = "the file changed while it was sent"
                done[wanted.number] = Written(wanted.number, wanted.id, "", problem, "read")
            else:
                done[wanted.number] = Written(wanted.number, wanted.id, self._status(resource))
        for wanted in batch[len(result.results) :]:
            problems[wanted.number] = "the server's answer says nothing of it"
        return None, problems

    def _request(self, wanted: Wanted, opened: contextlib.ExitStack) -> dict[str, Any]:
        kind, item = self.collection, wanted.item
        mark = {"source": self.source, "key": item.key, "hash": wanted.fingerprint}
        request: dict[str, Any] = {
            **self.fields,
            kind.parent: self.parent,
            kind.id: wanted.id,
            kind.metadata: {**item.metadata, MARK: mark},
        }
        if kind.content.type:
            request[kind.content.type] = item.content_type
        if item.reference is not None and kind.reference is not None:
            request[kind.reference] = item.reference
        content = item.content
        if isinstance(content, File):
            request["file_path" if content.path else "file"] = content.path or opened.enter_context(content.open())
        else:
            request[str(kind.content.text) if isinstance(content, str) else "file"] = content
        return request

    def _is_whole(self, wanted: Wanted, resource: Any) -> bool:
        """Whether the server has the content that the id was made from: a file may change while it is sent."""
        if not isinstance(wanted.item.content, File) or self.collection.digest is None:
            return True
        digest = getattr(resource, self.collection.digest, None)
        return digest is None or digest.lower() == wanted.item.digest

    def _find(self, left: list[Wanted], done: dict[int, Written]) -> Flow:
        """Which of the items are there all the same."""
        there = yield from self.look([wanted.id for wanted in left])
        for wanted in left:
            resource = there.get(wanted.id)
            if resource is None:
                continue
            mark = mark_of(self.collection, resource) or {}
            if mark.get("hash") == wanted.fingerprint and self._is_whole(wanted, resource):
                done[wanted.number] = Written(wanted.number, wanted.id, self._status(resource))
            else:
                problem = "its id is that of other content"
                done[wanted.number] = Written(wanted.number, wanted.id, "", problem, "refused")

    def _halved(self, batch: list[Wanted], failure: Any) -> Flow:
        if len(batch) == 1:
            return [Written(batch[0].number, batch[0].id, "", failure.message, "refused")]
        middle = len(batch) // 2
        first = yield from self.store(batch[:middle])
        return [*first, *(yield from self.store(batch[middle:]))]

    def _status(self, resource: Any) -> str:
        return str(getattr(resource, self.collection.watch.status, "") or "")

    # Reading ---------------------------------------------------------------------------------------------------------

    def look(self, ids: Sequence[str], *, history: bool = False) -> Flow:
        """The items that are there: id → resource."""
        read = self.collection.read
        arguments: dict[str, Any] = {read.items: list(ids)}
        if history and self.collection.watch.history in read.method.names:
            arguments[str(self.collection.watch.history)] = True
        result = yield from read.method.flow(self.core, arguments)
        return {str(getattr(resource, self.collection.id)).lower(): resource for resource in result.succeeded}

    def states(self, ids: Sequence[str]) -> Flow:
        """The processing status of the items that are there, and why those failed that did: id → status, reason."""
        there = yield from self.look(ids)
        states = {key: (self._status(resource), "") for key, resource in there.items()}
        failed = [key for key, (status, _) in states.items() if status == "FAILED"]
        if failed:
            for key, resource in (yield from self.look(failed, history=True)).items():
                states[key] = ("FAILED", job_text(resource) or "the server gives no reason")
        return states

    def page(self, previous: Any = None) -> Flow:
        """A page of what the server has of this source."""
        if previous is not None:
            return (yield from previous._next_flow())
        kind = self.collection
        arguments: dict[str, Any] = {kind.parent: self.parent, **kind.page}
        if kind.filter is not None:
            arguments[kind.filter] = F(f"{MARK}.source") == self.source
        return (yield from kind.list.flow(self.core, arguments))

    def rows(self, page: Any) -> list[tuple[str, str, str, str]]:
        """Id, key, digest and status of the items of a page that this source made."""
        rows = []
        for resource in page.data:
            mark = mark_of(self.collection, resource)
            if mark is not None and mark["source"] == self.source:
                key_id = str(getattr(resource, self.collection.id)).lower()
                rows.append((key_id, mark["key"], mark["hash"], self._status(resource)))
        return rows

    # Deleting --------------------------------------------------------------------------------------------------------

    def delete(self, ids: Sequence[str]) -> Flow:
        """Delete items; returns id → why it is still there, for those that are."""
        delete: Batch = self.collection.delete
        left, failure = list(ids), ""
        for attempt in range(self.core.policy.max_retries + 1):
            try:
                requests = [{self.collection.id: key} for key in left]
                result = yield from delete.method.flow(self.core, {delete.items: requests})
                problems = {failure.id: failure.message for failure in result.failed}
            except FATAL:
                raise
            except GoodMemError as error:
                problems, failure = None, error.message
            if problems == {}:
                return {}
            there = yield from self.look(left)
            left = [key for key in left if key in there]
            if not left or problems is not None:
                return {key: (problems or {}).get(key) or "the server gives no reason" for key in left}
            delay = self.core.policy.delay(attempt)
            if attempt < self.core.policy.max_retries and delay is not None:
                yield Sleep(delay)
        return dict.fromkeys(left, failure)


def mark_of(collection: Collection, resource: Any) -> dict[str, str] | None:
    """What an item says about its source; None where it does not."""
    metadata = getattr(resource, collection.metadata, None)
    mark = metadata.get(MARK) if isinstance(metadata, dict) else None
    if not isinstance(mark, dict) or not all(isinstance(mark.get(name), str) for name in ("source", "key", "hash")):
        return None
    return mark


def _blames_an_item(failure: Any) -> bool:
    if isinstance(failure, InvalidRequestError):
        return True
    return isinstance(failure, APIError) and failure.status_code in _REFUSED


def _is_ambiguous(failure: Any) -> bool:
    """Whether a batch may have been done although it failed, so that the client could not simply repeat it."""
    if isinstance(failure, OutcomeUnknownError):
        return True  # what was stored is looked for first, and ids are those of the content
    if isinstance(failure, APIConnectionError):
        return failure.sent and failure.retryable
    return isinstance(failure, APIError) and failure.status_code >= 500 and failure.retryable
