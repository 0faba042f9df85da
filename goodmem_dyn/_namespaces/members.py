"""What the namespaces of a document hold: the names of their classes, and every method as it can be called.

Rules: run time, stubs and reference pages are made from these records, so that they cannot say different things.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodmem_dyn._calls.options import OPTION_PARAMS
from goodmem_dyn._conveniences.base import Variant
from goodmem_dyn._conveniences.events import Events
from goodmem_dyn._derived.kinds import DERIVED, find_derived
from goodmem_dyn._methods.method import Method
from goodmem_dyn._methods.signature import derived_docstring, docstring
from goodmem_dyn._records import record

if TYPE_CHECKING:
    from goodmem_dyn._derived.base import Derived
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog

CLIENT_BASES = ("GoodmemNamespaces", "AsyncGoodmemNamespaces")
"""What the two clients inherit their namespaces from."""

BULK, BULK_DOC = "bulk", "Whole folders and tables into a space, and a space out again."


@record(frozen=True)
class Titles:
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
    taken, found = {*CLIENT_BASES, *keyword.kwlist}, {}
    for words in catalog.surface.namespaces:
        text = "".join(part.title().replace("_", "") for part in words)
        number = 0
        while True:
            name = f"{text}{number or ''}"
            titles = Titles(name, f"Async{name}", f"{name}WithRawResponse", f"Async{name}WithRawResponse")
            if not taken & set(vars(titles).values()):
                break
            number += 1
        taken |= set(vars(titles).values())
        found[words] = titles
    return found


def has_bulk(catalog: Catalog) -> bool:
    """Whether clients of a document have `bulk`; a namespace of that name goes first."""
    # The parts of bulk ingestion are loaded when somebody asks for it.
    from goodmem_dyn._bulk.structure import find_collection

    return (BULK,) not in catalog.surface.namespaces and find_collection(catalog) is not None


def method_names(catalog: Catalog, namespace: tuple[str, ...]) -> list[str]:
    """The methods of a namespace that show: the document's, and the derived."""
    names = list(catalog.surface.namespaces[namespace])
    derived = [kind.name for kind in DERIVED if find_derived(catalog, namespace, kind.name) is not None]
    aliases = [alias for name in names for alias in catalog.surface.operation(namespace, name).aliases]
    return sorted({*names, *derived, *aliases})


def children(catalog: Catalog, namespace: tuple[str, ...]) -> list[str]:
    """The namespaces directly inside a namespace."""
    depth = len(namespace)
    return [key[-1] for key in catalog.surface.namespaces if len(key) == depth + 1 and key[:depth] == namespace]


@record(frozen=True)
class Member:
    """One method of a namespace, as it can be called.

    Attributes:
        name: Its name.
        params: Its arguments.
        returns: The type of its result, in a sync client.
        variants: Its overloads.
        doc: Its docstring.
        source: What it does: an operation as a method, or a method made of others.
        events: Its streams, where its reply is one.
        stands_for: The method whose old name this is, where it is an alias.
    """

    name: str
    params: tuple[Param, ...]
    returns: str
    variants: tuple[Variant, ...]
    doc: str
    source: Method | Derived
    events: Events | None = None
    stands_for: str | None = None

    @property
    def deprecation(self) -> str | None:
        """What callers of an alias are told."""
        return None if self.stands_for is None else f"`{self.name}` is called `{self.stands_for}` now."

    def raw(self) -> Member:
        """The same method in `with_raw_response`, which reads every answer whole."""
        assert isinstance(self.source, Method)
        # Without the choice of a stream, what is left of its variants may be the same.
        kept = {
            (tuple((name, kind) for name, kind in one.given.items() if name != "stream"), one.without): one.returns
            for one in reversed(self.variants)
            if one.given.get("stream") != "bool"
        }
        usual = self.source.result
        variants = tuple(
            Variant(dict(given), without, f"RawResponse[{usual if self.events else returns or usual}]")
            for (given, without), returns in reversed(kept.items())
        )
        params = tuple(param for param in self.params if self.events is None or param.name != "stream")
        doc = f"`{self.source.qualname}` with status and headers; `.parse()` gives its usual result."
        return replace(
            self,
            params=params,
            returns=f"RawResponse[{self.source.result}]",
            variants=variants if len(variants) > 1 else (),
            doc=doc,
            events=None,
        )


def member(catalog: Catalog, words: tuple[str, ...], name: str, *, is_async: bool = False) -> Member:
    """A method of a namespace; the mode matters for the text of its docstring alone."""
    derived = find_derived(catalog, words, name)
    if derived is not None:
        taken = {param.name for param in derived.params}
        options = tuple(
            param for param in OPTION_PARAMS if param.name in {"timeout", "max_retries", "extra_headers"} - taken
        )
        params = (*sorted(derived.params, key=lambda param: not param.required), *options)
        doc = derived_docstring(derived.summary, derived.description, params, derived.returns, derived.errors)
        return Member(name, params, derived.returns, derived.variants, doc, derived)
    methods = catalog.surface.namespaces[words]
    own = name if name in methods else next(n for n in methods if name in catalog.surface.operation(words, n).aliases)
    method = catalog.method(words, own)
    events = next((one for one in method.conveniences if isinstance(one, Events)), None)
    returns = method.result if events is None or not events.default else f"{events.stream_type} | {method.result}"
    notes = [one.note for one in method.conveniences]
    doc = docstring(method.operation, method.params, spelled(returns, is_async=is_async), notes=notes)
    if own == name:
        return Member(name, method.params, returns, method.variants, doc, method, events)
    doc = f"Deprecated: use `{own}`.\n\n{doc}"
    return Member(name, method.params, returns, method.variants, doc, method, events, own)


def raw_members(catalog: Catalog, words: tuple[str, ...]) -> list[Member]:
    """The methods of a namespace's `with_raw_response`."""
    return [member(catalog, words, name).raw() for name in raw_names(catalog, words)]


def raw_names(catalog: Catalog, words: tuple[str, ...]) -> list[str]:
    """Their names: the methods that are one request, so that there is one answer to look at."""
    return [name for name in method_names(catalog, words) if find_derived(catalog, words, name) is None]


def spelled(returns: str, *, is_async: bool) -> str:
    """The type of a result in one of the modes: what does I/O later has a class of its own for async."""
    return _DEFERRED.sub(r"Async\1", returns) if is_async else returns


_DEFERRED = re.compile(r"\b((?:Page|WholePage|RetrievalStream|Stream)\[)")


def namespace_doc(words: tuple[str, ...], *, is_async: bool) -> str:
    """The docstring of a namespace's class."""
    return f"The `{'.'.join(words)}` namespace of {'an AsyncGoodmem' if is_async else 'a Goodmem'} client."


RAW_DOC = "The same methods, giving status, headers and `.parse()`."
