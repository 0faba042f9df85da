"""Work without garbage collections in between: for what makes many objects of which none is garbage.

Rules: a collector that was off stays off. It is off for as long as modules load, or one answer is read, and no longer;
that other threads' garbage waits for so long is what it costs.
"""

from __future__ import annotations

import gc


class Undisturbed:
    """`with Undisturbed():` holds the collector off.

    The modules of httpx, pydantic and this package make a hundred thousand objects that stay. Looking through them for
    garbage, again and again while they become more, takes a seventh of the time from an import to the first answer.
    """

    __slots__ = ("_was_enabled",)

    def __enter__(self) -> None:
        self._was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._was_enabled:
            gc.enable()
