"""Results as plain values: what JSON, YAML, queries and tables are made from.

Rules: members have their names of the wire, as the server's documentation has them, and only those that the server
sent. A secret is masked, but where the server made it and shows it this once. Text from a server that goes to a
terminal holds no control characters: it must not be able to write the screen.
"""

from __future__ import annotations

import base64
from typing import Any


def plain(value: Any, *, reveal: bool = False) -> Any:
    """A result as values of JSON."""
    if hasattr(type(value), "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, context={"secrets": reveal})
    if isinstance(value, dict):
        return {str(key): plain(one, reveal=reveal) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one, reveal=reveal) for one in value]
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii")
    return value


def safe(text: str) -> str:
    """Text without control characters but for line ends and tabs: others are shown as what they are."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in "\n\t" else _escaped(one) for one in text)


def _escaped(char: str) -> str:
    # Spaces of other scripts are no control characters, but `isprintable` refuses them.
    return char if char.isspace() and char not in "\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" else ascii(char)[1:-1]


def member(record: Any, path: str) -> Any:
    """A member by its dotted path, spelled as on the wire or with underscores; None where there is none."""
    from goodmem_dyn._terminal.naming import kebab

    for part in path.split("."):
        if not isinstance(record, dict):
            return None
        wanted = kebab(part)
        record = record[part] if part in record else next((v for k, v in record.items() if kebab(k) == wanted), None)
    return record
