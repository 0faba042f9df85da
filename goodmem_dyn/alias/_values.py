"""Values that the `goodmem` package has by name, made when they are asked for."""

from __future__ import annotations

from typing import Any

from goodmem_dyn import models
from goodmem_dyn._catalogs import bundled
from goodmem_dyn._conveniences.shorthands import DefaultChunking
from goodmem_dyn.alias._names import defaults


def __getattr__(name: str) -> Any:
    model = defaults(bundled.catalog().surface).get(name)
    if model is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    value = models.for_schema(model).model_validate(DefaultChunking.DEFAULT)
    globals()[name] = value
    return value
