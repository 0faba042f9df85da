"""Stubs of documents that nobody would write: names that collide, keywords, shapes that hardly occur."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goodmem_dyn import document
from goodmem_dyn._catalogs.bundled import catalog_of
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._namespaces import naming
from goodmem_dyn._stubs import text as stub_text
from tools.generators import stubs

ROOT = Path(__file__).resolve().parents[2]
HISTORY = sorted((ROOT / "spec" / "history").glob("*.json"))


def operation(name: str, reply: str = "Space", **more: Any) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{reply}"}
    return {
        "operationId": name,
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}},
        **more,
    }


def query(name: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, **more}


def body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}, "required": True}


NAMES = ["list", "set", "type", "id", "range", "object", "str", "int", "bool", "dict", "models", "params", "overload",
         "Literal", "property", "class", "self", "None", "builtins", "with-raw-response", "timeout", "1st"]  # fmt: skip
CHOICE = {"type": "string", "enum": ["a", "b'\"\\"], "default": "a"}


def hostile() -> dict[str, Any]:
    """A valid document whose names are those of builtins, of keywords, and of what a stub imports."""
    found = document()
    schemas = found["components"]["schemas"]
    schemas["Tree"] = {
        "type": "object",
        "required": ["from"],
        "properties": {
            "from": {"type": "string", "description": 'Says """this\\".'},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    }
    schemas["Typed"] = {"type": "object", "properties": {"required": {"type": "boolean"}}}  # its dict: TypedDict
    schemas["Odd"] = {
        "type": "object",
        "required": ["list"],
        "properties": {
            "list": {"type": "array", "items": {"type": "string"}},
            "str": {"type": "string"},
            "typed": {"$ref": "#/components/schemas/Typed"},
            "models": {"$ref": "#/components/schemas/SpaceKey"},
            "Sequence": {"type": "array", "items": {"type": "integer"}},
        },
    }
    paths: dict[str, Any] = {}
    for name in NAMES:
        given = [query(one, CHOICE, description='A "quoted" \\ """text"""') for one in NAMES]
        paths[f"/v1/things/{name}"] = {"get": operation(f"thing{name}", parameters=given)}
        # Namespaces that are called as what a stub imports, or as one another's async twins.
        paths[f"/v1/{name}"] = {"get": operation(f"list{name}"), "post": operation(f"make{name}")}
        paths[f"/v1/{name}/{{id}}"] = {
            "parameters": [{**query("id", {"type": "string"}), "in": "path", "required": True}],
            "get": operation(f"get{name}"),
        }
    for name in ("page", "stream", "sequence", "async-page", "goodmem", "goodmem-namespaces", "close", "base-url"):
        paths[f"/v1/{name}"] = {
            "post": operation(f"make{name}", requestBody=body({"$ref": "#/components/schemas/Odd"}))
        }
    tree = body(
        {
            "type": "object",
            "required": ["tree"],
            "properties": {"tree": {"$ref": "#/components/schemas/Tree"}, "odd": {"$ref": "#/components/schemas/Odd"}},
        }
    )
    paths["/v1/trees"] = {"post": operation("plant", "Tree", requestBody=tree)}
    return {**found, "paths": {**found["paths"], **paths}}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return stubs.generate(hostile())


def test_every_class_has_a_name_of_its_own(made: dict[str, bytes]) -> None:
    tree = ast.parse(made["namespaces.pyi"])
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    imported = [
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    ]
    assert len(classes) == len(set(classes))
    assert not set(classes) & set(imported)
    assert {"Stream", "AsyncPage", "AsyncAsyncPage", "Sequence", "List", "GoodmemNamespaces1"} <= set(classes)


def test_every_method_has_its_stub(made: dict[str, bytes]) -> None:
    catalog = catalog_of(compile_document(hostile()), stubs._no_model)
    members = {
        node.name: {one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
        for node in ast.parse(made["namespaces.pyi"]).body
        if isinstance(node, ast.ClassDef)
    }
    for words, titles in naming.class_titles(catalog).items():
        inner = {*naming.children(catalog, words), "with_raw_response"}
        assert members[titles.sync] == members[titles.asynchronous] == {*naming.method_names(catalog, words), *inner}
    # What a client has itself is not hidden by a namespace of the same name.
    assert {"close_", "base_url_"} <= members["GoodmemNamespaces"]
    assert not {"close", "base_url"} & members["GoodmemNamespaces"]


def test_type_checkers_read_it(made: dict[str, bytes], tmp_path: Path) -> None:
    package = tmp_path / "goodmem_dyn"
    shutil.copytree(ROOT / "goodmem_dyn", package, ignore=shutil.ignore_patterns("local", "__pycache__"))
    for name, data in made.items():
        (package / name).write_bytes(data)
    models = package / "models" / "__init__.py"
    models.write_text(models.read_text() + "class Tree: ...\nclass Odd: ...\nclass Typed: ...\n")
    program = tmp_path / "program.py"
    program.write_text(
        "from goodmem_dyn import Goodmem\n"
        "def use(client: Goodmem) -> None:\n"
        "    client.trees.plant_it  # E\n"
        "    client.trees.create(tree={'from': 'x', 'children': [{'from': 'y'}]}, odd={'list': ['x'], 'sequence': [1], 'typed': {'required': True}})\n"
        "    client.trees.create(tree={'from': 3})  # E\n"
        "    client.things.list(list='a', self_='b\\'\"\\\\')\n"
        "    client.things.list(list='c')  # E\n"
        "    client.things.class_(class_='a')\n"
        "    client.close_.create(list=['x'])\n"
        "    client.page.create(list=[1])  # E\n"
        "    client.close()\n"
    )
    command = [
        "mypy",
        "--strict",
        "--config-file=",
        "--output=json",
        "--python-version=3.10",
        "program.py",
        "goodmem_dyn/namespaces.pyi",
        "goodmem_dyn/params.py",
    ]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False
    )
    reports = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    found = {(one["file"], one["line"]): one["message"] for one in reports if one["severity"] == "error"}
    wanted = {
        ("program.py", number) for number, line in enumerate(program.read_text().splitlines(), 1) if "# E" in line
    }
    assert found.keys() == wanted, f"{found}\n{done.stderr}"


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem)
def test_documents_of_the_past_have_stubs(path: Path) -> None:
    for name, data in stubs.generate(json.loads(path.read_text(encoding="utf-8"))).items():
        compile(data, name, "exec")


def test_an_unknown_name_in_an_annotation_is_an_error() -> None:
    with pytest.raises(stub_text.StubError, match="no import is known for 'Quux'"):
        stub_text.Imports([]).spell("list[Quux]")
