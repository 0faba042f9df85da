"""Choices between objects by a discriminator: which value chooses which branch."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.schema import object_view, strip_null

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._document.schema import Resolver


_DEEPEST = 8


def tag_values(tag: str, node: Mapping[str, Any], resolver: Resolver, depth: int = 0) -> dict[str, Any]:
    """The values of a discriminator → the branches that they choose; empty where one branch has none.

    They are those of the mapping, those that a branch fixes, else the names of the branches.
    """
    chosen: dict[str, Any] = {}
    for value, reference in node.get("discriminator", {}).get("mapping", {}).items():
        target = reference if "/" in reference else f"#/components/schemas/{reference}"
        # A mapping may name a file that the document was bundled from; then the branches say what chooses them.
        with contextlib.suppress(SpecError):
            resolver.pointer(target)
            chosen[str(value)] = {"$ref": target}
    for branch in node.get("oneOf") or node.get("anyOf") or ():
        inner = resolver.follow(branch)
        if depth < _DEEPEST and "properties" not in inner and (inner.get("oneOf") or inner.get("anyOf")):
            # A branch that is a choice itself: its own branches are what is chosen.
            chosen = tag_values(tag, inner, resolver, depth + 1) | chosen
            continue
        name = resolver.name(branch)
        view = object_view(branch, resolver)
        fixed = view.properties.get(tag, {}) if view is not None else {}
        fixed = strip_null(resolver.follow(strip_null(fixed))) if isinstance(fixed, dict) else {}
        values = fixed.get("enum") or ([fixed["const"]] if "const" in fixed else [name] if name else [])
        for value in values:
            chosen.setdefault(str(value), branch)
    return chosen
