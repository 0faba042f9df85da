# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class CreateUserEnrollmentRequest(Model):
    """
    An enrolment to create.
    """

    enrollment_id: Annotated[str | None, Field(alias='enrollmentId')] = None
    """
    Id of the new enrolment, a UUID of the caller's choice. Left out: the server chooses one.
    """
    rotate_existing: Annotated[bool | None, Field(alias='rotateExisting')] = None
    """
    Whether an open enrolment is revoked and replaced. Default: false, and an open one is a 409.
    """
