# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class SystemInfoResponse(Model):
    """
    Version and build of the server.
    """

    version: str | None
    """
    Version as text, such as `server-v1.0.323`; compare the numbers instead.
    """
    major: int
    """
    Major version.
    """
    minor: int
    """
    Minor version.
    """
    patch: int
    """
    Patch version.
    """
    dirty: bool
    """
    Whether the server was built from a source tree with uncommitted changes.
    """
    git_commit: Annotated[str | None, Field(alias='gitCommit')] = None
    """
    Commit that the server was built from. May be absent.
    """
    git_describe: Annotated[str | None, Field(alias='gitDescribe')] = None
    """
    The commit in terms of the nearest tag. May be absent.
    """
    build_time: Annotated[str | None, Field(alias='buildTime')] = None
    """
    When the server was built, as text. May be absent.
    """
    capabilities: dict[str, str] | None = None
    """
    What the server offers, by name. May be absent.
    """
