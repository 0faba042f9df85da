"""`python -m goodmem_dyn.alias DIR`: see the package."""

from __future__ import annotations

import argparse
import sys

from goodmem_dyn.alias._writing import write
from goodmem_dyn.errors import GoodMemError


def main(arguments: list[str] | None = None) -> int:
    """Write the package; the exit status is 0, or 1 where it cannot be written."""
    parser = argparse.ArgumentParser(
        prog="python -m goodmem_dyn.alias",
        description="Write a package `goodmem` whose names are those of goodmem_dyn, for programs that import it.",
    )
    parser.add_argument("dir", metavar="DIR", help="the folder to write it in: one of sys.path, such as site-packages")
    parser.add_argument(
        "--new-behaviour",
        action="store_true",
        help="only the names: without it, importing goodmem also turns on what old programs expect "
        "(goodmem_dyn.expectations.OFFICIAL)",
    )
    options = parser.parse_args(arguments)
    try:
        written = write(options.dir, expectations=not options.new_behaviour)
    except (GoodMemError, OSError) as error:
        sys.stderr.write(f"{parser.prog}: {error}\n")
        return 1
    sys.stdout.write(f"{written}: import goodmem is goodmem_dyn wherever {written.parent} comes first in sys.path.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
