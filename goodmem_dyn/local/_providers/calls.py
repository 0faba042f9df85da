"""Calling the models behind embedders, rerankers and LLMs.

Rules kept here:

- A model is really called over HTTP, with its credentials, in batches the provider takes, without following redirects.
- The one exception: an endpoint of this very server is answered in process; a call through the socket would cost twice
  the time for the same bytes.
- Whatever goes wrong is a `ProviderError`. Nothing is retried here: whoever calls knows whether a second try may help.
- Every function blocks; call it from a thread that may.
"""

from __future__ import annotations

import math
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np

from goodmem_dyn._bounds import MAX_PROVIDER_BYTES, PROVIDER_SHOWN
from goodmem_dyn._cache import lru_cache
from goodmem_dyn.local._providers import builtin, targets
from goodmem_dyn.local._providers import wire as providers
from goodmem_dyn.local._providers.wire import Kind, ProviderError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["ProviderError", "embed", "generate", "rerank", "send"]

#: Seconds.
DEFAULT_TIMEOUT = 60.0


def embed(
    row: Mapping[str, Any],
    texts: Sequence[str],
    *,
    kind: Kind,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
) -> NDArray[np.float32]:
    """Embed texts.

    Args:
        row: The embedder as the API spells it, credentials included.
        texts: Any number of texts.
        kind: Whether they are to be found (``document``) or to find with (``query``).
        base_url: This server's own URL.
        timeout: Seconds for one call; a long list is several calls.

    Returns:
        float32, shape ``(len(texts), row["dimensionality"])``, in the order of the texts, as the provider
        scaled them.

    Raises:
        ProviderError: The provider cannot be reached, refuses, or answers something else.
    """
    wanted = int(row["dimensionality"])
    if not texts:
        return np.zeros((0, wanted), dtype=np.float32)
    if is_own(row, "embed", base_url):
        check_own(row, builtin.EMBEDDING_MODEL)
        vectors = builtin.embed(texts)
    else:
        vectors = _embed_remotely(row, texts, kind, timeout)
    if vectors.shape[1] != wanted:
        raise ProviderError(
            "CONFIGURATION",
            f"The model {row['modelIdentifier']} gives {vectors.shape[1]} dimensions, the embedder says {wanted}: "
            "create the embedder with the model's dimensionality.",
        )
    return vectors


def _embed_remotely(row: Mapping[str, Any], texts: Sequence[str], kind: Kind, timeout: float) -> NDArray[np.float32]:
    step = providers.batch_size(row)
    parts: list[NDArray[np.float32]] = []
    sized = False
    with _client(timeout) as client:
        for start in range(0, len(texts), step):
            batch = texts[start : start + step]
            part = _embed_batch(client, row, batch, kind, sized=sized)
            if part.shape[1] != row["dimensionality"] and not sized and providers.can_size(row):
                # Only models with several sizes know the parameter, and only a wrong size tells that it is needed.
                sized = True
                part = _embed_batch(client, row, batch, kind, sized=True)
            if parts and part.shape[1] != parts[0].shape[1]:
                raise ProviderError("INVALID_RESPONSE", f"{row['endpointUrl']} changed the size of its embeddings.")
            parts.append(part)
    return np.concatenate(parts)


def _embed_batch(
    client: httpx.Client, row: Mapping[str, Any], texts: Sequence[str], kind: Kind, *, sized: bool
) -> NDArray[np.float32]:
    answer = _call(client, providers.embed_request(row, texts, kind, sized=sized))
    return providers.read_embeddings(row, answer, len(texts))


def rerank(
    row: Mapping[str, Any],
    query: str,
    texts: Sequence[str],
    *,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
) -> list[float]:
    """Score texts for a query, higher is better, on the model's own scale.

    Args:
        row: The reranker as the API spells it, credentials included.
        query: What the texts should answer.
        texts: Any number of texts.
        base_url: This server's own URL.
        timeout: Seconds.

    Raises:
        ProviderError: The provider cannot be reached, refuses, or answers something else.
    """
    if not texts:
        return []
    if is_own(row, "rerank", base_url):
        check_own(row, builtin.RERANKING_MODEL)
        return builtin.rerank(query, texts)
    with _client(timeout) as client:
        return providers.read_scores(row, _call(client, providers.rerank_request(row, query, texts)), len(texts))


def generate(
    row: Mapping[str, Any],
    prompt: str,
    system: str | None = None,
    *,
    temperature: float = 0.3,
    max_tokens: int = 512,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
) -> str:
    """Have a prompt answered.

    Args:
        row: The LLM as the API spells it, credentials included.
        prompt: The user message.
        system: The system message; folded into the prompt for a model that takes none.
        temperature: 0.0 to 2.0; not sent to a model without sampling parameters.
        max_tokens: The longest answer, in the model's tokens.
        base_url: This server's own URL.
        timeout: Seconds.

    Raises:
        ProviderError: The provider cannot be reached, refuses, or answers something else.
    """
    if is_own(row, "chat", base_url):
        check_own(row, builtin.LANGUAGE_MODEL)
        return builtin.answer(prompt, max_tokens=max_tokens)
    request = providers.chat_request(row, prompt, system, temperature=temperature, max_tokens=max_tokens)
    with _client(timeout) as client:
        return providers.read_chat(row, _call(client, request))


