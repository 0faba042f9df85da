"""Media types: what a `Content-Type` says."""

from __future__ import annotations

import codecs


def charset_of(media_type: str) -> str | None:
    """The charset that a media type names, by Python's name for it; None where it names none, or an unknown one."""
    for part in media_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            try:
                codec = codecs.lookup(value.strip().strip("'\""))
            except (LookupError, ValueError):
                return None
            # Python has codecs that are no charsets, such as rot13.
            return codec.name if codec._is_text_encoding else None
    return None
