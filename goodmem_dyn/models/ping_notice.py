# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class PingNotice(Model):
    """
    A remark while a ping series runs.
    """

    code: str
    """
    What the remark is about, for programs.
    """
    message: str
    """
    The remark, for people.
    """
    details: dict[str, str] | None = None
    """
    Further details, as text. May be absent.
    """
