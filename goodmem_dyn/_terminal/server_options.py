"""The options about the server, for commands that come from no document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from goodmem_dyn._terminal.general import SERVER
from goodmem_dyn._terminal.reading import secret
from goodmem_dyn._terminal.words import is_flag

if TYPE_CHECKING:
    from collections.abc import Callable


def server_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a click command the options about the server, as `profile`, `base_url`, `key` and so on."""
    for option in reversed(SERVER):
        function = click.option(
            option["name"],
            is_flag=is_flag(option),
            default=None,
            type=None if is_flag(option) else click.UNPROCESSED,
            metavar=option.get("metavar"),
            help=option["help"],
            callback=_callback(option),
        )(function)
    return function


def _callback(option: dict[str, Any]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """What was given, or stood before the command; a secret is fetched from where it is."""

    def callback(ctx: click.Context, _: click.Parameter, value: Any) -> Any:
        if value is None:
            value = _before(ctx, option["name"])
        return secret(option, value) if value is not None and option["kind"] == "secret" else value

    return callback


def _before(ctx: click.Context, name: str) -> Any:
    from goodmem_dyn._terminal.general import GENERAL

    number = next(number for number, option in enumerate(GENERAL) if option["name"] == name)
    return ctx.find_root().params.get(f"o{number}")
