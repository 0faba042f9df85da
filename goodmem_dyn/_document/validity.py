"""What must be refused when a document is read, because a request that is made from it would be wrong.

Rules: an error says where, as a JSON pointer, what is wrong there, and what to do. What is only never used is no error.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.schema import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._document.schema import Resolver

DATA = frozenset({"example", "examples", "default", "enum", "const"})
"""Members that hold values and no schemas, in which `$ref` is text like any other."""
NAMED = frozenset({"properties", "patternProperties", "$defs", "schemas", "responses", "parameters", "headers"})
"""Members whose own members have names that people gave."""


def check_version(document: Mapping[str, Any]) -> None:
    """Refuse what is no OpenAPI document of version 3.

    Raises:
        SpecError: It is none.
    """
    if "swagger" in document:
        raise SpecError(
            "#/swagger: this is Swagger 2.0, and only OpenAPI 3 can be read. Convert it first, for example with "
            "`npx swagger2openapi document.json -o openapi.json`."
        )
    version = document.get("openapi")
    if version is None and not isinstance(document.get("paths"), dict):
        raise SpecError("This is not an OpenAPI document: it has neither 'openapi' nor 'paths'.")
    if version is not None and not str(version).startswith("3."):
        raise SpecError(f"#/openapi: version {str(version)[:20]!r} cannot be read, only 3.0 and 3.1.")


@contextmanager
def located(*parts: str) -> Iterator[None]:
    """Say of a `SpecError` where it is, unless it says so itself."""
    try:
        yield
    except SpecError as error:
        if str(error).startswith("#/"):
            raise
        raise SpecError(f"{pointer(parts)}: {error}") from error.__cause__


def pointer(parts: Iterable[str]) -> str:
    """A JSON pointer, as a document's references spell it."""
    return "#/" + "/".join(escaped(part) for part in parts)


def check_variables(path: str, declared: Iterable[str]) -> None:
    """Refuse a path with a variable that no parameter declares.

    Raises:
        SpecError: There is one.
    """
    missing = sorted(set(re.findall(r"\{([^}]*)\}", path)) - set(declared))
    if missing:
        raise SpecError(
            f"The path has {{{missing[0]}}}, and no parameter in `path` of that name is declared. Declare it under "
            "`parameters` of the path or of the operation."
        )


def check_references(document: Mapping[str, Any], resolver: Resolver) -> None:
    """Refuse a reference that leads nowhere, wherever operations get to.

    Raises:
        SpecError: There is one; the error says where it stands.
    """
    seen: set[str] = set()
    paths = document.get("paths") or {}
    waiting: list[tuple[Any, tuple[str, ...]]] = [
        (node, ("paths", path)) for path, node in paths.items() if not path.startswith("x-")
    ]
    while waiting:
        node, where = waiting.pop()
        if isinstance(node, list):
            waiting += [
                (child, (*where, str(index))) for index, child in enumerate(node) if isinstance(child, (dict, list))
            ]
        if not isinstance(node, dict):
            continue
        is_named = bool(where) and where[-1] in NAMED and (len(where) < 2 or where[-2] not in NAMED)
        reference = node.get("$ref")
        if isinstance(reference, str) and not is_named:
            with located(*where):
                target = resolver.pointer(reference)
                if not isinstance(target, (dict, bool)):
                    raise SpecError(f"Reference {reference!r} leads to what is no object.")
            if reference not in seen:
                seen.add(reference)
                waiting.append((target, tuple(reference[2:].split("/"))))
        for key, child in node.items():
            if isinstance(child, (dict, list)) and (is_named or not (key in DATA or str(key).startswith("x-"))):
                waiting.append((child, (*where, str(key))))
