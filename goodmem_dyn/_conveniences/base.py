"""What a convenience is: something a method does beyond its operation, found by structure and never by name.

Rules: a convenience adds arguments, rewrites what was given, or wraps the flow. It speaks to the exchange of its
operation and to the context of a call; of methods it knows nothing.
"""

from __future__ import annotations

import math
from dataclasses import field
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from goodmem_dyn._records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._calls.context import Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._conveniences.events import Events
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._wire.effects import Flow


@record(frozen=True)
class Variant:
    """One of the ways to call a method, where an argument decides what else is taken or what comes back: an overload.

    Attributes:
        given: Arguments of this way, with their types where they are narrower than in the signature. One is required,
            unless its type is the Literal of its default.
        without: Arguments that this way does not take.
        returns: What it returns, where that differs.
    """

    given: Mapping[str, str | None] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    returns: str | None = None


@record(frozen=True)
class Nested:
    """What a convenience makes of an object that is nested in an argument.

    Attributes:
        optional: Required keys that may be left out.
        added: Keys that it takes besides.
    """

    optional: frozenset[str] = frozenset()
    added: tuple[Param, ...] = ()


MAX_VARIANTS = 6
"""More overloads than that would help nobody: those of the conveniences that act last are left out first."""


def combined(groups: Iterable[tuple[Variant, ...]]) -> tuple[Variant, ...]:
    """The variants of a method whose conveniences each have some: every choice of one from each."""
    chosen = [group for group in groups if group]
    while math.prod(map(len, chosen)) > MAX_VARIANTS:
        chosen.pop()
    return tuple(
        Variant(
            {name: kind for variant in choice for name, kind in variant.given.items()},
            frozenset[str]().union(*(variant.without for variant in choice)),
            next((variant.returns for variant in choice if variant.returns is not None), None),
        )
        for choice in (product(*chosen) if chosen else ())
    )


def one_of(*names: str) -> tuple[Variant, ...]:
    """The variants of arguments of which exactly one is to be given."""
    return tuple(Variant({name: None}, frozenset(names) - {name}) for name in names)


class Inner(Protocol):
    """The flow that a convenience wraps."""

    def __call__(self, args: dict[str, Any], context: Context) -> Flow: ...


class Convenience:
    """Something a method does beyond its operation; found by structure, never by name.

    A subclass says in `find` which operations it applies to, and what it adds there.
    """

    params: tuple[Param, ...] = ()
    """Arguments that it adds to the signature."""

    hidden: frozenset[str] = frozenset()
    """Arguments of the operation that it replaces, and that no longer show."""

    optional: frozenset[str] = frozenset()
    """Required arguments that it can fill in."""

    note: str = ""
    """A sentence for the docstring."""

    returns: str | None = None
    """The type of the result, where it changes it."""

    variants: tuple[Variant, ...] = ()
    """The overloads that it gives the method."""

    events: Events | None = None
    """The streams that it gives, where it gives some."""

    shapes: Mapping[str, Nested] = MappingProxyType({})
    """Schema → what it makes of it where it is nested in an argument."""

    def widen(self, param: Param) -> str:
        """The type of an argument of the operation, with what this convenience takes besides."""
        return param.annotation

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        """This convenience for an operation, or None where the structure is not there."""
        raise NotImplementedError

    def prepare(self, args: dict[str, Any], context: Context) -> None:
        """Rewrite the arguments in place, or raise InvalidRequestError."""

    def run(self, args: dict[str, Any], context: Context, inner: Inner) -> Flow:
        """Wrap the flow; the default only passes through."""
        return (yield from inner(args, context))
