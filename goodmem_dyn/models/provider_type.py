# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class ProviderType(StrEnum):
    """
    API that an embedder's or reranker's endpoint speaks: `OPENAI` for OpenAI and compatible ones, `VLLM`, `TEI` (Hugging Face Text Embeddings Inference), `LLAMA_CPP`, `VOYAGE`, `COHERE`, `JINA` and, on newer servers, `DASHSCOPE` or, for embedders, `GEMINI`.
    """

    OPENAI = 'OPENAI'
    VLLM = 'VLLM'
    TEI = 'TEI'
    LLAMA_CPP = 'LLAMA_CPP'
    VOYAGE = 'VOYAGE'
    COHERE = 'COHERE'
    JINA = 'JINA'
    DASHSCOPE = 'DASHSCOPE'
    GEMINI = 'GEMINI'
