# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class AdminDrainResponseState(StrEnum):
    """
    Life cycle state: `STARTING`, `READY`, `DRAINING` (finishing what it has) or `QUIESCED` (idle).
    """

    STARTING = 'STARTING'
    READY = 'READY'
    DRAINING = 'DRAINING'
    QUIESCED = 'QUIESCED'
