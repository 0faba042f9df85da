"""The namespaces of the clients: classes made from the surface, with real methods.

Rules: a class is made when it is first used, once for a document and a mode. What `dir`, `help` and `inspect` show is
exactly what can be called; the stubs are made from the same records. The sync and the async class differ in how their
methods are driven, and in nothing else.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs.bundled import catalog as bundled_catalog
from goodmem_dyn._methods.catalog import Catalog
from goodmem_dyn._namespaces.bases import PUBLIC_MODULE, BaseNamespace, Late, RawNamespace, make_all, making
from goodmem_dyn._namespaces.naming import (
    BULK,
    BULK_DOC,
    CLIENT_BASES,
    RAW_DOC,
    children,
    class_titles,
    method_names,
    namespace_doc,
    raw_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._calls.context import Core

Words = tuple[str, ...]


class _Attribute(cached_property[Any]):
    """A namespace as an attribute of a client or of another namespace: made when it is first used, then kept.

    On the class it stands for the class of the namespace, so that `Goodmem.memories.create` can be read about.
    """

    def __init__(self, catalog: Catalog, words: Words, *, is_async: bool) -> None:
        self._catalog, self._words, self._is_async = catalog, words, is_async
        self.__name__ = words[-1]

        def made(owner: Any) -> BaseNamespace:
            if words not in owner._core.catalog.outline.operations:
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

            bulk = bulk_of(owner._core, catalog_of(owner._core))
            if bulk is None:
                raise AttributeError(BULK)
            return bulk

        super().__init__(made)
        self._is_async = is_async
        self.__doc__ = BULK_DOC

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        from goodmem_dyn._bulk import api

        return getattr(api.AsyncBulk if self._is_async else api.Bulk, name)


def namespace(core: Core, words: Words) -> BaseNamespace:
    """The namespace of one client."""
    made: BaseNamespace = namespace_class(catalog_of(core), words, is_async=core.engine.is_async)(core)
    return made


def namespace_class(catalog: Catalog, words: Words, *, is_async: bool) -> type[BaseNamespace]:
    """The class of a namespace; made on first use."""
    made: type[BaseNamespace] = _kept(catalog, words, _make_class, is_async=is_async)
    return made


def raw_class(catalog: Catalog, words: Words, *, is_async: bool) -> type[RawNamespace]:
    """The class of a namespace's `with_raw_response`; made on first use."""
    made: type[RawNamespace] = _kept(catalog, (*words, "with_raw_response"), _make_raw_class, is_async=is_async)
    return made


def _kept(catalog: Catalog, key: Words, make: Callable[..., Any], *, is_async: bool) -> Any:
    with making:
        made = catalog.classes.get((key, is_async))
        if made is None:
            made = catalog.classes[key, is_async] = make(catalog, key, is_async=is_async)
    return made


def catalog_of(core: Core) -> Catalog:
    assert isinstance(core.catalog, Catalog)
    return core.catalog


def client_base(*, is_async: bool) -> type[Any]:
    """The class that a client inherits the namespaces of the bundled document from."""
    catalog = bundled_catalog()
    title = CLIENT_BASES[is_async]
    body: dict[str, Any] = {
        words[0]: _Attribute(catalog, words, is_async=is_async)
        for words in catalog.outline.operations
        if len(words) == 1
    }
    # Whether the document has what it takes is found out when somebody asks for it.
    if (BULK,) not in catalog.outline.operations:
        body[BULK] = _Bulk(is_async=is_async)
    doc = f"The namespaces of {'an AsyncGoodmem' if is_async else 'a Goodmem'} client."
    return type(title, (), {**body, "__module__": PUBLIC_MODULE, "__qualname__": title, "__doc__": doc})


def public_names() -> list[str]:
    """The names of all classes of the bundled document."""
    titles = class_titles(bundled_catalog()).values()
    return sorted([*CLIENT_BASES, *(name for title in titles for name in title)])


def public_class(name: str) -> type[Any] | None:
    """A class of the bundled document by its name, with all of its methods made; None where there is none."""
    if name in CLIENT_BASES:
        return client_base(is_async=name == CLIENT_BASES[1])
    catalog = bundled_catalog()
    for words, titles in class_titles(catalog).items():
        for is_async in (False, True):
            if name == titles.of(is_async=is_async):
                return make_all(namespace_class(catalog, words, is_async=is_async))
            if name == titles.of(is_async=is_async, is_raw=True):
                return make_all(raw_class(catalog, words, is_async=is_async))
    return None


def _make_class(catalog: Catalog, words: Words, *, is_async: bool) -> type[BaseNamespace]:
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
        body[name] = Late(name, partial(_method, catalog, words, name, title, is_async=is_async))
    for name in inner:
        body[name] = _Attribute(catalog, (*words, name), is_async=is_async)
    return type(title, (BaseNamespace,), body)


def _method(catalog: Catalog, words: Words, name: str, title: str, *, is_async: bool) -> Any:
    # What calls are made of is loaded with the first one.
    from goodmem_dyn._namespaces.making import make_method

    return make_method(catalog, words, name, title, is_async=is_async)


def _make_raw_class(catalog: Catalog, key: Words, *, is_async: bool) -> type[RawNamespace]:
    words = key[:-1]
    title = class_titles(catalog)[words].of(is_async=is_async, is_raw=True)
    names = raw_names(catalog, words)
    body: dict[str, Any] = {
        "__module__": PUBLIC_MODULE,
        "__qualname__": title,
        "__doc__": RAW_DOC,
        "_namespace": words,
        "_methods": tuple(names),
    }
    for name in names:
        body[name] = Late(name, partial(_raw_method, catalog, words, name, title, is_async=is_async))
    return type(title, (RawNamespace,), body)


def _raw_method(catalog: Catalog, words: Words, name: str, title: str, *, is_async: bool) -> Any:
    from goodmem_dyn._namespaces.making import make_raw_method

    return make_raw_method(catalog, words, name, title, is_async=is_async)


def _with_raw_response(self: BaseNamespace) -> RawNamespace:
    core = self._core
    return raw_class(catalog_of(core), self._namespace, is_async=core.engine.is_async)(core)
