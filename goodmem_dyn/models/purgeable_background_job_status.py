# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class PurgeableBackgroundJobStatus(StrEnum):
    """
    Final status of a background job: `BACKGROUND_JOB_SUCCEEDED`, `BACKGROUND_JOB_FAILED` or `BACKGROUND_JOB_CANCELED`.
    """

    BACKGROUND_JOB_SUCCEEDED = 'BACKGROUND_JOB_SUCCEEDED'
    BACKGROUND_JOB_FAILED = 'BACKGROUND_JOB_FAILED'
    BACKGROUND_JOB_CANCELED = 'BACKGROUND_JOB_CANCELED'
