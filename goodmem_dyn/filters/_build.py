"""Fields and expressions: what a caller builds.

Rules kept here:

- Values reach the text only through `_render.typed` and `_text.literal`, names only through `_text.path`. There is no
  other way in but `raw`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NoReturn, final

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import _text
from goodmem_dyn.filters._conditions import Binding, Expression, expression
from goodmem_dyn.filters._render import described, in_time, typed

Value = str | bool | int | float | Decimal | date | None
"""What a field can be compared with; `datetime` is a `date`, and whatever stands for one of these counts as it."""


_ADVICE = {
    "contains": " Write .like('%part%'), or F('tags[*]') for the elements of a list.",
    "icontains": " Write .ilike('%part%').",
    "startswith": " Write .like('part%').",
    "endswith": " Write .like('%part').",
    **dict.fromkeys(("regex", "matches", "search"), " Write .like('%part%')."),
    **dict.fromkeys(("lower", "upper", "casefold"), " Write .ilike('text') to compare without case."),
    **dict.fromkeys(("isin", "oneof", "anyof"), " Write .in_(['a', 'b'])."),
    **dict.fromkeys(("eq", "equals", "equal", "is"), " Write F('name') == value."),
    **dict.fromkeys(("ne", "neq", "notequals"), " Write F('name') != value."),
    **dict.fromkeys(("gt", "greaterthan", "after"), " Write F('name') > value."),
    **dict.fromkeys(("ge", "gte"), " Write F('name') >= value."),
    **dict.fromkeys(("lt", "lessthan", "before"), " Write F('name') < value."),
    **dict.fromkeys(("le", "lte"), " Write F('name') <= value."),
    "between": " Write (F('n') >= 1) & (F('n') <= 9).",
    "notnull": " Write != None.",
    "isnotnull": " Write != None.",
}
"""What is asked of a field and is said otherwise, spelled without underscores."""

EVERYTHING = expression("1 = 1", Binding.TIGHT)
NOTHING = expression("1 = 0", Binding.TIGHT)


@final
class Field:
    """One metadata field, by name; usually imported as `F`.

    `F("author.name")` descends into objects, `F("tags[0]")` takes an element, `F("tags[*]")` stands for every element
    (for `exists`; a comparison looks at the first). With several arguments each is one key or index as it stands:
    `F("author", "first.name")`. `F.key("a.b")` does the same for a single key that holds dots or brackets.

    Any text may be a key, except the empty one and one with control characters, double quotes or backslashes, which
    have no safe form in a filter. Keys other than plain names are quoted (`$."user-id"`).

    Comparisons cast by the type of the value: `str` as TEXT, `bool` as BOOLEAN, `int`, `float` and `Decimal` as
    NUMERIC, `date` as DATE. A `datetime` is compared as TEXT, in UTC, as metadata is written from one, since the
    language has no cast for a point in time; for texts of another spelling compare with a text. `None` asks whether
    there is a value. Members of enumerations, UUIDs, paths and the scalars of NumPy and pandas count as their values.

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

    def _alone(self, _other: object) -> NoReturn:
        raise InvalidRequestError(
            f"{self!r} alone is not a condition. In Python & and | bind more tightly than comparisons: put each in "
            f"parentheses, as in ({self!r} == 1) & (F('b') == 2)."
        )

    __and__ = _alone
    __rand__ = _alone
    __or__ = _alone
    __ror__ = _alone

    def __invert__(self) -> NoReturn:
        self._alone(None)

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> NoReturn:
            if name.startswith("_"):
                raise AttributeError(name)
            known = [member for member in dir(type(self)) if not member.startswith("_")]
            advice = _ADVICE.get(name.replace("_", ""), "")
            raise AttributeError(
                f"A field has no {name!r}.{advice} Compare it with ==, !=, <, <=, > or >=, or call {', '.join(known)}.",
                name=name,
                obj=None,
            )

    def _path(self) -> str:
        return _text.literal(_text.path(self._steps))

    def _compared(self, sign: str, value: object) -> Expression:
        if value is None:
            raise InvalidRequestError(
                f"{self!r} {sign} None compares with nothing; use == None or != None to ask whether there is a value."
            )
        cast, written = typed(value, self)
        left = f"CAST(val({self._path()}) AS {cast})"
        if isinstance(value, datetime) and sign not in {"=", "!="}:
            text, word = in_time(left, sign, value)
            return expression(text, Binding[word] if word else Binding.TIGHT)
        return expression(f"{left} {sign} {written}", Binding.TIGHT)

    def __eq__(self, value: object) -> Expression:  # type: ignore[override]  # the builder's purpose
        """The field has this value; with `None`, it has none."""
        return self.is_null() if value is None else self._compared("=", value)

    def __ne__(self, value: object) -> Expression:  # type: ignore[override]  # the builder's purpose
        """The field has another value; with `None`, it has one. A missing field does not match."""
        if value is None:
            return expression(f"val({self._path()}) IS NOT NULL", Binding.TIGHT)
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
            expression(f"CAST(val({self._path()}) AS {cast}) IN ({', '.join(written)})", Binding.TIGHT)
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
        return expression(f"CAST(val({self._path()}) AS TEXT) {word} {_text.literal(pattern)}", Binding.TIGHT)

    def exists(self) -> Expression:
        """The path leads to something, be it null. With `F("tags[*]")`: the array has an element."""
        return expression(f"exists({self._path()})", Binding.TIGHT)

    def is_null(self) -> Expression:
        """There is no value: the same as `== None`."""
        return expression(f"val({self._path()}) IS NULL", Binding.TIGHT)

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
    return expression(text, Binding.UNKNOWN)


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
