"""Gets the server's document from wherever it is: a file, a URL, or a running server; JSON or YAML.

Rules:

- What comes back is bytes that are JSON: a JSON document byte for byte, a YAML one converted.
- YAML is read as JSON writes it: `200:` is a text key, `no` is a text, a date is a text, a key given twice is refused.
- A web page is not a document, whatever its status says. Every URL that was tried is named with what it answered.
- Nothing is sent but plain GET requests: no key, no cookie.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from goodmem_dyn._catalogs.sources import DOCUMENT_PATHS
from goodmem_dyn._catalogs.yaml_documents import values_of
from tools import paths
from tools.spec import validate

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACES = (*DOCUMENT_PATHS, "/v1/openapi", "/v1/openapi.json")
TIMEOUT_SECONDS = 30.0
LIMIT_BYTES = 64 * 1024 * 1024
_COMMIT = re.compile(r"[0-9a-f]{8,64}")


class SourceError(Exception):
    """A source that gives no document; the message says what was tried and what came back."""


@dataclass(frozen=True)
class Received:
    """A document as it came.

    Attributes:
        data: Its bytes, as JSON.
        document: The same, parsed.
        server: The base URL of the server that it came from; None for a file.
    """

    data: bytes
    document: dict[str, Any]
    server: str | None = None


def receive(source: str, ca_file: str | None = None) -> Received:
    """Get the document.

    Args:
        source: A path, the URL of a document, or the base URL of a server.
        ca_file: A PEM file of certificates to trust, for a server with a certificate of its own.

    Raises:
        SourceError: There is no document there.
        DocumentError: What is there is no OpenAPI document.
    """
    if re.match(r"https?://", source):
        return _from_web(source.rstrip("/"), ca_file)
    path = Path(source)
    if not path.is_file():
        raise SourceError(f"There is no file {source!r}. Give a file, the URL of a document, or a server's base URL.")
    data = path.read_bytes()
    if len(data) > LIMIT_BYTES:
        raise SourceError(f"{source!r} has {len(data)} bytes: too many for a document.")
    data, document = parse(data)
    return Received(data, document)


def parse(data: bytes) -> tuple[bytes, dict[str, Any]]:
    """A document from bytes: JSON as it is, YAML as JSON.

    Raises:
        DocumentError: It is neither, or it is not an OpenAPI document.
    """
    text = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"<":
        raise validate.DocumentError("this is a web page, not an OpenAPI document")
    if text[:1] != b"{":
        data = _json_of_yaml(data)
    document = validate.read(data)
    if not isinstance(document.get("openapi"), str):
        kind = "Swagger 2.0" if "swagger" in document else "no OpenAPI document: it has no `openapi` version"
        raise validate.DocumentError(f"this is {kind}; OpenAPI 3.0, 3.1 and 3.2 are understood")
    return data, document


def _from_web(url: str, ca_file: str | None) -> Received:
    tried: list[str] = []
    with httpx.Client(
        verify=_tls(ca_file),
        timeout=TIMEOUT_SECONDS,
        follow_redirects=True,
        headers={"accept": "application/json, application/yaml;q=0.9, */*;q=0.1"},
    ) as client:
        parts = urlsplit(url)
        looks_like_document = re.search(r"\.(json|ya?ml)$|/openapi$", parts.path) is not None
        candidates = [url] if looks_like_document else [*(url + path for path in _PLACES), url]
        for candidate in candidates:
            data = _get(client, candidate, tried)
            if data is None:
                continue
            try:
                data, document = parse(data)
            except validate.DocumentError as exc:
                tried.append(f"{candidate}: {exc}")
                continue
            base = f"{parts.scheme}://{parts.netloc}" if looks_like_document or candidate == url else url
            return Received(data, document, base)
    lines = "\n  ".join(tried)
    raise SourceError(f"No OpenAPI document at {url}. Tried:\n  {lines}\nSave the document to a file and give that.")


def _tls(ca_file: str | None) -> Any:
    if ca_file is None:
        return True
    import ssl

    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as exc:
        raise SourceError(f"The certificates in {ca_file!r} cannot be read: {exc}") from exc


def _get(client: httpx.Client, url: str, tried: list[str]) -> bytes | None:
    try:
        with client.stream("GET", url) as response:
            if response.status_code != 200:
                tried.append(f"{url}: HTTP {response.status_code}")
                return None
            data = b""
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > LIMIT_BYTES:
                    tried.append(f"{url}: more than {LIMIT_BYTES} bytes")
                    return None
            return data
    except httpx.HTTPError as exc:
        hint = " (for a certificate of the server's own, give it with --ca)" if "CERTIFICATE" in str(exc) else ""
        tried.append(f"{url}: {type(exc).__name__}: {exc}{hint}")
        return None


def commit_of(
    received: Received,
    named: str | None,
    ca_file: str | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> str:
    """The server's commit: as given, else as the document says, else as the server says, else the document's own hash.

    Args:
        received: The document.
        named: What a person says; it wins, with a word where the document says otherwise.
        ca_file: Certificates to trust.
        say: Told of what a person should know.

    Raises:
        SourceError: What is given, or what the document says, is no commit.
    """
    said = received.document.get("info", {}).get(paths.COMMIT_KEY)
    said = said if isinstance(said, str) else None
    for commit, who in ((named, "--commit"), (said, f"The document's info.{paths.COMMIT_KEY}")):
        if commit is not None and not _COMMIT.fullmatch(commit):
            raise SourceError(f"{who} is {commit!r}: a commit is at least 8 lower-case hexadecimal digits.")
    if named and said and said.startswith(named):
        return said
    if named and said and not named.startswith(said):
        say(f"the document says commit {said}, --commit says {named}: --commit wins")
    known = named or said or (_ask_server(received, ca_file) if received.server is not None else None)
    if known is None:
        say("nobody knows the commit: the hash of the document stands for it; --commit SHA would say it")
        return f"sha256:{hashlib.sha256(received.data).hexdigest()}"
    return known


def _ask_server(received: Received, ca_file: str | None) -> str | None:
    """Ask the operation whose answer has a `gitCommit`, whatever it is called."""
    path = _informant(received.document)
    if path is None or received.server is None:
        return None
    with httpx.Client(verify=_tls(ca_file), timeout=TIMEOUT_SECONDS, follow_redirects=True) as client:
        data = _get(client, received.server + path, [])
    try:
        commit = json.loads(data or b"null")["gitCommit"]
    except (ValueError, TypeError, KeyError):
        return None
    return commit if isinstance(commit, str) and _COMMIT.fullmatch(commit) else None


def _informant(document: dict[str, Any]) -> str | None:
    schemas = document.get("components", {}).get("schemas", {})
    knowing = {name for name, schema in schemas.items() if "gitCommit" in schema.get("properties", {})}
    for path, item in document.get("paths", {}).items():
        text = json.dumps(item.get("get", {}).get("responses", {}))
        names = {name.split("/")[-1] for name in re.findall(r'"#/components/schemas/([^"]+)"', text)}
        if "{" not in path and (names & knowing or '"gitCommit"' in text):
            return str(path)
    return None


def _json_of_yaml(data: bytes) -> bytes:
    try:
        value = values_of(data)
    except ValueError as exc:
        raise validate.DocumentError(str(exc)) from exc
    if not isinstance(value, dict):
        raise validate.DocumentError(f"expected an OpenAPI document, found {type(value).__name__}")
    try:
        return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
    except (ValueError, RecursionError, TypeError) as exc:
        raise validate.DocumentError(f"the YAML holds what JSON cannot: {exc}") from exc
