# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class RpcStatus(Model):
    """
    An error in the style of gRPC.
    """

    code: int
    """
    gRPC status code, such as 3 for an invalid argument.
    """
    message: str | None = None
    """
    What went wrong, for people. May be absent.
    """
