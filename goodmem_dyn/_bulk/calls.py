"""The calls of a run that are under way: how many, how much, and who is told when one has ended."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.effects import Finish, Pause, Run, Start

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._bulk.effects import Ended
    from goodmem_dyn._bulk.pace import Pace
    from goodmem_dyn._wire.effects import Flow

MOST_BYTES = 12 * 1024 * 1024
"""Bytes of content that may be under way; what is sent is in memory several times, as values and as JSON."""


class Calls:
    """The calls under way.

    Args:
        pace: How many there may be.
    """

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.tag = 0
        self.subjects: dict[int, tuple[Any, int]] = {}
        self.bytes = 0

    def start(self, flow: Flow, subject: Any, weight: int) -> Run:
        """Begin a call about something."""
        self.tag += 1
        self.subjects[self.tag] = (subject, weight)
        self.bytes += weight
        yield Start(self.tag, flow)

    def room(self, weight: int, on_end: Callable[[Ended, Any], None]) -> Run:
        """Wait until another call may begin; tells of those that end meanwhile."""
        while self.subjects and (len(self.subjects) >= self.pace.size or self.bytes + weight > MOST_BYTES):
            yield from self.next(on_end)
        pause = self.pace.resume - time.monotonic()
        if pause > 0:
            yield Pause(pause)

    def next(self, on_end: Callable[[Ended, Any], None]) -> Run:
        """Wait for the end of a call."""
        ended = yield Finish()
        subject, weight = self.subjects.pop(ended.tag)
        self.bytes -= weight
        on_end(ended, subject)

    def drain(self, on_end: Callable[[Ended, Any], None]) -> Run:
        """Wait for the end of all."""
        while self.subjects:
            yield from self.next(on_end)

    def value(self, flow: Flow) -> Run:
        """The result of a call, when no other is under way.

        Raises:
            GoodMemError: It failed.
        """
        assert not self.subjects
        self.tag += 1
        yield Start(self.tag, flow)
        ended = yield Finish()
        if ended.error is not None:
            raise ended.error
        return ended.value
