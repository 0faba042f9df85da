# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class AdminReloadLicenseResponseStatus(StrEnum):
    """
    `LOADED`: a new license is active. `UNCHANGED`: the file is the active one. `FAILED`: the file could not be used. `NOT_FOUND`: there is no file.
    """

    LOADED = 'LOADED'
    UNCHANGED = 'UNCHANGED'
    FAILED = 'FAILED'
    NOT_FOUND = 'NOT_FOUND'
