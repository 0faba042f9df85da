"""Values that the client makes itself, so that a call whose answer was lost can be repeated and loses nothing.

Rules: the document says which members they are and how they look (`x-goodmem-made`); they are made only where none of
them was given, since half of them would be the caller's, and where the call may be repeated. A secret that the answer
does not repeat is put into the result, as if the server had made it.
"""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.exchange import new_id
from goodmem_dyn._conveniences.base import Convenience
from goodmem_dyn._conveniences.structure import given

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._conveniences.base import Inner
    from goodmem_dyn._wire.effects import Flow

_KEY = "x-goodmem-made"
_BYTES = 16


class MadeHere(Convenience):
    """What a body may bring and the server would make otherwise is made here, and sent again with every repetition."""

    def __init__(self, members: dict[str, str]) -> None:
        self.made = members
        self.note = (
            f"`{'` and `'.join(members)}` are made by the client where none is given, so that a repetition after a "
            "lost answer gives the same. Give them yourself, and keep them, to repeat the call from another process."
        )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        params = (param for param in exchange.operation.params if param.location == "body")
        members = {param.name: str(param.schema[_KEY]) for param in params if _KEY in param.schema}
        return cls(members) if members else None

    def run(self, args: Args, context: Context, inner: Inner) -> Flow:
        if context.policy.max_retries == 0 or any(given(args, name) for name in self.made):
            return (yield from inner(args, context))
        values = {name: _value(kind) for name, kind in self.made.items()}
        result = yield from inner({**args, **values}, context)
        _put(result, values)
        return result


def _value(kind: str) -> str:
    """A new value: a UUID, or random text in base32 after a prefix."""
    if kind == "uuid":
        return new_id()
    return kind + base64.b32encode(os.urandom(_BYTES)).decode().rstrip("=").lower()


def _put(result: Any, values: dict[str, str]) -> None:
    """Give a result what it has a place for and the answer left out."""
    for name in values.keys() & getattr(type(result), "model_fields", {}).keys():
        if getattr(result, name) is None:
            setattr(result, name, values[name])
