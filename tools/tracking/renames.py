"""Old method names that stay as deprecated aliases: spec/renames.yaml, written into the effective document.

Rules: an alias lives in the namespace of the method that it stands for; it never hides a method; one whose method is
gone is an error, unless the lock excuses it, exactly as for an overlay target that matches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from tools.diff.operations import qualnames
from tools.spec.overlay import OverlayError

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

FILE = "spec/renames.yaml"
KEY = "x-goodmem-aliases"


def load(root: Path) -> dict[str, str]:
    """Old name → new name.

    Raises:
        OverlayError: The file is not such a mapping.
    """
    path = root / FILE
    renames = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if not isinstance(renames, dict) or not all(isinstance(name, str) for pair in renames.items() for name in pair):
        raise OverlayError(f"{FILE}: expected old names and new names, such as `memories.search: memories.retrieve`")
    for old, new in renames.items():
        if old.rpartition(".")[0] != new.rpartition(".")[0]:
            raise OverlayError(f"{FILE}: {old} and {new} are in different namespaces; an alias cannot leave its own")
    return renames


def apply(
    document: dict[str, Any],
    renames: dict[str, str],
    *,
    excused: Container[str] = (),
    unmatched: list[str] | None = None,
) -> dict[str, Any]:
    """Write the aliases onto their operations, in place.

    Args:
        document: The effective document.
        renames: Old name → new name.
        excused: What may match nothing, as `unmatched` says it.
        unmatched: Where to write down aliases that cannot be kept, instead of failing on the first.

    Raises:
        OverlayError: An alias stands for a method that is not there, or has the name of one that is.
    """
    places = {name: key for key, name in qualnames(document).items()}
    for old, new in sorted(renames.items()):
        problem = f"{FILE}: {old} stands for {new}, which the document does not have" if new not in places else ""
        problem = f"{FILE}: {old} is a method of its own in this document" if old in places else problem
        if not problem:
            method, path = places[new]
            document["paths"][path][method].setdefault(KEY, []).append(old.rpartition(".")[2])
        elif unmatched is not None:
            unmatched.append(problem)
        elif problem not in excused:
            raise OverlayError(f"{problem}. Correct the line or delete it.")
    return document
