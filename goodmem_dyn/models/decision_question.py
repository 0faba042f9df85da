# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from ._internal import DecisionContent
from .decision_box_question import DecisionBoxQuestion
from .decision_choice_question import DecisionChoiceQuestion
from .decision_noul_question import DecisionNoulQuestion
from .decision_score_question import DecisionScoreQuestion


class DecisionQuestion(Model):
    """
    A question. Besides the instructions, exactly one of its members says what kind it is, though it may be an empty object.
    """

    instructions: DecisionContent | None = None
    """
    What is asked, for the model.
    """
    choice: DecisionChoiceQuestion | None = None
    """
    Which of several options fits.
    """
    score: DecisionScoreQuestion | None = None
    """
    How much, on levels.
    """
    noul: DecisionNoulQuestion | None = None
    """
    Whether it is true.
    """
    box: DecisionBoxQuestion | None = None
    """
    Where in the picture it is.
    """
