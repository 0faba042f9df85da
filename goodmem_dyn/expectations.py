"""What programs for the official `goodmem` package expect: one record, read where each decision is made.

    from goodmem_dyn import expectations

    expectations.expect(expectations.OFFICIAL)                      # all of it
    expectations.expect(expectations.OFFICIAL._replace(max_retries=2))  # all but one

Rules: nothing of it is on unless somebody turns it on. The package that `python -m goodmem_dyn.alias` writes, and
`goodmem_dyn.install_as_goodmem`, turn all of it on. It holds for the whole process, because programs and libraries of
one process share the classes of models and errors.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["OFFICIAL", "Expectations", "expect", "expected"]


class Expectations(NamedTuple):
    """What a program expects of this package.

    Attributes:
        unknown_values_are_none: A value that an enumeration does not know reads as None in an answer, and is left out
            of a list; otherwise it is kept.
        errors_begin_with_status: `str(error)` begins with `HTTP 404: `; otherwise with the method that was called.
        replies_as_sent: The members of a list's answer can be read from its page by their own names, as `page.keys`;
            otherwise such a name is refused, with what to write instead.
        snake_case_queries: The names of query arguments go out as Python spells them; otherwise as the document does.
        sizes_pages: A list with `max_items` asks for pages no larger than what is still wanted; otherwise a page size
            is sent only where the caller gives one.
        draws_ids: A create that may be repeated gets its id from the client, where the caller gives none.
        max_retries: Repetitions after a failure that allows one, for clients that are not told a number. Read when a
            client is made.
    """

    unknown_values_are_none: bool = False
    errors_begin_with_status: bool = False
    replies_as_sent: bool = False
    snake_case_queries: bool = False
    sizes_pages: bool = True
    draws_ids: bool = True
    max_retries: int = 2


OFFICIAL = Expectations(
    unknown_values_are_none=True,
    errors_begin_with_status=True,
    replies_as_sent=True,
    snake_case_queries=True,
    sizes_pages=False,
    draws_ids=False,
    max_retries=0,
)
"""What programs for the official package expect."""

_current = Expectations()


def expect(record: Expectations) -> Expectations:
    """Set what this process expects.

    Args:
        record: What to expect from now on.

    Returns:
        What was expected before, to be set again.

    Example:
        >>> before = expect(Expectations(max_retries=0))
        >>> expected().max_retries
        0
        >>> _ = expect(before)
    """
    global _current
    before, _current = _current, record
    return before


def expected() -> Expectations:
    """What this process expects."""
    return _current
