"""References by name → pointers from the document's root: `$anchor`, `$dynamicAnchor` and `$id` of OpenAPI 3.1.

Rules: a reference inside a schema with an `$id` is relative to that schema, and where it leads nowhere there, to the
document, as many generators mean it. What no schema of the document is called stays as it is, and is refused by whoever
follows it: nothing is fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.schema import Resolver, escaped
from goodmem_dyn._document.validity import DATA, NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = ("$id", "$anchor", "$dynamicAnchor")
_REFERENCES = ("$ref", "$dynamicRef")


class _Place(NamedTuple):
    """A node that may be a schema: with the pointer to it, and the `$id` that it lies under."""

    node: dict[str, Any]
    pointer: str
    base: str


def write_pointers(document: dict[str, Any]) -> None:
    """Write, in place, every reference by the name of a schema as the pointer to that schema."""
    places = list(_places(document))
    pointers = {"": ""}
    for node, pointer, base in places:
        if isinstance(node.get("$id"), str):
            pointers.setdefault(base, pointer)
        for word in WORDS[1:]:
            if isinstance(node.get(word), str):
                pointers.setdefault(f"{base}#{node[word]}", pointer)
    resolver = Resolver(document)
    for node, _, base in places:
        for word in _REFERENCES:
            reference = node.get(word)
            if isinstance(reference, str) and (target := _target(reference, base, pointers, resolver)) is not None:
                node.pop(word)
                node["$ref"] = target


def _places(document: dict[str, Any]) -> Iterator[_Place]:
    """Every node of a document but those of data, the outer before the inner."""
    waiting: list[tuple[Any, str, str, bool]] = [(document, "", "", False)]
    while waiting:
        node, pointer, base, is_named = waiting.pop()
        if isinstance(node, dict):
            if not is_named:
                if isinstance(own := node.get("$id"), str):
                    base = urljoin(base, own).removesuffix("#")
                yield _Place(node, pointer, base)
            children = [
                (key, child) for key, child in node.items() if is_named or not (key in DATA or str(key)[:2] == "x-")
            ]
        else:
            children = [(str(index), child) for index, child in enumerate(node)]
        waiting += [
            (child, f"{pointer}/{escaped(str(key))}", base, isinstance(node, dict) and key in NAMED and not is_named)
            for key, child in reversed(children)
            if isinstance(child, (dict, list))
        ]


def _target(reference: str, base: str, pointers: dict[str, str], resolver: Resolver) -> str | None:
    """The pointer that a reference means, as a reference; None where it is one, or nothing here is called so."""
    if reference.startswith("#"):
        uri, fragment = base, reference[1:]
    else:
        uri, _, fragment = urljoin(base, reference).partition("#")
    if fragment and not fragment.startswith("/"):
        named = pointers.get(f"{uri}#{fragment}", pointers.get(f"#{fragment}"))
        return None if named is None else f"#{named}"
    if uri not in pointers or not (uri or base):
        return None
    target = f"#{pointers[uri]}{fragment}"
    try:
        resolver.pointer(target)
    except SpecError:
        return None
    return target
