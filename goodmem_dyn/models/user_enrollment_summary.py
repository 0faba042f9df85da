# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .user_enrollment_summary_open_enrollment_status import (
    UserEnrollmentSummaryOpenEnrollmentStatus,
)


class UserEnrollmentSummary(Model):
    """
    How a user's enrolment stands.
    """

    bootstrap_eligible: Annotated[bool, Field(alias='bootstrapEligible')]
    """
    Whether the user has no key and never had one, so that an enrolment can be created.
    """
    open_enrollment_status: Annotated[
        UserEnrollmentSummaryOpenEnrollmentStatus | None,
        Field(alias='openEnrollmentStatus'),
    ] = None
    """
    Where the open enrolment stands. Absent if none is open.
    """
    open_enrollment_expires_at: Annotated[
        int | None, Field(alias='openEnrollmentExpiresAt')
    ] = None
    """
    When the open enrolment ends, in milliseconds since the Unix epoch. Absent if none is open.
    """

    @property
    def open_enrollment_expires_at_datetime(self) -> datetime | None:
        """`open_enrollment_expires_at` as a datetime, in UTC."""
        return moment(self.open_enrollment_expires_at, 1000)
