"""What methods that are made of others have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Core
    from goodmem_dyn._conveniences.base import Variant
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method
    from goodmem_dyn._wire.effects import Flow


class Derived:
    """A method made of others.

    Attributes:
        name: Its name in the namespace.
        params: Its arguments.
        returns: The type of its result, as Python text.
        summary: The first line of its docstring.
        description: The rest of it.
        errors: Exception → when.
        variants: Its overloads.
    """

    name: str
    params: tuple[Param, ...]
    returns: str
    summary: str
    description: str
    errors: dict[str, str]
    variants: tuple[Variant, ...] = ()

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        """This method for a namespace, or None where the operations it needs are not there."""
        raise NotImplementedError

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        """The flow of one call."""
        raise NotImplementedError


def methods_of(catalog: Catalog, namespace: tuple[str, ...]) -> dict[str, Method]:
    """The methods of a namespace that the document has, by name."""
    return {name: catalog.method(namespace, name) for name in catalog.surface.namespaces.get(namespace, ())}
