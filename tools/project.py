"""What pyproject.toml says, read on every Python: its reader came into the standard library with 3.11."""

from __future__ import annotations

import sys
from typing import Any

from tools.paths import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # pytest has it there


def pyproject() -> dict[str, Any]:
    """All of it: `project`, `dependency-groups` and `tool` by their names."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
