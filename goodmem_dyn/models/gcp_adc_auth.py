# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class GcpAdcAuth(Model):
    """
    Google Application Default Credentials: the server uses its own Google identity.
    """

    scopes: list[str] | None = None
    """
    Additional OAuth scopes. Left out or empty: the `cloud-platform` scope.
    """
    quota_project_id: Annotated[str | None, Field(alias='quotaProjectId')] = None
    """
    Id of the Google Cloud project that usage is billed to. Default: none.
    """
