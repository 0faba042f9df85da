"""Where a key goes in a request."""

from __future__ import annotations

from typing import Final, NamedTuple


class KeyPlace(NamedTuple):
    """Where a key goes, as a security scheme says it.

    Attributes:
        header: The header that carries it, in lower case.
        prefix: What stands before it there, such as `Bearer `.
    """

    header: str = "x-api-key"
    prefix: str = ""

    def headers(self, key: str) -> dict[str, str]:
        """The headers that carry a key."""
        return {self.header: f"{self.prefix}{key}"}


GOODMEM: Final = KeyPlace()
"""Where the key of a GoodMem server goes."""
