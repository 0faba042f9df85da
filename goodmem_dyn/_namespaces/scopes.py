"""What the annotations of methods name, as objects: where stubs would import it from; the models are the document's."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from goodmem_dyn._cache import lru_cache
from goodmem_dyn._document.class_names import class_name

if TYPE_CHECKING:
    from goodmem_dyn._methods.catalog import Catalog

PUBLIC = (
    "AsyncPage",
    "AsyncRetrievalStream",
    "AsyncStream",
    "AsyncWholePage",
    "BatchResult",
    "NotGiven",
    "Null",
    "Page",
    "RawResponse",
    "RetrievalResult",
    "RetrievalStream",
    "Stream",
    "WholePage",
)
"""What annotations name of the package itself; the stubs import the same."""
_FROM: dict[str, tuple[str, ...]] = {
    "typing": ("Any", "BinaryIO", "Literal"),
    "collections.abc": ("Awaitable", "Callable", "Iterable", "Iterator", "Mapping", "Sequence"),
    "goodmem_dyn": PUBLIC,
}
_MODULES = {"datetime": "datetime", "filters": "goodmem_dyn.filters", "httpx": "httpx", "os": "os"}
_FOREIGN_TO_PYDANTIC = frozenset({"BinaryIO", "Expression", "NotGiven", "Null", "Timeout", "range"})


class _Module:
    """A module whose names are taken from it when they are asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return _instance(name, getattr(importlib.import_module(self._name), name))


class _Models:
    """The classes of a document's schemas, by their names in Python."""

    def __init__(self, catalog: Catalog) -> None:
        schemas = catalog.surface.document.get("components", {}).get("schemas", {})
        self._components = {class_name(component): component for component in reversed(schemas)}
        self._model = catalog.exchanges.model

    def __getattr__(self, name: str) -> Any:
        return self._model(self._components[name])


class _Dicts:
    """The TypedDicts of arguments; a mapping of whatever where the package has none."""

    def __init__(self, *, is_bundled: bool) -> None:
        self._is_bundled = is_bundled

    def __getattr__(self, name: str) -> Any:
        if not self._is_bundled:
            return Mapping[str, Any]
        return Annotated[getattr(importlib.import_module("goodmem_dyn.params"), name), _Instance(Mapping)]


class _Instance:
    """Marks what pydantic takes as it is, if it is an instance of a class: what is in it, the call itself checks."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(self._kind)


def _instance(name: str, kind: Any) -> Any:
    """A class, so marked that pydantic checks instances of it where it could not read it otherwise."""
    return Annotated[kind, _Instance(kind)] if name in _FOREIGN_TO_PYDANTIC else kind


@lru_cache(maxsize=16)
def scope_of(catalog: Catalog) -> Mapping[str, Any]:
    """What the annotations of a document's methods name."""
    from goodmem_dyn._catalogs import bundled

    fixed = {
        name: _instance(name, getattr(importlib.import_module(module), name))
        for module, members in _FROM.items()
        for name in members
    }
    fixed["range"] = _instance("range", range)
    fixed |= {name: _Module(module) for name, module in _MODULES.items()}
    return fixed | {"models": _Models(catalog), "params": _Dicts(is_bundled=catalog is bundled.catalog())}
