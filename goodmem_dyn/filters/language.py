"""The filter language itself, for what translates filters to another: a text as a tree of types, and the functions.

The embedded server makes SQL of the tree, and `explain` evaluates it; there is no other parser.

    >>> tree = parse("CAST(val('$.year') AS NUMERIC) >= 2020")
    >>> tree.kind, tree.data, [child.type for child in tree.children]
    ('compare', '>=', ['NUMERIC', 'INTEGER'])
"""

from __future__ import annotations

from goodmem_dyn.filters._functions import DATE_PARTS, FUNCTIONS, Function
from goodmem_dyn.filters._like import like
from goodmem_dyn.filters._parse import MAX_DEPTH, parse
from goodmem_dyn.filters._text import Step, Wildcard
from goodmem_dyn.filters._tokens import FilterSyntaxError
from goodmem_dyn.filters._tree import Node
from goodmem_dyn.filters._types import DAYS, NUMBERS
from goodmem_dyn.filters._values import JSON_NULL, contains, follow, joined, overlap
from goodmem_dyn.filters._work import limited, look

__all__ = [
    "DATE_PARTS",
    "DAYS",
    "FUNCTIONS",
    "JSON_NULL",
    "MAX_DEPTH",
    "NUMBERS",
    "FilterSyntaxError",
    "Function",
    "Node",
    "Step",
    "Wildcard",
    "contains",
    "follow",
    "joined",
    "like",
    "limited",
    "look",
    "overlap",
    "parse",
]
