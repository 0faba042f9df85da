"""What the providers of embedders, rerankers and LLMs want to be sent, and what they answer.

Rules kept here:

- Pure: a `Request` goes out, JSON comes in; no socket, no clock.
- A row is the resource as the API spells it (camelCase), credentials included.
- An answer that is not what the provider documents is an error that says what was expected, never a guess. In
  particular, answers are put in the order of their ``index``, and there must be exactly one for each text.
- A secret appears in the headers of a `Request`, which its ``repr`` leaves out, and nowhere else.
"""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from goodmem_dyn.local._providers.answers import WRONG, beginning

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

# Unions of literals, because mypy.stubtest takes an alias of several literals for one.
Kind = (
    Literal["document"]  # noqa: PYI030 - see above
    | Literal["query"]
)

#: How many texts one call takes. Providers refuse more: TEI by its default, Cohere and Voyage by their documentation.
_BATCH: Final = {"TEI": 32, "COHERE": 96}
_BATCH_OTHERS: Final = 128
#: Voyage and Cohere embed a query and a document differently; the others are not told.
_INPUT_TYPES: Final = {
    "VOYAGE": {"document": "document", "query": "query"},
    "COHERE": {"document": "search_document", "query": "search_query"},
}
_SIZE_FIELDS: Final = {
    "OPENAI": "dimensions",
    "JINA": "dimensions",
    "VOYAGE": "output_dimension",
    "COHERE": "output_dimension",
}
_PATHS: Final = {
    "embed": {"COHERE": "/v2/embed", "TEI": "/embed", "": "/embeddings"},
    "rerank": {"COHERE": "/v2/rerank", "JINA": "/v1/rerank", "": "/rerank"},
    "chat": {"": "/chat/completions"},
    "decide": {"": "/v1/systemone"},
}


_USER: Final = re.compile(r"(https?://)[^/?#\s]*@", re.IGNORECASE)


def without_user(text: str) -> str:
    """A text with the users and passwords in its addresses masked."""
    return _USER.sub(r"\1**********@", text)


class ProviderError(Exception):
    """A provider could not be used.

    Attributes:
        code: ``UNREACHABLE``, ``TIMEOUT``, ``RATE_LIMITED``, ``REFUSED`` (any other HTTP error), ``INVALID_RESPONSE``
            or ``CONFIGURATION`` (the request cannot even be built).
        message: What happened, what was expected, and what to do; no secret.
        http_status: The provider's HTTP status, 0 where none came.
    """

    def __init__(self, code: str, message: str, http_status: int = 0) -> None:
        message = without_user(message)
        super().__init__(code, message, http_status)
        self.code = code
        self.message = message
        self.http_status = http_status

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Request:
    """One POST to a provider; see `targets` for `hosts`; what comes is shown to root."""

    url: str
    body: bytes
    headers: dict[str, str] = field(repr=False)
    hosts: frozenset[str] | None = None
    is_root: bool = True


def batch_size(row: Mapping[str, Any]) -> int:
    """Return how many texts one embedding call to this provider may hold."""
    return _BATCH.get(row["providerType"], _BATCH_OTHERS)


def url(row: Mapping[str, Any], task: str) -> str:
    """Return the URL that a task (``embed``, ``rerank`` or ``chat``) is posted to.

    A version that ends the endpoint and begins the path stands once: some providers have it in the one, some in
    the other.
    """
    paths = _PATHS[task]
    path = (row.get("apiPath") or paths.get(row["providerType"], paths[""])).lstrip("/")
    endpoint = row["endpointUrl"].rstrip("/")
    version, _, rest = path.partition("/")
    if version in {"v1", "v2"} and rest and endpoint.endswith(f"/{version}"):
        path = rest
    return f"{endpoint}/{path}"


def _request(row: Mapping[str, Any], task: str, body: dict[str, Any]) -> Request:
    headers = {"content-type": "application/json", "accept": "application/json", **_credentials(row)}
    content = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    return Request(url(row, task), content, headers, row.get("_hosts"), row.get("_is_root", True))


def _credentials(row: Mapping[str, Any]) -> dict[str, str]:
    credentials = row.get("credentials") or {}
    if credentials.get("kind") == "CREDENTIAL_KIND_GCP_ADC" or credentials.get("gcpAdc"):
        raise ProviderError(
            "CONFIGURATION",
            "The embedded server cannot use Google application default credentials; give an API key instead.",
        )
    key = credentials.get("apiKey")
    if not key:
        return {}
    name = key.get("headerName") or "Authorization"
    prefix = key.get("prefix")
    if prefix is None:
        prefix = "Bearer " if name.lower() == "authorization" else ""
    secret = key.get("inlineSecret") or _referenced(key.get("secretRef") or {}, row.get("_secrets") or frozenset())
    value = f"{prefix}{secret}"
    if not value.isascii() or not value.isprintable():
        raise ProviderError("CONFIGURATION", "The credential has characters that no HTTP header may carry.")
    return {name: value}


def _referenced(reference: Mapping[str, Any], allowed: Collection[str]) -> str:
    uri = str(reference.get("uri") or "")
    scheme, _, name = uri.partition("://")
    if scheme != "env":
        raise ProviderError(
            "CONFIGURATION",
            f"The embedded server resolves secret references of the form env://NAME only, not {scheme}://.",
        )
    name = name.strip("/")
    if name not in allowed:
        raise ProviderError(
            "CONFIGURATION",
            f"The secret reference {uri} may not be used: only models of the root user may refer to the environment, "
            f"and only to what the server was started with, as in serve(secrets=[{name!r}]) or --secret {name}.",
        )
    secret = os.environ.get(name)
    if not secret:
        raise ProviderError(
            "CONFIGURATION", f"The secret reference {uri} names an environment variable that is not set."
        )
    return secret


