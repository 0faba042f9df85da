"""Whether a call is repeated, and when: a pure policy.

Rules: what may be repeated is a property of the operation. A cancelled call is never repeated. A server's wish to wait
is honoured up to a cap; beyond it the error is raised, because a caller would rather know than hang.
"""

from __future__ import annotations

import datetime
import email.utils
import math
import random
import time
from dataclasses import field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._records import record
from goodmem_dyn.errors import RETRYABLE_STATUS, InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn.errors import APIConnectionError

DEFAULT_MAX_RETRIES = 2
FIRST_DELAY = 0.5
MAX_DELAY = 8.0
MAX_RETRY_AFTER = 60.0
"""Seconds. A server that asks for more is not waited for."""

REFUSED_STATUS = frozenset({425, 429})
"""The server says that it did not do the work, so that any operation may be repeated."""


@record(frozen=True)
class RetryPolicy:
    """How often, and how long between.

    Attributes:
        max_retries: Repetitions after the first attempt; 0 turns them off.
        deadline: Seconds for the whole call, all attempts and waits together; None for no limit.
        random: Draws from [0, 1): full jitter keeps clients that failed together from returning together.
    """

    max_retries: int = DEFAULT_MAX_RETRIES
    deadline: float | None = None
    random: Callable[[], float] = field(default=random.random, repr=False, compare=False)

    def delay(self, attempt: int, headers: Mapping[str, str] | None = None) -> float | None:
        """Seconds to wait after attempt number `attempt` (from 0), or None when the server wants too long a wait."""
        wanted = retry_after(headers) if headers else None
        if wanted is not None:
            return wanted if wanted <= MAX_RETRY_AFTER else None
        return self.random() * min(MAX_DELAY, FIRST_DELAY * 2.0 ** min(attempt, 16))


def check_deadline(value: Any) -> float | None:
    """A `deadline` option, checked; no limit is None.

    Raises:
        InvalidRequestError: It is no number above 0.
    """
    if value is None or (isinstance(value, float) and value == math.inf):
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise InvalidRequestError("deadline must be a number of seconds above 0, or None.")
    try:
        return float(value)
    except OverflowError:
        return None  # an int that is longer than any wait


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks for, given as seconds or as a date; None without one that can be read."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            date = email.utils.parsedate_to_datetime(text)
            # Dates in HTTP are in GMT, also where they do not say so.
            aware = date if date.tzinfo is not None else date.replace(tzinfo=datetime.timezone.utc)
            seconds = aware.timestamp() - time.time()
        except (TypeError, ValueError, OverflowError):
            return None
    return max(0.0, seconds) if seconds == seconds else None  # noqa: PLR0124 - NaN is not a wait


def repeat_after_error(operation: Operation, error: APIConnectionError) -> bool:
    """Whether an attempt that had no answer may be repeated."""
    if operation.retry == "never" or not error.retryable:
        return False
    return not error.sent or operation.retry in {"safe", "client-id"}


def repeat_after_status(operation: Operation, status: int, headers: Mapping[str, str]) -> bool:
    """Whether an attempt that was answered with this status may be repeated."""
    if status not in RETRYABLE_STATUS or operation.retry == "never":
        return False
    if operation.retry in {"safe", "client-id"} or status in REFUSED_STATUS:
        return True
    return status == 503 and "retry-after" in headers
