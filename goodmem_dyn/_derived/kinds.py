"""Methods that several operations of one namespace make together: `ensure`, `wait`, `replace`.

Each is a flow over the others, found by what the namespace offers. What they promise: `ensure` survives another
creator; `wait` tells which resources finished, which failed and which are still on their way; `replace` never loses
the old content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._derived.base import Derived
from goodmem_dyn._derived.ensure import Ensure
from goodmem_dyn._derived.replace import Replace
from goodmem_dyn._derived.wait import Wait

if TYPE_CHECKING:
    from goodmem_dyn._methods.catalog import Catalog

__all__ = ["DERIVED", "Derived", "find_derived"]

DERIVED: tuple[type[Derived], ...] = (Wait, Ensure, Replace)


def find_derived(catalog: Catalog, namespace: tuple[str, ...], name: str) -> Derived | None:
    """A derived method of a namespace; each is looked for once."""
    cache: dict[tuple[tuple[str, ...], str], Derived | None] = catalog.derived
    key = (namespace, name)
    if key not in cache:
        kind = next((kind for kind in DERIVED if kind.name == name), None)
        cache[key] = kind.find(catalog, namespace) if kind is not None else None
    return cache[key]
