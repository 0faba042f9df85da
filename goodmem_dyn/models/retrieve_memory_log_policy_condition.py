# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .retrieve_memory_log_policy_condition_clause import (
    RetrieveMemoryLogPolicyConditionClause,
)


class RetrieveMemoryLogPolicyCondition(Model):
    """
    Which retrievals a log policy covers: all of them, or those that match at least one clause.
    """

    match_all: Annotated[bool | None, Field(alias='matchAll')] = None
    """
    Whether every retrieval is covered.
    """
    any_of: Annotated[
        list[RetrieveMemoryLogPolicyConditionClause] | None, Field(alias='anyOf')
    ] = None
    """
    Clauses of which at least one must match.
    """
