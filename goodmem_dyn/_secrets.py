"""What must not be shown, and how it is masked: one rule for logs, curl lines and introspection.

Rules: a member is secret when the document marks it, wherever it stands; a header is secret when it carries a key. What
is masked keeps its place and loses its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MASK = "**********"
SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key"})


def secret_names(document: Mapping[str, Any]) -> frozenset[str]:
    """The wire names of the members that a document marks as secret."""
    found: set[str] = set()
    waiting: list[Any] = [document.get("components", {}), document.get("paths", {})]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            if isinstance(properties, dict):
                found.update(
                    name for name, one in properties.items() if isinstance(one, dict) and one.get("x-goodmem-secret")
                )
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return frozenset(found)


def masked(value: Any, names: frozenset[str]) -> Any:
    """A JSON value with every secret member masked."""
    if isinstance(value, dict):
        return {key: MASK if key in names and one is not None else masked(one, names) for key, one in value.items()}
    return [masked(one, names) for one in value] if isinstance(value, list) else value


def masked_headers(headers: Mapping[str, str], key_header: str = "x-api-key") -> dict[str, str]:
    """Headers with the secret ones masked."""
    return {
        name: MASK if name.lower() in SECRET_HEADERS or name.lower() == key_header else value
        for name, value in headers.items()
    }
