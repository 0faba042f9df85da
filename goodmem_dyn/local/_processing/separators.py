"""Separators that users write as regular expressions, bounded in time.

Rules kept here: a search runs without the interpreter's lock, so that nothing else waits for it, and ends when the time
for the whole text is over: a pattern that backtracks for ever fails its document, and nothing but that.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import regex  # type: ignore[import-untyped]  # ships no annotations

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS, SECONDS_A_MEGABYTE = 5.0, 2.0
"""The time that all searches in one text may take together."""
_LONGEST = 10_000


class SeparatorError(ValueError):
    """A separator that is no regular expression, or that takes too long."""


def _shown(pattern: str) -> str:
    return repr(pattern if len(pattern) <= 80 else f"{pattern[:79]}…")


def check_separator(pattern: str) -> Any:
    """Compile what a user wrote.

    Raises:
        SeparatorError: It is no regular expression, or too long to be one.
    """
    if len(pattern) > _LONGEST:
        raise SeparatorError(f"The separator {_shown(pattern)} is longer than {_LONGEST} characters.")
    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError) as error:
        raise SeparatorError(f"Not a regular expression: {_shown(pattern)}: {error}") from None


class Separator:
    """One separator for one text.

    Args:
        pattern: What the user wrote.
        characters: The length of the text.

    Raises:
        SeparatorError: It is no regular expression.
    """

    def __init__(self, pattern: str, characters: int) -> None:
        self._pattern = check_separator(pattern)
        self._shown = _shown(pattern)
        self._left = SECONDS + SECONDS_A_MEGABYTE * characters / 1e6

    def edges(self, text: str, start: int, end: int, *, before: bool) -> Iterator[int]:
        """Where the matches begin, or end.

        Raises:
            SeparatorError: The time is over.
        """
        began = time.monotonic()
        try:
            for match in self._pattern.finditer(text, start, end, concurrent=True, timeout=max(self._left, 0.001)):
                yield match.start() if before else match.end()
                if time.monotonic() - began > self._left:
                    raise TimeoutError  # noqa: TRY301 - the same end as the one inside a search
        except TimeoutError:
            raise SeparatorError(
                f"The separator {self._shown} takes too long on this text: write it without repetitions inside "
                "repetitions, such as (a+)+."
            ) from None
        finally:
            self._left -= time.monotonic() - began
