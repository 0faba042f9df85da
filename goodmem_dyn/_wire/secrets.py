"""What must not be shown, and how it is masked: one rule for logs, errors, curl lines and introspection.

Rules: a member is secret when the document marks it, wherever it stands; a header is secret when it carries a key. What
is masked keeps its place and loses its text. A secret that was sent is hidden as well where a server repeats it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import lru_cache
from goodmem_dyn._wire.keys import GOODMEM, KeyPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        return {key: MASK if key in names and item is not None else masked(item, names) for key, item in value.items()}
    return [masked(item, names) for item in value] if isinstance(value, list) else value


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


def _values(value: Any, names: frozenset[str], *, secret: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, names, secret=secret or key in names)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item, names, secret=secret)
    elif secret and isinstance(value, str):
        yield value


def without(text: str, values: Iterable[str]) -> str:
    """A text with these values masked."""
    for value in values:
        text = text.replace(value, MASK)
    return text


def hide(error: APIError, values: Iterable[str]) -> None:
    """Mask secrets wherever an error repeats them."""
    hidden = list(values)
    error.message, error.body = without(error.message, hidden), without(error.body, hidden)
    error.headers = {name: without(text, hidden) for name, text in error.headers.items()}
    for field in error.errors:
        field.field, field.message = without(field.field, hidden), without(field.message, hidden)
    error.args = (error.message,)


def masked_text(text: str, names: frozenset[str]) -> str:
    """JSON text, whole or not, with every secret member masked."""
    return _member(names).sub(rf"\g<1>{MASK}", text) if names else text


@lru_cache(maxsize=16)
def _member(names: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf'("(?:{listed})"\s*:\s*")(?:[^"\\]|\\.)*')
