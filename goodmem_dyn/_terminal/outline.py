"""The commands of a document as data that is made once and kept, so that help and completion need neither the client
nor the document.

Rules: an outline belongs to one document and one version of the package, and is never used for another. The one of the
bundled document ships in the package; any other is kept in the user's cache folder, and made anew where it is missing,
old or broken. A cache that cannot be written is none: the answer is the same, and later. Each group of commands stands
on a line of its own, so that only what is asked for is parsed.
"""

from __future__ import annotations

import json
import os

from goodmem_dyn._version import __version__

TYPE_CHECKING = False  # typing's own would cost a fifth of the time that an answer may take
if TYPE_CHECKING:
    from typing import Any

FORMAT = 1
FILE = "commands.jsonl"
_DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")


class Outline:
    """The commands of one document."""

    def __init__(self, text: str) -> None:
        head, *self._lines = text.splitlines()
        self._head: dict[str, Any] = json.loads(head)
        self._read: dict[str, dict[str, Any]] = {}

    @property
    def key(self) -> str:
        """What it was made from."""
        return str(self._head["key"])

    @property
    def groups(self) -> dict[str, dict[str, str]]:
        """Group, such as `admin license` → command → its summary."""
        found: dict[str, dict[str, str]] = self._head["groups"]
        return found

    @property
    def resources(self) -> dict[str, Any]:
        """The argument of an id → where its values are listed."""
        found: dict[str, Any] = self._head["resources"]
        return found

    @property
    def key_header(self) -> str:
        """The header that carries the API key."""
        return str(self._head["key_header"])

    def children(self, group: str) -> list[str]:
        """The last words of the groups directly inside a group; those of the top for an empty one."""
        depth = len(group.split()) + 1
        start = f"{group} " if group else ""
        return [name.split()[-1] for name in self.groups if name.startswith(start) and len(name.split()) == depth]

    def command(self, group: str, name: str) -> dict[str, Any]:
        """One command, with its options."""
        if group not in self._read:
            self._read[group] = json.loads(self._lines[list(self.groups).index(group)])
        found: dict[str, Any] = self._read[group][name]
        return found


def load(document: str | None = None) -> Outline:
    """The outline of a document, given by its path or URL; of the bundled one without."""
    key = _key(document)
    places = [] if document else [os.path.join(_DATA, FILE)]
    for place in [*places, *_cached(key)]:
        found = _read(place, key)
        if found is not None:
            return found
    return _make(document, key)


def known(document: str | None) -> Outline | None:
    """The outline that is at hand; None where the document would have to be fetched first."""
    if document is None or not is_url(document):
        return load(document)
    return next((found for place in _cached(_key(document)) if (found := _read(place, _key(document)))), None)


def text_of(document: str | None, key: str) -> str:
    """The text of an outline, made from the introspection of the client."""
    from goodmem_dyn import methods
    from goodmem_dyn._terminal.describing import outline_of

    made = outline_of(methods(document))
    groups = {group: {name: one["summary"] for name, one in inner.items()} for group, inner in made["groups"].items()}
    head = {
        "format": FORMAT,
        "key": key,
        "key_header": made["key_header"],
        "groups": groups,
        "resources": made["resources"],
    }
    lines = [head, *made["groups"].values()]
    return "".join(f"{json.dumps(line, ensure_ascii=False, separators=(',', ':'))}\n" for line in lines)


def bundled_key() -> str:
    """What the outline of the bundled document is made from."""
    return _key(None)


def is_url(document: str) -> bool:
    """Whether a document has to be fetched."""
    return document.startswith(("http://", "https://"))


def _key(document: str | None) -> str:
    from zlib import crc32

    if document is not None and is_url(document):
        content = document.encode()
    else:
        try:
            with open(document or os.path.join(_DATA, "openapi.json"), "rb") as file:
                content = file.read()
        except OSError:
            content = b""
    return f"{__version__}-{len(content)}-{crc32(content):08x}"


def _read(place: str, key: str) -> Outline | None:
    try:
        with open(place, encoding="utf-8") as file:
            found = Outline(file.read())
        return found if found.key == key and found._head["format"] == FORMAT else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _cached(key: str) -> list[str]:
    from goodmem_dyn._terminal.places import cache_folder

    folder = cache_folder()
    return [os.path.join(folder, f"commands-{key}.jsonl")] if folder else []


def _make(document: str | None, key: str) -> Outline:
    text = text_of(document, key)
    for place in _cached(key):
        _write(place, text)
    return Outline(text)


def _write(place: str, text: str) -> None:
    """Write a file whole or not at all: other processes read it at any time."""
    try:
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        own = f"{place}.{os.getpid()}"
        with open(own, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(own, place)
    except OSError:
        pass
