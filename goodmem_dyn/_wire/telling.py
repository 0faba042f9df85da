"""Warnings that point at the line of the caller, however deep in the package they come up."""

from __future__ import annotations

import sys
import warnings


def warn(text: str, category: type[Warning] = UserWarning) -> None:
    """Warn at the line outside of this package that the call came from."""
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("goodmem_dyn"):
        level, frame = level + 1, frame.f_back
    warnings.warn(text, category, stacklevel=level)
