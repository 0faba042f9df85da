"""What lists, look-ups and filters take beyond the document, and how long a call may take.

Rules: a name that all methods of a kind share stands for whatever the document calls it, and excludes it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from goodmem_dyn._arguments.refusals import fail
from goodmem_dyn._calls.naming import speaking_of
from goodmem_dyn._conveniences.base import Convenience, one_of
from goodmem_dyn._conveniences.structure import given, item_of, local, look_ups, members
from goodmem_dyn._document.schema import types
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._wire.effects import Flow


class Filters(Convenience):
    """Wherever the document has a metadata filter, filter expressions are taken."""

    def __init__(self, names: list[str], nested: bool) -> None:
        self.names, self.nested = names, nested
        if names:
            self.note = f"`{', '.join(names)}` takes text or an expression of `goodmem_dyn.filters`."

    def widen(self, param: Param) -> str:
        text = param.annotation
        return text if param.name not in self.names or "Expression" in text else f"{text} | filters.Expression"

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        names = [param.name for param in exchange.operation.params if param.is_filter]
        body = [param for param in exchange.operation.params if param.location == "body"]
        nested = any(_mentions_filter(exchange, dict(param.schema)) for param in body)
        return cls(names, nested) if names or nested else None

    def prepare(self, args: Args, context: Context) -> None:
        from goodmem_dyn import filters

        for name in self.names:
            if given(args, name):
                try:
                    args[name] = filters.coerce(args[name])
                except InvalidRequestError as error:
                    raise InvalidRequestError(f"{context.where}: {name}: {error.message}") from None
        if self.nested:
            for name, value in args.items():
                args[name] = _render_filters(value, filters)


def _mentions_filter(exchange: Exchange, schema: Any, depth: int = 0) -> bool:
    if not isinstance(schema, dict) or depth > 4:
        return False
    if schema.get("x-goodmem-filter"):
        return True
    item = item_of(exchange, schema)
    if item is not None:
        return _mentions_filter(exchange, item, depth + 1)
    return any(_mentions_filter(exchange, member, depth + 1) for member in members(exchange, schema).values())


def _render_filters(value: Any, filters: Any, depth: int = 0) -> Any:
    """The value with every expression in it rendered; what holds none is passed on as it is."""
    if isinstance(value, filters.Expression):
        return value.to_string()
    if depth < 6 and isinstance(value, (list, tuple)):
        return [_render_filters(item, filters, depth + 1) for item in value]
    if depth < 6 and isinstance(value, Mapping):
        return {key: _render_filters(member, filters, depth + 1) for key, member in value.items()}
    return value


class LabelFilter(Convenience):
    """A deep-object query parameter in the singular is taken in the plural as well."""

    def __init__(self, name: str) -> None:
        self.name, self.plural = name, f"{name}s"
        self.params = (local(self.plural, "Mapping[str, str]", f"The same as `{name}`; give one of the two."),)

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        names = {param.name for param in exchange.operation.params}
        for param in exchange.operation.params:
            plural = f"{param.name}s"
            is_free = plural not in names and not keyword.iskeyword(plural)
            if param.location == "query" and param.style == "deepObject" and is_free:
                return cls(param.name)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        if not given(args, self.plural):
            args.pop(self.plural, None)
            return
        if given(args, self.name):
            raise InvalidRequestError(f"{context.where}: give {self.name} or {self.plural}, not both.")
        labels, problems = args.pop(self.plural), list[str]()
        args[self.name] = labels
        # Told by the name that the caller knows.
        context.exchange.encoder.check(self.name)(labels, self.plural, problems)
        if problems:
            raise fail(problems, context.where)


class LookUps(Convenience):
    """An item that other paths find by other keys is got by any one of its keys."""

    def __init__(self, exchange: Exchange, key: str, others: dict[str, str]) -> None:
        self.key, self.others, self.qualname = key, others, exchange.qualname
        self.optional = frozenset({key})
        self.variants = one_of(key, *others)
        self.params = tuple(local(name, "str", f"Find it by this, instead of by `{key}`.") for name in others)
        self.note = f"Exactly one of {', '.join([key, *others])} is needed."

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        others = look_ups(exchange)
        paths = [param for param in exchange.operation.params if param.location == "path"]
        return cls(exchange, paths[0].name, others) if others else None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        keys = [self.key, *self.others]
        chosen = [name for name in keys if given(args, name) and args[name] != ""]
        if len(chosen) != 1:
            reason = f"takes one of {', '.join(chosen)}" if chosen else f"needs one of {', '.join(keys)}"
            raise InvalidRequestError(f"{context.where} {reason}.")
        (name,) = chosen
        if name == self.key:
            return (yield from inner({k: v for k, v in args.items() if k not in self.others}, context))
        other = context.exchange.document.by_qualname(self.others[name])
        own = next(param.name for param in other.operation.params if param.location == "path")
        rest = {key: value for key, value in args.items() if key not in keys}
        where = self.qualname
        flow = context.core.catalog.run(other.qualname, {**rest, own: args[name]}, context)
        return (yield from speaking_of(where, flow))


class Lists(Convenience):
    """Every list takes `max_items`, and one that comes in pages `page_size` and `next_token`, by whatever names."""

    def __init__(self, exchange: Exchange) -> None:
        paging = exchange.operation.paging
        assert paging is not None
        taken = {param.name for param in exchange.operation.params}
        params = [local("max_items", "int", "Most items over all pages, 0 or more. Default: all.")]
        if paging.size is not None:
            params.append(local("page_size", "int", f"Items a page: `{paging.size}` by the name that all lists share."))
        if paging.token is not None:
            params.append(
                local(
                    "next_token",
                    "str",
                    f"Where to resume, as a page says: `{paging.token}` by the name that all lists share.",
                )
            )
        self.params = tuple(param for param in params if param.name not in taken)
        self.note = "Iterating over the result fetches the following pages on demand." if paging.token else ""

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        return cls(exchange) if exchange.operation.paging is not None else None


class TimeBudget(Convenience):
    """A body that grants the server a time of its own widens the read timeout to it.

    Where the server waits only if it is asked to, the budget counts only then.
    """

    SLACK = 30.0
    UNITS: ClassVar[dict[str, float]] = {"sec": 1.0, "secs": 1.0, "seconds": 1.0, "ms": 0.001, "millis": 0.001}

    def __init__(self, param: Param, unit: float, switch: str | None) -> None:
        self.name, self.unit, self.switch = param.name, unit, switch
        self.default = param.default if isinstance(param.default, (int, float)) else None
        left_out = f" ({self.default * unit:g} s where it is left out)" if self.default else ""
        self.note = (
            f"The read timeout of this call is at least `{self.name}`{left_out} and {self.SLACK:.0f} s"
            f"{f' with `{switch}`' if switch else ''}, unless `timeout` is given."
        )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        body = [param for param in exchange.operation.params if param.location == "body"]
        for param in body:
            match = re.match(r"timeout(Secs?|Seconds|Ms|Millis)\Z", param.wire)
            if match:
                resolver = exchange.surface.resolver
                switch = next(
                    (
                        param.name
                        for param in body
                        if param.wire.startswith("wait") and types(resolver.follow(param.schema)) == ("boolean",)
                    ),
                    None,
                )
                return cls(param, cls.UNITS[match[1].lower()], switch)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        if self.switch is not None and args.get(self.switch) is not True:
            return
        value = args.get(self.name)
        # What is no time at all, or too large for one, is refused where the body is made.
        is_time = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 2**63
        budget = value if is_time else self.default
        if budget is not None:
            context.read_timeout = budget * self.unit + self.SLACK
