"""Every document that was ever tracked builds a surface, and its calls encode; so does the bundled one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodmem_dyn._arguments.checker import Checker
from goodmem_dyn._arguments.encoder import Encoder
from goodmem_dyn._document.reading import Surface, compile_document
from tests.support.examples import Examples
from tools.spec.effective import effective

pytestmark = pytest.mark.spec

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted((ROOT / "spec/history").glob("*.json")), ROOT / "goodmem_dyn/data/openapi.json"]


def surface_of(path: Path) -> Surface:
    return compile_document(json.loads(path.read_bytes()))


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_bytes())
    return found


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    surface = compile_document(document)
    names = [operation.qualname for operation in surface.operations]
    methods = {"get", "put", "post", "delete", "patch"}
    items = map(Examples(document).follow, document["paths"].values())
    assert len(names) == len(set(names)) == sum(len(methods & item.keys()) for item in items)
    assert all(part.isidentifier() for name in names for part in name.split("."))


def test_every_operation_encodes(document: dict[str, Any]) -> None:
    surface, examples = compile_document(document), Examples(document)
    checker = Checker(surface.resolver)
    for operation in surface.operations:
        args = {
            param.name: b"content"
            if param.schema.get("format") == "binary"
            else examples.value(dict(param.schema) or {"type": "string"}, param.wire or param.name)
            for param in operation.params
            if param.required
        }
        encoder = Encoder(operation, checker)
        if operation.body is not None and operation.body.whole is None:
            # Rules over members that are not required: the body as a whole keeps them.
            whole = examples.value(dict(operation.body.schema))
            wires = {param.wire: param.name for param in operation.params if param.location == "body"}
            args |= {wires[wire]: value for wire, value in whole.items() if wire in wires}
        request = encoder.encode(args)
        assert request.method == operation.http_method
        assert "{" not in request.target
        if isinstance(request.body, dict) and operation.body is not None:
            files = {param.wire: "" for param in operation.params if param.location == "file" and param.name in args}
            assert examples.errors(dict(operation.body.schema), {**request.body, **files}) == [], operation.qualname


def test_names_last(document: dict[str, Any]) -> None:
    """A method of an older document that still has its path still has its name; the overlay may have given it."""
    current = {(one.http_method, one.path): one.qualname for one in surface_of(DOCUMENTS[-1]).operations}
    for operation in compile_document(effective(ROOT, document, unmatched=[])).operations:
        name = current.get((operation.http_method, operation.path), operation.qualname)
        assert operation.qualname == name
