"""The commands `ingest` and `export`, for a command line to register; click and rich come with the extra `[bulk]`.

Rules: the key comes from the environment, never from an argument, where everybody on the machine could read it. Results
go to standard output, as a table or as JSON, everything else to standard error. The exit code is that of the result: 0
when all is done, 1 when items failed, 2 when the run could not go on.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from goodmem_dyn.client import Goodmem
from goodmem_dyn.errors import GoodMemError, PartialFailureError

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._bulk.plan import Plan

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
_QUIET = click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
_URL = click.option("--base-url", envvar="GOODMEM_BASE_URL", help="Address of the server [env: GOODMEM_BASE_URL].")
_SPACE = click.option("--space-id", "--space", required=True, metavar="ID", help="Id of the space.")


def _client(base_url: str | None) -> contextlib.AbstractContextManager[Goodmem]:
    """The client that the command line made, where it made one, else one of the environment, closed afterwards."""
    shared: Any = click.get_current_context().obj
    for candidate in (shared, getattr(shared, "client", None)):
        if isinstance(candidate, Goodmem):
            return contextlib.nullcontext(candidate)
    return Goodmem(base_url=base_url, api_key=os.environ.get("GOODMEM_API_KEY")) if base_url else Goodmem()


def _done(work: Callable[[], Any], *, as_json: bool) -> None:
    """Do the work, print its report, and end with its exit code."""
    try:
        result = work()
    except PartialFailureError as error:
        click.echo(f"goodmem-dyn: {error.message}", err=True)
        result = error.result
    except (GoodMemError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(result.to_json() if as_json else str(result))
    sys.exit(result.exit_code)


@click.command()
@click.argument("path")
@_SPACE
@click.option("--name", help="Name of the source, part of every id. Default: where it lies.")
@click.option("--include", multiple=True, metavar="GLOB", help="Only files that match; may be repeated.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Files and folders to leave out; may be repeated.")
@click.option("--no-gitignore", is_flag=True, help="Read what .gitignore files leave out, too.")
@click.option("--hidden", is_flag=True, help="Read names that begin with a dot, too.")
@click.option("--key", metavar="COLUMN", help="Column with the key of a row.")
@click.option("--content", metavar="COLUMN", help="Column with the content of a row.")
@click.option("--column", "columns", multiple=True, help="Column that becomes metadata; may be repeated. Default: all.")
@click.option("--metadata", multiple=True, metavar="NAME=TEXT", help="Metadata for every item; may be repeated.")
@click.option("--properties", is_flag=True, help="Take front matter, HTML heads and PDF information as metadata.")
@click.option("--keep-ids", is_flag=True, help="Keep the ids in the column `id`.")
@click.option("--wait/--no-wait", default=False, help="Wait until everything is processed.")
@click.option("--sync", is_flag=True, help="Delete what this source stored and no longer has, after showing the plan.")
@click.option(
    "--delete-limit", default="10%", show_default=True, metavar="N|N%", help="The most that --sync may delete."
)
@click.option("--yes", is_flag=True, help="Do not ask before deleting.")
@click.option("--dry-run", is_flag=True, help="Only show the plan.")
@click.option("--retry-failed", is_flag=True, help="Send again what the server could not process earlier.")
@click.option("--journal", type=click.Path(dir_okay=False), help="File of the journal. Default: in the user's cache.")
@click.option(
    "--concurrency", type=click.IntRange(1, 256), default=16, show_default=True, help="Requests at once at most."
)
@_URL
@_QUIET
@_JSON
def ingest(path: str, space_id: str, base_url: str | None, quiet: bool, as_json: bool, **flags: Any) -> None:
    """Bring a space to what PATH has: a folder, a file, a table (.jsonl, .csv, .parquet, .arrow), or a URL.

    A second run sends nothing, and a run that was interrupted is simply started again.
    """
    options = {
        **{
            name: flags[name] for name in ("name", "hidden", "key", "content", "properties", "keep_ids", "wait", "sync")
        },
        **{name: flags[name] for name in ("dry_run", "retry_failed", "journal", "concurrency", "include", "exclude")},
        "gitignore": not flags["no_gitignore"],
        "columns": flags["columns"] or None,
        "metadata": _pairs(flags["metadata"]),
        "delete_limit": _limit(flags["delete_limit"]),
        "confirm": None if flags["yes"] else _confirm,
        "progress": False if quiet else None,
    }

    def work() -> Any:
        with _client(base_url) as client:
            result = client.bulk.ingest(path, space_id=space_id, **options)
        if flags["dry_run"]:
            click.echo(f"Plan: {result.plan}", err=True)
            for key in result.plan.deleted_keys:
                click.echo(f"  delete {key}", err=True)
        return result

    _done(work, as_json=as_json)


@click.command()
@click.argument("path", type=click.Path(dir_okay=False))
@_SPACE
@click.option("--filter", "condition", metavar="EXPRESSION", help="Only items whose metadata match.")
@_URL
@_QUIET
@_JSON
def export(path: str, space_id: str, condition: str | None, base_url: str | None, quiet: bool, as_json: bool) -> None:
    """Write a space into PATH (.jsonl or .parquet), with metadata, content and files; `ingest` takes it back."""
    progress = False if quiet else None

    def work() -> Any:
        with _client(base_url) as client:
            return client.bulk.export(space_id, path, filter=condition, progress=progress)

    _done(work, as_json=as_json)


def _pairs(texts: tuple[str, ...]) -> dict[str, str] | None:
    pairs = {name: value for name, _, value in (text.partition("=") for text in texts)}
    wrong = next((text for text in texts if "=" not in text), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is no NAME=TEXT", param_hint="--metadata")
    return pairs or None


def _limit(text: str) -> float | int:
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else int(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is neither a number nor a share such as 10%", param_hint="--delete-limit"
        ) from None


def _confirm(plan: Plan) -> bool:
    """Show what would be deleted, and ask."""
    for key in plan.deleted_keys[:20]:
        click.echo(f"  delete {key}", err=True)
    if plan.delete > 20:
        click.echo(f"  … and {plan.delete - 20:,} more", err=True)
    if not sys.stdin.isatty():
        click.echo("Nobody can be asked here: give --yes to delete.", err=True)
        return False
    return click.confirm(f"Delete {plan.delete:,} of {plan.known:,} items?", err=True)
