"""Results as plain values: what JSON, YAML, queries and tables are made from.

Rules: members have their names of the wire, as the server's documentation has them, and only those that the server
sent. A secret is masked, but where the server made it and shows it this once.
"""

from __future__ import annotations

import base64
from typing import Any

from goodmem_dyn._columns import kebab


def plain(value: Any, *, reveal: bool = False) -> Any:
    """A result as values of JSON."""
    if hasattr(type(value), "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, context={"secrets": reveal})
    if isinstance(value, dict):
        return {str(key): plain(member, reveal=reveal) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, reveal=reveal) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii")
    return value


def member(record: Any, path: str) -> Any:
    """A member by its dotted path, spelled as on the wire or with underscores; None where there is none."""
    for part in path.split("."):
        if not isinstance(record, dict):
            return None
        wanted = kebab(part)
        record = record[part] if part in record else next((v for k, v in record.items() if kebab(k) == wanted), None)
    return record
