"""A corpus that every Python brings along: the docstrings of its own standard library.

Rules kept here:

- Documents are read from the interpreter at run time; nothing of them is stored in this repository.
- The order is fixed (modules as listed, names sorted), so that two runs on one interpreter see the same.
- Only public names that a module defines itself: a re-export would be the same text twice.
"""

from __future__ import annotations

import importlib
import inspect
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_MODULES = """
abc aifc argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 calendar cmath cmd code codecs
codeop collections collections.abc colorsys compileall concurrent.futures concurrent.futures.thread configparser
contextlib copy copyreg csv ctypes dataclasses datetime dbm decimal difflib dis doctest email.message email.parser
email.policy email.utils email.mime.multipart email.headerregistry ensurepip enum errno faulthandler fcntl filecmp
fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html
html.parser http http.client http.cookiejar http.cookies http.server imaplib importlib importlib.metadata
importlib.resources importlib.util inspect io ipaddress itertools json keyword linecache locale logging logging.config
logging.handlers lzma mailbox marshal math mimetypes mmap modulefinder multiprocessing.connection
multiprocessing.managers multiprocessing.pool multiprocessing.shared_memory netrc numbers operator optparse os os.path
pathlib pdb pickle pickletools pkgutil platform plistlib poplib pprint profile pstats pty py_compile pyclbr pydoc
queue quopri random re reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal
site smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess symtable sys
sysconfig tabnanny tarfile tempfile termios textwrap threading time timeit token tokenize tomllib trace traceback
tracemalloc tty types typing unicodedata unittest unittest.mock urllib.error urllib.parse urllib.request
urllib.robotparser uuid venv warnings wave weakref webbrowser wsgiref.simple_server wsgiref.util xml.dom.minidom
xml.etree.ElementTree xml.sax xml.sax.saxutils xmlrpc.client xmlrpc.server zipapp zipfile zipimport zlib zoneinfo
"""
MODULES = _MODULES.split()


@dataclass(frozen=True, slots=True)
class Document:
    """One docstring: its qualified name, module, kind (``module``, ``class`` or ``function``) and text."""

    name: str
    module: str
    kind: str
    text: str

    @property
    def metadata(self) -> dict[str, str]:
        """What is stored beside the text."""
        return {"name": self.name, "module": self.module, "kind": self.kind}


def documents(limit: int | None = None) -> list[Document]:
    """Return the documents, at most `limit`; about 2,000 on CPython 3.11 with the modules above."""
    documents: dict[str, Document] = {}
    for name in MODULES:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # importing a module on its way out warns, and some of these are
                module = importlib.import_module(name)
        except ImportError:
            continue  # left out of this version or platform
        for document in _of_module(name, module):
            # Inherited and boilerplate docstrings repeat: the first one stands for all.
            documents.setdefault(document.text.partition("\n\n")[2], document)
    return list(documents.values())[:limit]


def _of_module(name: str, module: ModuleType) -> Iterator[Document]:
    if text := _doc(module):
        yield Document(name, name, "module", f"{name}\n\n{text}")
    public = getattr(module, "__all__", None) or [key for key in dir(module) if not key.startswith("_")]
    for key in sorted(set(public)):
        value = getattr(module, key, None)
        kind = "class" if inspect.isclass(value) else "function" if inspect.isroutine(value) else None
        text = _doc(value)
        # Modules in C and their Python fronts disagree on __module__; the first part decides, without the underscore.
        home = (getattr(value, "__module__", None) or name).lstrip("_").split(".")[0]
        own = home in {name.split(".", maxsplit=1)[0], "io", "posix", "thread"} or name in {"os.path", "builtins"}
        if kind is None or not text or not own:
            continue
        yield Document(f"{name}.{key}", name, kind, f"{name}.{key}{_signature(value)}\n\n{text}")


def _doc(value: object) -> str:
    return (inspect.getdoc(value) or "").strip()


def _signature(value: object) -> str:
    if inspect.isclass(value):
        return ""
    try:
        return str(inspect.signature(value))  # type: ignore[arg-type]  # a routine, as the caller made sure
    except (TypeError, ValueError):
        return "()"
