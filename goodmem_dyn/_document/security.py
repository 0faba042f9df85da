"""Security schemes → where the key goes.

Rules: what a document requires of all operations decides where the key goes as a rule, and what it requires of one
operation decides for that one. The first alternative whose scheme this client knows is taken. Everything that puts a
key into a request, masks it or shows where it goes asks the record that is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._wire.keys import GOODMEM, KeyPlace
from goodmem_dyn._wire.targets import UNSENT_HEADERS, is_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from goodmem_dyn._document.schema import Resolver


class Scheme(NamedTuple):
    """A security scheme of a document.

    Attributes:
        name: As the document calls it.
        place: Where its key goes; None for one that this client does not speak.
        is_basic: Whether its key is a pair of user and password.
        on_the_wire_below: Whether it is done by TLS, so that a request has nothing to carry.
        says: The scheme, as an error names it.
    """

    name: str
    place: KeyPlace | None
    is_basic: bool
    on_the_wire_below: bool
    says: str


Alternatives = tuple[tuple[Scheme, ...], ...]
"""What an operation requires: one of these, and of that one every scheme."""


def schemes_of(document: Mapping[str, Any], resolver: Resolver) -> dict[str, Scheme]:
    """The schemes that a document declares."""
    declared = document.get("components", {}).get("securitySchemes") or {}
    return {name: _scheme(name, resolver.follow(node)) for name, node in declared.items() if isinstance(node, dict)}


def security_of(schemes: Mapping[str, Scheme], required: Iterable[Any]) -> Alternatives:
    """What an operation requires, as its `security` says, or that of the document."""
    return tuple(
        tuple(schemes.get(name) or Scheme(name, None, False, False, f"{name!r} (not declared)") for name in alternative)
        for alternative in required
        if isinstance(alternative, dict)
    )


def _scheme(name: str, node: Mapping[str, Any]) -> Scheme:
    kind, how = str(node.get("type")), str(node.get("scheme", "")).lower()
    if kind == "apiKey":
        where, key = node.get("in"), str(node.get("name", ""))
        if where == "header":
            _check_header(key.lower())
        place = {
            "header": KeyPlace(key.lower()),
            "query": KeyPlace(key, where="query"),
            "cookie": KeyPlace(key, where="cookie"),
        }.get(str(where))
        return Scheme(name, place, False, False, f"{name!r} (an API key in the {where})")
    if kind == "http" and how in {"bearer", "basic"}:
        place = KeyPlace("authorization", f"{how.title()} ")
        return Scheme(name, place, how == "basic", False, f"{name!r} (http {how})")
    if kind in {"oauth2", "openIdConnect"}:
        return Scheme(name, _token(node), False, False, f"{name!r} ({kind}, as a bearer token)")
    says = f"{name!r} ({kind} {how}".rstrip() + ", which needs an http_client that speaks it)"
    return Scheme(name, None, False, kind == "mutualTLS", says)


_SPOKEN_FOR = frozenset({"host", "accept", "accept-encoding", "content-type", "content-encoding", "user-agent"})
"""Headers that say something else in every request."""


def _api_key(scheme: Mapping[str, Any]) -> KeyPlace | None:
    if scheme.get("in") != "header":
        return None
    name = str(scheme["name"]).lower()
    _check_header(name)
    return KeyPlace(name)


def _check_header(name: str) -> None:
    if not is_token(name) or name in UNSENT_HEADERS or name in _SPOKEN_FOR:
        raise SpecError(f"The key cannot go in the header {name[:80]!r}.")


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
