"""`goodmem-dyn drift`: whether a server is the one that this client's document describes."""

from __future__ import annotations

import json
from typing import Any

import click

from goodmem_dyn._terminal.server_options import server_options


def command() -> click.Command:
    """The command."""

    @click.command("drift")
    @click.option("--output", "-o", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
    @server_options
    def drift(output: str, **options: Any) -> int:
        """Compare the server with the document of this client: exit code 0 where they fit, 1 where they do not."""
        import goodmem_dyn
        from goodmem_dyn._terminal.connecting import connect

        with connect(options) as client:
            differences = goodmem_dyn.drift(client)
        click.echo(
            json.dumps({**vars(differences), "same": differences.same}, indent=2)
            if output == "json"
            else str(differences)
        )
        return 0 if differences.same else 1

    return drift
