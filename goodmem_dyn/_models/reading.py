"""The content of a model as text, and the error of content that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn.charsets import UnknownCharsetError, decoded
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from typing_extensions import Self


class UnreadableTextError(GoodMemError, UnicodeDecodeError):
    """Content cannot be read as text: the message says in which charset, or that nothing tells it.

    It is a `UnicodeDecodeError` as well, because callers catch that.
    """

    def __new__(cls, *args: object) -> Self:
        # Named, because UnicodeDecodeError has a layout of its own.
        return UnicodeDecodeError.__new__(cls, *args)

    def __init__(self, message: str, charset: str = "utf-8") -> None:
        UnicodeDecodeError.__init__(self, charset, b"", 0, 0, message)
        self.message = message
        self.args = (message, charset)

    def __str__(self) -> str:
        return self.message


def read_text(content: bytes, charset: str | None) -> str:
    """The text of some bytes.

    Raises:
        UnreadableTextError: They are not in the declared charset, or nothing tells what they are in.
    """
    try:
        return decoded(content, charset)
    except UnknownCharsetError as error:
        reason = str(error)
    raise UnreadableTextError(f"text(): {reason} The bytes are in the model; decode them yourself.", charset or "utf-8")
