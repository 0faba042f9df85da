"""What editors and type checkers read of a client that is made at run time.

That is the stubs of `goodmem_dyn` and `goodmem_dyn.namespaces`, and the TypedDicts of nested bodies,
`goodmem_dyn.params`.

Rules this module keeps: both are made from the records that the run-time classes are made from, and `mypy.stubtest`
holds them together.
"""

from __future__ import annotations

import json
from typing import Any

import goodmem_dyn
from goodmem_dyn._catalogs.bundled import catalog_of
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._stubs.namespaces import namespaces
from goodmem_dyn._stubs.params import params
from goodmem_dyn._stubs.text import HEADER, StubError


def generate(document: dict[str, Any]) -> dict[str, bytes]:
    """The generated files beside the package's own, by name, for an effective document."""
    catalog = catalog_of(compile_document(document), _no_model)
    made = {"__init__.pyi": facade(), "namespaces.pyi": namespaces(catalog), "params.py": params(catalog)}
    return {name: text.encode() for name, text in made.items()}


def facade() -> str:
    """The stub of the package itself, out of its own table of names."""
    doc = f'"""{(goodmem_dyn.__doc__ or "").strip()}\n"""'
    homes = sorted((home, name) for name, home in vars(goodmem_dyn)["_HOME"].items())
    lines = [f"from goodmem_dyn import {name} as {name}" for name in vars(goodmem_dyn)["_MODULES"]]
    lines += [f"from {home} import {name} as {name}" for home, name in homes]
    listed = "".join(f"    {json.dumps(name)},\n" for name in goodmem_dyn.__all__)
    attributes = ["__version__: str", "__based_on_goodmem_commit__: str"]
    return "\n".join([HEADER + doc, "", *lines, "", f"__all__ = [\n{listed}]", "", *attributes, ""])


def _no_model(component: str) -> Any:
    raise StubError(f"a stub needs no model, and {component!r} was asked for")
