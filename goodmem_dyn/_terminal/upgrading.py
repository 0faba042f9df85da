"""`goodmem-dyn upgrade-check`: what a new document of the server breaks in Python programs.

Rules: the command is that of `python -m goodmem_dyn`, its help and its exit codes included.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click


def command() -> click.Command:
    """The command."""

    @click.command("upgrade-check", context_settings={"ignore_unknown_options": True}, add_help_option=False)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def upgrade_check(arguments: tuple[str, ...]) -> None:
        """Name what a new document of the server breaks in your programs."""
        # By name: the terminal stands outside of the core.
        status: int = import_module("goodmem_dyn._upgrade.command").main(list(arguments), "goodmem-dyn")
        sys.exit(status)

    return upgrade_check
