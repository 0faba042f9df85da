"""The methods of namespaces as functions, with their true signatures and docstrings: made when one is first asked for.

Rules: what a function calls, shows and is documented as comes from one record of the method.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._methods.method import Method
from goodmem_dyn._namespaces.calls import derived_start, dressed, raw_start, run_call, stream_call
from goodmem_dyn._namespaces.introspection import describe
from goodmem_dyn._namespaces.members import member

if TYPE_CHECKING:
    from goodmem_dyn._methods.catalog import Catalog


def make_method(catalog: Catalog, words: tuple[str, ...], name: str, title: str, *, is_async: bool) -> Any:
    """One method as a function with its true signature and docstring."""
    described = member(catalog, words, name, is_async=is_async)
    where = ".".join((*words, name))
    method = described.source
    if not isinstance(method, Method):
        call = run_call(where, derived_start(method, described.params, where), is_async=is_async)
    else:
        if described.events is not None:
            call = stream_call(method, described.events)
        else:
            call = run_call(where, method.flow, is_async=is_async)
        call.operation = describe(catalog, method)
    return dressed(call, described, title, catalog, is_async=is_async)


def make_raw_method(catalog: Catalog, words: tuple[str, ...], name: str, title: str, *, is_async: bool) -> Any:
    """A method of `with_raw_response` as a function."""
    described = member(catalog, words, name).raw()
    assert isinstance(described.source, Method)
    call = run_call(".".join((*words, name)), raw_start(described.source), is_async=is_async)
    return dressed(call, described, title, catalog, is_async=is_async)
