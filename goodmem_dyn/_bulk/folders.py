"""Files below a folder, on this machine or wherever fsspec reaches.

Rules: the order is that of the names, so that two runs read alike. `.gitignore` files are obeyed as git obeys them:
those of the folders above, up to the repository, and those below, the deeper ones over the others. Folders that are
links are not followed, so that no tree is endless. A folder that cannot be listed is an item that says so, because
nobody knows what it hides.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.extras import needed
from goodmem_dyn._bulk.items import File, Item, local_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._bulk.rows import Reading


class Globs:
    """What is chosen by name: globs as in a `.gitignore`, and `.gitignore` files."""

    def __init__(self, reading: Reading) -> None:
        self.include = _spec(reading.include)
        self.exclude = _spec(reading.exclude)
        self.hidden = reading.hidden

    def skips(self, key: str, *, is_folder: bool) -> bool:
        """Whether a path, relative to the folder that is read, is left out."""
        name = key.rpartition("/")[2]
        if name == ".git" or (name.startswith(".") and not self.hidden):
            return True
        if self.exclude is not None and self.exclude.match_file(f"{key}/" if is_folder else key):
            return True
        return not is_folder and self.include is not None and not self.include.match_file(key)


def _spec(lines: Any) -> Any:
    lines = list(lines)
    return needed("pathspec", "globs and .gitignore files").GitIgnoreSpec.from_lines(lines) if lines else None


@dataclass(frozen=True)
class Ignore:
    """The `.gitignore` of a folder."""

    folder: str
    spec: Any

    def says(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether it ignores a path, keeps it, or says nothing."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        included: bool | None = self.spec.check_file(f"{relative}/" if is_folder else relative).include
        return included


def _ignores(folder: str, names: tuple[str, ...] = (".gitignore",)) -> list[Ignore]:
    ignores = []
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                ignores.append(Ignore(folder, _spec(file.read().splitlines() or ["#"])))
    return ignores


def _ignores_above(folder: str) -> list[Ignore]:
    """The rules of the repository that a folder is in, outermost first; none where it is in none."""
    ignores: list[Ignore] = []
    current = os.path.abspath(folder)
    while True:
        if os.path.exists(os.path.join(current, ".git")):
            return _ignores(current, (os.path.join(".git", "info", "exclude"),)) + ignores
        above = os.path.dirname(current)
        if above == current:
            return []
        current = above
        ignores = _ignores(current) + ignores


def is_ignored(path: str, rules: list[Ignore], *, is_folder: bool) -> bool:
    """What the innermost rule that says anything says."""
    for rule in reversed(rules):
        verdict = rule.says(path, is_folder=is_folder)
        if verdict is not None:
            return verdict
    return False


def walk(top: str, reading: Reading) -> Iterator[Item]:
    """The files below a folder, as items whose keys are their paths in it."""
    globs = Globs(reading)
    yield from _walk(os.path.abspath(top), "", globs, _ignores_above(top) if reading.gitignore else None)


def _walk(folder: str, prefix: str, globs: Globs, rules: list[Ignore] | None) -> Iterator[Item]:
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
        rules = None if rules is None else rules + _ignores(folder)
    except OSError as error:
        yield Item(
            utf8(prefix) or ".", is_opaque=True, problem=f"the folder cannot be listed: {error.strerror or error}"
        )
        return
    for entry in ordered:
        key = f"{prefix}{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if globs.skips(key, is_folder=is_folder):
            continue
        if rules is not None and is_ignored(entry.path, rules, is_folder=is_folder):
            continue
        if is_folder:
            yield from _walk(entry.path, f"{key}/", globs, rules)
        elif _is_file(entry):
            yield file_item(utf8(key), lambda path=entry.path: local_file(path))  # type: ignore[misc]  # bound now


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is to be read as a file: also what is not there any more, which is said when it is read."""
    try:
        return entry.is_file() or not os.path.exists(entry.path)
    except OSError:  # a symbolic link to itself
        return True


def file_item(key: str, make: Callable[[], File]) -> Item:
    """The item of a file; one that vanished meanwhile says so."""
    metadata = {"path": key, "filename": key.rpartition("/")[2]}
    try:
        return Item(key, make(), metadata=metadata)
    except OSError as error:
        return Item(key, problem=f"the file cannot be read: {error.strerror or error}")


def utf8(name: str) -> str:
    """A name as UTF-8 can carry it: bytes that are none are spelled out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


# Elsewhere -----------------------------------------------------------------------------------------------------------


def remote(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it."""
    fsspec = needed("fsspec", "URLs such as s3:// and gs://")
    filesystem, path = fsspec.core.url_to_fs(url)
    return filesystem, path


def walk_remote(filesystem: Any, top: str, reading: Reading) -> Iterator[Item]:
    """The files below a folder of another file system."""
    globs = Globs(reading)
    yield from _walk_remote(filesystem, top.rstrip("/"), "", globs)


def _walk_remote(filesystem: Any, folder: str, prefix: str, globs: Globs) -> Iterator[Item]:
    try:
        ordered = sorted(filesystem.ls(folder, detail=True), key=lambda entry: str(entry["name"]))
    except OSError as error:
        yield Item(prefix or ".", is_opaque=True, problem=f"the folder cannot be listed: {error}")
        return
    for entry in ordered:
        path = str(entry["name"]).rstrip("/")
        key = f"{prefix}{path.rpartition('/')[2]}"
        is_folder = entry["type"] == "directory"
        if path.rstrip("/") == folder.rstrip("/") or globs.skips(key, is_folder=is_folder):
            continue  # some systems list a folder in itself
        if is_folder:
            yield from _walk_remote(filesystem, path, f"{key}/", globs)
        else:
            yield file_item(key, lambda entry=entry: remote_file(filesystem, entry))  # type: ignore[misc]  # bound now


def remote_file(filesystem: Any, info: dict[str, Any]) -> File:
    """A file of another file system, from what its listing says."""
    path, size = str(info["name"]), int(info.get("size") or 0)
    tag = next(
        (str(info[name]) for name in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created") if info.get(name)),
        "",
    )
    return File(path.rpartition("/")[2], size, tag and f"{size}/{tag}", 0.0, lambda: filesystem.open(path, "rb"))
