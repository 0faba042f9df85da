"""The methods of one document, shared by all clients of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from goodmem_dyn._calls.context import Args, Context, Core
    from goodmem_dyn._calls.exchange import Exchanges
    from goodmem_dyn._conveniences.base import Convenience
    from goodmem_dyn._document.outline import Outline
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._methods.method import Method
    from goodmem_dyn._wire.effects import Flow


class Catalog:
    """The methods of one document; each is made on first use.

    Args:
        outline: What its names are.
        surface: Gives the document; asked when more than names is wanted.
        model: Component → the class of its results.
        conveniences: Gives what methods do beyond their operations, outermost first: those of some names, or all.

    Attributes:
        derived, classes, titles: What others make from a catalog, kept beside it for as long as it lives.
    """

    def __init__(
        self,
        outline: Outline,
        surface: Callable[[], Surface],
        model: Callable[[str], Any],
        conveniences: Callable[[Collection[str] | None], Sequence[type[Convenience]]],
    ) -> None:
        self.outline: Outline = outline
        self._surface = surface
        self._model = model
        self._conveniences = conveniences
        self._exchanges: Exchanges | None = None
        self._methods: dict[tuple[tuple[str, ...], str], Method] = {}
        self.derived: dict[tuple[tuple[str, ...], str], Any] = {}
        self.classes: dict[tuple[tuple[str, ...], bool], Any] = {}
        self.titles: dict[tuple[str, ...], Any] = {}

    @property
    def surface(self) -> Surface:
        """The document."""
        return self._surface()

    @property
    def exchanges(self) -> Exchanges:
        """The operations as they go over the wire."""
        if self._exchanges is None:
            # What calls are made of is loaded with the first method: a client that only lists names calls nothing.
            from goodmem_dyn._calls.exchange import Exchanges

            self._exchanges = Exchanges(self.surface, self._model)
        return self._exchanges

    def method(self, namespace: tuple[str, ...], name: str) -> Method:
        """One method."""
        method = self._methods.get((namespace, name))
        if method is None:
            from goodmem_dyn._methods.method import Method

            exchange = self.exchanges.of(namespace, name)
            method = self._methods[namespace, name] = Method(
                exchange, self._conveniences(self._beyond(namespace, name))
            )
        return method

    def _beyond(self, namespace: tuple[str, ...], name: str) -> Collection[str] | None:
        """The names of the conveniences of an operation, where they are known beforehand."""
        known = self.outline.conveniences
        return None if known is None else known[namespace].get(name, ())

    def by_qualname(self, qualname: str) -> Method:
        """A method by its dotted name."""
        *namespace, name = qualname.split(".")
        return self.method(tuple(namespace), name)

    def run(self, qualname: str, args: Args, context: Context) -> Flow:
        """The flow of another method in the place of the one that was called."""
        return self.by_qualname(qualname).run(args, context)

    def flow(self, core: Core, qualname: str, kwargs: Args) -> Flow:
        """The flow of a call of its own."""
        return self.by_qualname(qualname).flow(core, kwargs)
