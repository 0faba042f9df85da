"""The ASGI application: one request from socket to reply.

Rules this module keeps:

- The order is: route, faults, drain, key, body, validation, handler. A request without a key learns nothing else.
- Handlers run in worker threads; the event loop only moves bytes.
- Every failure has one of the three error bodies; an unexpected one is a logged 500.
- With `validate_responses`, a successful JSON reply that the document does not allow becomes a 500 that says why.
"""

from __future__ import annotations

import logging
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect, Request

from goodmem_dyn._bounds import THREADS, THREADS_OF_ONE_USER
from goodmem_dyn.local._contract.parameters import path_values, query_values
from goodmem_dyn.local._contract.routing import Router
from goodmem_dyn.local._http.messages import abort, read_body, read_form, send_events, send_reply
from goodmem_dyn.local._operations import (
    admin,
    batch,
    checks,
    content,
    decision_models,
    enrollments,
    keys,
    memories,
    models,
    ownership,
    policy,
    service_identities,
    spaces,
    system,
    users,
)
from goodmem_dyn.local._operations.auth import authenticate
from goodmem_dyn.local._search import engines
from goodmem_dyn.local._state.calls import HANDLERS, Call, Events, Reply
from goodmem_dyn.local._state.trouble import kind
from goodmem_dyn.local.errors import ApiError, DecodeError, ServerError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from goodmem_dyn.local._contract.document import Document, Operation
    from goodmem_dyn.local._http.replies import ReplyValidator
    from goodmem_dyn.local._state.callers import Principal
    from goodmem_dyn.local._state.state import State
    from goodmem_dyn.local.faults import Fault

_log = logging.getLogger("goodmem_dyn.local")
_WHILE_DRAINING = {"getSystemInfo", "drainServer"}

# Importing these modules registers their handlers.
_HANDLER_MODULES = (
    *(admin, batch, checks, content, decision_models, engines, enrollments, keys, memories, models, ownership, policy),
    *(service_identities, spaces, system, users),
)


