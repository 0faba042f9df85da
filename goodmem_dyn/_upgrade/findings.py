"""What was found in programs: the record of a finding, and what a person and a pipeline read of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

# Unions, because mypy.stubtest takes an alias of literals alone for a class.
Kind = Literal["removed", "renamed", "required", "deprecated"] | Literal["unknown"]  # noqa: PYI030 - see above
What = Literal["call", "argument", "attribute", "value"] | Literal["class"]  # noqa: PYI030 - see above

FINE, BREAKS, CANNOT_RUN, TO_LOOK_AT = 0, 1, 2, 3
"""Exit codes: nothing was found; something breaks; the command could not run; something is deprecated or undecided."""


@dataclass(frozen=True)
class Finding:
    """A place of a program that the new document does not fit.

    Attributes:
        file: The file, as it was given or found.
        line: The line, from 1; of a notebook, that of the cell.
        column: The column, from 1.
        kind: `removed`, `renamed`, `required` (it has to be given now), `deprecated` (it works, and will go), or
            `unknown` (neither document has it).
        what: `call`, `argument`, `attribute`, `value` or `class`.
        subject: What it is about, such as `spaces.create(public_read=)`.
        message: What is wrong, in a sentence.
        instead: What to write instead.
        cell: The cell of a notebook, from 1; None for any other file.
    """

    file: str
    line: int
    column: int
    kind: Kind
    what: What
    subject: str
    message: str = field(compare=False)
    instead: str = field(compare=False)
    cell: int | None = None

    @property
    def breaks(self) -> bool:
        """Whether the program fails there, and not only some day."""
        return self.kind != "deprecated"


@dataclass(frozen=True)
class Undecided:
    """A place that cannot be judged without running the program, and may break."""

    file: str
    line: int
    column: int
    subject: str
    why: str = field(compare=False)
    cell: int | None = None


@dataclass(frozen=True)
class Report:
    """What was found.

    Attributes:
        old, new: The documents, by their commits.
        files: How many programs were looked at.
    """

    old: str
    new: str
    files: int
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]

    @property
    def exit_code(self) -> int:
        if any(finding.breaks for finding in self.findings):
            return BREAKS
        return TO_LOOK_AT if self.findings or self.undecided else FINE

    def to_json(self) -> str:
        """For programs: the same members as the records have."""
        whole = {
            "old": self.old,
            "new": self.new,
            "files": self.files,
            "findings": [{**asdict(finding), "breaks": finding.breaks} for finding in self.findings],
            "undecided": [asdict(doubt) for doubt in self.undecided],
        }
        return json.dumps(whole, indent=2)

    def __str__(self) -> str:
        lines = [f"{_where(finding)}: {finding.message} {finding.instead}".rstrip() for finding in self.findings]
        if self.undecided:
            lines += ["", "Undecided, look yourself:"]
            lines += [f"{_where(doubt)}: {doubt.subject}: {doubt.why}" for doubt in self.undecided]
        broken = sum(finding.breaks for finding in self.findings)
        counts = [
            f"{broken} {_plural('place', broken)} to change",
            f"{len(self.findings) - broken} deprecated",
            f"{len(self.undecided)} undecided",
        ]
        return "\n".join([*lines, *([""] if lines else []), f"{self.files} files: {', '.join(counts)}."])


_Found = TypeVar("_Found", Finding, Undecided)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _where(finding: Finding | Undecided) -> str:
    cell = f" cell {finding.cell}" if finding.cell is not None else ""
    return f"{finding.file}{cell}:{finding.line}:{finding.column}"


def ordered(findings: Iterable[_Found]) -> tuple[_Found, ...]:
    """Each once, in the order of the files."""
    return tuple(
        sorted(
            set(findings),
            key=lambda finding: (finding.file, finding.cell or 0, finding.line, finding.column, finding.subject),
        )
    )
