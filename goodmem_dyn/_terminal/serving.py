"""`goodmem-dyn serve`: the embedded server, as `python -m goodmem_dyn.local` runs it."""

from __future__ import annotations

import click


def command() -> click.Command:
    """The command."""

    @click.command(
        "serve", context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def serve(arguments: tuple[str, ...]) -> int:
        """Run the embedded server until Ctrl-C; `serve --help` lists its options."""
        from goodmem_dyn.local.__main__ import main

        return main(arguments)

    return serve
