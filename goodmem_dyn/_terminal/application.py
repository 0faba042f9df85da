"""The whole program: the commands of the outline as click commands, made when they are called for.

Rules: one command is made for one command line, not all of them. What parsing refuses is told as click tells it, with
exit code 2; everything else that goes wrong is `failures`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from goodmem_dyn._terminal import failures, guesses
from goodmem_dyn._terminal import help as pages
from goodmem_dyn._terminal import outline as outlines
from goodmem_dyn._terminal.borrowing import borrowed
from goodmem_dyn._terminal.general import COMMANDS, GENERAL
from goodmem_dyn._terminal.words import Line, document_of, is_flag, negative

if TYPE_CHECKING:
    from goodmem_dyn._terminal.outline import Outline

CONTEXT = {"help_option_names": ["--help", "-h"], "show_default": False}


def run(words: list[str]) -> int:
    """Run one command line, and return its exit code."""
    return failures.guarded(lambda: _run(words))


def _run(words: list[str]) -> int:
    root = Group(outlines.load(document_of(words)), "")
    # Not click's own `main`: it has an exit code of its own for a reader that has gone.
    with root.make_context(pages.PROGRAM, list(words)) as context:
        code = root.invoke(context)
    return code if isinstance(code, int) else 0


def load(name: str) -> click.Command:
    """A command that comes from no document."""
    module, _, function = COMMANDS[name][0].partition(":")
    made = getattr(import_module(module), function)
    command: click.Command = borrowed(made) if isinstance(made, click.Command) else made()
    return command


class Group(click.Group):
    """The commands of one group, each made when it is asked for."""

    def __init__(self, outline: Outline, group: str) -> None:
        super().__init__(
            name=group.rpartition(" ")[2] or None,
            callback=_alone,
            context_settings=CONTEXT,
            subcommand_metavar="COMMAND ...",
            invoke_without_command=True,
        )
        self._outline, self._group = outline, group
        if not group:
            # Before the command as well, where people put what is about the whole program.
            self.params = [
                _option(number, option) for number, option in enumerate(GENERAL) if option["name"] != "--help"
            ]

    def list_commands(self, ctx: click.Context) -> list[str]:
        own = [*self._outline.children(self._group), *self._outline.groups.get(self._group, ())]
        return own if self._group else [*own, *COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = cmd_name.replace("_", "-")
        inner = f"{self._group} {name}".strip()
        if inner in self._outline.groups:
            return Group(self._outline, inner)
        if name in self._outline.groups.get(self._group, ()):
            return Command(self._outline, self._group, name)
        return load(name) if not self._group and name in COMMANDS else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            groups = {} if self._group else self._outline.groups
            hint = guesses.command(args[0], self.list_commands(ctx), groups) if args else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from None

    def get_help(self, ctx: click.Context) -> str:
        return _help(self._outline, self._group, None)


class Command(click.Command):
    """One method of the client."""

    def __init__(self, outline: Outline, group: str, name: str) -> None:
        self._outline, self._group = outline, group
        self.described: dict[str, Any] = outline.command(group, name)
        self.options = (*self.described["options"], *GENERAL)
        super().__init__(name, context_settings=CONTEXT, callback=None)
        self.params = [
            _option(number, option) for number, option in enumerate(self.options) if option["name"] != "--help"
        ]
        self.params.append(click.Argument(["words"], nargs=-1, type=click.UNPROCESSED, metavar=_places(self.described)))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            own, general = ([option["name"] for option in options] for options in (self.described["options"], GENERAL))
            hint = guesses.option(error.option_name, own, general)
            raise click.UsageError(f"No such option {error.option_name!r}.{hint}", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        from goodmem_dyn._terminal.calling import execute

        pairs = [
            (option, ctx.params[_key(number)])
            for number, option in enumerate(self.options)
            if _key(number) in ctx.params
        ]
        return execute(self.described, merged(ctx, pairs), list(ctx.params["words"]))

    def get_help(self, ctx: click.Context) -> str:
        return _help(self._outline, self._group, str(self.name))


def merged(ctx: click.Context, pairs: list[tuple[dict[str, Any], Any]]) -> list[tuple[dict[str, Any], Any]]:
    """What was given, with the options that stood before the command."""
    root = ctx.find_root()
    before = {GENERAL[int(key[1:])]["name"]: value for key, value in root.params.items() if value is not None}
    return [
        (option, before.get(option["name"]) if value is None and "path" not in option else value)
        for option, value in pairs
        if value not in (None, ()) or ("path" not in option and option["name"] in before)
    ]


def _alone(**_: Any) -> None:
    """What a group does by itself: without a command it says which there are."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        ctx.exit(failures.USAGE)


def _help(outline: Outline, group: str, command: str | None) -> str:
    line = Line()
    line.group, line.command = group, command
    return pages.page_of(outline, line, pages.columns(), colour=pages.wants_colour("auto")).rstrip()


def _key(number: int) -> str:
    return f"o{number}"


def _option(number: int, option: dict[str, Any]) -> click.Option:
    """An option that takes text as it is; what it means is for `arguments`, which knows the kinds."""
    names = [_key(number), option["name"], *([option["short"]] if "short" in option else [])]
    if is_flag(option):
        if not option.get("alone"):
            names[1] = f"{option['name']}/{negative(option['name'])}"
        return click.Option(names, default=None, is_flag=True)
    return click.Option(names, default=None, multiple=bool(option.get("many")), type=click.UNPROCESSED)


def _places(command: dict[str, Any]) -> str:
    return " ".join(f"[{name.lstrip('-').replace('-', '_').upper()}]" for name in command["positional"])
