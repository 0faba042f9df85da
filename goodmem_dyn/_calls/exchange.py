"""One operation as it goes over the wire: arguments in, a request, its answer, a value out.

Rules: what is computed from the document is computed once for all clients of that document. Conveniences and methods
speak to an exchange, and an exchange knows neither.
"""

from __future__ import annotations

import os
import time
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.checker import Checker
from goodmem_dyn._arguments.encoder import Encoder
from goodmem_dyn._calls.call import Plan, call
from goodmem_dyn._calls.observing import Place
from goodmem_dyn._results.decoder import Decoder
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.secrets import hidden_values, hide
from goodmem_dyn.errors import APIResponseValidationError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodmem_dyn._calls.call import Conflict
    from goodmem_dyn._calls.context import Args, Context, Core
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.request import Request
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn.errors import APIError


class Exchanges:
    """The exchanges of one document; each is made on first use, and shared by all clients of that document."""

    def __init__(self, surface: Surface, model: Callable[[str], Any]) -> None:
        self.surface: Surface = surface
        self.model: Callable[[str], Any] = model
        self.checker: Checker = Checker(surface.resolver)
        self._made: dict[tuple[tuple[str, ...], str], Exchange] = {}

    def of(self, namespace: tuple[str, ...], name: str) -> Exchange:
        """The exchange of one operation."""
        exchange = self._made.get((namespace, name))
        if exchange is None:
            exchange = self._made[namespace, name] = Exchange(self.surface.operation(namespace, name), self)
        return exchange

    def by_qualname(self, qualname: str) -> Exchange:
        """The exchange of an operation by its dotted name."""
        *namespace, name = qualname.split(".")
        return self.of(tuple(namespace), name)


class Exchange:
    """An operation as it goes over the wire."""

    def __init__(self, operation: Operation, document: Exchanges) -> None:
        self.operation: Operation = operation
        self.document: Exchanges = document
        self.surface: Surface = document.surface

    @property
    def qualname(self) -> str:
        return self.operation.qualname

    @cached_property
    def encoder(self) -> Encoder:
        return Encoder(self.operation, self.document.checker)

    @cached_property
    def decoder(self) -> Decoder:
        return Decoder(self.operation, self.surface, self.document.model)

    def sibling(self, name: str) -> Exchange | None:
        """The operation of that name in the same namespace, or None."""
        namespace = self.operation.name.namespace
        known = name in self.surface.namespaces.get(namespace, ())
        return self.document.of(namespace, name) if known else None

    @cached_property
    def client_id_param(self) -> str | None:
        """The argument that carries the id of a create; None where the client does not choose it."""
        wire = self.operation.client_id and self.operation.client_id.wire
        return next((param.name for param in self.operation.params if wire and param.wire == wire), None)

    def prepare_all(self) -> None:
        """Make everything that calls would make on first use."""
        for param in self.operation.params:
            if param.location not in {"file", "local", "option"}:
                self.encoder.check(param.name)
        for reply in self.operation.replies:
            if reply.is_typed:
                self.decoder.validator(reply)
            if reply.is_stream:
                import goodmem_dyn._results.reader  # noqa: F401 - loaded here, so that no stream has to

    def request(self, args: Args, context: Context) -> Request:
        """The request of a call whose arguments are prepared."""
        core, client_id = context.core, self.operation.client_id
        is_repeatable = self.operation.retry == "client-id" and context.policy.max_retries > 0
        if client_id is not None and is_repeatable and expected().draws_ids:
            name = self.client_id_param
            if name is not None and args.get(name) in (None, NOT_GIVEN):
                args[name] = new_id()
                context.drawn = client_id.wire
        extra: Mapping[str, Any] = context.options
        if core.options.default_headers:
            headers = {**core.options.default_headers, **(extra.get("extra_headers") or {})}
            extra = {**extra, "extra_headers": headers}
        events = context.is_open and self.operation.stream is not None
        request = self.encoder.encode(args, extra=extra, events=events)
        if core.credentials is None and self.operation.key_place != self.surface.key_place:
            request.key_place = self.operation.key_place
        return request

    def send(self, args: Args, context: Context) -> Flow:
        """Encode and send; returns the response of a success."""
        request = context.request = self.request(args, context)
        flow = call(self.plan(request, context))
        if Place.observer is not None and not context.is_open:
            flow = Place.observer.call(flow, context)
        response = yield from flow
        context.response = response
        return response

    def plan(self, request: Request, context: Context) -> Plan:
        """How the request is to be sent."""
        core, client_id = context.core, self.operation.client_id
        sent = request.body if client_id is not None and isinstance(request.body, dict) else {}
        return Plan(
            operation=self.operation,
            request=request,
            decoder=self.decoder,
            policy=context.policy,
            timeout=context.timeout,
            stream=context.is_open,
            resource_id=sent.get(client_id.wire) if client_id is not None else None,
            recover=partial(self._recover, sent, context) if client_id is not None and client_id.read else None,
            explain=partial(self.explain, core),
            secrets=core.connection.secrets,
            on_attempt=core.options.on_attempt,
            largest=self.decoder.largest,
            is_kept=context.is_kept,
            credentials=core.credentials,
            since=context.since,
        )

    def _recover(self, sent: dict[str, Any], context: Context, conflict: Conflict) -> Flow:
        from goodmem_dyn._calls.recovery import recover

        return recover(self, sent, context, conflict)

    def decoded(self, response: Response, context: Context) -> Flow:
        """The value of a success.

        Raises:
            APIResponseValidationError: It is not what the document promises; the error says what the server differs in.
        """
        try:
            return self.decoder.decode(response, partial(context.core.tell, self.operation))
        except APIResponseValidationError as error:
            sent = context.request.body if context.request is not None else None
            hide(error, hidden_values(sent, self.surface.secrets, context.core.connection.secrets()))
            reason = yield from self.explain(context.core, error)
            if reason:
                error.message = f"{error.message} — {reason}"
                error.args = (error.message,)
            raise

    def explain(self, core: Core, error: APIError, remaining: float | None = None) -> Flow:
        """What a difference between client and server has to do with a failure, as text; empty where nothing."""
        if core.explain is None:
            return ""
        try:
            return (yield from core.explain(core, self.operation, error, remaining))
        except Exception:  # whatever a caller's client raises for it, the error at hand is the caller's
            return ""


def new_id() -> str:
    """A UUID, version 7, as servers draw them: ids sort by the time they were made at."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """As many of them, drawn at once."""
    # Without what importing uuid costs, and for Pythons whose uuid knows no version 7.
    time_text, drawn = f"{time.time_ns() // 1_000_000:012x}", os.urandom(10 * count).hex()
    start = f"{time_text[:8]}-{time_text[8:]}-7"
    return [
        f"{start}{drawn[at + 1 : at + 4]}-{_VARIANT[drawn[at]]}{drawn[at + 5 : at + 8]}-{drawn[at + 8 : at + 20]}"
        for at in range(0, 20 * count, 20)
    ]


_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
"""A random digit → the one that says which kind of UUID this is, and keeps two random bits."""
