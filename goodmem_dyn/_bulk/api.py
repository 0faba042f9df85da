"""`client.bulk`: whole folders and tables into a space, and a space out again.

Rules: one signature serves both clients. With a `Goodmem` a method returns its result, with an `AsyncGoodmem` something
to await. Arguments are checked before anything is read or sent.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from goodmem_dyn._arguments.calling import refusing
from goodmem_dyn._bulk.drivers import drive, drive_async
from goodmem_dyn._bulk.options import DELETE_LIMIT, MOST_CALLS, Options, checked, function_of, parent_id
from goodmem_dyn._bulk.pace import Pace
from goodmem_dyn._bulk.structure import Collection, find_collection
from goodmem_dyn._calls.naming import speaking_of
from goodmem_dyn._results.hinting import Hinting
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Callable, Coroutine, Iterable, Mapping, Sequence

    from goodmem_dyn import filters
    from goodmem_dyn._bulk.effects import Run
    from goodmem_dyn._bulk.plan import Plan
    from goodmem_dyn._bulk.progress import Progress
    from goodmem_dyn._bulk.results import AsyncIngestResult, ExportResult, IngestResult
    from goodmem_dyn._calls.context import Core
    from goodmem_dyn._calls.log import Attempt
    from goodmem_dyn._methods.catalog import Catalog

Ingested = TypeVar("Ingested")
Exported = TypeVar("Exported")


class Table(Protocol):
    """A table that can be taken apart into batches, such as one of Arrow."""

    def to_batches(self) -> Any: ...


class BaseBulk(Hinting, Generic[Ingested, Exported]):
    """Whole sources into a space, and a space out again."""

    def __init__(self, core: Core, collection: Collection) -> None:
        self._core, self._collection = core, collection

    def __repr__(self) -> str:
        return f"<bulk of {self._collection.name}: export, ingest>"

    def ingest(
        self,
        source: str | os.PathLike[str] | Iterable[Any] | AsyncIterable[Any] | Table,
        *,
        space_id: str,
        name: str | None = None,
        key: str | Callable[[Any], object] | None = None,
        content: str | None = None,
        content_type: str | None = None,
        metadata: Mapping[str, object] | Callable[[Any], Mapping[str, object] | None] | None = None,
        columns: str | Sequence[str] | None = None,
        properties: bool = False,
        include: str | Sequence[str] | None = None,
        exclude: str | Sequence[str] | None = None,
        gitignore: bool = True,
        hidden: bool = False,
        keep_ids: bool = False,
        fields: Mapping[str, object] | None = None,
        wait: bool | float = False,
        sync: bool = False,
        delete_limit: float = DELETE_LIMIT,
        confirm: Callable[[Plan], object] | None = None,
        dry_run: bool = False,
        retry_failed: bool = False,
        journal: str | os.PathLike[str] | bool | None = None,
        batch_size: int | None = None,
        concurrency: int = MOST_CALLS,
        progress: bool | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> Ingested:
        """Bring a space to what a source has, sending only what is not there.

        An item has an id that follows from the space, the source, its key and all that is stored of it. So a second run
        sends nothing, a run that was interrupted is simply started again, and an item that changed gets a new version,
        whose old one goes when the new one can be searched. What is on the server is asked of the server, at the start
        of every run; the journal only saves time. Retries and deadlines are those of the client.

        Args:
            source: A folder, a file, a table (`.jsonl`, `.csv`, `.tsv`, `.parquet`, `.arrow`, `.feather`), a URL that
                fsspec can read, a data frame of pandas, polars or Arrow, or an iterable of dicts, paths, texts or
                bytes; with an `AsyncGoodmem` an async iterable as well. A `str` is a path or URL here, and content
                inside an iterable.
            space_id: Id of the space.
            name: The name of the source, which is part of every id. Default: where it lies, as a URL; `records` for
                what lies nowhere. Give one to make the same source the same from everywhere.
            key: The column with the key of a row, or a function of the record that gives it. Default: the path of a
                file; the column `key` or `id` of a row; else the content itself.
            content: The column with the content. Default: the first of `content`, `text`, `original_content`.
            content_type: Media type of every item. Default: by the column of that name, the file's name, the first
                bytes.
            metadata: Metadata for every item, or a function of the record (a row as a dict, a file as a path) that
                gives some. They go over those of path and columns.
            columns: The columns that become metadata. Default: all that are nothing else.
            properties: Whether front matter of Markdown, the head of HTML and the information of PDF become metadata.
            include: Globs, as in a `.gitignore`, of which a file of a folder must match one.
            exclude: Globs of files and folders to leave out.
            gitignore: Whether `.gitignore` files are obeyed.
            hidden: Whether names that begin with a dot are read.
            keep_ids: Whether items keep the ids in their column `id`, which must be UUIDs. Such items cannot be
                replaced.
            fields: Further members of every item, such as `{"chunking_config": {...}}`.
            wait: True to wait until everything is processed, as long as it goes on; or the seconds to wait at most.
                What fails or does not end counts as failed.
            sync: Whether what this source stored once and no longer has is deleted.
            delete_limit: The most that `sync` may delete: a share of what is there as a float, or a number as an int.
            confirm: Asked with the plan before `sync` deletes anything; nothing is deleted unless it says yes.
            dry_run: Whether only the plan is made: nothing is sent, and `.plan` says what would be.
            retry_failed: Whether what the server could not process earlier is sent again.
            journal: The path of the journal, False for none that stays. Default: a file in the user's cache folder.
            batch_size: Items a request at most. Default: 100.
            concurrency: Requests at once at most; how many it really are follows from how the server answers.
            progress: True for a bar, False for quiet. Default: a bar on a terminal or in a notebook, else lines in the
                log.
            on_progress: Told a `Progress` now and then.

        Returns:
            What became of every item; look at `.failures`, or call `.raise_for_failures()`.

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            FileArgumentError: There is no such file or folder.
            NotFoundError: There is no such space.
            PartialFailureError: The run could not go on; `.result` says what was done and what was not tried.
            ClientStateError: Another run of this source is under way.

        Example:
            >>> result = client.bulk.ingest("docs/", space_id=space_id, include="*.md", wait=True)  # doctest: +SKIP
            >>> result.stored, result.unchanged, result.failed  # doctest: +SKIP
            (42, 0, 0)
        """
        named = {name: value for name, value in locals().items() if name not in {"self", "source"}}
        options = checked(self._collection, "bulk.ingest()", named)
        result: Ingested = self._ingested(source, options)
        return result

    def export(
        self,
        space_id: str,
        path: str | os.PathLike[str],
        *,
        filter: str | filters.Expression | None = None,  # noqa: A002 - as the list calls it
        concurrency: int = MOST_CALLS,
        progress: bool | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> Exported:
        """Write a space into a table, with metadata, content and files; `ingest` takes it back.

        Texts stand in the table. Everything else is a file in a folder beside it, named after the table.

        Args:
            space_id: Id of the space.
            path: The table to write, `.jsonl` or `.parquet`. It appears when it is whole.
            filter: Only items whose metadata match this.
            concurrency: Requests at once at most.
            progress: True for a bar, False for quiet. Default: a bar on a terminal or in a notebook, else lines in the
                log.
            on_progress: Told a `Progress` now and then.

        Returns:
            What was written.

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            NotFoundError: There is no such space.

        Example:
            >>> client.bulk.export(space_id, "backup.jsonl")  # doctest: +SKIP
            >>> other.bulk.ingest("backup.jsonl", space_id=its_space_id, keep_ids=True)  # doctest: +SKIP
        """
        from goodmem_dyn._bulk.exporting import Export
        from goodmem_dyn._bulk.outputs import check_table
        from goodmem_dyn._bulk.progress import Reporter

        parent, text = parent_id("bulk.export()", space_id), os.fspath(path)
        check_table(text)
        told = function_of("bulk.export()", "on_progress", on_progress)
        arguments = self._list_arguments(filter)
        pace = Pace(concurrency)

        def run() -> Run:
            core = _paced(self._core, pace, "")
            self._collection.prepare()
            reporter = Reporter(told, progress)
            return (yield from Export(self._collection, core, parent, text, arguments, pace, reporter).run())

        result: Exported = self._driven(speaking_of("bulk.export", run()), concurrency)
        return result

    def _list_arguments(self, condition: Any) -> dict[str, Any]:
        if condition is None:
            return {}
        if self._collection.filter is None:
            raise InvalidRequestError("bulk.export(): the list of this server takes no filter.")
        return {self._collection.filter: condition}

    def _ingested(self, source: Any, options: Options) -> Any:
        def run() -> Run:
            # Within the run, because an event loop must not wait for a disk.
            ingestion = _ingestion(self, source, options)
            return (yield from ingestion.run())

        return self._driven(speaking_of("bulk.ingest", run()), options.concurrency)

    def _driven(self, run: Run, most: int) -> Any:
        engine = self._core.engine
        return (drive_async if engine.is_async else drive)(engine.run, run, most)


def _ingestion(bulk: BaseBulk[Any, Any], source: Any, options: Options) -> Any:
    """A run of ingestion, with everything that it needs."""
    from goodmem_dyn._bulk.ingestion import Ingestion
    from goodmem_dyn._bulk.journal import Journal, default_path
    from goodmem_dyn._bulk.progress import Reporter
    from goodmem_dyn._bulk.sources import open_source
    from goodmem_dyn._bulk.writing import Writing

    core = bulk._core
    bulk._collection.prepare()
    opened = open_source(source, options.reading, options.name)
    if opened.is_async and not core.engine.is_async:
        raise InvalidRequestError(
            "bulk.ingest(): an async iterable needs an AsyncGoodmem; give a Goodmem a plain iterable."
        )
    if options.sync and not opened.is_named:
        raise InvalidRequestError(
            "bulk.ingest(): sync deletes what this source no longer has, so it needs a name: give name='...'."
        )
    identity = (core.connection.base_url, options.parent.lower(), opened.name)
    path = options.journal if isinstance(options.journal, str) else None
    if options.journal is None or options.journal is True:
        path = default_path(*identity)
    journal = Journal(path, identity)
    pace = Pace(options.concurrency)
    paced = _paced(core, pace, bulk._collection.create.method.qualname)
    writing = Writing(bulk._collection, paced, options.parent, opened.name, options.fields)

    def again(keys: frozenset[str]) -> Any:
        return bulk._ingested(source, replace(options, only=keys, retry_failed=True, sync=False))

    reporter = Reporter(options.on_progress, options.progress)
    return Ingestion(writing, opened, options, journal, pace, reporter, again if opened.replayable else None)


def _paced(core: Core, pace: Pace, operation: str) -> Core:
    """The same client, with a pace that is told of the attempts of an operation, or of all."""
    hook = core.options.on_attempt

    def told(attempt: Attempt) -> None:
        if not operation or attempt.operation == operation:
            is_busy = attempt.status in {429, 503}
            refused = is_busy or attempt.error is not None
            pause = (attempt.retry_in or 0.0) if is_busy else 0.0
            pace.told(time.monotonic(), attempt.duration, refused=refused, pause=pause)
        if hook is not None:
            hook(attempt)

    return replace(core, options=replace(core.options, on_attempt=told))


# Not as decorators, which editors do not see through.
for _method in (BaseBulk.ingest, BaseBulk.export):
    setattr(BaseBulk, _method.__name__, refusing(f"bulk.{_method.__name__}", _method))

if TYPE_CHECKING:
    _Sync = BaseBulk[IngestResult, ExportResult]
    _Async = BaseBulk[Coroutine[Any, Any, AsyncIngestResult], Coroutine[Any, Any, ExportResult]]
else:
    # Results are loaded when there is one.
    _Sync = _Async = BaseBulk


class Bulk(_Sync):
    """Whole sources into a space, and a space out again: `ingest` and `export`."""


class AsyncBulk(_Async):
    """Whole sources into a space, and a space out again: `ingest` and `export`, to be awaited."""


def bulk_of(core: Core, catalog: Catalog) -> Bulk | AsyncBulk | None:
    """The `bulk` of a client; None where its document has not what that needs."""
    collection = find_collection(catalog)
    if collection is None:
        return None
    return (AsyncBulk if core.engine.is_async else Bulk)(core, collection)
