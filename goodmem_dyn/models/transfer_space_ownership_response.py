# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .space import Space


class TransferSpaceOwnershipResponse(Model):
    """
    The result of a transfer.
    """

    space: Space
    """
    The space with its new owner.
    """
