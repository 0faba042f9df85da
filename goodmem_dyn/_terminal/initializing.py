"""`goodmem-dyn init`: from a server that has just been installed, or a key that somebody gave, to a profile that works.

Rules: a new server's root key is shown by the server once and never again, so it is kept before anything else is done;
where it cannot be kept, it is written out rather than lost. A key is tried before it is kept.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from goodmem_dyn._terminal import profiles
from goodmem_dyn._terminal.failures import DENIED, TerminalError
from goodmem_dyn._terminal.server_options import server_options

if TYPE_CHECKING:
    from goodmem_dyn import Goodmem
    from goodmem_dyn._terminal.landmarks import Landmarks

USUAL = "http://localhost:8080"


def command() -> click.Command:
    """The command."""

    @click.command("init")
    @server_options
    def init(**options: Any) -> None:
        """Set up a server that is new, or a profile for one that is not.

        A new server gives its root key now and never again: it is kept in the profile. For a server that was set up
        before, give the key that you have, or be asked for it.
        """
        name = options.pop("profile") or os.environ.get("GOODMEM_PROFILE") or profiles.DEFAULT
        options["base_url"] = options["base_url"] or os.environ.get("GOODMEM_BASE_URL") or _ask_address()
        if not options["key"] and profiles._same(os.environ.get("GOODMEM_BASE_URL", ""), options["base_url"]):
            options["key"] = os.environ.get("GOODMEM_API_KEY")
        _init(name, options)

    return init


def _ask_address() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("Missing --base-url.")
    answer: str = click.prompt("Address of the server", default=USUAL, err=True)
    return answer


def _init(name: str, settings: dict[str, Any]) -> None:
    from goodmem_dyn import methods
    from goodmem_dyn._terminal.connecting import connect
    from goodmem_dyn._terminal.landmarks import Landmarks

    marks = Landmarks(methods(settings.get("document")))
    if not settings["key"]:
        with connect(settings) as client:
            settings["key"] = _new_key(client, marks, name, settings) or _ask_key()
    with connect(settings) as client:
        who = _who(client, marks)
    place = profiles.save(name, settings["base_url"], settings["key"], _verify(settings))
    click.echo(f"The profile {name!r} is for {settings['base_url']}{who}.", err=True)
    click.echo(f"Its key is kept in {place}.", err=True)


def _verify(settings: dict[str, Any]) -> bool | str:
    return (
        False if settings.get("insecure") else os.path.abspath(settings["ca_file"]) if settings.get("ca_file") else True
    )


def _new_key(client: Goodmem, marks: Landmarks, name: str, settings: dict[str, Any]) -> str | None:
    """The root key of a server that is new, kept at once; None for a server that was set up before."""
    from goodmem_dyn._terminal.landmarks import bound, secret_member
    from goodmem_dyn._terminal.plain import plain

    method = marks.initializer
    if method is None:
        return None
    key = plain(bound(client, method)(), reveal=True).get(secret_member(method))
    if not key:
        return None
    try:
        profiles.save(name, settings["base_url"], key, _verify(settings))
    except profiles.ProfileError:
        click.echo("The root key could not be kept, and the server does not show it again:", err=True)
        click.echo(key)
        raise
    click.echo("The server was new: it is set up now, and gave its root key.", err=True)
    return str(key)


def _ask_key() -> str:
    if not sys.stdin.isatty():
        raise TerminalError(
            "The server was set up before, and gives no key again.",
            DENIED,
            "Pass the key that you have: --key env:NAME, or --key @FILE.",
        )
    click.echo("The server was set up before.", err=True)
    answer: str = click.prompt("Its API key", hide_input=True, err=True)
    return answer


def _who(client: Goodmem, marks: Landmarks) -> str:
    """Whom the key belongs to, in words; raises where it is not accepted."""
    from goodmem_dyn._terminal.landmarks import bound
    from goodmem_dyn._terminal.plain import plain

    method = marks.identity
    if method is None:
        return ""
    caller = plain(bound(client, method)())
    owner = next((value for name, value in caller.items() if "name" in name.lower() or "email" in name.lower()), None)
    return f", as {owner}" if owner else ""
