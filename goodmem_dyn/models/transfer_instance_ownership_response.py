# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .good_mem_instance import GoodMemInstance


class TransferInstanceOwnershipResponse(Model):
    """
    The result of a transfer.
    """

    instance: GoodMemInstance
    """
    The instance with its new owner.
    """
