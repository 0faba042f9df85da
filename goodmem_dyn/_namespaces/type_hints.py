"""The annotations of methods as types, for `typing.get_type_hints`, pydantic and whatever else evaluates them.

Rule: they are text until somebody looks at one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodmem_dyn._methods.catalog import Catalog


class TypeHints(dict[str, Any]):
    """Annotations by the names of parameters; each is evaluated when it is read."""

    def __init__(self, texts: Mapping[str, str], catalog: Catalog) -> None:
        super().__init__(texts)
        self._catalog = catalog

    def __getitem__(self, name: str) -> Any:
        text = super().__getitem__(name)
        if isinstance(text, str):
            from goodmem_dyn._namespaces.scopes import scope_of

            text = eval(text, dict(scope_of(self._catalog)))  # noqa: S307 - text that this package wrote
            self[name] = text
        return text

    # With these, whatever copies a dict goes through the method above.
    def __iter__(self) -> Iterator[str]:
        return super().__iter__()

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401 - that would be this very method

    def items(self) -> Any:
        return [(name, self[name]) for name in self]

    def values(self) -> Any:
        return [self[name] for name in self]

    def copy(self) -> dict[str, Any]:
        return dict(self.items())
