"""A package of one document: its two clients and its models, and what editors and type checkers read of them.

Rules: at run time everything is made from the document that lies beside it, as for `document=`; the stubs say the same.
What is there already is overwritten by name, and nothing else is touched.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs.foreign import foreign_catalog
from goodmem_dyn._catalogs.sources import load_document
from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._stubs.models import models
from goodmem_dyn._stubs.namespaces import namespaces
from goodmem_dyn._stubs.params import params
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "# Made by `python -m goodmem_dyn stubs`. Do not edit.\n"

_INIT = '''"""Clients of {title}."""

from __future__ import annotations

import json
import pathlib

import goodmem_dyn

DOCUMENT = json.loads((pathlib.Path(__file__).parent / "document.json").read_bytes())
"""The OpenAPI document that they are made from."""


class Client(goodmem_dyn.Goodmem):
    def __init__(self, base_url=None, api_key=None, **options):
        super().__init__(base_url, api_key, **{{"document": DOCUMENT, **options}})


class AsyncClient(goodmem_dyn.AsyncGoodmem):
    def __init__(self, base_url=None, api_key=None, **options):
        super().__init__(base_url, api_key, **{{"document": DOCUMENT, **options}})
'''

_INIT_STUB = '''"""Clients of {title}."""

from types import TracebackType
from typing import Any

from goodmem_dyn._namespaces.clients import BaseClient
from typing_extensions import Self

from ._namespaces import AsyncGoodmemNamespaces, GoodmemNamespaces

DOCUMENT: dict[str, Any]
"""The OpenAPI document that they are made from."""

class Client(BaseClient, GoodmemNamespaces):
    """A client of {title}; options as for `goodmem_dyn.Goodmem`."""

    def __init__(self, base_url: str | None = None, api_key: Any = None, **options: Any) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

class AsyncClient(BaseClient, AsyncGoodmemNamespaces):
    """The same for asyncio and trio; options as for `goodmem_dyn.AsyncGoodmem`."""

    def __init__(self, base_url: str | None = None, api_key: Any = None, **options: Any) -> None: ...
    async def close(self) -> None: ...
    async def aclose(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
'''

_MODELS = '''"""The models of the document, by the names of its schemas: made when they are first asked for."""

from __future__ import annotations

from goodmem_dyn._stubs.package import model_module

from . import DOCUMENT

__getattr__, __dir__ = model_module(__name__, DOCUMENT)
'''


def files_of(source: Any) -> dict[str, str]:
    """The files of the package of a document, by name.

    Args:
        source: A document as for `document=`.

    Raises:
        InvalidRequestError: It cannot be read, or not be used.
    """
    document = dict(load_document(source))
    catalog = foreign_catalog(document)
    info = document.get("info")
    title = " ".join(str(info.get("title") or "an API").split()) if isinstance(info, dict) else "an API"
    title = title.replace("\\", "/").replace('"', "'")
    return {
        "__init__.py": HEADER + _INIT.format(title=title),
        "__init__.pyi": HEADER + _INIT_STUB.format(title=title),
        "_namespaces.pyi": namespaces(catalog, header=HEADER, beside=True),
        "models.py": HEADER + _MODELS,
        "models.pyi": models(catalog.surface, HEADER),
        "params.py": params(catalog, header=HEADER, beside=True),
        "py.typed": "",
        "document.json": json.dumps(document, ensure_ascii=False, indent=1) + "\n",
    }


def write(source: Any, folder: Path) -> list[Path]:
    """Write the package of a document; returns its files.

    Raises:
        InvalidRequestError: The document cannot be used, or the folder's name is no name of a package.
        OSError: The folder cannot be written.
    """
    if not folder.resolve().name.isidentifier():
        raise InvalidRequestError(f"{folder.name!r} cannot be imported: give a folder whose name is one in Python.")
    files = files_of(source)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def model_module(name: str, document: Any) -> Any:
    """What a module of models needs to find them by name: its `__getattr__` and `__dir__`."""
    schemas = document.get("components", {}).get("schemas", {})
    components = {class_name(component): component for component in reversed(schemas)}

    def find(wanted: str) -> Any:
        if wanted not in components:
            raise AttributeError(f"module {name!r} has no attribute {wanted!r}")
        return foreign_catalog(document).exchanges.model(components[wanted])

    return find, lambda: sorted(components)
