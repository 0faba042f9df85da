"""Chunking of which only some is said, such as the size alone: the rest is as where nothing is said.

Rules: what is given wins; a model says all of it. The overlap, where it is left out, is in the usual proportion to the
size.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goodmem_dyn._conveniences.base import Convenience, Nested
from goodmem_dyn._conveniences.shorthands import DefaultChunking
from goodmem_dyn._conveniences.structure import given, item_of, members
from goodmem_dyn._document.names import snake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange

_USUAL: Mapping[str, Any] = MappingProxyType(dict(DefaultChunking.DEFAULT["recursive"]))  # type: ignore[call-overload]  # a dict
_SIZE, _OVERLAP = "chunkSize", "chunkOverlap"


class PartialChunking(Convenience):
    """A body, or each item of its list, that may say how to chunk: what is left out of that is filled in."""

    def __init__(self, own: tuple[str, ...], of_items: Mapping[str, frozenset[str]], component: str | None) -> None:
        self.own, self.of_items = own, of_items
        if component is not None:
            optional = frozenset(map(snake, _USUAL.keys() - {_SIZE}))
            self.shapes: Mapping[str, Nested] = {component: Nested(optional)}

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        body = [param for param in exchange.operation.params if param.location == "body"]
        configs = {param.name: _recursive(exchange, dict(param.schema)) for param in body}
        own = tuple(name for name, config in configs.items() if config is not None)
        of_items: dict[str, frozenset[str]] = {}
        for param in body:
            inner = members(exchange, item_of(exchange, dict(param.schema)))
            within = {wire: _recursive(exchange, member) for wire, member in inner.items()}
            names = [name for wire, config in within.items() if config is not None for name in (wire, snake(wire))]
            if names:
                of_items[param.name] = frozenset(names)
                configs |= within
        if not own and not of_items:
            return None
        schema = next(config for config in configs.values() if config is not None)
        return cls(own, of_items, exchange.surface.resolver.name(schema))

    def prepare(self, args: Args, context: Context) -> None:
        for name in self.own:
            if given(args, name):
                args[name] = _filled(args[name])
        for name, inner in self.of_items.items():
            if isinstance(args.get(name), list):
                args[name] = [_with_chunking(item, inner) for item in args[name]]


def _recursive(exchange: Exchange, schema: Any) -> Any:
    """The schema of recursive chunking in one of chunking, or None."""
    recursive = members(exchange, schema).get("recursive")
    return recursive if members(exchange, recursive).keys() >= _USUAL.keys() else None


def _with_chunking(item: Any, names: frozenset[str]) -> Any:
    if type(item) is not dict or names.isdisjoint(item):
        return item
    return {key: _filled(value) if key in names else value for key, value in item.items()}


def _filled(config: Any) -> Any:
    """A configuration with the rest of what it says of recursive chunking."""
    recursive = config.get("recursive") if type(config) is dict else None
    if type(recursive) is not dict or not all(isinstance(key, str) for key in recursive):
        return config
    stated = {snake(key) for key in recursive}
    usual = dict(_USUAL)
    size = recursive.get(_SIZE, recursive.get(snake(_SIZE)))
    if isinstance(size, int):
        usual[_OVERLAP] = min(usual[_OVERLAP], size * usual[_OVERLAP] // usual[_SIZE])
    return {
        **config,
        "recursive": recursive | {wire: value for wire, value in usual.items() if snake(wire) not in stated},
    }
