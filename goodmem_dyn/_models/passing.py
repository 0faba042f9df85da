"""Validation of what passes by, as the events of a stream do, and is not kept.

Rules: pydantic keeps the short texts that it reads, to share those that come again, in a table that grows to more than
a megabyte. In what passes by they hardly come again, so only names of members are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic_core import SchemaValidator

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema


def passing(kind: Any) -> Callable[[bytes], Any] | None:
    """The function from JSON to a model, for one of many that pass by; None for what is no plain model."""
    schema = getattr(kind, "__pydantic_core_schema__", None)
    # A plugin of pydantic's watches what is validated by a class of its own, and a model may have yet to be built.
    if type(getattr(kind, "__pydantic_validator__", None)) is not SchemaValidator or not isinstance(schema, dict):
        return None
    return SchemaValidator(
        cast("CoreSchema", schema), {"cache_strings": "keys", "hide_input_in_errors": True}
    ).validate_json
