"""How the package speaks: warnings that point at the caller's line, and commits in short."""

from __future__ import annotations

import sys
import warnings


def short(commit: str) -> str:
    """The first digits of a commit, or of the hash of the document that stands for one."""
    return commit.removeprefix("sha256:")[:8]


def warn(text: str, category: type[Warning] = UserWarning) -> None:
    """Warn at the line outside of this package that the call came from."""
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("goodmem_dyn"):
        level, frame = level + 1, frame.f_back
    warnings.warn(text, category, stacklevel=level)
