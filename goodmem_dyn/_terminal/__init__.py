"""`goodmem-dyn`: every operation of the server's document as a command of the terminal.

Rules: what is asked for at every press of Tab, help and completion, is answered from the outline of the commands alone,
and imports neither the parser nor the client. Everything else is `application`.
"""

from __future__ import annotations

import os
import sys

COMPLETE = "_GOODMEM_DYN_COMPLETE"
"""Set by the scripts of the shells: the shell's name."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command line.

    Args:
        arguments: What follows the program's name; None takes that of the process.

    Returns:
        The exit code.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if COMPLETE in os.environ:
        from goodmem_dyn._terminal.completing import answer

        return answer(os.environ[COMPLETE], words)
    if not words or "--help" in words or "-h" in words or "--version" in words:
        code = _light(words)
        if code is not None:
            return code
    try:
        from goodmem_dyn._terminal.application import run
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("goodmem_dyn"):
            raise
        print(f"error: {error.name} is not installed: pip install 'goodmem-dyn[cli]'", file=sys.stderr)
        return 1
    return run(words)


def _light(words: list[str]) -> int | None:
    """Help and the version, where that is what is asked for; None where it is not."""
    from goodmem_dyn._terminal import outline
    from goodmem_dyn._terminal import words as reading

    try:
        loaded = outline.load(reading.document_of(words))
    except (ImportError, ValueError):
        return None  # the whole program says what is wrong
    line = reading.read(loaded, words)
    if line.wants_version:
        from goodmem_dyn._version import __version__

        print(f"goodmem-dyn {__version__}")
        return 0
    if line.extra is not None or (words and not line.wants_help) or (line.plain and line.command is None):
        return None
    from goodmem_dyn._terminal.help import show

    try:
        show(loaded, line)
        sys.stdout.flush()
    except BrokenPipeError:
        from goodmem_dyn._terminal.failures import silence

        return silence()
    return 0 if words else 2
