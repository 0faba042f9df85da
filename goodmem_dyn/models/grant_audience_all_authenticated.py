# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model
from typing import TypeAlias

GrantAudienceAllAuthenticated: TypeAlias = bool
