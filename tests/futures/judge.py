"""Calls every operation of a document through a client, and says what was not right.

Rules: a call is right when what arrived is what was given and nothing else, valid against the document, and what came back
is what the server said. Arguments are found by what the client itself says of its methods, values by the document. A list
is read to its end. A refusal of values that the document allows is a problem.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn import InvalidRequestError
from tests.futures.calls import PAGES, Given, Plans
from tests.futures.client import Folded, Member, find, members
from tests.futures.compare import differences
from tests.futures.raw import Raw, json_of, shape
from tests.futures.server import API_KEY, SSE, Server
from tests.futures.spelling import body_differences, equal, spelled
from tests.futures.values import Maker, Unmade
from tests.futures.wire import variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.futures.raw import Key, Operation
    from tests.support.both import Both

VARIANTS = ("least", "most", "form", "stream")


@dataclass(frozen=True)
class Problem:
    """What was wrong with a call."""

    key: Key
    variant: str
    text: str

    def __str__(self) -> str:
        return f"{' '.join(self.key)} ({self.variant}): {self.text}"


@dataclass
class Verdict:
    """The outcome of the calls for one client.

    Attributes:
        calls: How many were made.
        problems: What was wrong, at most one for each call.
        unmade: Operations that no values were found for: not judged.
    """

    calls: int = 0
    problems: list[Problem] = field(default_factory=list)
    unmade: list[str] = field(default_factory=list)

    @property
    def right(self) -> int:
        """The calls that nothing was wrong with."""
        return self.calls - len(self.problems)


class Judge:
    """One client against a server of one document.

    Args:
        both: Drives the client.
        server_document: What the server serves.
        client_document: What the client was made from, for `Goodmem(document=)`; None for the bundled one.
        asked: What the values that are given are made from: the document that the caller of the client knows.
        closing: Which event streams end with their closing event, where that is not usual.
        base_url: Where the server is, where it is on a socket.
        server: The server, where it is there already.
    """

    def __init__(
        self,
        both: Both,
        server_document: Any,
        client_document: Any,
        asked: Any = None,
        closing: dict[Key, bool] | None = None,
        base_url: str | None = None,
        server: Server | None = None,
    ) -> None:
        self.both, self.raw = both, server.raw if server else Raw(server_document)
        self.maker = server.reader.maker if server else Maker(self.raw)
        self.server = server or Server(self.raw, self.maker)
        self.says = Plans(self.raw, self.maker, {shape(key): one for key, one in (closing or {}).items()})
        self.served = {shape(key): one for key, one in self.raw.operations.items()}
        asked_raw = Raw(asked) if asked is not None else self.raw
        self.asks = Plans(asked_raw, Maker(asked_raw)) if asked is not None else self.says
        handler = self.server.respond_async if both.is_async else self.server.respond
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # a server's difference is told as a warning: the values are what counts here
            self.client = both.client(
                base_url=base_url or "http://127.0.0.1:1",
                api_key=API_KEY,
                max_retries=0,
                document=client_document,
                transport=None if base_url else httpx.MockTransport(handler),
            )
            self.members = members(self.client)

    def run(self, keys: Iterable[Key]) -> Verdict:
        """Judge some operations."""
        verdict = Verdict()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for key in keys:
                self._operation(self.asks.raw.operations[key], verdict)
        return verdict

    def _operation(self, operation: Operation, verdict: Verdict) -> None:
        for variant in self._variants(operation):
            try:
                text = self._call(operation, variant)
            except Unmade as error:
                verdict.unmade.append(f"{' '.join(operation.key)} ({variant}): {error}")
                continue
            verdict.calls += 1
            if text is not None:
                verdict.problems.append(Problem(operation.key, variant, text))

    def _variants(self, operation: Operation) -> Iterator[str]:
        yield "least"
        yield "most"
        if self.asks.has_form(operation):
            yield "form"
        content = self.asks.raw.answer(operation)[1]
        if json_of(content) is not None and SSE in content:
            yield "stream"

    def _call(self, operation: Operation, variant: str) -> str | None:
        method = find(self.members, operation.key)
        if method is None:
            return "no method does it"
        given = self.asks.given(operation, most=variant == "most", form=variant == "form")
        refusals = []
        for one in self._alternatives(operation, given) if variant in {"least", "form"} else [given]:
            try:
                args = spelled(method, one)
            except LookupError as error:
                return str(error)
            if variant == "stream":
                args["stream"] = True
            try:
                return self._judged(operation, method, args, one, variant)
            except InvalidRequestError as error:
                refusals.append(str(error))
        return f"refused: {refusals[0]}"

    def _alternatives(self, operation: Operation, given: Given) -> Iterator[Given]:
        """The values, and the values with one more member: the client may know rules that the schema does not say."""
        yield given
        if isinstance(given.body, dict):
            most = self.asks.given(operation, most=True, form=given.part is not None)
            for name in given.optional:
                if isinstance(most.body, dict) and name in most.body:
                    yield replace(given, body={**given.body, name: most.body[name]})

    def _judged(
        self, operation: Operation, method: Member | Folded, args: Any, given: Given, variant: str
    ) -> str | None:
        said: list[Any] = []

        def answer(served: Operation, seen: Any, status: int, media: str) -> bytes:
            content, value = self.says.said(served, seen, media, most=variant == "most")
            if shape(served.key) == shape(operation.key):
                said.append(value)
            return content

        self.server.answer, self.server.seen = answer, []
        call = method.call if isinstance(method, Member) else method.member.call
        try:
            found = self._read(call(**args))
        except InvalidRequestError:
            if self.server.seen:
                raise AssertionError("refused after it was sent") from None
            raise
        except Unmade:
            raise
        except Exception as error:
            wrong = [one for seen in self.server.seen if seen.key for one in seen.problems]
            return f"{'; '.join(wrong[:2]) + ': ' if wrong else ''}{type(error).__name__}: {str(error)[:300]}"
        return next(iter([*self._arrived(operation, given), *self._came_back(operation, said, found, variant)]), None)

    def _read(self, value: Any) -> Any:
        """What a call gives, read to its end."""
        if hasattr(value, "__enter__") or hasattr(value, "__aenter__"):
            with self.both.open(value) as stream:
                return _Events(self.both.list(stream))
        value = self.both(value)
        if hasattr(value, "iter_pages"):
            return _Listed(self.both.list(value) if not self.both.is_async or value.has_next_page else list(value))
        return value

    def _arrived(self, operation: Operation, given: Given) -> Iterator[str]:
        wanted_key = shape(operation.key)
        seen = next((one for one in self.server.seen if one.key and shape(one.key) == wanted_key), None)
        if seen is None:
            yield f"it was never asked, but {', '.join(f'{one.method} {one.target}' for one in self.server.seen) or 'nothing'}"
            return
        yield from (problem for one in self.server.seen for problem in one.problems)
        for where in ("path", "query", "header", "cookie"):
            wanted, there = getattr(given, where), getattr(seen, where)
            if where == "path":  # what variables are called is no matter of the wire
                there = dict(zip(variables(operation.path), there.values(), strict=True))
            for name, value in wanted.items():
                if name not in there:
                    yield f"{where} {name} did not arrive"
                elif not equal(value, there[name]):
                    yield f"{where} {name} arrived as {there[name]!r} instead of {value!r}"
            if where in {"query", "cookie"}:
                yield from (f"{where} {name} arrived and was not given" for name in there if name not in wanted)
        body = seen.body
        if given.part is not None:
            body = (seen.body or {}).get(given.part) if isinstance(seen.body, dict) else None
        yield from body_differences(given.body, body)
        for name, value in given.files.items():
            there = seen.body.get(name) if isinstance(seen.body, dict) else None
            if there != value:
                yield f"part {name} arrived as {there!r:.80} instead of {value!r:.80}"

    def _came_back(self, operation: Operation, said: list[Any], found: Any, variant: str) -> Iterator[str]:
        served = self.served[shape(operation.key)]
        content = self.raw.answer(served)[1]
        if operation.method == "HEAD":
            return
        if not content or not self.asks.raw.answer(operation)[1]:
            if found is not None:
                yield f"an answer without a body came back as {found!r:.80}"
            return
        if (
            variant != "stream"
            and isinstance(found, _Events)
            and json_of(self.asks.raw.answer(operation)[1]) is not None
        ):
            yield "events came back where nobody asked for them"
            return
        is_list = json_of(content) is not None and not isinstance(found, _Events)
        paging = self.asks.paging(operation) if is_list else None
        if paging is not None and (self.says.paging(served) is not None):
            yield from self._walked([_within(page, paging.inside) for page in said], found, paging.items)
        elif isinstance(found, _Events):
            yield from differences(said[0], found.items, "events")
        elif isinstance(found, _Listed):
            inside, view = self.says.opened(self.says.maker._merged(json_of(content)))
            items = self.says.items(served, view) if view.get("properties") else None
            answer = _within(said[0], inside)
            yield from differences((answer.get(items) or []) if items else answer, found.items, "items")
        elif hasattr(found, "responses") and isinstance(said[0], dict):
            yield from differences(said[0], found.responses[0])
        elif isinstance(said[0], bytes) and not isinstance(found, bytes):
            yield from differences(said[0].decode(), found)
        elif isinstance(said[0], bytes):
            yield from [] if said[0] == found else [f"answer is {found!r:.80}"]
        else:
            yield from differences(said[0], found)

    @staticmethod
    def _walked(said: list[Any], found: Any, items: str) -> Iterator[str]:
        if not isinstance(found, _Listed):
            yield f"a list that pages came back as {type(found).__name__}: one page of {PAGES}"
        else:
            if len(said) != PAGES:
                yield f"{len(said)} pages were asked for, not {PAGES}"
            yield from differences([one for page in said for one in page[items]], found.items, "items")


def _within(answer: Any, way: tuple[str, ...]) -> Any:
    for name in way:
        answer = answer[name]
    return answer


class _Listed:
    def __init__(self, items: list[Any]) -> None:
        self.items = items


class _Events(_Listed):
    pass


__all__ = ["Judge", "Problem", "Verdict"]
