"""`goodmem-dyn profiles`: list, show, set and remove profiles; no key is ever shown."""

from __future__ import annotations

import json
import sys

import click

from goodmem_dyn._terminal import profiles
from goodmem_dyn._terminal.reading import secret


def command() -> click.Command:
    """The command."""

    @click.group("profiles")
    def group() -> None:
        """List, show, set and remove profiles: servers by name, each with its key."""

    @group.command("list")
    def listing() -> None:
        """List the names and addresses."""
        for name in profiles.names():
            record = {"profile": name, **profiles.settings(name)}
            click.echo(json.dumps(record) if not sys.stdout.isatty() else f"{name:<16}{record.get('base_url', '')}")

    @group.command("show")
    @click.argument("name", default=profiles.DEFAULT)
    def show(name: str) -> None:
        """Show what is set in a profile, and whether it has a key."""
        profile = {"profile": name, **profiles.settings(name), "key": "kept" if profiles.key_of(name) else "none"}
        profile["file"] = profiles.path_of(profiles.SETTINGS)
        text = "".join(f"{key:<10}{value}\n" for key, value in profile.items())
        click.echo(text if sys.stdout.isatty() else json.dumps(profile), nl=not sys.stdout.isatty())

    @group.command("set")
    @click.argument("name")
    @click.option("--base-url", help="The server's address.")
    @click.option("--key", help="Its API key: env:NAME, @file, or - to be asked.")
    @click.option("--ca-file", help="Trust the authorities in this file.")
    @click.option("--insecure", is_flag=True, help="Trust any certificate.")
    def setting(name: str, base_url: str | None, key: str | None, ca_file: str | None, insecure: bool) -> None:
        """Make a profile, or change one, without asking the server."""
        old = profiles.settings(name) if name in profiles.names() else {}
        address = base_url or old.get("base_url")
        if not address:
            raise click.UsageError("Missing --base-url.")
        if base_url and old and not key and not profiles._same(base_url, old["base_url"]) and profiles.key_of(name):
            raise click.UsageError(
                "The profile's key is for its old address: pass --key as well, or remove the profile."
            )
        value = secret({"name": "--key"}, key) if key else None
        verify: bool | str = ca_file or old.get("verify", "true")
        place = profiles.save(name, address, value, not insecure and verify)
        click.echo(f"The profile {name!r} is saved{f', its key in {place}' if key else ''}.", err=True)

    @group.command("remove")
    @click.argument("name")
    def remove(name: str) -> None:
        """Forget a profile and its key."""
        profiles.remove(name)
        click.echo(f"The profile {name!r} is gone.", err=True)

    return group
