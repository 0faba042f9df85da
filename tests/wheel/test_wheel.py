"""The package as users get it: built, installed bare and outside the checkout, on every Python that is here.

Rules: the environments have the wheel and what it depends on, nothing of the tests. Interpreters are those that can be
found: see `tests.support.pythons`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import replies
from tests.support.examples import UUID, bundled
from tests.support.pythons import CLEAN, INTERPRETERS, environment

if TYPE_CHECKING:
    from tests.support.server import StubServer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    code = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1]); b.build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def test_what_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"goodmem_dyn"}
    package = ROOT / "goodmem_dyn"
    listed = subprocess.run(["git", "ls-files", "goodmem_dyn"], cwd=ROOT, capture_output=True, text=True, check=False)
    wanted = {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    assert wanted <= names
    for name in (
        "py.typed",
        "namespaces.pyi",
        "data/openapi.json",
        "data/SOURCE.json",
        "data/models.json",
    ):
        assert (package / name).exists()
        assert f"goodmem_dyn/{name}" in names
    strange = [name for name in names if re.search(r"__pycache__|\.pyc|(^|/)tests?/|\.db|\.env|~$", name)]
    assert strange == []
    assert wheel.stat().st_size < 2_000_000


def test_what_the_wheel_needs(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
    meta = Parser().parsestr(archive.read(name).decode())
    bare = [one for one in meta.get_all("Requires-Dist", []) if "extra ==" not in one]
    assert sorted(re.split(r"[<>=;]", one)[0].strip() for one in bare) == ["httpx", "pydantic", "sniffio"]
    assert meta["Requires-Python"] == ">=3.10"
    assert meta["License-Expression"] == "Apache-2.0"
    assert "local" in meta.get_all("Provides-Extra", [])
    assert "goodmem" in meta.get_payload()


def test_what_the_bill_of_materials_says(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (one for one in archive.namelist() if ".dist-info/sboms/" in one)
    bill = json.loads(archive.read(name))
    assert (name.rpartition("/")[2], bill["bomFormat"], bill["specVersion"]) == (
        "goodmem-dyn.cdx.json",
        "CycloneDX",
        "1.6",
    )
    parts = {one["name"]: one for one in bill["components"]}
    document = parts.pop("OpenAPI document of the GoodMem server")
    source = json.loads((ROOT / "goodmem_dyn/data/SOURCE.json").read_text(encoding="utf-8"))
    assert document["hashes"][0]["content"] == source["upstream_sha256"]
    meta = Parser().parsestr(archive.read(f"{name.partition('/')[0]}/METADATA").decode())
    needed = {re.split(r"[\[<>=;]", one)[0].strip() for one in meta.get_all("Requires-Dist", [])} - {"goodmem-dyn"}
    assert set(parts) == needed
    assert {one for one, part in parts.items() if part["scope"] == "required"} == {"httpx", "pydantic", "sniffio"}
    refs = [one["ref"] for one in bill["dependencies"]]
    assert sorted(refs) == sorted([bill["metadata"]["component"]["bom-ref"], *bill["dependencies"][0]["dependsOn"]])
    assert "timestamp" not in bill["metadata"]


def test_the_page_of_an_index_has_links_that_work(tmp_path: Path) -> None:
    home = "https://forge.example/us/goodmem-dyn"
    code = "import sys, hatchling.build as b; print(b.prepare_metadata_for_build_wheel(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    environment = {**CLEAN, "GOODMEM_DYN_REPOSITORY": home}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    (path,) = tmp_path.glob("*/METADATA")
    meta = Parser().parsestr(path.read_text(encoding="utf-8"))
    found = dict(one.split(", ", 1) for one in meta.get_all("Project-URL", []))
    assert set(found) == {"Changelog", "Documentation", "Issues", "Security", "Source"}
    page = str(meta.get_payload())
    inside = re.findall(rf"\]\({re.escape(home)}/(?:blob|raw)/v[^/]+/([^)#]+)", page)
    assert len(inside) >= 10
    inside += [one.partition("/blob/")[2].partition("/")[2] for one in found.values() if "/blob/" in one]
    assert [one for one in inside if not (ROOT / one).exists()] == []
    assert re.findall(r"\]\((?!https://|#)[^)]*\)", page) == []
    assert re.search(rf"!\[[^]]*\]\({re.escape(home)}/raw/", page)


def test_two_builds_are_equal(built: Path, tmp_path: Path) -> None:
    code = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1]); b.build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    assert [
        path.name for path in sorted(tmp_path.iterdir()) if path.read_bytes() != (built / path.name).read_bytes()
    ] == []


def test_what_is_in_the_source_distribution(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "goodmem_dyn/py.typed", "spec/upstream/openapi.json"} <= names


def answer(stub: StubServer) -> None:
    space = {**bundled().value({"$ref": "#/components/schemas/Space"}), "name": "owls"}
    events = [
        {"resultSetBoundary": {"resultSetId": UUID, "kind": kind, "stageName": "retrieve"}} for kind in ("BEGIN", "END")
    ]
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": [space]}))
    stub.on("GET", f"/v1/spaces/{UUID}", replies.error(404))
    stub.on("POST", "/v1/memories:retrieve", replies.chunked(replies.ndjson(events)))
    stub.on("GET", "/v1/system/info", replies.error(404))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("version", INTERPRETERS)
def test_installed_bare(version: str, wheel: Path, stub: StubServer, tmp_path: Path) -> None:
    answer(stub)
    python = environment(version, tmp_path / "environment", str(wheel))
    # Warnings are errors: a user of this Python would see them.
    smoke = [str(python), "-I", "-W", "error", str(Path(__file__).with_name("smoke.py")), stub.url, str(tmp_path)]
    done = subprocess.run(smoke, env=CLEAN, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["python"].startswith(version)
    assert report["models"] >= len(bundled().document["components"]["schemas"]) * 0.9
    assert {request.header("x-api-key") for request in stub.requests} == {"gm_x"}
