"""The default of an argument that is left out, and the value of one that is sent as null."""

from __future__ import annotations

from typing import Final, Literal, final


@final
class NotGiven:
    """The default of an argument that is left out: nothing is sent for it. `None` means the same wherever it can."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __bool__(self) -> Literal[False]:
        return False

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()


@final
class Null:
    """What is sent as `null`: an argument that is `None` counts as not given, and this one does not.

    Example:
        >>> client.users.update(id=user_id, display_name=goodmem_dyn.NULL)  # doctest: +SKIP
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "NULL"

    def __bool__(self) -> Literal[False]:
        return False

    def __reduce__(self) -> str:
        return "NULL"


NULL: Final = Null()
