"""How names are spelled on a command line: words joined by hyphens, members by dots."""

from __future__ import annotations

from goodmem_dyn._columns import kebab


def command_name(name: str) -> str:
    """`batch_create` → `batch-create`."""
    return kebab(name)


def option_name(*path: str) -> str:
    """`("hnsw", "efSearch")` → `--hnsw.ef-search`."""
    return f"--{'.'.join(kebab(part) for part in path)}"
