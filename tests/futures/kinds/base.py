"""What a kind of change is, and the table of them all.

To add one, write a function in a module of this folder that changes a draft, with a docstring that says what a server's
developer did, and mark it `@kind(touches, keeps)`. `keeps` is what holds for code that was written before:

- `code`: it is compatible on the wire, so every method, argument and kind of result stays;
- `calls`: every call of before is still valid and answered, but what an answer holds changed its kind or went;
- `rest`: a call of before may be refused; whatever the change did not touch stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.futures.draft import Draft

Keeps = Literal["code", "calls", "rest"]
ORDER: tuple[Keeps, ...] = ("code", "calls", "rest")
"""From what keeps the most to what keeps the least."""


@dataclass(frozen=True)
class Kind:
    """A kind of change.

    Attributes:
        name: The function's.
        sentence: What a server's developer did.
        touches: What of a document it changes.
        keeps: What stays for code of before.
        change: Does it to a draft; raises `NotHere` where the document has nothing of the sort.
    """

    name: str
    sentence: str
    touches: str
    keeps: Keeps
    change: Callable[[Draft], None]


KINDS: dict[str, Kind] = {}


def kind(touches: str, keeps: Keeps = "code") -> Callable[[Callable[[Draft], None]], Callable[[Draft], None]]:
    """Put a function into the table."""

    def put(change: Callable[[Draft], None]) -> Callable[[Draft], None]:
        name = change.__name__
        assert name not in KINDS
        assert change.__doc__
        KINDS[name] = Kind(name, change.__doc__, touches, keeps, change)
        return change

    return put
