"""Members of answers that a document promises and servers of before leave out: it says so where it knows."""

from __future__ import annotations

from typing import Any

MAY_BE_MISSING = "x-goodmem-may-be-missing"


def may_be_missing(member: Any) -> bool:
    """Whether the type of a promised member says that it may be None."""
    return isinstance(member, dict) and member.get(MAY_BE_MISSING) is True
