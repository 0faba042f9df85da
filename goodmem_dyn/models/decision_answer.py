# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .decision_box_answer import DecisionBoxAnswer
from .decision_choice_answer import DecisionChoiceAnswer
from .decision_noul_answer import DecisionNoulAnswer
from .decision_score_answer import DecisionScoreAnswer


class DecisionAnswer(Model):
    choice: DecisionChoiceAnswer | None = None
    score: DecisionScoreAnswer | None = None
    noul: DecisionNoulAnswer | None = None
    box: DecisionBoxAnswer | None = None
