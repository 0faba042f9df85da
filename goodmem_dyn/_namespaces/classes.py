"""The namespaces of the clients: classes made from the surface, with real methods.

Rules: a class is made when it is first used, once for a document and a mode. What `dir`, `help` and `inspect` show is
exactly what can be called; the stubs are made from the same records. The sync and the async class differ in how their
methods are driven, and in nothing else.
"""

from __future__ import annotations

import inspect
import threading
import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any

from goodmem_dyn._derived.kinds import Derived
from goodmem_dyn._methods.method import OPTIONS, Method
from goodmem_dyn._methods.signature import signature
from goodmem_dyn._namespaces.introspection import describe
from goodmem_dyn._namespaces.members import (
    BULK,
    BULK_DOC,
    CLIENT_BASES,
    RAW_DOC,
    Member,
    children,
    class_titles,
    has_bulk,
    member,
    method_names,
    namespace_doc,
    raw_members,
    spelled,
)
from goodmem_dyn._results.outcomes import RawResponse
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._conveniences.roles import Events
    from goodmem_dyn._methods.method import Catalog, Core
    from goodmem_dyn._wire.effects import Flow

PUBLIC_MODULE = "goodmem_dyn.namespaces"
_lock = threading.RLock()


class BaseNamespace:
    """A group of methods of a client."""

    _namespace: tuple[str, ...] = ()
    _methods: tuple[str, ...] = ()
    _children: tuple[str, ...] = ()

    def __init__(self, core: Core) -> None:
        self._core = core

    def __dir__(self) -> list[str]:
        return sorted([*self._methods, *self._children, "with_raw_response"])

    def __repr__(self) -> str:
        names = ", ".join([*self._methods, *(f"{name}.…" for name in self._children)])
        return f"<{'.'.join(self._namespace)}: {names}>"

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            from goodmem_dyn._arguments.checker import nearest

            if name.startswith("_"):
                raise AttributeError(name)
            hint = nearest(name, dir(self))
            raise AttributeError(f"{'.'.join(self._namespace)!r} has no {name!r}.{hint}", name=name, obj=self)


class _Attribute(cached_property[Any]):
    """A namespace as an attribute of a client or of another namespace: made when it is first used, then kept.

    On the class it stands for the class of the namespace, so that `Goodmem.memories.create` can be read about.
    """

    def __init__(self, catalog: Catalog, words: tuple[str, ...], *, is_async: bool) -> None:
        self._catalog, self._words, self._is_async = catalog, words, is_async
        self.__name__ = words[-1]

        def made(owner: Any) -> BaseNamespace:
            if words not in owner._core.catalog.surface.namespaces:
                # Raised here, Python asks the client's `__getattr__`, which has the helpful words.
                raise AttributeError(words[-1])
            return namespace(owner._core, words)

        super().__init__(made)
        self.__doc__ = f"The `{'.'.join(words)}` namespace."

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(namespace_class(self._catalog, self._words, is_async=self._is_async), name)


class _Bulk(cached_property[Any]):
    """Bulk ingestion as an attribute of a client, where its document has what that needs."""

    def __init__(self, *, is_async: bool) -> None:
        def made(owner: Any) -> Any:
            from goodmem_dyn._bulk.api import bulk_of

            found = bulk_of(owner._core)
            if found is None:
                raise AttributeError(BULK)
            return found

        super().__init__(made)
        self._is_async = is_async
        self.__doc__ = BULK_DOC

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        from goodmem_dyn._bulk import api

        return getattr(api.AsyncBulk if self._is_async else api.Bulk, name)


def namespace(core: Core, words: tuple[str, ...]) -> BaseNamespace:
    """The namespace of one client."""
    made: BaseNamespace = namespace_class(core.catalog, words, is_async=core.engine.is_async)(core)
    return made


def namespace_class(catalog: Catalog, words: tuple[str, ...], *, is_async: bool) -> type[BaseNamespace]:
    """The class of a namespace; made on first use."""
    key = (words, is_async)
    with _lock:
        found: type[BaseNamespace] | None = catalog.classes.get(key)
        if found is None:
            found = catalog.classes[key] = _make_class(catalog, words, is_async=is_async)
    return found


