# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from ._internal import DecisionContent
from .decision_media import DecisionMedia
from .decision_question import DecisionQuestion


class DecisionRequest(Model):
    state: DecisionContent
    attachments: list[DecisionMedia] | None = None
    questions: dict[str, DecisionQuestion]
