"""Bytes of a text as text, where what they are may not be said: the same for the server that chunks and the client.

Rules kept here: a declared charset decides, then a byte order mark, then UTF-8; where none of them fits, the bytes tell
by how their characters look, or they tell nothing, and that is an error and never a guess that nobody can see.
"""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MARKS = tuple(mark for mark, _ in _MARKS)
"""What a text may begin with that says how it is to be read."""
NO_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape"}
)
"""Codecs of host names and of Python's own source, by Python's names: they read other texts than were written, raise
what they like, and some take the square of the time."""
_SAMPLE = 128 * 1024
"""So many bytes are looked at: what a detector takes grows with them."""
_LEAST = 8
"""Fewer characters beyond ASCII than this tell no charset from another."""
_SIGNS = b"\x80\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa1\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbf"
_WESTERN = frozenset(_SIGNS.decode("cp1252"))
"""Signs of Windows' western code page that texts have: quotes, dashes, currencies."""


class UnknownCharsetError(ValueError):
    """Nothing says what charset some bytes are in; or what says it is wrong."""


def decoded(content: bytes, charset: str | None) -> str:
    """The text of some bytes.

    Args:
        content: The bytes.
        charset: What their media type says, or None.

    Returns:
        The text, without a byte order mark.

    Raises:
        UnknownCharsetError: They are not in the declared charset, or nothing tells what they are in.
    """
    name = charset or _marked(content) or _bare(content)
    try:
        return content.decode(checked(name or "utf-8")).removeprefix("\ufeff")
    except LookupError:
        raise UnknownCharsetError(
            f"The charset {charset!r} is not known: give one that Python knows, or none."
        ) from None
    except UnicodeDecodeError as error:
        if charset is None and name is None:
            return _detected(content)
        raise UnknownCharsetError(f"The document is not {name}: byte {error.start} does not decode.") from None


def checked(name: str) -> str:
    """The name of a charset, if it is one of texts.

    Raises:
        LookupError: Python has none of that name, or it is no charset.
    """
    try:
        codec = codecs.lookup(name).name
    except ValueError as error:  # a NUL in the name
        raise LookupError(name) from error
    if codec in NO_CHARSETS:
        raise LookupError(name)
    return name


def _marked(content: bytes) -> str | None:
    """What a mark says; that of UTF-32 is that of UTF-16 before a NUL, too, and the rest tells which of them it is."""
    names = [name for mark, name in _MARKS if content.startswith(mark)]
    if len(names) > 1:
        try:
            content.decode(names[0])
        except UnicodeDecodeError:
            return names[1]
    return names[0] if names else None


def _bare(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of most texts is NUL, which is no character of a text."""
    sample = content[:_SAMPLE]
    if len(content) % 2 or len(content) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 10 < 3 * (len(sample) // 2) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _detected(content: bytes) -> str:
    western = _western(content)
    if western is not None:
        return western
    name = _most_likely(content)
    if name is not None:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            pass  # what fits the beginning does not fit the rest
    raise UnknownCharsetError(
        "The document is no UTF-8, and its bytes do not tell its charset: name it in the content type, such as "
        "text/plain; charset=windows-1252."
    )


def _western(content: bytes) -> str | None:
    """A text in Windows' code page of western Europe: mostly ASCII, and the rest its letters and its quotes."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    special = [char for char in text if not char.isascii()]
    letters = sum(char.isascii() and char.isalpha() for char in text)
    if len(special) > letters or any(char not in _WESTERN and not char.isalpha() for char in special):
        return None
    return text


def _most_likely(content: bytes) -> str | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    sample = content[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < _LEAST:
        return None
    if len(sample) < len(content):
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample).best()
    return None if best is None else best.encoding
