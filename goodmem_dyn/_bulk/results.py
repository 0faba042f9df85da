"""What a run reports: numbers, failures, a table for people, JSON for programs, an exit code.

Rules: every item of the source is counted once, so that the numbers add up to it. A failure says at which stage and
why. Nothing of a report is kept in memory for each item but the first failures; the rest is in the journal, where
iterating reads it.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goodmem_dyn._bulk.journal import outcome_rows
from goodmem_dyn._bulk.plan import Plan
from goodmem_dyn._columns import Table, Tabular
from goodmem_dyn.errors import ClientStateError, PartialFailureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEPT_FAILURES = 1000
"""So many failures are kept in a result."""
STORED, UNCHANGED, REPLACED, FAILED, NOT_TRIED = "stored", "unchanged", "replaced", "failed", "not tried"
OUTCOMES = (STORED, UNCHANGED, REPLACED, FAILED, NOT_TRIED)

Again = TypeVar("Again")


@dataclass(frozen=True)
class ItemOutcome:
    """What became of one item.

    Attributes:
        key: What it is called in its source.
        id: Its id on the server; None where it could not even be read.
        outcome: `stored`, `unchanged`, `replaced`, `failed` or `not tried`.
        stage: Where it failed: `read`, `sent` (the server cannot be asked whether it has it), `refused`, `processing`,
            `waiting` (nobody knows yet whether it was processed), or `delete` (its old version is there, too).
        reason: Why it failed, in the server's words where it said something; else empty.
    """

    key: str
    id: str | None
    outcome: str
    stage: str = ""
    reason: str = ""


@dataclass(frozen=True)
class BaseIngestResult(Tabular, Generic[Again]):
    """What became of a source.

    The items of the source are `stored + unchanged + replaced + failed + not_tried`; `deleted` are items that it no
    longer has. Iterating gives an `ItemOutcome` for each item, from the journal, until another run uses it.

    Attributes:
        stored: Items that are new on the server.
        unchanged: Items that were there as they are, and were not sent.
        replaced: Items whose old version is gone, because the new one can be found.
        failed: Items that are not there, cannot be found, or whose old version could not be deleted.
        not_tried: Items that were not sent, because the run could not go on.
        deleted: Items that the source no longer has, and the server no longer either.
        failures: The failed items, the first 1,000.
        bytes: Bytes of content that were stored.
        seconds: How long it took.
        plan: What was to be done.
        error: Why the run could not go on; empty where it came to its end.
        dry_run: Whether nothing was sent, so that what would be is `not tried`.

    Example:
        >>> result = client.bulk.ingest("docs/", space_id=space_id)  # doctest: +SKIP
        >>> print(result)  # doctest: +SKIP
        >>> result.raise_for_failures()  # doctest: +SKIP
    """

    stored: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: int = 0
    not_tried: int = 0
    deleted: int = 0
    failures: tuple[ItemOutcome, ...] = ()
    bytes: int = 0
    seconds: float = 0.0
    plan: Plan = field(default_factory=Plan)
    error: str = ""
    dry_run: bool = False
    _again: Callable[[frozenset[str]], Again] | None = field(default=None, repr=False, compare=False)
    _journal: Any = field(default=None, repr=False, compare=False)

    @property
    def total(self) -> int:
        """The items of the source."""
        return self.stored + self.unchanged + self.replaced + self.failed + self.not_tried

    @property
    def ok(self) -> bool:
        """Whether everything that was wanted is done."""
        untried = 0 if self.dry_run else self.not_tried
        return not (self.failed or untried or self.plan.withheld or self.error)

    @property
    def exit_code(self) -> int:
        """For a command: 0 when all is done, 1 when items failed or deletions were withheld, 2 when the run stopped."""
        return 0 if self.ok else 2 if self.error else 1

    def raise_for_failures(self) -> None:
        """Raise if not everything is done.

        Raises:
            PartialFailureError: Names the first failures; `.result` is this result.
        """
        if self.ok:
            return
        shown = "; ".join(f"{failure.key}: {failure.reason}" for failure in self.failures[:5])
        parts = (
            [f"{self.failed:,} of {self.total:,} items failed" + (f": {shown}" if shown else "")] if self.failed else []
        )
        parts += [f"{self.not_tried:,} were not tried"] if self.not_tried and not self.dry_run else []
        parts += [f"nothing was deleted: {self.plan.withheld}"] if self.plan.withheld else []
        parts += [self.error] if self.error else []
        raise PartialFailureError("; ".join(parts), result=self)

    def retry_failed(self) -> Again:
        """Try the failed items again, also those that the server could not process.

        Returns:
            The result for these items; of an asynchronous client, something to await.

        Raises:
            ClientStateError: The source can be read only once: ingest it anew.
        """
        if self._again is None:
            raise ClientStateError("This source can be read only once: ingest it anew, with retry_failed=True.")
        failed = frozenset(failure.key for failure in self.failures)
        if self.failed > len(failed):
            failed = frozenset(outcome.key for outcome in self if outcome.outcome == FAILED)
        return self._again(failed)

    def __iter__(self) -> Iterator[ItemOutcome]:
        if self._journal is None:
            raise ClientStateError("This result has no journal any more; `.failures` has the first failures.")
        try:
            with contextlib.closing(
                sqlite3.connect(f"file:{self._journal.file}?mode=ro", uri=True, timeout=1)
            ) as connection:
                for row in outcome_rows(connection, None):
                    yield ItemOutcome(*row)
        except sqlite3.Error as error:
            raise ClientStateError("Another run uses the journal of this result by now.") from error

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, failures included."""
        names = ("total", *(outcome.replace(" ", "_") for outcome in OUTCOMES), "deleted", "bytes", "seconds", "error")
        values = {name: getattr(self, name) for name in names}
        failures = [vars(failure) for failure in self.failures]
        return {**values, "withheld": self.plan.withheld, "exit_code": self.exit_code, "failures": failures}

    def to_json(self) -> str:
        """The report as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def _rows(self) -> list[tuple[str, int]]:
        rows = [(name, getattr(self, name.replace(" ", "_"))) for name in OUTCOMES]
        return [row for row in (*rows, ("deleted", self.deleted)) if row[1] or row[0] == STORED]

    def __str__(self) -> str:
        lines = [f"{name:<10} {number:>12,}" for name, number in self._rows()]
        lines.append(f"{'items':<10} {self.total:>12,}   {self.bytes:,} bytes in {self.seconds:.1f} s")
        lines += [f"  {failure.key}: {failure.stage}: {failure.reason}" for failure in self.failures[:10]]
        lines += [f"  … and {self.failed - 10:,} more"] if self.failed > 10 else []
        lines += [f"Nothing was deleted: {self.plan.withheld}."] if self.plan.withheld else []
        lines += [f"Stopped: {self.error}"] if self.error else []
        return "\n".join(lines)

    def _tables(self) -> list[Table]:
        caption = f"{self.total:,} items, {self.bytes:,} bytes in {self.seconds:.1f} s"
        rows: list[dict[str, object]] = [{"outcome": name, "items": number} for name, number in self._rows()]
        summary = Table(f"{caption}; {self.error}" if self.error else caption, rows)
        return (
            [summary, Table("failures", [vars(failure) for failure in self.failures])] if self.failures else [summary]
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # The way back to client and journal stays behind.
        names = (
            *(outcome.replace(" ", "_") for outcome in OUTCOMES),
            "deleted",
            "failures",
            "bytes",
            "seconds",
            "plan",
            "error",
            "dry_run",
        )
        return type(self), tuple(getattr(self, name) for name in names)


class IngestResult(BaseIngestResult["IngestResult"]):
    __doc__ = BaseIngestResult.__doc__


class AsyncIngestResult(BaseIngestResult[Awaitable["AsyncIngestResult"]]):
    __doc__ = BaseIngestResult.__doc__


@dataclass(frozen=True)
class ExportResult:
    """What was exported.

    Attributes:
        path: The file with the items.
        items: How many are in it.
        files: How many of them have their content in a file of its own, in `folder`.
        folder: The folder of these files.
        bytes: Bytes of content.
        seconds: How long it took.
        failures: The items that could not be exported, with the reason.
    """

    path: str
    items: int = 0
    files: int = 0
    folder: str = ""
    bytes: int = 0
    seconds: float = 0.0
    failures: tuple[ItemOutcome, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything is there."""
        return not self.failures

    @property
    def exit_code(self) -> int:
        """For a command: 0 when all is there, 1 when items could not be exported."""
        return 0 if self.ok else 1

    def raise_for_failures(self) -> None:
        """Raise if an item could not be exported.

        Raises:
            PartialFailureError: Names the first ones; `.result` is this result.
        """
        if self.failures:
            shown = "; ".join(f"{failure.id}: {failure.reason}" for failure in self.failures[:5])
            raise PartialFailureError(f"{len(self.failures):,} items could not be exported: {shown}", result=self)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        return {**vars(self), "failures": [vars(failure) for failure in self.failures], "exit_code": self.exit_code}

    def to_json(self) -> str:
        """The report as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def __str__(self) -> str:
        text = f"{self.items:,} items, {self.bytes:,} bytes, in {self.path}"
        text += f"; {self.files:,} files in {self.folder}" if self.files else ""
        return text + "".join(f"\n  {failure.id}: {failure.reason}" for failure in self.failures[:10])
