"""The end of a run: wait for what must be searchable, then delete what is superseded and what is gone.

Rules: an old version goes only when its new one can be found. What is waited for and does not end is told as failed,
with its state. Nothing is deleted that another source made, nothing while the source may be incomplete, and never more
than the limit.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from goodmem_dyn._bulk.effects import Pause, Run, Tell
from goodmem_dyn._bulk.plan import DONE, Plan, withheld
from goodmem_dyn._bulk.plan import FAILED as NOT_PROCESSED
from goodmem_dyn._bulk.results import FAILED, REPLACED
from goodmem_dyn._conveniences.waiting import DEFAULT_WAIT, FIRST_POLL, MAX_POLL, POLL_GROWTH
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from goodmem_dyn._bulk.calls import Calls
    from goodmem_dyn._bulk.journal import Journal
    from goodmem_dyn._bulk.options import Options
    from goodmem_dyn._bulk.sources import Source
    from goodmem_dyn._bulk.writing import Writing

TOGETHER = 100
"""Items that are looked at, or deleted, in one request."""
SHOWN_KEYS = 1000


class Settling:
    """What follows when everything was sent."""

    journal: Journal
    options: Options
    calls: Calls
    writing: Writing
    source: Source
    stopped: Exception | None
    known: int
    failed: int
    deleted: int = 0
    phase: str

    def tell(self, *, last: bool = False) -> Run:
        """Show how far the run is."""
        raise NotImplementedError

    def plan(self) -> Plan:
        """What was decided about the items of the source."""
        raise NotImplementedError

    def settle_all(self) -> Run:
        """Everything that follows; returns the plan as it came to be."""
        if not self.options.dry_run:
            self.phase = "wait"
            yield from self.wait()
            self.phase = "delete"
            if self.stopped is None:
                yield from self.supersede()
        return (yield from self.remove_missing())

    # Waiting ---------------------------------------------------------------------------------------------------------

    def wait(self) -> Run:
        """Watch until everything that is waited for has ended, or nothing has for too long."""
        began = moved = time.monotonic()
        pause, trouble = FIRST_POLL, ""
        while self.stopped is None and self.journal.waiting():
            try:
                ended = yield from self.look()
            except GoodMemError as error:
                trouble = error.message
                break
            now = time.monotonic()
            if ended:
                moved, pause = now, FIRST_POLL
            yield from self.tell()
            left = self._patience(began, moved) - now
            if left <= 0:
                break
            if self.journal.waiting() and not ended:
                yield Pause(min(pause, left))
                pause = min(pause * POLL_GROWTH, MAX_POLL)
        self.give_up(time.monotonic() - began, trouble)

    def _patience(self, began: float, moved: float) -> float:
        """Until when to wait: as long as the caller says, or while something still ends now and then."""
        wait = self.options.wait
        return moved + DEFAULT_WAIT if isinstance(wait, bool) else began + wait

    def look(self) -> Run:
        """Look at what is waited for, those of long ago first; returns how many have ended."""
        ended, began = 0, time.monotonic()
        while batch := self.journal.watched(TOGETHER, began):
            states = yield from self.calls.value(self.writing.states([entry[1] for entry in batch]))
            before = ended
            self.journal.looked((entry[0] for entry in batch), time.monotonic())
            for number, key_id, _ in batch:
                status, reason = states.get(key_id.lower(), ("", "it was deleted meanwhile"))
                if status == DONE:
                    self.journal.watch(number, watched=False)
                elif status == NOT_PROCESSED or not status:
                    self.fail(number, "processing", reason)
                else:
                    continue
                self.journal.status([(status, key_id)])
                ended += 1
            self.journal.commit()
            if ended == before:
                break  # those after them came later
        return ended

    def fail(self, number: int, stage: str, reason: str) -> None:
        """An item that was stored has failed after all."""
        if self.journal.settle(number, FAILED, stage, reason):
            self.failed += 1

    def give_up(self, seconds: float, trouble: str) -> None:
        """What is still waited for is told."""
        text = trouble or f"it was not processed within {seconds:,.0f} s"
        while batch := self.journal.watched(TOGETHER, float("inf")):
            for number, _, _ in batch:
                if self.options.wait and self.stopped is None:
                    self.fail(number, "waiting", text)
                else:
                    self.journal.watch(number, watched=False)
        self.journal.commit()

    # Deleting --------------------------------------------------------------------------------------------------------

    def supersede(self) -> Run:
        """Delete old versions whose new one can be found."""
        while rows := self.journal.superseded(TOGETHER):
            problems = yield from self.calls.value(self.writing.delete(list(dict.fromkeys(row[0] for row in rows))))
            for key_id, number in rows:
                if key_id in problems:
                    self.fail(number, "delete", f"the old version {key_id} could not be deleted: {problems[key_id]}")
                else:
                    self.journal.settle(number, REPLACED)
            self.journal.gone(row[0] for row in rows)
            self.journal.commit()
            yield from self.tell()

    def remove_missing(self) -> Run:
        """Delete what the source no longer has, where that was asked for; returns the plan."""
        gone = self.journal.missing_count() if self.options.sync else 0
        why = ""
        if gone:
            complete = self.source.complete and self.stopped is None
            why = withheld(gone, self.known, self.options.delete_limit, complete=complete)
        keys = tuple(key for _, key in self.journal.missing(SHOWN_KEYS)) if gone else ()
        plan = replace(self.plan(), delete=gone, deleted_keys=keys, withheld=why)
        if not gone or why or self.options.dry_run:
            return plan
        if self.options.confirm is not None and not (yield Tell(self.options.confirm, (plan,))):
            return _but(plan, "it was not confirmed")
        problems: dict[str, str] = {}
        while rows := self.journal.missing(TOGETHER):
            deleted = yield from self.calls.value(self.writing.delete([key_id for key_id, _ in rows]))
            self.deleted += len(rows) - len(deleted)
            problems |= deleted
            self.journal.gone(key_id for key_id, _ in rows)
            self.journal.commit()
            yield from self.tell()
        if problems:
            key_id, reason = next(iter(problems.items()))
            return _but(plan, f"{len(problems):,} could not be deleted, as {key_id}: {reason}")
        return plan


def _but(plan: Plan, reason: str) -> Plan:
    return replace(plan, withheld=reason)
