"""Every path through a call: the sans-I/O flow against a small model of the server, outcome by outcome.

A path is a sequence of outcomes, one for each attempt. The flow is begun anew for each that is run, because a generator cannot be
copied; its clock is the model's, so that nothing waits. What must hold on every path stands in `Run.judge`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.context import Context
from goodmem_dyn._calls.retry import MAX_RETRY_AFTER, RetryPolicy
from goodmem_dyn._results.reader import Reader
from goodmem_dyn._wire.effects import Send, Sleep
from goodmem_dyn._wire.request import Request
from goodmem_dyn._wire.response import Response
from goodmem_dyn.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    GoodMemError,
    IncompleteStreamError,
    OutcomeUnknownError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn import Goodmem
    from goodmem_dyn._calls.call import Plan
    from goodmem_dyn._calls.exchange import Exchange

ID = "00000000-0000-4000-8000-000000000001"
KEY = "gm_themostsecretkey"
RETRIES = 4
DEADLINE = 25.0
SECONDS = 0.5
"""How long the model's server takes for an answer; `slow` outcomes take the time-out instead."""
TIMEOUT = 6.0


_PLAIN = (bool, int, float, str, type(None))


class Cancelled(BaseException):
    """As a task is cancelled."""


class Violation(AssertionError):
    """Something that must hold on every path does not."""


