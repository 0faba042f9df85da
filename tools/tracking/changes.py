"""spec/CHANGES.md: what the newest tracked document changed, made from the two last documents of the history.

Rules: made from the spec alone, like everything generated, so that it stays true when an overlay is edited; the lock
says which document came before. With one document there is nothing to compare, and no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools import paths
from tools.diff.compare import Comparison, compare
from tools.diff.surface import with_classes, with_surface
from tools.spec import validate
from tools.spec.effective import effective
from tools.spec.normalize import normalize
from tools.tracking import locks, report
from tools.tracking.renames import load

if TYPE_CHECKING:
    from pathlib import Path

JSON = dict[str, Any]


def between(old: JSON, new: JSON, root: Path) -> Comparison:
    """What changed between two effective documents: in them, in the client, in the classes of its models.

    Raises:
        SpecError: No client can be made from one of them.
    """
    comparison = with_surface(compare(old, new, load(root)), old, new)
    return with_classes(comparison, _classes(old), _classes(new))


def _classes(document: JSON) -> set[str]:
    return set(normalize(document).document["components"]["schemas"])


def newest(root: Path, document: JSON) -> tuple[Comparison, report.HandWork] | None:
    """What the newest document changed, and what it leaves for people; None where it is the first.

    Args:
        root: The checkout.
        document: Its effective document.
    """
    lock = locks.read(root)
    if len(lock.history) < 2:
        return None
    before = lock.history[-2]
    received = validate.read((root / paths.HISTORY / f"{before}.json").read_bytes())
    # What does not fit the older document was known when it was the newest.
    old = effective(root, received, unmatched=[])
    old["info"].setdefault(paths.COMMIT_KEY, before)
    return between(old, document, root), report.HandWork(**vars(lock.known))


def generate(root: Path, document: JSON) -> dict[str, bytes]:
    """The file, by its path in the checkout."""
    newest_changes = newest(root, document)
    return {} if newest_changes is None else {paths.CHANGES: report.render(*newest_changes).encode()}
