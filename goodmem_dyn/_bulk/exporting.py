"""A run of export: a space as a table of its items, with their metadata, content and files.

Rules: what is written can be ingested again and is equal: content byte for byte, metadata without the mark of the
source that made it. A text stands in the table; everything else, and every large text, is a file in a folder beside it.
The table appears under its name when it is whole; a file that is there with the right digest is not read again.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import mimetypes
import os
import time
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.calls import Calls
from goodmem_dyn._bulk.items import INLINE, MARK
from goodmem_dyn._bulk.outputs import COLUMNS, table
from goodmem_dyn._bulk.pace import Pace
from goodmem_dyn._bulk.progress import Progress, Reporter
from goodmem_dyn._bulk.results import FAILED, ExportResult, ItemOutcome
from goodmem_dyn._bulk.writing import mark_of
from goodmem_dyn.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._bulk.api import Bulk
    from goodmem_dyn._bulk.effects import Ended, Run
    from goodmem_dyn._bulk.structure import Collection
    from goodmem_dyn._calls.context import Core
    from goodmem_dyn._wire.effects import Flow

TOGETHER = 100
"""Items whose contents are read in one request."""


class Export:
    """One run.

    Args:
        collection: The operations.
        core: The client's.
        parent: The id of the space.
        path: The table to write.
        arguments: Further arguments of the list, such as a filter.
        pace: How many calls at once.
        reporter: Shows the run.
    """

    def __init__(
        self,
        collection: Collection,
        core: Core,
        parent: str,
        path: str,
        arguments: dict[str, Any],
        pace: Pace,
        reporter: Reporter,
    ) -> None:
        self.collection, self.core, self.path, self.reporter = collection, core, path, reporter
        self.arguments = {collection.parent: parent, "page_size": TOGETHER, **arguments}
        self.folder = f"{os.path.splitext(path)[0]}-files"
        self.calls = Calls(pace)
        self.items = self.files = self.bytes = 0
        self.failures: list[ItemOutcome] = []
        self.began = time.monotonic()

    def run(self) -> Run:
        """The whole run; returns an `ExportResult`."""
        self.reporter.open()
        try:
            with contextlib.closing(table(self.path)) as target:
                page = None
                while page is None or page.has_next_page:
                    page = yield from self.calls.value(self.page(page))
                    target.write((yield from self.rows(page.data)))
                    yield from self.tell("export")
                target.finish()
            yield from self.tell("done")
        finally:
            self.reporter.close()
        seconds = time.monotonic() - self.began
        folder = self.folder if self.files else ""
        return ExportResult(self.path, self.items, self.files, folder, self.bytes, seconds, tuple(self.failures))

    def page(self, previous: Any) -> Flow:
        if previous is not None:
            return (yield from previous._next_flow())
        return (yield from self.collection.list.flow(self.core, self.arguments))

    def rows(self, resources: list[Any]) -> Run:
        """The rows of a page of items."""
        kind = self.collection
        rows = {self.id_of(resource): self.row(resource) for resource in resources}
        small = [resource for resource in resources if 0 < self.length(resource) <= INLINE]
        if small:
            ids = [self.id_of(resource) for resource in small]
            yield from self.calls.start(self.contents(ids), {key: rows[key] for key in ids}, 0)
        for resource in resources:
            if self.length(resource) > INLINE and kind.download is not None:
                yield from self.calls.room(0, self.received)
                row = rows[self.id_of(resource)]
                yield from self.calls.start(self.download(resource, row), {row["id"]: row}, 0)
        yield from self.calls.drain(self.received)
        failed = {failure.id for failure in self.failures}
        exported = [row for key, row in rows.items() if key not in failed]
        self.items += len(exported)
        return exported

    def row(self, resource: Any) -> dict[str, Any]:
        kind = self.collection
        metadata = dict(getattr(resource, kind.metadata) or {})
        metadata.pop(MARK, None)
        values = {
            MARK: mark_of(kind, resource),
            "id": self.id_of(resource),
            "content_type": getattr(resource, kind.content.type, None) if kind.content.type else None,
            "content_ref": getattr(resource, kind.reference, None) if kind.reference else None,
            "content_sha256": getattr(resource, kind.digest, None) if kind.digest else None,
            "metadata": metadata,
        }
        return {name: values.get(name) for name in COLUMNS}

    def contents(self, ids: list[str]) -> Flow:
        """The contents of small items: id → bytes."""
        kind = self.collection
        names = (
            param.name
            for param in kind.read.method.operation.params
            if "content" in param.name and param.location == "body"
        )
        result = yield from kind.read.method.flow(self.core, {kind.read.items: ids, next(names): True})
        # The member of a reply that carries content has the name of that which takes a text.
        bytes_of = {
            self.id_of(resource): bytes(_decoded(getattr(resource, str(kind.content.text))))
            for resource in result.succeeded
        }
        return {key: bytes_of.get(key) for key in ids}

    def download(self, resource: Any, row: dict[str, Any]) -> Flow:
        """A large item into its file."""
        download = self.collection.download
        assert download is not None
        path = self.file(row)
        if not _is_there(path, row["content_sha256"]):
            os.makedirs(self.folder, exist_ok=True)
            name = next(param.name for param in download.operation.params if param.location == "path")
            yield from download.flow(self.core, {name: row["id"], "to": path})
        self.bytes += self.length(resource)
        return {}

    def file(self, row: dict[str, Any]) -> str:
        """The path of the file of a row, which names it."""
        kind = (row["content_type"] or "").partition(";")[0]
        key = (row[MARK] or {}).get("key", "")
        end = os.path.splitext(key)[1] or mimetypes.guess_extension(kind) or ".bin"
        end = end if end[1:].isalnum() and len(end) < 12 else ".bin"
        name = f"{row['id']}{end.lower()}"
        row["content_file"] = f"{os.path.basename(self.folder)}/{name}"
        self.files += 1
        return os.path.join(self.folder, name)

    def received(self, ended: Ended, rows: dict[str, dict[str, Any]]) -> None:
        """Contents have come, or could not be had."""
        if ended.error is not None and not isinstance(ended.error, NotFoundError):
            raise ended.error
        for key, content in (ended.value if ended.error is None else dict.fromkeys(rows)).items():
            row = rows[key]
            if content is None:
                self.failures.append(ItemOutcome(key, key, FAILED, "read", "it is not there any more"))
                continue
            self.bytes += len(content)
            text = _as_text(content, row["content_type"])
            if text is not None:
                row["content"] = text
                continue
            path = self.file(row)
            os.makedirs(self.folder, exist_ok=True)
            with open(f"{path}.part", "wb") as file:
                file.write(content)
            os.replace(f"{path}.part", path)

    def id_of(self, resource: Any) -> str:
        return str(getattr(resource, self.collection.id)).lower()

    def length(self, resource: Any) -> int:
        """Bytes of content; 0 for an item that has none of its own."""
        size = getattr(resource, self.collection.length, None) if self.collection.length else None
        return int(size or 0)

    def tell(self, phase: str) -> Run:
        """Show how far the run is."""

        def progress(seconds: float) -> Progress:
            return Progress(phase, self.items, None, len(self.failures), 0, self.bytes, seconds)

        yield from self.reporter.tell(progress, last=phase == "done")


def _decoded(content: Any) -> bytes:
    if isinstance(content, bytes):
        return content
    return base64.b64decode(content) if content is not None else b""


def _as_text(content: bytes, content_type: str | None) -> str | None:
    """Content as text, where it is one; None for what must stay bytes."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml", "yaml"))
    if not is_text:
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _is_there(path: str, digest: str | None) -> bool:
    """Whether a file has this SHA-256."""
    if digest is None or not os.path.exists(path):
        return False
    hashed = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            hashed.update(block)
    return hashed.hexdigest() == digest.lower()


def records(bulk: Bulk, parent: str, condition: Any = None) -> Iterator[list[dict[str, Any]]]:
    """The items of a space, a page at a time, with their content as bytes."""
    export = Export(
        bulk._collection, bulk._core, parent, "", bulk._list_arguments(condition), Pace(1), Reporter(None, False)
    )
    run, page = bulk._core.engine.run, None
    while page is None or page.has_next_page:
        page = run(export.page(page))
        rows = {export.id_of(resource): export.row(resource) for resource in page.data}
        contents = run(export.contents(list(rows))) if rows else {}
        yield [{**row, "content": contents[key]} for key, row in rows.items()]
