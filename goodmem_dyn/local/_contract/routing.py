"""From method and raw path to operation.

Rules this module keeps:

- The path is split before it is decoded, so `..%2fspaces%2fid` and `%2e%2e` stay one segment and can never lead to
  another route; each segment is decoded exactly once.
- An empty segment matches nothing: a request with an empty id is a 404, not a request for the collection.
- A static segment wins over a variable (`/v1/users/me` over `/v1/users/{id}`).
- A known path with a method that it does not have is a 404, as on the live server.
- HEAD is GET without the body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodmem_dyn.local._contract.document import Operation

_VARIABLE = re.compile(r"\{([^{}]+)\}")


class _Segment:
    """One segment of a path template: text, or a variable with an optional verb after it (`{id}:verb`)."""

    def __init__(self, template: str) -> None:
        match = _VARIABLE.search(template)
        self.variable = match.group(1) if match else None
        self.prefix = template[: match.start()] if match else template
        self.suffix = template[match.end() :] if match else ""

    def match(self, text: str) -> str | None:
        """The variable's value ("" for a static segment), or None for no match."""
        if self.variable is None:
            return "" if text == self.prefix else None
        if len(text) <= len(self.prefix) + len(self.suffix):
            return None
        if not text.startswith(self.prefix) or not text.endswith(self.suffix):
            return None
        return text[len(self.prefix) : len(text) - len(self.suffix)]


class Router:
    """Finds the operation of a request."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._routes: dict[tuple[str, int], list[tuple[list[_Segment], Operation]]] = {}
        for operation in operations:
            segments = [_Segment(text) for text in operation.path.strip("/").split("/")]
            self._routes.setdefault((operation.method, len(segments)), []).append((segments, operation))
        for routes in self._routes.values():
            routes.sort(key=lambda route: [(s.variable is not None, -len(s.suffix)) for s in route[0]])

    def find(self, method: str, raw_path: bytes) -> tuple[Operation, dict[str, str]]:
        """The operation and its path variables.

        Raises:
            ApiError: 404 when nothing matches, 400 when a segment is not UTF-8.
        """
        wanted = "get" if method == "HEAD" else method.lower()
        pieces = raw_path.split(b"?", 1)[0].lstrip(b"/").split(b"/")
        if all(pieces):
            try:
                texts = [unquote_to_bytes(piece).decode() for piece in pieces]
            except UnicodeDecodeError:
                raise ApiError(400, "The path is not UTF-8 after percent-decoding") from None
            for segments, operation in self._routes.get((wanted, len(texts)), ()):
                values = [segment.match(text) for segment, text in zip(segments, texts, strict=True)]
                if None not in values:
                    pairs = zip(segments, values, strict=True)
                    return operation, {s.variable: value for s, value in pairs if s.variable and value is not None}
        shown = raw_path.split(b"?", 1)[0].decode("ascii", "replace")
        raise ApiError(404, f"No operation for {method} {shown}")
