"""The value of an expression for one document, in SQL's three-valued logic.

Rules kept here:

- NULL compares to unknown, unknown is not a match, and the negation of unknown is unknown.
- Each part of an expression is evaluated as `_values` defines; this module only walks the tree.
"""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from goodmem_dyn.filters._arithmetic import calculate
from goodmem_dyn.filters._functions import DATE_PARTS, FUNCTIONS
from goodmem_dyn.filters._like import like
from goodmem_dyn.filters._values import (
    JSON_NULL,
    as_json,
    as_text,
    cast,
    compared,
    contains,
    follow,
    joined,
    negated_if,
    overlap,
    rank,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from goodmem_dyn.filters._tree import Node


class Evaluation:
    """Evaluates the parts of one expression against one document.

    Args:
        document: The metadata.
        today: What CURRENT_DATE is.
    """

    def __init__(self, document: Mapping[str, Any], today: date) -> None:
        self.document = document
        self.today = today

    def value(self, node: Node) -> Any:
        """The value of a part: None for NULL, else str, Decimal, bool, date, datetime or a JSON value."""
        return _KINDS[node.kind](self, node)

    def _values(self, node: Node) -> list[Any]:
        return [self.value(child) for child in node.children]

    # --- values ----------------------------------------------------------------------------------------------------

    def _literal(self, node: Node) -> Any:
        return node.data

    def _group(self, node: Node) -> Any:
        return self.value(node.children[0])

    def _today(self, _node: Node) -> date:
        return self.today

    def _now(self, _node: Node) -> datetime:
        now = datetime.now(timezone.utc)
        return now.replace(self.today.year, self.today.month, self.today.day)

    def _val(self, node: Node) -> Any:
        for held in follow(self.document, node.data):
            return JSON_NULL if held is None else held
        return None

    def _exists(self, node: Node) -> bool:
        return any(True for _ in follow(self.document, node.data))

    def _array(self, node: Node) -> list[Any]:
        values = zip(node.children, self._values(node), strict=True)
        return [None if value in (None, JSON_NULL) else as_json(value, child.type) for child, value in values]

    def _element(self, node: Node) -> Any:
        subject, *indexes = self._values(node)
        for index in indexes:
            if not isinstance(subject, list) or index is None or not 0 <= index < len(subject) or index != int(index):
                return None
            element = subject[int(index)]
            subject = JSON_NULL if element is None else element
        return subject

    def _cast(self, node: Node) -> Any:
        child = node.children[0]
        return cast(self.value(child), child.type, node.type)

    def _extract(self, node: Node) -> Decimal | None:
        day = self.value(node.children[0])
        return None if day is None else Decimal(str(DATE_PARTS[node.data](day)))

    def _call(self, node: Node) -> Any:
        return FUNCTIONS[node.data](*self._values(node))

    def _concatenation(self, node: Node) -> str | None:
        values = self._values(node)
        return None if None in values else joined([str(as_text(value)) for value in values])

    def _sign(self, node: Node) -> Decimal | None:
        value: Decimal | None = self.value(node.children[0])
        return value.copy_negate() if node.data and value is not None else value

    def _arithmetic(self, node: Node) -> Any:
        result, *others = self._values(node)
        for (sign, kind), other in zip(node.data, others, strict=True):
            if result is None or other is None:
                return None
            result = calculate(result, sign, other, kind)
        return result

    # --- tests -----------------------------------------------------------------------------------------------------

    def _and(self, node: Node) -> bool | None:
        values = self._values(node)
        return False if False in values else None if None in values else True

    def _or(self, node: Node) -> bool | None:
        values = self._values(node)
        return True if True in values else None if None in values else False

    def _not(self, node: Node) -> bool | None:
        return negated_if(self.value(node.children[0]), negated=True)

    def _compare(self, node: Node) -> bool | None:
        left, right = self._values(node)
        if left is None or right is None:
            return None
        if node.children[0].type == "JSON":
            left, right = rank(left), rank(right)
        return compared(left, node.data, right)

    def _like(self, node: Node) -> bool | None:
        text, pattern = self._values(node)
        word, negated = node.data
        if text is None or pattern is None:
            return None
        return negated_if(like(text, pattern, fold=word == "ILIKE"), negated=negated)

    def _is_null(self, node: Node) -> bool:
        return (self.value(node.children[0]) is None) is not node.data

    def _in(self, node: Node) -> bool | None:
        left, *items = self._values(node)
        if left is None:
            return None
        if node.children[0].type == "JSON":
            left, items = rank(left), [None if item is None else rank(item) for item in items]
        truth = True if left in items else None if None in items else False
        return negated_if(truth, negated=node.data)

    def _in_array(self, node: Node) -> bool | None:
        left, array = self._values(node)
        if left is None or not isinstance(array, list):
            return None
        wanted = rank(as_json(left, node.children[0].type))
        return negated_if(any(rank(element) == wanted for element in array), negated=node.data)

    def _contains(self, node: Node) -> bool | None:
        whole, part = self._values(node)
        if whole is None or part is None:
            return None
        return contains(whole, as_json(part, node.children[1].type), rank)

    def _overlaps(self, node: Node) -> bool | None:
        left, right = self._values(node)
        if left is None or right is None:
            return None
        return overlap(left, as_json(right, node.children[1].type), rank)


_KINDS: dict[str, Callable[[Evaluation, Node], Any]] = {
    name: getattr(Evaluation, "_" + name.replace(" ", "_"))
    for name in (
        "literal", "group", "today", "now", "val", "exists", "array", "element", "cast", "extract", "call",
        "concatenation", "sign", "arithmetic", "and", "or", "not", "compare", "like", "is null", "in", "in array",
        "contains", "overlaps",
    )
}  # fmt: skip
