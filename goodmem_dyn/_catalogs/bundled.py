"""The document that ships in the package, and what is made from it: read once, when it is first needed."""

from __future__ import annotations

import json
import os
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import lru_cache
from goodmem_dyn._document.outline import outline_of, read
from goodmem_dyn._methods.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from goodmem_dyn._conveniences.base import Convenience
    from goodmem_dyn._document.outline import Outline
    from goodmem_dyn._document.reading import Surface


def data(name: str) -> bytes:
    """A file of the package's data."""
    # Through the loader, so that a zipped package works as well; importlib.resources would cost more than the reading.
    loader: Any = __spec__.loader
    content: bytes = loader.get_data(os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", name))
    return content


def document() -> dict[str, Any]:
    """The bundled OpenAPI document, as a new dict.

    Example:
        >>> import goodmem_dyn
        >>> goodmem_dyn.document()["openapi"]
        '3.1.0'
    """
    copy: dict[str, Any] = json.loads(data("openapi.json"))
    return copy


@lru_cache(maxsize=1)
def commit() -> str:
    """The commit of the server that the bundled document came from."""
    source: dict[str, Any] = json.loads(data("SOURCE.json"))
    return str(source["commit"])


def packaged_model(component: str) -> Any:
    """The generated class of a schema; imported on first use."""
    from goodmem_dyn import models

    return models.for_schema(component)


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """The methods of the bundled document."""
    outline = read(data("outline.json"), data("openapi.json"))
    if outline is None:  # somebody put another document there
        return catalog_of(_surface(None), packaged_model)
    return Catalog(outline, partial(_surface, outline), packaged_model, _conveniences)


def _surface(outline: Outline | None) -> Surface:
    """The bundled document, read: once, whichever thread asks first."""
    if not _read:
        with _reading:
            if not _read:
                from goodmem_dyn._document.names import Name
                from goodmem_dyn._document.reading import Surface

                named = outline and {
                    Name(words, method): (verb, path)
                    for words, methods in outline.operations.items()
                    for method, (verb, path) in methods.items()
                }
                _read.append(Surface(json.loads(data("openapi.json")), named=named))
    return _read[0]


_read: list[Surface] = []
_reading = threading.Lock()


def catalog_of(surface: Surface, model: Callable[[str], Any]) -> Catalog:
    """The methods of a document, with all conveniences; `model` gives the class of the results of a component."""
    return Catalog(outline_of(surface), lambda: surface, model, _conveniences)


def _conveniences(names: Collection[str] | None) -> Sequence[type[Convenience]]:
    if names is not None and not names:
        return ()
    from goodmem_dyn._conveniences.order import conveniences

    return conveniences(names)
