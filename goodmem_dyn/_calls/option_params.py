"""The options of a call as arguments: what signatures, docstrings and stubs show of them."""

from __future__ import annotations

from goodmem_dyn._document.surface import Param

_DEFAULT = "Default: the client's."

OPTION_PARAMS = tuple(
    Param(name, "", "option", annotation=kind, description=text)
    for name, kind, text in (
        (
            "timeout",
            "float | httpx.Timeout | None",
            f"Seconds for this call to connect, send, and wait for data, each; None for no limit. {_DEFAULT}",
        ),
        (
            "max_retries",
            "int",
            f"Repetitions after a failure that allows one; 0 turns them off. {_DEFAULT}",
        ),
        (
            "deadline",
            "float | None",
            f"Seconds for the whole call, all attempts and waits together. {_DEFAULT}",
        ),
        ("extra_headers", "Mapping[str, str]", "Headers to send besides, or instead of, the usual ones."),
        ("extra_query", "Mapping[str, object]", "Query parameters to send besides, unchecked."),
        (
            "extra_body",
            "Mapping[str, object]",
            "Members to lay over the JSON body, unchecked: the way to a field that this client does not know.",
        ),
    )
)
