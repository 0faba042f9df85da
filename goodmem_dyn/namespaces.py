"""The namespaces of the clients, by name: for annotations, `isinstance`, and reading.

    from goodmem_dyn.namespaces import AsyncMemories, Memories

    def ingest(memories: Memories, text: str) -> str: ...

Rules: each class is made from the bundled document when it is first asked for. A stub beside this module, made from the
same document, says the same to editors and type checkers.
"""

from __future__ import annotations

from typing import Any

from goodmem_dyn._namespaces import classes


def __getattr__(name: str) -> Any:
    public = None if name.startswith("_") else classes.public_class(name)
    if public is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    globals()[name] = public
    return public


def __dir__() -> list[str]:
    return classes.public_names()
