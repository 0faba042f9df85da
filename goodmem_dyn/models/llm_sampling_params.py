# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class LLMSamplingParams(Model):
    """
    How a language model picks its tokens. A value left out is the provider's default; which values are valid is up to the provider.
    """

    max_tokens: Annotated[int | None, Field(alias='maxTokens')] = None
    """
    Most tokens to generate. Also the token budget of a summary when the retrieval sets none.
    """
    temperature: float | None = None
    """
    Randomness: 0 is the most predictable, larger values vary more.
    """
    top_p: Annotated[float | None, Field(alias='topP')] = None
    """
    Nucleus sampling: only the likeliest tokens whose probabilities add up to this are considered.
    """
    top_k: Annotated[int | None, Field(alias='topK')] = None
    """
    Only this many of the likeliest tokens are considered.
    """
    frequency_penalty: Annotated[float | None, Field(alias='frequencyPenalty')] = None
    """
    Penalty for a token that grows with how often it has occurred.
    """
    presence_penalty: Annotated[float | None, Field(alias='presencePenalty')] = None
    """
    Penalty for a token that has occurred at all.
    """
    stop_sequences: Annotated[list[str] | None, Field(alias='stopSequences')] = None
    """
    Texts that end the generation.
    """
