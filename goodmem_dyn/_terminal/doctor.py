"""`goodmem-dyn doctor`: what keeps a server from answering, from the settings to the clock, each with its remedy.

Rules: it changes nothing, tells no key, and goes on as far as it can: a check that needs one that failed is left out.
The exit code is that of the first thing that is wrong.
"""

from __future__ import annotations

import json
import sys
from typing import Any, NamedTuple

import click

from goodmem_dyn._terminal.server_options import server_options


class Finding(NamedTuple):
    """What one check found.

    Attributes:
        check: What was looked at.
        state: `ok`, `warning` or `failed`.
        detail: What was found.
        remedy: What to do about it; empty where all is well.
        code: The exit code that it means.
    """

    check: str
    state: str
    detail: str
    remedy: str = ""
    code: int = 0


def command() -> click.Command:
    """The command."""

    @click.command("doctor")
    @click.option("--output", "-o", type=click.Choice(["text", "jsonl"]), default="text", help="How to write it.")
    @server_options
    def doctor(output: str, **options: Any) -> int:
        """Find out what keeps a server from answering, and the remedy.

        Looks at the settings, the name and port of the server, TLS, the server itself, the key, what the key may do,
        whether the server fits this client's document, and the clock.
        """
        from goodmem_dyn._terminal.examining import examine

        code = 0
        for finding in examine(options):
            click.echo(json.dumps(finding._asdict()) if output == "jsonl" else _shown(finding))
            sys.stdout.flush()
            code = code or finding.code
        return code

    return doctor


_MARKS = {"ok": ("ok     ", "green"), "warning": ("warning", "yellow"), "failed": ("FAILED ", "red")}


def _shown(finding: Finding) -> str:
    from goodmem_dyn._columns import safe
    from goodmem_dyn._terminal.help import wants_colour

    mark, colour = _MARKS[finding.state]
    mark = click.style(mark, fg=colour) if wants_colour("auto") else mark
    text = f"{mark}  {finding.check:<9}  {safe(finding.detail)}"
    return f"{text}\n                    {finding.remedy}" if finding.remedy else text
