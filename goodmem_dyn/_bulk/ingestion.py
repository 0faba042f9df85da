"""A run of ingestion: what the server has, what the source wants, and the difference sent.

Rules: a run is a generator of the effects of `effects`, so that both clients run the same one. It goes through five
phases: ask the server what it has of this source; read the source and send what is not there; wait for what must be
searchable; delete what is superseded; delete what is gone, if that was asked for. A run that ends at any moment leaves
nothing that the next one does not find out from the server.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.batches import Batches
from goodmem_dyn._bulk.calls import Calls
from goodmem_dyn._bulk.effects import END, Pull, Run
from goodmem_dyn._bulk.identity import Identities
from goodmem_dyn._bulk.plan import DONE, Plan, Step, decide
from goodmem_dyn._bulk.progress import Progress
from goodmem_dyn._bulk.results import (
    FAILED,
    KEPT_FAILURES,
    NOT_TRIED,
    REPLACED,
    STORED,
    UNCHANGED,
    AsyncIngestResult,
    IngestResult,
    ItemOutcome,
)
from goodmem_dyn._bulk.sending import WAITING, Sending
from goodmem_dyn.errors import GoodMemError, PartialFailureError

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._bulk.items import Item
    from goodmem_dyn._bulk.journal import Journal
    from goodmem_dyn._bulk.options import Options
    from goodmem_dyn._bulk.pace import Pace
    from goodmem_dyn._bulk.progress import Reporter
    from goodmem_dyn._bulk.results import BaseIngestResult
    from goodmem_dyn._bulk.sources import Source
    from goodmem_dyn._bulk.writing import Wanted, Writing


class Ingestion(Sending):
    """One run.

    Args:
        writing: The calls.
        source: What is read.
        options: What the caller wants.
        journal: Where the run keeps what it knows.
        pace: How many calls at once.
        reporter: Shows the run.
        again: Makes a run for some keys of the same source; None where that can be read once only.
    """

    def __init__(
        self,
        writing: Writing,
        source: Source,
        options: Options,
        journal: Journal,
        pace: Pace,
        reporter: Reporter,
        again: Callable[[frozenset[str]], Any] | None = None,
    ) -> None:
        self.again = again
        self.writing, self.source, self.options, self.journal = writing, source, options, journal
        self.identities = Identities(writing, journal, asks=options.reading.properties)
        self.calls = Calls(pace)
        self.batches = Batches(writing.collection.create.most, options.batch_size)
        self.reporter = reporter
        self.began = time.monotonic()
        self.number = self.done = self.failed = self.bytes = self.outages = 0
        self.total: int | None = None
        self.numbers = {"create": 0, "replace": 0, "keep": 0, "failed": 0}
        self.stopped: Exception | None = None
        self.phase = "reconcile"

    def run(self) -> Run:
        """The whole run; returns an `IngestResult`."""
        self.reporter.open()
        try:
            yield from self.reconcile()
            yield from self.feed()
            plan = yield from self.rest()
            self.phase = "done"
            yield from self.tell(last=True)
            self.journal.commit()
            result = self.result(plan)
        finally:
            self.reporter.close()
            self.journal.close()
        if self.stopped is not None:
            raise PartialFailureError(f"The run could not go on: {self.stopped}", result=result) from self.stopped
        return result

    def rest(self) -> Run:
        """What follows when everything was sent; returns the plan. What fails here stops the run, not the report."""
        try:
            return (yield from self.settle_all())
        except GoodMemError as error:
            self.stopped = self.stopped or error
            return self.plan()

    # What the server has ---------------------------------------------------------------------------------------------

    def reconcile(self) -> Run:
        """Ask the server for everything that this source made."""
        page = None
        while page is None or page.has_next_page:
            page = yield from self.calls.value(self.writing.page(page))
            self.journal.found(self.writing.rows(page))
            self.journal.commit()
            yield from self.tell()
        self.known = self.journal.known()

    # What the source has ---------------------------------------------------------------------------------------------

    def feed(self) -> Run:
        """Read the source to its end, and send what is not there."""
        self.phase = "send"
        if self.reporter.wants_total:
            self.total = self.source.total()
        records, broken = self.source.records(), None
        while True:
            try:
                record = (yield Pull(records)) if self.source.is_async else next(records, END)  # type: ignore[arg-type]
            except Exception as error:
                # The source itself broke: what was read is finished, and its error is the caller's.
                broken = error
                break
            if record is END:
                break
            yield from self.take(self.source.item(record))
            yield from self.tell()
        for batch in self.batches.rest():
            yield from self.send(batch)
        yield from self.calls.drain(self.sent)
        self.journal.commit()
        if broken is not None:
            raise broken

    def take(self, item: Item) -> Run:
        """Decide on one item."""
        if self.options.only is not None and item.key and item.key not in self.options.only:
            return
        self.number += 1
        if self.stopped is not None:
            self.add(item, None, NOT_TRIED)
            return
        wanted = self.wanted(item)
        if wanted is None:
            return
        batch = self.batches.add(wanted)
        if batch:
            yield from self.send(batch)

    def wanted(self, item: Item) -> Wanted | None:
        """An item that is to be sent; None for one whose outcome is known already."""
        try:
            identity = self.identities.wanted(item, self.number)
        except (OSError, ValueError) as error:
            self.add(item, None, FAILED, "read", _text(error))
            return None
        if self.options.only is not None and item.key not in self.options.only:
            self.number -= 1  # its key could not be known before
            return None
        earlier = self.journal.seen(item.key)
        if earlier is not None:
            if earlier == identity.id:
                self.add(item, identity.id, UNCHANGED)  # the same once more
            else:
                self.add(item, None, FAILED, "read", f"its key {item.key!r} is that of another item of the source")
            return None
        decision = decide(
            identity.id, identity.fingerprint, self.journal.there(item.key), retry_failed=self.options.retry_failed
        )
        return self.decided(identity, decision.step, replaces=decision.replaces)

    def decided(self, wanted: Wanted, step: Step, *, replaces: bool) -> Wanted | None:
        item, number = wanted.item, wanted.number
        if step is Step.KEEP:
            self.numbers["keep"] += 1
            self.add(item, wanted.id, UNCHANGED)
            state = next(known.status for known in self.journal.there(item.key) if known.id == wanted.id)
            self.journal.watch(number, watched=state != DONE and (bool(self.options.wait) or replaces))
            return None
        if step is Step.FAILED:
            self.numbers["failed"] += 1
            self.add(item, wanted.id, FAILED, "processing", "the server could not process it")
            self.journal.watch(number)  # to learn why
            return None
        if step is Step.TAKEN:
            self.numbers["failed"] += 1
            self.add(
                item,
                wanted.id,
                FAILED,
                "refused",
                "its id is that of other content, and an id that is kept cannot change",
            )
            return None
        self.numbers["replace" if replaces else "create"] += 1
        if self.options.dry_run:
            self.add(item, wanted.id, NOT_TRIED)
            return None
        try:
            item.load()
        except OSError as error:
            self.add(item, wanted.id, FAILED, "read", _text(error))
            return None
        wanted.again = step is Step.RECREATE
        self.add(item, wanted.id, WAITING)
        return wanted

    def add(self, item: Item, key_id: str | None, outcome: str, stage: str = "", reason: str = "") -> None:
        """Note an item of the source and what became of it."""
        self.journal.add(self.number, item.key or f"record {self.number}", key_id, item.size, outcome, stage, reason)
        self.done += outcome != WAITING
        self.failed += outcome == FAILED

    # Telling ---------------------------------------------------------------------------------------------------------

    def tell(self, *, last: bool = False) -> Run:
        """Show how far the run is."""
        yield from self.reporter.tell(self.progress, last=last)

    def progress(self, seconds: float) -> Progress:
        waiting = self.journal.waiting() if self.phase == "wait" else 0
        return Progress(self.phase, self.done, self.total, self.failed, waiting, self.bytes, seconds)

    def plan(self) -> Plan:
        numbers = self.numbers
        return Plan(numbers["create"], numbers["replace"], numbers["keep"], numbers["failed"], known=self.known)

    def result(self, plan: Plan) -> BaseIngestResult[Any]:
        """The report."""
        counts = self.journal.counts()
        failures = tuple(
            ItemOutcome(*row) for row, _ in zip(self.journal.outcomes(FAILED), range(KEPT_FAILURES), strict=False)
        )
        kind = AsyncIngestResult if self.writing.core.engine.is_async else IngestResult
        return kind(
            counts.get(STORED, 0),
            counts.get(UNCHANGED, 0),
            counts.get(REPLACED, 0),
            counts.get(FAILED, 0),
            counts.get(NOT_TRIED, 0),
            self.deleted,
            failures,
            self.bytes,
            time.monotonic() - self.began,
            plan,
            "" if self.stopped is None else str(self.stopped),
            self.options.dry_run,
            self.again,
            self.journal,
        )


def _text(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    return str(error)
