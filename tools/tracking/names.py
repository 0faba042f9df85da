"""Names that stay: an operation keeps, by verb and path, the names that documents before gave it and its variables.

A schema keeps its name by the places where it stands (`goodmem_dyn._document.schema_names`).

Rules: the history of tracked documents is read in its order, and each document is named with what those before it are
known by. What a document would call otherwise by itself is written into the effective document, so that the package
needs no history to know it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._document.moves import moved
from goodmem_dyn._document.names import place, variables
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._document.schema_names import keep_schema_names
from tools import paths
from tools.spec import openapi30
from tools.tracking import locks
from tools.tracking.promises import required

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from goodmem_dyn._document.names import Kept, Place

KEY = "x-goodmem-name"
VARIABLES = "x-goodmem-variables"


class Known(NamedTuple):
    """What names there were in the documents before one.

    Attributes:
        operations: What operations were known by, by their places.
        document: The last document, with the names of its schemas that stay; empty where there is none.
        promised: The members of every schema that all the documents which have it promise.
    """

    operations: Mapping[Place, Kept]
    document: Mapping[str, Any]
    promised: Mapping[str, frozenset[str]] = MappingProxyType({})


def known_before(root: Path, received: Mapping[str, Any]) -> Known:
    """What names there were in the documents before this one; in all tracked ones, where it is new.

    Args:
        root: The checkout.
        received: The document, as the server sent it.
    """
    before: tuple[bytes, ...] = ()
    for digits in locks.read(root).history if (root / paths.LOCK).is_file() else ():
        path = root / paths.HISTORY / f"{digits}.json"
        data = path.read_bytes() if path.is_file() else b"{}"
        document = json.loads(data)
        if document == received:
            break
        if document:
            before += (data,)
    return _known(before)


@lru_cache(maxsize=16)  # each document of the history asks for those before it
def _known(files: tuple[bytes, ...]) -> Known:
    if not files:
        return Known({}, {})
    before = _known(files[:-1])
    document = openapi30.upgrade(json.loads(files[-1]))
    keep_schema_names(document, before.document)
    operations = {**before.operations, **compile_document(document, before.operations).kept}
    return Known(operations, document, {**before.promised, **required(document, before.promised)})


def paths_before(document: Mapping[str, Any], known: Mapping[Place, Kept]) -> dict[str, str]:
    """The paths, or variables of them, that documents before called otherwise, and how they would be written then."""
    earlier_of: dict[str, str] = {}
    origins = moved(document["paths"], (path for _, path in known))
    for path, item in document["paths"].items():
        own = variables(path)
        where = place("", path)[1]
        where = origins.get(where, where)
        before = {kept.variables for method in item if (kept := known.get((method, where)))}
        if len(before) == 1 and len(names := before.pop()) == len(own):
            first, *others = where.split("{}")
            earlier = first + "".join(f"{{{name}}}{text}" for name, text in zip(names, others, strict=True))
            if earlier not in document["paths"] and earlier not in earlier_of.values():
                earlier_of[path] = earlier
    return earlier_of


def rename_paths(document: dict[str, Any], new: Mapping[str, str]) -> None:
    """Have paths, and the parameters that stand at them, call their variables otherwise, in place."""
    for path, item in document["paths"].items():
        names = dict(zip(variables(path), variables(new.get(path, path)), strict=True))
        nodes = [item, *(node for node in item.values() if isinstance(node, dict))]
        for parameter in (parameter for node in nodes for parameter in node.get("parameters", ())):
            if parameter.get("in") == "path":
                parameter["name"] = names.get(parameter["name"], parameter["name"])
    document["paths"] = {new.get(path, path): item for path, item in document["paths"].items()}


def apply(document: dict[str, Any], known: Mapping[Place, Kept]) -> dict[str, Any]:
    """Write the names that operations and arguments keep onto those that would be called otherwise, in place."""
    kept, natural = compile_document(document, known), compile_document(document)
    for name, (method, path) in kept.places.items():
        operation, _ = kept.raw(method, path)  # the document's own, also where its path is a reference
        if natural.find(method, path) != name:
            operation[KEY] = str(name)
        if kept.variables(method, path) != natural.variables(method, path):
            operation[VARIABLES] = list(kept.variables(method, path))
    return document
