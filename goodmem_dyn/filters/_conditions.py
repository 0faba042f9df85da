"""Expressions: what a caller combines, and what is sent.

Rules kept here: an expression is its text and how tightly that text binds; combining two makes a new text, so nothing
recurses, however many are combined, and expressions compare, hash and pickle as their text does.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn, final

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters._render import described


class Binding(IntEnum):
    UNKNOWN = 0  # a raw text: it may be anything, so it always gets parentheses
    OR = 1
    AND = 2
    TIGHT = 3


@final
class Expression:
    """A condition on metadata. Made by comparing a field, never directly; combined with `&`, `|` and `~`.

    Immutable and hashable; two expressions are equal when their texts are. `str(expression)` is what is sent.

    Example:
        >>> str(F("lang").in_(["en", "de"]) & ~(F("draft") == True))
        "CAST(val('$.lang') AS TEXT) IN ('en', 'de') AND NOT (CAST(val('$.draft') AS BOOLEAN) = TRUE)"
    """

    __slots__ = ("_binding", "_text")
    _text: str
    _binding: Binding

    def __init__(self) -> None:
        raise InvalidRequestError(
            "Expressions are made by comparing a field, such as F('lang') == 'en', or with raw('...')."
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"Expressions are immutable; cannot set {name!r}.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"Expressions are immutable; cannot delete {name!r}.")

    def to_string(self) -> str:
        """The text that is sent to the server."""
        return self._text

    __str__ = to_string

    def __repr__(self) -> str:
        return f"<Expression {self._text}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[object, ...]:
        return expression, (self._text, int(self._binding))

    def __and__(self, other: Expression) -> Expression:
        """Both hold."""
        return self._combined(other, "AND", Binding.AND)

    def __or__(self, other: Expression) -> Expression:
        """At least one holds."""
        return self._combined(other, "OR", Binding.OR)

    def __invert__(self) -> Expression:
        """It does not hold. Where it is unknown, because a value is missing, neither it nor its negation matches."""
        return expression(f"NOT {in_parentheses(self)}", Binding.TIGHT)

    def _combined(self, other: object, word: str, binding: Binding) -> Expression:
        if not isinstance(other, Expression):
            from goodmem_dyn.filters._build import Field  # which is made of these

            sign = "&" if word == "AND" else "|"
            if isinstance(other, Field):
                raise InvalidRequestError(
                    f"{other!r} alone is not a condition: compare it, as in ({other!r} == True), also beside {sign}."
                )
            raise InvalidRequestError(
                f"{sign} takes two filter expressions, not {described(other)}. Put each comparison in parentheses, as "
                f"in (F('a') == 1) {sign} (F('b') == 2); a text in the filter language goes through raw('...')."
            )
        parts = (
            part._text if part._binding in {binding, Binding.TIGHT} else in_parentheses(part) for part in (self, other)
        )
        return expression(f" {word} ".join(parts), binding)

    def __bool__(self) -> NoReturn:
        raise InvalidRequestError(
            "A filter expression has no truth value in Python. Combine expressions with &, | and ~ instead of and, or "
            "and not, write F('lang').in_(['en', 'de']) instead of in, and a range as (F('year') >= 2020) & (F('year') "
            "< 2025) instead of a chained comparison."
        )


def expression(text: str, binding: int) -> Expression:
    made = object.__new__(Expression)
    object.__setattr__(made, "_text", text)
    object.__setattr__(made, "_binding", Binding(binding))
    return made


def in_parentheses(part: Expression) -> str:
    # A comment in a raw text would swallow the parenthesis that follows it.
    end_of_comment = "\n" if part._binding is Binding.UNKNOWN and "--" in part._text else ""
    return f"({part._text}{end_of_comment})"
