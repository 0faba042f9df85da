"""Values that are JSON as they are, which nearly all metadata is: found out without a checker.

Rules: what is plain, the checker would write as it is; of whatever else, nothing is said.
"""

from __future__ import annotations

import math
from typing import Any

from goodmem_dyn._values import EXACT

DEPTH = 4
"""How deep a plain value may be nested; what lies deeper goes the checker's way."""


def is_plain(value: Any, depth: int = DEPTH) -> bool:
    """Whether a value is written as it is: of JSON's own types, and nothing that JSON or a server cannot keep."""
    kind = type(value)
    if depth < 0:
        return False
    if kind is str:
        return value.isascii() or _is_whole(value)
    if kind is int:
        return bool(-EXACT <= value <= EXACT)
    if kind is float:
        return math.isfinite(value)
    if kind is dict:
        # Loops, for generators would cost more than what they look at.
        for name, member in value.items():
            if type(name) is not str or not (name.isascii() or _is_whole(name)) or not is_plain(member, depth - 1):
                return False
        return depth > 0
    if kind is list:
        for member in value:
            if not is_plain(member, depth - 1):
                return False
        return depth > 0
    return value is None or kind is bool


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
