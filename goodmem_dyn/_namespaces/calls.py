"""Methods as functions: what a caller calls, around the one road that every call takes.

Rules: a function refuses positional arguments, starts the flow of its call, and has the engine of its client run it.
A refused argument is raised where the caller stands: the way it went in here is not shown.
The kinds of call (an operation, a stream, a method made of others, a raw answer) differ in how the flow is started.
"""

from __future__ import annotations

import inspect
import warnings
from typing import TYPE_CHECKING, Any, Protocol

from goodmem_dyn._arguments.refusals import fail
from goodmem_dyn._calls.call import begun
from goodmem_dyn._calls.options import split
from goodmem_dyn._methods.signature import signature
from goodmem_dyn._namespaces.bases import PUBLIC_MODULE
from goodmem_dyn._namespaces.members import spelled
from goodmem_dyn._namespaces.type_hints import TypeHints
from goodmem_dyn.errors import GoodMemDeprecationWarning, InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Core
    from goodmem_dyn._conveniences.events import Events
    from goodmem_dyn._derived.base import Derived
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method
    from goodmem_dyn._namespaces.members import Member
    from goodmem_dyn._wire.effects import Flow


class Start(Protocol):
    """How the flow of a call starts."""

    def __call__(self, core: Core, kwargs: Args, /) -> Flow: ...


def run_call(where: str, start: Start, *, is_async: bool) -> Any:
    """A function that runs a flow in the mode of its client."""
    if is_async:

        async def async_call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            try:
                if args:
                    _refuse_positional(async_call, where, args)
                core = self._core
                return await core.engine.run(start(core, kwargs))
            except InvalidRequestError as error:
                raise error.with_traceback(None) from error.__cause__

        return async_call

    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        try:
            if args:
                _refuse_positional(call, where, args)
            core = self._core
            return core.engine.run(start(core, kwargs))
        except InvalidRequestError as error:
            raise error.with_traceback(None) from error.__cause__

    return call


def stream_call(method: Method, events: Events) -> Any:
    """A function that gives a stream, or collects it: the flow has begun, and goes on when the stream is entered."""

    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        try:
            if args:
                _refuse_positional(call, method.qualname, args)
            return made(self._core, kwargs)
        except InvalidRequestError as error:
            raise error.with_traceback(None) from error.__cause__

    # What streams are made of is loaded with the first method that gives one.
    from goodmem_dyn._conveniences.events import collected

    def made(core: Core, kwargs: Args) -> Any:
        where = f"{method.qualname}()"
        arguments, context = method.context(core, kwargs)
        streamed = events.switched(arguments, where)
        if not streamed and not events.default:
            return context.core.engine.run(method.run(arguments, context))
        collector = events.collector(arguments, where)
        context.is_open, context.is_kept = True, not streamed
        stream = events.stream(begun(method.run(arguments, context)), context, collector)
        return stream if streamed else collected(stream)

    return call


def derived_start(derived: Derived, params: tuple[Param, ...], where: str) -> Start:
    """How a method that is made of others starts."""
    from goodmem_dyn._calls.naming import speaking_of

    names = frozenset(param.name for param in params)
    own = [param.name for param in derived.params]
    needed = [param.name for param in params if param.required]

    def start(core: Core, kwargs: Args) -> Flow:
        args, options = split(kwargs, names, f"{where}()", own)
        missing = [f"{name!r} is missing." for name in needed if args.get(name) is None]
        if missing:
            raise fail(missing, f"{where}()")
        return speaking_of(where, derived.flow(core, args, options))

    return start


def raw_start(method: Method) -> Start:
    """How a method starts whose answer is wanted raw."""
    from goodmem_dyn._results.outcomes import RawResponse

    def start(core: Core, kwargs: Args) -> Flow:
        wanted = kwargs.get("stream")
        if method.operation.param("stream") is None:
            kwargs.pop("stream", None)
        if method.operation.stream is not None and wanted is True:
            raise InvalidRequestError(f"{method.qualname}(): a raw answer is read whole: leave out stream=True.")
        args, context = method.context(core, kwargs)
        value = yield from method.run(args, context)
        response = context.response
        assert response is not None
        headers = {str(name).lower(): str(text) for name, text in response.headers.items()}
        secrets = method.exchange.surface.secrets
        return RawResponse(response.status, headers, response.content or b"", response.request_id, value, secrets)

    return start


def dressed(call: Any, member: Member, title: str, catalog: Catalog, *, is_async: bool) -> Any:
    """A function as people see it: with the name, signature and docstring of its member."""
    returns = spelled(member.returns, is_async=is_async)
    if member.deprecation is not None:
        call = _warning(call, member.deprecation)
    call.__name__, call.__qualname__, call.__module__ = member.name, f"{title}.{member.name}", PUBLIC_MODULE
    call.__doc__ = member.doc
    call.__signature__ = signature(member.params, returns)
    texts = {param.name: param.annotation for param in call.__signature__.parameters.values() if param.name != "self"}
    call.__annotations__ = TypeHints({**texts, "return": returns}, catalog)
    return call


def _warning(call: Any, text: str) -> Any:
    """The function, telling its callers that it has another name now."""

    def old(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        warnings.warn(text, GoodMemDeprecationWarning, stacklevel=2)
        return call(self, *args, **kwargs)

    async def async_old(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        warnings.warn(text, GoodMemDeprecationWarning, stacklevel=2)
        return await call(self, *args, **kwargs)

    made: Any = async_old if inspect.iscoroutinefunction(call) else old
    made.__dict__.update(call.__dict__, __deprecated__=text)
    return made


def _refuse_positional(call: Any, where: str, args: tuple[Any, ...]) -> None:
    names = list(call.__signature__.parameters)[1 : 1 + len(args)]
    example = ", ".join(f"{name}=..." for name in names)
    raise InvalidRequestError(f"{where}() takes keyword arguments only, as in {where}({example}).")
