"""The operations of two documents, and which of them are the same.

Rules: method and path decide first, whatever the path's variables are called; then the operation id; then the place in
the client. A match is made only where it is unambiguous, so that two operations never become one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.names import identifier
from goodmem_dyn._document.reading import compile_document
from tools.spec.openapi30 import METHODS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.diff.model import Doc, Node

Names = dict[tuple[str, str], str]
"""`(method, path)` → `namespace.method`."""

_VARIABLE = re.compile(r"\{([^}]*)\}")


@dataclass
class Operation:
    """One operation of one document.

    Attributes:
        item: Its path item, as it stands under `paths`.
        parameters: (place, name) → where the parameter stands, and whether the path item gives it.
        name: `namespace.method`.
    """

    method: str
    path: str
    node: Node
    item: Node
    name: str
    parameters: dict[tuple[str, str], tuple[Node, bool]] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        return _VARIABLE.sub("{}", self.path)

    @property
    def variables(self) -> list[str]:
        return _VARIABLE.findall(self.path)

    def argument(self, variable: str) -> str:
        """What the argument of a variable is called: as the document says, or as the variable is spelled."""
        said = self.node.get("x-goodmem-variables")
        names = said.value if said is not None and len(said.value) == len(self.variables) else self.variables
        return identifier(dict(zip(self.variables, names, strict=True)).get(variable, variable))

    @property
    def deprecated(self) -> bool:
        return self.node.value.get("deprecated") is True

    @property
    def id(self) -> str | None:
        value = self.node.value.get("operationId")
        return value if isinstance(value, str) else None


def operations(doc: Doc, names: Names | None = None) -> list[Operation]:
    """Every operation of a document, in its order."""
    names = qualnames(doc.root.value) if names is None else names
    every = []
    paths = doc.root.get("paths")
    for path, item in paths.items() if paths else ():
        inner = doc.follow(item)
        for method in METHODS:
            node = inner.get(method)
            if node is None or not isinstance(node.value, dict):
                continue
            operation = Operation(method, path, node, item, names.get((method, path), f"{method} {path}"))
            for holder, inherited in ((inner, True), (node, False)):
                parameters = holder.get("parameters")
                for raw in parameters.elements() if parameters else ():
                    value = doc.follow(raw).value
                    if isinstance(value, dict):
                        key = (str(value.get("in", "")), str(value.get("name", "")))
                        operation.parameters[key] = (raw, inherited)
            every.append(operation)
    return every


def qualnames(document: dict[str, Any]) -> Names:
    """`(method, path)` → `namespace.method`, by the client's own rule."""
    return {key: str(name) for name, key in compile_document(document).places.items()}


def match_operations(
    old: Doc, new: Doc, names: tuple[Names, Names]
) -> tuple[list[tuple[Operation, Operation]], list[Operation], list[Operation]]:
    """The pairs, in the new document's order; what went; what came."""
    gone, come = operations(old, names[0]), operations(new, names[1])
    partner: dict[int, Operation] = {}
    identities: tuple[Callable[[Operation], object], ...] = (
        lambda operation: (operation.method, operation.path),
        lambda operation: (operation.method, operation.shape),
        lambda operation: operation.id,
        lambda operation: (operation.method, operation.name),
    )
    for identity in identities:
        for other in come:
            mine = identity(other)
            same = [operation for operation in gone if mine is not None and identity(operation) == mine]
            rivals = [operation for operation in come if id(operation) not in partner and identity(operation) == mine]
            if id(other) not in partner and len(same) == 1 and len(rivals) == 1:
                partner[id(other)] = same[0]
                gone.remove(same[0])
    pairs = [(partner[id(operation)], operation) for operation in come if id(operation) in partner]
    return pairs, gone, [operation for operation in come if id(operation) not in partner]


def match_parameters(old: Operation, new: Operation) -> dict[tuple[str, str], tuple[str, str]]:
    """Which parameter became which: by place and name, then path variables by position, then by Python name."""
    twins = {key: key for key in old.parameters if key in new.parameters}
    if old.shape == new.shape:
        for variable, other in zip(old.variables, new.variables, strict=True):
            if ("path", variable) in old.parameters and ("path", other) in new.parameters:
                twins.setdefault(("path", variable), ("path", other))
    gone = [key for key in old.parameters if key not in twins]
    come = [key for key in new.parameters if key not in twins.values()]
    for key in gone:
        same = [other for other in come if identifier(other[1]) == identifier(key[1])]
        rivals = [other for other in gone if identifier(other[1]) == identifier(key[1])]
        if len(same) == len(rivals) == 1:
            twins[key] = same[0]
    return twins
