"""Fields and expressions: what a caller builds.

Rules kept here:

- An expression is its text and how tightly that text binds; combining two makes a new text, so nothing recurses,
  however many are combined, and expressions compare, hash and pickle as their text does.
- Values reach the text only through `_render.typed` and `_text.literal`, names only through `_text.path`. There is no
  other way in but `raw`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import ClassVar, NoReturn, final

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import _text
from goodmem_dyn.filters._render import described, typed

Value = str | bool | int | float | Decimal | date | None
"""What a field can be compared with; `datetime` is a `date`, and anything with `__index__` counts as an integer."""


class _Binding(IntEnum):
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
    _binding: _Binding

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
        return _expression, (self._text, int(self._binding))

    def __and__(self, other: Expression) -> Expression:
        """Both hold."""
        return self._combined(other, "AND", _Binding.AND)

    def __or__(self, other: Expression) -> Expression:
        """At least one holds."""
        return self._combined(other, "OR", _Binding.OR)

    def __invert__(self) -> Expression:
        """It does not hold. Where it is unknown, because a value is missing, neither it nor its negation matches."""
        return _expression(f"NOT {_in_parentheses(self)}", _Binding.TIGHT)

    def _combined(self, other: object, word: str, binding: _Binding) -> Expression:
        if not isinstance(other, Expression):
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
            part._text if part._binding in {binding, _Binding.TIGHT} else _in_parentheses(part)
            for part in (self, other)
        )
        return _expression(f" {word} ".join(parts), binding)

    def __bool__(self) -> NoReturn:
        raise InvalidRequestError(
            "A filter expression has no truth value in Python. Combine expressions with &, | and ~ instead of and, or "
            "and not, and write a range as (F('year') >= 2020) & (F('year') < 2025) instead of a chained comparison."
        )


def _expression(text: str, binding: int) -> Expression:
    made = object.__new__(Expression)
    object.__setattr__(made, "_text", text)
    object.__setattr__(made, "_binding", _Binding(binding))
    return made


def _in_parentheses(part: Expression) -> str:
    # A comment in a raw text would swallow the parenthesis that follows it.
    end_of_comment = "\n" if part._binding is _Binding.UNKNOWN and "--" in part._text else ""
    return f"({part._text}{end_of_comment})"


EVERYTHING = _expression("1 = 1", _Binding.TIGHT)
NOTHING = _expression("1 = 0", _Binding.TIGHT)


@final
class Field:
    """One metadata field, by name; usually imported as `F`.

    `F("author.name")` descends into objects, `F("tags[0]")` takes an element, `F("tags[*]")` stands for every element
    (for `exists`; a comparison looks at the first). With several arguments each is one key or index as it stands:
    `F("author", "first.name")`. `F.key("a.b")` does the same for a single key that holds dots or brackets.

    Any text may be a key, except the empty one and one with control characters, double quotes or backslashes, which
    have no safe form in a filter. Keys other than plain names are quoted (`$."user-id"`).

    Comparisons cast by the type of the value: `str` as TEXT, `bool` as BOOLEAN, `int`, `float` and `Decimal` as
    NUMERIC, `date` as DATE. A `datetime` is compared as TEXT with its `isoformat()`, since the language has no cast for
    a point in time: right where metadata was stored with `isoformat()` in one time zone. `None` asks whether there is a
    value.

    A missing value matches no comparison, not even `!=`; use `is_null()` or `exists()`.

    Raises:
        InvalidRequestError: The name or a value cannot stand in a filter.

    Example:
        >>> str(F("year") >= 2020)
        "CAST(val('$.year') AS NUMERIC) >= 2020"
    """

    __slots__ = ("_steps",)
    _steps: tuple[_text.Step, ...]

    def __init__(self, name: str, *more: str | int) -> None:
        self._steps = _literal_steps((name, *more)) if more else _text.split_name(_checked_name(name))

    @classmethod
    def key(cls, *keys: str | int) -> Field:
        """Name a field by its keys and indexes as they stand: nothing in them is read as syntax."""
        field = object.__new__(cls)
        field._steps = _literal_steps(keys)
        return field

    def __repr__(self) -> str:
        return _text.field_call(self._steps)

    __hash__: ClassVar[None]  # type: ignore[assignment]  # == builds an expression, so fields cannot be keys of a dict

    def _path(self) -> str:
        return _text.literal(_text.path(self._steps))

    def _compared(self, sign: str, value: object) -> Expression:
        if value is None:
            raise InvalidRequestError(
                f"{self!r} {sign} None compares with nothing; use == None or != None to ask whether there is a value."
            )
        cast, written = typed(value, self)
        return _expression(f"CAST(val({self._path()}) AS {cast}) {sign} {written}", _Binding.TIGHT)

    def __eq__(self, value: object) -> Expression:  # type: ignore[override]  # the builder's purpose
        """The field has this value; with `None`, it has none."""
        return self.is_null() if value is None else self._compared("=", value)

    def __ne__(self, value: object) -> Expression:  # type: ignore[override]  # the builder's purpose
        """The field has another value; with `None`, it has one. A missing field does not match."""
        if value is None:
            return _expression(f"val({self._path()}) IS NOT NULL", _Binding.TIGHT)
        return self._compared("!=", value)

    def __lt__(self, value: Value) -> Expression:
        """The field is smaller: earlier for dates, by code points for text."""
        return self._compared("<", value)

    def __le__(self, value: Value) -> Expression:
        """The field is smaller or equal."""
        return self._compared("<=", value)

    def __gt__(self, value: Value) -> Expression:
        """The field is greater."""
        return self._compared(">", value)

    def __ge__(self, value: Value) -> Expression:
        """The field is greater or equal."""
        return self._compared(">=", value)

    def in_(self, values: Iterable[Value]) -> Expression:
        """The field has one of these values. They may differ in type; an empty list matches nothing.

        Example:
            >>> str(F("lang").in_(["en", "de"]))
            "CAST(val('$.lang') AS TEXT) IN ('en', 'de')"
        """
        if isinstance(values, str) or not isinstance(values, Iterable):
            raise InvalidRequestError(
                f"in_ takes a list of values, not {described(values)}: write {self!r}.in_([...]), or == for one value."
            )
        by_cast: dict[str, list[str]] = {}
        missing = False
        for value in values:
            if value is None:
                missing = True
                continue
            cast, written = typed(value, self)
            by_cast.setdefault(cast, []).append(written)
        parts = [
            _expression(f"CAST(val({self._path()}) AS {cast}) IN ({', '.join(written)})", _Binding.TIGHT)
            for cast, written in by_cast.items()
        ]
        if missing:
            parts.append(self.is_null())
        if not parts:
            return NOTHING
        combined = parts[0]
        for part in parts[1:]:
            combined = combined | part
        return combined

    def not_in(self, values: Iterable[Value]) -> Expression:
        """The field has a value that is none of these. A missing field does not match; an empty list matches all."""
        inside = self.in_(values)
        return EVERYTHING if inside == NOTHING else ~inside

    def like(self, pattern: str) -> Expression:
        r"""The text matches a pattern: `%` is any run of characters, `_` is one, `\` takes the next one literally."""
        return self._like("LIKE", pattern)

    def ilike(self, pattern: str) -> Expression:
        """Like `like`, without regard to case."""
        return self._like("ILIKE", pattern)

    def _like(self, word: str, pattern: str) -> Expression:
        if not isinstance(pattern, str):
            raise InvalidRequestError(f"A pattern is a str, such as 'a%', not {described(pattern)}.")
        backslashes = len(pattern) - len(pattern.rstrip("\\"))
        if backslashes % 2:
            raise InvalidRequestError(
                f"The pattern {pattern!r} ends with a backslash that escapes nothing; double it to match a backslash."
            )
        return _expression(f"CAST(val({self._path()}) AS TEXT) {word} {_text.literal(pattern)}", _Binding.TIGHT)

    def exists(self) -> Expression:
        """The path leads to something, be it null. With `F("tags[*]")`: the array has an element."""
        return _expression(f"exists({self._path()})", _Binding.TIGHT)

    def is_null(self) -> Expression:
        """There is no value: the same as `== None`."""
        return _expression(f"val({self._path()}) IS NULL", _Binding.TIGHT)

    def __bool__(self) -> NoReturn:
        raise InvalidRequestError(
            f"{self!r} alone is not a condition: compare it, as in {self!r} == True, and combine with &, | and ~."
        )


F = Field


def raw(text: str) -> Expression:
    """Take a text as an expression, unchecked: for what the language has and this module does not.

    Never put a value that comes from outside into the text; that is what the fields are for.

    Args:
        text: An expression in the server's filter language.

    Raises:
        InvalidRequestError: The text is empty or not a str.

    Example:
        >>> str(raw("EXTRACT(YEAR FROM CAST(val('$.due') AS DATE)) = 2026") & (F("open") == True))
        "(EXTRACT(YEAR FROM CAST(val('$.due') AS DATE)) = 2026) AND CAST(val('$.open') AS BOOLEAN) = TRUE"
    """
    if not isinstance(text, str) or not text.strip():
        raise InvalidRequestError(f"raw takes the text of an expression, not {described(text)}.")
    return _expression(text, _Binding.UNKNOWN)


def coerce(value: object) -> str:
    """Turn what a caller gave for a filter parameter into the text to send: a text passes as it is.

    Args:
        value: An `Expression` or a `str` in the server's filter language.

    Raises:
        InvalidRequestError: It is neither.

    Example:
        >>> coerce(F("lang") == "en")
        "CAST(val('$.lang') AS TEXT) = 'en'"
    """
    if isinstance(value, Expression):
        return value.to_string()
    if isinstance(value, str):
        return value
    if isinstance(value, Field):
        raise InvalidRequestError(f"{value!r} alone is not a condition: compare it, as in {value!r} == 'en'.")
    raise InvalidRequestError(
        f"A filter is an expression such as F('lang') == 'en', or a text in the server's filter language, not "
        f"{described(value)}."
    )


def _checked_name(name: object) -> str:
    if not isinstance(name, str):
        raise InvalidRequestError(f"A field name is a str, such as 'author.name', not {described(name)}.")
    return name


def _literal_steps(keys: tuple[str | int, ...]) -> tuple[_text.Step, ...]:
    if not keys:
        raise InvalidRequestError("F.key takes at least one metadata key, such as F.key('a.b').")
    steps: list[_text.Step] = []
    for key in keys:
        if isinstance(key, int) and not isinstance(key, bool):
            if key < 0:
                raise InvalidRequestError(f"An index counts from 0, so it cannot be {key}.")
            steps.append(key)
        else:
            steps.append(_text.checked_key(_checked_name(key)))
    return _text.checked_steps(steps)
