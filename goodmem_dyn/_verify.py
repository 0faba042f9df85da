"""Whether this package is what it says: commit → document → what was made of it → the files that were installed.

Rules:

- Nothing leaves the machine, and nothing of the package but the files themselves is trusted: they are read and hashed,
  not imported.
- The links are tried in the order of the chain. The first that does not hold is named, with every file it is about.
- What cannot be checked here is said, and is no success in silence.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import json
import sys
from dataclasses import asdict, dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DISTRIBUTION = "goodmem-dyn"
PACKAGE = Path(__file__).parent

_OWN_ROW_AND_TRACES = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "RECORD.jws", "RECORD.p7s"}
"""What installers write beside a wheel's own files, and cannot or need not hash."""


@dataclass(frozen=True)
class Link:
    """One link of the chain.

    Attributes:
        name: What is compared with what.
        problems: What does not hold; empty where it does.
        note: What was compared, or why it could not be.
        checked: Whether it could be compared at all.
    """

    name: str
    problems: list[str] = field(default_factory=list)
    note: str = ""
    checked: bool = True


class Subject(NamedTuple):
    """What is verified.

    Attributes:
        package: The folder of the package.
        installed: The installation that the package is part of; None where it is a checkout.
        document: The server's own document, from wherever it was had; None where there is only a checkout's, if any.
    """

    package: Path
    installed: Distribution | None
    document: Path | None


def verify(package: Path = PACKAGE, installed: Distribution | None = None, document: Path | None = None) -> list[Link]:
    """Try the links in order, up to the first that does not hold.

    Args:
        package: The folder of the package.
        installed: The installation that the package is part of; None where it is a checkout.
        document: The server's own document, as its commit has it; None takes the one of a checkout.

    Returns:
        The links that were tried; only the last can have problems.
    """
    tried: list[Link] = []
    for name, check in _CHECKS.items():
        try:
            tried.append(check(name, Subject(package, installed, document)))
        except (OSError, ValueError, LookupError, TypeError, csv.Error) as error:
            tried.append(Link(name, [f"what it needs cannot be read: {error}"]))
        if tried[-1].problems:
            break
    return tried


def _commit(name: str, subject: Subject) -> Link:
    source = _json(subject.package / "data/SOURCE.json")
    commit, upstream = str(source["commit"]), str(source["upstream_sha256"])
    known = len(commit) == 40 and set(commit) <= set("0123456789abcdef")
    if not known and commit != f"sha256:{upstream}":
        return Link(name, [f"data/SOURCE.json: {commit!r} is neither a commit nor the hash of the document"])
    return Link(name, note=commit)


def _upstream(name: str, subject: Subject) -> Link:
    source, spec = _json(subject.package / "data/SOURCE.json"), subject.package.parent / "spec/upstream"
    wanted = source["upstream_sha256"]
    if subject.document is not None:
        return Link(name, list(_differing([(str(subject.document), _sha256(subject.document), wanted)])), wanted)
    if not (spec / "LOCK.json").is_file():
        return Link(name, note="no wheel has that document: name it with --document", checked=False)
    lock = _json(spec / "LOCK.json")
    compared = [
        ("spec/upstream/openapi.json", _sha256(spec / "openapi.json"), wanted),
        ("spec/upstream/LOCK.json", lock["sha256"], wanted),
        ("spec/upstream/LOCK.json", lock["commit"], source["commit"]),
    ]
    return Link(name, list(_differing(compared)), wanted)


def _effective(name: str, subject: Subject) -> Link:
    source, path = _json(subject.package / "data/SOURCE.json"), subject.package / "data/openapi.json"
    wrong = list(_differing([("data/openapi.json", _sha256(path), source["document_sha256"])]))
    if not wrong:
        wrong = list(_differing([("data/openapi.json", _json(path)["info"]["x-goodmem-commit"], source["commit"])]))
    return Link(name, wrong, source["document_sha256"])


