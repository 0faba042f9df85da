"""Why a document does not match: the evaluation, told leaf by leaf.

Rules kept here:

- The verdict comes from `_evaluate` alone; this module only words it.
- A reason names the field, what is stored and what was wanted, and what to write instead where it is a known trap.
- Only the leaves that decide are named: of an AND those that do not hold, of an OR all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bounds import FILTER_SECONDS
from goodmem_dyn._values import json_value
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import _text
from goodmem_dyn.filters._build import coerce
from goodmem_dyn.filters._evaluate import Evaluation
from goodmem_dyn.filters._parse import parse
from goodmem_dyn.filters._values import JSON_NULL, follow, number_text
from goodmem_dyn.filters._work import limited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn.filters._conditions import Expression
    from goodmem_dyn.filters._tree import Node

_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_LEFT_OUT = "a comparison with a missing value never matches"


@dataclass(frozen=True)
class Explanation:
    """Whether a document matches an expression, and if not, why.

    Attributes:
        expression: The text that was evaluated.
        matches: Whether the server would select the document.
        reasons: One line for each condition that stands in the way; empty if it matches.
    """

    expression: str
    matches: bool
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.matches

    def __str__(self) -> str:
        head = f"{'matches' if self.matches else 'does not match'}: {self.expression}"
        return "\n".join([head, *(f"  - {reason}" for reason in self.reasons)])


def explain(
    expression: str | Expression, metadata: Mapping[str, Any] | None, *, today: date | None = None
) -> Explanation:
    """Evaluate a filter against one memory's metadata, as the server would, and say why it does not match.

    Args:
        expression: A built expression, or a text in the documented filter language.
        metadata: The metadata of a memory; None for a memory that has none.
        today: What CURRENT_DATE stands for; the current date in UTC by default.

    Returns:
        An `Explanation`: `.matches`, `.reasons`, and a readable `str()`.

    Raises:
        FilterSyntaxError: The text is no expression; `.column` says where.
        InvalidRequestError: The metadata is not a dict, or the filter takes more than 10 seconds over it.

    Example:
        >>> print(explain((F("lang") == "en") & (F("year") >= 2020), {"lang": "de"}))
        does not match: CAST(val('$.lang') AS TEXT) = 'en' AND CAST(val('$.year') AS NUMERIC) >= 2020
          - $.lang is 'de', wanted 'en'
          - $.year is missing: a comparison with a missing value never matches
    """
    text = coerce(expression)
    if metadata is not None and not isinstance(metadata, dict):
        raise InvalidRequestError(
            f"explain takes the metadata of one memory as a dict, such as memory.metadata, not a "
            f"{type(metadata).__name__}."
        )
    tree = parse(text)
    problems: list[str] = []
    stored = _stored(metadata or {}, "metadata", problems)
    if problems:
        raise InvalidRequestError(f"explain: {problems[0]}", problems=problems)
    evaluation = Evaluation(stored, today or datetime.now(timezone.utc).date())
    with limited(FILTER_SECONDS):
        matches = evaluation.value(tree) is True
        reasons = () if matches else tuple(dict.fromkeys(_Reasons(text, evaluation).of(tree)))
    return Explanation(text, matches, reasons)


def _stored(value: Any, path: str, problems: list[str]) -> Any:
    """A value of metadata that a server gave, or would have: whole numbers of any size, all else as it is written."""
    if type(value) is int:
        return value
    if type(value) is dict:
        return {key: _stored(item, f"{path}.{key}", problems) for key, item in value.items()}
    if type(value) is list:
        return [_stored(item, f"{path}[{index}]", problems) for index, item in enumerate(value)]
    return json_value(value, path, problems)


class _Reasons:
    def __init__(self, text: str, evaluation: Evaluation) -> None:
        self.text = text
        self.evaluation = evaluation

    def of(self, node: Node) -> list[str]:
        """Why a condition does not hold; it must be one that does not."""
        if node.kind == "group":
            return self.of(node.children[0])
        if node.kind in {"and", "or"}:
            return [
                reason
                for child in node.children
                if self.evaluation.value(child) is not True
                for reason in self.of(child)
            ]
        if node.kind == "not":
            return self._of_negation(node)
        return [self._of_leaf(node)]

    def _of_negation(self, node: Node) -> list[str]:
        inner = node.children[0]
        while inner.kind == "group":
            inner = inner.children[0]
        if self.evaluation.value(inner) is True:
            facts = [fact for path in dict.fromkeys(_paths(inner)) for fact in [self._fact(path)]]
            known = f" ({', '.join(facts)})" if facts else ""
            return [f"NOT is refused by `{self._source(inner)}`, which holds{known}"]
        # Neither it nor its negation holds: something in it is unknown, and that is the reason.
        if inner.kind in {"and", "or"}:
            return [
                reason for child in inner.children if self.evaluation.value(child) is None for reason in self.of(child)
            ]
        return [
            f"{reason}, and neither does its negation" if reason.endswith(_LEFT_OUT) else reason
            for reason in self.of(inner)
        ]

    def _of_leaf(self, node: Node) -> str:
        if node.kind == "exists":
            return f"{_text.path(node.data)} does not exist"
        if not node.children:
            return f"`{self._source(node)}` is {_shown(self.evaluation.value(node))}"
        left, *others = (node,) if node.kind == "cast" else node.children
        wanted = [self.evaluation.value(other) for other in others]
        sign = node.data if node.kind == "compare" else ""
        if node.kind == "compare" and not _subject(left) and _subject(others[0]):
            left, others = others[0], [left]
            wanted, sign = [self.evaluation.value(others[0])], _MIRRORED[sign]
        subject = _subject(left)
        if subject is None or any(True for other in others for _ in _paths(other)):
            return self._of_any(node)
        if node.kind == "is null":
            return f"{self._fact(subject)}, wanted {'a value' if node.data else 'no value (NULL)'}"
        stored = next(iter(follow(self.evaluation.document, subject.data)), _ABSENT)
        if stored is _ABSENT:
            return f"{_text.path(subject.data)} is missing: {_LEFT_OUT}{_even_not_equal(node, subject)}"
        if left.kind == "cast" and self.evaluation.value(left) is None:
            return f"{self._fact(subject)}{_no_cast(stored, left.data, _text.field_call(subject.data))}"
        if node.kind == "cast":
            return f"{self._fact(subject)}, wanted true"
        if None in wanted and node.kind != "in":
            return f"{self._fact(subject)}, compared with NULL, which never matches: write IS NULL to ask for it"
        exact = sign == "=" or (node.kind == "in" and not node.data)
        hint = _hint(stored, left, wanted) if exact else ""
        return f"{self._fact(subject)}, wanted {_wanted(node, sign, wanted)}{hint}"

    def _of_any(self, node: Node) -> str:
        facts = ", ".join(self._fact(path) for path in dict.fromkeys(_paths(node)))
        verdict = "unknown" if self.evaluation.value(node) is None else "false"
        return f"`{self._source(node)}` is {verdict}{f' ({facts})' if facts else ''}"

    def _fact(self, path: Node) -> str:
        stored = next(iter(follow(self.evaluation.document, path.data)), _ABSENT)
        name = _text.path(path.data)
        if stored is _ABSENT:
            return f"{name} is missing"
        return f"{name} is {_shown(JSON_NULL if stored is None else stored)}"

    def _source(self, node: Node) -> str:
        source = " ".join(self.text[node.start : node.end].split())
        return source if len(source) <= 120 else f"{source[:117]}..."


_ABSENT: Any = object()


def _subject(node: Node) -> Node | None:
    """The `val` that a side of a comparison is about, if it is one or a cast of one."""
    while node.kind in {"cast", "group"}:
        node = node.children[0]
    return node if node.kind == "val" else None


def _paths(node: Node) -> list[Node]:
    paths, waiting = [], [node]
    while waiting:
        part = waiting.pop(0)
        if part.kind in {"val", "exists"}:
            paths.append(part)
        waiting.extend(part.children)
    return paths


def _even_not_equal(node: Node, subject: Node) -> str:
    if node.kind == "compare" and node.data == "!=":
        return f", not even with !=; add `| {_text.field_call(subject.data)}.is_null()` to include it"
    return ""


def _no_cast(stored: Any, target: str, field: str) -> str:
    if stored is None:
        return f": null is no {target}, so it never matches"
    if isinstance(stored, bool) and target == "TEXT":
        return (
            f", a stored boolean compared as TEXT, which never matches: use {field} == {stored}, or CAST(… AS BOOLEAN)"
        )
    if isinstance(stored, (list, tuple, dict)):
        kind, example = ("an object", ".name") if isinstance(stored, dict) else ("an array", "[0]")
        inside = f", such as {field[:-2]}{example}')" if field.startswith("F('") else ""
        return f": {kind} is no {target}; name a value in it{inside}"
    return f", which is no {target}: a value that cannot be cast never matches"


def _wanted(node: Node, sign: str, values: list[Any]) -> str:
    if node.kind == "compare":
        return _shown(values[0]) if sign == "=" else f"{sign} {_shown(values[0])}"
    flag: object = node.data[1] if node.kind == "like" else node.data
    negation = "NOT " if flag is True else ""
    if node.kind == "in":
        listed = ", ".join(map(_shown, values[:10])) + (", ..." if len(values) > 10 else "")
        return f"none of {listed}" if negation else f"one of {listed}"
    word = node.data[0] if node.kind == "like" else node.kind.upper().replace(" ARRAY", "")
    return f"{negation}{word} {_shown(values[0])}"


def _hint(stored: Any, left: Node, wanted: list[Any]) -> str:
    """What usually explains a near miss of an exact comparison."""
    texts = [value for value in wanted if isinstance(value, str)]
    if left.type != "TEXT" or not texts:
        return ""
    if not isinstance(stored, str):
        return f"; the stored number is compared as TEXT: use {_text.field_call(_path_of(left))} == {_shown(stored)}"
    for text in texts:
        if text != stored and text.strip().casefold() == stored.strip().casefold():
            return "; they differ only in case or in spaces around them"
        first, second = _instant(stored), _instant(text)
        if first is not None and first == second and text != stored:
            return "; the same moment, written differently: text is compared, not time"
    return ""


def _path_of(node: Node) -> tuple[_text.Step, ...]:
    subject = _subject(node)
    steps: tuple[_text.Step, ...] = subject.data if subject else ()
    return steps


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(f"{text[:-1]}+00:00" if text[-1:] in "Zz" else text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _shown(value: Any) -> str:
    if value is None:
        return "NULL"
    if value is JSON_NULL:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value) if abs(value.adjusted()) < 40 else str(value)
    text = value.isoformat() if isinstance(value, date) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
