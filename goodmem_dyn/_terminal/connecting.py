"""The client of a command line: which server, with which key, and told of every attempt when asked to."""

from __future__ import annotations

import logging
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from goodmem_dyn._terminal.profiles import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn import Goodmem


def settings_of(general: dict[str, Any]) -> dict[str, Any]:
    """The options about the server, by the names that profiles have for them."""
    return {name.lstrip("-").replace("-", "_"): value for name, value in general.items()}


@contextmanager
def connect(given: dict[str, Any], **options: Any) -> Iterator[Goodmem]:
    """The client of a command line.

    Args:
        given: The options about the server, by name.
        **options: Further options of the client.
    """
    from goodmem_dyn import Goodmem

    server = resolve(given)
    if given.get("debug"):
        _log()
    with warnings.catch_warnings():
        warnings.showwarning = _warn
        warnings.simplefilter("default", UserWarning)
        client = Goodmem(
            base_url=server.base_url,
            api_key=server.key or "",
            verify=server.verify,
            document=given.get("document"),
            **options,
        )
        with client:
            yield client


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    print(f"warning: {message}", file=sys.stderr)


def _log() -> None:
    """Every attempt, and what went over the wire, on standard error; keys are masked by the client."""
    log = logging.getLogger("goodmem_dyn")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
    log.setLevel(logging.DEBUG)
