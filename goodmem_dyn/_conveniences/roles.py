"""Streams as methods: `stream=True` gives events as they arrive, `stream=False` collects them.

A stream whose events carry scored references, and the definitions that they refer to, is a retrieval: its hits are
joined and its statuses watched. Which member means what is found by the shape of the event's schema.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._conveniences.structure import Args, local, members, result_type
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null, types
from goodmem_dyn._methods.method import Convenience, Variant
from goodmem_dyn._results.hits import Roles
from goodmem_dyn._results.retrievals import AsyncRetrievalStream, Collector, RetrievalStream
from goodmem_dyn._results.streams import AsyncStream, Reader, Stream
from goodmem_dyn.errors import InvalidRequestError, StreamError

if TYPE_CHECKING:
    from goodmem_dyn._methods.method import Context, Core, Method
    from goodmem_dyn._wire.effects import Flow

_SCORE = "relevanceScore"
STREAM = local(
    "stream", "bool", "True for events as they arrive; False to collect them all in one result.", default=True
)
RAISE = local(
    "raise_on_partial", "bool", "Raise PartialFailureError when a status says that something is missing.", default=False
)


class Events(Convenience):
    """A method whose reply is a stream of events."""

    def __init__(self, method: Method) -> None:
        reply = method.operation.stream
        assert reply is not None
        self.event = result_type(method, dict(reply.schema))
        self.found = find_roles(method, dict(reply.schema))
        self.params = (STREAM, RAISE) if self.found else (STREAM,)
        if self.found:
            self.note = (
                "The stream gives events, or whole hits with `.items()`, the reply with `.text()`, all of it with "
                "`.collect()`; `.statuses` and `.partial` tell what the server had to say."
            )
        self.returns = self.of("RetrievalResult") if self.found else f"list[{self.event}]"
        self.variants = (
            Variant({"stream": "Literal[True]"}, returns=self.stream_type),
            Variant({"stream": "Literal[False]"}, returns=self.returns),
            Variant({"stream": "bool"}, returns=f"{self.stream_type} | {self.returns}"),
        )

    @property
    def stream_type(self) -> str:
        """The type of the stream, as Python text."""
        return self.of("RetrievalStream") if self.found else f"Stream[{self.event}]"

    def of(self, kind: str) -> str:
        assert self.found is not None
        return f"{kind}[{self.event}, {self.found[1]}, {self.found[2]}, {self.found[3]}]"

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        taken = {param.name for param in method.operation.params}
        return cls(method) if method.operation.stream is not None and "stream" not in taken else None

    @property
    def roles(self) -> Roles | None:
        return self.found[0] if self.found else None

    def open(self, core: Core, args: Args, context: Context) -> Any:
        """The stream object of one call: the arguments are checked now, the request is sent on entering."""
        method = context.method
        collector = self.collector(args, method)
        args = method.prepared(args, context)
        method.request(dict(args), context)  # what is wrong is told at the call, not on entering
        limit = core.options.max_event_bytes

        def flow() -> Flow:
            return method.send(dict(args), context, stream=True)

        kinds: tuple[Any, Any] = (RetrievalStream, AsyncRetrievalStream) if collector else (Stream, AsyncStream)
        reader = partial(Reader, method.decoder, limit)
        stream = kinds[core.engine.is_async](core.engine, flow, reader, method.qualname)
        if collector is not None:
            stream.follow(collector)
        return stream

    def collector(self, args: Args, method: Method) -> Collector[Any, Any, Any, Any] | None:
        """What joins the hits of a retrieval; None for a plain stream."""
        wanted = flag(args.pop("raise_on_partial", None), "raise_on_partial", method, default=False)
        return Collector(self.roles, method.qualname, raise_on_partial=wanted) if self.roles else None

    def collect(self, core: Core, args: Args, context: Context) -> Any:
        """All events of one call as one result; in the mode of the client, so possibly to be awaited."""
        stream = self.open(core, args, context)
        return _all_later(stream) if core.engine.is_async else _all(stream)

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        """All events of an answer that is wanted raw, and so is read whole."""
        method = context.method
        args.pop("stream", None)
        collector = self.collector(args, method)
        args = method.prepared(args, context)
        response = yield from method.send(args, context)
        reader: Reader[Any] = Reader(method.decoder, context.core.options.max_event_bytes)
        reader.open(response)
        events = [*reader.feed(response.content or b""), *reader.close()]
        if collector is None:
            return events
        collector.keep_all()
        for event in events:
            collector.see(event, size=0)
        collector.finish()
        return collector.result()


def _all(stream: Any) -> Any:
    with stream:
        if isinstance(stream, RetrievalStream):
            return stream.collect()
        stream.keep_all()
        events: list[Any] = []
        try:
            events.extend(stream)
        except StreamError as error:
            error.partial = events
            raise
        return events


async def _all_later(stream: Any) -> Any:
    async with stream:
        if isinstance(stream, AsyncRetrievalStream):
            return await stream.collect()
        stream.keep_all()
        events: list[Any] = []
        try:
            async for event in stream:
                events.append(event)  # noqa: PERF401 - what arrived before an error is kept
        except StreamError as error:
            error.partial = events
            raise
        return events


def flag(value: Any, name: str, method: Method, *, default: bool) -> bool:
    """A bool argument that a convenience consumes."""
    if value is None:
        return default
    if not isinstance(value, bool):
        raise InvalidRequestError(f"{method.qualname}(): {name} must be True or False, not {shown(value)}.")
    return value


def find_roles(method: Method, schema: Any) -> tuple[Roles, str, str, str] | None:
    """What the members of an event mean, and the types of chunk, definition and status; None for a plain stream."""
    events = {wire: members(method, one) for wire, one in members(method, schema).items()}
    item = reference = chunk = None
    for wire, fields in events.items():
        for inner, one in fields.items():
            parts = members(method, one)
            nested = next((key for key, part in parts.items() if members(method, part)), None)
            if _SCORE in parts and nested:
                item, reference, chunk = wire, inner, nested
    if item is None or reference is None or chunk is None:
        return None
    chunk_schema = members(method, events[item][reference])[chunk]
    required = method.surface.resolver.follow(strip_null(chunk_schema)).get("required", ())
    definition = key = None
    for wire, fields in events.items():
        shared = [one for one in required if one.endswith("Id") and one in fields and len(fields) > 4]
        if wire != item and shared:
            definition, key = wire, shared[0]
    reply = next((wire for wire, fields in events.items() if {"text", _SCORE} <= fields.keys()), None)
    status = next((wire for wire, fields in events.items() if {"code", "message"} <= fields.keys()), None)
    boundary = next((wire for wire, fields in events.items() if _is_boundary(method, fields)), None)
    schemas = members(method, schema)

    def name(wire: str | None) -> str | None:
        return snake(wire) if wire else None

    result_set = next(
        (one for one in members(method, events[item][reference]) if boundary and one in events[boundary]), None
    )
    roles = Roles(
        snake(item), snake(reference), snake(chunk), snake(_SCORE), snake(key or ""), name(definition), name(key),
        name(reply), name(status), name(boundary), name(result_set),
    )  # fmt: skip
    return (
        roles,
        result_type(method, strip_null(chunk_schema)),
        result_type(method, strip_null(schemas[definition])) if definition else "object",
        result_type(method, strip_null(schemas[status])) if status else "object",
    )


def _is_boundary(method: Method, fields: dict[str, Any]) -> bool:
    kind = method.surface.resolver.follow(strip_null(fields.get("kind", {})))
    return types(kind) == ("string",) and {"BEGIN", "END"} <= set(kind.get("enum", ()))
