# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .admin_drain_response_state import AdminDrainResponseState


class AdminDrainResponse(Model):
    """
    State of the server after a drain request.
    """

    state: AdminDrainResponseState | None = None
    """
    Life cycle state: `STARTING`, `READY`, `DRAINING` (finishing what it has) or `QUIESCED` (idle).
    """
    quiesced: bool
    """
    Whether the server is idle.
    """
    message: str | None = None
    """
    Explanation for people. May be absent.
    """
