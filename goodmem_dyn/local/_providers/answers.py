"""Answers of providers that are none: what reading them may end in, and how they are quoted."""

from __future__ import annotations

import json
from typing import Any, Final

WRONG: Final = (LookupError, TypeError, ValueError, AttributeError, OverflowError)
"""What reading an answer may end in: whatever it has at a place, it is not what is documented."""


def beginning(answer: Any) -> str:
    """The beginning of an answer, as UTF-8 can carry it."""
    text = json.dumps(answer, ensure_ascii=False, default=repr)[:200]
    return text.encode("utf-8", "backslashreplace").decode()
