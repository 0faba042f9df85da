"""The pydantic models: one module per schema, imported on first use.

Rules this module keeps:

* datamodel-code-generator writes the classes, with the settings in `pyproject.toml`, from the normalised copy of the
  document (`tools.spec.normalize`). What it writes is not edited, with three exceptions: see `_TOLERANT`, `_ALIAS` and
  `_with_times`.
* The package's `__init__` is ours: theirs would import all modules at once. It is lazy at run time and plain imports to
  editors and type checkers, and it knows the class of every schema, also where the two names differ.
* Every component schema of the document has its class afterwards, or the generation fails.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from goodmem_dyn._models.times import SUFFIX, said, units_a_second
from tools.spec.normalize import Normalized, normalize

HEADER = "# Generated from spec/. Do not edit; run `python -m tools generate`.\n"

# The generator asks every class with a type of ours to tolerate types that pydantic does not know. Ours are ordinary
# strings and bytes to pydantic, and a class that tolerated others would hide a mistake in the generation.
_TOLERANT = "    model_config = ConfigDict(\n        arbitrary_types_allowed=True,\n    )\n"


class GenerationError(Exception):
    """The generator failed, or did not make what it was asked for."""


def generate(document: dict[str, Any], root: Path) -> dict[str, bytes]:
    """The files of the models package, by name, for an effective document.

    Args:
        document: The effective document, which must be valid.
        root: The checkout whose `pyproject.toml` holds the generator's settings.

    Raises:
        GenerationError: The generator failed; the message is its own.
    """
    normalized = normalize(document)
    sources = _run(normalized, root)
    modules = {name: _modules(text) for name, text in sources.items()}
    home = {cls: name.removesuffix(".py") for name, classes in sorted(modules.items()) for cls in classes}
    missing = sorted(cls for cls in normalized.classes.values() if cls not in home)
    if missing:
        raise GenerationError(f"the generator made no class for {', '.join(missing)}")
    files = {name: text.encode() for name, text in sources.items()}
    files["__init__.py"] = _package(home, normalized.classes).encode()
    return files


def _run(normalized: Normalized, root: Path) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="goodmem-models-") as folder:
        place = Path(folder)
        (place / "document.json").write_text(json.dumps(normalized.document), encoding="utf-8")
        (place / "aliases.json").write_text(json.dumps(normalized.aliases), encoding="utf-8")
        command = [sys.executable, "-m", "datamodel_code_generator"]
        command += ["--input", str(place / "document.json"), "--aliases", str(place / "aliases.json")]
        command += ["--output", str(place / "models"), "--custom-file-header", HEADER.strip()]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            raise GenerationError(f"datamodel-code-generator failed:\n{done.stderr.strip() or done.stdout.strip()}")
        sources = {path.name: path.read_text(encoding="utf-8") for path in (place / "models").glob("*.py")}
    sources.pop("__init__.py", None)
    return {name: _with_times(_tidy(text)) for name, text in sorted(sources.items())}


_ALIAS = re.compile(r'^(\w+) = TypeAliasType\("\1", ([^"]+)\)$', re.MULTILINE)
"""A name for a type. One in quotes is not there yet when the alias is made, and stays as it is."""


def _tidy(text: str) -> str:
    # Checkers compare a plain alias with what is there at run time; of TypeAliasType they know the name alone.
    text, count = _ALIAS.subn(r"\1: TypeAlias = \2", text)
    if count and "TypeAliasType(" not in text:
        text = text.replace("from typing_extensions import TypeAliasType", "from typing import TypeAlias")
    if _TOLERANT in text:
        text = text.replace(_TOLERANT, "").replace("import ConfigDict, Field\n", "import Field\n")
        text = text.replace("from pydantic import ConfigDict\n", "")
    if "model_config =" in text:
        raise GenerationError(f"a generated module configures its class, which the base model does:\n{text}")
    return text


def _with_times(text: str) -> str:
    """A module whose classes have a datetime beside each number that is a time, as models made at run time have."""
    lines, has_times = text.splitlines(), False
    for cls in reversed([node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]):
        names = {ast.unparse(statement.target) for statement in cls.body if isinstance(statement, ast.AnnAssign)}
        added: list[str] = []
        for field, said_of_it in pairwise(cls.body):
            if not isinstance(field, ast.AnnAssign) or not isinstance(said_of_it, ast.Expr):
                continue
            name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
            units = units_a_second(ast.literal_eval(said_of_it.value))
            if units is None or not re.search(r"\bint\b", kind) or f"{name}{SUFFIX}" in names:
                continue
            may_be_none = " | None" if "None" in kind else ""
            added += ["", "    @property", f"    def {name}{SUFFIX}(self) -> datetime{may_be_none}:"]
            added += [f'        """{said(name)}"""', f"        return moment(self.{name}, {units})"]
        lines[cls.end_lineno : cls.end_lineno] = added
        has_times = has_times or bool(added)
    if not has_times:
        return text
    text = "\n".join(lines) + "\n"
    first = "from __future__ import annotations\n"
    text = text.replace(first, f"{first}\nfrom datetime import datetime\n", 1)
    base, times = r"(from goodmem_dyn\._models\.base import .*\n)", "from goodmem_dyn._models.times import moment\n"
    return re.sub(base, rf"\1{times}", text, count=1)


def _modules(text: str) -> list[str]:
    """The public names that a generated module defines or passes on."""
    names: list[str] = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            target = node.targets[0].id
            names += ast.literal_eval(node.value) if target == "__all__" else [target]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    return names


def _package(home: dict[str, str], classes: dict[str, str]) -> str:
    names = sorted(home)
    renamed = {schema: cls for schema, cls in sorted(classes.items()) if schema != cls}
    lines = [
        HEADER.rstrip(),
        '"""The models of the API: one class per schema, imported on first use."""',
        "",
        "from __future__ import annotations",
        "",
        "from importlib import import_module",
        "from typing import TYPE_CHECKING, Any",
        "",
        "if TYPE_CHECKING:",
        *(f"    from .{home[name]} import {name} as {name}" for name in names),
        "",
        "__all__ = [",
        *(f'    "{name}",' for name in names),
        "]",
        "",
        "_MODULES = {",
        *(f'    "{name}": "{home[name]}",' for name in names),
        "}",
        "",
        "# Schema name → class name, where they differ.",
        f"_SCHEMAS: dict[str, str] = {json.dumps(renamed, indent=4) if renamed else '{}'}",
        "",
        "",
        "def for_schema(schema: str) -> Any:",
        '    """The model of a component schema, by the name that the document gives it; `KeyError` if it has none."""',
        "    name = _SCHEMAS.get(schema, schema)",
        "    if name not in _MODULES:",
        '        raise KeyError(f"the document has no schema {schema!r}")',
        "    return __getattr__(name)",
        "",
        "",
        "def __getattr__(name: str) -> Any:",
        "    module = _MODULES.get(name)",
        "    if module is None:",
        "        from goodmem_dyn._wire.hints import nearest",
        "",
        '        text = f"module {__name__!r} has no attribute {name!r}.{nearest(name, _MODULES)}"',
        "        raise AttributeError(text, name=name)",
        '    value = getattr(import_module(f".{module}", __name__), name)',
        "    globals()[name] = value",
        "    return value",
        "",
        "",
        "def __dir__() -> list[str]:",
        '    return [*__all__, "for_schema"]',
    ]
    return "\n".join(lines) + "\n"
