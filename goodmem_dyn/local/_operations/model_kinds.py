"""Embedders, rerankers and LLMs as values: what tells them apart, what they must satisfy, and when two are the same.

Rules this module keeps:

- Two models of one owner are the same when their effective connection is: provider type, canonical endpoint, API path,
  model and, for embedders, vector kind and size, and the fingerprint of the credentials. The key holds no secret.
- Hosted providers need credentials, local ones do not.
- Pure: no database, no HTTP.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from goodmem_dyn.local.errors import ValidationError

_HOSTED = {"COHERE", "JINA", "VOYAGE"}
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}")
_UNUSABLE = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "expect",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Headers of the connection and of the body: with a key in one of them, another request would be sent."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Kind:
    """What tells embedders, rerankers and LLMs apart."""

    name: str
    resource: str
    noun: str
    table: str
    column: str
    id_field: str
    schema: str
    items: str
    api_paths: dict[str, str]
    api_path: str
    defining: tuple[str, ...]

    def default_path(self, provider: str) -> str:
        """The API path where none is given."""
        return self.api_paths.get(provider, self.api_path)


EMBEDDER = Kind(
    "embedder",
    "EMBEDDER",
    "Embedder",
    "embedders",
    "embedder_id",
    "embedderId",
    "EmbedderResponse",
    "embedders",
    {"COHERE": "/v2/embed", "TEI": "/embed"},
    "/embeddings",
    ("modelIdentifier", "dimensionality", "distributionType"),
)
RERANKER = Kind(
    "reranker",
    "RERANKER",
    "Reranker",
    "rerankers",
    "reranker_id",
    "rerankerId",
    "RerankerResponse",
    "rerankers",
    {"COHERE": "/v2/rerank", "JINA": "/v1/rerank"},
    "/rerank",
    ("modelIdentifier",),
)
LLM = Kind(
    "llm", "LLM", "LLM", "llms", "llm_id", "llmId", "LLMResponse", "llms", {}, "/chat/completions", ("modelIdentifier",)
)


def canonical_url(url: str, field: str = "endpointUrl") -> str:
    """A URL as duplicates are compared: scheme and host in lower case, no default port, no trailing slash.

    Raises:
        ValidationError: not an http or https URL.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme.lower() not in _PORTS or not parts.hostname or any(char.isspace() for char in url.strip()):
        raise ValidationError([(field, "Endpoint URL must be an http or https URL with a host")])
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != _PORTS[parts.scheme.lower()]:
        host += f":{port}"
    return urlunsplit((parts.scheme.lower(), host, parts.path.rstrip("/"), parts.query, ""))


def _fingerprint(credentials: dict[str, Any] | None) -> str:
    if not credentials:
        return ""
    return hashlib.sha256(json.dumps(credentials, sort_keys=True).encode()).hexdigest()


def connection_key(kind: Kind, body: dict[str, Any]) -> str:
    """What makes two models the same; holds a fingerprint of the credentials, never the secret."""
    parts = [body["providerType"], canonical_url(body["endpointUrl"]), body["apiPath"].rstrip("/")]
    credentials = body.get("credentials")
    if credentials:
        credentials = {key: value for key, value in credentials.items() if key != "labels"}
    return json.dumps([*parts, *(body.get(name) for name in kind.defining), _fingerprint(credentials)])


def check(kind: Kind, body: dict[str, Any]) -> None:
    """Rules that the document cannot say.

    Raises:
        ValidationError: every broken rule.
    """
    errors: list[tuple[str, str]] = []
    for name, label in (("displayName", "Display name"), ("modelIdentifier", "Model identifier")):
        if not body[name].strip():
            errors.append((name, f"{label} is required"))
    for name, label in (
        ("dimensionality", "Dimensionality"),
        ("maxSequenceLength", "Max sequence length"),
        ("maxContextLength", "Max context length"),
    ):
        if body.get(name) is not None and body[name] <= 0:
            errors.append((name, f"{label} must be positive"))
    if kind is not LLM and body["providerType"] in _HOSTED and not body.get("credentials"):
        errors.append(("credentials", f"Credentials are required for provider type {body['providerType']}"))
    secret = ((body.get("credentials") or {}).get("apiKey") or {}).get("inlineSecret")
    if secret is not None and not secret.strip():
        errors.append(("credentials.apiKey.inlineSecret", "Inline secret must not be empty"))
    header = ((body.get("credentials") or {}).get("apiKey") or {}).get("headerName")
    if header and (not _TOKEN.fullmatch(header) or header.lower() in _UNUSABLE):
        errors.append(("credentials.apiKey.headerName", "Must be the name of a header that can carry a key"))
    if errors:
        raise ValidationError(errors)
    canonical_url(body["endpointUrl"])


def normalize(kind: Kind, body: dict[str, Any]) -> None:
    body["apiPath"] = (body.get("apiPath") or "").strip() or kind.default_path(body["providerType"])
    if not body["apiPath"].startswith("/"):
        body["apiPath"] = "/" + body["apiPath"]
    if not body.get("supportedModalities"):
        body["supportedModalities"] = ["TEXT"]
    for name in ("dimensionality", "maxSequenceLength", "maxContextLength"):
        if body.get(name) is not None:
            body[name] = int(body[name])


def infer_capabilities(model: str, stated: dict[str, Any] | None) -> dict[str, Any]:
    """What an LLM of this name can do, as far as the name tells; what is given wins."""
    name = model.lower()
    legacy = any(part in name for part in ("davinci", "babbage", "-instruct-completion"))
    reasoning = name.rsplit("/", 1)[-1].startswith(("o1", "o3", "o4", "gpt-5"))
    inferred = {
        "supportsChat": not legacy,
        "supportsCompletion": legacy,
        "supportsFunctionCalling": not legacy,
        "supportsSystemMessages": not legacy,
        "supportsStreaming": True,
        "supportsSamplingParameters": not reasoning,
    }
    return {**inferred, **(stated or {})}
