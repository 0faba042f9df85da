"""Streams as methods: `stream=True` gives events as they arrive, `stream=False` collects them.

Rules: a stream is a flow like any other, so that whatever wraps the flow of a call acts on streams too. What can be
told without the server is told at the call; the request is sent on entering.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._calls.observing import Place
from goodmem_dyn._conveniences.base import Convenience, Variant
from goodmem_dyn._conveniences.roles import find_roles
from goodmem_dyn._conveniences.structure import local, result_type
from goodmem_dyn._document.schema import strip_null, types
from goodmem_dyn._results.retrievals import AsyncRetrievalStream, Collector, RetrievalStream
from goodmem_dyn._results.streams import AsyncStream, Stream
from goodmem_dyn.errors import InvalidRequestError, StreamError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._conveniences.base import Inner
    from goodmem_dyn._conveniences.roles import Retrieval
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._results.reader import Reader
    from goodmem_dyn._wire.effects import Flow

STREAM = local(
    "stream", "bool", "True for events as they arrive; False to collect them all in one result.", default=True
)
EVENTS = local("stream", "bool", "True for events as they arrive, in place of one result.", default=False)
RAISE = local(
    "raise_on_partial", "bool", "Raise PartialFailureError when a status says that something is missing.", default=False
)


class Events(Convenience):
    """A method whose reply is a stream of events."""

    def __init__(self, exchange: Exchange) -> None:
        reply = exchange.operation.stream
        assert reply is not None
        self.events: Events | None = self
        self.event: str = result_type(exchange, dict(reply.schema))
        self.retrieval: Retrieval | None = find_roles(exchange, dict(reply.schema))
        self.default: bool = exchange.operation.streams_only
        self.is_own: bool = exchange.operation.param("stream") is not None
        """Whether the operation has a switch of that name itself, which is sent."""
        stream = () if self.is_own else (STREAM if self.default else EVENTS,)
        self.params: tuple[Param, ...] = (*stream, RAISE) if self.retrieval else stream
        self.note: str = ""
        self.variants: tuple[Variant, ...]
        self.returns: str | None = None
        if self.retrieval:
            self.note = (
                "The stream gives events, or whole hits with `.items()`, the reply with `.text()`, all of it with "
                "`.collect()`; `.statuses` and `.partial` tell what the server had to say."
            )
        if not self.default:
            self.note = f"With `stream=True` it gives a `{self.stream_type}`, whose events come as they arrive."
            self.variants = (
                Variant({"stream": "Literal[False]"}),
                Variant({"stream": "Literal[True]"}, returns=self.stream_type),
            )
            return
        self.returns = self.of("RetrievalResult") if self.retrieval else f"list[{self.event}]"
        self.variants = (
            Variant({"stream": "Literal[True]"}, returns=self.stream_type),
            Variant({"stream": "Literal[False]"}, returns=self.returns),
            Variant({"stream": "bool"}, returns=f"{self.stream_type} | {self.returns}"),
        )

    @property
    def stream_type(self) -> str:
        """The type of the stream, as Python text."""
        return self.of("RetrievalStream") if self.retrieval else f"Stream[{self.event}]"

    def of(self, kind: str) -> str:
        assert self.retrieval is not None
        return f"{kind}[{self.event}, {self.retrieval.chunk}, {self.retrieval.definition}, {self.retrieval.status}]"

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        own = exchange.operation.param("stream")
        is_switch = own is None or "boolean" in types(exchange.surface.resolver.follow(strip_null(dict(own.schema))))
        return cls(exchange) if exchange.operation.stream is not None and is_switch else None

    def switched(self, args: Args, where: str) -> bool:
        """Whether a stream is wanted; an operation that has the switch itself is told."""
        switch = args.pop("stream", None)
        wanted = flag(switch, "stream", where, default=self.default)
        if self.is_own and (wanted or switch is not None):
            args["stream"] = wanted
        return wanted

    def collector(self, args: Args, where: str) -> Collector[Any, Any, Any, Any] | None:
        """What joins the hits of a retrieval; None for a plain stream."""
        wanted = flag(args.pop("raise_on_partial", None), "raise_on_partial", where, default=False)
        return (
            Collector(self.retrieval.roles, where.removesuffix("()"), raise_on_partial=wanted)
            if self.retrieval
            else None
        )

    def reader(self, context: Context) -> Reader[Any]:
        """What makes events of the bytes of one answer."""
        # Imported when a stream is read: most programs read none.
        from goodmem_dyn._results.reader import Reader

        core, exchange = context.core, context.exchange
        return Reader(exchange.decoder, core.options.max_event_bytes, partial(core.tell, exchange.operation))

    def stream(self, flow: Flow, context: Context, collector: Collector[Any, Any, Any, Any] | None) -> Any:
        """The stream object of a call whose flow has begun: what it holds back is sent on entering."""
        engine = context.core.engine
        kinds: tuple[Any, Any] = (RetrievalStream, AsyncRetrievalStream) if collector else (Stream, AsyncStream)

        def make(flow: Flow) -> Any:
            stream = kinds[engine.is_async](
                engine, lambda: flow, partial(self.reader, context), context.exchange.qualname
            )
            if collector is not None:
                stream.follow(collector)
            return stream

        return make(flow) if Place.observer is None else Place.observer.stream(flow, context, make)

    def run(self, args: Args, context: Context, inner: Inner) -> Flow:
        """An answer that somebody reads piece by piece passes as it is; one that is wanted raw is read whole."""
        if context.is_open:
            return (yield from inner(args, context))
        if not self.is_own:
            args.pop("stream", None)
        collector = self.collector(args, context.where)
        if not self.default:
            return (yield from inner(args, context))
        response = yield from inner(args, context)
        reader = self.reader(context)
        reader.open(response)
        events = [*reader.feed(response.content or b""), *reader.close()]
        if collector is None:
            return events
        collector.keep_all()
        keep = collector.expect(0)
        for event in events:
            keep(event)
            collector.see(event, size=0)
        collector.finish()
        return collector.result()


def collected(stream: Any) -> Any:
    """All events of a stream as one result; of an async one, to be awaited."""
    return _all_later(stream) if hasattr(stream, "__aenter__") else _all(stream)


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


def flag(value: Any, name: str, where: str, *, default: bool) -> bool:
    """A bool argument that a convenience consumes."""
    if value is None:
        return default
    if not isinstance(value, bool):
        raise InvalidRequestError(f"{where}: {name} must be True or False, not {shown(value)}.")
    return value
