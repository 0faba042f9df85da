"""Security schemes → where the key goes.

Rules: what a document requires of all operations decides where the key goes as a rule, and what it requires of one
operation decides for that one. The first alternative whose scheme this client knows is taken. Everything that puts a
key into a request, masks it or shows where it goes asks the record that is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.schema import SpecError
from goodmem_dyn._wire.keys import GOODMEM, KeyPlace
from goodmem_dyn._wire.targets import UNSENT_HEADERS, is_token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_SPOKEN_FOR = frozenset({"host", "accept", "accept-encoding", "content-type", "content-encoding", "user-agent"})
"""Headers that say something else in every request."""


def _api_key(scheme: Mapping[str, Any]) -> KeyPlace | None:
    if scheme.get("in") != "header":
        return None
    name = str(scheme["name"]).lower()
    if not is_token(name) or name in UNSENT_HEADERS or name in _SPOKEN_FOR:
        raise SpecError(f"The key cannot go in the header {name[:80]!r}.")
    return KeyPlace(name)


def _http(scheme: Mapping[str, Any]) -> KeyPlace | None:
    is_bearer = str(scheme.get("scheme", "")).lower() == "bearer"
    return _token(scheme) if is_bearer else None


def _token(_scheme: Mapping[str, Any]) -> KeyPlace:
    return KeyPlace("authorization", "Bearer ")


_SCHEMES: dict[str, Callable[[Mapping[str, Any]], KeyPlace | None]] = {
    "apiKey": _api_key,
    "http": _http,
    "oauth2": _token,
    "openIdConnect": _token,
}
"""The type of a scheme → where it puts the key; None for one that is of no use here."""


def key_place(document: Mapping[str, Any], required: Any = None) -> KeyPlace:
    """Where the key goes.

    Args:
        document: The document.
        required: What one operation requires; left out, what the document requires of all.

    Returns:
        The place; where GoodMem's key goes when the document does not say.
    """
    schemes = document.get("components", {}).get("securitySchemes", {})
    required = document.get("security") if required is None else required
    named = [name for alternative in required or () if isinstance(alternative, dict) for name in alternative]
    # A document that requires nothing may still say what there is.
    for name in named or schemes:
        scheme = schemes.get(name)
        known = isinstance(scheme, dict) and scheme.get("type") in _SCHEMES
        place = _SCHEMES[scheme["type"]](scheme) if known else None
        if place is not None:
            return place
    return GOODMEM
