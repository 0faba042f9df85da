"""What goes wrong on the way, as errors that say what happened and what to do.

Rules: classes of the HTTP library are recognised by name, so that a caller's client with httpx's interface from another
package is understood. `sent` is False only where it is certain that the server did not see the request. The cause is
kept.
"""

from __future__ import annotations

import os
import ssl
from typing import NoReturn

from goodmem_dyn._transport.tls import tls_reason
from goodmem_dyn.errors import APIConnectionError, APITimeoutError, ClientStateError, GoodMemError

_NOT_SENT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol", "LocalProtocolError"}
_LASTING = {"UnsupportedProtocol", "LocalProtocolError", "InvalidURL"}
_TIMEOUTS = {
    "ConnectTimeout": "no connection could be made in time. Is the server running, and is base_url right?",
    "PoolTimeout": "no connection became free in time. Fewer calls at once, or a longer timeout, would help; an open "
    "stream keeps its connection until it is left.",
    "WriteTimeout": "the request could not be sent in time.",
    "ReadTimeout": "the server sent nothing in time. Some operations need long: raise timeout for this call.",
}


def closed_error(block: str) -> ClientStateError:
    """The error of a client that is used after its end."""
    return ClientStateError(f"The client is closed: make a new one, or call it inside its `{block}` block.")


_forks = 0


def _forked() -> None:
    global _forks  # noqa: PLW0603 - it counts for the whole process
    _forks += 1


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def process() -> int:
    """Which process this is, as a number that a forked child does not share: cheaper to ask for than its id."""
    return _forks


def check_process(opened_in: int) -> None:
    """Refuse to read a stream in another process than the one that opened it.

    Raises:
        ClientStateError: This is another process.
    """
    if opened_in != _forks:
        raise ClientStateError("This stream was opened before a fork and belongs to the parent process: open your own.")


def loop_error() -> ClientStateError:
    """The error of a client that is used on a second event loop."""
    return ClientStateError(
        "This client has connections on another event loop. Make one AsyncGoodmem for each loop (for each "
        "asyncio.run), or keep one loop."
    )


def connection_error(
    error: Exception, where: str = "", proxy: str | None = None, *, began: bool = False
) -> GoodMemError | None:
    """What an error of an HTTP library means; None for an error that is not one of its own.

    Args:
        error: The error.
        where: Scheme, host and port of the server.
        proxy: The proxy on the way, without its password.
        began: Whether the head of the answer was there already, so that its port and protocol are right.
    """
    names = {cls.__name__ for cls in type(error).__mro__}
    at = f" ({where}{f' through the proxy {proxy}' if proxy else ''})" if where else ""
    if type(error) is RuntimeError and "client has been closed" in str(error):
        return closed_error("with")
    if type(error) is RuntimeError and "loop is closed" in str(error):
        return ClientStateError("The event loop that this client's connections belong to is closed: make a new client.")
    if "TimeoutException" in names:
        text = next((text for name, text in _TIMEOUTS.items() if name in names), "the time is over.")
        return APITimeoutError(f"Timed out{at}: {text}", sent=not _NOT_SENT & names)
    if not {"RequestError", "InvalidURL", "StreamError"} & names and not isinstance(error, ssl.SSLError):
        return None
    tls, lasting = tls_reason(error) or ("", False)
    return APIConnectionError(
        f"Connection failed{at}: {tls or _reason(error, names, where, began=began)}",
        # A server that wants a client certificate says so after the request was sent, and has not read it.
        sent=not _NOT_SENT & names and not (lasting and "client certificate" in tls),
        retryable=not lasting and not _LASTING & names,
    )


def _reason(error: Exception, names: set[str], where: str, *, began: bool) -> str:
    text = plain(error)
    if "ConnectError" in names:
        return f"no connection could be made: {text}. Is the server running, and is base_url right?"
    if "ProxyError" in names:
        return f"the proxy refused: {text}."
    if "DecodingError" in names:
        return "the answer's body is damaged: it could not be decompressed."
    if {"RemoteProtocolError", "ReadError"} & names:
        if began:
            return f"the answer broke off: {text}."
        hint = " If its port speaks TLS, which is GoodMem's default, base_url must start with https://."
        return f"the server broke off or does not speak HTTP here: {text}.{hint if where.startswith('http://') else ''}"
    return f"{text}."


def reraise(error: BaseException, where: str, proxy: str | None = None, *, began: bool = False) -> NoReturn:
    """Raise what an error of the HTTP library means, or the error itself."""
    mapped = None
    if isinstance(error, Exception) and not isinstance(error, GoodMemError):
        mapped = connection_error(error, where, proxy, began=began)
    if mapped is None:
        raise error
    raise mapped from error


def plain(error: BaseException) -> str:
    """The text of an error, short, without a full stop."""
    return (str(error).strip().rstrip(".") or type(error).__name__)[:300]
