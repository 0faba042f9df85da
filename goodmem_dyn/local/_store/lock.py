"""One process at a time for a database file.

Rules this module keeps: the lock is the operating system's, so it ends with the process, however that ends; it is taken
on a file of its own, because SQLite's locks on the database file would be lost when another handle to it is closed.
"""

from __future__ import annotations

import os
import sys


def take(path: str) -> int | None:
    """Takes the lock file `path`, making it if needed.

    Returns:
        A descriptor to give to `release`, or None when another process holds the lock.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
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
