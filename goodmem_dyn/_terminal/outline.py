"""The commands of a document as data that is made once and kept: help and completion need no client.

Rules: an outline belongs to one document and one version of the package, and is never used for another. The one of the
bundled document ships in the package, as modules of Python: they load in a third of the time that JSON takes. Any other
is kept in the user's cache folder, and made anew where it is missing, old or broken. A cache that cannot be written is
none: the answer is the same, and later. Only what is asked for is read: all names, and the commands of one group.
"""

from __future__ import annotations

import os

from goodmem_dyn._version import __version__

TYPE_CHECKING = False  # typing's own would cost a fifth of the time that an answer may take
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from goodmem_dyn import MethodInfo

FORMAT = 1
_DOCUMENT = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "openapi.json")


class Outline:
    """The commands of one document.

    Args:
        head: What is known of all commands.
        read: Gives the commands of one group.
    """

    def __init__(self, head: dict[str, Any], read: Callable[[str], dict[str, Any]]) -> None:
        self._head, self._read = head, read
        self._groups: dict[str, dict[str, Any]] = {}

    @property
    def groups(self) -> dict[str, dict[str, str]]:
        """Group, such as `admin license` → command → its summary."""
        groups: dict[str, dict[str, str]] = self._head["groups"]
        return groups

    @property
    def resources(self) -> dict[str, Any]:
        """The argument of an id → where its values are listed."""
        resources: dict[str, Any] = self._head["resources"]
        return resources

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
        if group not in self._groups:
            self._groups[group] = self._read(group)
        command: dict[str, Any] = self._groups[group][name]
        return command


def load(document: str | None = None) -> Outline:
    """The outline of a document, given by its path or URL; of the bundled one without.

    Raises:
        InvalidRequestError: The document cannot be read, or used.
    """
    key = _key(document)
    shipped = _shipped(key) if document is None else None
    # What a URL gives may change at any time.
    if shipped is None and not (document is not None and is_url(document)):
        shipped = _cached(key)
    return shipped or _make(document, key)


def known(document: str | None) -> Outline | None:
    """The outline that is at hand; None where the document would have to be fetched first."""
    if document is None or not is_url(document):
        return load(document)
    return _cached(_key(document))


def made(methods: list[MethodInfo], key: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What is known of all commands, and the commands by group: made from the introspection of the client."""
    from goodmem_dyn._terminal.describing import outline_of

    outline = outline_of(methods)
    groups: dict[str, dict[str, Any]] = outline["groups"]
    names = {group: {name: command["summary"] for name, command in inner.items()} for group, inner in groups.items()}
    return {**outline, "format": FORMAT, "key": key, "groups": names}, groups


def is_url(document: str) -> bool:
    """Whether a document has to be fetched."""
    return document.startswith(("http://", "https://"))


def key_of(content: bytes) -> str:
    """What stands for a document, and for this version of the package."""
    from zlib import crc32

    return f"{__version__}-{len(content)}-{crc32(content):08x}"


def module_of(group: str) -> str:
    """The module that has the commands of a group, where an outline ships."""
    return f"{group.replace('-', '_').replace(' ', '__')}_"


def _key(document: str | None) -> str:
    if document is not None and is_url(document):
        return key_of(document.encode())
    try:
        with open(document or _DOCUMENT, "rb") as file:
            return key_of(file.read())
    except OSError:
        return key_of(b"")


def _shipped(key: str) -> Outline | None:
    from importlib import import_module

    try:
        head = import_module("goodmem_dyn._commands").HEAD
    except ImportError:
        return None
    if head["key"] != key or head["format"] != FORMAT:
        return None
    return Outline(head, lambda group: import_module(f"goodmem_dyn._commands.{module_of(group)}").COMMANDS)


def _place(key: str) -> str | None:
    from goodmem_dyn._terminal.places import cache_folder

    folder = cache_folder()
    return os.path.join(folder, f"commands-{key}.jsonl") if folder else None


def _cached(key: str) -> Outline | None:
    import json

    place = _place(key)
    try:
        with open(place or os.devnull, encoding="utf-8") as file:
            head, *lines = file.read().splitlines()
        cached = json.loads(head)
        if cached["key"] != key or cached["format"] != FORMAT or len(lines) != len(cached["groups"]):
            return None
        return Outline(cached, lambda group: json.loads(lines[list(cached["groups"]).index(group)]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _make(document: str | None, key: str) -> Outline:
    from goodmem_dyn import methods

    head, groups = made(methods(document), key)
    place = _place(key)
    if place is not None:
        _write(place, [head, *groups.values()])
    return Outline(head, lambda group: groups[group])


def _write(place: str, lines: list[dict[str, Any]]) -> None:
    """Write a file whole or not at all: other processes read it at any time."""
    import json

    try:
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        own = f"{place}.{os.getpid()}"
        with open(own, "w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(line, separators=(',', ':'))}\n" for line in lines)
        os.replace(own, place)
    except OSError:
        pass
