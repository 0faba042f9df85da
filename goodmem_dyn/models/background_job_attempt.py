# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .background_job_attempt_failure_stage import BackgroundJobAttemptFailureStage


class BackgroundJobAttempt(Model):
    """
    One attempt to run a background job.
    """

    attempt_id: Annotated[int, Field(alias='attemptId')]
    """
    Id of the attempt: a number.
    """
    job_id: Annotated[int, Field(alias='jobId')]
    """
    Id of the job: a number.
    """
    started_at: Annotated[int | None, Field(alias='startedAt')] = None
    """
    When the attempt began, in milliseconds since the Unix epoch.
    """
    finished_at: Annotated[int | None, Field(alias='finishedAt')] = None
    """
    When the attempt ended, in milliseconds since the Unix epoch. Absent while it runs.
    """
    ok: bool | None = None
    """
    Whether the attempt succeeded. Absent while it runs.
    """
    worker_id: Annotated[str | None, Field(alias='workerId')] = None
    """
    Worker that ran it.
    """
    status_message: Annotated[str | None, Field(alias='statusMessage')] = None
    """
    What the attempt is or was doing, for people.
    """
    progress_current: Annotated[int, Field(alias='progressCurrent')]
    """
    How much is done, in `progressUnit`.
    """
    progress_total: Annotated[int | None, Field(alias='progressTotal')] = None
    """
    How much there is to do, in `progressUnit`. Absent if unknown.
    """
    progress_unit: Annotated[str | None, Field(alias='progressUnit')] = None
    """
    Unit of the progress figures.
    """
    progress_updated_at: Annotated[int | None, Field(alias='progressUpdatedAt')] = None
    """
    When the progress was last reported, in milliseconds since the Unix epoch.
    """
    error_message: Annotated[str | None, Field(alias='errorMessage')] = None
    """
    Why the attempt failed. Absent unless it did.
    """
    error_stacktrace: Annotated[str | None, Field(alias='errorStacktrace')] = None
    """
    Stack trace of the failure on the server. Absent unless it failed.
    """
    failure_stage: Annotated[
        BackgroundJobAttemptFailureStage | None, Field(alias='failureStage')
    ] = None
    """
    The step of the processing that failed. Absent if none did.
    """

    @property
    def started_at_datetime(self) -> datetime | None:
        """`started_at` as a datetime, in UTC."""
        return moment(self.started_at, 1000)

    @property
    def finished_at_datetime(self) -> datetime | None:
        """`finished_at` as a datetime, in UTC."""
        return moment(self.finished_at, 1000)

    @property
    def progress_updated_at_datetime(self) -> datetime | None:
        """`progress_updated_at` as a datetime, in UTC."""
        return moment(self.progress_updated_at, 1000)
