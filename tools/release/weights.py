"""`make weights`: the distribution `goodmem-dyn-wordllama`, made of the published wheel of `wordllama`.

Rules:

- Nothing is taken but two files and the licence, and each is the one that is named here by its hash, in the one wheel
  that is named here by its hash. It is the same wheel on every machine, whatever Python or system that has.
- What comes out is a wheel for every Python (`py3-none-any`), the same bytes each time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from tools.paths import ROOT

PROJECT: Final = ROOT / "distributions/wordllama"
PUBLISHED: Final = "wordllama==0.4.0.post1"
_WHEEL: Final = "2dc004ed04438e4a9ce263ef69b1d7dcc5099da7277e08ddedfd35810428ba31"
_PLATFORM: Final = ("--python-version", "3.12", "--platform", "manylinux2014_x86_64", "--only-binary", ":all:")
FILES: Final = {
    "wordllama/weights/l2_supercat_256.safetensors": (
        "goodmem_dyn_wordllama/weights/l2_supercat_256.safetensors",
        "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
    ),
    "wordllama/tokenizers/l2_supercat_tokenizer_config.json": (
        "goodmem_dyn_wordllama/tokenizers/l2_supercat_tokenizer_config.json",
        "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
    ),
    "wordllama-0.4.0.post1.dist-info/licenses/LICENSE": (
        "LICENSE",
        "a1e482c45bfab76056845e542ad4c95acfc4f38dd63be1c5b663c16065529fc8",
    ),
}
"""A file of the published wheel → where it lies in ours, and its SHA-256."""
_BUILD: Final = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"


def main(argv: list[str]) -> int:
    """Make the wheel; the exit status is 0 where every hash held."""
    parser = argparse.ArgumentParser(prog="python -m tools weights", description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="folder for the wheel (dist)")
    parser.add_argument("--wheel", type=Path, help=f"the published wheel of {PUBLISHED}, if it is here already")
    arguments = parser.parse_args(argv)
    try:
        with tempfile.TemporaryDirectory(prefix="goodmem-weights-") as folder:
            print(build(arguments.wheel or download(Path(folder)), arguments.output))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, subprocess.CalledProcessError) as error:
        print(f"No wheel was made: {error}", file=sys.stderr)
        return 1
    return 0


def download(folder: Path) -> Path:
    """The published wheel, by its hash, through the package client as it is set up here."""
    wanted = folder / "requirements.txt"
    wanted.write_text(f"{PUBLISHED} --hash=sha256:{_WHEEL}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    command += ["--require-hashes", *_PLATFORM, "--dest", str(folder), "--requirement", str(wanted)]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def build(published: Path, output: Path) -> Path:
    """The wheel of our distribution, made of the published one.

    Raises:
        ValueError: the published wheel, or a file in it, is not the one that is named here.
    """
    if (had := _sha256(published.read_bytes())) != _WHEEL:
        raise ValueError(f"{published.name} has the SHA-256 {had}, not {_WHEEL}")
    output = output.resolve()
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="goodmem-weights-") as folder:
        project = Path(folder, "project")
        shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("__pycache__"))
        _take(published, project)
        (project / "sbom.cdx.json").write_text(_bill(), encoding="utf-8", newline="\n")
        clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
        command = [sys.executable, "-c", _BUILD, str(output)]
        done = subprocess.run(command, cwd=project, env=clean, check=True, stdout=subprocess.PIPE, text=True)
    return output / done.stdout.split()[-1]


def _take(published: Path, project: Path) -> None:
    with zipfile.ZipFile(published) as archive:
        for name, (place, wanted) in FILES.items():
            content = archive.read(name)
            if (had := _sha256(content)) != wanted:
                raise ValueError(f"{name} has the SHA-256 {had}, not {wanted}")
            target = project / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _bill() -> str:
    from tools.release import sbom  # needs what packages are built with, and that alone

    name, _, version = PUBLISHED.partition("==")
    licence = [{"license": {"id": "MIT"}}]
    files = [
        {
            "type": "file",
            "bom-ref": f"file:{place}",
            "name": place,
            "hashes": [{"alg": "SHA-256", "content": wanted}],
            "licenses": licence,
        }
        for place, wanted in FILES.values()
    ]
    origin = sbom.package(name, version, hashes=[{"alg": "SHA-256", "content": _WHEEL}], licenses=licence)
    itself = sbom.package("goodmem-dyn-wordllama", "0.4.0", licenses=licence, pedigree={"ancestors": [origin]})
    return sbom.document(itself, files, [])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
