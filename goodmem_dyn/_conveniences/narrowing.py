"""What everybody asks of a search: `filter=` for all of its spaces, and `limit=` for how much it gives.

Rules: both are short forms of what the body has, by structure: a filter that stands in each key of a list of keys, and
a whole number that says how many items a stream may give. A filter of a key's own is kept: both must hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._conveniences.base import Convenience
from goodmem_dyn._conveniences.structure import given, item_of, local, members
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null, types
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange


class KeyFilter(Convenience):
    """A list of keys that each may have a filter takes one filter for all of them."""

    NAME = "filter"

    def __init__(self, name: str, wire: str) -> None:
        self.name, self.wire = name, wire
        self.params = (
            local(
                self.NAME,
                "str | filters.Expression",
                f"A condition on metadata that every hit meets, such as `F('lang') == 'en'`: the `{snake(wire)}` of "
                f"each of `{name}`. Where one has its own, both must hold.",
                schema={"type": "string", "x-goodmem-filter": True},
            ),
        )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        if any(param.name == cls.NAME for param in exchange.operation.params):
            return None
        for param in exchange.operation.params:
            item = item_of(exchange, dict(param.schema)) if param.location == "body" and param.required else None
            for wire, schema in members(exchange, item).items():
                if isinstance(schema, dict) and schema.get("x-goodmem-filter"):
                    return cls(param.name, wire)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        if not given(args, self.NAME):
            args.pop(self.NAME, None)
            return
        from goodmem_dyn import filters

        try:
            common = filters.raw(filters.coerce(args.pop(self.NAME)))
        except InvalidRequestError as error:
            raise InvalidRequestError(f"{context.where}: filter: {error.message}") from None
        keys = args.get(self.name)
        if isinstance(keys, (list, tuple)):
            args[self.name] = [self._with(key, common, filters) for key in keys]

    def _with(self, key: Any, common: Any, filters: Any) -> Any:
        """A key with the common filter beside its own; what is no key is left to the checks."""
        if hasattr(type(key), "model_dump"):
            key = key.model_dump(by_alias=True, exclude_unset=True)
        if not isinstance(key, Mapping):
            return key
        own = [
            condition
            for name in dict.fromkeys((self.wire, snake(self.wire)))
            if (condition := key.get(name)) is not None
        ]
        rest = {name: value for name, value in key.items() if name not in (self.wire, snake(self.wire))}
        try:
            both = [filters.raw(filters.coerce(condition)) & common for condition in own]
        except InvalidRequestError:
            return key
        return {**rest, self.wire: (both or [common])[0].to_string()}


class Limit(Convenience):
    """A stream whose body says how much it may give takes that as `limit`, as lists everywhere do."""

    NAME = "limit"

    def __init__(self, size: str, processed: str | None) -> None:
        self.size, self.processed = size, processed
        after = f", and as `{processed}` where hits are processed further" if processed else ""
        self.params = (
            local(self.NAME, "int", f"Most hits to give, at least 1: sent as `{size}`{after}. Default: the server's."),
        )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        operation = exchange.operation
        if operation.stream is None or any(param.name == cls.NAME for param in operation.params):
            return None
        resolver = exchange.surface.resolver
        for param in operation.params:
            kinds = types(resolver.follow(strip_null(dict(param.schema)))) if param.location == "body" else ()
            if param.wire == "requestedSize" and kinds == ("integer",):
                has_processor = any(param.wire == "postProcessor" for param in operation.params)
                return cls(param.name, "max_results" if has_processor else None)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        limit = args.pop(self.NAME, None)
        if limit is None or not given({self.NAME: limit}, self.NAME):
            return
        if isinstance(limit, bool) or not hasattr(limit, "__index__"):
            raise InvalidRequestError(f"{context.where}: limit must be an int, not {shown(limit)}.")
        if limit < 1:
            raise InvalidRequestError(f"{context.where}: limit must be at least 1, not {limit}.")
        is_processed = self.processed is not None and any(given(args, name) for name in ("llm_id", "reranker_id"))
        name = self.processed if is_processed and self.processed is not None else self.size
        if given(args, name):
            raise InvalidRequestError(f"{context.where}: give limit or {name}, not both.")
        args[name] = limit.__index__()
