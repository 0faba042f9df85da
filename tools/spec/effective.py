"""The effective document: what the server sent, as OpenAPI 3.1, with what this project adds to it.

That is the overlays, the names that operations keep from documents before, and the aliases of those that were renamed.

Rules: nothing received is changed in place; what of the overlays and aliases does not fit is an error, unless it is
excused or the caller collects it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools import paths
from tools.spec import openapi30, overlay
from tools.tracking import names, renames

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
    overlays = overlay.find(root / paths.OVERLAYS)
    document = overlay.apply_files(openapi30.upgrade(received), overlays, excused=excused, unmatched=unmatched)
    names.apply(document, names.known_before(root, received))
    return renames.apply(document, renames.load(root), excused=excused, unmatched=unmatched)
