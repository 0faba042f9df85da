# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class UpdateServiceIdentityRequest(Model):
    """
    What of a service identity is to change.
    """

    display_name: Annotated[str | None, Field(alias='displayName')] = None
    """
    Name for people, not blank. Left out: unchanged.
    """
    description: str | None = None
    """
    What it is for; empty clears it. Left out: unchanged.
    """
    replace_labels: Annotated[dict[str, str] | None, Field(alias='replaceLabels')] = (
        None
    )
    """
    The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `mergeLabels` it is a 400.
    """
    merge_labels: Annotated[dict[str, str] | None, Field(alias='mergeLabels')] = None
    """
    Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replaceLabels` it is a 400.
    """
