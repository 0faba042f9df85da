# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from ._internal import DecisionContent

__all__ = ["DecisionContent"]
