# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class EmbedderCreationRequestDashscopeApiDialect(StrEnum):
    EMBEDDING_NATIVE_TEXT = 'EMBEDDING_NATIVE_TEXT'
    EMBEDDING_NATIVE_CONTENTS = 'EMBEDDING_NATIVE_CONTENTS'
    OPENAI_COMPATIBLE = 'OPENAI_COMPATIBLE'
