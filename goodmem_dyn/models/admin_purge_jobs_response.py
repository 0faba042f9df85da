# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class AdminPurgeJobsResponse(Model):
    """
    What was purged or, in a dry run, would have been.
    """

    jobs_purged: Annotated[int, Field(alias='jobsPurged')]
    """
    Number of jobs.
    """
    attempts_purged: Annotated[int, Field(alias='attemptsPurged')]
    """
    Number of attempts of those jobs.
    """
    references_purged: Annotated[int, Field(alias='referencesPurged')]
    """
    Number of references of those jobs to other objects.
    """
    dry_run: Annotated[bool, Field(alias='dryRun')]
    """
    Whether this was a dry run: if true, nothing was deleted.
    """
