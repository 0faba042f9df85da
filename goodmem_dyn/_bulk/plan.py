"""What is to be done, decided from what is wanted and what is there: pure, with no I/O.

Rules: an item is what its id says, because the id is made from its content. What is there under the wanted id is never
sent again; what is there under another id is superseded, and goes only when the wanted one can be found. What a source
no longer has is deleted only when that was asked for, only when the source was read to its end, and only within a
limit.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FAILED = "COMPLETED", "FAILED"


@dataclass(frozen=True)
class Remote:
    """One item as the server has it.

    Attributes:
        id: Its id.
        digest: The digest of all that it was made from.
        status: Its processing status.
    """

    id: str
    digest: str
    status: str


class Step(enum.Enum):
    """What is to be done for one item of the source."""

    CREATE = "create"
    KEEP = "keep"
    RECREATE = "recreate"
    """It is there, could not be processed, and is to be tried again: nothing can find it, so it is deleted first."""
    FAILED = "failed"
    """It is there and could not be processed; the same content would fail again."""
    TAKEN = "taken"
    """Its id was given, and is that of other content."""


@dataclass(frozen=True)
class Decision:
    """A step, and whether other versions of the item are there that it supersedes."""

    step: Step
    replaces: bool


def decide(wanted: str, digest: str, there: Sequence[Remote], *, retry_failed: bool = False) -> Decision:
    """The step for an item with this id and digest, given everything on the server that has its key."""
    own = next((copy for copy in there if copy.id == wanted), None)
    replaces = any(copy.id != wanted for copy in there)
    if own is None:
        return Decision(Step.CREATE, replaces)
    if own.digest != digest:
        return Decision(Step.TAKEN, replaces)
    if own.status == FAILED:
        return Decision(Step.RECREATE if retry_failed else Step.FAILED, replaces)
    return Decision(Step.KEEP, replaces)


@dataclass(frozen=True)
class Plan:
    """What a run does, or would do: numbers of items, and the keys of what it deletes.

    Attributes:
        create: Items that are not there yet.
        replace: Items whose content or metadata changed.
        keep: Items that are there as they are.
        failed: Items that cannot be stored, or were not processed.
        delete: Items that the source no longer has.
        known: Items of this source that the server had when the run began.
        deleted_keys: The keys of what is deleted, the first 1,000.
        withheld: Why nothing is deleted although it was asked for; empty where nothing is withheld.
    """

    create: int = 0
    replace: int = 0
    keep: int = 0
    failed: int = 0
    delete: int = 0
    known: int = 0
    deleted_keys: tuple[str, ...] = ()
    withheld: str = ""

    def __str__(self) -> str:
        parts = (f"{self.create:,} to create", f"{self.replace:,} to replace", f"{self.keep:,} to keep")
        text = ", ".join((*parts, f"{self.delete:,} of {self.known:,} to delete"))
        return f"{text} (withheld: {self.withheld})" if self.withheld else text


def withheld(gone: int, known: int, limit: float, *, complete: bool) -> str:
    """Why so many must not be deleted; empty where they may.

    Args:
        gone: How many would go.
        known: How many there are.
        limit: The most that may go: a number of items from 1 on as an int, or a share of all as a float from 0 to 1.
        complete: Whether the source could be read to its end, so that what it did not show is gone.
    """
    if not gone:
        return ""
    if not complete:
        return "the source could not be read completely, so what is missing there may only be unreadable"
    most = limit if isinstance(limit, int) else limit * known
    if gone > most:
        shown = f"{limit:,}" if isinstance(limit, int) else f"{limit:.0%} of {known:,}"
        return f"{gone:,} would be deleted, and delete_limit allows {shown}"
    return ""
