"""The `goodmem` package for a running process: the modules that are written elsewhere, made when they are asked for."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from goodmem_dyn.alias._names import PACKAGE
from goodmem_dyn.errors import ClientStateError
from goodmem_dyn.expectations import OFFICIAL, Expectations, expect


class _Later(ModuleType):
    """A module whose text runs when the first of its names is asked for."""

    def __init__(self, name: str, text: str, *, is_package: bool) -> None:
        super().__init__(name)
        self.__spec__ = ModuleSpec(name, None, origin="goodmem_dyn.alias", is_package=is_package)
        self.__package__ = name if is_package else name.rpartition(".")[0]
        if is_package:
            self.__path__: list[str] = []
        self.__dict__["_text"] = text

    def __getattr__(self, name: str) -> Any:
        text = self.__dict__.pop("_text", None)
        if text is None:
            late = self.__dict__.get("__getattr__")
            if late is not None:
                return late(name)
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name)
        exec(compile(text, f"<{self.__name__}>", "exec"), self.__dict__)  # noqa: S102 - the text is our own
        return getattr(self, name)


def install_as_goodmem(*, expectations: Expectations | None = OFFICIAL) -> None:
    """Make `import goodmem` mean this package, for the rest of the process.

    Call it before anything imports `goodmem`. Libraries that import it then get this package's classes by the official
    names, and what old programs expect is turned on.

    Args:
        expectations: What to expect from now on; None leaves that as it is.

    Raises:
        ClientStateError: The official package was imported before: its classes are in use, and the two do not mix.

    Example:
        >>> goodmem_dyn.install_as_goodmem()  # doctest: +SKIP
        >>> import goodmem  # doctest: +SKIP
        >>> goodmem.Goodmem is goodmem_dyn.Goodmem  # doctest: +SKIP
        True
    """
    if expectations is not None:
        _refuse_official()
        expect(expectations)
    if _is_ours(sys.modules.get(PACKAGE)):
        return
    _refuse_official()
    _install()


def _is_ours(module: ModuleType | None) -> bool:
    return module is not None and _home_of(module) == "goodmem_dyn"


def _home_of(module: ModuleType) -> str:
    client: Any = getattr(module, "Goodmem", None)
    return str(getattr(client, "__module__", "")).partition(".")[0]


def _refuse_official() -> None:
    """Refuse to take the place of a package that is in use.

    Raises:
        ClientStateError: It is.
    """
    module = sys.modules.get(PACKAGE)
    if module is not None and not _is_ours(module):
        place = getattr(module, "__file__", None) or "somewhere"
        raise ClientStateError(
            f"The official package was imported before, from {place}, and its classes are in use: call "
            "install_as_goodmem() before the first import of goodmem, and of anything that imports it."
        )


def _install() -> None:
    from goodmem_dyn.alias._names import modules
    from goodmem_dyn.alias._writing import text

    made = {name: _Later(name, text(module), is_package=module.is_package) for name, module in modules().items()}
    sys.modules.update(made)
    for name, module in made.items():
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(made[parent], last, module)
