"""Commands of other parts of the package, talking to the server that this command line means.

Rules: such a command stays as it is where another program registers it; here it takes the options about the server as
every command does, after its name or before it. One of its own options keeps its meaning where both have the name: the
server's then stands before the command.
"""

from __future__ import annotations

import copy
import os
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from goodmem_dyn._terminal.profiles import Server, names, resolve
from goodmem_dyn._terminal.server_options import server_options

if TYPE_CHECKING:
    from goodmem_dyn import Goodmem

_ADDRESS = "base_url"


class Meant:
    """What a command finds in click's context: the server and its client, each made when it is asked for."""

    def __init__(self, settings: dict[str, Any], stack: ExitStack) -> None:
        alone = settings.get(_ADDRESS) and not os.environ.get("GOODMEM_BASE_URL")
        # These commands take the environment's key for an address that is given, where the environment has none itself.
        key = settings.get("key") or (os.environ.get("GOODMEM_API_KEY") if alone else None)
        self._settings, self._stack = {**settings, "key": key}, stack

    @cached_property
    def server(self) -> Server | None:
        """The server; None where nothing names one."""
        named = any(self._settings.get(name) for name in ("profile", _ADDRESS))
        environment = any(os.environ.get(name) for name in ("GOODMEM_BASE_URL", "GOODMEM_PROFILE"))
        return resolve(self._settings) if named or environment or names() else None

    @cached_property
    def client(self) -> Goodmem:
        """Its client, open until the command ends."""
        from goodmem_dyn._terminal.connecting import connect

        return self._stack.enter_context(connect(self._settings))

    @property
    def document(self) -> str | None:
        """The document that the commands are made from, where it is not the bundled one."""
        return self._settings.get("document")


def borrowed(command: click.Command) -> click.Command:
    """A command with the options about the server; one that talks to no server is left alone."""
    if not any(param.name == _ADDRESS for param in command.params):
        return command
    own = {param.name: param for param in command.params if param.name != _ADDRESS}
    offered = {str(param.name): param for param in click.command()(server_options(lambda: None)).params}
    added = [param for name, param in offered.items() if name not in own]

    def callback(**values: Any) -> Any:
        context = click.get_current_context()
        settings = {
            # The value of one that is not offered here is what stood before the command.
            name: values.pop(name) if param in added else param.process_value(context, None)
            for name, param in offered.items()
        }
        with ExitStack() as stack:
            context.obj = Meant(settings, stack)
            assert command.callback is not None, "a command without a callback is a group"
            return command.callback(**values, base_url=settings[_ADDRESS])

    made = copy.copy(command)
    made.params, made.callback = [*own.values(), *added], callback
    return made
