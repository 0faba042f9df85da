"""What a call tells about itself: one record for each attempt, to a hook and to the log.

Rules: the logger is `goodmem_dyn`. INFO has one line for each attempt: path template, status, duration, attempt, and
request id. DEBUG adds the JSON bodies, secrets masked; never headers, files, or what is no JSON. `GOODMEM_LOG=info` or
`debug` shows them on standard error without any code.
"""

from __future__ import annotations

import json
import logging
import os
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bounds import LOG_BYTES
from goodmem_dyn._records import record
from goodmem_dyn._wire.secrets import hidden_values, masked, without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodmem_dyn._wire.request import Request
    from goodmem_dyn._wire.response import Response

log = logging.getLogger("goodmem_dyn")
SHOWN = 2000
"""Characters of a body that are logged."""


@record(frozen=True)
class Attempt:
    """One attempt of a call, as the client's `on_attempt` hook sees it.

    Attributes:
        operation: `namespace.method`.
        method: The HTTP method.
        path: The path template, so that it groups well and holds no ids.
        attempt: 1 for the first.
        status: The HTTP status, or None without an answer.
        error: The class name of the error, or None.
        duration: Seconds until the answer (for a stream: until its head).
        request_id: The id that the server gave to the request, if any.
        retry_in: Seconds until the next attempt, or None when this was the last.
    """

    operation: str
    method: str
    path: str
    attempt: int
    status: int | None
    error: str | None
    duration: float
    request_id: str | None
    retry_in: float | None


def wanted() -> bool:
    """Whether anybody reads the log."""
    return log.isEnabledFor(logging.INFO)


def log_misfits(text: str) -> None:
    """One line for what of an answer is not as the document promises."""
    log.warning("%s", text)


def log_attempt(record: Attempt) -> None:
    """One line for an attempt."""
    log.info(
        "%s %s -> %s in %.0f ms (%s, attempt %d%s%s)",
        record.method,
        record.path,
        record.status if record.status is not None else record.error,
        record.duration * 1000,
        record.operation,
        record.attempt,
        f", request id {record.request_id[:128]!r}" if record.request_id else "",
        f", again in {record.retry_in:.2f} s" if record.retry_in is not None else "",
    )


def tell(hook: Callable[[Attempt], object], record: Attempt) -> None:
    """Call a hook. What it raises is logged and does not become the call's: the server may have done what was asked."""
    try:
        hook(record)
    except Exception:
        log.exception("on_attempt raised an exception")


def log_bodies(
    secrets: frozenset[str], request: Request, response: Response | None, keys: Callable[[], Iterable[str]]
) -> None:
    """The JSON bodies of an attempt, masked; `keys` are hidden wherever they are repeated."""
    if not log.isEnabledFor(logging.DEBUG):
        return
    hidden = hidden_values(request.body, secrets, keys())

    def text(value: Any) -> str:
        try:
            return without(json.dumps(masked(value, secrets), ensure_ascii=True), hidden)[:SHOWN]
        except (ValueError, RecursionError):
            # The log is no part of the call: what it cannot show is left out of it.
            return "nested too deep to be shown"

    if request.body is not None:
        log.debug("request body: %s", text(request.body))
    if response is not None and response.content is not None and "json" in response.media_type:
        if len(response.content) > LOG_BYTES:
            log.debug("response body: %d bytes", len(response.content))
            return
        try:
            value = json.loads(response.content)
        except (ValueError, RecursionError):
            log.debug("response body: %d bytes that are not JSON", len(response.content))
        else:
            log.debug("response body: %s", text(value))


def configure_logging() -> None:
    """Show the log on standard error when `GOODMEM_LOG` asks for it."""
    level = {"debug": logging.DEBUG, "info": logging.INFO}.get(os.environ.get("GOODMEM_LOG", "").strip().lower())
    if level is None or log.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(level)
