# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class AdminDrainRequest(Model):
    """
    How to drain the server. All fields are optional.
    """

    timeout_sec: Annotated[int | None, Field(alias='timeoutSec')] = None
    """
    How long to wait for the server to become idle, in seconds. Only matters with `waitForQuiesce`. Default: 900.
    """
    reason: str | None = None
    """
    Why the server is drained, for the record. Default: none.
    """
    wait_for_quiesce: Annotated[bool | None, Field(alias='waitForQuiesce')] = None
    """
    Whether to answer only when the server is idle or `timeoutSec` has passed. Default: false, answer at once.
    """
