# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field


class SystemInitResponse(Model):
    """
    Outcome of the initialization.
    """

    already_initialized: Annotated[bool, Field(alias='alreadyInitialized')]
    """
    Whether the server was initialized before. If true, there is no key here and nothing has changed.
    """
    message: str
    """
    Explanation for people.
    """
    root_api_key: Annotated[Secret | None, Field(alias='rootApiKey')] = None
    """
    API key of the root user. Shown only by the first call; keep it safe.
    """
    user_id: Annotated[str | None, Field(alias='userId')] = None
    """
    Id of the root user, a UUID. Only in the first call.
    """
