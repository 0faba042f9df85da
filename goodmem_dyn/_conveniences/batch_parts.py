"""A list of items in the requests that it goes out in.

Rules: a request holds a number of items and of bytes at most; one item that is larger goes alone. Items with files go
apart from the others. The JSON of a request is kept until it is sent only while little of it is kept in all, and
written again otherwise: a long list shall not take twice its room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.quoting import dump_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._conveniences.batch_items import Item

MAX_ITEMS, MAX_BYTES = 500, 8 * 1024 * 1024
"""One request of a batch holds at most this much; one item that is larger goes alone."""
_NUL = b"\\u0000"
_STEP = 16
"""Items that are written at once, before it is looked how much that is."""


class Part(list["Item"]):
    """The items of one request, and the JSON of their list while that is kept."""

    text: bytes | None = None

    def write(self) -> bytes:
        """The JSON of the list."""
        return dump_json([item.wire for item in self]) if self.text is None else self.text


def parts(items: list[Item], size: int, refuse_nul: Callable[[Any, int], None]) -> Iterator[Part]:
    """The items in requests.

    Args:
        items: The items, checked.
        size: How many go into one request at most.
        refuse_nul: Called with what goes on the wire, and its index, where that holds a NUL character.
    """
    held = start = one_by_one = 0
    while start < len(items):
        part = Part(items[start : start + size])
        text = _usual(part) if start >= one_by_one else None
        if text is None:
            one_by_one = max(one_by_one, start + size)
            part = _weighed(items, start, size, refuse_nul)
        elif held + len(text) <= MAX_BYTES:
            held += len(text)
            part.text = text
        yield part
        start += len(part)


def _usual(part: Part) -> bytes | None:
    """The JSON of items that are one request; None where they have to be looked at one by one."""
    if any(item.file is not None for item in part):
        return None
    texts, weight = list[bytes](), 0
    for at in range(0, len(part), _STEP):
        text = dump_json([item.wire for item in part[at : at + _STEP]])
        weight += len(text)
        if weight > MAX_BYTES or _NUL in text:
            return None
        texts.append(text[1:-1])
    return b"[%b]" % b",".join(texts)


def _weighed(items: list[Item], start: int, size: int, refuse_nul: Callable[[Any, int], None]) -> Part:
    """The items from one on that fit into a request."""
    part, weight, has_file = Part(), 0, items[start].file is not None
    for index in range(start, min(start + size, len(items))):
        item = items[index]
        text = dump_json(item.wire)
        if _NUL in text:
            refuse_nul(item.wire, index)
        weight += len(text) + ((item.file.source.length or MAX_BYTES) if item.file is not None else 0)
        if part and (weight > MAX_BYTES or has_file != (item.file is not None)):
            break
        part.append(item)
    return part
