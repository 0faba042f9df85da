"""What the namespaces of a document are called, and what they hold by name: all that a client needs before a call.

Rules: run time, stubs and reference pages take names from here, so that they cannot say different things. Nothing of
what methods do is loaded for their names.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from goodmem_dyn._methods.catalog import Catalog

CLIENT_BASES = ("GoodmemNamespaces", "AsyncGoodmemNamespaces")
"""What the two clients inherit their namespaces from."""

BULK, BULK_DOC = "bulk", "Whole folders and tables into a space, and a space out again."


class Titles(NamedTuple):
    """The names of a namespace's classes."""

    sync: str
    asynchronous: str
    raw: str
    raw_asynchronous: str

    def of(self, *, is_async: bool, is_raw: bool = False) -> str:
        """The name of one of them."""
        if is_raw:
            return self.raw_asynchronous if is_async else self.raw
        return self.asynchronous if is_async else self.sync


def class_titles(catalog: Catalog) -> dict[tuple[str, ...], Titles]:
    """The class names of every namespace: `("admin", "background_jobs")` → `AdminBackgroundJobs`.

    No two classes of a document have one name, whatever its paths are called.
    """
    known: dict[tuple[str, ...], Titles] = catalog.titles
    if known:
        return known
    titled: dict[tuple[str, ...], Titles] = {}
    taken = {*CLIENT_BASES, *keyword.kwlist}
    for words in catalog.outline.operations:
        text = "".join(part.title().replace("_", "") for part in words)
        number = 0
        while True:
            name = f"{text}{number or ''}"
            titles = Titles(name, f"Async{name}", f"{name}WithRawResponse", f"Async{name}WithRawResponse")
            if taken.isdisjoint(titles):
                break
            number += 1
        taken.update(titles)
        titled[words] = titles
    catalog.titles = titled  # whole: another thread may be asking
    return titled


def has_bulk(catalog: Catalog) -> bool:
    """Whether clients of a document have `bulk`; a namespace of that name goes first."""
    # The parts of bulk ingestion are loaded when somebody asks for it.
    from goodmem_dyn._bulk.structure import find_collection

    return (BULK,) not in catalog.outline.operations and find_collection(catalog) is not None


def method_names(catalog: Catalog, namespace: tuple[str, ...]) -> list[str]:
    """The methods of a namespace that show: the document's, and the derived."""
    if catalog.outline.shown is not None:
        return list(catalog.outline.shown[namespace])
    from goodmem_dyn._derived.kinds import DERIVED, find_derived

    names = list(catalog.surface.namespaces[namespace])
    derived = [kind.name for kind in DERIVED if find_derived(catalog, namespace, kind.name) is not None]
    aliases = [alias for name in names for alias in catalog.surface.operation(namespace, name).aliases]
    return sorted({*names, *derived, *aliases})


def children(catalog: Catalog, namespace: tuple[str, ...]) -> list[str]:
    """The namespaces directly inside a namespace."""
    depth = len(namespace)
    return [key[-1] for key in catalog.outline.operations if len(key) == depth + 1 and key[:depth] == namespace]


def raw_names(catalog: Catalog, words: tuple[str, ...]) -> list[str]:
    """The methods that are one request, so that there is one answer to look at."""
    from goodmem_dyn._derived.kinds import find_derived

    return [name for name in method_names(catalog, words) if find_derived(catalog, words, name) is None]


def namespace_doc(words: tuple[str, ...], *, is_async: bool) -> str:
    """The docstring of a namespace's class."""
    return f"The `{'.'.join(words)}` namespace of {'an AsyncGoodmem' if is_async else 'a Goodmem'} client."


RAW_DOC = "The same methods, giving status, headers and `.parse()`."
