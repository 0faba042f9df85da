"""Paths that move together: what stands before all of them says nothing of what an operation is.

Rules: a path is the one of a document before where both end alike and that one is gone: where a version took the place
of another, where a slash at the end came or went, and where most of what is new moved in the same way, a server's worth
of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from goodmem_dyn._document.names import place, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._document.names import Kept, Place

_SERVERS_WORTH = 8
_DEEPEST = 6
_Parts = tuple[str, ...]
_Move = tuple[_Parts, _Parts]
"""What paths began with, and what they begin with now."""


def moved(paths: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The paths that are new and those that they were before, both without the names of their variables."""
    new, old = ({place("", path)[1] for path in some} for some in (paths, known))
    come, gone = sorted(new - old), _by_ending(old - new)
    candidates = {path: list(_origins(path, gone)) for path in come}
    votes = Counter(move for origins in candidates.values() for move in {move for move, _ in origins})
    agreed = {move for move, count in votes.items() if count >= max(_SERVERS_WORTH, len(come) / 2)}
    return {
        path: origin
        for path, origins in candidates.items()
        for origin in [next((source for move, source in origins if move in agreed or _says_nothing(*move)), None)]
        if origin is not None
    }


def follow(known: Mapping[Place, Kept], places: Iterable[Place]) -> dict[Place, Kept]:
    """What operations were known by, also at the places that they moved to."""
    places = list(places)
    origins = moved((path for _, path in places), (path for _, path in known))
    there = {place(*where) for where in places}
    return {
        **known,
        **{
            (verb, path): known[verb, origins[path]]
            for verb, path in there
            if path in origins and (verb, origins[path]) in known
        },
    }


def _by_ending(paths: Iterable[str]) -> dict[_Parts, list[tuple[_Parts, str]]]:
    """Paths by each of their endings, with what stands before it."""
    by_ending: dict[_Parts, list[tuple[_Parts, str]]] = defaultdict(list)
    for path in sorted(paths):
        for before, ending in _endings(path):
            by_ending[ending].append((before, path))
    return by_ending


def _origins(path: str, gone: Mapping[_Parts, list[tuple[_Parts, str]]]) -> Iterator[tuple[_Move, str]]:
    """What a path may have been: those that end as it does, as far as possible."""
    for now, ending in _endings(path):
        if ending in gone:
            yield from (((before, now), path) for before, path in gone[ending])
            return


def _endings(path: str) -> Iterator[tuple[_Parts, _Parts]]:
    """The ways to part a path before a word of it, the longest ending first."""
    parts = tuple(part for part in path.split("/") if part)
    for at, part in enumerate(parts[:_DEEPEST]):
        if "{" in part:
            return
        yield parts[:at], parts[at:]


def _says_nothing(before: _Parts, now: _Parts) -> bool:
    """Whether two beginnings differ in nothing but a version."""
    return before == now or (before[:-1] == now[:-1] and all(map(_ends_with_version, (before, now))))


def _ends_with_version(parts: _Parts) -> bool:
    return bool(parts) and not segments(parts[-1])[0]


__all__ = ["follow", "moved"]
