"""What went wrong, told on standard error: what happened, and what to do; and the exit code for it.

Rules: the exit codes are those of `help.EXIT_CODES`, and mean the same for every command. Ctrl-C leaves one word and no
traceback; a reader that has gone is no error of ours, and nothing is said.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from goodmem_dyn._columns import safe

if TYPE_CHECKING:
    from collections.abc import Callable

OTHER, USAGE, UNREACHABLE, DENIED, MISSING, CONFLICT, OVERLOADED, PARTIAL = range(1, 9)
INTERRUPTED, CLOSED = 130, 141


class TerminalError(Exception):
    """Something that this program itself has to tell, with its exit code."""

    def __init__(self, message: str, code: int = OTHER, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.code, self.hint = message, code, hint


def guarded(action: Callable[[], int]) -> int:
    """Run something; whatever it raises becomes a message and an exit code."""
    try:
        code = action()
        sys.stdout.flush()
    except BrokenPipeError:
        return silence()
    except (KeyboardInterrupt, click.Abort):
        _write("Interrupted.")
        return INTERRUPTED
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        verdict = judge(error.__cause__) if isinstance(error.__cause__, Exception) else None
        if verdict is None:
            error.show()
            return OTHER
        tell(*verdict[1:])
        return verdict[0]
    except Exception as error:
        verdict = judge(error)
        if verdict is None:
            raise
        tell(*verdict[1:])
        return verdict[0]
    return code


def silence() -> int:
    """Whoever was reading has gone: say nothing, also when Python flushes at its end."""
    with open(os.devnull, "wb") as nothing, contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(nothing.fileno(), sys.stdout.fileno())
    return CLOSED


def tell(message: str, hint: str) -> None:
    """Write an error, and what to do about it."""
    _write(f"{_mark()} {safe(message)}")
    if hint:
        _write(f"  {hint}")


def _mark() -> str:
    stream = sys.stderr
    coloured = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return "\x1b[31merror:\x1b[0m" if coloured else "error:"


def _write(text: str) -> None:
    with contextlib.suppress(OSError):  # nobody may be reading that either
        print(text, file=sys.stderr, flush=True)


def judge(error: Exception) -> tuple[int, str, str] | None:
    """Exit code, message and remedy of an error; None for one that is a mistake of this program."""
    from goodmem_dyn import errors
    from goodmem_dyn._terminal.profiles import ProfileError

    if isinstance(error, TerminalError):
        return error.code, error.message, error.hint
    if isinstance(error, ProfileError):
        return USAGE, str(error), ""
    if isinstance(error, errors.APIError):
        return _status(error)
    for kind, code, hint in _KINDS:
        if isinstance(error, getattr(errors, kind)):
            return code, str(error), hint
    if isinstance(error, (errors.GoodMemError, OSError, ImportError)):
        return OTHER, str(error), ""
    return None


_DOCTOR = "`goodmem-dyn doctor` finds out what is wrong."
_KINDS = (
    ("InvalidRequestError", USAGE, ""),
    ("APIConnectionError", UNREACHABLE, f"Is the server running, and is its address right? {_DOCTOR}"),
    ("PartialFailureError", PARTIAL, ""),
    ("ProcessingError", PARTIAL, ""),
    ("StreamError", UNREACHABLE, "What was written before is whole, but not all there is. Run it again."),
    ("OutcomeUnknownError", OTHER, "Look whether it is there before you run this again."),
)
_REMEDIES = {
    401: (DENIED, f"The key comes from --key, GOODMEM_API_KEY or the profile. {_DOCTOR}"),
    403: (DENIED, "The key is valid, but not for this. Use one of a user who may do it."),
    404: (MISSING, "Ids belong to one server: see what it has with the list command."),
    409: (CONFLICT, "Something with this name, id or state is there already."),
    429: (OVERLOADED, "Wait a little, or allow more repetitions with --max-retries."),
}


def _status(error: Any) -> tuple[int, str, str]:
    """The same for an answer that is an error."""
    code, hint = _REMEDIES.get(error.status_code, (OTHER, ""))
    if error.status_code >= 500:
        code, hint = OVERLOADED, "The server failed. Run it again later; its log says more."
    lines = [str(error)]
    lines += [f"  {problem.field}: {problem.message}" for problem in error.errors if problem.message not in lines[0]]
    if error.request_id:
        lines.append(f"  request id: {error.request_id}")
    return code, "\n".join(lines), hint
