# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class RetrieveMemoryLogPolicyConditionClause(Model):
    """
    One clause of a log policy's condition: properties of a retrieval to match.
    """

    requestor_user_ids: Annotated[list[str] | None, Field(alias='requestorUserIds')] = (
        None
    )
    """
    Users, by id, whose retrievals match.
    """
    api_key_ids: Annotated[list[str] | None, Field(alias='apiKeyIds')] = None
    """
    API keys, by id, whose retrievals match.
    """
    space_ids: Annotated[list[str] | None, Field(alias='spaceIds')] = None
    """
    Spaces, by id, on which retrievals match.
    """
    api_key_label_selectors: Annotated[
        dict[str, str] | None, Field(alias='apiKeyLabelSelectors')
    ] = None
    """
    Labels, with their values, that the API key must carry.
    """
    space_label_selectors: Annotated[
        dict[str, str] | None, Field(alias='spaceLabelSelectors')
    ] = None
    """
    Labels, with their values, that the space must carry.
    """
