# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .purgeable_background_job_status import PurgeableBackgroundJobStatus


class AdminPurgeJobsRequest(Model):
    """
    Which background job records to purge.
    """

    older_than: Annotated[str, Field(alias='olderThan')]
    """
    Cutoff as an ISO 8601 time with offset, such as `2026-01-31T00:00:00Z`: older jobs are purged.
    """
    statuses: list[PurgeableBackgroundJobStatus] | None = None
    """
    Only jobs in one of these statuses. Left out: the server decides.
    """
    dry_run: Annotated[bool | None, Field(alias='dryRun')] = None
    """
    Whether only to count what would be purged. Default: false.
    """
    limit: int | None = None
    """
    Largest number of jobs to purge. Default: 0, no limit.
    """
