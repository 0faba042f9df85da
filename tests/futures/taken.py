"""Whether the pipeline takes a document: what of `track` is fast, and the only module here that imports `tools`.

Rules: a scratch folder stands in for a checkout whose history ends with the document before, so that what the history
decides (names) is decided as `track` would decide it. Nothing of the checkout is written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tools import paths
from tools.diff.contradictions import contradictions
from tools.diff.surface import methods
from tools.generators import models as modelgen
from tools.generators import stubs
from tools.spec import validate
from tools.spec.effective import effective
from tools.tracking import changes, locks
from tools.tracking import source as track_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.futures.raw import Json

ROOT = Path(__file__).parents[2]


@dataclass
class Taken:
    """What the pipeline makes of a document.

    Attributes:
        document: The effective document; None where it was refused before there was one.
        before: The effective document before.
        problems: Every step that failed, with its reason.
        wire, python: The verdicts of the report.
        breaking: What is breaking for Python, in the report's words.
        models: The generated models, where they were asked for.
    """

    document: Any = None
    before: Any = None
    problems: list[str] = field(default_factory=list)
    wire: str = ""
    python: str = ""
    breaking: list[str] = field(default_factory=list)
    models: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def checkout(*history: Json) -> Iterator[Path]:
    """A folder with the spec of this checkout, but another history; the last document is the newest."""
    with TemporaryDirectory(prefix="future-") as folder:
        root = Path(folder)
        for name in ("spec/overlay", "spec/models"):
            shutil.copytree(ROOT / name, root / name)
        for one in ("pyproject.toml", "spec/renames.yaml"):
            shutil.copy(ROOT / one, root / one)
        (root / paths.HISTORY).mkdir(parents=True)
        (root / paths.UPSTREAM).parent.mkdir(parents=True)
        names = []
        for one in history:
            data = json.dumps(one).encode()
            digest = hashlib.sha256(data).hexdigest()
            commit = str(one["info"].get("x-goodmem-commit") or digest)
            # A future says the commit of the document that it was made from.
            commit = digest if commit[:8] in names else commit
            names.append(commit[:8])
            (root / paths.HISTORY / f"{commit[:8]}.json").write_bytes(data)
            (root / paths.UPSTREAM).write_bytes(data)
            known = locks.Known()
            (root / paths.LOCK).write_bytes(locks.Lock(commit, digest, known, {}, tuple(names)).data())
        yield root


def take(before: Json, after: Json, *, models: bool = False) -> Taken:
    """Do with a document what `track` does, as far as it is fast.

    Args:
        before: The document so far.
        after: The one to come.
        models: Whether the models are generated as well, which takes a second or two.
    """
    found = Taken()
    with checkout(before, after) as root:
        found.before = effective(root, before, unmatched=[])
        steps = (
            ("the overlays fit, and the result is valid", lambda: _effective(found, root, after)),
            ("a client can be made", lambda: methods(found.document)),
            ("the report is made", lambda: _report(found, root)),
            ("the stubs are made", lambda: stubs.generate(found.document)),
            ("the models are made", lambda: _models(found, root) if models else None),
        )
        for name, step in steps:
            try:
                step()
            except Exception as error:
                found.problems.append(f"not so that {name}: {type(error).__name__}: {str(error)[:300]}")
                if found.document is None:
                    break
    return found


def _effective(found: Taken, root: Path, after: Json) -> None:
    document = effective(root, after, unmatched=[])
    document["info"].setdefault(paths.COMMIT_KEY, "f" * 40)
    validate.validate(document)
    found.document = document


def _report(found: Taken, root: Path) -> None:
    comparison = changes.between(found.before, found.document, root)
    found.wire, found.python = str(comparison.wire), str(comparison.python)
    found.breaking = [one.headline for one in comparison.findings if str(one.python) == "breaking"]
    found.problems += [f"a rule of ours breaks code: {one}" for one in contradictions(comparison)]


def _models(found: Taken, root: Path) -> None:
    found.models = modelgen.generate(found.document, root)


def commit_of(data: bytes) -> str:
    """The commit that a document is taken under, where nobody says it besides."""
    return track_source.commit_of(track_source.Received(data, json.loads(data)), None, None)
