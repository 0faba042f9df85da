"""What keeps the database from being used, for whoever asks: a full disk, a lock that another program holds.

Rules this module keeps: it is told in the log when it begins and when it is over, not each time in between; whether a
request may come back later follows from SQLite's own code.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
import threading

_log = logging.getLogger("goodmem_dyn.local")
_FULL, _WAIT = "full", "locked"


def kind(error: BaseException) -> str | None:
    """`full` where the disk is, `locked` where others use the database, None for any other failure."""
    if isinstance(error, OSError):
        return _FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if not isinstance(error, sqlite3.OperationalError):
        return None
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return _FULL
    return _WAIT if "locked" in text or "busy" in text else None


class Trouble:
    """What is wrong now, if anything."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._text: str | None = None

    @property
    def text(self) -> str | None:
        """What is wrong, in a sentence, or None."""
        return self._text

    def tell(self, error: BaseException) -> None:
        """Something could not be done because of this error."""
        summary = {
            _FULL: "The disk of the database is full: nothing is stored until there is room",
            _WAIT: "Another program holds the lock of the database: changes wait for it",
        }.get(kind(error) or "", "The database cannot be used")
        text = f"{summary} ({error})."
        with self._lock:
            is_new, self._text = self._text != text, text
        if is_new:
            _log.error("%s Work in the background goes on when that is over.", text, exc_info=kind(error) is None)

    def over(self) -> None:
        """The database was changed, so that nothing is wrong with it."""
        if self._text is None:
            return
        with self._lock:
            was, self._text = self._text, None
        if was is not None:
            _log.warning("The database can be used again.")
