"""The version of the package, also where it is not installed."""

from __future__ import annotations

__version__ = "0.1.0"
