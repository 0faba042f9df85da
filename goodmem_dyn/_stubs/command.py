"""`python -m goodmem_dyn stubs DOCUMENT -o DIR`: a package for a document, so that an editor knows its clients."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from goodmem_dyn._stubs.package import write
from goodmem_dyn.errors import InvalidRequestError


def main(arguments: list[str]) -> int:
    """Write the package of a document; the exit status is 0, or 1 where it cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m goodmem_dyn stubs", description="Types for an OpenAPI document.")
    parser.add_argument("document", help="a JSON or YAML file, a URL, or the address of a server that serves its own")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="DIR", help="the folder of the package")
    options = parser.parse_args(arguments)
    try:
        files = write(options.document, options.output)
    except (InvalidRequestError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    name = options.output.resolve().name
    sys.stdout.write(f"{len(files)} files in {options.output}. Use it as: from {name} import Client, models\n")
    return 0
