"""One method: an operation with the conveniences that its structure calls for.

Rules: the arguments a method accepts are those of its signature, and no others. Every call takes one road: arguments
and options are told apart, the conveniences that wrap the flow act from the outside in, the arguments are rewritten,
the exchange is made, and its value comes back the same way. A stream and a raw answer are calls like any other.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from goodmem_dyn._calls.context import Context
from goodmem_dyn._calls.option_params import OPTION_PARAMS
from goodmem_dyn._calls.options import split
from goodmem_dyn._conveniences.base import Convenience, combined
from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.names import snake
from goodmem_dyn._records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodmem_dyn._calls.context import Args, Core
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._conveniences.base import Inner, Variant
    from goodmem_dyn._document.surface import Operation, Param
    from goodmem_dyn._wire.effects import Flow

_WITH_EXTRA_BODY = frozenset({"json", "multipart", "form"})
_PLAIN_RESULTS = {"binary": "bytes", "text": "str", "empty": "None"}


class Method:
    """An operation as a method.

    Args:
        exchange: The operation as it goes over the wire.
        kinds: The conveniences there are, outermost first.
    """

    def __init__(self, exchange: Exchange, kinds: Sequence[type[Convenience]]) -> None:
        self.exchange: Exchange = exchange
        self._kinds = kinds

    @cached_property
    def operation(self) -> Operation:
        return self.exchange.operation

    @cached_property
    def qualname(self) -> str:
        return self.operation.qualname

    @cached_property
    def _where(self) -> str:
        """The method, as an error names it."""
        return f"{self.qualname}()"

    @cached_property
    def conveniences(self) -> list[Convenience]:
        """The conveniences that the structure of this operation calls for, outermost first."""
        return [convenience for kind in self._kinds if (convenience := kind.find(self.exchange)) is not None]

    # What it takes and gives -----------------------------------------------------------------------------------

    @cached_property
    def params(self) -> tuple[Param, ...]:
        """The arguments of the method: the operation's, the conveniences', the call's options."""
        hidden = {name for convenience in self.conveniences for name in convenience.hidden}
        optional = {name for convenience in self.conveniences for name in convenience.optional}
        own = [
            replace(param, required=param.required and param.name not in optional, annotation=self._widened(param))
            for param in self.operation.params
            if param.name not in hidden
        ]
        taken = {param.name for param in own}
        added = [param for convenience in self.conveniences for param in convenience.params if param.name not in taken]
        body = self.operation.body
        options = [
            param
            for param in OPTION_PARAMS
            if param.name != "extra_body" or (body is not None and body.kind in _WITH_EXTRA_BODY)
        ]
        return (*sorted([*own, *added], key=lambda param: not param.required), *options)

    def _widened(self, param: Param) -> str:
        """The type of an argument with what the conveniences take besides."""
        for convenience in self.conveniences:
            param = replace(param, annotation=convenience.widen(param))
        return param.annotation

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(param.name for param in self.params)

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """Its overloads; none for a method that has one signature only."""
        return combined(convenience.variants for convenience in self.conveniences)

    @cached_property
    def result(self) -> str:
        """The type of the result of one call, as Python text."""
        for convenience in self.conveniences:
            if convenience.returns is not None:
                return convenience.returns
        operation = self.operation
        if operation.paging is not None:
            return f"{'Whole' if operation.paging.token is None else ''}Page[{operation.paging.item_annotation}]"
        resolver = self.exchange.surface.resolver
        texts = [
            _PLAIN_RESULTS.get(reply.kind) or annotation(dict(reply.schema) or True, resolver, RESULTS)
            for reply in ([operation.json_reply] if operation.json_reply is not None else operation.replies)
            if operation.streams_only or not reply.is_stream
        ]
        return " | ".join(dict.fromkeys(texts)) or "None"

    # A call ----------------------------------------------------------------------------------------------------

    @cached_property
    def _preparing(self) -> list[Convenience]:
        """The conveniences that rewrite arguments."""
        return [
            convenience for convenience in self.conveniences if type(convenience).prepare is not Convenience.prepare
        ]

    @cached_property
    def _wrapping(self) -> list[Convenience]:
        """The conveniences that wrap the flow, innermost first."""
        return [
            convenience for convenience in reversed(self.conveniences) if type(convenience).run is not Convenience.run
        ]

    def context(self, core: Core, kwargs: Args) -> tuple[Args, Context]:
        """A call's arguments and its context."""
        args, options = split(kwargs, self.names, self._where, elsewhere=self._elsewhere)
        if core.unserved:
            core.tell_unserved(self.operation, args)
        return args, Context(core, self.exchange, options, self.prepared, given=frozenset(args))

    def _elsewhere(self, name: str) -> str:
        """Where a name belongs that is no argument: deeper in one, or in a method beside this; empty for nowhere."""
        from goodmem_dyn._arguments.places import inner

        surface, namespace, own = self.exchange.surface, self.operation.name.namespace, self.operation.client_id
        if own is not None and name == "id":
            return f" Did you mean {snake(own.wire)!r}?"
        params = [(param.name, dict(param.schema)) for param in self.operation.params if param.location == "body"]
        if place := inner(name, params, surface.resolver):
            return place
        for wanted in (f"{name}_filter", name):
            for method in surface.namespaces[namespace]:
                other = surface.operation(namespace, method)
                if other is not self.operation and any(param.name == wanted for param in other.params):
                    return f" {other.qualname}({wanted}=…) takes one."
        return ""

    def prepared(self, args: Args, context: Context) -> Args:
        """The arguments after every convenience rewrote them."""
        for convenience in self._preparing:
            convenience.prepare(args, context)
        return args

    def flow(self, core: Core, kwargs: Args) -> Flow:
        """The flow of one call."""
        return self.run(*self.context(core, kwargs))

    def run(self, args: Args, context: Context) -> Flow:
        """The flow of one call whose names were checked."""
        context.exchange, context.prepare = self.exchange, self.prepared
        inner: Inner = self._bare
        for convenience in self._wrapping:
            inner = partial(convenience.run, inner=inner)
        return inner(args, context)

    @cached_property
    def _page(self) -> Callable[..., Flow]:
        # What pages are made of is loaded with the first list.
        from goodmem_dyn._calls.paging import page

        return page

    def _bare(self, args: Args, context: Context) -> Flow:
        """The operation alone: rewrite, encode, send, decode; a body that is read piece by piece is left to others."""
        if self.operation.paging is not None and not context.is_open:
            return (yield from self._page(self.exchange, args, context))
        response = yield from self.exchange.send(context.prepared(args), context)
        if context.is_open or self.operation.streams_only:
            return response
        return (yield from self.exchange.decoded(response, context))
