"""A checkout, its copy, and how what was done to the copy is done to it.

Rules: caches are no part of a checkout; a file that somebody else changed in the meantime is left alone, and all others
with it; the lock comes last, so that it never promises too much.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools import paths

_NO_PART = (
    ".git",
    ".venv*",
    "venv",
    "node_modules",
    ".*_cache",
    ".hypothesis",
    "build",
    "dist",
    "*.egg-info",
    "*.ambr.lock",
)

CACHES = shutil.ignore_patterns(*_NO_PART, "__pycache__", "*.pyc")
"""What is no part of a checkout."""

NOT_COPIED = shutil.ignore_patterns(*_NO_PART, "*-pytest-*.pyc")
"""What a copy does without. Bytecode is valid there too, since files keep their times; to compile everything anew takes
longer than to generate. That of pytest names the files that it was made from, so it is left behind."""


class TrackError(Exception):
    """Why a document was not taken; nothing was changed."""


def files(root: Path) -> dict[str, bytes]:
    """Every file of a checkout that is not a cache, with its bytes."""
    contents = {}
    for folder, folders, names in os.walk(root):
        skipped = CACHES(folder, [*folders, *names])
        folders[:] = sorted(set(folders) - skipped)
        for name in sorted(set(names) - skipped):
            path = Path(folder) / name
            contents[path.relative_to(root).as_posix()] = path.read_bytes()
    return contents


def bring_over(before: dict[str, bytes], after: dict[str, bytes], root: Path) -> tuple[str, ...]:
    """Do to the checkout what was done to its copy; the lock comes last, so that it never promises too much."""
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    changed.sort(key=lambda name: (name == paths.LOCK, name))
    for name in changed:
        path = root / name
        if (path.read_bytes() if path.is_file() else None) != before.get(name):
            raise TrackError(f"{name} was changed by somebody else in the meantime. Try again.")
    for name in changed:
        path = root / name
        if name not in after:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".new")
        temporary.write_bytes(after[name])
        temporary.replace(path)
    return tuple(changed)
