"""JSON paths inside filters, as ``val('…')`` and ``exists('…')`` take them.

Rules kept here:

- A path is ``$`` and steps: ``.name``, ``."any name"``, ``['any name']``, ``[3]``, ``[*]``, ``.*``. Anything else is
  refused with its column: a path that quietly finds nothing reads as "nothing is stored".
- Following a path is lax, as PostgreSQL's default mode: a member step looks into the elements of an array, an index
  step takes a single value for an array of one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The steps of a path: a member name, an index, or `ANY` for all members or all elements.
Step = str | int | tuple[str]
ANY_MEMBER: Final = (".*",)
ANY_ELEMENT: Final = ("[*]",)
MAX_STEPS: Final = 64

_STEP = re.compile(
    r"""
    \s*(?:
      \.\s*(?P<name>[^\W\d]\w*)
    | \.\s*(?P<members>\*)
    | \.\s*"(?P<quoted>(?:[^"\\]|\\.)*)"
    | \[\s*(?P<index>\d{1,9})\s*\]
    | \[\s*(?P<elements>\*)\s*\]
    | \[\s*"(?P<double>(?:[^"\\]|\\.)*)"\s*\]
    | \[\s*'(?P<single>(?:[^'\\]|\\.)*)'\s*\]
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class PathError(ValueError):
    """A JSON path that is not one; `position` counts characters of the path from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def parse(path: str) -> tuple[Step, ...]:
    """Parse a JSON path.

    Raises:
        PathError: The path does not start with ``$``, or a step is none of those above.

    Example:
        >>> parse("$.tags[0]")
        ('tags', 0)
    """
    text = path.strip()
    offset = path.find("$")
    if not text.startswith("$"):
        raise PathError(f"a JSON path starts with $, as in '$.name'; this one is {path[:60]!r}", 0)
    steps: list[Step] = []
    position = offset + 1
    while path[position:].strip():
        match = _STEP.match(path, position)
        if match is None:
            rest = path[position:]
            hint = ' (a name with other characters takes quotes: $."my-name")' if rest.startswith("-") else ""
            raise PathError(f"the JSON path cannot be read from {rest[:30]!r} on{hint}", position)
        steps.append(_step(match))
        position = match.end()
        if len(steps) > MAX_STEPS:
            raise PathError(f"the JSON path has more than {MAX_STEPS} steps", position)
    return tuple(steps)


def _step(match: re.Match[str]) -> Step:
    kind = match.lastgroup
    value = match[kind] if kind else ""
    if kind == "index":
        return int(value)
    if kind == "members":
        return ANY_MEMBER
    if kind == "elements":
        return ANY_ELEMENT
    if kind == "name":
        return value
    quote = "'" if kind == "single" else '"'
    try:
        return str(
            json.loads(f'"{value}"' if quote == '"' else '"' + value.replace("\\'", "'").replace('"', '\\"') + '"')
        )
    except ValueError:
        raise PathError("a quoted name in a JSON path has a bad escape", match.start()) from None


def native(steps: tuple[Step, ...]) -> str | None:
    """Return SQLite's spelling of the path where SQLite reads it the same way, else None.

    That is one plain member of the metadata object: deeper, the lax rules begin to differ.
    """
    if len(steps) == 1 and isinstance(steps[0], str) and _PLAIN.fullmatch(steps[0]):
        return f'$."{steps[0]}"'
    return None


def encode(steps: tuple[Step, ...]) -> str:
    """Return the steps as text that `decode` reads back: how a path travels as a bound parameter."""
    return json.dumps(steps)


@lru_cache(maxsize=512)
def decode(text: str) -> tuple[Step, ...]:
    """Read steps back from `encode`."""
    return tuple((step[0],) if isinstance(step, list) else step for step in json.loads(text))


def follow(value: Any, steps: tuple[Step, ...]) -> Iterator[Any]:
    """Yield every value that the steps lead to, in document order."""
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    for found in _children(value, step):
        yield from follow(found, rest)


def _children(value: Any, step: Step) -> Iterator[Any]:
    if step == ANY_ELEMENT:
        yield from value if isinstance(value, list) else [value]
    elif isinstance(step, int):
        elements = value if isinstance(value, list) else [value]
        if step < len(elements):
            yield elements[step]
    else:
        for holder in value if isinstance(value, list) else [value]:
            if isinstance(holder, dict):
                if step == ANY_MEMBER:
                    yield from holder.values()
                elif step in holder:
                    yield holder[step]
