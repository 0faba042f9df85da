"""Libraries that are not always there: asked for when they are needed, and named when they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def needed(module: str, user: str) -> Any:
    """A module that something cannot do without.

    Raises:
        ImportError: It is not installed; says what it is needed for and how to get it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise
        extra = "ray" if module.startswith("ray") else "bulk"
        where = f"goodmem-dyn[{extra}]" if module.partition(".")[0] not in {"pyarrow", "fsspec"} else error.name
        raise ImportError(f"{user} need {module}: pip install '{where}'.", name=error.name) from error
