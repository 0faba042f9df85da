# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .background_job_summary_failure_stage import BackgroundJobSummaryFailureStage
from .background_job_summary_status import BackgroundJobSummaryStatus


class BackgroundJobSummary(Model):
    """
    A background job and how it stands.
    """

    job_id: Annotated[int, Field(alias='jobId')]
    """
    Id of the job: a number, not a UUID.
    """
    job_type: Annotated[str, Field(alias='jobType')]
    """
    Kind of job.
    """
    status: BackgroundJobSummaryStatus
    """
    State of the job: `BACKGROUND_JOB_PENDING`, `BACKGROUND_JOB_RUNNING`, and finally `BACKGROUND_JOB_SUCCEEDED`, `BACKGROUND_JOB_FAILED` or `BACKGROUND_JOB_CANCELED`; `BACKGROUND_JOB_STATUS_UNSPECIFIED` if unknown.
    """
    attempts: int
    """
    Number of attempts so far.
    """
    max_attempts: Annotated[int, Field(alias='maxAttempts')]
    """
    Number of attempts after which the job fails.
    """
    run_at: Annotated[int | None, Field(alias='runAt')] = None
    """
    When the job is due, in milliseconds since the Unix epoch.
    """
    lease_until: Annotated[int | None, Field(alias='leaseUntil')] = None
    """
    Until when a worker holds the job, in milliseconds since the Unix epoch. Absent if none does.
    """
    locked_by: Annotated[str | None, Field(alias='lockedBy')] = None
    """
    Worker that holds the job. Absent if none does.
    """
    last_error: Annotated[str | None, Field(alias='lastError')] = None
    """
    Error of the last failed attempt. Absent if none failed.
    """
    updated_at: Annotated[int | None, Field(alias='updatedAt')] = None
    """
    When this last changed, in milliseconds since the Unix epoch.
    """
    failure_stage: Annotated[
        BackgroundJobSummaryFailureStage | None, Field(alias='failureStage')
    ] = None
    """
    The step of the processing that failed. Absent if none did.
    """

    @property
    def run_at_datetime(self) -> datetime | None:
        """`run_at` as a datetime, in UTC."""
        return moment(self.run_at, 1000)

    @property
    def lease_until_datetime(self) -> datetime | None:
        """`lease_until` as a datetime, in UTC."""
        return moment(self.lease_until, 1000)

    @property
    def updated_at_datetime(self) -> datetime | None:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