def embed_request(row: Mapping[str, Any], texts: Sequence[str], kind: Kind, *, sized: bool = False) -> Request:
    """Return the request that embeds texts; `sized` asks for the row's dimensionality, where that can be asked for."""
    provider = row["providerType"]
    body: dict[str, Any]
    if provider == "TEI":
        body = {"inputs": list(texts), "truncate": True}
    elif provider == "COHERE":
        body = {"model": row["modelIdentifier"], "texts": list(texts), "embedding_types": ["float"]}
    else:
        body = {"model": row["modelIdentifier"], "input": list(texts)}
    if provider in _INPUT_TYPES:
        body["input_type"] = _INPUT_TYPES[provider][kind]
    if sized and provider in _SIZE_FIELDS:
        body[_SIZE_FIELDS[provider]] = row["dimensionality"]
    return _request(row, "embed", body)


def can_size(row: Mapping[str, Any]) -> bool:
    """Return whether this provider can be asked for embeddings of another size than the model's own."""
    return row["providerType"] in _SIZE_FIELDS


def read_embeddings(row: Mapping[str, Any], answer: Any, count: int) -> NDArray[np.float32]:
    """Return the vectors of an answer, shape ``(count, whatever the provider sent)``."""
    provider = row["providerType"]
    try:
        if provider == "TEI":
            vectors = answer
        elif provider == "COHERE":
            vectors = answer["embeddings"]["float"]
        else:
            vectors = _in_order(answer["data"], "embedding", count)
        array = np.asarray(vectors, dtype=np.float32)
    except WRONG as exc:
        raise _invalid(row, f"embeddings as {provider} documents them", answer) from exc
    if array.ndim != 2 or len(array) != count:
        raise _invalid(row, f"{count} embeddings of one size", answer)
    if not np.isfinite(array).all():
        raise _invalid(row, "finite numbers", answer)
    return array


def rerank_request(row: Mapping[str, Any], query: str, texts: Sequence[str]) -> Request:
    """Return the request that scores texts for a query."""
    provider = row["providerType"]
    body: dict[str, Any]
    if provider == "TEI":
        body = {"query": query, "texts": list(texts), "truncate": True}
    else:
        limit = "top_k" if provider == "VOYAGE" else "top_n"
        body = {"model": row["modelIdentifier"], "query": query, "documents": list(texts), limit: len(texts)}
    return _request(row, "rerank", body)


def read_scores(row: Mapping[str, Any], answer: Any, count: int) -> list[float]:
    """Return the scores of an answer in the order of the texts that were sent."""
    try:
        results = (
            answer if isinstance(answer, list) else answer["data" if row["providerType"] == "VOYAGE" else "results"]
        )
        name = "score" if row["providerType"] == "TEI" else "relevance_score"
        scores = [float(score) for score in _in_order(results, name, count)]
    except WRONG as exc:
        raise _invalid(row, f"a score for each of the {count} texts", answer) from exc
    if not all(map(math.isfinite, scores)):
        raise _invalid(row, "finite scores", answer)
    return scores


def chat_request(
    row: Mapping[str, Any], prompt: str, system: str | None, *, temperature: float, max_tokens: int
) -> Request:
    """Return the request that has a prompt answered, within what the LLM's row says it supports."""
    capabilities = row.get("capabilities") or {}
    messages = [{"role": "user", "content": prompt}]
    if system:
        if capabilities.get("supportsSystemMessages") is False:
            messages[0]["content"] = f"{system}\n\n{prompt}"
        else:
            messages.insert(0, {"role": "system", "content": system})
    body: dict[str, Any] = {"model": row["modelIdentifier"], "messages": messages, "max_tokens": max_tokens}
    if capabilities.get("supportsSamplingParameters") is not False:
        sampling = row.get("defaultSamplingParams") or {}
        body["temperature"] = temperature
        for theirs, ours in (
            ("top_p", "topP"),
            ("frequency_penalty", "frequencyPenalty"),
            ("presence_penalty", "presencePenalty"),
            ("stop", "stopSequences"),
        ):
            if sampling.get(ours) is not None:
                body[theirs] = sampling[ours]
    return _request(row, "chat", body)


def decide_request(row: Mapping[str, Any], body: dict[str, Any]) -> Request:
    """Return the request that has questions decided."""
    return _request(row, "decide", body)


def read_chat(row: Mapping[str, Any], answer: Any) -> str:
    """Return the text of the first choice."""
    try:
        text = answer["choices"][0]["message"]["content"]
    except WRONG as exc:
        raise _invalid(row, "choices[0].message.content", answer) from exc
    if not isinstance(text, str) or not text.strip():
        raise _invalid(row, "a text in choices[0].message.content", answer)
    return text


def _in_order(items: Sequence[Mapping[str, Any]], name: str, count: int) -> list[Any]:
    """Return one field of each item, by the items' ``index``."""
    values: dict[int, Any] = {int(item["index"]): item[name] for item in items}
    if len(values) != count:
        raise ValueError(f"{len(values)} items instead of {count}")
    return [values[place] for place in range(count)]


def _invalid(row: Mapping[str, Any], expected: str, answer: Any) -> ProviderError:
    sent = f"; it sent {beginning(answer)}" if row.get("_is_root", True) else ""
    return ProviderError(
        "INVALID_RESPONSE",
        f"The endpoint {row['endpointUrl']} did not answer with {expected}{sent}. "
        "Check that the provider type and the API path belong to this endpoint.",
    )
