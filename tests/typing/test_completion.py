"""What an editor offers is what there is: asked of jedi and of pyright's language server, compared with the surface."""

from __future__ import annotations

import inspect
import json
import sys
from typing import TYPE_CHECKING, Any

import jedi
import pytest

from goodmem_dyn import AsyncGoodmem, Goodmem, models, namespaces
from tests.support.checkers import ROOT
from tests.support.langserver import LanguageServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = "from goodmem_dyn import {kind}\nclient = {kind}(base_url='http://localhost:8080', api_key='gm_x')\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("editor")
    settings = {"extraPaths": [str(ROOT)], "venvPath": str(ROOT), "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    with LanguageServer(folder) as started:
        yield started


def jedi_names(text: str, kind: str) -> set[str]:
    project = jedi.Project(ROOT, environment_path=sys.executable, added_sys_path=[str(ROOT)])
    script = jedi.Script(START.format(kind=kind) + text, path=ROOT / "editor.py", project=project)
    return {one.name.removesuffix("=") for one in script.complete()}


@pytest.fixture(params=["jedi", "pyright"])
def complete(request: pytest.FixtureRequest) -> Callable[[str, str], set[str]]:
    """What is offered at the end of a text."""
    if request.param == "jedi":
        return jedi_names
    server: LanguageServer = request.getfixturevalue("server")
    files = iter(range(1000))

    def pyright_names(text: str, kind: str) -> set[str]:
        lines = (START.format(kind=kind) + text).split("\n")
        document = server.open(f"editor{request.node.name.encode().hex()}{next(files)}.py", "\n".join(lines))
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        found: Any = server.ask("textDocument/completion", textDocument=document, position=position)
        items = found["items"] if isinstance(found, dict) else found or []
        return {one["label"].removesuffix("=") for one in items}

    return pyright_names


def public(names: set[str]) -> set[str]:
    return {name for name in names if not name.startswith("_")}


@pytest.mark.parametrize("kind", [Goodmem, AsyncGoodmem])
def test_a_client_offers_its_namespaces(complete: Callable[[str, str], set[str]], kind: type[Any]) -> None:
    client = kind(base_url="http://localhost:8080", api_key="gm_x")
    assert public(complete("client.", kind.__name__)) == set(dir(client))


@pytest.mark.parametrize("kind", ["Goodmem", "AsyncGoodmem"])
@pytest.mark.parametrize("path", ["memories", "spaces", "admin", "admin.background_jobs", "memories.with_raw_response"])
def test_a_namespace_offers_its_methods(complete: Callable[[str, str], set[str]], path: str, kind: str) -> None:
    client: Any = {"Goodmem": Goodmem, "AsyncGoodmem": AsyncGoodmem}[kind](base_url="http://localhost:8080")
    place = client
    for name in path.split("."):
        place = getattr(place, name)
    assert public(complete(f"client.{path}.", kind)) == set(dir(place))


@pytest.mark.parametrize("method", ["memories.retrieve", "memories.create", "spaces.create", "embedders.update"])
def test_a_method_offers_its_arguments(complete: Callable[[str, str], set[str]], method: str) -> None:
    namespace, name = method.split(".")
    function = getattr(getattr(namespaces, namespace.title()), name)
    wanted = {param for param in inspect.signature(function).parameters if param != "self"}
    assert wanted - complete(f"client.{method}(", "Goodmem") == set()


@pytest.mark.parametrize(
    ("expression", "kind", "model"),
    [
        ("client.memories.get(id='x')", "Goodmem", models.Memory),
        ("client.spaces.list()[0]", "Goodmem", models.Space),
        ("client.memories.retrieve(message='x', stream=False).hits[0].chunk", "Goodmem", models.MemoryChunkResponse),
        ("(await client.spaces.get(id='x'))", "AsyncGoodmem", models.Space),
    ],
)
def test_a_result_offers_its_attributes(
    complete: Callable[[str, str], set[str]], expression: str, kind: str, model: type[models.Memory]
) -> None:
    text = f"async def main() -> None:\n    {expression}."
    assert set(model.model_fields) - complete(text, kind) == set()


def test_a_nested_dict_offers_its_keys(server: LanguageServer) -> None:
    text = START.format(kind="Goodmem") + "client.memories.retrieve(message='x', space_keys=[{''}])"
    document = server.open("keys.py", text)
    position = {"line": 2, "character": text.split("\n")[2].index("''") + 1}
    found = server.ask("textDocument/completion", textDocument=document, position=position)
    labels = {one["label"].strip("'\"") for one in found["items"]}
    assert {"space_id", "embedder_weights", "filter"} <= labels


@pytest.mark.parametrize("method", ["memories.retrieve", "memories.create", "spaces.list", "memories.wait"])
def test_the_documentation_is_what_help_shows(server: LanguageServer, method: str) -> None:
    namespace, name = method.split(".")
    text = START.format(kind="Goodmem") + f"client.{method}"
    document = server.open(f"help_{name}.py", text)
    position = {"line": 2, "character": len(text.split("\n")[2]) - 1}
    found = server.ask("textDocument/hover", textDocument=document, position=position)
    doc = inspect.getdoc(getattr(getattr(namespaces, namespace.title()), name)) or ""
    shown = str(found["contents"]).replace("\\n", "\n").replace("&nbsp;", " ")
    assert doc.split("\n")[0] in shown
