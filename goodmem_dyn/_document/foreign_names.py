"""The names of a document that is not a GoodMem server's: the same rule, without what only holds there.

Rules: a beginning that nearly all paths share says nothing and is left out. The shorter path has the plain name. What
deletes says so. Where one path has several verbs, its names say which.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.beginnings import RuleAfterBeginning
from goodmem_dyn._document.names import COLLECTION_VERBS, ITEM_VERBS, is_variable, segments, singular, snake

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodmem_dyn._document.names import Name, Place


class ForeignRule(RuleAfterBeginning):
    """The natural names of such a document."""

    def __init__(self, operations: Iterable[Place]) -> None:
        operations = list(operations)
        super().__init__(operations)
        self._verbs: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for method, path in operations:
            self._verbs[tuple(self.adopt(self.segments(path)[0]))].add(method)

    def segments(self, path: str) -> tuple[list[str], str]:
        """The segments of a path without what nearly all have, and its custom verb."""
        return super().segments(path.partition("#")[0].partition("?")[0])

    def rank(self, method: str, path: str, *, has_body: bool) -> tuple[Any, ...]:
        """The shorter path first; one that deletes all never has a name that another wants."""
        return (method == "delete" and "{" not in path, path.count("/"), not has_body, path, method)

    def other(self, method: str, path: str, operation_id: str, name: Name) -> str:
        """Its id; without one its verb and all words of its path."""
        if operation_id:
            is_clear = method != "delete" or "delete" in snake(operation_id).split("_")
            return operation_id if is_clear else f"delete_{operation_id}"
        words = [snake(part) for part in segments(path)[0] if not is_variable(part)]
        return "_".join([ITEM_VERBS.get(method, method), *words, *self._by(path)])

    def name(self, method: str, path: str) -> Name:
        """The natural name; what deletes says so."""
        name = super().name(method, path)
        if method == "delete" and "delete" not in name.method.split("_"):
            name = name._replace(method=f"delete_{name.method}")
        parts, verb = self.segments(path)
        if not verb and parts and all(map(is_variable, parts)):
            verb_ = COLLECTION_VERBS.get(method, method) if method == "post" else ITEM_VERBS.get(method, method)
            name = name._replace(method="_".join([verb_, *self._by(path)]))
        return name

    def method(self, method: str, prefix: list[str], rest: list[str]) -> str:
        """The method of a path below a namespace; with its verb where the path has several."""
        name = super().method(method, prefix, rest)
        words = "_".join(snake(part) for part in rest if not is_variable(part))
        if name != words or len(self._verbs[tuple(prefix + rest)]) < 2:
            return name
        if method == "post":
            return f"create_{singular(words)}"
        return f"{ITEM_VERBS.get(method, method)}_{words}"

    def _by(self, path: str) -> list[str]:
        """The variables of a path, as a name says them."""
        names = [snake(part.partition("{")[2].partition("}")[0]) for part in path.split("/") if "{" in part]
        return ["by", "_and_".join(filter(None, names)) or "id"] if names else []
