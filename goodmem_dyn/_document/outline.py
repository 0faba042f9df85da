"""What a client needs of a document before its first call: names, and where the key goes.

Of the bundled document it is worked out by `generate` and lies beside the document, with the hash of the document that
it was made from. Where that is another one, it is nothing, and everything is read from the document.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._wire.keys import KeyPlace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._document.reading import Surface

Words = tuple[str, ...]


class Outline(NamedTuple):
    """What a client needs of a document before its first call.

    Attributes:
        commit: The server commit that the document describes, or an empty string.
        key_place: Where the key goes.
        operations: Every namespace, and its operations by name: verb and path, as the document writes them.
        shown: Every namespace, and the names of its methods, with those that are made of others; None where that is
            found out when somebody asks.
        conveniences: Every namespace, and of its operations that have some, what they do beyond; None likewise.
    """

    commit: str
    key_place: KeyPlace
    operations: Mapping[Words, Mapping[str, tuple[str, str]]]
    shown: Mapping[Words, list[str]] | None = None
    conveniences: Mapping[Words, Mapping[str, list[str]]] | None = None

    @property
    def paths(self) -> list[str]:
        """The paths of all operations."""
        return [path for methods in self.operations.values() for _, path in methods.values()]


def outline_of(surface: Surface) -> Outline:
    """The outline of a document that was read."""
    operations: dict[Words, dict[str, tuple[str, str]]] = {words: {} for words in surface.namespaces}
    for name, place in sorted(surface.places.items()):
        operations[name.namespace][name.method] = place
    return Outline(surface.commit, surface.key_place, operations)


def written(outline: Outline, document: bytes) -> dict[str, Any]:
    """An outline as JSON, for the document that it is of."""
    shown, conveniences = outline.shown or {}, outline.conveniences or {}
    return {
        "document_sha256": _hash(document),
        "commit": outline.commit,
        "key_place": list(outline.key_place),
        "namespaces": {
            ".".join(words): {
                "operations": methods,
                "shown": shown[words],
                "conveniences": conveniences[words],
            }
            for words, methods in outline.operations.items()
        },
    }


def read(text: bytes, document: bytes) -> Outline | None:
    """The outline of a document out of its JSON; None where it is that of another document."""
    record = json.loads(text)
    if record["document_sha256"] != _hash(document):
        return None
    spaces = {tuple(name.split(".")): space for name, space in record["namespaces"].items()}
    return Outline(
        record["commit"],
        KeyPlace(*record["key_place"]),
        {words: space["operations"] for words, space in spaces.items()},
        {words: space["shown"] for words, space in spaces.items()},
        {words: space["conveniences"] for words, space in spaces.items()},
    )


def _hash(document: bytes) -> str:
    # Imported by httpx as well, and so by every client; what asks for less than a client does not pay for it.
    import hashlib

    return hashlib.sha256(document).hexdigest()