def ask(request: providers.Request, *, timeout: float) -> Any:
    """The JSON that one POST is answered with."""
    with _client(timeout) as client:
        return _call(client, request)


def send(request: providers.Request, *, timeout: float) -> httpx.Response:
    """Send a request and return whatever comes back, errors included.

    Raises:
        ProviderError: ``UNREACHABLE`` or ``TIMEOUT``: nothing came back.
    """
    with _client(timeout) as client:
        return _send(client, request)


def is_own(row: Mapping[str, Any], task: str, base_url: str | None) -> bool:
    """Whether a model is called at the built-in models of this server."""
    own = {"embed": "embeddings", "rerank": "rerank", "chat": "chat/completions", "decide": "systemone"}[task]
    return base_url is not None and providers.url(row, task) == f"{base_url.rstrip('/')}/local/v1/{own}"


def check_own(row: Mapping[str, Any], model: str) -> None:
    if row["modelIdentifier"] != model:
        raise ProviderError(
            "REFUSED", f"The built-in models know {model} here, not {row['modelIdentifier']}.", http_status=404
        )


@lru_cache(maxsize=None)
def _tls() -> ssl.SSLContext:
    # Reading the certificates takes longer than a call.
    return httpx.create_ssl_context()


def _client(timeout: float) -> httpx.Client:
    return httpx.Client(verify=_tls(), timeout=timeout, follow_redirects=False)


def _send(client: httpx.Client, request: providers.Request) -> httpx.Response:
    targets.check(request.url, request.hosts)
    headers = {"accept-encoding": "gzip, deflate", **request.headers}
    limit = client.timeout.read
    end = math.inf if limit is None else time.monotonic() + limit
    try:
        with (
            _ended_by(limit) as trace,
            client.stream(
                "POST", request.url, content=request.body, headers=headers, extensions={"trace": trace}
            ) as response,
        ):
            content = b"".join(_pieces(response, request.url, end))
            kept = [
                (k, v) for k, v in response.headers.multi_items() if k not in {"content-encoding", "content-length"}
            ]
            return httpx.Response(response.status_code, headers=kept, content=content, request=response.request)
    except httpx.TimeoutException:
        raise ProviderError("TIMEOUT", f"The endpoint {request.url} did not answer in time.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        if time.monotonic() >= end:
            raise ProviderError("TIMEOUT", f"The endpoint {request.url} did not answer in time.") from None
        reason = str(exc) or type(exc).__name__
        raise ProviderError("UNREACHABLE", f"The endpoint {request.url} cannot be reached: {reason}") from None


@contextmanager
def _ended_by(seconds: float | None) -> Iterator[Callable[[str, dict[str, Any]], None]]:
    """Ends the connection of a call after so many seconds, however steadily an endpoint drips; yields what to tell."""
    sockets: list[socket.socket] = []

    def trace(name: str, info: dict[str, Any]) -> None:
        if name.endswith((".connect_tcp.complete", ".start_tls.complete")):
            sockets.append(info["return_value"].get_extra_info("socket"))

    def end() -> None:
        for opened in sockets:
            with suppress(OSError):
                socket.socket.shutdown(opened, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end) if seconds is not None else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        yield trace
    finally:
        if timer is not None:
            timer.cancel()


def _pieces(response: httpx.Response, url: str, end: float) -> Iterator[bytes]:
    """The body in pieces, as long as they are not too many and not too late: a limit for each packet is none."""
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > MAX_PROVIDER_BYTES:
            raise ProviderError(
                "INVALID_RESPONSE", f"The endpoint {url} answered with more than {MAX_PROVIDER_BYTES:,} bytes."
            )
        if time.monotonic() > end:
            raise ProviderError("TIMEOUT", f"The endpoint {url} did not answer in time.")
        yield piece


def _call(client: httpx.Client, request: providers.Request) -> Any:
    response = _send(client, request)
    if response.status_code >= 300:
        code = "RATE_LIMITED" if response.status_code == 429 else "REFUSED"
        message = f"The endpoint {request.url} answered HTTP {response.status_code}"
        if request.is_root:
            message += f": {response.text[:PROVIDER_SHOWN].strip() or 'an empty body'}"
        raise ProviderError(code, message, http_status=response.status_code)
    try:
        return response.json()
    except (ValueError, RecursionError):
        shown = f": {response.text[:200]!r}" if request.is_root else ""
        raise ProviderError("INVALID_RESPONSE", f"The endpoint {request.url} did not answer with JSON{shown}") from None
