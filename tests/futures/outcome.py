"""What became of one future: whether it is valid, whether the pipeline takes it, which calls are right, which names moved.

Rules: three clients are tried. `tracked` is the one that `track` would make; `given` is the package as it is, with the
document at run time; `before` is the client of the document before, against the newer server, where its calls are still
valid. What is wrong with a document before anything was changed is not held against the change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import openapi_spec_validator

import goodmem_dyn
from tests.futures import taken
from tests.futures.future import Future, document
from tests.futures.judge import Judge, Problem, Verdict
from tests.futures.raw import Raw, shape
from tests.futures.server import Server, on_loopback, serving
from tests.support.both import Both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.futures.client import Member
    from tests.futures.raw import Json, Key

ASYNC_EVERY, SOCKET_EVERY = 5, 8
Members = dict[str, "Member"]


@dataclass
class Outcome:
    """What became of a future.

    Attributes:
        future: It.
        invalid: Why it is no OpenAPI document; empty where it is one.
        refused: Why the pipeline does not take it.
        calls, right: How many calls there were, and how many of them were right.
        wrong: The others, each with the client that made it.
        moved: Names, arguments and kinds of result that should have stayed.
        unmade: Calls that no values were found for.
    """

    future: Future
    invalid: str = ""
    refused: list[str] = field(default_factory=list)
    calls: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unmade: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Everything that is not as it should be."""
        return [*([self.invalid] if self.invalid else ()), *self.refused, *self.moved, *self.wrong]

    def count(self, who: str, verdict: Verdict, known: frozenset[tuple[Key, str, str]]) -> None:
        """Add the calls of a client; what was wrong before counts as right."""
        new = [one for one in verdict.problems if _known(one) not in known]
        self.calls += verdict.calls
        self.right += verdict.calls - len(new)
        self.wrong += [f"{who}: {one}" for one in new]
        self.unmade += verdict.unmade


@dataclass(frozen=True)
class Before:
    """A client of a document before anything changed: what was wrong with it, and its methods."""

    known: frozenset[tuple[Key, str, str]]
    members: Members


@cache
def before(base: str, *, is_tracked: bool, is_async: bool) -> Before:
    """The client of a document as it is."""
    raw = document(base)
    made = taken.take(raw, raw).document if is_tracked else raw
    with Both(is_async=is_async) as both:
        judge = Judge(both, raw, made, server=_server(base))
        verdict = judge.run(judge.raw.operations)
        return Before(frozenset(map(_known, verdict.problems)), judge.members)


@cache
def _server(base: str) -> Server:
    """One for all clients of a document, so that the values that it says are made once."""
    return serving(document(base))


def _known(problem: Problem) -> tuple[Key, str, str]:
    """A problem as it is known again; what the client refuses goes with an operation that moves or is copied."""
    text = re.sub(r"\Arefused: [\w.]+|(?<=cannot be given to )[\w.]+\Z", "…", problem.text)
    return shape(problem.key) if text == problem.text else ("", ""), problem.variant, text


def outcome(future: Future, *, models: bool = False) -> Outcome:
    """Try a future.

    Args:
        future: The document.
        models: Whether its models are generated as well.
    """
    found = Outcome(future)
    try:
        openapi_spec_validator.validate(future.document)
    except Exception as error:
        found.invalid = f"it is not valid: {str(error)[:300]}"
        return found
    done = taken.take(future.before, future.document, models=models)
    found.refused += done.problems
    if done.wire == "compatible" and done.breaking and future.keeps == "code":
        found.refused.append(
            f"the report: compatible on the wire, and breaking for Python: {'; '.join(done.breaking[:3])}"
        )
    server = serving(future.document)
    with Both(is_async=future.seed % ASYNC_EVERY == ASYNC_EVERY - 1) as both:
        if done.document is not None:
            _try(found, both, server, "tracked", done.document)
        _try(found, both, server, "given", future.document)
        if future.keeps != "rest":
            _old(found, both, server)
    return found


def _try(found: Outcome, both: Both, server: Server, who: str, made: Json) -> None:
    future = found.future
    try:
        judge = Judge(both, future.document, made, closing=future.closing, server=server)
    except Exception as error:
        found.refused.append(f"{who}: no client: {type(error).__name__}: {str(error)[:300]}")
        return
    old = before(future.base, is_tracked=who == "tracked", is_async=both.is_async)
    keys = list(judge.raw.operations) if who == "tracked" else future.touched
    found.count(who, judge.run(keys), old.known)
    expected = old.members
    if who == "given":
        # At run time nothing but the bundled document is the history.
        history = {shape(key) for key in Raw(goodmem_dyn.document()).operations}  # type: ignore[arg-type]  # it is a dict
        expected = {name: one for name, one in expected.items() if one.key is None or shape(one.key) in history}
    found.moved += [f"{who}: {text}" for text in moved(expected, judge.members, future)]
    if who == "given" and future.seed % SOCKET_EVERY == SOCKET_EVERY - 1:
        with on_loopback(judge.server) as url:
            wired = Judge(both, future.document, made, closing=future.closing, base_url=url, server=judge.server)
            found.count("on a socket", wired.run(future.touched), old.known)


def _old(found: Outcome, both: Both, server: Server) -> None:
    future = found.future
    judge = Judge(both, future.document, future.before, asked=future.before, closing=future.closing, server=server)
    touched = [key for key in future.common if key not in future.untouched]
    found.count("before", judge.run(touched), before(future.base, is_tracked=False, is_async=both.is_async).known)


def moved(old: Members, new: Members, future: Future) -> Iterator[str]:
    """What of the methods of before should have stayed and did not."""
    keys = {key: shape(other) for key, other in future.common.items()}
    namespaces = _touched_namespaces(old, future)
    for name, one in old.items():
        if one.key is None:
            stays = future.keeps == "code" or name.partition(".")[0] not in namespaces
            if stays and name not in new:
                yield f"{name} is gone"
            elif stays:
                yield from _shrunk(one, new[name])
            continue
        if one.key not in keys:
            continue
        now = next((other for other in new.values() if other.key and shape(other.key) == keys[one.key]), None)
        if now is None:
            yield f"{name} is gone: no method does {' '.join(one.key)}"
        elif now.name != name:
            yield f"{name} is called {now.name}"
        elif future.keeps == "code" or one.key in future.untouched:
            # What the client makes of several operations may go with one of them.
            made = set() if future.keeps == "code" or name.partition(".")[0] not in namespaces else one.conveniences
            yield from _shrunk(one, now, made)


def _shrunk(one: Member, now: Member, spared: set[str] | frozenset[str] = frozenset()) -> Iterator[str]:
    lost = [name for name in one.parameters if name not in now.parameters and name not in spared]
    if lost:
        yield f"{one.name} no longer takes {', '.join(lost)}"
    needed = sorted(now.required - one.required)
    if needed:
        yield f"{one.name} needs {', '.join(needed)} now"
    if not one.kinds - {"None"} <= now.kinds:  # where nothing came back, something may
        yield f"{one.name} returns {now.returns} now, not {one.returns}"


def _touched_namespaces(old: Members, future: Future) -> set[str]:
    """The namespaces where an operation changed or went: what is made of several operations may go with it."""
    return {
        name.partition(".")[0] for name, one in old.items() if one.key is not None and one.key not in future.untouched
    }


__all__ = ["Outcome", "before", "moved", "outcome"]
