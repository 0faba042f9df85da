# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .decision_box_answer import DecisionBoxAnswer
from .decision_choice_answer import DecisionChoiceAnswer
from .decision_noul_answer import DecisionNoulAnswer
from .decision_score_answer import DecisionScoreAnswer


class DecisionAnswer(Model):
    """
    An answer, of the kind of its question. Exactly one of its members is given.
    """

    choice: DecisionChoiceAnswer | None = None
    """
    Which option fits.
    """
    score: DecisionScoreAnswer | None = None
    """
    How much, on the levels.
    """
    noul: DecisionNoulAnswer | None = None
    """
    Whether it is true.
    """
    box: DecisionBoxAnswer | None = None
    """
    Where in the picture it is.
    """
