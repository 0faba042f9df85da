"""What must not be shown, and how it is masked: one rule for logs, errors, curl lines and introspection.

Rules: a member is secret when the document marks it, wherever it stands and however its name is spelled; a header is
secret when it carries a key. What is masked keeps its place and loses its text. A secret that was sent is hidden as
well where a server repeats it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import lru_cache, pattern
from goodmem_dyn._wire.keys import GOODMEM, KeyPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._wire.response import Response
    from goodmem_dyn.errors import APIError

MASK = "**********"
SHORTEST = 4
"""Shorter values are no secrets, and masking them would leave little of a text."""
SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key"})


def secret_names(document: Mapping[str, Any]) -> frozenset[str]:
    """The wire names of the members that a document marks as secret."""
    names: set[str] = set()
    waiting: list[Any] = [document.get("components", {}), document.get("paths", {})]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            if isinstance(properties, dict):
                names.update(
                    name
                    for name, member in properties.items()
                    if isinstance(member, dict) and member.get("x-goodmem-secret")
                )
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return frozenset(names)


def masked(value: Any, names: frozenset[str]) -> Any:
    """A JSON value with every secret member masked."""
    if isinstance(value, dict):
        return {
            key: MASK if item is not None and names_secret(key, names) else masked(item, names)
            for key, item in value.items()
        }
    return [masked(item, names) for item in value] if isinstance(value, list) else value


def names_secret(key: object, names: frozenset[str]) -> bool:
    """Whether a key is one of these names, in whatever spelling: `rawApiKey`, `raw_api_key`, `RAW-API-KEY`."""
    return key in names or (isinstance(key, str) and _folded(key) in _all_folded(names))


def _folded(name: str) -> str:
    return name.translate(_SEPARATORS).casefold()


_SEPARATORS = dict.fromkeys(map(ord, "_-. "))


@lru_cache(maxsize=16)
def _all_folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_folded, names))


def masked_headers(
    headers: Mapping[str, str], key_place: KeyPlace = GOODMEM, others: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Headers with the secret ones masked; `others` are further names of such."""
    secret = SECRET_HEADERS | {key_place.header} | others
    return {name: MASK if name.lower() in secret else value for name, value in headers.items()}


def secret_headers(headers: Mapping[str, str], key_place: KeyPlace = GOODMEM) -> Iterator[str]:
    """The values of the headers that carry keys; of `Bearer …`, the key as well."""
    for name, value in headers.items():
        if name.lower() in SECRET_HEADERS or name.lower() == key_place.header:
            yield value
            yield value.rpartition(" ")[2]


def hidden_values(body: Any, names: frozenset[str], others: Iterable[str] = ()) -> list[str]:
    """The secrets that a request holds: those of its body, and others; the longest first."""
    secrets = {value for value in (*_values(body, names), *others) if len(value) >= SHORTEST}
    return sorted(secrets, key=len, reverse=True)


def _values(value: Any, names: frozenset[str]) -> Iterator[str]:
    # Without recursion: a request may be nested deeper than Python calls.
    waiting = [(value, False)]
    while waiting:
        node, secret = waiting.pop()
        if isinstance(node, dict):
            waiting += [(item, secret or names_secret(key, names)) for key, item in node.items()]
        elif isinstance(node, list):
            waiting += [(item, secret) for item in node]
        elif secret and isinstance(node, str):
            yield node


def without(text: str, values: Iterable[str]) -> str:
    """A text with these values masked, in whatever spelling."""
    # Imported when there is something to hide: most programs see no failure.
    from goodmem_dyn._wire.spellings import spellings

    for value in values:
        text = spellings(value).sub(MASK, text)
    return text


def hide(error: APIError, values: Iterable[str]) -> None:
    """Mask secrets wherever an error repeats them."""
    hidden = list(values)
    error.message, error.body = without(error.message, hidden), without(error.body, hidden)
    error.headers = {without(name, hidden): without(text, hidden) for name, text in error.headers.items()}
    error.request_id = None if error.request_id is None else without(error.request_id, hidden)
    error.code = without(error.code, hidden) if isinstance(error.code, str) else error.code
    for field in error.errors:
        field.field, field.message = without(field.field, hidden), without(field.message, hidden)
    error.args = (error.message,)


def hide_text(error: BaseException, keys: Iterable[str]) -> None:
    """Mask secrets in the texts of an error and of what caused it: a broken answer is quoted by whoever reads it."""
    hidden, seen = hidden_values(None, frozenset(), keys), set[int]()
    waiting: list[BaseException | None] = [error]
    while waiting:
        failure = waiting.pop()
        if failure is None or id(failure) in seen:
            continue
        seen.add(id(failure))
        failure.args = tuple(without(part, hidden) if isinstance(part, str) else part for part in failure.args)
        message = getattr(failure, "message", None)
        if isinstance(message, str):
            failure.message = without(message, hidden)  # type: ignore[attr-defined]  # ours have one
        waiting += [failure.__cause__, failure.__context__]


def shown_id(response: Response, keys: Iterable[str]) -> str | None:
    """The id of a request as it may be shown: a server may send anything as one."""
    request_id = response.request_id
    return request_id and without(request_id, hidden_values(None, frozenset(), keys))


def masked_text(text: str, names: frozenset[str]) -> str:
    """JSON text, whole or not, with every secret member masked."""
    if not names:
        return text
    return _MEMBER.sub(lambda match: f"{match[1]}{MASK}" if names_secret(match[2], names) else match[0], text)


_MEMBER = pattern(r'("([^"\\]{1,200})"\s*:\s*")(?:[^"\\]|\\.)*')
