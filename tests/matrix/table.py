"""The matrix as a page: what each pair of documents comes to, worst first, and what is said of every difference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.matrix.cells import HISTORY, NAMED, UNNAMED, UNSAID, WORKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.matrix.cells import Cell, Outcome

PAGE = "docs/compatibility.md"
_ORDER = (UNNAMED, UNSAID, NAMED)
_HEAD = """# Compatibility

Made by `make matrix`: a client of every tracked document against an embedded server of every other, and of its own. Every
operation that both know is called through a socket, with as few arguments as the client's document asks for and with as
many as go together. The documents, oldest first: {documents}.

Each call **works**, or the difference is **named** by an error or a warning of this package
(`UnexpectedAnswerWarning`, or the error's text); nothing may fail without a name for why, and nothing may be lost without
a word. Before the calls each client looked at its server once, with `goodmem_dyn.drift(client)`: a client that did not
is told of answers and refusals all the same, but not of a query parameter that an older server leaves unread.

| client | server | calls | work | named | unsaid | unnamed |
|---|---|--:|--:|--:|--:|--:|
"""


def page(cells: Sequence[Cell]) -> str:
    """The page: the table, worst first, and the differences of each pair."""
    ranked = sorted(cells, key=lambda one: (*(-len(one.of(kind)) for kind in _ORDER), _ages(one)))
    rows = "".join(
        f"| `{one.client}` | `{one.server}` | {len(one.outcomes)} | {len(one.of(WORKS))} | {len(one.of(NAMED))} | "
        f"{len(one.of(UNSAID))} | {len(one.of(UNNAMED))} |\n"
        for one in ranked
    )
    documents = ", ".join(f"`{one}`" for one in HISTORY)
    parts = [_HEAD.format(documents=documents) + rows]
    parts += [_section(one) for one in ranked if len(one.of(WORKS)) < len(one.outcomes)]
    return "\n".join(parts)


def _ages(cell: Cell) -> tuple[int, int]:
    return HISTORY.index(cell.client), HISTORY.index(cell.server)


def _section(cell: Cell) -> str:
    lines = [f"## Client `{cell.client}`, server `{cell.server}`", ""]
    for kind in _ORDER:
        lines += [f"- {kind}: {_line(one)}" for one in cell.of(kind)]
    return "\n".join([*lines, ""])


def _line(one: Outcome) -> str:
    """What was said, without what differs from run to run."""
    text = re.sub(r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b", "…", one.said)
    text = re.sub(r"http://127\.0\.0\.1:\d+", "…", text)
    text = text.partition(" It was taken as far as it goes")[0].removesuffix(".")
    text = re.sub(r"\((\w+) has the fields: [^)]*\)", r"(`\1`)", text)
    text = re.sub(rf"^((?:\w+Error: )?){re.escape(one.method)}\(\): ", r"\1", text)
    return f"`{one.method}`: {text}".replace("|", "\\|").replace("<", "&lt;")
