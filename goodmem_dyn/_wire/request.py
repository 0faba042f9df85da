"""A request as flows see it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._records import record
from goodmem_dyn._wire.upload import Upload

if TYPE_CHECKING:
    from goodmem_dyn._wire.keys import KeyPlace


@record
class Request:
    """A request as it will be sent, but for what the client adds to all of its requests.

    Attributes:
        method: In upper case.
        target: Path and query, percent-encoded.
        headers: Names and values; names in lower case.
        content: The body.
        body: The JSON body before it was written, for logs and comparison.
        key_place: Where the key goes, where that is not the usual place.
        key_headers: The headers that carry keys of this request alone.
        hidden: What must be masked wherever it is repeated, beside the values of headers.
    """

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    content: bytes | Upload | None = field(default=None, repr=False)
    body: Any = field(default=None, repr=False)
    key_place: KeyPlace | None = None
    key_headers: frozenset[str] = frozenset()
    hidden: tuple[str, ...] = field(default=(), repr=False)

    @property
    def rewindable(self) -> bool:
        """Whether it can be sent again."""
        return not isinstance(self.content, Upload) or self.content.rewindable
