"""How stubs are spelled: the imports of a generated file, collected as its annotations are written, and docstrings.

Rules this module keeps: a name that a class defines hides the one that its annotations mean (`list`, where a class has
a method of that name), so it is spelled in another way inside that class, and in that class alone.
"""

from __future__ import annotations

import builtins
import re
import textwrap
from typing import TYPE_CHECKING

from goodmem_dyn._namespaces.scopes import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADER = "# Generated from spec/. Do not edit; run `python -m tools generate`.\n"

_FROM = {
    "collections.abc": ("Callable", "Coroutine", "Iterable", "Mapping", "Sequence"),
    "typing": ("Any", "BinaryIO", "Literal", "TypeAlias", "TypedDict", "overload"),
    "typing_extensions": ("Required", "deprecated"),  # not in the standard library of 3.10
    "goodmem_dyn": (*PUBLIC, "NOT_GIVEN", "filters", "models", "params"),
    "goodmem_dyn._models.base": ("Model",),
    "goodmem_dyn._models.strings": ("StrEnum",),
    "goodmem_dyn._bulk.api": ("AsyncBulk", "Bulk"),
    "goodmem_dyn._namespaces.bases": ("BaseNamespace", "RawNamespace"),
}
_HOME = {name: module for module, names in _FROM.items() for name in names}
_MODULES = {"builtins", "datetime", "httpx", "os"}
_TOKEN = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<![\w.])(?:params|models)\.|(?<![\w.])[A-Za-z_]\w*""")


class StubError(Exception):
    """An annotation uses a name that the stub cannot import: a tool and the package have drifted apart."""


class Imports:
    """The imports of one file, collected as its text is spelled.

    Args:
        defined: The names that the file defines itself.
        is_params: Whether it is the file of the TypedDicts.
        is_models: Whether it is the file of the models.
        beside: Whether models and TypedDicts are modules beside it, and not those of `goodmem_dyn`.
    """

    def __init__(
        self, defined: Iterable[str], *, is_params: bool = False, is_models: bool = False, beside: bool = False
    ) -> None:
        self.defined = frozenset(defined)
        self.beside = beside
        self.own = "params." if is_params else "models." if is_models else ""
        self.used: set[tuple[str, str]] = set()

    def name(self, name: str, hidden: frozenset[str] = frozenset()) -> str:
        """How a name is spelled where `hidden` names mean something else."""
        is_hidden = name in hidden or name in self.defined
        if name in _HOME or name in _MODULES:
            alias = f"_{name}" if is_hidden else name
            self.used.add((name, alias))
            return alias
        if not hasattr(builtins, name):
            raise StubError(f"no import is known for {name!r}")
        return self.name("builtins", hidden) + f".{name}" if is_hidden else name

    def _home(self, name: str) -> str | None:
        """The module that a name is imported from; `.` is the package of the file."""
        return "." if self.beside and name in {"models", "params"} else _HOME.get(name)

    def spell(self, text: str, hidden: frozenset[str] = frozenset()) -> str:
        """An annotation with each of its names spelled for its place."""

        def spelled(match: re.Match[str]) -> str:
            word = match[0]
            if word[0] in "'\"":
                return word
            if word == self.own:
                return ""
            return f"{self.name(word[:-1], hidden)}." if word[-1] == "." else self.name(word, hidden)

        return _TOKEN.sub(spelled, text)

    def lines(self) -> Iterator[str]:
        """The import statements."""
        for name, alias in sorted(self.used):
            if name in _MODULES:
                yield f"import {name}" + (f" as {alias}" if alias != name else "")
        for module in (*sorted(_FROM), "."):
            names = sorted((name, alias) for name, alias in self.used if self._home(name) == module)
            if names:
                listed = ", ".join(name if name == alias else f"{name} as {alias}" for name, alias in names)
                yield f"from {module} import {listed}"


def docstring(text: str, indent: str) -> str:
    """A docstring that says exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').rstrip()
    if escaped.endswith('"'):
        escaped = f'{escaped[:-1]}\\"'
    if "\n" not in escaped:
        return f'{indent}"""{escaped}"""'
    return textwrap.indent(f'"""{escaped}\n"""', indent, lambda line: bool(line.strip()))
