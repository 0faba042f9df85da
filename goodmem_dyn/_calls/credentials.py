"""Keys for the operations of a document that says itself which of them takes which.

Rules: a key goes where the scheme of the operation has it, and nowhere else; where none is asked for, none goes. Of
several alternatives, the first one counts whose keys are all at hand. A key that is made by a callable is asked for
when it is first needed, kept, and asked for once more after a 401. What the caller's own headers say comes first.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.quoting import query_text
from goodmem_dyn._arguments.refusals import quoted, shown
from goodmem_dyn._cache import pattern
from goodmem_dyn._wire.effects import Ask
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._document.security import Alternatives, Scheme
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.request import Request

_VISIBLE = pattern(r"[\x21-\x7e]+\Z")
_ONLY = ""
"""The name under which the one `api_key` is kept."""


class Credentials:
    """The keys of one client.

    Args:
        schemes: The schemes of the document, by name.
        api_key: The one key, for whatever single scheme an operation takes; None for none.
        credentials: Keys by the names of schemes.

    Raises:
        InvalidRequestError: A name is no scheme, a value is none, or both ways are mixed.
    """

    def __init__(self, schemes: Mapping[str, Scheme], api_key: Any, credentials: Any) -> None:
        has_key = api_key is not None and api_key != ""
        if credentials is not None and has_key:
            raise InvalidRequestError("Give api_key or credentials, not both: credentials may name every scheme.")
        if credentials is None:
            self._given: dict[str, Any] = {_ONLY: _checked(api_key, "api_key")} if has_key else {}
        else:
            self._given = _named(credentials, schemes)
        self._made: dict[str, Any] = {}

    def signed(self, operation: Operation, request: Request, refused: Request | None = None) -> Flow:
        """A request with the keys that its operation takes; `refused` is the one that a 401 answered.

        Raises:
            InvalidRequestError: The operation needs keys that were not given.
        """
        signed = replace(request, headers=dict(request.headers))
        for scheme, name in self._chosen(operation):
            value = self._given[name]
            if callable(value):
                value = yield from self._asked(name, refused)
            _place(signed, scheme, value, name)
        return signed

    def renewable(self, operation: Operation) -> bool:
        """Whether a key of an operation can be asked for once more."""
        return any(callable(self._given[name]) for _, name in self._chosen(operation))

    def _asked(self, name: str, refused: Request | None) -> Flow:
        key = self._made.get(name)
        # Another call may have had it renewed in the meantime.
        if key is None or (refused is not None and _text(key) in refused.hidden):
            where = "api_key" if name == _ONLY else f"credentials[{name!r}]"
            key = self._made[name] = _checked((yield Ask(self._given[name])), where, from_callable=True)
        return key

    def _chosen(self, operation: Operation) -> list[tuple[Scheme, str]]:
        """The schemes that an operation is called with, and the names of their keys here."""
        alternatives = operation.security
        if not self._given or not alternatives:
            return []
        # No key at all is the last choice, wherever it stands.
        for alternative in sorted(alternatives, key=lambda way: not way):
            needed = [scheme for scheme in alternative if scheme.place is not None or not scheme.on_the_wire_below]
            if all(scheme.place is not None for scheme in needed) and self._covers(needed):
                return [(scheme, _ONLY if _ONLY in self._given else scheme.name) for scheme in needed]
        raise InvalidRequestError(f"{operation.qualname}() needs {_wanted(alternatives)}.{self._have()}")

    def _covers(self, needed: list[Scheme]) -> bool:
        if _ONLY in self._given:
            return len(needed) <= 1
        return all(scheme.name in self._given for scheme in needed)

    def _have(self) -> str:
        if _ONLY in self._given:
            return " One api_key is for one scheme: give credentials={'name of the scheme': 'key', …} instead."
        return f" Given are credentials for {', '.join(map(repr, self._given))}."


def _named(credentials: Any, schemes: Mapping[str, Scheme]) -> dict[str, Any]:
    if not hasattr(credentials, "items"):
        raise InvalidRequestError(f"credentials must be a dict of schemes and keys, not {shown(credentials)}.")
    unknown = next((name for name in credentials if name not in schemes), None)
    if unknown is not None:
        known = ", ".join(map(repr, schemes)) or "none"
        hint = nearest(unknown, schemes)
        raise InvalidRequestError(f"credentials: the document has no scheme {quoted(unknown)}.{hint} Schemes: {known}.")
    return {name: _checked(value, f"credentials[{name!r}]") for name, value in credentials.items()}


def _checked(value: Any, where: str, *, from_callable: bool = False) -> Any:
    """A key, or what makes one."""
    if callable(value) and not from_callable:
        return value
    parts: tuple[Any, ...] = value if isinstance(value, tuple) and len(value) == 2 else (value,)
    if not all(isinstance(part, str) for part in parts):
        verb = "give" if from_callable else "be"
        raise InvalidRequestError(
            f"{where} must {verb} a str, or a pair of user and password"
            f"{'' if from_callable else ', or a callable that gives one'}; not {shown(value)}."
        )
    if not parts[0] or any(ord(char) < 32 or ord(char) == 127 for part in parts for char in part):
        raise InvalidRequestError(f"{where} must be text without control characters, and not empty.")
    return value


def _wanted(alternatives: Alternatives) -> str:
    ways = [" and ".join(scheme.says for scheme in alternative) for alternative in alternatives if alternative]
    return f"a key for {', or '.join(dict.fromkeys(ways))}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ":".join(value)


def _place(request: Request, scheme: Scheme, value: Any, name: str) -> None:
    """Put a key into a request."""
    place, where = scheme.place, "api_key" if name == _ONLY else f"credentials[{name!r}]"
    assert place is not None
    text = _text(value)
    request.hidden += (text,) if isinstance(value, str) else (text, value[1])
    if scheme.is_basic:
        if ":" not in text:
            raise InvalidRequestError(f"{where} must be a pair of user and password for {scheme.says}.")
        text = base64.b64encode(text.encode()).decode()
    elif not isinstance(value, str):
        raise InvalidRequestError(f"{where} must be a str for {scheme.says}, not a pair.")
    if place.where == "query":
        join = "&" if "?" in request.target else "?"
        quoted_key = query_text(text, where)
        request.target += f"{join}{query_text(place.header, place.header)}={quoted_key}"
        request.hidden += (quoted_key,)
    elif place.where == "cookie":
        own = request.headers.get("cookie")
        cookie = f"{place.header}={query_text(text, where)}"
        request.headers["cookie"] = f"{own}; {cookie}" if own else cookie
        request.hidden += (query_text(text, where),)
    elif place.header not in request.headers:
        if not _VISIBLE.match(text):
            raise InvalidRequestError(f"{where} must be visible ASCII text, without spaces or line ends.")
        request.headers |= place.headers(text)
        request.key_headers |= {place.header}
