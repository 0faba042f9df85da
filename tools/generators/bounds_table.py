"""The tables of bounds in docs/reliability.md: every constant of `goodmem_dyn/_bounds.py`, with its reason.

Rules: read as text, so that a reason stands once, below its constant; the sections are those of the file's comments.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from goodmem_dyn import _bounds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = "goodmem_dyn/_bounds.py"
BEGIN, END = "<!-- bounds: begin -->", "<!-- bounds: end -->"
_BETWEEN = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)
_SECTION = re.compile(r"# (.+?) -{10,}")


class Bound(NamedTuple):
    """One bound: the line that it stands on, its name, and the reason below it."""

    line: int
    name: str
    reason: str


def bounds(source: str) -> Iterator[Bound]:
    """The constants of a file, each with the text below it.

    Raises:
        ValueError: One has no reason.
    """
    body = ast.parse(source).body
    for number, node in enumerate(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            after = body[number + 1] if number + 1 < len(body) else None
            text = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else None
            if not isinstance(text, str):
                raise ValueError(f"{SOURCE}: {node.target.id} has no reason below it")  # noqa: TRY004 - of the file
            yield Bound(node.lineno, node.target.id, " ".join(text.split()))


def shown(name: str, value: float) -> str:
    """A bound as people read it, in the unit that its name ends in."""
    if name.endswith("BYTES"):
        for unit, size in (("GiB", 1024**3), ("MiB", 1024**2), ("KiB", 1024)):
            if value % size == 0:
                return f"{value // size:,} {unit}"
    return f"{value:g} s" if name.endswith("SECONDS") else f"{value:,}"


def tables(source: str) -> str:
    """The tables, one for each section of the file."""
    sections = [
        (number, section[1]) for number, line in enumerate(source.splitlines(), 1) if (section := _SECTION.match(line))
    ]
    lines: list[str] = []
    for bound in bounds(source):
        while sections and sections[0][0] < bound.line:
            lines += ["", f"**{sections.pop(0)[1]}**", "", "| bound | value | what, and why |", "|---|---:|---|"]
        value = shown(bound.name, getattr(_bounds, bound.name))
        lines.append(f"| `{bound.name}` | {value} | {bound.reason} |")
    return "\n".join(lines).strip()


def filled(root: Path, page: str) -> str:
    """A page with the tables between its markers.

    Raises:
        ValueError: It does not have the two markers, once.
    """
    source = (root / SOURCE).read_text(encoding="utf-8")
    made, count = _BETWEEN.subn(lambda _: f"{BEGIN}\n{tables(source)}\n{END}", page)
    if count != 1:
        raise ValueError(f"{BEGIN} and {END} must stand on the page once, one after the other; found {count} times.")
    return made
