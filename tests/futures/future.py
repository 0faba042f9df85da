"""A next document out of a seed: which document it comes from, and which changes are made.

Rules: the same seed, base and kinds give the same document. One seed in four mixes several kinds; the others have one, in
turn, so that as many seeds as there are kinds try each. A document that has nothing for a kind leaves it to another.
"""

from __future__ import annotations

import contextlib
import json
import math
import random
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tests.futures.draft import Draft, NotHere
from tests.futures.kinds import KINDS, ORDER, Keeps, Kind
from tests.futures.raw import Json, Key, Raw, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
HISTORY = ROOT / "spec/history"
MIXED_EVERY = 4
MOST_MIXED = 6


@dataclass(frozen=True)
class Future:
    """A next document.

    Attributes:
        seed: What it was made from.
        base: The name of the document that it comes from.
        before: That document.
        document: The new one.
        kinds: What was done to it.
        notes: The same, with the places.
        closing: Which event streams end with their closing event, and which without, where that is not usual.
        moves: The paths that moved and are otherwise as they were: old path → new path.
    """

    seed: int
    base: str
    before: Json
    document: Json
    kinds: tuple[Kind, ...]
    notes: tuple[str, ...] = ()
    closing: dict[Key, bool] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)

    @property
    def keeps(self) -> Keeps:
        """What stays for code of before: as little as the kind that keeps the least."""
        return max((one.keeps for one in self.kinds), key=ORDER.index, default="code")

    @cached_property
    def common(self) -> dict[Key, Key]:
        """The operations that both documents have: as the one writes it, and as the other does."""
        new = {shape(key): key for key in Raw(self.document).operations}
        now = {key: shape((key[0], self.moves.get(key[1], key[1]))) for key in Raw(self.before).operations}
        return {key: new[place] for key, place in now.items() if place in new}

    @cached_property
    def untouched(self) -> set[Key]:
        """Those that are as they were, with all that they refer to; as the document before writes them."""
        old, new = Raw(self.before), Raw(self.document)
        return {
            key
            for key, other in self.common.items()
            if old.fingerprint(old.operations[key]) == new.fingerprint(new.operations[other])
        }

    @property
    def touched(self) -> list[Key]:
        """The others, new ones and those that moved included, as the new document writes them."""
        same = {self.common[key] for key in self.untouched if shape(self.common[key]) == shape(key)}
        return [key for key in Raw(self.document).operations if key not in same]

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.base}: {' + '.join(one.name for one in self.kinds)} ({'; '.join(self.notes)})"


@cache
def document(name: str) -> Json:
    """A document by the name of its file in the history, or by a path."""
    path = HISTORY / f"{name}.json"
    found: Json = json.loads((path if path.is_file() else Path(name)).read_bytes())
    return found


def bases() -> tuple[str, ...]:
    """The documents of the history, the oldest first."""
    locked = json.loads((ROOT / "spec/upstream/LOCK.json").read_bytes()).get("history", ())
    return tuple(one for one in locked if (HISTORY / f"{one}.json").is_file())


def future(seed: int, names: Sequence[str] = (), among: Sequence[str] = ()) -> Future:
    """The document of a seed.

    Args:
        seed: Any number of 0 or more.
        names: The kinds to choose from; none for all of them.
        among: The documents to start from; none for the whole history.

    Raises:
        NotHere: No document has anything that the kind could be done to.
    """
    rng = random.Random(seed)
    base = rng.choice(tuple(among) or bases())
    chosen = [KINDS[name] for name in names or KINDS]
    is_mixed = seed % MIXED_EVERY == MIXED_EVERY - 1 and len(chosen) > 1
    if not is_mixed:
        # Far apart, so that a few seeds try kinds of all sorts; each once before any comes again.
        step = next(one for one in range(len(chosen) * 2 // 5 or 1, len(chosen) + 1) if math.gcd(one, len(chosen)) == 1)
        single = chosen[(seed - seed // MIXED_EVERY) * step % len(chosen)]
        others = [one for one in among or bases() if one != base]
        return next(_first(base, others, single, rng, seed))
    several = rng.sample(chosen, min(rng.randint(2, MOST_MIXED), len(chosen)))
    # What rewrites the document as a whole comes last: the others look for what they know.
    return change(base, sorted(several, key=lambda one: one.touches == "document"), rng, seed)


def _first(base: str, others: Sequence[str], single: Kind, rng: random.Random, seed: int) -> Iterator[Future]:
    """The change of the first document that has something for it; that of the last one is tried in any case."""
    for one in [base, *others][:-1]:
        with contextlib.suppress(NotHere):
            yield change(one, (single,), rng, seed)
    yield change([base, *others][-1], (single,), rng, seed)


def change(base: str, kinds: Sequence[Kind], rng: random.Random, seed: int = 0) -> Future:
    """A document, changed; where there are several changes, those that find nothing are left out.

    Raises:
        NotHere: None of them found anything.
    """
    before, text = _before(base), _text(base)
    draft, done, problem = Draft(before, rng), [], NotHere("nothing to do")
    for one in kinds:
        notes, closing, moves = list(draft.notes), dict(draft.closing), dict(draft.moves)
        try:
            text = _do(one, draft, text)
            done.append(one)
        except NotHere as error:
            problem = error
            if len(kinds) > 1:  # alone, one that finds nothing is no future
                draft.document, draft.notes, draft.closing, draft.moves = json.loads(text), notes, closing, moves
    if not done:
        raise problem
    return Future(seed, base, before, json.loads(text), tuple(done), tuple(draft.notes), draft.closing, draft.moves)


def _do(one: Kind, draft: Draft, before: str) -> str:
    one.change(draft)
    text = json.dumps(draft.document)
    if text == before:
        raise NotHere("it is so already")
    return text


@cache
def _before(base: str) -> Json:
    """One for all of its futures, which leave it as it is."""
    return document(base)


@cache
def _text(base: str) -> str:
    return json.dumps(Draft(document(base), random.Random(0)).document)


def by_hand(base: str, name: str, seed: int = 0) -> Future:
    """One kind done to one document."""
    return change(base, (KINDS[name],), random.Random(seed), seed)


__all__ = ["Future", "bases", "by_hand", "change", "document", "future"]
