"""`python -m goodmem_dyn verify` on the package as it is installed: it holds, and one byte anywhere is found.

The wheel is unpacked, which is what installing it does to its files.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn._verify import Link, Subject, _record, verify
from tests.support.pythons import CLEAN

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("site")
    code = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    wheel.unlink()
    return folder


def judged(site: Path) -> list[Link]:
    (info,) = site.glob("*.dist-info")
    return verify(site / "goodmem_dyn", PathDistribution(info))


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Dependencies come from the environment of the tests, the package from the folder.
    command = [sys.executable, "-m", "goodmem_dyn", "verify", *arguments]
    environment = {**CLEAN, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)


def test_what_was_installed_holds(site: Path) -> None:
    started = time.monotonic()
    done = run(site)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["ok", "not", "ok", "ok", "ok"]
    assert time.monotonic() - started < 10


def test_a_document_that_is_named_is_the_one_it_was_made_of(site: Path, tmp_path: Path) -> None:
    document = ROOT / "spec/upstream/openapi.json"
    done = run(site, "--document", str(document))
    assert (done.returncode, [line.split()[0] for line in done.stdout.splitlines()]) == (0, ["ok"] * 5), done.stdout
    other = tmp_path / "other.json"
    other.write_bytes(document.read_bytes() + b"\n")
    for path in (other, tmp_path / "none.json"):
        done = run(site, "--document", str(path))
        assert done.returncode == 1
        assert f"{path}: " in done.stdout.splitlines()[2]


def test_a_checkout_holds_as_far_as_it_goes() -> None:
    links = verify(ROOT / "goodmem_dyn")
    assert [(link.checked, link.problems) for link in links] == [(True, [])] * 4 + [(False, [])]


def unseen(site: Path, paths: list[Path]) -> list[Path]:
    """The files of which one byte can be changed, and nothing is said: alone or among others that are changed as well.

    The first link that does not hold hides those behind it. So what is named is put back, and the rest tried again; where
    nothing is named, as where the list of all hashes is spoilt, halves are tried, down to one file alone.
    """
    contents = {path: path.read_bytes() for path in paths}
    for path, content in contents.items():
        place = len(content) // 2
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    problems = judged(site)[-1].problems
    for path, content in contents.items():
        path.write_bytes(content)
    named = {problem.partition(":")[0] for problem in problems}
    rest = [one for one in paths if not {f.as_posix() for f in (one.relative_to(site), _inside(site, one))} & named]
    if len(rest) < len(paths):
        return unseen(site, rest) if rest else []
    if len(rest) == 1:
        return [] if problems else rest
    return unseen(site, rest[: len(rest) // 2]) + unseen(site, rest[len(rest) // 2 :])


def _inside(site: Path, path: Path) -> Path:
    """A file as the first links call it: from the folder of the package."""
    package = site / "goodmem_dyn"
    return path.relative_to(package if path.is_relative_to(package) else site)


def test_one_byte_of_any_file_is_found(site: Path) -> None:
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(files) > 300
    assert unseen(site, files) == []
    assert judged(site)[-1].problems == []


def test_every_part_of_a_row_counts(site: Path) -> None:
    """Whichever byte of RECORD is another: one of a path, of a hash, of a size, or what stands between them."""
    (record,) = site.glob("*.dist-info/RECORD")
    content = record.read_bytes()
    begin = content.index(b"goodmem_dyn/client.py,")
    end = content.index(b"\n", begin)
    try:
        for place in (*range(begin, end - 8, 13), *range(end - 8, end)):  # the last are the size and what is before it
            record.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            assert _record("", Subject(site / "goodmem_dyn", PathDistribution(record.parent), None)).problems, place
    finally:
        record.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "change", "link", "says"),
    [
        ("data/SOURCE.json", lambda b: b[:40], 0, "cannot be read"),
        ("data/SOURCE.json", lambda b: b.replace(b'"commit": "', b'"commit": "x'), 0, "neither a commit nor the hash"),
        ("data/openapi.json", lambda b: b + b"\n", 2, "data/openapi.json"),
        ("data/FILES.json", lambda b: b + b"\n", 3, "data/FILES.json"),
        ("models/space.py", lambda b: b + b"\n", 3, "models/space.py"),
        ("client.py", lambda b: b + b"\n", 4, "goodmem_dyn/client.py"),
        ("_more.py", None, 4, "goodmem_dyn/_more.py: is not in RECORD"),
    ],
)
def test_the_first_link_that_does_not_hold_is_named(
    site: Path, tmp_path: Path, name: str, change: Callable[[bytes], bytes] | None, link: int, says: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    path = copy / "goodmem_dyn" / name
    path.write_bytes(b"" if change is None else change(path.read_bytes()))
    links = judged(copy)
    assert len(links) == link + 1
    assert says in links[-1].problems[0]


def test_programs_read_it(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "goodmem_dyn/py.typed").unlink()
    done = run(copy, "--json")
    links = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert links[-1]["problems"] == ["goodmem_dyn/py.typed: is missing"]


@pytest.mark.parametrize(("arguments", "status"), [([], 0), (["--help"], 0), (["verifi"], 2)])
def test_what_there_is_to_run_is_said(arguments: list[str], status: int) -> None:
    command = [sys.executable, "-m", "goodmem_dyn", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=CLEAN, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "verif" in (done.stderr if status else done.stdout)
