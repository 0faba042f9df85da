"""Errors speak of the method that was called, also where that is made of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from goodmem_dyn._cache import pattern
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from collections.abc import Generator

_Step = TypeVar("_Step")

_METHOD = pattern(r"[\w.]+(?=\(\)[: ])")


def speaking_of(where: str, flow: Generator[_Step, Any, Any]) -> Generator[_Step, Any, Any]:
    """A flow whose errors name one method, whichever one inside it they come from.

    Args:
        where: The method that was called, such as `spaces.ensure`.
        flow: What it does.
    """
    try:
        return (yield from flow)
    except GoodMemError as error:
        error.message = _METHOD.sub(where, error.message, count=1) if _METHOD.match(error.message) else error.message
        error.args = (error.message, *error.args[1:])
        raise
