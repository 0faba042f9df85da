# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field

from .user_enrollment_response import UserEnrollmentResponse


class CreateUserEnrollmentResponse(Model):
    """
    A new enrolment and its token.
    """

    enrollment: UserEnrollmentResponse
    """
    The enrolment.
    """
    enrollment_token: Annotated[Secret, Field(alias='enrollmentToken')]
    """
    The token, shown once; it begins with `gme_`.
    """
