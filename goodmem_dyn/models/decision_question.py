# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from ._internal import DecisionContent
from .decision_box_question import DecisionBoxQuestion
from .decision_choice_question import DecisionChoiceQuestion
from .decision_noul_question import DecisionNoulQuestion
from .decision_score_question import DecisionScoreQuestion


class DecisionQuestion(Model):
    instructions: DecisionContent | None = None
    choice: DecisionChoiceQuestion | None = None
    score: DecisionScoreQuestion | None = None
    noul: DecisionNoulQuestion | None = None
    box: DecisionBoxQuestion | None = None
