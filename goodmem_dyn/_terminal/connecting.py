"""The client of a command line: which server, with which key, and told of every attempt when asked to."""

from __future__ import annotations

import logging
import sys
import warnings
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from goodmem_dyn._terminal.profiles import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn import Goodmem


def settings_of(general: dict[str, Any]) -> dict[str, Any]:
    """The options about the server, by the names that profiles have for them."""
    return {name.lstrip("-").replace("-", "_"): value for name, value in general.items()}


@contextmanager
def connect(server_options: dict[str, Any], **options: Any) -> Iterator[Goodmem]:
    """The client of a command line.

    Args:
        server_options: The options about the server, by name.
        **options: Further options of the client.
    """
    from goodmem_dyn import Goodmem

    server = resolve(server_options)
    with ExitStack() as stack:
        if server_options.get("debug"):
            stack.enter_context(_log())
        stack.enter_context(warnings.catch_warnings())
        warnings.showwarning = _warn
        warnings.simplefilter("default", UserWarning)
        yield stack.enter_context(
            Goodmem(
                base_url=server.base_url,
                api_key=server.key or "",
                verify=server.verify,
                document=server_options.get("document"),
                **options,
            )
        )


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    print(f"warning: {message}", file=sys.stderr)


@contextmanager
def _log() -> Iterator[None]:
    """Every attempt, and what went over the wire, on standard error; keys are masked by the client."""
    log = logging.getLogger("goodmem_dyn")
    handler, level = logging.StreamHandler(), log.level
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
