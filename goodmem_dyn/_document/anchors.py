"""References by name → pointers from the document's root: `$anchor`, `$dynamicAnchor` and `$id` of OpenAPI 3.1.

Rules: a reference inside a schema with an `$id` is relative to that schema, and where it leads nowhere there, to the
document, as many generators mean it. What no schema of the document is called stays as it is, and is refused by whoever
follows it: nothing is fetched. All names and pointers together may be as long as a document may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from goodmem_dyn._bounds import DOCUMENT_BYTES
from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.schema import Resolver, escaped
from goodmem_dyn._document.validity import DATA, NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = ("$id", "$anchor", "$dynamicAnchor")
_REFERENCES = ("$ref", "$dynamicRef")


_Way = tuple["_Way | None", str]
"""Where a node is: the way to what it lies in, and its key there."""


class _Place(NamedTuple):
    """A node that may be a schema: with the way to it, and the `$id` that it lies under."""

    node: dict[str, Any]
    way: _Way | None
    base: str


def write_pointers(document: dict[str, Any]) -> None:
    """Write, in place, every reference by the name of a schema as the pointer to that schema.

    Raises:
        SpecError: Its schemas have names that are too long, all together.
    """
    names = _Names(document)
    places = list(names.places())
    for node, way, base in places:
        if isinstance(node.get("$id"), str):
            names.add(base, way)
        for word in WORDS[1:]:
            if isinstance(node.get(word), str):
                names.add(names.within(f"{base}#{node[word]}"), way)
    for node, _, base in places:
        for word in _REFERENCES:
            reference = node.get(word)
            if isinstance(reference, str) and (target := names.target(reference, base)) is not None:
                node.pop(word)
                node["$ref"] = target


class _Names:
    """What the schemas of one document are called, and where they are."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._pointers: dict[str, str] = {"": ""}
        self._resolver = Resolver(document)
        self._left = DOCUMENT_BYTES

    def within(self, text: str) -> str:
        """A text that was put together, while all of them together have a length that a document may have."""
        self._left -= len(text)
        if self._left < 0:
            raise SpecError(f"The names of its schemas have more than {DOCUMENT_BYTES:,} characters, written out.")
        return text

    def _joined(self, base: str, reference: str) -> str:
        return urljoin(self.within(base), self.within(reference))  # reading a long one costs, however short what comes

    def add(self, name: str, way: _Way | None) -> None:
        """A schema is called so; the first that is, has the name."""
        if name in self._pointers:
            return
        parts: list[str] = []
        while way is not None:
            way, key = way
            parts.append(f"/{escaped(key)}")
        self._pointers[name] = self.within("".join(reversed(parts)))

    def places(self) -> Iterator[_Place]:
        """Every node of the document but those of data, the outer before the inner."""
        waiting: list[tuple[Any, _Way | None, str, bool]] = [(self._document, None, "", False)]
        while waiting:
            node, way, base, is_named = waiting.pop()
            if isinstance(node, dict):
                if not is_named:
                    if isinstance(own := node.get("$id"), str):
                        base = self._joined(base, own).removesuffix("#")
                    yield _Place(node, way, base)
                children = [
                    (key, child) for key, child in node.items() if is_named or not (key in DATA or str(key)[:2] == "x-")
                ]
            else:
                children = [(str(index), child) for index, child in enumerate(node)]
            waiting += [
                (child, (way, str(key)), base, isinstance(node, dict) and key in NAMED and not is_named)
                for key, child in reversed(children)
                if isinstance(child, (dict, list))
            ]

    def target(self, reference: str, base: str) -> str | None:
        """The pointer that a reference means, as a reference; None where it is one, or nothing here is called so."""
        if reference.startswith("#"):
            uri, fragment = base, reference[1:]
        else:
            uri, _, fragment = self._joined(base, reference).partition("#")
        if fragment and not fragment.startswith("/"):
            named = self._pointers.get(self.within(f"{uri}#{fragment}"), self._pointers.get(f"#{fragment}"))
            return None if named is None else f"#{named}"
        if uri not in self._pointers or not (uri or base):
            return None
        target = self.within(f"#{self._pointers[uri]}{fragment}")
        try:
            self._resolver.pointer(target)
        except SpecError:
            return None
        return target
