# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class LLMProviderType(StrEnum):
    """
    API or product behind an LLM's endpoint: `OPENAI`, `LITELLM_PROXY`, `OPEN_ROUTER`, `VLLM`, `OLLAMA`, `LLAMA_CPP`, or `CUSTOM_OPENAI_COMPATIBLE` for any other that speaks OpenAI's API.
    """

    OPENAI = 'OPENAI'
    LITELLM_PROXY = 'LITELLM_PROXY'
    OPEN_ROUTER = 'OPEN_ROUTER'
    DASHSCOPE = 'DASHSCOPE'
    VLLM = 'VLLM'
    OLLAMA = 'OLLAMA'
    LLAMA_CPP = 'LLAMA_CPP'
    CUSTOM_OPENAI_COMPATIBLE = 'CUSTOM_OPENAI_COMPATIBLE'
