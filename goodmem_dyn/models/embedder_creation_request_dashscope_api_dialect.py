# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class EmbedderCreationRequestDashscopeApiDialect(StrEnum):
    """
    The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: inferred from the path and the model.
    """

    EMBEDDING_NATIVE_TEXT = 'EMBEDDING_NATIVE_TEXT'
    EMBEDDING_NATIVE_CONTENTS = 'EMBEDDING_NATIVE_CONTENTS'
    OPENAI_COMPATIBLE = 'OPENAI_COMPATIBLE'
