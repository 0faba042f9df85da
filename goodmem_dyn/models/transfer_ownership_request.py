# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class TransferOwnershipRequest(Model):
    """
    To whom something is to belong.
    """

    new_owner_id: Annotated[str, Field(alias='newOwnerId')]
    """
    Id of the new owner, a UUID: an active principal other than the present owner; a user where it is the instance.
    """
