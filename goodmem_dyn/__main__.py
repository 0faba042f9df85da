"""`python -m goodmem_dyn COMMAND`: what needs neither an extra nor a server, and every command of the terminal.

Rule: a command is a row of `COMMANDS`, and its module is imported when it is asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module

COMMANDS = {
    "alias": ("goodmem_dyn.alias.__main__", "Write a package `goodmem` with these names, for programs that import it"),
    "stubs": ("goodmem_dyn._stubs.command", "Write clients, models and types for another document"),
    "upgrade-check": ("goodmem_dyn._upgrade.command", "Name what a new document of the server breaks in your programs"),
    "verify": ("goodmem_dyn._verify", "Check that every file is what the document and the release say"),
}
"""A command's name → the module whose `main(arguments)` returns the exit status, and what it is for."""

_TERMINAL = "goodmem_dyn._terminal"


def usage() -> str:
    """What there is to run."""
    width = max(map(len, COMMANDS))
    rows = [f"  {name:{width}}  {purpose}" for name, (_, purpose) in COMMANDS.items()]
    more = "COMMAND --help says more. Any other command is one of `goodmem-dyn`, which lists its own with --help."
    return "\n".join(["Usage: python -m goodmem_dyn COMMAND [ARGUMENT...]", "", *rows, "", more])


def main(arguments: list[str]) -> int:
    """Run a command; returns the exit status."""
    name = arguments[0] if arguments else "--help"
    if name in ("-h", "--help"):
        print(usage())
        return 0
    # By name: the terminal stands outside of the core, and what it needs may not be installed.
    module, rest = (COMMANDS[name][0], arguments[1:]) if name in COMMANDS else (_TERMINAL, arguments)
    status: int = import_module(module).main(rest)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
