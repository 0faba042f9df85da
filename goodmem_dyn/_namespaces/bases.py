"""What namespaces are, but for their methods: how they list, show and refuse names; and members that are made late.

Rules: a method, its signature and its docstring are made when somebody first asks for that method, so that a program
which stores memories pays for no method that lists spaces.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from goodmem_dyn._wire.hints import nearest_or_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._calls.context import Core

PUBLIC_MODULE = "goodmem_dyn.namespaces"
making = threading.RLock()
"""Held while a class or a method is made, so that two threads never make two of it."""


class Late:
    """A member of a class that is made when it is first asked for, and then takes this one's place."""

    def __init__(self, name: str, make: Callable[[], Any]) -> None:
        self.name, self._make = name, make

    def __get__(self, instance: object, owner: type[Any]) -> Any:
        home = next(cls for cls in owner.__mro__ if self.name in vars(cls))
        with making:
            if vars(home)[self.name] is self:
                setattr(home, self.name, self._make())
        return getattr(owner if instance is None else instance, self.name)


def make_all(cls: type[Any]) -> type[Any]:
    """Make every member of a class that is still to be made: for what reads a class without asking it."""
    for name, member in list(vars(cls).items()):
        if isinstance(member, Late):
            getattr(cls, name)
    return cls


class _Named:
    """A group of methods, under a name."""

    _namespace: tuple[str, ...] = ()
    _methods: tuple[str, ...] = ()
    _noun = ""

    def __init__(self, core: Core) -> None:
        self._core = core

    def __dir__(self) -> list[str]:
        make_all(type(self))  # who lists the names may look at them statically next, as editors do
        return sorted(self._names())

    def _names(self) -> tuple[str, ...]:
        return self._methods

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            where, hint = ".".join(self._namespace), nearest_or_all(name, self._names())
            raise AttributeError(f"{where!r} has no {self._noun}{name!r}.{hint}", name=name, obj=None)


class BaseNamespace(_Named):
    """A group of methods of a client."""

    _children: tuple[str, ...] = ()

    def _names(self) -> tuple[str, ...]:
        return (*self._methods, *self._children, "with_raw_response")

    def __repr__(self) -> str:
        names = ", ".join([*self._methods, *(f"{name}.…" for name in self._children)])
        return f"<{'.'.join(self._namespace)}: {names}>"


class RawNamespace(_Named):
    """The methods of a namespace, each giving a `RawResponse`: status, headers, and `.parse()` for the usual result."""

    _noun = "raw method "

    def __repr__(self) -> str:
        return f"<{'.'.join(self._namespace)}.with_raw_response: {', '.join(self._methods)}>"
