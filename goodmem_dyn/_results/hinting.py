"""What results have in common for whoever holds one: `.text` that reads the same everywhere, and names that explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from goodmem_dyn._wire.hints import no_attribute


class Text(str):
    """Text that can be called as well, and then gives itself: `.text()` reads the same of whatever has text.

    What must be read or decoded first has a method of that name; what is there already is both.

    Example:
        >>> Text("Owls hunt at night.")() == Text("Owls hunt at night.")
        True
    """

    __slots__ = ()

    def __call__(self) -> str:
        return str(self)


class Hinting:
    """Says, of an attribute that it does not have, which one was probably meant."""

    _hinted: ClassVar[tuple[str, ...]] = ()

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            known = {*dir(type(self)), *self.__dict__}
            raise no_attribute(self, name, [member for member in known if not member.startswith("_")], self._hinted)
