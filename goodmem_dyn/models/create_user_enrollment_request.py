# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class CreateUserEnrollmentRequest(Model):
    enrollment_id: Annotated[str | None, Field(alias='enrollmentId')] = None
    rotate_existing: Annotated[bool | None, Field(alias='rotateExisting')] = None
