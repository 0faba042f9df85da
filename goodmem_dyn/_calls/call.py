"""The sans-I/O flow of a whole call: a generator that yields what to do, and is told the outcome.

    flow = call(plan)
    effect = next(flow)            # Send(request) or Sleep(seconds)
    effect = flow.send(response)   # or flow.throw(error)
    … StopIteration.value is the result

Rules: retries and recovery live here and nowhere else, so that sync and async cannot differ. Flows compose with
`yield from`: what takes several requests is one flow. Only errors of the connection are caught; a cancellation passes
through untouched and is never retried.
"""

from __future__ import annotations

import time
from dataclasses import field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.log import Attempt, log_attempt, log_bodies, tell, wanted
from goodmem_dyn._calls.retry import RetryPolicy, repeat_after_error, repeat_after_status
from goodmem_dyn._records import record
from goodmem_dyn._wire.effects import Flow, Send, Sleep
from goodmem_dyn._wire.response import Response
from goodmem_dyn._wire.secrets import hidden_values, hide, hide_text, secret_headers, shown_id
from goodmem_dyn.errors import APIConnectionError, APITimeoutError, ConflictError, GoodMemError, OutcomeUnknownError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodmem_dyn._calls.credentials import Credentials
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._results.decoder import Decoder
    from goodmem_dyn._wire.effects import Effect
    from goodmem_dyn._wire.request import Request
    from goodmem_dyn.errors import APIError


@record(frozen=True)
class Conflict:
    """A 409 for the id of a create that may have been done already, by an attempt whose answer was lost.

    Attributes:
        resource_id: The id.
        response: The answer.
        elapsed: Seconds since the call began.
        remaining: Seconds that are left of its deadline; None without one.
    """

    resource_id: str
    response: Response
    elapsed: float
    remaining: float | None


@record
class Plan:
    """One call, ready to run.

    Attributes:
        recover: Reads the resource back after a conflict on the id of this call; a flow, made from a `Conflict`.
        resource_id: That id.
        explain: Says whether the server differs from the document, where that could be why a call failed; a flow.
        secrets: The keys that go with every request, to be hidden wherever the server repeats them.
        on_attempt: Told of every attempt.
        largest: Bytes that the body of a success may have; None for as many as content may.
        is_kept: Whether the caller waits for all of an open body.
        credentials: Puts keys into the request where the document says which; None where one key goes with every one.
        since: When its deadline began, by the clock, where that was before this call: it holds for several.
    """

    operation: Operation
    request: Request
    decoder: Decoder
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    timeout: Any = None
    stream: bool = False
    resource_id: str | None = None
    recover: Callable[[Conflict], Flow] | None = None
    explain: Callable[[APIError, float | None], Flow] | None = None
    secrets: Callable[[], Iterable[str]] | None = None
    on_attempt: Callable[[Attempt], object] | None = None
    credentials: Credentials | None = None
    clock: Callable[[], float] = time.monotonic
    largest: int | None = None
    is_kept: bool = False
    since: float | None = None

    def keys(self) -> Iterable[str]:
        """The keys that go with the request: those of every request, and those of this one."""
        carried = (self.request.headers[name] for name in self.request.key_headers if name in self.request.headers)
        others = self.secrets() if self.secrets is not None else ()
        return (*self.request.hidden, *carried, *secret_headers(self.request.headers), *others)


def call(plan: Plan) -> Flow:
    """The flow of one call; returns the `Response` of a success.

    Raises:
        APIError: The server's last answer was not a success.
        APIConnectionError: The last attempt had no answer.
        OutcomeUnknownError: Whether a create happened cannot be known, or its secret cannot be had again.
    """
    operation, policy, clock = plan.operation, plan.policy, plan.clock
    began = clock() if plan.since is None else plan.since
    end = None if policy.deadline is None else began + policy.deadline
    ambiguous = False
    attempt = 0
    unsigned, keys, renewed = plan.request, plan.credentials, False
    if keys is not None:
        plan.request = yield from keys.signed(operation, unsigned)
    while True:
        started = clock()
        left = None if end is None else end - started
        if left is not None and left <= 0:
            raise _expired(plan)
        try:
            response = yield Send(plan.request, plan.stream, plan.timeout, left, plan.largest, plan.is_kept)
        except APIConnectionError as error:
            ambiguous = ambiguous or error.sent
            repeat = repeat_after_error(operation, error)
            delay = _next_delay(plan, attempt, repeat=repeat, end=end)
            _observe(plan, attempt, started, None, error, delay)
            if delay is None:
                hide_text(error, plan.keys())
                final = _final(plan, end, ambiguous=ambiguous)
                if final is None:
                    _name(error, f"{operation.qualname}(): {error.message[0].lower()}{error.message[1:]}", attempt)
                    raise
                raise final from error
        else:
            if response.is_success:
                # Asked here too, because nearly nobody watches and a call of a function is dear.
                if plan.on_attempt is not None or wanted():
                    _observe(plan, attempt, started, response, None, None)
                return response
            if response.status == 401 and keys is not None and not renewed and keys.renewable(operation):
                renewed = True
                if plan.request.rewindable:
                    _observe(plan, attempt, started, response, None, 0.0)
                    plan.request = yield from keys.signed(operation, unsigned, plan.request)
                    continue
            repeat = repeat_after_status(operation, response.status, response.headers)
            delay = _next_delay(plan, attempt, repeat=repeat, end=end, headers=response.headers)
            _observe(plan, attempt, started, response, None, delay)
            if delay is None:
                return (yield from _failed(plan, response, began, end, attempt, ambiguous=ambiguous))
            # A server that failed may have done the work before it did.
            ambiguous = ambiguous or response.status >= 500
        yield Sleep(delay)
        attempt += 1


