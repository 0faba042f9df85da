# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class UpdateEmbedderRequestDashscopeApiDialect(StrEnum):
    """
    The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: kept, or inferred from a new path.
    """

    EMBEDDING_NATIVE_TEXT = 'EMBEDDING_NATIVE_TEXT'
    EMBEDDING_NATIVE_CONTENTS = 'EMBEDDING_NATIVE_CONTENTS'
    OPENAI_COMPATIBLE = 'OPENAI_COMPATIBLE'
