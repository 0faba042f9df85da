"""Types that are validated by themselves, and each value once, however many alternatives lead to it.

Rules: a choice tries every alternative, and alternatives that contain choices try theirs again: a hundred bytes, nested
thirty levels, are a billion attempts. So a type that contains itself, and one that has too many alternatives all the
way down, is validated apart from what surrounds it, and its outcome for a value is kept while one answer is read. What
did not fit is told in a few errors, because a choice collects those of all its alternatives.
"""

from __future__ import annotations

import contextlib
import threading
import typing
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from goodmem_dyn._bounds import MAX_ALTERNATIVES, MAX_SHOWN_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class _Outcome(NamedTuple):
    """What a value was read as, or why it does not fit; the value is kept, so that its identity stays its own."""

    value: Any
    read: Any
    error: ValueError | None


class _Reading(threading.local):
    """What this thread knows of the answer that it reads."""

    outcomes: dict[tuple[int, int], _Outcome] | None = None


_reading = _Reading()


@contextlib.contextmanager
def one_reading() -> Iterator[dict[tuple[int, int], _Outcome]]:
    """Until it is left, each value is validated once as each of the types that stand apart."""
    if _reading.outcomes is not None:
        yield _reading.outcomes
        return
    _reading.outcomes = {}
    try:
        yield _reading.outcomes
    finally:
        _reading.outcomes = None


class Apart:
    """Marks a type that is validated by itself: `Annotated[Any, Apart(lambda: list[int])]`.

    Args:
        made: The type, once it is needed.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self.made = make
        self._adapter: TypeAdapter[Any] | None = None

    def adapter(self) -> TypeAdapter[Any]:
        """What validates as the type."""
        if self._adapter is None:
            self._adapter = TypeAdapter(self.made())
        return self._adapter

    def validate(self, value: Any) -> Any:
        if not isinstance(value, (dict, list)):
            return self.adapter().validate_python(value)
        with one_reading() as outcomes:
            return self._once(value, outcomes)

    def _once(self, value: Any, outcomes: dict[tuple[int, int], _Outcome]) -> Any:
        validator = self.adapter()
        outcome = outcomes.get((id(validator), id(value)))
        if outcome is None:
            try:
                outcome = _Outcome(value, validator.validate_python(value), None)
            except ValidationError as error:
                outcome = _Outcome(value, None, _few(error))
            outcomes[id(validator), id(value)] = outcome
        if outcome.error is not None:
            raise outcome.error.with_traceback(None)
        return outcome.read

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.validate)


def _few(error: ValidationError) -> ValueError:
    if error.error_count() <= MAX_SHOWN_ERRORS:
        return error
    return PydanticCustomError("no_alternative", "It fits none of its alternatives")


class Weights:
    """How many alternatives lie in a type, all the way down; models are told once they are made."""

    def __init__(self) -> None:
        self._of_models: dict[type, int] = {}

    def __call__(self, kind: Any) -> int:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self._of_models.get(kind, 1)
        inner = typing.get_args(kind)
        if hasattr(kind, "__metadata__"):
            return self(inner[0])
        if typing.get_origin(kind) in {typing.Union, UnionType}:
            return sum(map(self, inner))
        return max(map(self, inner), default=1)

    def keep(self, model: type, kinds: Iterable[Any]) -> None:
        """Remember a model by the types of its fields."""
        self._of_models[model] = max(map(self, kinds), default=1)

    def bounded(self, kind: Any) -> Any:
        """The type, or, where too many alternatives lie in it, one that is validated apart."""
        return kind if self(kind) <= MAX_ALTERNATIVES else Annotated[Any, Apart(lambda: kind)]
