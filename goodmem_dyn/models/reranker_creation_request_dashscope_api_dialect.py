# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class RerankerCreationRequestDashscopeApiDialect(StrEnum):
    """
    The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: inferred from the path and the model.
    """

    RERANK_NATIVE_NESTED = 'RERANK_NATIVE_NESTED'
    RERANK_COMPATIBLE_FLAT = 'RERANK_COMPATIBLE_FLAT'
