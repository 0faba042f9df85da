# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .active_license_metadata import ActiveLicenseMetadata
from .admin_reload_license_response_status import AdminReloadLicenseResponseStatus


class AdminReloadLicenseResponse(Model):
    """
    Outcome of a license reload.
    """

    status: AdminReloadLicenseResponseStatus | None
    """
    `LOADED`: a new license is active. `UNCHANGED`: the file is the active one. `FAILED`: the file could not be used. `NOT_FOUND`: there is no file.
    """
    message: str | None
    """
    Explanation for people.
    """
    active_license: Annotated[
        ActiveLicenseMetadata | None, Field(alias='activeLicense')
    ] = None
    """
    The license in force after the reload. Absent when there is none.
    """
