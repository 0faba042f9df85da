"""The package `goodmem` whose names are ours: written for checkers and programs, or made for a running process."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import goodmem_dyn
from goodmem_dyn import ClientStateError, alias, models, namespaces
from tests.support import checkers

ROOT = Path(__file__).parents[2]

EVERYTHING = """
import pickle, sys
import goodmem_dyn
import goodmem, goodmem.api.memories, goodmem.registries
from goodmem import AsyncGoodmem, DEFAULT_CHUNKING_CONFIG, Goodmem, MemoryCreationRequest, RetrieveMemoryStream
from goodmem.api.embedders import AsyncEmbeddersAPI, EmbeddersAPI
from goodmem.client import Goodmem as Again
from goodmem.errors import APIError, GoodMemError
from goodmem.models import SpaceKey
from goodmem.models.list_llms_response import ListLLMsResponse
from goodmem.models.space_key import SpaceKey as Alone
from goodmem.pagination import AsyncPage, Page
from goodmem.streaming import AsyncRetrieveMemoryStream, Stream
from goodmem.types import SpaceKey as Shorter

assert goodmem.Goodmem is Again is goodmem_dyn.Goodmem
assert APIError is goodmem_dyn.APIError is goodmem.errors.APIError
assert SpaceKey is Alone is Shorter is goodmem_dyn.models.SpaceKey is goodmem.models.space_key.SpaceKey
assert RetrieveMemoryStream is goodmem_dyn.RetrievalStream
assert isinstance(Goodmem(base_url="http://127.0.0.1:1").embedders, EmbeddersAPI)
assert isinstance(AsyncGoodmem(base_url="http://127.0.0.1:1").embedders, AsyncEmbeddersAPI)
assert MemoryCreationRequest(space_id="s", original_content="t").content_type is None
assert isinstance(DEFAULT_CHUNKING_CONFIG, goodmem.models.ChunkingConfiguration)
assert DEFAULT_CHUNKING_CONFIG.recursive.chunk_size == 512
assert pickle.loads(pickle.dumps(SpaceKey(space_id="s"))).space_id == "s"
assert goodmem.__version__ == goodmem_dyn.__version__
assert goodmem.__based_on_goodmem_commit__ == goodmem_dyn.__based_on_goodmem_commit__
try:
    goodmem.Nonsense
except AttributeError as error:
    assert "goodmem" in str(error)
else:
    raise SystemExit("any name is taken")
from goodmem import *
from goodmem.types import *
assert Space is goodmem_dyn.models.Space
print(goodmem_dyn.expectations.expected() == goodmem_dyn.expectations.OFFICIAL)
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it."""
    folder = tmp_path_factory.mktemp("alias")
    assert alias.write(folder) == folder / "goodmem"
    return folder


def run(text: str, *paths: Path, ok: bool = True) -> str:
    """What a program prints, in a process of its own that finds modules at these paths first."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", text],
        env={"PYTHONPATH": ":".join(map(str, [*paths, ROOT]))},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is ok, done.stderr
    return done.stdout if ok else done.stderr


def test_the_written_package(written: Path) -> None:
    assert run(EVERYTHING, written) == "True\n"


def test_the_installed_package() -> None:
    assert run(f"import goodmem_dyn; goodmem_dyn.install_as_goodmem()\n{EVERYTHING}") == "True\n"


BRIEFLY = """
import goodmem, goodmem_dyn
assert goodmem.Goodmem is goodmem_dyn.Goodmem
assert goodmem.errors.APIError is goodmem_dyn.APIError
print(goodmem_dyn.expectations.expected() == goodmem_dyn.expectations.OFFICIAL)
"""


def test_both_at_once(written: Path) -> None:
    assert run(f"import goodmem\nimport goodmem_dyn; goodmem_dyn.install_as_goodmem()\n{BRIEFLY}", written) == "True\n"


def test_names_alone(tmp_path: Path) -> None:
    alias.write(tmp_path, expectations=False)
    assert run(BRIEFLY, tmp_path) == "False\n"
    assert run(f"import goodmem_dyn; goodmem_dyn.install_as_goodmem(expectations=None)\n{BRIEFLY}") == "False\n"


