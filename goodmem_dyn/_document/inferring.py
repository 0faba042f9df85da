"""What a body need not be given, because the client fills it in from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def inferred(properties: Mapping[str, Any]) -> frozenset[str]:
    """The members of a body that the client fills in from the others: the media type of content that may be text."""
    is_content = any(f"{wire}B64" in properties for wire in properties)
    return frozenset({"contentType"} & properties.keys() if is_content else ())
