# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Base64Text
from pydantic import Field


class BinaryContent(Model):
    """
    Bytes with their media type.
    """

    content_type: Annotated[str, Field(alias='contentType')]
    """
    Media type, 1 to 128 characters, such as `image/png`.
    """
    data: Base64Text
    """
    The bytes, base64-encoded.
    """
