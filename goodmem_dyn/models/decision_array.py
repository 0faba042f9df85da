# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from ._internal import DecisionArray

__all__ = ["DecisionArray"]
