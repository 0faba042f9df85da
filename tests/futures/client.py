"""The client as its users see it: every method that `dir` shows, what it takes, and which operation it is.

Rules: public names only. A look-up that `get` does by another key has no method of its own; `calls` finds it there.
"""

from __future__ import annotations

import inspect
import keyword
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.futures.raw import shape
from tests.futures.wire import variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.futures.raw import Key

OPTIONS = frozenset({"timeout", "max_retries", "deadline", "extra_headers", "extra_query", "extra_body"})
"""What every call takes besides; these say nothing of an operation."""


@dataclass(frozen=True)
class Member:
    """A method.

    Attributes:
        name: `namespace.method`.
        call: The bound method.
        key: Its operation; None where it is made of several.
        info: What the client says of its operation.
        parameters: Its arguments, without the options.
        returns: What it returns, as text.
    """

    name: str
    call: Any
    key: Key | None
    info: Any
    parameters: dict[str, inspect.Parameter]
    returns: str

    def argument(self, location: str, wire: str) -> str | None:
        """The argument that is sent at a place under a name."""
        found = (one.name for one in self.info.parameters if one.location == location and one.wire == wire)
        return next(found, None)

    @property
    def required(self) -> set[str]:
        """The arguments that no call may leave out."""
        return {name for name, one in self.parameters.items() if one.default is inspect.Parameter.empty}

    @property
    def conveniences(self) -> set[str]:
        """The arguments that the client adds to those of the document."""
        return {one.name for one in self.info.parameters if one.location == "local"}

    @property
    def kinds(self) -> set[str]:
        """What it returns, as the members of a union."""
        # A page that is whole is a page, until the server has more than one.
        return {one.replace("WholePage[", "Page[") for one in _union(self.returns)}


def members(client: Any) -> dict[str, Member]:
    """Every method of a client, by name; deprecated names of others are none."""
    return {one.name: one for one in _members(client, "")}


def _members(owner: Any, path: str) -> Iterator[Member]:
    for name in dir(owner):
        value = getattr(owner, name) if name not in {"with_raw_response", "with_options"} else None
        if "with_raw_response" in dir(value) and not inspect.ismethod(value):
            yield from _members(value, f"{path}{name}.")
        elif path and callable(value) and not hasattr(value, "__deprecated__"):
            yield _member(value, f"{path}{name}")


def _member(value: Any, name: str) -> Member:
    signature = inspect.signature(value)
    info = getattr(value, "operation", None)
    return Member(
        name,
        value,
        (info.method, info.path) if info is not None else None,
        info,
        {one.name: one for one in signature.parameters.values() if one.name not in OPTIONS},
        str(signature.return_annotation),
    )


def snake(wire: str) -> str:
    """How a wire name reads in Python."""
    text = re.sub(r"([a-z\d])([A-Z])", r"\1_\2", re.sub(r"[^0-9A-Za-z]+", "_", wire))
    text = re.sub(r"__+", "_", text).strip("_").lower()
    return f"{text}_" if keyword.iskeyword(text) else text


@dataclass(frozen=True)
class Folded:
    """A look-up inside another method: the argument that is its path variable."""

    member: Member
    argument: str


def find(found: dict[str, Member], key: Key) -> Member | Folded | None:
    """The method of an operation, or the method that does it for another key."""
    own = next((one for one in found.values() if one.key and shape(one.key) == shape(key)), None)
    if own is not None:
        return own
    method, path = key
    names = variables(path)
    for one in found.values():
        if one.key and method == "GET" and len(names) == 1 and _is_sibling(one.key, key):
            word = path.split("/")[-2]
            for argument in (snake(names[0]), snake(word)):
                if argument in one.parameters and one.argument("path", names[0]) != argument:
                    return Folded(one, argument)
    return None


def _is_sibling(item: Key, other: Key) -> bool:
    """Whether an operation reads the same items as a look-up of theirs: `/things/{id}` and `/things/name/{name}`."""
    head, _, last = item[1].rpartition("/")
    return item[0] == "GET" and last.startswith("{") and other[1].rpartition("/")[0].rpartition("/")[0] == head


def _union(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, one in enumerate(text):
        depth += (one in "[(") - (one in "])")
        if one == "|" and depth == 0:
            yield text[start:at].strip()
            start = at + 1
    yield text[start:].strip()
