"""One server at a time for a database file, whatever the file is called.

Rules this module keeps: the lock is the operating system's, so it ends with the process, however that ends. Where the
system keeps locks of whole files and of their ranges apart, it is taken on the database itself, so that links, other
names and removed lock files make no difference; elsewhere on a file beside the database, by its resolved name.
"""

from __future__ import annotations

import os
import sys


def take(path: str) -> int | None:
    """Takes the lock of the database `path`, making the file if needed.

    Returns:
        A descriptor to give to `release`, or None when somebody holds the lock.

    Raises:
        OSError: the file cannot be made or opened.
    """
    # SQLite locks ranges, and only on Linux do those never meet the lock of a whole file.
    target = path if sys.platform == "linux" else f"{os.path.realpath(path)}-lock"
    descriptor = os.open(target, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def release(descriptor: int) -> None:
    """Gives the lock back."""
    os.close(descriptor)
