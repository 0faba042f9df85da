# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class CreateUserRequest(Model):
    """
    A user to create.
    """

    user_id: Annotated[str | None, Field(alias='userId')] = None
    """
    Id of the new user, a UUID of the caller's choice. Left out: the server chooses one.
    """
    email: str
    """
    Email address; no other user may have it.
    """
    username: str | None = None
    """
    Login name; no other user may have it.
    """
    display_name: Annotated[str | None, Field(alias='displayName')] = None
    """
    Name for people.
    """
    labels: dict[str, str] | None = None
    """
    Labels, at most 20.
    """
