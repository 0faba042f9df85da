# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .json_memory_creation_request import JsonMemoryCreationRequest


class JsonBatchMemoryCreationRequest(Model):
    """
    Several new memories with their content.
    """

    requests: list[JsonMemoryCreationRequest]
    """
    The memories to create, at least one. Results come in the same order.
    """
