"""Takes a new document of the server: `python -m tools track SOURCE`. All of it, or nothing.

Rules:

- Everything is done in a scratch copy of the checkout and judged there: generated, snapshots renewed, tests run. Only
  then are the files brought over. A refusal leaves every byte as it was and says why.
- No hand edits: what of the overlays does not fit the new document is reported and written into the lock, never an
  error. Only a document that is none, a test that fails, or a rule of ours that breaks code where the wire does not
  change (`tools/diff/contradictions.py`) stops it.
- The same document again changes nothing: no clock, no path, no order of a directory gets into a file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.budget import SpecError
from tools import paths
from tools.diff.compare import Comparison, as_json, next_version
from tools.diff.contradictions import refusal
from tools.diff.model import Doc, Node
from tools.diff.operations import qualnames
from tools.diff.surface import methods
from tools.generators import generate, prose
from tools.spec import validate
from tools.spec.effective import effective
from tools.tracking import changes, locks, report
from tools.tracking.checkout import NOT_COPIED, TrackError, bring_over, files
from tools.tracking.source import Received, SourceError, commit_of, receive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VERSION = "goodmem_dyn/_version.py"

SNAPSHOT_TESTS = ("tests/surface", "tests/terminal/test_help.py", "tests/messages")
"""Where the snapshots are that follow the document."""

SPEC_MARK = "pytest.mark.spec"
"""What marks the tests that any document must pass."""

_NO_TESTS = 5  # pytest's status when it finds none


@dataclass(frozen=True)
class Tracked:
    """What tracking did.

    Attributes:
        commit: The server's commit.
        changed: The files that were written or deleted, by their path in the checkout.
        comparison: What changed in the API.
        hand_work: What is left for people.
        version: The version of the package.
    """

    commit: str
    changed: tuple[str, ...]
    comparison: Comparison
    hand_work: report.HandWork
    version: str


def track(
    source: str,
    commit: str | None = None,
    root: Path = paths.ROOT,
    *,
    ca_file: str | None = None,
    test: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> Tracked:
    """Take a document.

    Args:
        source: A file, the URL of a document, or the base URL of a server.
        commit: The server's commit, where neither the document nor the server tells it.
        root: The checkout.
        ca_file: A PEM file of certificates to trust.
        test: Whether snapshots are renewed and tests are run.
        say: Told of each step.

    Raises:
        SourceError, DocumentError, OverlayError, GenerationError, TrackError: Nothing was changed; the text says why.
    """
    say(f"reading {source}")
    received = receive(source, ca_file)
    validate.validate(received.document)
    commit = commit_of(received, commit, ca_file, say)
    with tempfile.TemporaryDirectory(prefix="track-") as folder:
        scratch = Path(folder) / "checkout"
        shutil.copytree(root, scratch, ignore=NOT_COPIED, symlinks=True)
        before = files(scratch)
        say("applying the overlays")
        known, same = _put(received, commit, scratch)
        say("generating")
        _run(scratch, "the generators", "-m", "tools", "generate")
        changed_since = None if same else changes.newest(scratch, json.loads((scratch / paths.DOCUMENT).read_bytes()))
        comparison, hand_work = changed_since or (Comparison((), commit, commit), report.HandWork(**vars(known)))
        if broken := refusal(comparison):
            raise TrackError(broken)
        if test:
            say("renewing the snapshots")
            _renew(scratch)
        after = files(scratch)
        if test:
            say("testing")
            _test(scratch)
            # Without tests, nothing has run since they were written.
            _run(scratch, "the check of the generated files", "-m", "tools", "check")
        changed = bring_over(before, after, root)
    return Tracked(commit, changed, comparison, hand_work, _version(root))


def _put(received: Received, commit: str, scratch: Path) -> tuple[locks.Known, bool]:
    """Store the document and its lock; returns what does not fit it, and whether it was there already."""
    digest = hashlib.sha256(received.data).hexdigest()
    old = locks.read(scratch) if (scratch / paths.LOCK).is_file() else locks.Lock("", "")
    known, document = _known(received.document, scratch)
    document["info"][paths.COMMIT_KEY] = commit
    validate.validate(document)
    try:
        methods(document)
    except SpecError as exc:
        raise TrackError(f"No client can be made from this document: {exc}") from exc
    digits = locks.short(commit)
    before = tuple(commit for commit in old.history if commit != digits)
    # What did not fit the documents before may fit by now: people have written about it.
    earlier = {
        commit: _known(json.loads((scratch / paths.HISTORY / f"{commit}.json").read_bytes()), scratch)[0]
        for commit in before
    }
    history = (*before, digits)
    for name, data in (
        (paths.UPSTREAM, received.data),
        (f"{paths.HISTORY}/{digits}.json", received.data),
        (paths.LOCK, locks.Lock(commit, digest, known, earlier, history).data()),
    ):
        (scratch / name).parent.mkdir(parents=True, exist_ok=True)
        (scratch / name).write_bytes(data)
    return known, (old.commit, old.sha256) == (commit, digest)


def _known(received: dict[str, Any], scratch: Path) -> tuple[locks.Known, dict[str, Any]]:
    """What of the overlays, the prose and the embedded server does not fit a document; and its effective document."""
    unmatched: list[str] = []
    document = effective(scratch, received, unmatched=unmatched)
    gaps = prose.coverage(document)
    known = locks.Known(
        tuple(sorted(set(unmatched))),
        tuple(sorted({*(gap.pointer for gap in gaps.gaps), *prose.silent_errors(document)})),
        tuple(sorted({str(schema) for schema in gaps.poor})),
        tuple(sorted(_unserved(document))),
    )
    return known, document


def _unserved(document: dict[str, Any]) -> set[str]:
    """The operations that the embedded server has no handler for."""
    import goodmem_dyn.local._http.app  # noqa: F401 - importing the application registers its handlers
    from goodmem_dyn.local._state import calls

    names = qualnames(document)
    return {
        f"{names[method, path]}: {method.upper()} {path}"
        for method, path in names
        if Doc(document).follow(Node(document["paths"][path], "")).value[method].get("operationId")
        not in calls.HANDLERS
    }


def _version(root: Path) -> str:
    match = re.search(r'__version__ = "([^"]+)"', (root / VERSION).read_text(encoding="utf-8"))
    if match is None:
        raise TrackError(f'{VERSION} does not say the version as `__version__ = "1.2.3"`.')
    return match[1]


def _run(scratch: Path, step: str, *command: str, accept: Sequence[int] = (0,)) -> None:
    """Run Python in the scratch copy, so that it imports what is there and nothing of the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(scratch), "PYTHONHASHSEED": "0"}
    # All processes of the copy share what it brought along: to compile everything takes longer than to import it.
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": ""}
    done = subprocess.run(
        [sys.executable, *command], cwd=scratch, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in accept:
        output = (done.stdout + done.stderr).replace(str(scratch), ".")
        tail = "\n".join(output.strip().splitlines()[-40:])
        raise TrackError(f"{step} failed on the new document:\n\n{tail}")


def _pytest(*arguments: str) -> tuple[str, ...]:
    return ("-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *arguments)


def _renew(scratch: Path) -> None:
    # A run that renews fails where a test is wrong in another way than its snapshot; the tests then say so clearly.
    tests = [test for test in SNAPSHOT_TESTS if (scratch / test).exists()]
    _run(scratch, "renewing the snapshots", *_pytest(*tests, "--snapshot-update"), accept=(0, 1, _NO_TESTS))


def _test(scratch: Path) -> None:
    # Only files that have such tests are collected: the whole suite would take longer to collect than these to run.
    marked = [path for path in sorted(scratch.glob("tests/**/test_*.py")) if SPEC_MARK in path.read_text("utf-8")]
    names = [path.relative_to(scratch).as_posix() for path in marked]
    if names:
        _run(scratch, "a test of the new client", *_pytest("-x", "-m", "spec", *names), accept=(0, _NO_TESTS))


def main(argv: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tools track", description="Take a new document of the server.")
    parser.add_argument("source", help="a file, the URL of a document, or the base URL of a running server")
    parser.add_argument(
        "--commit", metavar="SHA", help="the server's commit, where neither document nor server says it"
    )
    parser.add_argument("--ca", metavar="PEM", help="certificates to trust, for a server with one of its own")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--no-tests", action="store_true", help="neither renew snapshots nor run tests")
    args = parser.parse_args(argv)
    try:
        done = track(
            args.source,
            args.commit,
            ca_file=args.ca,
            test=not args.no_tests,
            say=lambda step: print(f"{step} …", file=sys.stderr),
        )
    except (SourceError, TrackError, *generate.FAILURES) as exc:
        print(f"Nothing was changed. {exc}", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(as_result(done), indent=2, ensure_ascii=False))
        return 0
    text = report.render(done.comparison, done.hand_work, done.version)
    print("\n".join(text.splitlines()[:7]))
    print(
        f"\n{len(done.changed)} files changed." if done.changed else "\nNothing to change: this document is in already."
    )
    if done.changed:
        print(f"Read {paths.CHANGES}, then commit. What is listed there for people can be done at any time.")
    return 0


def as_result(done: Tracked) -> dict[str, Any]:
    """What tracking did, as JSON values."""
    return {
        "commit": done.commit,
        "changed": list(done.changed),
        "version": done.version,
        "next_version": next_version(done.version, done.comparison.bump),
        **as_json(done.comparison),
        "hand_work": {name: list(values) for name, values in done.hand_work._asdict().items()},
    }


__all__ = ["TrackError", "Tracked", "as_result", "main", "track"]
