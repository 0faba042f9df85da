# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from ._internal import DecisionContent


class DecisionNoulQuestion(Model):
    """
    Whether it is true. It may be empty.
    """

    true_criterion: Annotated[DecisionContent | None, Field(alias='trueCriterion')] = (
        None
    )
    """
    What speaks for it.
    """
    false_criterion: Annotated[
        DecisionContent | None, Field(alias='falseCriterion')
    ] = None
    """
    What speaks against it.
    """
