"""The commands of a document as plain data, made from the public introspection of the client.

Rules: a command for every method, an option for every argument, and no name of an endpoint anywhere. What comes out is
JSON, so that it can be kept: help and completion are answered from it without the client (see `outline`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._terminal.naming import command_name, option_name
from goodmem_dyn._terminal.optioning import options_of
from goodmem_dyn._terminal.resources import resources_of
from goodmem_dyn._terminal.schemas import holds_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodmem_dyn import MethodInfo


MASK = "**********"


def outline_of(methods: Sequence[MethodInfo]) -> dict[str, Any]:
    """All commands: `resources`, and `groups`, each with its `commands`."""
    resources = resources_of(methods)
    groups: dict[str, Any] = {}
    for method in methods:
        *words, name = (command_name(word) for word in method.name.split("."))
        for depth in range(1, len(words)):
            groups.setdefault(" ".join(words[:depth]), {})
        groups.setdefault(" ".join(words), {})[name] = _command(method, resources)
    return {"key_header": _key_header(methods), "resources": resources, "groups": dict(sorted(groups.items()))}


def _key_header(methods: Sequence[MethodInfo]) -> str:
    """The header that carries the key: the one whose value a preview hides."""
    for method in methods:
        if method.operation is not None and method.operation.authenticated and not _needs(method):
            headers = method.request().headers
            return next((name for name, value in headers.items() if value == MASK), "")
    return ""


def _needs(method: MethodInfo) -> bool:
    return any(param.required for param in method.parameters)


def _command(method: MethodInfo, resources: dict[str, Any]) -> dict[str, Any]:
    operation = method.operation
    description: dict[str, Any] = {
        "method": method.name,
        "summary": method.summary,
        "description": method.description.strip(),
        "returns": method.returns,
        "options": options_of(method, resources),
        "positional": positional(method),
        "errors": method.errors,
    }
    if operation is not None:
        description["http"] = f"{operation.method} {operation.path}"
    if method.stands_for is not None:
        description["stands_for"] = command_name(method.stands_for)
    if operation is not None and operation.deprecated:
        description["deprecated"] = True
    progress = next((param.name for param in method.parameters if "Callable[[int, int | None]" in param.type), None)
    if progress is not None:
        description["progress"] = progress
    if _reveals(method):
        description["reveals"] = True
    return description


def positional(method: MethodInfo) -> list[str]:
    """The options that may be given without their names: what the method is about."""
    if method.operation is not None:
        return [option_name(param.name) for param in method.parameters if param.location == "path"]
    # A method made of several has no path: its own arguments that name a resource are what it is about.
    own = [param.name for param in method.parameters if param.location == "local" and param.name in {"id", "ids"}]
    return [option_name(own[-1])] if own else []


def _reveals(method: MethodInfo) -> bool:
    """Whether the reply shows a secret that the server made: it is shown this once, so that it can be kept."""
    operation = method.operation
    if operation is None or operation.method != "POST":
        return False
    return holds_secret(operation.schema("response")) and not holds_secret(operation.schema("request"))
