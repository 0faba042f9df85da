"""`preload`: do at start what the first calls would do."""

from __future__ import annotations

from goodmem_dyn._catalogs import bundled
from goodmem_dyn._namespaces.bases import make_all
from goodmem_dyn._namespaces.classes import namespace_class
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn.errors import InvalidRequestError


def preload(*namespaces: str) -> None:
    """Do at start what the first calls would do: make the methods, import the models, compile the checks.

    For services that would rather start slower than answer their first request slower.

    Args:
        namespaces: The namespaces to prepare, such as "memories"; none for all of them.

    Raises:
        InvalidRequestError: There is no such namespace.

    Example:
        >>> goodmem_dyn.preload("system")
    """
    catalog = bundled.catalog()
    known = {words[0] for words in catalog.surface.namespaces}
    for name in namespaces:
        if name not in known:
            raise InvalidRequestError(f"There is no namespace {name!r}.{nearest(name, known)}")
    for words, names in catalog.surface.namespaces.items():
        if namespaces and words[0] not in namespaces:
            continue
        for is_async in (False, True):
            make_all(namespace_class(catalog, words, is_async=is_async))
        for name in names:
            catalog.method(words, name).exchange.prepare_all()
