"""The namespaces of the clients: classes made from the surface, with real methods.

Rules: a class is made when it is first used, once for a document and a mode. What `dir`, `help` and `inspect` show is
exactly what can be called. The sync and the async class differ in how their methods are driven, and in nothing else.

The classes can be imported by name for annotations: `from goodmem_dyn.namespaces import Memories, AsyncMemories`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from goodmem_dyn._derived import DERIVED, Derived, find_derived
from goodmem_dyn._docs import OPTION_PARAMS, docstring, signature
from goodmem_dyn._method import OPTIONS, Catalog, Core, Method
from goodmem_dyn._results import RawResponse
from goodmem_dyn._retrieval import Events
from goodmem_dyn._structure import look_ups
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._call import Flow

_lock = threading.RLock()


def class_title(namespace: tuple[str, ...], *, is_async: bool) -> str:
    """The name of a namespace's class: `("admin", "background_jobs")` → `AdminBackgroundJobs`."""
    text = "".join(part.title().replace("_", "") for part in namespace)
    return f"Async{text}" if is_async else text


def method_names(catalog: Catalog, namespace: tuple[str, ...]) -> list[str]:
    """The methods of a namespace that show: the document's, less the look-ups that `get` covers, and the derived."""
    names = list(catalog.surface.namespaces[namespace])
    covered: set[str] = set()
    if "get" in names:
        covered = {one.rpartition(".")[2] for one in look_ups(catalog.method(namespace, "get")).values()}
    derived = [kind.name for kind in DERIVED if find_derived(catalog, namespace, kind.name) is not None]
    aliases = [alias for name in names for alias in catalog.surface.operation(namespace, name).aliases]
    return sorted({*names, *derived, *aliases} - covered)


def children(catalog: Catalog, namespace: tuple[str, ...]) -> list[str]:
    """The namespaces directly inside a namespace."""
    depth = len(namespace)
    return [key[-1] for key in catalog.surface.namespaces if len(key) == depth + 1 and key[:depth] == namespace]


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

    def __getattr__(self, name: str) -> Any:
        from goodmem_dyn._check import nearest

        if name.startswith("_"):
            raise AttributeError(name)
        hint = nearest(name, dir(self))
        raise AttributeError(f"{'.'.join(self._namespace)!r} has no {name!r}.{hint}", name=name, obj=self)


