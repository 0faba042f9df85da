"""What a client needs of the bundled document before its first call, worked out once instead of in every process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs.bundled import catalog_of
from goodmem_dyn._document.outline import written
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._namespaces.naming import method_names

if TYPE_CHECKING:
    from collections.abc import Mapping


def generate(document: Mapping[str, Any], text: bytes) -> dict[str, Any]:
    """The outline of a document.

    Args:
        document: The document.
        text: The same, as it is bundled.
    """
    catalog = catalog_of(compile_document(document), _no_model)
    shown = {words: method_names(catalog, words) for words in catalog.outline.operations}
    conveniences = {
        words: {
            name: [type(convenience).__name__ for convenience in own]
            for name in methods
            if (own := catalog.method(words, name).conveniences)
        }
        for words, methods in catalog.outline.operations.items()
    }
    return written(catalog.outline._replace(shown=shown, conveniences=conveniences), text)


def _no_model(component: str) -> Any:
    raise RuntimeError(f"names need no model, and {component!r} was asked for")
