"""`goodmem-dyn mcp` and `goodmem-dyn skill`, as commands of click.

Rules: keys and tokens come from the environment alone, never from the command line, where every user of a machine can
read them. What is wrong is said in one line on standard error.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import click

from goodmem_dyn import GoodMemError

DEFAULT_URL = "http://localhost:8080"
_FALSE = {"false", "0", "no", "off"}


def _words(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in re.split(r"[,;]|\s+(?!/)", value) if word.strip())


@click.command()
@click.option(
    "--base-url", help="Address of the GoodMem server. Default: GOODMEM_BASE_URL, else http://localhost:8080."
)
@click.option(
    "--allow",
    multiple=True,
    callback=_words,
    metavar="WORDS",
    help="What is allowed besides reads, with commas: write, destructive, admin, or names of operations.",
)
@click.option("--http", is_flag=True, help="Serve streamable HTTP at /mcp instead of standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address for HTTP.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port for HTTP.")
@click.option("--budget", default=8000, show_default=True, type=click.IntRange(500), help="Characters of one answer.")
@click.option("--document", help="Another OpenAPI document than the bundled one: a path or a URL.")
def mcp(
    base_url: str | None, allow: tuple[str, ...], *, http: bool, host: str, port: int, budget: int, document: str | None
) -> None:
    """Serve the GoodMem API to AI agents as an MCP server.

    Agents may only read, unless more is allowed. The key is taken from GOODMEM_API_KEY, and no answer holds it. Over
    HTTP, callers must send GOODMEM_MCP_TOKEN as 'Authorization: Bearer' where it is set.
    """
    try:
        from goodmem_dyn._agents.server import Setup, make_server
        from goodmem_dyn._agents.serving import run_http, run_stdio
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("goodmem_dyn"):
            raise
        raise click.ClickException(f"{error.name} is not installed: pip install 'goodmem-dyn[mcp]'") from error
    token = os.environ.get("GOODMEM_MCP_TOKEN") or None
    # Where the command line has profiles, it says which server is meant.
    meant: Any = click.get_current_context().obj
    named = getattr(meant, "server", None)
    verify = named.verify if named else os.environ.get("GOODMEM_VERIFY_SSL", "").strip().lower() not in _FALSE
    try:
        server = make_server(
            Setup(
                named.base_url if named else base_url or os.environ.get("GOODMEM_BASE_URL") or DEFAULT_URL,
                # The key of the environment belongs to the server of the environment, and goes nowhere else.
                named.key if named else os.environ.get("GOODMEM_API_KEY") if _is_own(base_url) else None,
                allow,
                budget,
                document or getattr(meant, "document", None),
                {} if verify is True else {"verify": verify},
                (token or "",),
            )
        )
        if http:
            click.echo(f"Serving MCP at http://{host}:{port}/mcp", err=True)
            run_http(server, host=host, port=port, token=token)
        else:
            run_stdio(server)
    except GoodMemError as error:
        raise click.ClickException(str(error)) from error


def _is_own(base_url: str | None) -> bool:
    """Whether the key of the environment is meant for an address: it is, unless the environment names another."""
    named = os.environ.get("GOODMEM_BASE_URL")
    return base_url is None or named is None or base_url.rstrip("/") == named.rstrip("/")


@click.command()
@click.option(
    "--output",
    default="goodmem",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write, such as .claude/skills/goodmem.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
def skill(output: Path, *, force: bool) -> None:
    """Write a skill for coding agents: how to use this client right, and every operation of the document."""
    from goodmem_dyn._agents.skill import files

    contents = files()
    present = [name for name in contents if (output / name).exists()]
    if present and not force:
        raise click.ClickException(f"{output / present[0]} is there already: give --force to write over it.")
    for name, content in contents.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    click.echo(f"{len(contents)} files in {output}")