class _Child:
    """A namespace inside a namespace; made once for its parent."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type[BaseNamespace]) -> Any:
        if instance is None:
            return self
        made = namespace(instance._core, (*owner._namespace, self.name))
        instance.__dict__[self.name] = made
        return made


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


def _make_class(catalog: Catalog, words: tuple[str, ...], *, is_async: bool) -> type[BaseNamespace]:
    title = class_title(words, is_async=is_async)
    names, inner = method_names(catalog, words), children(catalog, words)
    body: dict[str, Any] = {
        "__module__": __name__,
        "__qualname__": title,
        "__doc__": f"The `{'.'.join(words)}` namespace of {'an AsyncGoodmem' if is_async else 'a Goodmem'} client.",
        "_namespace": words,
        "_methods": tuple(names),
        "_children": tuple(inner),
        "with_raw_response": property(
            _with_raw_response, doc="The same methods, giving status, headers and `.parse()`."
        ),
    }
    for name in names:
        body[name] = make_method(catalog, words, name, title, is_async=is_async)
    for name in inner:
        body[name] = _Child(name)
    return type(title, (BaseNamespace,), body)


def make_method(catalog: Catalog, words: tuple[str, ...], name: str, title: str, *, is_async: bool) -> Any:
    """One method as a function with its true signature and docstring."""
    derived = find_derived(catalog, words, name)
    if derived is not None:
        return _derived_method(derived, name, title, words, is_async=is_async)
    methods = catalog.surface.namespaces[words]
    own = name if name in methods else next(n for n in methods if name in catalog.surface.operation(words, n).aliases)
    method = catalog.method(words, own)
    events = next((one for one in method.conveniences if isinstance(one, Events)), None)
    call = _stream_call(method, events) if events is not None else _async_call(method) if is_async else _call(method)
    returns = method.result
    if events is not None:
        returns = f"{events.stream_type} | {returns}"
    returns = _spelled(returns, is_async=is_async)
    notes = [one.note for one in method.conveniences]
    call.__doc__ = docstring(method.operation, method.params, returns, notes=notes)
    call.operation = OperationInfo(method)
    return _dressed(call, name, title, method.params, returns)


def _spelled(returns: str, *, is_async: bool) -> str:
    if not is_async:
        return returns
    for kind in ("Page[", "RetrievalStream[", "Stream["):
        if returns.startswith(kind):
            return f"Async{returns}"
    return returns


def _dressed(call: Any, name: str, title: str, params: Any, returns: str) -> Any:
    call.__name__, call.__qualname__, call.__module__ = name, f"{title}.{name}", __name__
    call.__signature__ = signature(params, returns)
    call.__annotations__ = {
        one.name: one.annotation for one in call.__signature__.parameters.values() if one.name != "self"
    } | {"return": returns}
    return call


def _refuse_positional(where: str, args: tuple[Any, ...]) -> None:
    if args:
        raise InvalidRequestError(f"{where}() takes keyword arguments only, as in {where}(name=value).")


def _call(method: Method) -> Any:
    def call(self: BaseNamespace, /, *args: Any, **kwargs: Any) -> Any:
        _refuse_positional(method.qualname, args)
        core = self._core
        return core.engine.run(method.flow(core, kwargs))

    return call


def _async_call(method: Method) -> Any:
    async def call(self: BaseNamespace, /, *args: Any, **kwargs: Any) -> Any:
        _refuse_positional(method.qualname, args)
        core = self._core
        return await core.engine.run(method.flow(core, kwargs))

    return call


def _stream_call(method: Method, events: Events) -> Any:
    from goodmem_dyn._retrieval import flag

    def call(self: BaseNamespace, /, *args: Any, **kwargs: Any) -> Any:
        _refuse_positional(method.qualname, args)
        core = self._core
        if not flag(kwargs.get("stream"), "stream", method, default=True):
            return core.engine.run(method.flow(core, kwargs))
        given, context = method.context(core, kwargs)
        given.pop("stream", None)
        return events.open(core, given, context)

    return call


def _derived_method(derived: Derived, name: str, title: str, words: tuple[str, ...], *, is_async: bool) -> Any:
    taken = {param.name for param in derived.params}
    options = tuple(
        param for param in OPTION_PARAMS if param.name in {"timeout", "max_retries", "extra_headers"} - taken
    )
    params = (*sorted(derived.params, key=lambda param: not param.required), *options)
    known = [param.name for param in params]
    where = ".".join((*words, name))

    def flow(core: Core, kwargs: dict[str, Any]) -> Flow:
        from goodmem_dyn._check import fail, nearest

        problems = [f"there is no argument {key!r}.{nearest(key, known)}" for key in kwargs if key not in known]
        problems += [
            f"{param.name!r} is missing." for param in params if param.required and kwargs.get(param.name) is None
        ]
        if problems:
            raise fail(problems, f"{where}()")
        given = {key: value for key, value in kwargs.items() if key in OPTIONS and key not in taken}
        return derived.flow(core, {key: value for key, value in kwargs.items() if key not in given}, given)

    if is_async:

        async def async_call(self: BaseNamespace, /, *args: Any, **kwargs: Any) -> Any:
            _refuse_positional(where, args)
            return await self._core.engine.run(flow(self._core, kwargs))

        call: Any = async_call
    else:

        def sync_call(self: BaseNamespace, /, *args: Any, **kwargs: Any) -> Any:
            _refuse_positional(where, args)
            return self._core.engine.run(flow(self._core, kwargs))

        call = sync_call
    from goodmem_dyn._docs import derived_docstring

    call.__doc__ = derived_docstring(derived.summary, derived.description, params, derived.returns, derived.errors)
    return _dressed(call, name, title, params, derived.returns)


class OperationInfo:
    """What the document says of a method: see `goodmem_dyn.operations`."""

    def __init__(self, method: Method) -> None:
        self._method = method
        self.name = method.qualname
        self.method = method.operation.http_method
        self.path = method.operation.path
        self.operation_id = method.operation.operation_id
        self.retry = method.operation.retry

    def __repr__(self) -> str:
        return f"<{self.name}: {self.method} {self.path}>"


class RawNamespace:
    """The methods of a namespace, each giving a `RawResponse`: status, headers, and `.parse()` for the usual result."""

    def __init__(self, owner: BaseNamespace) -> None:
        self._owner = owner

    def __dir__(self) -> list[str]:
        return list(self._owner._methods)

    def __repr__(self) -> str:
        return f"<{'.'.join(self._owner._namespace)}.with_raw_response>"

    def __getattr__(self, name: str) -> Any:
        owner = self._owner
        if name not in owner._methods or find_derived(owner._core.catalog, owner._namespace, name) is not None:
            raise AttributeError(f"{'.'.join(owner._namespace)!r} has no raw method {name!r}.", name=name, obj=self)
        method: Method = getattr(type(owner), name).operation._method

        def flow(kwargs: dict[str, Any]) -> Flow:
            kwargs.pop("stream", None)  # a raw answer is read whole
            args, context = method.context(owner._core, kwargs)
            value = yield from method.run(args, context)
            response = context.response
            assert response is not None
            headers = {str(key).lower(): str(one) for key, one in response.headers.items()}
            return RawResponse(response.status, headers, response.content or b"", response.request_id, value)

        def call(*args: Any, **kwargs: Any) -> Any:
            _refuse_positional(method.qualname, args)
            return owner._core.engine.run(flow(kwargs))

        call.__name__ = name
        call.__doc__ = getattr(type(owner), name).__doc__
        return call


def _with_raw_response(self: BaseNamespace) -> RawNamespace:
    return RawNamespace(self)


def __getattr__(name: str) -> Any:
    from goodmem_dyn._bundled import catalog

    if not name.startswith("_"):
        for words in catalog().surface.namespaces:
            for is_async in (False, True):
                if class_title(words, is_async=is_async) == name:
                    return namespace_class(catalog(), words, is_async=is_async)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    from goodmem_dyn._bundled import catalog

    return sorted(
        class_title(words, is_async=is_async) for words in catalog().surface.namespaces for is_async in (False, True)
    )
