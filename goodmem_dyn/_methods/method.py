"""One method: an operation with its conveniences, as a flow.

Rules: the arguments a method accepts are those of its signature, and no others. A convenience adds arguments, rewrites
what was given, or wraps the flow; the first one in the list is the outermost. What is computed from the document is
computed once for all clients of that document.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.checker import Checker
from goodmem_dyn._arguments.encoder import Encoder
from goodmem_dyn._arguments.quoting import check_extra
from goodmem_dyn._arguments.refusals import fail, nearest
from goodmem_dyn._calls.call import Plan, call, is_older, load, matches, wrapped
from goodmem_dyn._calls.retry import RetryPolicy, check_deadline
from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.names import identifier
from goodmem_dyn._methods.signature import OPTION_PARAMS, takes_none
from goodmem_dyn._results.decoder import Decoder
from goodmem_dyn._results.pages import AsyncPage, Cursor, Page, check_max_items
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.response import Response
from goodmem_dyn.errors import APIResponseValidationError, InvalidRequestError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from goodmem_dyn._calls.call import Conflict
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation, Param
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.request import Request
    from goodmem_dyn.errors import APIError

OPTIONS = frozenset(param.name for param in OPTION_PARAMS)
OPTIONS_WITH_NONE = frozenset(param.name for param in OPTION_PARAMS if takes_none(param))


@dataclass(frozen=True)
class Options:
    """What holds for every call of a client unless the call says otherwise.

    Attributes:
        max_retries: Repetitions after a failure that allows one.
        deadline: Seconds for a whole call; None for no limit.
        timeout: Set by `with_options`; NOT_GIVEN for the connection's own.
        default_headers: Sent with every request.
        max_event_bytes: One event of a stream may be this large.
        on_attempt: Told of every attempt.
    """

    max_retries: int = 2
    deadline: float | None = None
    timeout: Any = NOT_GIVEN
    default_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    max_event_bytes: int = 8 * 1024 * 1024
    on_attempt: Callable[[Any], object] | None = None


@dataclass(frozen=True)
class Variant:
    """One of the ways to call a method, where an argument decides what else is taken or what comes back: an overload.

    Attributes:
        given: Arguments of this way, with their types where they are narrower than in the signature. One is required,
            unless its type is the Literal of its default.
        without: Arguments that this way does not take.
        returns: What it returns, where that differs.
    """

    given: Mapping[str, str | None] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    returns: str | None = None


@dataclass(frozen=True)
class Nested:
    """What a convenience makes of an object that is nested in an argument.

    Attributes:
        optional: Required keys that may be left out.
        added: Keys that it takes besides.
    """

    optional: frozenset[str] = frozenset()
    added: tuple[Param, ...] = ()


MAX_VARIANTS = 6
"""More overloads than that would help nobody: those of the conveniences that act last are left out first."""


def combined(groups: Iterable[tuple[Variant, ...]]) -> tuple[Variant, ...]:
    """The variants of a method whose conveniences each have some: every choice of one from each."""
    chosen = [group for group in groups if group]
    while math.prod(map(len, chosen)) > MAX_VARIANTS:
        chosen.pop()
    return tuple(
        Variant(
            {name: kind for one in choice for name, kind in one.given.items()},
            frozenset[str]().union(*(one.without for one in choice)),
            next((one.returns for one in choice if one.returns is not None), None),
        )
        for choice in (product(*chosen) if chosen else ())
    )


def one_of(*names: str) -> tuple[Variant, ...]:
    """The variants of arguments of which exactly one is to be given."""
    return tuple(Variant({name: None}, frozenset(names) - {name}) for name in names)


class Convenience:
    """Something a method does beyond its operation; found by structure, never by name.

    A subclass says in `find` which operations it applies to, and what it adds there.
    """

    params: tuple[Param, ...] = ()
    """Arguments that it adds to the signature."""

    hidden: frozenset[str] = frozenset()
    """Arguments of the operation that it replaces, and that no longer show."""

    optional: frozenset[str] = frozenset()
    """Required arguments that it can fill in."""

    note: str = ""
    """A sentence for the docstring."""

    returns: str | None = None
    """The type of the result, where it changes it."""

    variants: tuple[Variant, ...] = ()
    """The overloads that it gives the method."""

    shapes: Mapping[str, Nested] = MappingProxyType({})
    """Schema → what it makes of it where it is nested in an argument."""

    def widen(self, param: Param) -> str:
        """The type of an argument of the operation, with what this convenience takes besides."""
        return param.annotation

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        """This convenience for a method, or None where the structure is not there."""
        raise NotImplementedError

    def prepare(self, args: dict[str, Any], context: Context) -> None:
        """Rewrite the arguments in place, or raise InvalidRequestError."""

    def run(self, args: dict[str, Any], context: Context, inner: _Inner) -> Flow:
        """Wrap the flow; the default only passes through."""
        return (yield from inner(args, context))


@dataclass
class Context:
    """One call on its way: what it belongs to and what it was given besides arguments of the API.

    Attributes:
        core: The client.
        method: The method that was called.
        options: `timeout`, `extra_headers` and the like, as given.
        response: The last answer, for callers who want it raw.
        read_timeout: Seconds that the server may need by its own budget.
        given: The Python names of the arguments as the caller gave them.
        drawn: The wire name of the id that was drawn for this call, where one was.
    """

    core: Core
    method: Method
    options: dict[str, Any]
    response: Response | None = None
    read_timeout: float | None = None
    given: frozenset[str] = frozenset()
    drawn: str | None = None


if TYPE_CHECKING:
    _Inner = Callable[[dict[str, Any], Context], Flow]


class Catalog:
    """The methods of one document; shared by all clients of it."""

    def __init__(self, surface: Surface, model: Callable[[str], Any]) -> None:
        self.surface: Surface = surface
        self.checker: Checker = Checker(surface.resolver)
        self.model: Callable[[str], Any] = model
        self._methods: dict[tuple[tuple[str, ...], str], Method] = {}
        self.derived: dict[tuple[tuple[str, ...], str], Any] = {}
        self.classes: dict[tuple[tuple[str, ...], bool], Any] = {}

    def method(self, namespace: tuple[str, ...], name: str) -> Method:
        """One method; made on first use."""
        found = self._methods.get((namespace, name))
        if found is None:
            found = self._methods[namespace, name] = Method(self, self.surface.operation(namespace, name))
        return found

    def by_qualname(self, qualname: str) -> Method:
        """A method by its dotted name."""
        *namespace, name = qualname.split(".")
        return self.method(tuple(namespace), name)


class Method:
    """An operation as a method."""

    def __init__(self, catalog: Catalog, operation: Operation) -> None:
        self.catalog: Catalog = catalog
        self.operation: Operation = operation
        self.surface: Surface = catalog.surface

    @cached_property
    def conveniences(self) -> list[Convenience]:
        """The conveniences that the structure of this operation calls for, outermost first."""
        from goodmem_dyn._conveniences.order import CONVENIENCES

        return [one for kind in CONVENIENCES if (one := kind.find(self)) is not None]

    @property
    def qualname(self) -> str:
        return self.operation.qualname

    @cached_property
    def encoder(self) -> Encoder:
        return Encoder(self.operation, self.catalog.checker)

    @cached_property
    def decoder(self) -> Decoder:
        return Decoder(self.operation, self.surface, self.catalog.model)

    @cached_property
    def params(self) -> tuple[Param, ...]:
        """The arguments of the method: the operation's, the conveniences', the call's options."""
        hidden = {name for one in self.conveniences for name in one.hidden}
        optional = {name for one in self.conveniences for name in one.optional}
        own = [
            replace(param, required=param.required and param.name not in optional, annotation=self.widened(param))
            for param in self.operation.params
            if param.name not in hidden
        ]
        taken = {param.name for param in own}
        added = [param for one in self.conveniences for param in one.params if param.name not in taken]
        body = self.operation.body
        options = [
            option
            for option in OPTION_PARAMS
            if option.name != "extra_body" or (body is not None and body.kind in {"json", "multipart", "form"})
        ]
        return (*sorted([*own, *added], key=lambda param: not param.required), *options)

    def widened(self, param: Param) -> str:
        """The type of an argument with what the conveniences take besides."""
        for one in self.conveniences:
            param = replace(param, annotation=one.widen(param))
        return param.annotation

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """Its overloads; none for a method that has one signature only."""
        return combined(one.variants for one in self.conveniences)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(param.name for param in self.params)

    @property
    def is_stream(self) -> bool:
        return self.operation.stream is not None

    @cached_property
    def result(self) -> str:
        """The type of the result of one call, as Python text."""
        for one in self.conveniences:
            if one.returns is not None:
                return one.returns
        operation = self.operation
        if operation.paging is not None:
            return f"Page[{operation.paging.item_annotation}]"
        texts: list[str] = []
        for reply in operation.replies:
            if reply.is_typed:
                texts.append(annotation(dict(reply.schema) or True, self.surface.resolver, RESULTS))
            else:
                texts.append({"binary": "bytes", "text": "str", "empty": "None"}[reply.kind])
        return " | ".join(dict.fromkeys(texts)) or "None"

    def prepare_all(self) -> None:
        """Make everything that calls of this method would make on first use."""
        for param in self.operation.params:
            if param.location not in {"file", "local", "option"}:
                self.encoder.check(param.name)
        for reply in self.operation.replies:
            if reply.is_typed:
                self.decoder.validator(reply)

    # Calls ---------------------------------------------------------------------------------------------------

    def split(self, kwargs: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Arguments and options; unknown names are refused with the nearest one."""
        if not kwargs.keys() <= self.names:
            unknown = [name for name in kwargs if name not in self.names]
            known = sorted(self.names - OPTIONS)
            problems = [f"there is no argument {name!r}.{nearest(name, self.names)}" for name in unknown]
            problems[-1] += f" Arguments: {', '.join(known) or 'none'}."
            raise fail(problems, f"{self.qualname}()")
        if OPTIONS.isdisjoint(kwargs):
            return kwargs, {}
        options = {name: kwargs.pop(name) for name in OPTIONS & kwargs.keys()}
        if not options:
            return kwargs, options
        options = {
            name: value
            for name, value in options.items()
            if value is not NOT_GIVEN and (value is not None or name in OPTIONS_WITH_NONE)
        }
        check_extra(options, f"{self.qualname}()")
        return kwargs, options

    def context(self, core: Core, kwargs: dict[str, Any]) -> tuple[dict[str, Any], Context]:
        """A call's arguments and its context."""
        args, options = self.split(dict(kwargs))
        args = {name: value for name, value in args.items() if value is not NOT_GIVEN}
        return args, Context(core, self, options, given=frozenset(args))

    @cached_property
    def preparing(self) -> list[Convenience]:
        """The conveniences that rewrite arguments."""
        return [one for one in self.conveniences if type(one).prepare is not Convenience.prepare]

    @cached_property
    def wrapping(self) -> list[Convenience]:
        """The conveniences that wrap the flow, innermost first."""
        return [one for one in reversed(self.conveniences) if type(one).run is not Convenience.run]

    def prepared(self, args: dict[str, Any], context: Context) -> dict[str, Any]:
        """The arguments after every convenience rewrote them."""
        for one in self.preparing:
            one.prepare(args, context)
        return args

    def flow(self, core: Core, kwargs: dict[str, Any]) -> Flow:
        """The flow of one call."""
        args, context = self.context(core, kwargs)
        return self.run(args, context)

    def run(self, args: dict[str, Any], context: Context) -> Flow:
        """The flow of one call whose names were checked."""
        inner: _Inner = self.bare
        for one in self.wrapping:
            inner = partial(one.run, inner=inner)
        return inner(args, context)

    def bare(self, args: dict[str, Any], context: Context) -> Flow:
        """The operation alone: encode, send, decode."""
        if self.operation.paging is not None:
            return (yield from self.page(args, context, Cursor()))
        response = yield from self.send(self.prepared(args, context), context)
        try:
            return self.decoder.decode(response)
        except APIResponseValidationError as error:
            yield from self.misread(error, context.core)
            raise

    def send(self, args: dict[str, Any], context: Context, *, stream: bool = False) -> Flow:
        """Encode and send; returns the response of a success."""
        response = yield from call(self.plan(self.request(args, context), context, stream=stream))
        context.response = response
        return response

    @cached_property
    def client_id_param(self) -> str | None:
        """The argument that carries the id of a create; None where the client does not choose it."""
        wire = self.operation.client_id and self.operation.client_id.wire
        return next((param.name for param in self.operation.params if wire and param.wire == wire), None)

    def request(self, args: dict[str, Any], context: Context) -> Request:
        """The request of a call whose arguments are prepared."""
        core = context.core
        client_id = self.operation.client_id
        if client_id is not None and self.operation.retry == "client-id" and self.policy(context).max_retries > 0:
            name = self.client_id_param
            if name is not None and args.get(name) in (None, NOT_GIVEN):
                args[name] = new_id()
                context.drawn = client_id.wire
        extra: Mapping[str, Any] = context.options
        if core.options.default_headers:
            headers = {**core.options.default_headers, **(extra.get("extra_headers") or {})}
            extra = {**extra, "extra_headers": headers}
        return self.encoder.encode(args, extra=extra)

    def policy(self, context: Context) -> RetryPolicy:
        """The retry policy of a call: its own options over the client's."""
        core, options = context.core, context.options
        if "max_retries" not in options and "deadline" not in options:
            return core.policy
        retries = options.get("max_retries", core.options.max_retries)
        if isinstance(retries, bool) or not isinstance(retries, int) or retries < 0:
            raise InvalidRequestError("max_retries must be an int of 0 or more.")
        return RetryPolicy(retries, check_deadline(options.get("deadline", core.options.deadline)))

    def plan(self, request: Request, context: Context, *, stream: bool = False) -> Plan:
        """How the request is to be sent."""
        core, client_id = context.core, self.operation.client_id
        sent = request.body if isinstance(request.body, dict) else {}
        resource_id = sent.get(client_id.wire) if client_id is not None else None
        return Plan(
            operation=self.operation,
            request=request,
            decoder=self.decoder,
            policy=self.policy(context),
            timeout=core.timeout(context),
            stream=stream,
            resource_id=resource_id,
            recover=partial(self.recover, sent, context) if client_id is not None and client_id.read else None,
            explain=partial(self.explain, core),
            secrets=core.connection.secrets,
            on_attempt=core.options.on_attempt,
        )

    def explain(self, core: Core, error: APIError) -> Flow:
        """What a difference between client and server has to do with a failure, as text; empty where nothing."""
        from goodmem_dyn._namespaces.drift import explain_flow, explains

        if not explains(error, self.operation):
            return ""
        return (yield from explain_flow(core, self.operation, error))

    def misread(self, error: APIResponseValidationError, core: Core) -> Flow:
        """Say in the error of an answer that is not as promised what the server differs in."""
        reason = yield from self.explain(core, error)
        if reason:
            error.message = f"{error.message} — {reason}"
            error.args = (error.message,)

    def recover(self, sent: dict[str, Any], context: Context, conflict: Conflict) -> Flow:
        """After a conflict on the id of a create: the resource as the create would have answered; None if another's."""
        client_id = self.operation.client_id
        assert client_id is not None
        assert client_id.read is not None
        reader = self.catalog.by_qualname(client_id.read)
        kept = ("timeout", "max_retries", "extra_headers")
        options: dict[str, Any] = {name: value for name, value in context.options.items() if name in kept}
        args = {client_id.read_param or "id": conflict.resource_id}
        try:
            response = yield from reader.send(
                args, Context(context.core, reader, {**options, "deadline": conflict.remaining})
            )
        except NotFoundError:
            return None
        found = load(response.content)
        # An id that was drawn for this call is nobody else's.
        if context.drawn != client_id.wire and (not matches(sent, found) or is_older(found, conflict)):
            return None
        return Response(200, response.headers, wrapped(response.content, self.wrapper(reader)), response.raw)

    def wrapper(self, reader: Method) -> str | None:
        """The member under which this create's reply holds what `reader` answers with; None when they are the same."""
        mine = next((reply for reply in self.operation.replies if reply.kind == "json"), None)
        other = next((reply for reply in reader.operation.replies if reply.kind == "json"), None)
        if mine is None or other is None or mine.component == other.component:
            return None
        properties = self.surface.resolver.follow(dict(mine.schema)).get("properties", {})
        return next((w for w, one in properties.items() if self.surface.resolver.name(one) == other.component), None)

    # Lists ---------------------------------------------------------------------------------------------------

    def page(self, args: dict[str, Any], context: Context, cursor: Cursor) -> Flow:
        """The flow of one page; the first one takes `max_items`, `page_size` and a token from the arguments."""
        paging, core = self.operation.paging, context.core
        assert paging is not None
        args = dict(args)
        if not cursor.seen and cursor.token is None:
            size = args.pop("page_size", None)
            if size is not None and paging.size is not None and args.get(paging.size) not in (None, NOT_GIVEN):
                raise InvalidRequestError(f"{self.qualname}(): give page_size or {paging.size}, not both.")
            size = size if size is not None or paging.size is None else args.get(paging.size)
            token = args.pop(paging.token, None) if paging.token else None
            shared = args.pop("next_token", None) if paging.token else None
            if token is not None and shared is not None:
                raise InvalidRequestError(f"{self.qualname}(): give next_token or {paging.token}, not both.")
            token = shared if token is None else token
            cursor = Cursor.at(token, check_max_items(args.pop("max_items", None), f"{self.qualname}()"), size)
            args = self.prepared(args, context)
        while True:
            sent = dict(args)
            if paging.size is not None and cursor.size is not None:
                sent[paging.size] = cursor.size
            if paging.token is not None and cursor.token is not None:
                sent[paging.token] = cursor.token
            response = yield from self.send(sent, context)
            try:
                reply = self.decoder.decode(response)
            except APIResponseValidationError as error:
                yield from self.misread(error, core)
                raise
            token = attribute(reply, paging.next) if paging.next else None
            found = attribute(reply, paging.items) or []
            if not token or cursor.skip <= len(found):
                break
            # The page was larger when it was read, so what was read of it reaches into the next one.
            cursor = cursor.advance(token, 0, cursor.skip - len(found))
        items, next_token = cursor.cut(found, token)
        if paging.token is None:
            next_token = None  # such a list cannot be resumed
        kind: Any = AsyncPage if core.engine.is_async else Page
        more = partial(self.page, args, Context(core, self, context.options))
        return kind(items, next_token, response=reply, cursor=cursor, more=more, run=core.engine.run)


def attribute(model: Any, wire: str) -> Any:
    """A member of a reply by its wire name."""
    if isinstance(model, dict):
        return model.get(wire)
    name = identifier(wire)
    if hasattr(model, name):
        return getattr(model, name)
    fields = type(model).model_fields
    found = next((key for key, one in fields.items() if one.alias == wire), None)
    return getattr(model, found) if found else (model.model_extra or {}).get(wire)


def new_id() -> str:
    """A random UUID, version 4."""
    number = bytearray(os.urandom(16))
    number[6], number[8] = number[6] & 0x0F | 0x40, number[8] & 0x3F | 0x80
    text = number.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@dataclass
class Core:
    """What the namespaces of one client share: engine, options and methods."""

    engine: Any
    options: Options
    catalog: Catalog
    connection: Any
    client: Any = None

    @cached_property
    def policy(self) -> RetryPolicy:
        """The retry policy of calls that bring none of their own."""
        return RetryPolicy(self.options.max_retries, self.options.deadline)

    def timeout(self, context: Context) -> Any:
        """The timeout of a call: its own, the client's, widened to what the server may need by its own budget."""
        if context.read_timeout is None and "timeout" not in context.options:
            return self.usual_timeout
        from goodmem_dyn._transport import DEFAULT_TIMEOUT, widened

        timeout = context.options.get("timeout", self.options.timeout)
        timeout = DEFAULT_TIMEOUT if timeout is NOT_GIVEN else timeout
        if context.read_timeout is None or "timeout" in context.options:
            return timeout
        return widened(self.connection, timeout, context.read_timeout)

    @cached_property
    def usual_timeout(self) -> Any:
        """The client's own timeout."""
        from goodmem_dyn._transport import DEFAULT_TIMEOUT

        return DEFAULT_TIMEOUT if self.options.timeout is NOT_GIVEN else self.options.timeout


__all__ = ["Catalog", "Context", "Convenience", "Core", "Method", "Options"]
