"""The table in docs/reliability.md: for each operation, whether a failed call is repeated, and why.

Rules: made from the records that the client is made from, and put between two markers; the rest of the page is written
by hand. No operation is named here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._methods.signature import pythonic
from tools.generators import bounds_table

if TYPE_CHECKING:
    from pathlib import Path

    from goodmem_dyn._document.surface import Operation

PAGE = "docs/reliability.md"
BEGIN, END = "<!-- operations: begin -->", "<!-- operations: end -->"
_BETWEEN = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)
_SHOWN_ONCE = "its answer shows a secret once: a lost one is an `OutcomeUnknownError`"


def table(document: dict[str, Any]) -> str:
    """The table of a document."""
    surface = compile_document(document)
    lines = ["| operation | class | why |", "|---|---|---|"]
    lines += [
        f"| `{row.qualname}` | `{row.retry}` | {_why(row)} |"
        for row in sorted(surface.operations, key=lambda row: row.qualname)
    ]
    return "\n".join(lines)


def _why(operation: Operation) -> str:
    reasons = [pythonic(operation.retry_reason)]
    if operation.client_id is not None and operation.client_id.secret_once:
        reasons.append(_SHOWN_ONCE)
    if operation.stream is not None:
        reasons.append("a stream is never repeated after its first event")
    return "; ".join(reasons).replace("|", "\\|")


def generate(root: Path, document: dict[str, Any]) -> dict[str, bytes]:
    """The page with the table of the document in it, by its path in the checkout; nothing where there is no page.

    Raises:
        ValueError: The page does not have the two markers, once.
    """
    path = root / PAGE
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8")
    made, count = _BETWEEN.subn(lambda _: f"{BEGIN}\n{table(document)}\n{END}", text)
    if count != 1:
        raise ValueError(f"{PAGE}: {BEGIN} and {END} must stand there once, one after the other; found {count} times.")
    if bounds_table.BEGIN in made:
        made = bounds_table.filled(root, made)
    return {PAGE: made.encode()}
