"""How names are spelled on a command line: words joined by hyphens, members by dots."""

from __future__ import annotations

import re

_HUMP = re.compile(r"([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])")


def kebab(name: str) -> str:
    """`efSearch` → `ef-search`; `display_name` → `display-name`; `If-Match` → `if-match`."""
    spaced = _HUMP.sub(lambda found: f"{found[1]}-{found[2]}" if found[1] else f"{found[3]}-", name)
    return re.sub(r"[^a-z\d]+", "-", spaced.lower()).strip("-")


def command_name(name: str) -> str:
    """`batch_create` → `batch-create`."""
    return kebab(name)


def option_name(*path: str) -> str:
    """`("hnsw", "efSearch")` → `--hnsw.ef-search`."""
    return f"--{'.'.join(kebab(part) for part in path)}"
