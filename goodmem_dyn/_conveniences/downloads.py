"""Binary content on its way in: as bytes, streamed to a path or an open file, whole or by a range.

Rules: what is streamed is never held whole. A range is what HTTP calls one: its end is included; a Python `range` is
what Python calls one.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._conveniences.base import Convenience, Variant
from goodmem_dyn._conveniences.structure import checked_progress, given, local
from goodmem_dyn._wire.effects import Save
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._wire.effects import Flow


class Download(Convenience):
    """Binary content comes as bytes, or streamed to a path or an open file."""

    params = (
        local(
            "to",
            "str | os.PathLike[str] | BinaryIO",
            "Stream the content to this path or file opened for binary writing, and return the number of bytes. A path "
            "is written whole or not at all.",
        ),
        local("on_progress", "Callable[[int, int | None], object]", "Called with the bytes so far and the total."),
    )
    returns = "bytes | int"
    variants = (
        Variant(without=frozenset({"to"}), returns="bytes"),
        Variant({"to": None}, returns="int"),
    )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        replies = exchange.operation.replies
        return cls() if replies and all(reply.kind == "binary" for reply in replies) else None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        target = args.pop("to", None)
        progress = checked_progress(args, context.where, "the bytes so far, and the total or None")
        if target is None:
            if progress is not None:
                raise InvalidRequestError(f"{context.where}: on_progress needs `to`: bytes come all at once.")
            return (yield from inner(args, context))
        if isinstance(target, io.TextIOBase):
            raise InvalidRequestError(f"{context.where}: open the file of `to` for binary writing: open(path, 'wb').")
        if not isinstance(target, (str, os.PathLike)) and not hasattr(target, "write"):
            raise InvalidRequestError(
                f"{context.where}: to must be a path or a file opened for binary writing, not {shown(target)}."
            )
        context.is_open = context.is_kept = True
        response = yield from inner(args, context)
        return (yield Save(response, target, progress))


class ByteRange(Convenience):
    """A `Range` header is taken as a pair of positions, or as a Python range, as well."""

    def __init__(self, param: Param) -> None:
        self.name = param.name
        self.note = (
            f"`{param.name}` takes a pair `(start, end)` of positions from 0, the end included; `(start, None)` is all "
            "from there on, `(None, n)` the last n bytes. It takes a Python `range` too, whose end is not included."
        )

    def widen(self, param: Param) -> str:
        text = param.annotation
        return f"{text} | tuple[int | None, int | None] | range" if param.name == self.name else text

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        for param in exchange.operation.params:
            if param.location == "header" and param.wire.lower() == "range":
                return cls(param)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        value = args.get(self.name)
        if not given(args, self.name) or isinstance(value, str):
            return
        where = f"{context.where}: {self.name}"
        if isinstance(value, range):
            if value.step != 1 or not value:
                raise InvalidRequestError(f"{where} must be a range in steps of 1 that holds at least one position.")
            value = (value.start, value.stop - 1)
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            raise InvalidRequestError(
                f"{where} must be a pair (start, end), a range, or text such as 'bytes=0-1023', not {shown(value)}."
            )
        args[self.name] = _range_text(value[0], value[1], where)


def _range_text(start: Any, end: Any, where: str) -> str:
    for bound in (start, end):
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int) or bound < 0):
            raise InvalidRequestError(f"{where}: start and end must be ints of 0 or more, or None for an open end.")
    if start is None and not end:
        raise InvalidRequestError(f"{where} must hold at least one byte: give a start, or how many bytes of the end.")
    if start is not None and end is not None and end < start:
        raise InvalidRequestError(f"{where}: the end, {end}, lies before the start, {start}; the end is included.")
    return f"bytes={'' if start is None else start}-{'' if end is None else end}"
