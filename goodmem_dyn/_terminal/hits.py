"""A retrieval for people: hits as they arrive, the reply as it is written, and what the server had to say."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from rich.text import Text

from goodmem_dyn._columns import is_id, kebab, safe
from goodmem_dyn._terminal.help import wants_colour
from goodmem_dyn._terminal.plain import plain
from goodmem_dyn._terminal.tables import console

if TYPE_CHECKING:
    from rich.console import Console

    from goodmem_dyn import Hit, RetrievalStream

INDENT = "   "
LONGEST = 400
"""Characters of a hit; all of it is in every other format."""


def show_hits(stream: RetrievalStream[Any, Any, Any, Any]) -> None:
    """Write a retrieval as it arrives."""
    out = console(colour=wants_colour("auto"))
    number, written, reported = 0, 0, 0
    for event in stream:
        hit = stream.hit(event)
        if hit is not None:
            number += 1
            _hit(out, number, hit)
        if len(stream.reply) > written:
            if not written:
                out.print(Text("Reply", style="bold"))
            sys.stdout.write(safe(stream.reply[written:]))
            sys.stdout.flush()
            written = len(stream.reply)
        for status in stream.statuses[reported:]:
            print(f"{'warning' if stream.partial else 'note'}: {_said(status)}", file=sys.stderr)
        reported = len(stream.statuses)
    if written:
        sys.stdout.write("\n")
    if not number and not written:
        print("Nothing found.", file=sys.stderr)


def _hit(out: Console, number: int, hit: Hit[Any, Any]) -> None:
    text = " ".join(safe(hit.text).split())
    ids = [str(value) for name, value in plain(hit.memory).items() if is_id(kebab(name))] if hit.memory else []
    head = Text(f"{number}. ", style="bold")
    head.append(f"{hit.relevance:.3f}", style="green")
    head.append(f"  {safe(ids[0])}" if ids else "", style="dim")
    out.print(head)
    shown = Text(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
    for line in shown.wrap(out, max(out.width - len(INDENT), 20)):
        out.print(Text(INDENT) + line)
    out.print()
    sys.stdout.flush()


def _said(status: Any) -> str:
    record = plain(status)
    return safe(": ".join(str(record[name]) for name in ("code", "message") if record.get(name)) or str(record))