def client_base(*, is_async: bool) -> type[Any]:
    """The class that a client inherits the namespaces of the bundled document from."""
    from goodmem_dyn._catalogs.bundled import catalog

    title = CLIENT_BASES[is_async]
    body: dict[str, Any] = {
        words[0]: _Attribute(catalog(), words, is_async=is_async)
        for words in catalog().surface.namespaces
        if len(words) == 1
    }
    if has_bulk(catalog()):
        body[BULK] = _Bulk(is_async=is_async)
    doc = f"The namespaces of {'an AsyncGoodmem' if is_async else 'a Goodmem'} client."
    return type(title, (), {**body, "__module__": PUBLIC_MODULE, "__qualname__": title, "__doc__": doc})


def public_names() -> list[str]:
    """The names of all classes of the bundled document."""
    from goodmem_dyn._catalogs.bundled import catalog

    titles = class_titles(catalog()).values()
    return sorted([*CLIENT_BASES, *(name for title in titles for name in vars(title).values())])


def public_class(name: str) -> type[Any] | None:
    """A class of the bundled document by its name, or None."""
    from goodmem_dyn._catalogs.bundled import catalog

    if name in CLIENT_BASES:
        return client_base(is_async=name == CLIENT_BASES[1])
    for words, titles in class_titles(catalog()).items():
        for is_async in (False, True):
            if name == titles.of(is_async=is_async):
                return namespace_class(catalog(), words, is_async=is_async)
            if name == titles.of(is_async=is_async, is_raw=True):
                return raw_class(catalog(), words, is_async=is_async)
    return None


def _make_class(catalog: Catalog, words: tuple[str, ...], *, is_async: bool) -> type[BaseNamespace]:
    title = class_titles(catalog)[words].of(is_async=is_async)
    names, inner = method_names(catalog, words), children(catalog, words)
    body: dict[str, Any] = {
        "__module__": PUBLIC_MODULE,
        "__qualname__": title,
        "__doc__": namespace_doc(words, is_async=is_async),
        "_namespace": words,
        "_methods": tuple(names),
        "_children": tuple(inner),
        "with_raw_response": property(_with_raw_response, doc=RAW_DOC),
    }
    for name in names:
        body[name] = make_method(member(catalog, words, name, is_async=is_async), words, title, is_async=is_async)
    for name in inner:
        body[name] = _Attribute(catalog, (*words, name), is_async=is_async)
    return type(title, (BaseNamespace,), body)


def make_method(found: Member, words: tuple[str, ...], title: str, *, is_async: bool) -> Any:
    """One method as a function with its true signature and docstring."""
    where = ".".join((*words, found.name))
    if isinstance(found.source, Derived):
        call = _flow_call(where, _derived_flow(found, where), is_async=is_async)
    else:
        method = found.source
        if found.events is not None:
            call = _stream_call(method, found.events)
        else:
            call = _flow_call(where, lambda self, kwargs: method.flow(self._core, kwargs), is_async=is_async)
        call.operation = describe(method)
    return _dressed(call, found, title, is_async=is_async)


