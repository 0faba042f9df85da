# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field

from .secret_reference import SecretReference


class ApiKeyAuth(Model):
    """
    An API key for a model endpoint: exactly one of `inlineSecret` and `secretRef`.
    """

    inline_secret: Annotated[Secret | None, Field(alias='inlineSecret')] = None
    """
    The key itself. The server stores it encrypted. Exclusive with `secretRef`.
    """
    secret_ref: Annotated[SecretReference | None, Field(alias='secretRef')] = None
    """
    Where the server finds the key in a secret manager. Exclusive with `inlineSecret`.
    """
    header_name: Annotated[str | None, Field(alias='headerName')] = None
    """
    HTTP header that carries the key. Default: `Authorization`.
    """
    prefix: str | None = None
    """
    Text in front of the key in that header, such as `Bearer ` with its space. Left out: the server's choice.
    """