def test_everything_of_the_document_is_there(written: Path) -> None:
    package = written / "goodmem"
    defined = {name for path in (package / "models").glob("*.py") for name in exported(path) if path.stem != "__init__"}
    assert defined == set(models.__all__)
    classes = {name for path in (package / "api").glob("*.py") for name in exported(path)}
    plain = {name for name in dir(namespaces) if "WithRaw" not in name and "Goodmem" not in name}
    assert {name.removesuffix("API") for name in classes} == plain
    assert set(goodmem_dyn.errors.__all__) == exported(package / "errors.py")


def exported(path: Path) -> set[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def test_it_costs_no_more_than_what_is_used(written: Path) -> None:
    heavy = "print(sorted(name for name in sys.modules if name.startswith('goodmem_dyn.models.')))"
    assert (
        run(f"import sys, goodmem, goodmem.models.memory, goodmem.client\n{heavy}", written).count("goodmem_dyn") < 30
    )


# Refusals ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A package of that name that is not ours."""
    (tmp_path / "goodmem").mkdir()
    (tmp_path / "goodmem/__init__.py").write_text("class Goodmem: ...\n")
    return tmp_path


def test_it_refuses_a_process_that_uses_the_official_package(official: Path) -> None:
    told = run("import goodmem, goodmem_dyn; goodmem_dyn.install_as_goodmem()", official, ok=False)
    assert "ClientStateError" in told
    assert str(official / "goodmem") in told
    assert "before the first import" in told
    assert run("import goodmem_dyn; goodmem_dyn.install_as_goodmem(); import goodmem; print(goodmem.NULL)", official)


def test_it_overwrites_nothing_but_itself(official: Path, written: Path) -> None:
    with pytest.raises(ClientStateError, match="pip uninstall goodmem"):
        alias.write(official)
    stale = written / "goodmem/stale.py"
    stale.touch()
    alias.write(written)
    assert not stale.exists()


def test_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "goodmem_dyn.alias", str(tmp_path / "new")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert str(tmp_path / "new/goodmem") in done.stdout
    (tmp_path / "new/goodmem/__init__.py").write_text("")
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 1
    assert refused.stderr.startswith("python -m goodmem_dyn.alias: ")


# Checkers ------------------------------------------------------------------------------------------------------------

PROGRAM = """from goodmem import AsyncGoodmem, DEFAULT_CHUNKING_CONFIG, Goodmem, GoodMemError, MemoryCreationRequest, Page
from goodmem.api.memories import MemoriesAPI
from goodmem.errors import NotFoundError
from goodmem.models import EmbedderResponse
from goodmem.models.space_key import SpaceKey
from goodmem.streaming import RetrieveMemoryStream
from goodmem.types import Space


def ingest(memories: MemoriesAPI, space: str, content_type: str | None = None) -> str:
    key: SpaceKey = SpaceKey(space_id=space)
    request = MemoryCreationRequest(space_id=key.space_id, original_content="text")
    memories.batch_create(requests=[request])
    return memories.create(space_id=space, original_content="text", content_type=content_type, metadata=None).memory_id


def spaces(client: Goodmem) -> list[Space]:
    page: Page[Space] = client.spaces.list(name_filter=None, max_items=None)
    return list(page)


def embedders(client: Goodmem) -> list[EmbedderResponse]:
    return client.embedders.list()


async def one(client: AsyncGoodmem) -> int | None:
    try:
        space = await client.spaces.create(name="n", space_embedders=[], default_chunking_config=DEFAULT_CHUNKING_CONFIG)
    except (NotFoundError, GoodMemError) as error:
        raise SystemExit(error.message) from error
    return space.created_at


client = Goodmem(base_url="http://localhost:8080", api_key="gm_x", stream_max_line_bytes=None)
ingest(client.memories, "s")
client.nonsense
client.spaces.get(id=1)
from goodmem import Nonsense
from goodmem.models.space_key import Nonsense as Other
wrong: int = DEFAULT_CHUNKING_CONFIG
"""
WRONG = [
    number
    for number, line in enumerate(PROGRAM.splitlines(), 1)
    if "onsense" in line or "id=1" in line or "wrong" in line
]


def test_mypy_follows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alias.write(tmp_path)
    monkeypatch.setenv("MYPYPATH", str(tmp_path))
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    assert sorted(checkers.mypy([program], checkers.VERSIONS[0])) == [(program.name, line) for line in WRONG]


def test_pyright_follows_it(tmp_path: Path) -> None:
    package = alias.write(tmp_path)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "project").mkdir()
    found = checkers.pyright(tmp_path / "project", [package, program], ("3.12",), "standard")
    assert sorted(found["3.12"]) == [(program.name, line) for line in WRONG]
