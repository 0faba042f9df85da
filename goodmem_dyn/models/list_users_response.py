# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .user_response import UserResponse


class ListUsersResponse(Model):
    """
    A page of users.
    """

    users: list[UserResponse]
    """
    The users of this page.
    """
    next_token: Annotated[str | None, Field(alias='nextToken')] = None
    """
    Token of the next page; pass it on with the same filters. Absent, null or empty on the last page.
    """
