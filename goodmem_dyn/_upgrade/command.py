"""`python -m goodmem_dyn upgrade-check DOCUMENT PATH…`: what a new document of the server breaks in Python programs."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from goodmem_dyn._upgrade.checking import check
from goodmem_dyn._upgrade.findings import CANNOT_RUN
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG = """Exit code: 0 where nothing is found, 1 where something has to be changed, 3 where something is deprecated
or cannot be decided, 2 where the command could not run."""


def main(arguments: Sequence[str], prog: str = "python -m goodmem_dyn") -> int:
    """Check programs; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog=f"{prog} upgrade-check",
        description="Names every call, argument, attribute and value in Python programs that a new document of the "
        "server removes, renames, deprecates or makes required. Nothing is run, and nothing is changed.",
        epilog=_EPILOG,
    )
    parser.add_argument("document", metavar="DOCUMENT", help="the new document: a file, a URL, or a server's address")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="programs, notebooks, and folders of them")
    parser.add_argument(
        "--from", dest="old", metavar="DOCUMENT", help="the document that the programs are for (default: the bundled)"
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    try:
        options = parser.parse_args(list(arguments))
    except SystemExit as error:
        return int(error.code or 0)
    try:
        report = check(options.document, options.paths, old=options.old)
    except FileNotFoundError as error:
        sys.stderr.write(f"error: there is no file or folder {str(error)!r}.\n")
        return CANNOT_RUN
    except (InvalidRequestError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return CANNOT_RUN
    sys.stdout.write(f"{report.to_json() if options.json else report}\n")
    return report.exit_code
