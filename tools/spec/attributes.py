"""What the fields of models are called."""

from __future__ import annotations

import builtins

from goodmem_dyn._document.names import identifier
from goodmem_dyn._models.base import Model

# A field of one of these names would change what the annotations after it mean, or hide an attribute of the base model.
_HIDDEN = {name for name in vars(builtins) if name.islower()} & {"list", "dict", "str", "int", "float", "bool", "bytes"}
_HIDDEN |= set(dir(Model))


def attribute_name(wire: str) -> str:
    """The attribute for a wire name: as an argument is spelled, with an underscore after a name that is taken."""
    name = identifier(wire)
    return f"{name}_" if name in _HIDDEN else name
