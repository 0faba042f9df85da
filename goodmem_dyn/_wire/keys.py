"""Where a key goes in a request."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple


class KeyPlace(NamedTuple):
    """Where a key goes, as a security scheme says it.

    Attributes:
        header: The header that carries it, in lower case; or the name of the query parameter or cookie that does.
        prefix: What stands before it there, such as `Bearer `.
        where: What carries it.
    """

    header: str = "x-api-key"
    prefix: str = ""
    where: Literal["header", "query", "cookie"] = "header"

    def headers(self, key: str) -> dict[str, str]:
        """The headers that carry a key."""
        return {self.header: f"{self.prefix}{key}"}


GOODMEM: Final = KeyPlace()
"""Where the key of a GoodMem server goes."""
