"""The default of an argument that is left out."""

from __future__ import annotations

from typing import Final, Literal, final


@final
class NotGiven:
    """The default of an argument that is left out: nothing is sent for it. Not the same as `None`, which is `null`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __bool__(self) -> Literal[False]:
        return False

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()
