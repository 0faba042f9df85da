# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class UpdateUserRequest(Model):
    """
    What of a user is to change.
    """

    email: str | None = None
    """
    Email address, not empty. Left out: unchanged.
    """
    username: str | None = None
    """
    Login name; empty clears it. Left out: unchanged.
    """
    display_name: Annotated[str | None, Field(alias='displayName')] = None
    """
    Name for people; empty clears it. Left out: unchanged.
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
