"""`python -m goodmem_dyn COMMAND`: what the package does without an extra, and without a server.

Rule: a command is a row of `COMMANDS`, and its module is imported when it is asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module

COMMANDS = {
    "verify": (
        "goodmem_dyn._verify",
        "Check that the package is, byte for byte, what its document and its release say",
    ),
}
"""A command's name → the module whose `main(arguments)` returns the exit status, and what it is for."""


def usage() -> str:
    """What there is to run."""
    width = max(map(len, COMMANDS))
    rows = [f"  {name:{width}}  {purpose}" for name, (_, purpose) in COMMANDS.items()]
    return "\n".join(["Usage: python -m goodmem_dyn COMMAND [ARGUMENT...]", "", *rows, "", "COMMAND --help says more."])


def main(arguments: list[str]) -> int:
    """Run a command; the exit status is 0 where all is well, and 2 where there is no such command."""
    name = arguments[0] if arguments else "--help"
    if name in COMMANDS:
        status: int = import_module(COMMANDS[name][0]).main(arguments[1:])
        return status
    if name in ("-h", "--help"):
        print(usage())
        return 0
    print(f"There is no command {name!r}.\n\n{usage()}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
