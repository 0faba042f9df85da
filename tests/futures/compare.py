"""Whether what a client returns is what the server said: value by value, whatever class carries it.

Rules: a model is read by its fields' wire names, and by what it kept besides. What the server did not say may be there as
None. A value of a type that the document did not promise must be there as it came; one object where a list was promised
is a list of one, so that loops go on.
"""

from __future__ import annotations

import base64
import datetime
import uuid
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSING = object()


def differences(said: Any, found: Any, where: str = "answer") -> Iterator[str]:
    """What is not as the server said it, each with its place."""
    root = getattr(found, "root", _MISSING) if isinstance(found, BaseModel) else _MISSING
    if root is not _MISSING and "root" in type(found).model_fields:
        yield from differences(said, root, where)
    elif isinstance(said, dict):
        yield from _object(said, found, where)
    elif isinstance(said, list):
        if not isinstance(found, (list, tuple)) or len(found) != len(said):
            yield f"{where} is {_shown(found)} instead of {len(said)} items"
            return
        for at, (one, other) in enumerate(zip(said, found, strict=True)):
            yield from differences(one, other, f"{where}[{at}]")
    elif not _same(said, found):
        yield f"{where} is {_shown(found)} instead of {said!r}"


def _object(said: dict[str, Any], found: Any, where: str) -> Iterator[str]:
    if isinstance(found, BaseModel):
        values = dict(found.model_extra or {})
        for name, field in type(found).model_fields.items():
            values[field.alias or name] = getattr(found, name)
    elif isinstance(found, dict):
        values = found
    elif isinstance(found, list) and len(found) == 1:
        yield from _object(said, found[0], where)
        return
    else:
        yield f"{where} is {_shown(found)} instead of an object"
        return
    for name, one in said.items():
        if name not in values:
            yield f"{where}.{name} is lost"
        else:
            yield from differences(one, values[name], f"{where}.{name}")


def _same(said: Any, found: Any) -> bool:
    if isinstance(said, bool) or said is None:
        return found is said
    if isinstance(said, (int, float)):
        return not isinstance(found, bool) and isinstance(found, (int, float)) and found == said
    if isinstance(found, str):
        return str.__str__(found) == said
    if isinstance(found, (datetime.datetime, datetime.date)):
        return type(found).fromisoformat(said.replace("Z", "+00:00")) == found
    if isinstance(found, bytes):
        return base64.b64encode(found).decode() == said
    return str(found) == said if isinstance(found, uuid.UUID) else False


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 80 else f"{text[:80]}…"
