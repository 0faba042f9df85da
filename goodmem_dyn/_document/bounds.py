"""What a document may cost, looked at before anything is made of it.

Rules: a document that no client could be made of, or none in reasonable time, is refused when it is given. Whatever
reads its schemas counts them, so that parts which contain each other many times over end in an error, and at once.
"""

from __future__ import annotations

import graphlib
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bounds import DOCUMENT_DEPTH, DOCUMENT_NODES
from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._document.schema import unescaped
from goodmem_dyn._document.validity import check_version
from goodmem_dyn._document.wellformed import leave_out_what_says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from goodmem_dyn._document.names import Kept, Place
    from goodmem_dyn._document.reading import Surface

_SECTIONS = ("paths", "components", "info")
_CHOICES = ("anyOf", "oneOf")


def check_document(document: Mapping[str, Any]) -> int:
    """Look at a document as a whole; returns how many objects and lists it is made of.

    Raises:
        SpecError: It is nested too deep, has parts of another type than they are, or a choice that is only itself.
    """
    for name in _SECTIONS:
        if not isinstance(document.get(name, {}), dict):
            raise SpecError(f"{name!r} is no object.")
    for name, section in document.get("components", {}).items():
        if not isinstance(section, dict) and not name.startswith("x-"):
            raise SpecError(f"'components/{name}' is no object.")
    size = _size(document)
    schemas = document.get("components", {}).get("schemas", {})
    try:
        graphlib.TopologicalSorter({name: set(_choices(schema)) for name, schema in schemas.items()}).prepare()
    except graphlib.CycleError as error:
        raise SpecError(f"The schema {error.args[1][0]!r} is a choice of nothing but itself.") from None
    return size


def compile_untrusted(
    document: dict[str, Any],
    known: Mapping[Place, Kept] | None = None,
    prepare: Callable[[dict[str, Any]], None] = lambda _: None,
) -> Surface:
    """The surface of a document that nobody vouches for: every operation compiled, within what its size allows.

    Args:
        document: The document, a copy that nobody else uses.
        known: What operations were known by in a document before, which they keep.
        prepare: What is done to it once it is known to be a document, and of a size.

    Raises:
        SpecError: It cannot be used. Whatever else its parts are instead of what they should be ends in a
            `ValueError`, `TypeError`, `AttributeError` or `LookupError`.
    """
    size = check_document(document)
    check_version(document)
    leave_out_what_says_nothing(document)
    prepare(document)
    surface = compile_document(document, known)
    surface.resolver.size = size
    with surface.resolver.bounded():
        for _ in surface.operations:
            pass  # each is compiled now, so that a broken one is told here
    return surface


def check_written(value: Any) -> None:
    """Refuse a value that is larger than it looks: one whose parts stand in it many times over, or in themselves.

    Raises:
        SpecError: It is such a value.
    """
    sizes: dict[int, int] = {}
    waiting = [value]
    while waiting:
        node = waiting[-1]
        if not isinstance(node, (dict, list)) or sizes.get(id(node), 0) > 0:
            waiting.pop()
            continue
        items = list(node.values() if isinstance(node, dict) else node)
        if id(node) not in sizes:
            sizes[id(node)] = 0  # begun
            inner = [item for item in items if isinstance(item, (dict, list)) and not sizes.get(id(item))]
            if any(id(item) in sizes for item in inner):
                raise SpecError("It contains itself.")
            waiting += inner
            continue
        sizes[id(node)] = 1 + len(items) + sum(sizes[id(item)] for item in items if isinstance(item, (dict, list)))
        if sizes[id(node)] > DOCUMENT_NODES:
            raise SpecError(f"Written out, it has more than {DOCUMENT_NODES:,} values.")
        waiting.pop()


def _size(document: Any) -> int:
    size, level = 0, [document]
    for _ in range(DOCUMENT_DEPTH):
        following: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                _check_names(node)
                following += [item for item in node.values() if isinstance(item, (dict, list))]
            else:
                following += [item for item in node if isinstance(item, (dict, list))]
        size += len(level)
        level = following
        if not level:
            return size
    raise SpecError(f"It is nested more than {DOCUMENT_DEPTH} levels deep.")


def _check_names(node: Mapping[Any, Any]) -> None:
    for name in node:
        try:
            name.encode()
        except UnicodeEncodeError:
            raise SpecError(f"The name {name[:80]!r} holds half of a surrogate pair.") from None


def _choices(schema: Any) -> Iterator[str]:
    """The named schemas that a value of this one may be one of, with nothing in between."""
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
                yield unescaped(reference.rpartition("/")[2])
            for key in _CHOICES:
                branches = node.get(key)
                waiting += branches if isinstance(branches, list) else []
