"""The distribution with the weights of the built-in embedder: made of the published wheel, and the same embeddings."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn.local import serve
from goodmem_dyn.local._providers import builtin
from tests.support.pythons import CLEAN, HOME
from tools.release import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
TEXTS = ["Owls hunt at night.", "", "Łódź – 東京 😀", "word " * 3000]
EMBED = (
    "import json, sys; from goodmem_dyn.local._providers import builtin\n"
    "print(json.dumps([str(builtin.weights_folder()), builtin.embed(json.load(sys.stdin)).tobytes().hex()]))"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published wheel, kept for the next run: it is judged by its hash each time."""
    kept = sorted((HOME / "weights").glob("*.whl"))
    if kept:
        return kept[0]
    found = weights.download(tmp_path_factory.mktemp("published"))
    (HOME / "weights").mkdir(parents=True, exist_ok=True)
    return found.replace(HOME / "weights" / found.name)


@pytest.fixture(scope="module")
def made(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return weights.build(published, tmp_path_factory.mktemp("made"))


def test_two_builds_are_equal_and_fit_every_python(published: Path, made: Path, tmp_path: Path) -> None:
    assert made.name == "goodmem_dyn_wordllama-0.4.0-py3-none-any.whl"
    assert weights.build(published, tmp_path).read_bytes() == made.read_bytes()


def test_it_has_two_files_their_licence_and_where_they_are_from(made: Path) -> None:
    archive = zipfile.ZipFile(made)
    info = "goodmem_dyn_wordllama-0.4.0.dist-info"
    code = [name for name in archive.namelist() if name.endswith((".py", ".so", ".pyd"))]
    assert code == ["goodmem_dyn_wordllama/__init__.py"]
    assert "Copyright (c) 2024 Lee Miller" in archive.read(f"{info}/licenses/LICENSE").decode()
    bill = json.loads(archive.read(f"{info}/sboms/sbom.cdx.json"))
    assert bill["metadata"]["component"]["pedigree"]["ancestors"][0]["purl"] == "pkg:pypi/wordllama@0.4.0.post1"
    for part in bill["components"]:
        place = part["name"] if "/" in part["name"] else f"{info}/licenses/{part['name']}"
        assert hashlib.sha256(archive.read(place)).hexdigest() == part["hashes"][0]["content"]


def embedded(more: dict[str, str]) -> list[str]:
    """The folder of the weights, and the embeddings of all texts in hexadecimal, out of a process of their own."""
    command = [sys.executable, "-c", EMBED]
    said = json.dumps(TEXTS)
    done = subprocess.run(
        command, input=said, env={**CLEAN, **more}, cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_embeddings_are_the_same_bytes(made: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("wordllama") is None:  # this Python has no wheel of it: the bytes are those of another
        pytest.skip("wordllama is not installed")
    zipfile.ZipFile(made).extractall(tmp_path)
    outcomes = [embedded({}), embedded({"PYTHONPATH": str(tmp_path)})]
    assert [Path(folder).name for folder, _ in outcomes] == ["wordllama", "goodmem_dyn_wordllama"]
    assert outcomes[0][1] == outcomes[1][1]
    assert outcomes[0][1] == builtin.embed(TEXTS).tobytes().hex()


def test_another_wheel_is_refused(published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / published.name
    content = bytearray(published.read_bytes())
    content[len(content) // 2] ^= 1
    other.write_bytes(content)
    assert weights.main(["--wheel", str(other), "--output", str(tmp_path / "out")]) == 1
    assert "has the SHA-256" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_the_one_we_know_is_refused(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, _ = weights.FILES["wordllama/weights/l2_supercat_256.safetensors"]
    monkeypatch.setitem(weights.FILES, "wordllama/weights/l2_supercat_256.safetensors", (place, "0" * 64))
    with pytest.raises(ValueError, match="safetensors has the SHA-256"):
        weights.build(published, published.parent / "never")


def test_without_weights_it_is_said_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", _nothing)
    with serve() as server, pytest.raises(ImportError, match="`make weights`"):
        server.create_default_embedder()


def _nothing(name: str, package: Sequence[str] | None = None) -> None:
    return None
