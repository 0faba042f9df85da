"""How many schemas may be looked at while something is made of a document that is not trusted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from goodmem_dyn._bounds import DOCUMENT_PARTS
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator


class SpecError(InvalidRequestError):
    """A document that cannot be read: names the JSON pointer."""


class Budget:
    """Counts what is looked at, where there is a bound.

    Attributes:
        size: Of how many objects and lists the document is made; 0 for one that is trusted.
    """

    size: int = 0
    _left: int | None = None

    @contextmanager
    def bounded(self, parts: int | None = None) -> Iterator[None]:
        """Within it, so many schemas may be looked at, or as the document's size allows; of a trusted one, all."""
        outer = self._left
        if (parts or self.size) and outer is None:
            self._left = parts or DOCUMENT_PARTS + 4 * self.size
        try:
            yield
        except RecursionError:
            raise SpecError("Its schemas lead from one to the next further than can be followed.") from None
        finally:
            if outer is None:
                self._left = None

    def spend(self) -> None:
        """Count a schema that is looked at.

        Raises:
            SpecError: There were too many: they contain each other many times over.
        """
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise SpecError("Its schemas contain each other so many times over that they cannot be read.")
