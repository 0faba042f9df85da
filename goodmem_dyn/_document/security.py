"""Security schemes → where the key goes.

Rules: the first scheme that this client knows decides. Everything that puts a key into a request, masks it or shows
where it goes asks the record that is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._wire.keys import GOODMEM, KeyPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _api_key(scheme: Mapping[str, Any]) -> KeyPlace | None:
    return KeyPlace(str(scheme["name"]).lower()) if scheme.get("in") == "header" else None


_SCHEMES: dict[str, Callable[[Mapping[str, Any]], KeyPlace | None]] = {"apiKey": _api_key}
"""The type of a scheme → where it puts the key; None for one that is of no use here."""


def key_place(document: Mapping[str, Any]) -> KeyPlace:
    """Where the key of a document's server goes; where GoodMem's goes when the document does not say."""
    for scheme in document.get("components", {}).get("securitySchemes", {}).values():
        place = _SCHEMES[scheme["type"]](scheme) if scheme.get("type") in _SCHEMES else None
        if place is not None:
            return place
    return GOODMEM
