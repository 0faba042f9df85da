# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class ErrorDetail(Model):
    """
    What went wrong with one item of a batch.
    """

    code: int
    """
    Numeric error code. Whether it is an HTTP status or a gRPC code is not guaranteed.
    """
    message: str
    """
    What went wrong, for people; not meant to be parsed.
    """
