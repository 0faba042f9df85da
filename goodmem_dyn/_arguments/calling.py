"""Methods that are plain functions, called wrongly: refused as those of the document are, by the name callers know."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import fail
from goodmem_dyn._wire.hints import nearest

if TYPE_CHECKING:
    from collections.abc import Callable


def refusing(where: str, function: Callable[..., Any]) -> Any:
    """The function, which names what is unknown or missing in a call of it.

    Args:
        where: The method as callers write it, such as `bulk.ingest`.
        function: A method that is called on an instance.
    """
    signature = inspect.signature(function)
    known = [name for name in signature.parameters if name != "self"]

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            signature.bind(*args, **kwargs)
        except TypeError as error:
            raise fail(_problems(signature, known, kwargs) or [f"{error}."], f"{where}()") from None
        return function(*args, **kwargs)

    return call


def _problems(signature: inspect.Signature, known: list[str], kwargs: dict[str, Any]) -> list[str]:
    problems = [f"there is no argument {name!r}.{nearest(name, known)}" for name in kwargs if name not in known]
    missing = [
        name
        for name, param in signature.parameters.items()
        if param.kind is param.KEYWORD_ONLY and param.default is param.empty and name not in kwargs
    ]
    if problems:
        problems[-1] += f" Arguments: {', '.join(known)}."
    return [*problems, *(f"{name!r} is missing." for name in missing)]
