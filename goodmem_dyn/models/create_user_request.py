# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class CreateUserRequest(Model):
    user_id: Annotated[str | None, Field(alias='userId')] = None
    email: str
    username: str | None = None
    display_name: Annotated[str | None, Field(alias='displayName')] = None
    labels: dict[str, str] | None = None