def _warning(call: Any, text: str) -> Any:
    """The function, telling its callers that it has another name now."""

    def old(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        warnings.warn(text, DeprecationWarning, stacklevel=2)
        return call(self, *args, **kwargs)

    async def async_old(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        warnings.warn(text, DeprecationWarning, stacklevel=2)
        return await call(self, *args, **kwargs)

    made: Any = async_old if inspect.iscoroutinefunction(call) else old
    made.__dict__.update(call.__dict__, __deprecated__=text)
    return made


def _dressed(call: Any, found: Member, title: str, *, is_async: bool) -> Any:
    returns = spelled(found.returns, is_async=is_async)
    if found.deprecation is not None:
        call = _warning(call, found.deprecation)
    call.__name__, call.__qualname__, call.__module__ = found.name, f"{title}.{found.name}", PUBLIC_MODULE
    call.__doc__ = found.doc
    call.__signature__ = signature(found.params, returns)
    call.__annotations__ = {
        one.name: one.annotation for one in call.__signature__.parameters.values() if one.name != "self"
    } | {"return": returns}
    return call


def _refuse_positional(call: Any, where: str, args: tuple[Any, ...]) -> None:
    if args:
        names = list(call.__signature__.parameters)[1 : 1 + len(args)]
        example = ", ".join(f"{name}=..." for name in names)
        raise InvalidRequestError(f"{where}() takes keyword arguments only, as in {where}({example}).")


def _flow_call(where: str, flow: Callable[[Any, dict[str, Any]], Flow], *, is_async: bool) -> Any:
    """A function that runs a flow in the mode of its client."""
    if is_async:

        async def async_call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            _refuse_positional(async_call, where, args)
            return await self._core.engine.run(flow(self, kwargs))

        return async_call

    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        _refuse_positional(call, where, args)
        return self._core.engine.run(flow(self, kwargs))

    return call


def _stream_call(method: Method, events: Events) -> Any:
    from goodmem_dyn._conveniences.roles import flag

    def call(self: BaseNamespace, /, *args: Any, **kwargs: Any) -> Any:
        _refuse_positional(call, method.qualname, args)
        core = self._core
        given, context = method.context(core, kwargs)
        streamed = flag(given.pop("stream", None), "stream", method, default=True)
        return events.open(core, given, context) if streamed else events.collect(core, given, context)

    return call


def _derived_flow(found: Member, where: str) -> Callable[[Any, dict[str, Any]], Flow]:
    derived = found.source
    assert isinstance(derived, Derived)
    known = [param.name for param in found.params]
    own = {param.name for param in derived.params}

    def flow(self: BaseNamespace, kwargs: dict[str, Any]) -> Flow:
        from goodmem_dyn._arguments.checker import fail, nearest

        problems = [f"there is no argument {key!r}.{nearest(key, known)}" for key in kwargs if key not in known]
        problems += [
            f"{param.name!r} is missing." for param in found.params if param.required and kwargs.get(param.name) is None
        ]
        if problems:
            raise fail(problems, f"{where}()")
        given = {key: value for key, value in kwargs.items() if key in OPTIONS and key not in own}
        return derived.flow(self._core, {key: value for key, value in kwargs.items() if key not in given}, given)

    return flow


class RawNamespace:
    """The methods of a namespace, each giving a `RawResponse`: status, headers, and `.parse()` for the usual result."""

    _namespace: tuple[str, ...] = ()
    _methods: tuple[str, ...] = ()

    def __init__(self, core: Core) -> None:
        self._core = core

    def __dir__(self) -> list[str]:
        return sorted(self._methods)

    def __repr__(self) -> str:
        return f"<{'.'.join(self._namespace)}.with_raw_response: {', '.join(self._methods)}>"

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            from goodmem_dyn._arguments.checker import nearest

            if name.startswith("_"):
                raise AttributeError(name)
            where, hint = ".".join(self._namespace), nearest(name, dir(self))
            raise AttributeError(f"{where!r} has no raw method {name!r}.{hint}", name=name, obj=self)


def raw_class(catalog: Catalog, words: tuple[str, ...], *, is_async: bool) -> type[RawNamespace]:
    """The class of a namespace's `with_raw_response`; made on first use."""
    key = ((*words, "with_raw_response"), is_async)
    with _lock:
        found: type[RawNamespace] | None = catalog.classes.get(key)
        if found is None:
            found = catalog.classes[key] = _make_raw_class(catalog, words, is_async=is_async)
    return found


def _make_raw_class(catalog: Catalog, words: tuple[str, ...], *, is_async: bool) -> type[RawNamespace]:
    title = class_titles(catalog)[words].of(is_async=is_async, is_raw=True)
    found = raw_members(catalog, words)
    body: dict[str, Any] = {
        "__module__": PUBLIC_MODULE,
        "__qualname__": title,
        "__doc__": RAW_DOC,
        "_namespace": words,
        "_methods": tuple(one.name for one in found),
    }
    for one in found:
        assert isinstance(one.source, Method)
        call = _flow_call(".".join((*words, one.name)), _raw_flow(one.source), is_async=is_async)
        body[one.name] = _dressed(call, one, title, is_async=is_async)
    return type(title, (RawNamespace,), body)


def _raw_flow(method: Method) -> Callable[[Any, dict[str, Any]], Flow]:
    def flow(self: RawNamespace, kwargs: dict[str, Any]) -> Flow:
        if method.is_stream and kwargs.pop("stream", None):
            raise InvalidRequestError(f"{method.qualname}(): a raw answer is read whole: leave out stream=True.")
        args, context = method.context(self._core, kwargs)
        value = yield from method.run(args, context)
        response = context.response
        assert response is not None
        headers = {str(key).lower(): str(one) for key, one in response.headers.items()}
        content, secrets = response.content or b"", method.surface.secrets
        return RawResponse(response.status, headers, content, response.request_id, value, secrets)

    return flow


def _with_raw_response(self: BaseNamespace) -> RawNamespace:
    core = self._core
    return raw_class(core.catalog, self._namespace, is_async=core.engine.is_async)(core)
