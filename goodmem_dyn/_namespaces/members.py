"""What the namespaces of a document hold: every method as it can be called.

Rules: run time, stubs and reference pages are made from these records, so that they cannot say different things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._cache import pattern
from goodmem_dyn._calls.option_params import OPTION_PARAMS
from goodmem_dyn._conveniences.base import Variant
from goodmem_dyn._document.names import MADE
from goodmem_dyn._methods.method import Method
from goodmem_dyn._methods.signature import derived_docstring, docstring
from goodmem_dyn._namespaces.naming import raw_names
from goodmem_dyn._records import record, replace

if TYPE_CHECKING:
    from goodmem_dyn._conveniences.events import Events
    from goodmem_dyn._derived.base import Derived
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog


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
            (
                tuple((name, kind) for name, kind in variant.given.items() if name != "stream"),
                variant.without,
            ): variant.returns
            for variant in reversed(self.variants)
            if variant.given.get("stream") != "bool"
        }
        usual = self.source.result
        variants = tuple(
            Variant(dict(arguments), without, f"RawResponse[{usual if self.events else returns or usual}]")
            for (arguments, without), returns in reversed(kept.items())
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
    if (derived := _derived(catalog, words, name)) is not None:
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
    events = next((convenience.events for convenience in method.conveniences if convenience.events is not None), None)
    returns = method.result if events is None or not events.default else f"{events.stream_type} | {method.result}"
    notes = [convenience.note for convenience in method.conveniences]
    doc = docstring(method.operation, method.params, spelled(returns, is_async=is_async), notes=notes)
    if own == name:
        return Member(name, method.params, returns, method.variants, doc, method, events)
    doc = f"Deprecated: use `{own}`.\n\n{doc}"
    return Member(name, method.params, returns, method.variants, doc, method, events, own)


def _derived(catalog: Catalog, words: tuple[str, ...], name: str) -> Derived | None:
    if name not in MADE:
        return None
    # What is made of several operations is loaded when it is asked for.
    from goodmem_dyn._derived.kinds import find_derived

    return find_derived(catalog, words, name)


def raw_members(catalog: Catalog, words: tuple[str, ...]) -> list[Member]:
    """The methods of a namespace's `with_raw_response`."""
    return [member(catalog, words, name).raw() for name in raw_names(catalog, words)]


def spelled(returns: str, *, is_async: bool) -> str:
    """The type of a result in one of the modes: what does I/O later has a class of its own for async."""
    return _DEFERRED.sub(r"Async\1", returns) if is_async else returns


_DEFERRED = pattern(r"\b((?:Page|WholePage|RetrievalStream|Stream)\[)")
