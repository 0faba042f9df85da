# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .ping_notice import PingNotice
from .ping_result import PingResult
from .ping_summary import PingSummary


class PingEvent(Model):
    """
    One event of a ping stream: exactly one of `result`, `notice` and `summary`.
    """

    result: PingResult | None = None
    """
    Outcome of one ping.
    """
    summary: PingSummary | None = None
    """
    Totals of the series; the last event.
    """
    notice: PingNotice | None = None
    """
    A remark while the series runs.
    """
