# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from pydantic import Field


class LoggingOptions(Model):
    """
    Logging of one retrieval on the server.
    """

    enabled: bool | None = None
    """
    Whether to log this retrieval. Left out: the server decides.
    """
    caller_attributes: Annotated[
        dict[str, Any] | None, Field(alias='callerAttributes')
    ] = None
    """
    Attributes of the caller's own to log with it: at most 32, flat, with text, number or boolean values. Default: none.
    """
