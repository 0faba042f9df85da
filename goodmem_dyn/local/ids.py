"""Ids and times, as the server makes them.

Rules this module keeps: ids are canonical lower-case UUIDs; those that the server makes are UUIDv7 and strictly
increasing within a process, so that sorting by id is sorting by creation. Times are integer milliseconds.
"""

from __future__ import annotations

import os
import re
import threading
import time

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)

_lock = threading.Lock()
_last = 0


def now_ms() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """A new UUIDv7 (RFC 9562, 6.2 method 2: a monotonic random part within one millisecond)."""
    global _last  # noqa: PLW0603 -- the generator's one piece of state, guarded by its lock
    with _lock:
        # 48 bits of time above 74 random bits; the top random bit starts clear to leave room for increments
        fresh = (now_ms() << 74) | (int.from_bytes(os.urandom(10), "big") >> 7)
        _last = max(fresh, _last + 1)
        value = _last
    milliseconds, random = value >> 74, value & ((1 << 74) - 1)
    number = (milliseconds << 80) | (7 << 76) | ((random >> 62) << 64) | (0b10 << 62) | (random & ((1 << 62) - 1))
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def canonical_id(text: str) -> str | None:
    """`text` as a canonical id (lower case), or None when it is not a hyphenated UUID."""
    lowered = text.lower()
    return lowered if _UUID.fullmatch(lowered) else None