def _generated(name: str, subject: Subject) -> Link:
    source, path = _json(subject.package / "data/SOURCE.json"), subject.package / "data/FILES.json"
    if wrong := list(_differing([("data/FILES.json", _sha256(path), source["files_sha256"])])):
        return Link(name, wrong)
    files: dict[str, str] = _json(path)
    wrong = list(_differing((file, _sha256(subject.package / file), wanted) for file, wanted in files.items()))
    return Link(name, wrong, f"{len(files)} files")


def _record(name: str, subject: Subject) -> Link:
    package, installed, _ = subject
    record = None if installed is None else installed.read_text("RECORD")
    if installed is None or record is None:
        return Link(name, note="this is not an installed wheel", checked=False)
    rows = [row for row in csv.reader(record.splitlines()) if row]
    listed = {row[0]: (row[1], row[2]) if len(row) == 3 else ("", "") for row in rows}
    root = Path(str(installed.locate_file("")))
    wrong = [problem for path, row in listed.items() if (problem := _unlike(root, path, *row))]
    there = (path.relative_to(root).as_posix() for path in package.rglob("*") if path.is_file())
    wrong += [f"{path}: is not in RECORD" for path in sorted(there) if path not in listed and not path.endswith(".pyc")]
    return Link(name, wrong, f"{len(listed)} files")


_CHECKS: dict[str, Callable[[str, Subject], Link]] = {
    "SOURCE.json names a commit, or the hash of a document that names none": _commit,
    "the server's own document is the one that SOURCE.json names": _upstream,
    "the bundled document is the one that SOURCE.json names, and of that commit": _effective,
    "models, stubs and data are those that were made of that document": _generated,
    "every installed file is the one that the wheel's RECORD lists": _record,
}


def _unlike(root: Path, path: str, digest: str, size: str) -> str | None:
    """What is wrong with a row of RECORD, if anything."""
    file = root / path
    if not file.is_file():
        return None if path.endswith(".pyc") else f"{path}: is missing"
    if not digest:
        traces = Path(path).name in _OWN_ROW_AND_TRACES or path.endswith(".pyc")
        return None if traces else f"{path}: RECORD has no hash of it"
    algorithm, _, wanted = digest.partition("=")
    try:
        had = base64.urlsafe_b64encode(hashlib.new(algorithm, file.read_bytes()).digest()).decode().rstrip("=")
    except ValueError:
        return f"{path}: RECORD names a hash that is none, {algorithm!r}"
    if had != wanted:
        return f"{path}: {algorithm}={had}, not {digest}"
    had_size = file.stat().st_size
    return None if size in ("", str(had_size)) else f"{path}: {had_size} bytes, not {size}"


def _differing(compared: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Of files, what they have and what they should have: those where that differs."""
    return (f"{path}: {had}, not {wanted}" for path, had, wanted in compared if had != wanted)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _installation() -> Distribution | None:
    """The installation that this very file is part of; a checkout may lie in front of one, or be installed as it is."""
    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return None
    return installed if Path(str(installed.locate_file("goodmem_dyn"))).resolve() == PACKAGE.resolve() else None


def _readable(links: list[Link]) -> Iterator[str]:
    for link in links:
        mark = "FAILED" if link.problems else "ok" if link.checked else "not checked"
        yield f"{mark:11} {link.name}" + (f" ({link.note})" if link.note else "")
        yield from (f"            {problem}" for problem in link.problems)
    if links[-1].problems:
        yield "The chain ends there. Install the package anew, or, in a checkout, run `python -m tools check`."


def main(arguments: list[str]) -> int:
    """Print the links; the exit status is 0 where all that could be checked holds, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m goodmem_dyn verify",
        description="Check the chain from the server's commit to the installed files, offline, and name the first link "
        "that does not hold.",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object per link")
    parser.add_argument("--document", type=Path, metavar="FILE", help="the server's own document, as its commit has it")
    options = parser.parse_args(arguments)
    links = verify(installed=_installation(), document=options.document)
    for line in (json.dumps(asdict(link)) for link in links) if options.json else _readable(links):
        print(line)
    return 1 if links[-1].problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
