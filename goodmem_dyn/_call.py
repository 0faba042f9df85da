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

import json
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._decode import Response
from goodmem_dyn._log import Attempt, log_attempt, log_bodies, wanted
from goodmem_dyn._retry import RetryPolicy, repeat_after_error, repeat_after_status
from goodmem_dyn.errors import APIConnectionError, APITimeoutError, ConflictError, OutcomeUnknownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._decode import Decoder
    from goodmem_dyn._encode import Request
    from goodmem_dyn._surface import Operation
    from goodmem_dyn.errors import APIError


@dataclass
class Send:
    """Send a request. The outcome is a `Response`; with `stream`, the body of a success stays open."""

    request: Request
    stream: bool = False
    timeout: Any = None
    remaining: float | None = None


@dataclass
class Sleep:
    """Wait that many seconds."""

    seconds: float


@dataclass
class Save:
    """Write the body of an open response to a file; the outcome is the number of bytes."""

    response: Response
    target: Any
    progress: Callable[[int, int | None], object] | None = None


Flow = Generator[Any, Any, Any]
"""A generator that yields `Send`, `Sleep` and `Save`, and returns the result."""


@dataclass
class Plan:
    """One call, ready to run.

    Attributes:
        recover: Reads the resource back after a conflict on an id that this call chose: `recover(id)` is a flow.
        resource_id: That id.
        explain: Says whether the server differs from the document, where that could be why a call failed; a flow.
        on_attempt: Told of every attempt.
    """

    operation: Operation
    request: Request
    decoder: Decoder
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    timeout: Any = None
    stream: bool = False
    resource_id: str | None = None
    recover: Callable[[str], Flow] | None = None
    explain: Callable[[APIError], Flow] | None = None
    on_attempt: Callable[[Attempt], object] | None = None
    clock: Callable[[], float] = time.monotonic


def call(plan: Plan) -> Flow:
    """The flow of one call; returns the `Response` of a success.

    Raises:
        APIError: The server's last answer was not a success.
        APIConnectionError: The last attempt had no answer.
        OutcomeUnknownError: Whether a create happened cannot be known, or its secret cannot be had again.
    """
    operation, policy, clock = plan.operation, plan.policy, plan.clock
    end = None if policy.deadline is None else clock() + policy.deadline
    ambiguous = False
    attempt = 0
    while True:
        started = clock()
        if end is not None and started >= end:
            raise _expired(plan, policy)
        try:
            response = yield Send(
                plan.request, plan.stream, plan.timeout, None if end is None else max(end - started, 0.001)
            )
        except APIConnectionError as error:
            ambiguous = ambiguous or error.sent
            repeat = repeat_after_error(operation, sent=error.sent)
            delay = _next_delay(plan, attempt, repeat=repeat, end=end)
            _observe(plan, attempt, started, None, error, delay)
            if delay is None:
                if ambiguous and _secret_once(operation):
                    raise _unknown(plan) from error
                if end is not None and clock() >= end and not isinstance(error, APITimeoutError):
                    raise _expired(plan, policy) from error
                raise
        else:
            if response.is_success:
                _observe(plan, attempt, started, response, None, None)
                return response
            repeat = repeat_after_status(operation, response.status, response.headers)
            delay = _next_delay(plan, attempt, repeat=repeat, end=end, headers=response.headers)
            _observe(plan, attempt, started, response, None, delay)
            if delay is None:
                return (yield from _failed(plan, response, ambiguous=ambiguous))
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


def _failed(plan: Plan, response: Response, *, ambiguous: bool) -> Flow:
    """What an answer means that is not a success and is not repeated."""
    error = plan.decoder.error(response)
    if plan.explain is not None:
        reason = yield from plan.explain(error)
        if reason:
            error.message = f"{error.message} — {reason}"
            error.args = (error.message,)
    if not ambiguous:
        raise error
    if response.status == 404 and plan.operation.http_method == "DELETE":
        # An earlier attempt did it, and its answer was lost.
        return Response(204, response.headers, b"", response.raw)
    if isinstance(error, ConflictError) and plan.resource_id is not None:
        if _secret_once(plan.operation) or plan.recover is None:
            raise _unknown(plan) from error
        found = yield from plan.recover(plan.resource_id)
        if found is not None:
            return found
    raise error


def _secret_once(operation: Operation) -> bool:
    return operation.client_id is not None and operation.client_id.secret_once


def _unknown(plan: Plan) -> OutcomeUnknownError:
    name, resource = plan.operation.qualname, plan.resource_id
    return OutcomeUnknownError(
        f"{name}(): the answer was lost on the way, and the secret in it is shown only once. "
        + (f"If it was created, its id is {resource}: " if resource else "")
        + "delete it and create another one.",
        resource_id=resource,
    )


def _expired(plan: Plan, policy: RetryPolicy) -> APITimeoutError:
    return APITimeoutError(
        f"{plan.operation.qualname}(): no success within the deadline of {policy.deadline} seconds, all attempts "
        "together. Raise deadline, or find out why the server is slow."
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
        response.request_id if response else None,
        delay,
    )
    log_attempt(record)
    log_bodies(plan.decoder.surface.secrets, plan.request, response)
    if plan.on_attempt is not None:
        plan.on_attempt(record)


def matches(sent: Any, found: Any) -> bool:
    """Whether a resource is the one that was sent: every scalar field that both have is equal."""
    if not isinstance(sent, dict) or not isinstance(found, dict):
        return False
    return all(
        found[key] == value
        for key, value in sent.items()
        if key in found
        and isinstance(value, (str, int, float, bool))
        and isinstance(found[key], (str, int, float, bool))
    )


def wrapped(content: bytes, key: str | None) -> bytes:
    """A resource as a create answers with it: itself, or as the one member of an object."""
    return content if key is None else b'{"' + key.encode() + b'":' + content + b"}"


def load(content: bytes | None) -> Any:
    """A body as plain values, or None where it is not JSON."""
    try:
        return json.loads(content or b"")
    except ValueError:
        return None
