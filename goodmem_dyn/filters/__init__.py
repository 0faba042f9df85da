"""Metadata filters: expressions built from Python values, with no way to inject, and why a row does not match.

    from goodmem_dyn.filters import F

    english = (F("lang") == "en") & (F("year") >= 2020) & ~(F("draft") == True)
    client.memories.list(space_id=space_id, filter=english)

`explain(english, memory.metadata)` evaluates an expression, built or written by hand, against one document and names
the condition that fails. A text in the server's filter language is accepted wherever an expression is.

Rules kept here: this package imports only `errors`; building costs no parser (`explain` loads it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.filters._build import F, Field, coerce, raw
from goodmem_dyn.filters._conditions import Expression

if TYPE_CHECKING:
    from goodmem_dyn.filters._explain import Explanation, explain
    from goodmem_dyn.filters._tokens import FilterSyntaxError

__all__ = ["Explanation", "Expression", "F", "Field", "FilterSyntaxError", "coerce", "explain", "raw"]

_LAZY = {"Explanation": "_explain", "explain": "_explain", "FilterSyntaxError": "_tokens"}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
