"""Where documents are given from: a dict, a file, a URL, or a server that tells its own; JSON or YAML.

Rules: nothing is fetched unasked, and no key is sent. What is no document is refused with what was tried.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from goodmem_dyn._bounds import DOCUMENT_BYTES
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_PATHS = ("/openapi", "/openapi.json")
"""Where GoodMem's servers serve their document."""
DOCUMENT_PATHS = (*OWN_PATHS, "/openapi.yaml", "/v3/api-docs", "/swagger.json")
"""Where servers serve theirs; GoodMem's first."""


def load_document(source: Any) -> Mapping[str, Any]:
    """A document as a dict, out of a dict, a file, the URL of one, or the address of a server.

    Raises:
        InvalidRequestError: There is none.
    """
    if isinstance(source, Mapping):
        return source
    if not isinstance(source, (str, os.PathLike)):
        raise InvalidRequestError("document must be a dict, the path of a JSON or YAML file, or a URL.")
    text = os.fspath(source)
    if not isinstance(text, str):
        text = os.fsdecode(text)
    if text.startswith(("http://", "https://")):
        return _from_web(text)
    try:
        with open(text, "rb") as file:
            content = file.read(DOCUMENT_BYTES + 1)
        if len(content) > DOCUMENT_BYTES:
            raise ValueError(f"it has more than {DOCUMENT_BYTES:,} bytes")  # noqa: TRY301 - told as every other reason
        return parsed(content)
    except OSError as error:
        raise InvalidRequestError(f"document: {text!r} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise InvalidRequestError(f"document: {text!r} cannot be used: {error}.") from error


def parsed(content: bytes) -> dict[str, Any]:
    """The document that bytes are.

    Raises:
        ValueError: They are neither JSON nor YAML, or no object.
    """
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"<":
        raise ValueError("it is a web page, not an OpenAPI document")
    if text[:1] in {b"{", b"["}:
        try:
            document = json.loads(text)
        except ValueError as error:
            raise ValueError(f"it is not JSON: {error}") from None
    else:
        from goodmem_dyn._catalogs.yaml_documents import values_of

        document = values_of(content)
    if not isinstance(document, dict):
        raise ValueError("it is not an OpenAPI document")  # noqa: TRY004 - what came is wrong, not how it was called
    return document


def _candidates(url: str) -> Iterator[str]:
    """The URL itself, and where a server at it would have its document."""
    yield url
    if not re.search(r"\.(json|ya?ml)$|/openapi$", urlsplit(url).path):
        yield from (url.rstrip("/") + path for path in DOCUMENT_PATHS)


def _from_web(url: str) -> dict[str, Any]:
    from goodmem_dyn._transport import fetch

    tried: list[str] = []
    for candidate in _candidates(url):
        try:
            document = parsed(fetch(candidate))
        except OSError as error:
            tried.append(f"{candidate}: {error.strerror or error}")
        except (ValueError, RecursionError) as error:
            tried.append(f"{candidate}: {error}")
        else:
            if "openapi" in document or "swagger" in document:
                return document
            tried.append(f"{candidate}: it is not an OpenAPI document")
    lines = "".join(f"\n  {line}" for line in tried)
    raise InvalidRequestError(f"document: {url!r} cannot be read; tried:{lines}")
