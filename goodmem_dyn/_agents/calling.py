"""A call as a model makes it: a name and arguments in JSON in, a result or words that say what to change out.

Rules: what is not allowed is refused before its arguments are looked at, and so is every argument that was not offered.
One page of a list is read at a time. An error names what to do next, and never holds a secret.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from goodmem_dyn import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    GoodMemError,
    InternalServerError,
    InvalidRequestError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
)

if TYPE_CHECKING:
    from goodmem_dyn import AsyncGoodmem
    from goodmem_dyn._agents.operations import Offer, Offers, Permissions

DEADLINE = 120.0
"""Seconds for one call, all its attempts together: a model that waits longer has been given up on."""

_ADVICE: tuple[tuple[type[GoodMemError], str], ...] = (
    (AuthenticationError, "The server does not take this process's key. Tell the user; another try will not help."),
    (PermissionDeniedError, "The key of this process may not do that. Tell the user; another try will not help."),
    (NotFoundError, "Look up the id with a list operation, then try again."),
    (InternalServerError, "The server failed, whatever the arguments. Try once more later, then tell the user."),
    (RateLimitError, "Wait before you try again."),
    (OutcomeUnknownError, "Find out whether it happened before you try again."),
    (APIConnectionError, "The server cannot be reached from here. Tell the user."),
)


class Caller:
    """Calls the operations of a client by name.

    Args:
        client: The client.
        offers: Its operations.
        permissions: What may be called.
    """

    def __init__(self, client: AsyncGoodmem, offers: Offers, permissions: Permissions) -> None:
        self.client, self.offers, self.permissions = client, offers, permissions

    def offer(self, name: Any) -> Offer:
        """The operation of a name.

        Raises:
            InvalidRequestError: There is none.
        """
        offer = self.offers.find(name) if isinstance(name, str) else None
        if offer is None:
            near = get_close_matches(str(name), self.offers.by_name, n=3, cutoff=0.5)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise InvalidRequestError(f"There is no operation {name!r}.{hint} Find its name with search_operations.")
        return offer

    def allowed(self, name: Any) -> Offer:
        """The operation of a name, if it may be called.

        Raises:
            InvalidRequestError: There is none, or it may not.
        """
        offer = self.offer(name)
        if not self.permissions.allows(offer):
            raise InvalidRequestError(
                f"{offer.name} is {offer.effect}, and this server was not started with it allowed. Do not try another "
                f"way: tell the user that it takes --allow {','.join(sorted(offer.needs))} or --allow {offer.name}."
            )
        return offer

    async def raw(self, name: str, arguments: Any) -> Any:
        """Call an operation; its answer with its head.

        Raises:
            GoodMemError: It is not allowed, the arguments are wrong, or the call failed.
        """
        offer = self.allowed(name)
        kwargs = spelled(offer, arguments)
        return await _method(self.client, offer.name, raw=True)(**kwargs, deadline=DEADLINE)

    async def call(self, name: str, arguments: Any) -> Any:
        """Call an operation; its value, one page of a list.

        Raises:
            GoodMemError: As `raw`.
        """
        return (await self.raw(name, arguments)).parse()


def _method(client: AsyncGoodmem, name: str, *, raw: bool) -> Any:
    """The method of an operation, or the one of its namespace that stands for it too."""
    *words, last = name.split(".")
    holder: Any = client
    for word in words:
        holder = getattr(holder, word)
    methods = holder.with_raw_response if raw else holder
    try:
        return getattr(methods, last)
    except AttributeError:
        # A look-up by another key is part of the method that gets the item.
        return methods.get


def spelled(offer: Offer, arguments: Any) -> dict[str, Any]:
    """Arguments as the method takes them, from what a model gave.

    Raises:
        InvalidRequestError: They are no object, or one is not for a model to give.
    """
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}")
        except ValueError:
            arguments = None
    if not isinstance(arguments, dict):
        raise InvalidRequestError(f'{offer.name}: arguments must be an object, such as {{"name": "value"}}.')
    wires = {param.wire: param.name for param in offer.parameters if param.wire}
    kwargs: dict[str, Any] = {}
    for name, value in arguments.items():
        known = wires.get(str(name), str(name))
        if known in kwargs:
            raise InvalidRequestError(f"{offer.name}: {known!r} is given twice, once as {name!r}. Give it once.")
        kwargs[known] = value
    refused = sorted(offer.withheld & kwargs.keys())
    if refused:
        offered = ", ".join(param.name for param in offer.parameters)
        raise InvalidRequestError(
            f"{offer.name}: {refused[0]!r} cannot be given here: files and settings of the call are not for a model. "
            f"Arguments: {offered or 'none'}."
        )
    return kwargs


def failed(error: Exception) -> str:
    """Any failure in words for a model."""
    return advice(error) if isinstance(error, GoodMemError) else f"The call failed: {type(error).__name__}: {error}"


def advice(error: GoodMemError) -> str:
    """An error in words that tell a model what to change."""
    lines = [str(error)]
    if isinstance(error, APIError):
        lines += [
            f"- {problem.field}: {problem.message}" for problem in error.errors if problem.message not in lines[0]
        ]
    known = next((text for kind, text in _ADVICE if isinstance(error, kind)), None)
    if known is not None:
        lines.append(known)
    elif isinstance(error, APIError) and not isinstance(error, InvalidRequestError):
        lines.append("Change the arguments as the message says; describe_operation shows what they mean.")
    return "\n".join(lines)
