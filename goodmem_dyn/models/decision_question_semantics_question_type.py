# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionQuestionSemanticsQuestionType(StrEnum):
    """
    The kind of question.
    """

    CHOICE = 'CHOICE'
    SCORE = 'SCORE'
    NOUL = 'NOUL'
    BOX = 'BOX'
