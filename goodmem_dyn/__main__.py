"""`python -m goodmem_dyn`: the commands of the terminal, and `stubs`, which needs none of what they need.

    python -m goodmem_dyn stubs DOCUMENT -o DIR

writes a package for a document: its clients, models and types, so that an editor knows them.
"""

from __future__ import annotations

import importlib
import sys


def main(arguments: list[str]) -> int:
    """Run one command line; returns the exit code."""
    if arguments[:1] == ["stubs"]:
        return stubs(arguments[1:])
    # By name: the terminal stands outside of the core, and may not be installed whole.
    code: int = importlib.import_module("goodmem_dyn._terminal").main(arguments)
    return code


def stubs(arguments: list[str]) -> int:
    """Write the package of a document."""
    import argparse
    from pathlib import Path

    from goodmem_dyn._stubs.package import write
    from goodmem_dyn.errors import InvalidRequestError

    parser = argparse.ArgumentParser(prog="python -m goodmem_dyn stubs", description="Types for an OpenAPI document.")
    parser.add_argument("document", help="a JSON or YAML file, a URL, or the address of a server that serves its own")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="DIR", help="the folder of the package")
    given = parser.parse_args(arguments)
    try:
        files = write(given.document, given.output)
    except (InvalidRequestError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    name = given.output.resolve().name
    sys.stdout.write(f"{len(files)} files in {given.output}. Use it as: from {name} import Client, models\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