def _next_delay(plan: Plan, attempt: int, *, repeat: bool, end: float | None, headers: Any = None) -> float | None:
    if not repeat or attempt >= plan.policy.max_retries or not plan.request.rewindable:
        return None
    delay = plan.policy.delay(attempt, headers)
    if delay is None or (end is not None and plan.clock() + delay >= end):
        return None
    return delay


def _final(plan: Plan, end: float | None, *, ambiguous: bool) -> GoodMemError | None:
    """What the last attempt's failure to be answered means for the call, where it is more than that failure."""
    if ambiguous and _shows_secret_once(plan):
        return _unknown(plan)
    if end is not None and plan.clock() >= end:
        return _expired(plan, sent=ambiguous)
    return None


def _name(error: GoodMemError, message: str, attempt: int) -> None:
    """Say in an error how often the call was tried, where that was more than once."""
    error.message = f"{message} (tried {attempt + 1} times)" if attempt else message
    error.args = (error.message,)


def _failed(plan: Plan, response: Response, began: float, end: float | None, attempt: int, *, ambiguous: bool) -> Flow:
    """What an answer means that is not a success and is not repeated."""
    error = plan.decoder.error(response)
    _name(error, error.message, attempt)
    hide(error, hidden_values(plan.request.body, plan.decoder.surface.secrets, plan.keys()))
    if plan.explain is not None:
        reason = yield from plan.explain(error, None if end is None else end - plan.clock())
        if reason:
            error.message = f"{error.message} — {reason}"
            error.args = (error.message,)
    if not ambiguous:
        raise error
    if response.status == 404 and plan.operation.http_method == "DELETE":
        # An earlier attempt did it, and its answer was lost.
        return Response(204, response.headers, b"", response.raw)
    conflict = plan.resource_id if isinstance(error, ConflictError) else None
    if _shows_secret_once(plan) and (conflict is not None or error.retryable):
        raise _unknown(plan) from error
    if conflict is not None and plan.recover is not None:
        now = plan.clock()
        remaining = None if end is None else max(end - now, 0.001)
        try:
            outcome = yield from plan.recover(Conflict(conflict, response, now - began, remaining))
        except GoodMemError as failure:
            raise OutcomeUnknownError(
                f"{plan.operation.qualname}(): an answer was lost on the way, and whether {conflict} was created could "
                f"not be found out: {failure.message}",
                resource_id=conflict,
            ) from failure
        if outcome is not None:
            return outcome
    raise error


def _shows_secret_once(plan: Plan) -> bool:
    """Whether an answer that was lost had a secret in it that no other answer has."""
    operation = plan.operation
    if operation.client_id is not None:
        return operation.client_id.secret_once
    if operation.http_method != "POST" or operation.retry == "safe":
        return False
    resolver = plan.decoder.surface.resolver
    return any(
        member.get("x-goodmem-secret")
        for reply in operation.replies
        if reply.kind == "json"
        for member in resolver.follow(dict(reply.schema)).get("properties", {}).values()
    )


def _unknown(plan: Plan) -> OutcomeUnknownError:
    name, resource = plan.operation.qualname, plan.resource_id
    remedy = (
        f"If it was created, its id is {resource}: delete it and create another one."
        if resource
        else "Find out whether the server did it before you call it again."
    )
    return OutcomeUnknownError(
        f"{name}(): the answer was lost on the way, and the secret in it is shown only once. {remedy}",
        resource_id=resource,
    )


def _expired(plan: Plan, *, sent: bool = True) -> APITimeoutError:
    scope = "all attempts together" if plan.since is None else "all pages together in which nothing was"
    return APITimeoutError(
        f"{plan.operation.qualname}(): no success within the deadline of {plan.policy.deadline:g} seconds, {scope}. "
        "Raise deadline, or find out why the server is slow.",
        sent=sent,
    )


def _observe(
    plan: Plan,
    attempt: int,
    started: float,
    response: Response | None,
    error: BaseException | None,
    delay: float | None,
) -> None:
    if plan.on_attempt is None and not wanted():
        return
    operation = plan.operation
    record = Attempt(
        operation.qualname,
        operation.http_method,
        operation.path,
        attempt + 1,
        response.status if response else None,
        type(error).__name__ if error else None,
        plan.clock() - started,
        shown_id(response, plan.keys()) if response else None,
        delay,
    )
    log_attempt(record)
    log_bodies(plan.decoder.surface.secrets, plan.request, response, plan.keys)
    if plan.on_attempt is not None:
        tell(plan.on_attempt, record)


def begun(flow: Flow) -> Flow:
    """A flow that has done all it can without I/O: what is wrong with the arguments of a call is told at the call."""
    effect = next(flow)

    def rest(effect: Effect) -> Flow:
        try:
            while True:
                try:
                    outcome = yield effect
                except Exception as error:  # the flow decides: a caller's client may raise anything
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value
        finally:
            flow.close()

    return rest(effect)
