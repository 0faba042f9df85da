"""Calls to a provider that are timed: does a model answer, and how fast.

Rules kept here:

- The provider is really called, as retrieval would call it. What it does wrong is in the result, never an HTTP error;
  only a target that is missing (404), somebody else's (403) or cannot be called at all (412) is.
- A stream starts a ping every interval, at most so many at a time, reports each as it ends, and ends with a summary. It
  runs its course: no overall timeout cuts it short.
- Limits that a request exceeds are applied and named in a notice and in the summary.
- The provider's own clock is not known: its two times in ``timing`` are 0.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import random
import statistics
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn._bounds import PROVIDER_SHOWN
from goodmem_dyn.local._providers import calls, decisions, wire
from goodmem_dyn.local._providers.wire import ProviderError
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from goodmem_dyn.local._state.access import Access
    from goodmem_dyn.local._state.state import State

_KINDS: Final = {"EMBEDDER": "embedder", "RERANKER": "reranker", "LLM": "llm", "DECISION_MODEL": "decision model"}
_TASKS: Final = {"EMBEDDER": "embed", "RERANKER": "rerank", "LLM": "chat", "DECISION_MODEL": "decide"}
_TEXT: Final = "ping"
_QUESTIONS: Final = {_TEXT: {"instructions": {"text": _TEXT}, "noul": {}}}
_DEFAULT_TIMEOUT_MS: Final = 5_000
#: name → default, least and most.
_LIMITS: Final = {"count": (4, 1, 1_000), "intervalMs": (1_000, 10, 3_600_000), "maxInFlight": (1, 1, 16)}
_MOST_BYTES: Final = 1 << 20
_MOST_TIMEOUT_MS: Final = 600_000


@dataclass(frozen=True, slots=True)
class _Target:
    """What is called, with what, and how long it may take in seconds."""

    info: dict[str, str]
    request: wire.Request
    timeout: float
    metadata: dict[str, str]


def once(state: State, access: Access, request: dict[str, Any]) -> dict[str, Any]:
    """Ping once.

    Args:
        state: The server's state.
        access: What whoever asks may do.
        request: A ``PingOnceRequest`` that its schema allows.

    Returns:
        A ``PingResult``.

    Raises:
        ServerError: 400, 403, 404 or 412; not for what the provider does.
    """
    result, _ = _ping(_target(state, access, request), 1)
    return result


async def stream(state: State, access: Access, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
    """Ping several times; yield ``PingEvent`` objects: a notice if need be, results as they come, a summary.

    Raises:
        ServerError: As `once`, before the first event.
    """
    target = await asyncio.to_thread(_target, state, access, request)
    limits, applied = _limits(request)
    if applied:
        message = f"Limits of this server were applied: {', '.join(f'{k}={v}' for k, v in applied.items())}"
        yield {"notice": {"code": "LIMITS_APPLIED", "message": message, "details": applied}}
    slots = asyncio.Semaphore(limits["maxInFlight"])
    done: asyncio.Queue[tuple[dict[str, Any], str]] = asyncio.Queue()
    start = time.perf_counter()

    async def run(seq: int) -> None:
        async with slots:
            await done.put(await asyncio.to_thread(_ping, target, seq))

    async def pace() -> None:
        for number in range(limits["count"]):
            due = start + number * limits["intervalMs"] / 1_000
            if number and request.get("jitter"):
                due += random.uniform(-0.1, 0.1) * limits["intervalMs"] / 1_000  # noqa: S311 - spreads load only
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(run(number + 1)))

    tasks: list[asyncio.Task[None]] = []
    pacer = asyncio.create_task(pace())
    results: list[tuple[dict[str, Any], str]] = []
    try:
        while len(results) < limits["count"]:
            results.append(await done.get())
            yield {"result": results[-1][0]}
    finally:
        for task in (pacer, *tasks):
            task.cancel()
        await asyncio.gather(pacer, *tasks, return_exceptions=True)
    yield {"summary": _summary(target, results, time.perf_counter() - start, applied)}


def _target(state: State, access: Access, request: dict[str, Any]) -> _Target:
    target_id = canonical_id(request["targetId"])
    if target_id is None:
        raise ApiError(400, f"Invalid target ID format: {request['targetId']}")
    hint = request.get("targetTypeHint") or "TARGET_TYPE_UNSPECIFIED"
    kinds = {kind: name for kind, name in _KINDS.items() if hint in {kind, "TARGET_TYPE_UNSPECIFIED"}}
    with state.store.read() as connection:
        rows = ((kind, state.model(connection, name, target_id)) for kind, name in kinds.items())
        kind, row = next(((kind, row) for kind, row in rows if row is not None), ("", None))
        if row is not None:
            access.find(connection, kind, target_id)
    if row is None:
        wanted = "embedder, reranker, LLM or decision model" if len(kinds) > 1 else hint.lower().replace("_", " ")
        raise ApiError(404, f"Ping target not found: there is no {wanted} {target_id}")
    timeout_ms = request.get("timeoutMs") or _DEFAULT_TIMEOUT_MS
    if not 0 < timeout_ms <= _MOST_TIMEOUT_MS:
        raise ValidationError([("timeoutMs", f"Must be between 0 (the default) and {_MOST_TIMEOUT_MS}")])
    try:
        outgoing = _outgoing(kind, row, request)
    except ProviderError as error:
        raise ApiError(412, f"The target cannot be called: {error}") from None
    if calls.is_own(row, _TASKS[kind], state.base_url):
        outgoing = replace(outgoing, headers={**outgoing.headers, "x-api-key": state.own_key})
    info = {
        "targetType": kind,
        "targetId": target_id,
        "resolvedEndpoint": wire.without_user(wire.url(row, _TASKS[kind])),
        "provider": row["providerType"],
        "modelIdentifier": row["modelIdentifier"],
    }
    metadata = {"payloadType": _payload_type(request), **(request.get("labels") or {})}
    return _Target(info, outgoing, timeout_ms / 1_000, metadata)


def _payload_type(request: dict[str, Any]) -> str:
    payload_type = request.get("payloadType") or "PAYLOAD_TYPE_UNSPECIFIED"
    return "TEXT" if payload_type == "PAYLOAD_TYPE_UNSPECIFIED" else str(payload_type)


def _outgoing(kind: str, row: dict[str, Any], request: dict[str, Any]) -> wire.Request:
    """Return what is posted: a text the way the provider takes it, JSON and binary payloads as they are."""
    payload, size = request.get("payload"), request.get("payloadSizeBytes") or 0
    if not 0 <= size <= _MOST_BYTES or len(payload or "") > _MOST_BYTES:
        raise ValidationError([("payloadSizeBytes", f"A payload has 0 to {_MOST_BYTES} bytes")])
    form = _payload_type(request)
    text = payload if payload and form == "TEXT" else (f"{_TEXT} " * size)[:size].strip() or _TEXT
    if kind == "EMBEDDER":
        outgoing = wire.embed_request(row, [text], "query")
    elif kind == "RERANKER":
        outgoing = wire.rerank_request(row, text, [text])
    elif kind == "DECISION_MODEL":
        outgoing = decisions.outgoing(row, decisions.body(row, {"state": {"text": text}, "questions": _QUESTIONS}))
    else:
        outgoing = wire.chat_request(row, text, None, temperature=0.0, max_tokens=1)
    if not payload or form == "TEXT":
        return outgoing
    try:
        if form == "JSON":
            json.loads(payload)
            return replace(outgoing, body=payload.encode())
        headers = {**outgoing.headers, "content-type": "application/octet-stream"}
        return replace(outgoing, body=base64.b64decode(payload, validate=True), headers=headers)
    except (binascii.Error, ValueError):
        raise ValidationError([("payload", "Not valid JSON" if form == "JSON" else "Not valid base64")]) from None


def _ping(target: _Target, seq: int) -> tuple[dict[str, Any], str]:
    """Return a result, and how it ended: ``ok``, ``error`` or ``timeout``."""
    sent = time.time_ns()
    start = time.perf_counter()
    received, http_status, message, outcome = 0, 0, None, "ok"
    try:
        response = calls.send(target.request, timeout=target.timeout)
        received, http_status = len(response.content), response.status_code
        if not response.is_success:
            # What stands there may be the answer of a service that the caller cannot reach.
            shown = f": {response.text[:PROVIDER_SHOWN]}" if target.request.is_root else ""
            outcome, message = "error", f"HTTP {http_status}{shown}"
    except ProviderError as error:
        outcome, message = "timeout" if error.code == "TIMEOUT" else "error", str(error)
    rtt = (time.perf_counter() - start) * 1_000
    result = {
        "endpoint": target.info,
        "seq": seq,
        "bytesSent": len(target.request.body),
        "bytesReceived": received,
        "ok": outcome == "ok",
        "httpStatus": http_status,
        "rttMs": rtt,
        "timing": {
            "clientSendTimeUnixNanos": sent,
            "serverReceivedTimeUnixNanos": 0,
            "serverSendTimeUnixNanos": 0,
            "clientReceiveTimeUnixNanos": sent + int(rtt * 1_000_000),
        },
        "metadata": target.metadata,
    }
    return ({**result, "errorMessage": message} if message else result), outcome


def _limits(request: dict[str, Any]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the limits in force, and those of them that are not what was asked for."""
    limits: dict[str, int] = {}
    applied: dict[str, str] = {}
    for name, (default, least, most) in _LIMITS.items():
        asked = request.get(name) or default
        if asked < 0:
            raise ValidationError([(name, "Must not be negative; 0 means the default")])
        limits[name] = min(max(asked, least), most)
        if limits[name] != asked:
            applied[name] = str(limits[name])
    return limits, applied


def _summary(
    target: _Target, results: list[tuple[dict[str, Any], str]], seconds: float, applied: dict[str, str]
) -> dict[str, Any]:
    answered = sorted(result["rttMs"] for result, _ in results if result["httpStatus"])
    outcomes = [outcome for _, outcome in results]
    moved = sum(result["bytesSent"] + result["bytesReceived"] for result, _ in results)

    def percentile(share: float) -> float:
        return answered[min(len(answered) - 1, int(share * len(answered)))] if answered else 0.0

    return {
        "endpoint": target.info,
        "requests": len(results),
        "responses": len(answered),
        "ok": outcomes.count("ok"),
        "timeouts": outcomes.count("timeout"),
        "errors": outcomes.count("error"),
        "rttMinMs": percentile(0.0),
        "rttAvgMs": statistics.fmean(answered) if answered else 0.0,
        "rttP50Ms": percentile(0.5),
        "rttP90Ms": percentile(0.9),
        "rttP99Ms": percentile(0.99),
        "rttMaxMs": percentile(1.0),
        "requestsPerSecond": len(results) / seconds,
        "bytesPerSecond": moved / seconds,
        "appliedLimits": applied,
    }
