"""Records are dataclasses to whoever uses them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import dataclass, field
from typing import Any

import pytest

from goodmem_dyn import Attempt
from goodmem_dyn._records import record


@dataclass(frozen=True)
class Wanted:
    """As the standard library makes it."""

    a: int
    b: str = "x"
    c: list[int] = field(default_factory=list, compare=False)
    d: Any = field(default=None, repr=False)
    e: dict[str, int] = field(default_factory=dict, hash=False)

    @property
    def twice(self) -> int:
        return self.a * 2


@record(frozen=True)
class Made:
    """The same, as a record."""

    a: int
    b: str = "x"
    c: list[int] = field(default_factory=list, compare=False)
    d: Any = field(default=None, repr=False)
    e: dict[str, int] = field(default_factory=dict, hash=False)

    @property
    def twice(self) -> int:
        return self.a * 2


@record
class Changing:
    """A record that may change."""

    a: int
    total: int = 0

    def __post_init__(self) -> None:
        self.total += self.a


VALUES = [{"a": 1}, {"a": 1, "b": "y", "c": [1], "d": 2}]


@pytest.mark.parametrize("values", VALUES)
def test_a_record_is_what_a_dataclass_is(values: dict[str, Any]) -> None:
    made, wanted = Made(**values), Wanted(**values)
    assert repr(made) == repr(wanted).replace("Wanted", "Made")
    assert dataclasses.asdict(made) == dataclasses.asdict(wanted)
    assert hash(made) == hash(wanted)
    assert made == Made(**values)
    assert made != Made(2)
    assert made != wanted
    assert (made.twice, made.__match_args__) == (wanted.twice, Wanted.__match_args__)  # type: ignore[attr-defined]
    assert dataclasses.replace(made, a=3) == Made(**{**values, "a": 3})
    assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made
    # A default that is made anew is shown as `...`, which checks of stubs read as "some default".
    assert str(inspect.signature(Made)) == str(inspect.signature(Wanted)).replace("<factory>", "Ellipsis")
    assert Made(1).c is not Made(1).c
    assert Made(1, c=[1]) == Made(1, c=[2])
    assert Made(1, e={"a": 1}) != Made(1)


@pytest.mark.parametrize("change", [lambda it: setattr(it, "a", 2), lambda it: delattr(it, "a")])
def test_a_frozen_record_does_not_change(change: Any) -> None:
    made = Made(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="field 'a'"):
        change(made)
    assert made == Made(1)


def test_a_record_that_may_change_is_not_hashed() -> None:
    changing = Changing(2)
    changing.a = 5
    assert (changing.total, changing) == (2, Changing(5, -3))
    with pytest.raises(TypeError, match="unhashable"):
        hash(changing)


def test_records_are_inherited_by_dataclasses_of_the_same_kind() -> None:
    @dataclass(frozen=True)
    class Mine(Attempt):
        note: str = ""

    mine = Mine("a.b", "GET", "/", 1, 200, None, 0.1, None, None, note="mine")
    assert (mine.status, mine.note) == (200, "mine")
    with pytest.raises(TypeError, match="non-frozen"):
        dataclass(type("Other", (Attempt,), {"__annotations__": {}}))


def test_missing_and_unknown_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        Made()  # type: ignore[call-arg]  # the mistake
    with pytest.raises(TypeError, match="unexpected keyword argument 'f'"):
        Made(1, f=2)  # type: ignore[call-arg]  # the mistake


@pytest.mark.parametrize("wanted", [lambda kind: kind(1), inspect.signature], ids=["made", "asked"])
def test_the_initialiser_is_compiled_when_it_is_first_wanted_and_once(wanted):
    @record(frozen=True)
    class Late:
        a: int

    class Below(Late):
        """Inherits the initialiser, and is what asks for it."""

    assert not inspect.isfunction(vars(Late)["__init__"])
    wanted(Below)
    made = vars(Late)["__init__"]
    assert inspect.isfunction(made)
    assert "__init__" not in vars(Below)
    assert (Late(1), Below(2).a) == (Late(a=1), 2)
    assert vars(Late)["__init__"] is made
