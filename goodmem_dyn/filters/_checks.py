"""What is well formed and still wrong: types that do not go together, and names that do not exist.

Rules kept here: an error says what is wrong, what was expected, and stands at the operand that has to change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from goodmem_dyn.filters import _types
from goodmem_dyn.filters._functions import DATE_PARTS, FUNCTIONS, MOST_ARGUMENTS, TIME_PARTS
from goodmem_dyn.filters._reading import Reading
from goodmem_dyn.filters._types import CASTS, NUMBERS, did_you_mean, named

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodmem_dyn.filters._functions import Function
    from goodmem_dyn.filters._tokens import Token
    from goodmem_dyn.filters._tree import Node

_NAMES = sorted(["val", "exists", *FUNCTIONS])


class Checks(Reading):
    """The checks of a parser."""

    def boolean(self, node: Node, rule: str) -> Node:
        """Return the node if it can be a condition."""
        if node.type == "JSON":
            self.fail(f"{rule}; this is a jsonb value: compare it, or write CAST(… AS BOOLEAN)", node.start)
        self.of_type(node, {"BOOLEAN"}, rule)
        return node

    def of_type(self, node: Node, wanted: Collection[str], rule: str) -> None:
        """Fail unless the node has one of these types, or is NULL."""
        if node.type not in wanted and node.type != "NULL":
            self.fail(f"{rule}; this is {named(node.type)}", node.start)

    def compared(self, left: Node, right: Node) -> None:
        """Fail unless the two can be compared."""
        if _types.are_compared(left.type, right.type):
            return
        kinds = {left.type, right.type}
        if "JSON" in kinds:
            json_side, other = (left, right) if left.type == "JSON" else (right, left)
            target = "NUMERIC" if other.type == "INTEGER" else other.type
            self.fail(
                f"val() and other jsonb values are not compared to {named(other.type)}; "
                f"cast the value first, as in CAST(val('$.name') AS {target})",
                json_side.start,
            )
        if kinds == {"DATE", "TIMESTAMP"}:
            self.fail("a date is compared to a date: cast one side, as in CAST(… AS DATE)", right.start)
        self.fail(f"{named(left.type)} is not compared to {named(right.type)}; cast one of them", right.start)

    def calculated(self, left: Node, left_type: str, sign: str, right: Node) -> str:
        """The type of `left sign right`, where `left` is a chain that has come to a type of its own."""
        result = _types.calculated(left_type, sign, right.type)
        if result is None:
            # Of two operands that do not go together the one to change is the one that never does.
            wrong, type_ = (left, left_type) if left_type not in NUMBERS | {"NULL"} else (right, right.type)
            self.fail(f"{sign} takes numbers, or a date and a number of days; this is {named(type_)}", wrong.start)
        return result

    def cast(self, node: Node, words: list[Token], start: int) -> tuple[str, str]:
        """The name that a CAST gives a type, and the type."""
        name = " ".join(word.text.upper() for word in words)
        if name not in CASTS:
            known = ", ".join(CASTS)
            self.fail(f"there is no type {name}; there are {known}{did_you_mean(name, CASTS)}", words[0].start)
        target = CASTS[name]
        if not _types.may_become(node.type, target):
            self.fail(f"{named(node.type)} cannot become {named(target)}", start)
        return name, target

    def part_of_date(self, word: Token, node: Node) -> str:
        """What EXTRACT reads."""
        part = word.text.upper()
        if part not in DATE_PARTS:
            known = ", ".join(DATE_PARTS)
            self.fail(f"there is no field {part}; there are {known}{did_you_mean(part, DATE_PARTS)}", word.start)
        self.of_type(node, _types.DAYS, "EXTRACT takes a date, as in CAST(val('$.due') AS DATE)")
        if node.type == "DATE" and part in TIME_PARTS:
            self.fail(f"a date has no {part}; cast to TIMESTAMP instead", word.start)
        return part

    def function(self, word: Token) -> Function:
        """The function of a name."""
        name = word.text.lower()
        if name not in FUNCTIONS:
            known = ", ".join(_NAMES)
            self.fail(f"there is no function {name}(); there are {known}{did_you_mean(name, _NAMES)}", word.start)
        return FUNCTIONS[name]

    def called(self, word: Token, function: Function, arguments: list[Node]) -> str:
        """The type of a function's value for these arguments."""
        name, most = word.text.lower(), MOST_ARGUMENTS if function.many else len(function.takes)
        if not function.least <= len(arguments) <= most:
            self._wrong_number(word, function.least, most, len(arguments))
        if function.many:
            type_ = _types.common(argument.type for argument in arguments)
            if type_ is None:
                self.fail(f"{name}() takes values of one type", word.start)
            return function.gives or type_
        for argument, wanted in zip(arguments, function.takes, strict=False):
            accepted = NUMBERS if wanted == "NUMERIC" else {wanted}
            self.of_type(argument, accepted, f"{name}() takes {named(wanted)}")
        return function.gives

    def _wrong_number(self, word: Token, least: int, most: int, count: int) -> NoReturn:
        takes = f"{least} to {most}" if most > least else str(most)
        plural = "" if takes == "1" else "s"
        self.fail(f"{word.text.lower()}() takes {takes} argument{plural}, not {count}", word.start)
