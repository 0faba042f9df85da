"""The modules of the `goodmem` package as text, and as files.

Rules: a file says by whom it was written, and only files that say so are replaced. Names are imported under
`TYPE_CHECKING` for checkers where a program would not want to import them all.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from goodmem_dyn.alias._names import PACKAGE, Module, modules
from goodmem_dyn.errors import ClientStateError

if TYPE_CHECKING:
    import os

HEADER = "# Written by `python -m goodmem_dyn.alias`. Do not edit; run it again.\n"
_SWITCH = "from goodmem_dyn.expectations import OFFICIAL, expect\n\nexpect(OFFICIAL)\n"
_LATE = """
if not TYPE_CHECKING:

    def __getattr__(name):
        from importlib import import_module

        if name in _INSIDE:
            return import_module(f"{__name__}.{name}")
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        home, original = _HOMES[name]
        value = globals()[name] = getattr(import_module(home), original)
        return value

    def __dir__():
        return __all__
"""


def write(folder: str | os.PathLike[str], *, expectations: bool = True) -> Path:
    """Write the package `goodmem` into a folder.

    Args:
        folder: One of `sys.path`; made where it does not exist.
        expectations: Whether importing it turns on what old programs expect: `goodmem_dyn.expectations.OFFICIAL`.

    Returns:
        The path of the package.

    Raises:
        ClientStateError: There is a package of that name which was not written by this function.
        OSError: A file cannot be written.

    Example:
        >>> write("vendored")  # doctest: +SKIP
        PosixPath('vendored/goodmem')
    """
    package = Path(folder) / PACKAGE
    first = package / "__init__.py"
    if package.exists() and not (first.is_file() and first.read_text(encoding="utf-8").startswith(HEADER)):
        raise ClientStateError(
            f"{package} is there already, and was not written by goodmem_dyn: remove it (pip uninstall goodmem, where "
            "it is the official package), or choose another folder."
        )
    if package.exists():
        shutil.rmtree(package)
    for name, module in modules().items():
        path = package.joinpath(*name.split(".")[1:])
        path = path / "__init__.py" if module.is_package else path.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(module, switch=expectations and name == PACKAGE), encoding="utf-8")
    (package / "py.typed").touch()
    return package


def text(module: Module, *, switch: bool = False) -> str:
    """The text of one module."""
    lines = [HEADER + f'"""{module.about}"""\n', "from __future__ import annotations\n"]
    if switch:
        lines.append(_SWITCH)
    imports = [f"from {home} import {there} as {name}" for name, (home, there) in sorted(module.names.items())]
    listed = "__all__ = [\n" + "".join(f'    "{name}",\n' for name in sorted(module.names)) + "]\n"
    if not module.is_lazy:
        return "\n".join([*lines, *imports, "", listed])
    known = [line for line in imports if not any(f" as {name}" in line for name in module.types)]
    for name, model in module.types.items():
        known += [f"from goodmem_dyn.models import {model} as _{model}", "", f"{name}: _{model}"]
    homes = "_HOMES = {\n" + "".join(f'    "{name}": {home!r},\n' for name, home in sorted(module.names.items())) + "}"
    homes += f"\n_INSIDE: list[str] = {module.inside!r}"
    checkers = "if TYPE_CHECKING:\n" + "\n".join(f"    {line}" if line else "" for line in known) + "\n"
    return "\n".join([*lines, "from typing import TYPE_CHECKING\n", checkers, listed, homes, _LATE])
