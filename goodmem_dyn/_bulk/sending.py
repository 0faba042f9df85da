"""The middle of a run: batches sent as there is room for them, and what became of their items.

Rules: what cannot be known of an item is not told of it: one whose batch was lost is looked for before it is said to
have failed. A run that the server does not answer any more stops, and says what it did not try.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._bulk.results import FAILED, NOT_TRIED, STORED
from goodmem_dyn._bulk.settling import Settling
from goodmem_dyn._bulk.writing import FATAL
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from goodmem_dyn._bulk.batches import Batches
    from goodmem_dyn._bulk.effects import Ended, Run
    from goodmem_dyn._bulk.writing import Wanted, Written

OUTAGES = 3
"""So many batches in a row that the server did not answer, and the run stops: the rest would fare no better."""
WAITING = "waiting"
"""The outcome of an item that is on its way."""


class Sending(Settling):
    """How what is wanted gets to the server."""

    batches: Batches
    done: int
    bytes: int
    outages: int

    def send(self, batch: list[Wanted]) -> Run:
        """Send a batch, as soon as there is room for it."""
        weight = sum(self.batches.weight(wanted) for wanted in batch)
        yield from self.calls.room(weight, self.sent)
        if self.stopped is not None:
            for wanted in batch:
                self.settle(wanted.number, NOT_TRIED)
            return
        yield from self.calls.start(self.writing.store(batch), batch, weight)

    def sent(self, ended: Ended, batch: list[Wanted]) -> None:
        """A batch was sent, or could not be."""
        if ended.error is not None:
            if not isinstance(ended.error, GoodMemError):
                raise ended.error
            is_fatal = isinstance(ended.error, FATAL)
            for wanted in batch:
                self.settle(
                    wanted.number, NOT_TRIED if is_fatal else FAILED, "" if is_fatal else "sent", ended.error.message
                )
            self.outages += 1
            if is_fatal or self.outages >= OUTAGES:
                self.stopped = self.stopped or ended.error
            return
        by_number = {wanted.number: wanted for wanted in batch}
        for written in ended.value:
            self.written(by_number[written.number], written)
        lost = [written for written in ended.value if written.problem and written.stage == "sent"]
        self.outages = self.outages + 1 if lost and len(lost) == len(batch) else 0
        if self.outages >= OUTAGES:
            self.stopped = self.stopped or GoodMemError(lost[0].problem)
        self.journal.commit()

    def written(self, wanted: Wanted, written: Written) -> None:
        """What became of an item."""
        if written.problem:
            self.settle(wanted.number, FAILED, written.stage, written.problem)
            return
        self.bytes += wanted.item.size
        replaces = any(other.id != wanted.id for other in self.journal.there(wanted.item.key))
        self.journal.found([(wanted.id, wanted.item.key, wanted.fingerprint, written.status)])
        self.settle(wanted.number, STORED)
        self.journal.watch(wanted.number, watched=bool(self.options.wait) or replaces)

    def settle(self, number: int, outcome: str, stage: str = "", reason: str = "") -> None:
        """What became of an item that was on its way."""
        self.journal.settle(number, outcome, stage, reason)
        self.done += 1
        self.failed += outcome == FAILED
