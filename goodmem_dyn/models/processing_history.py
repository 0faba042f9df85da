# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .background_job_attempt import BackgroundJobAttempt
from .background_job_summary import BackgroundJobSummary


class ProcessingHistory(Model):
    """
    How the background processing of a memory went.
    """

    latest_job: Annotated[BackgroundJobSummary | None, Field(alias='latestJob')] = None
    """
    The latest job for the memory. Absent if there is none.
    """
    attempts: list[BackgroundJobAttempt] | None = None
    """
    Attempts to run the job. Absent if there are none.
    """
