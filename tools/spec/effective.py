"""The effective document: what the server sent, as OpenAPI 3.1, with what this project adds to it.

That is the overlays, the names that operations and schemas keep from documents before, what those did not promise, and
the aliases of methods that were renamed.

Rules: nothing received is changed in place; what of the overlays and aliases does not fit is an error, unless it is
excused or the caller collects it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.schema_names import keep_schema_names
from tools import paths
from tools.spec import openapi30, overlay
from tools.tracking import names, promises, renames

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

JSON = dict[str, Any]


def effective(root: Path, received: JSON, *, excused: Container[str] = (), unmatched: list[str] | None = None) -> JSON:
    """A received document as OpenAPI 3.1, with the overlays and the aliases of a checkout applied.

    Args:
        root: The checkout.
        received: The document, which is not changed.
        excused: What of the overlays and aliases may match nothing.
        unmatched: Where to write down the others that match nothing, instead of failing on the first.

    Raises:
        OverlayError: An overlay or alias does not fit the document.
    """
    known = names.known_before(root, received)
    document = openapi30.upgrade(received)
    # Overlays go by the names that schemas, and the variables of paths, had before.
    keep_schema_names(document, known.document)
    overlays = overlay.find(root / paths.OVERLAYS)
    earlier = names.paths_before(document, known.operations)
    names.rename_paths(document, earlier)
    document = overlay.apply_files(document, overlays, excused=excused, unmatched=unmatched)
    names.rename_paths(document, {before: path for path, before in earlier.items()})
    names.apply(document, known.operations)
    promises.apply(document, known.promised)
    return renames.apply(document, renames.load(root), excused=excused, unmatched=unmatched)
