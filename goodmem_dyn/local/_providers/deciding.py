"""Asking a decision model: its provider, or the stand-in in process.

Rules kept here: one call for one request, never a second one, because it may cost money.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._providers import calls, decisions

if TYPE_CHECKING:
    from collections.abc import Mapping


def decide(
    row: Mapping[str, Any], request: Mapping[str, Any], *, base_url: str | None, timeout: float
) -> dict[str, Any]:
    """Ask a decision model.

    Args:
        row: A decision model as `state.model` returns it.
        request: A ``DecisionRequest``.
        base_url: This server's own address.
        timeout: Seconds.

    Returns:
        A ``DecisionResponse``.

    Raises:
        ProviderError: It could not be asked, or did not answer as the protocol says.
    """
    body = decisions.body(row, request)
    if calls.is_own(row, "decide", base_url):
        calls.check_own(row, decisions.STAND_IN)
        answer: Any = decisions.stand_in(body)
    else:
        answer = calls.ask(decisions.outgoing(row, body), timeout=timeout)
    return decisions.read(row, request, answer)
