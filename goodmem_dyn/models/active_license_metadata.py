# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class ActiveLicenseMetadata(Model):
    """
    The license file in force.
    """

    filename: str | None
    """
    Name of the file.
    """
    sha256: str | None
    """
    SHA-256 digest of the file.
    """
    size_bytes: Annotated[int, Field(alias='sizeBytes')]
    """
    Size of the file, in bytes.
    """
    modified_at: Annotated[str | None, Field(alias='modifiedAt')]
    """
    When the file was last modified, as text: not a number like other times of this API.
    """
