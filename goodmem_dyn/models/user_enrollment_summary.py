# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .user_enrollment_summary_open_enrollment_status import (
    UserEnrollmentSummaryOpenEnrollmentStatus,
)


class UserEnrollmentSummary(Model):
    bootstrap_eligible: Annotated[bool, Field(alias='bootstrapEligible')]
    open_enrollment_status: Annotated[
        UserEnrollmentSummaryOpenEnrollmentStatus | None,
        Field(alias='openEnrollmentStatus'),
    ] = None
    open_enrollment_expires_at: Annotated[
        int | None, Field(alias='openEnrollmentExpiresAt')
    ] = None