class Api:
    """The API of the document; everything else goes to `other`."""

    def __init__(
        self,
        document: Document,
        state: Callable[[], State],
        other: ASGIApp,
        replies: ReplyValidator | None,
    ) -> None:
        self._document = document
        self._state = state
        self._other = other
        self._replies = replies
        self._router = Router(document.operations)
        self._limiter: anyio.CapacityLimiter | None = None
        self._turns: dict[str, list[Any]] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            return
        try:
            operation, variables = self._router.find(scope["method"], scope["raw_path"])
        except ApiError as error:
            if error.status == 404 and not scope["raw_path"].startswith(b"/v1/"):
                await self._other(scope, receive, send)
            else:
                await self._refuse(error, scope, send)
            return
        state = self._state()
        with self._lock:
            state.in_flight += 1
        try:
            await self._serve(state, operation, variables, scope, receive, send)
        except ServerError as error:
            await self._refuse(error, scope, send)
        except ClientDisconnect:
            await abort(scope, receive)
        except RecursionError:
            await self._refuse(ApiError(400, "The request is nested too deep"), scope, send)
        except Exception as error:
            reason = kind(error)
            if reason is not None:
                state.trouble.tell(error)
                await self._refuse(_unusable(reason), scope, send)
                return
            _log.exception("%s failed", operation.id)
            await self._refuse(ApiError(500, f"Internal error in {operation.id}: {error}"), scope, send)
        finally:
            with self._lock:
                state.in_flight -= 1

    async def _refuse(self, error: ServerError, scope: Scope, send: Send) -> None:
        await send_reply(Reply(error.status, error.body(), error.headers), scope, send)

    async def _serve(
        self, state: State, operation: Operation, variables: dict[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        faults = state.faults.take(operation.id)
        if not await _meet(faults, scope, receive):
            return
        if state.lifecycle != "READY" and operation.id not in _WHILE_DRAINING:
            raise ApiError(503, "The server is draining and not accepting new requests")
        request = Request(scope, receive)
        caller = None if operation.public else authenticate(state, request.headers.get("x-api-key"))
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        path = path_values(operation, variables)
        query, named = query_values(self._document, operation, pairs, lenient_sizes=state.settings.lenient_max_results)
        handler = HANDLERS.get(operation.id)
        if handler is None:
            raise ApiError(501, f"The embedded server does not have the operation {operation.id}")
        raw, media, part, files = await self._body(state, operation, request)

        def run() -> Reply | Events:
            body = state.validator.body(operation, raw, media, part)
            call = Call(state, operation, path, query, named, body, request.headers, files, caller)
            return _checked(call, handler(call))

        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(THREADS)
        try:
            async with self._turn(caller):
                result = await anyio.to_thread.run_sync(run, limiter=self._limiter)
        finally:
            for upload in files.values():
                upload.file.close()
        dropped = any(fault.kind == "drop" and fault.when == "after" for fault in faults)
        if isinstance(result, Events) and not dropped:
            source = result.source if self._replies is None else self._replies.events(operation, result.source)
            cut = next((fault.events for fault in faults if fault.kind == "cut"), None)
            await send_events(source, scope, receive, send, cut=cut)
            return
        if dropped or isinstance(result, Events):
            await abort(scope, receive)
            return
        if self._replies is not None:
            self._replies.check(operation, result)
        await send_reply(result, scope, send)

    @asynccontextmanager
    async def _turn(self, caller: Principal | None) -> AsyncIterator[None]:
        """A place among the requests of one user, who may not take all threads."""
        user = caller.id if caller is not None else ""
        waiting, turns = self._turns.setdefault(user, [0, anyio.Semaphore(THREADS_OF_ONE_USER)])
        self._turns[user][0] = waiting + 1
        try:
            async with turns:
                yield
        finally:
            self._turns[user][0] -= 1
            if not self._turns[user][0]:
                del self._turns[user]

    async def _body(
        self, state: State, operation: Operation, request: Request
    ) -> tuple[bytes, str, str | None, dict[str, Any]]:
        """Raw JSON, its media type, the part it came in, and the file parts."""
        largest = state.settings.max_body_bytes
        media = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if media != "multipart/form-data":
            return await read_body(request, largest), "application/json", None, {}
        schema = operation.body_schema(media)
        if schema is None:
            raise DecodeError(f"{operation.id} takes no multipart body")
        part = "requests" if "requests" in schema["properties"] else "request"
        raw, files = await read_form(request, part, largest)
        return raw, media, part, files


def _checked(call: Call, result: Reply | Events) -> Reply | Events:
    """A result that goes out only if its handler asked what the caller may do; a stream asks before its first event.

    Raises:
        RuntimeError: it did not.
    """
    if call.operation.public:
        return result
    if isinstance(result, Events):
        return Events(_asked_first(call, result.source))
    call.access.check_asked()
    return result


async def _asked_first(call: Call, source: AsyncIterator[dict[str, Any]]) -> AsyncIterator[dict[str, Any]]:
    async for event in source:
        call.access.check_asked()
        yield event


def _unusable(reason: str) -> ApiError:
    """What a request is told while the database takes no changes."""
    if reason == "full":
        return ApiError(507, "The disk of the database is full: nothing was stored. Free some space, then try again")
    return ApiError(
        503, "Another program holds the lock of the database: nothing was stored", headers={"Retry-After": "1"}
    )


async def _meet(faults: list[Fault], scope: Scope, receive: Receive) -> bool:
    """Faults that act before the operation; False when there is nobody left to answer.

    Raises:
        ApiError: a `status` fault.
    """
    for fault in faults:
        if fault.kind == "delay":
            await anyio.sleep(fault.seconds)
        elif fault.kind == "drop" and fault.when == "before":
            await abort(scope, receive)
            return False
        elif fault.kind == "status":
            headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
            raise ApiError(fault.status, fault.message, headers=headers)
    return True


def build(document: Document, state: Callable[[], State], other: ASGIApp, replies: ReplyValidator | None) -> ASGIApp:
    """The whole application."""
    return Api(document, state, other, replies)
