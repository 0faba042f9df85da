"""Validation that stops at the first wrong item, so that a wrong answer costs no more than a right one.

Rules: a validator collects an error of half a kilobyte for each member that does not fit, of which one is shown; an
answer of a few kilobytes can have millions of them. Lists stop by themselves when they are told to. Maps do not know
how to: their first wrong value raises. Inside a choice they are left as they are, because another branch may fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from pydantic_core import PydanticCustomError, ValidationError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_INSIDE = ("schema", "items_schema", "values_schema")
_CHOICES = frozenset({"union", "tagged-union"})


def _stop() -> NoReturn:
    wrong = PydanticCustomError("map_value", "A value of this map is not as promised")
    raise ValidationError.from_exception_data("a map", [{"type": wrong, "loc": ("*",), "input": None}], hide_input=True)


def stopping(schema: Any, *, in_choice: bool = False) -> None:
    """Make a validator's schema stop at the first wrong item, in place; nested models see to themselves."""
    kind = schema["type"]
    if kind == "model-fields":
        for field in schema["fields"].values():
            stopping(field["schema"])
        return
    if kind in {"list", "set", "frozenset", "tuple"}:
        schema["fail_fast"] = True
    in_choice = in_choice or kind in _CHOICES
    for branch in schema.get("choices", ()) if kind == "union" else ():
        stopping(branch[0] if isinstance(branch, tuple) else branch, in_choice=True)
    for key in _INSIDE:
        inner = schema.get(key)
        # The whole of a nested model was made so when its class was.
        if isinstance(inner, dict) and inner["type"] != "model":
            stopping(inner, in_choice=in_choice)
    if kind == "dict" and "values_schema" in schema and not in_choice and schema["values_schema"]["type"] != "any":
        schema["values_schema"] = {
            "type": "default",
            "schema": schema["values_schema"],
            "on_error": "default",
            "default_factory": _stop,
        }


class Stopping:
    """Marks a type whose validation stops at the first wrong item: `Annotated[list[int], Stopping()]`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        if schema["type"] not in {"model", "definition-ref"}:
            stopping(schema)
        return schema
