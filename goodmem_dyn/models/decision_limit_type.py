# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionLimitType(StrEnum):
    """
    What is limited.
    """

    MAX_QUESTIONS = 'MAX_QUESTIONS'
    MIN_CHOICES = 'MIN_CHOICES'
    MAX_CHOICES = 'MAX_CHOICES'
    MIN_SCORE_LEVELS = 'MIN_SCORE_LEVELS'
    MAX_SCORE_LEVELS = 'MAX_SCORE_LEVELS'
    MAX_TOTAL_OPTIONS = 'MAX_TOTAL_OPTIONS'
    MAX_STATE_CHARACTERS = 'MAX_STATE_CHARACTERS'
    MAX_BODY_BYTES = 'MAX_BODY_BYTES'
    MAX_CONTENT_DEPTH = 'MAX_CONTENT_DEPTH'
    MAX_INPUT_TOKENS = 'MAX_INPUT_TOKENS'
    MAX_QUESTION_ID_CHARACTERS = 'MAX_QUESTION_ID_CHARACTERS'
    MAX_AUDIO_VIDEO_BYTES = 'MAX_AUDIO_VIDEO_BYTES'