@dataclass(frozen=True)
class Outcome:
    """What becomes of one attempt.

    Attributes:
        works: Whether the server does the work.
        status: What it answers; None where no answer arrives, 0 where the caller gives up.
        sent: Whether the server may have seen the request, where no answer arrives.
        is_cut: Whether the connection ends in the middle of the answer's body.
    """

    name: str
    works: bool = False
    status: int | None = None
    sent: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    is_cut: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether it does not say what the server did."""
        return (self.status or 0) >= 500 or (self.status is None and self.sent) or self.is_cut

    @property
    def refuses(self) -> bool:
        """Whether the server says, or it is certain, that nothing was done."""
        waits = self.status == 503 and bool(self.headers)
        return self.status in {425, 429} or waits or (self.status is None and not self.sent)


OUTCOMES = (
    Outcome("success", works=True, status=200),
    Outcome("bad request", status=400),
    Outcome("unknown key", status=401),
    Outcome("not there", status=404),
    Outcome("conflict", status=409),
    Outcome("too many", status=429),
    Outcome("failed before", status=500),
    Outcome("failed after", works=True, status=502),
    Outcome("not ready", status=503, headers=(("retry-after", "1"),)),
    Outcome("not ready for long", status=503, headers=(("retry-after", "3600"),)),
    Outcome("refused", sent=False),
    Outcome("reset before"),
    Outcome("reset after", works=True),
    Outcome("timed out", works=True),
    Outcome("cut", works=True, status=200, is_cut=True),
    Outcome("failed and cut", works=True, status=502, is_cut=True),
    Outcome("cancelled", status=0),
)


@dataclass
class Server:
    """What the server has done, and its clock."""

    works: int = 0
    now: float = 1000.0

    def clock(self) -> float:
        return self.now


@dataclass
class Subject:
    """One operation, and how its flow is begun."""

    exchange: Exchange
    plan: Plan
    has_id: bool
    is_stream: bool
    read: set[str] = field(default_factory=set)
    """The ends of streams that were judged."""

    @property
    def name(self) -> str:
        return self.exchange.qualname + (" (stream)" if self.is_stream else "")

    def without_deadline(self) -> Subject:
        """The same call, which may take as long as it wants."""
        return replace(self, plan=replace(self.plan, policy=replace(self.plan.policy, deadline=None)))

    @property
    def signature(self) -> tuple[Any, ...]:
        """What the flow looks at of an operation: operations that agree in it have the same paths."""
        operation = self.exchange.operation
        client_id = operation.client_id
        return (
            operation.retry,
            operation.http_method in {"GET", "DELETE"} and operation.http_method,
            client_id is not None and (bool(client_id.read), client_id.secret_once),
            self.is_stream,
        )


def subjects(client: Goodmem) -> Iterator[Subject]:
    """Every operation of the bundled document; those with a stream a second time, as one."""
    core = client._core
    surface = core.catalog.surface
    for namespace, names in surface.namespaces.items():
        for name in names:
            exchange = core.catalog.exchanges.of(namespace, name)
            operation = exchange.operation
            for is_stream in {False, operation.stream is not None}:
                yield _subject(core, exchange, is_stream=is_stream)


def _subject(core: Any, exchange: Exchange, *, is_stream: bool) -> Subject:
    operation = exchange.operation
    context = Context(core, exchange, {"max_retries": RETRIES, "deadline": DEADLINE}, is_open=is_stream)
    body: dict[str, Any] = {}
    if operation.client_id is not None:
        body[operation.client_id.wire] = ID
        context.drawn = operation.client_id.wire
    request = Request(operation.http_method, "/the/call", {"x-api-key": KEY}, b"{}", body)
    plan = replace(
        exchange.plan(request, context), policy=RetryPolicy(RETRIES, DEADLINE, lambda: 0.5), credentials=None
    )
    return Subject(exchange, plan, operation.client_id is not None, is_stream)


@dataclass
class Run:
    """One path: the flow, told these outcomes."""

    subject: Subject
    call: Callable[[Plan], Any]
    outcomes: tuple[Outcome, ...]
    server: Server = field(default_factory=Server)
    seen: list[Outcome] = field(default_factory=list)
    result: Response | None = None
    error: BaseException | None = None
    last_status: int | None = None
    kept: dict[str, Any] = field(default_factory=dict)

    def go(self) -> bool:
        """Drive the flow; False where it wants more outcomes than there are."""
        plan = replace(self.subject.plan, clock=self.server.clock)
        flow = self.call(plan)
        told: Any = None
        try:
            while True:
                effect = flow.throw(told) if isinstance(told, BaseException) else flow.send(told)
                if isinstance(effect, Sleep):
                    self.sleep(effect.seconds)
                    told = None
                elif effect.request.target != "/the/call":
                    told = self.beside(effect)
                elif len(self.seen) < len(self.outcomes):
                    told = self.attempt(effect)
                else:
                    self.may_be_sent()
                    self.kept = {name: one for name, one in flow.gi_frame.f_locals.items() if type(one) in _PLAIN}
                    flow.close()
                    return False
        except StopIteration as stop:
            self.result = stop.value
        except (GoodMemError, Cancelled) as error:
            self.error = error
        except Violation:
            raise
        except Exception as error:
            self.expect(False, f"it breaks with {error!r}")
        return True

    @property
    def end(self) -> float:
        """When the deadline of the call is over."""
        deadline = self.subject.plan.policy.deadline
        return math.inf if deadline is None else 1000 + deadline

    def sleep(self, seconds: float) -> None:
        self.expect(seconds >= 0, "a wait is negative")
        self.server.now += seconds
        self.expect(self.server.now < self.end, "a wait ends after the deadline")
        self.expect(seconds <= MAX_RETRY_AFTER, "a wait is longer than anybody bears")

    def attempt(self, effect: Send) -> Any:
        outcome = self.outcomes[len(self.seen)]
        self.may_be_sent()
        left = math.inf if effect.remaining is None else effect.remaining
        told = left == self.end or abs(left - (self.end - self.server.now)) < 1e-6
        self.expect(told, "an attempt is not told what is left of the deadline")
        self.seen.append(outcome)
        return self.outcome(outcome)

    def outcome(self, outcome: Outcome) -> Any:
        self.server.now += TIMEOUT if outcome.name == "timed out" else SECONDS
        if outcome.status == 0:
            return Cancelled()
        status = outcome.status
        if outcome.works:
            exists = self.subject.has_id and self.server.works > 0
            is_gone = self.subject.exchange.operation.http_method == "DELETE" and self.server.works > 0
            if exists or is_gone:
                # Done already: nothing is done twice that has an id, and the answer says so.
                status = status and (409 if exists else 404)
            else:
                self.server.works += 1
        self.last_status = status
        if status is None:
            kind = APITimeoutError if outcome.name == "timed out" else APIConnectionError
            return kind(f"Connection failed: the peer said {KEY}.", sent=outcome.sent)
        text = f'{{"error": "no, {KEY} may not", "status": {status}}}' if status >= 400 else "{}"
        response = Response(status, {"content-type": "application/json", **dict(outcome.headers)}, text.encode())
        if outcome.is_cut and not (self.subject.is_stream and response.is_success):
            response.content = text.encode()[: len(text) // 2]
            try:  # as an engine does that reads the body to its end
                response.give_up(APIConnectionError(f"The peer said {KEY}.", sent=True))
            except APIConnectionError as error:
                return error
        return response

    def beside(self, effect: Send) -> Any:
        """A request that is not the call: what was made is read back, and there is no document to be had."""
        self.server.now += SECONDS
        if effect.request.method == "GET" and ID in effect.request.target and self.server.works:
            return Response(200, {"content-type": "application/json"}, b"{}")
        return Response(404, {"content-type": "application/json"}, b'{"error": "not found"}')

    def state(self) -> tuple[Any, ...]:
        """All that what follows depends on: what the flow keeps, the server, and what is judged at the end."""
        ambiguous = any(one.is_ambiguous for one in self.seen)
        kept = tuple(sorted((name, repr(one)) for name, one in self.kept.items()))
        server = (self.server.works, round(self.server.now, 6), self.last_status)
        return (len(self.seen), self.seen[-1].name, ambiguous, *server, *kept)

    # --- what must hold ---------------------------------------------------------------------------------------------

    def expect(self, holds: bool, what: str) -> None:
        if not holds:
            path = ", ".join(outcome.name for outcome in self.outcomes)
            raise Violation(f"{self.subject.name}: {what}, after: {path}")

    def may_be_sent(self) -> None:
        """Whether the call may be sent once more after what became of it so far."""
        retry = self.subject.exchange.operation.retry
        self.expect(len(self.seen) <= RETRIES, "it is tried more often than was asked for")
        self.expect(self.server.now < self.end, "it is tried after the deadline")
        if not self.seen:
            return
        last = self.seen[-1]
        self.expect(retry != "never", "it is repeated, and must never be")
        self.expect(last.status != 0, "it is repeated after it was cancelled")
        repeats_safely = retry in {"safe", "client-id"}
        self.expect(repeats_safely or last.refuses, "it is repeated though it may have been done")
        final = (
            last.status is not None
            and not (last.is_cut and last.status == 200)
            and last.status not in {408, 425, 429, 500, 502, 503, 504}
        )
        self.expect(not final, "it is repeated after a final answer")

    def judge(self) -> None:
        """Whether the end of the path tells the truth."""
        operation = self.subject.exchange.operation
        done = self.server.works
        if operation.retry != "safe":
            self.expect(done <= 1, "the work is done twice")
        if self.seen[-1].status == 0:
            self.expect(isinstance(self.error, Cancelled), "a cancellation is swallowed")
            return
        if self.result is not None:
            self.judge_stream()
            absent = operation.http_method == "DELETE" and self.last_status == 404
            self.expect(self.result.is_success, "a failure is returned")
            self.expect(done > 0 or absent, "a success is reported that was none")
            return
        self.judge_error(done)

    def judge_stream(self) -> None:
        """Whether what a stream gives is whole, or an error says that it is not; the same after every beginning."""
        last, subject = self.seen[-1], self.subject
        if not subject.is_stream or not (self.result and self.result.is_success) or last.name in subject.read:
            return
        subject.read.add(last.name)
        for reply in subject.exchange.operation.replies:
            if not reply.is_stream:
                continue
            whole = b"{}\n{}\n" if reply.kind == "ndjson" else b"event: item\ndata: {}\n\nevent: close\ndata: {}\n\n"
            reader: Reader[Any] = Reader(subject.exchange.decoder, 1000, lambda _misfits: None)
            reader.open(Response(200, {"content-type": reply.media_type, "transfer-encoding": "chunked"}))
            try:
                list(reader.feed(whole[:-2] if last.is_cut else whole))
                list(reader.close())
                told = None
            except GoodMemError as error:
                told = error
            self.expect(told is None or last.is_cut, f"a whole stream is an error: {told}")
            self.expect(told is not None or not last.is_cut, "a cut stream is taken for a whole one")
            self.expect(not last.is_cut or isinstance(told, IncompleteStreamError), "it does not say that it was cut")

    def judge_error(self, done: int) -> None:
        error = self.error
        assert isinstance(error, GoodMemError)
        self.expect(self.seen[-1].name != "success" or self.last_status != 200, "a success is reported as an error")
        if self.seen[-1].is_cut and self.last_status == 200:
            self.expect(getattr(error, "sent", True), "it says that nothing was sent, and the answer had begun")
        for text in (str(error), repr(error), error.message, getattr(error, "body", "")):
            self.expect(KEY not in text, "a secret is in the error")
        unknown = isinstance(error, OutcomeUnknownError)
        ambiguous = any(one.is_ambiguous for one in self.seen)
        self.expect(not unknown or ambiguous, "an outcome is called unknown that is known")
        if isinstance(error, APIConnectionError):
            self.expect(error.sent or not any(one.works for one in self.seen[-1:]), "it says that nothing was sent")
            return
        if isinstance(error, APIError):
            self.expect(error.status_code == self.last_status, "another failure is told than the last one")
            lost = self.subject.has_id and error.status_code == 409 and done > 0 and len(self.seen) > 1
            self.expect(not lost, "a conflict with the call's own work hides that it was done")


Known = dict[tuple[Any, ...], int]
"""States that were gone on from, and how many paths that made."""


def explore(
    subject: Subject,
    call: Callable[[Plan], Any],
    deepest: int,
    prefix: tuple[Outcome, ...] = (),
    known: Known | None = None,
) -> int:
    """Try every path of at most so many outcomes, each judged; returns how many there are.

    Where two beginnings leave flow and server in one state, what follows is the same, and is gone through once.
    """
    known = {} if known is None else known
    paths = 0
    for outcome in OUTCOMES:
        run = Run(subject, call, (*prefix, outcome))
        if run.go():
            run.expect(len(run.seen) == len(run.outcomes), "it ended before its last outcome")
            run.judge()
            paths += 1
        elif len(run.outcomes) < deepest:
            state = run.state()
            if state not in known:
                known[state] = explore(subject, call, deepest, run.outcomes, known)
            paths += known[state]
    return paths
