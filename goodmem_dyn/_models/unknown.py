"""Values that an enumeration does not know, taken out of an answer, for programs that expect None in their place."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from goodmem_dyn._models.strings import StrEnum


def without_unknown(value: Any) -> Any:
    """A value of an answer: None for an unknown member, lists without them, models changed in place."""
    if isinstance(value, StrEnum):
        return value if value.is_known else None
    if isinstance(value, BaseModel):
        fields = vars(value)
        for name, item in fields.items():
            fields[name] = without_unknown(item)
    elif isinstance(value, list):
        value[:] = [without_unknown(item) for item in value if not isinstance(item, StrEnum) or item.is_known]
    elif isinstance(value, dict):
        for key, item in value.items():
            value[key] = without_unknown(item)
    return value
