"""An answer as flows see it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._records import record
from goodmem_dyn._wire.media import charset_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST_ID_HEADERS = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray")


@record
class Response:
    """An answer as the flow sees it: the transport keeps what it needs in `raw`.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case.
        content: The whole body, decoded; None while a stream is still open.
        raw: What the transport keeps: the HTTP library's response.
        lease: What the transport gets back when an open body is closed.
        unread: Why the body is not whole, where it is that of a failure and could not be read; otherwise empty.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes | None = None
    raw: Any = field(default=None, repr=False)
    lease: Any = field(default=None, repr=False)
    unread: str = ""

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def give_up(self, error: Exception) -> None:
        """The body cannot be read: of a success nothing is left, and a failure is what its status says all the same."""
        if self.is_success:
            raise error
        self.unread = (str(error).strip().rstrip(".") or type(error).__name__)[:300]

    @property
    def is_empty(self) -> bool:
        """Whether there is certainly no body: by its status or length, or because it is here already."""
        if self.status == 204 or self.headers.get("content-length", "").strip() == "0":
            return True
        if self.content is not None:
            return not self.content
        return getattr(self.raw, "is_stream_consumed", False) and not self.raw.content

    @property
    def may_be_cut(self) -> bool:
        """Whether a body of no bytes may be one that was cut: on a connection of old HTTP, and of no known length."""
        known: Any = getattr(self.raw, "extensions", {})
        is_told = self.status in {204, 205} or "content-length" in self.headers or "transfer-encoding" in self.headers
        return not is_told and "network_stream" in known and known.get("http_version") != b"HTTP/2"

    @property
    def media_type(self) -> str:
        return plain(self.headers.get("content-type", ""))

    @property
    def text(self) -> str:
        """The body as text, in the charset that it names, leniently."""
        content, charset = self.content or b"", charset_of(self.headers.get("content-type", ""))
        try:
            return content.decode(charset or "utf-8", "replace")
        except ValueError:
            # Some codecs know no other way than the strict one.
            return content.decode("utf-8", "replace")

    @property
    def request_id(self) -> str | None:
        names = self.headers.keys()  # once: each look into the headers of a library costs it several calls
        for name in REQUEST_ID_HEADERS:
            if name in names:
                return self.headers[name]
        return None
