# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .filtered_delete_memory_selector_request_status_filter import (
    FilteredDeleteMemorySelectorRequestStatusFilter,
)


class FilteredDeleteMemorySelectorRequest(Model):
    """
    Memories of one space to delete. Restrictions add up; with none of them, all memories of the space are selected.
    """

    space_id: Annotated[str, Field(alias='spaceId')]
    """
    Id of the space, a UUID.
    """
    status_filter: Annotated[
        FilteredDeleteMemorySelectorRequestStatusFilter | None,
        Field(alias='statusFilter'),
    ] = None
    """
    Only memories in this processing status. Default: all.
    """
    filter: str | None = None
    """
    Only memories whose metadata match this filter expression, such as `CAST(val('$.year') AS NUMERIC) < 2020`. A missing field never matches a comparison. Default: all.
    """
