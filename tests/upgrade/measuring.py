"""How often the check is right: programs over every pair of the history's documents, and over changed documents."""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any

from goodmem_dyn._upgrade.checking import check
from tests.upgrade import breaks
from tests.upgrade.programs import Program, program


@dataclass
class Figures:
    """What was counted: lines that break and are named, those that are not, and those named for nothing."""

    programs: int = 0
    planted: int = 0
    named: int = 0
    missed: int = 0
    wrong: int = 0
    undecided: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.named / ((self.named + self.missed) or 1)

    @property
    def precision(self) -> float:
        return self.named / ((self.named + self.wrong) or 1)

    def __str__(self) -> str:
        return (
            f"{self.programs} programs, {self.planted} with a planted break: precision {self.precision:.3f}, "
            f"recall {self.recall:.3f} ({self.missed} missed, {self.wrong} named for nothing, "
            f"{self.undecided} undecided)"
        )


def pairs(rng: random.Random, changed: int) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every ordered pair of the history, and the newest document with some changed ones."""
    found = [
        (f"{one} -> {other}", breaks.document(one), breaks.document(other))
        for one, other in permutations(breaks.ORDER, 2)
    ]
    newest = breaks.document(breaks.ORDER[-1])
    return found + [(f"change {number}", newest, breaks.changed(rng)) for number in range(changed)]


def measure(seed: int, count: int, changed: int = 6, *, only: int | None = None) -> Figures:
    """Make programs, check each by itself, and count.

    Args:
        seed: What the programs follow from.
        count: How many programs.
        changed: How many changed documents.
        only: How many of the pairs, of all of which a choice is made.
    """
    rng, figures = random.Random(seed), Figures()
    chosen = pairs(rng, changed)
    chosen = rng.sample(chosen, only) if only is not None else chosen
    for index, (label, old, new) in enumerate(chosen):
        broken, fine = breaks.uses(old, new)
        made = []
        for _ in range(index, count, len(chosen)):
            plant = bool(broken) and rng.random() < 0.6
            made.append(program(rng.choice(broken if plant else fine), rng))
            figures.planted += plant
        _count(figures, made, label, old, new)
    return figures


def _count(figures: Figures, programs: list[Program], label: str, old: Any, new: Any) -> None:
    """Check the programs of a pair, each in a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        for number, made in enumerate(programs):
            folder = Path(place) / f"p{number}"
            folder.mkdir()
            (folder / "__init__.py").touch()
            for name, text in made.files.items():
                (folder / name).write_text(text, encoding="utf-8")
        report = check(new, [place], old=old)
    figures.programs += len(programs)
    figures.undecided += len(report.undecided)
    for number, made in enumerate(programs):
        mine = [one for one in report.findings if Path(one.file).parent.name == f"p{number}"]
        found = {(Path(one.file).name, one.line) for one in mine}
        figures.named += len(found & made.broken)
        figures.missed += len(made.broken - found)
        figures.wrong += len(found - made.broken)
        if found != made.broken:
            what = [str(one) for one in mine if (Path(one.file).name, one.line) not in made.broken]
            missed = [made.files[name].split("\n")[line - 1].strip() for name, line in made.broken - found]
            figures.texts.append(f"{label}: missed {missed}, wrong {what}\n" + made.files["main.py"])


def main(arguments: list[str]) -> int:
    """Print the figures of `[SEED [PROGRAMS]]`; 1 where they are under what is promised."""
    seed, count = (int(one) for one in (*arguments, *("1", "200")[len(arguments) :]))
    figures = measure(seed, count)
    if "-v" in sys.argv:
        sys.stdout.write("\n\n".join(figures.texts) + "\n")
    sys.stdout.write(f"{figures}\n")
    return 0 if min(figures.precision, figures.recall) >= 0.95 else 1
