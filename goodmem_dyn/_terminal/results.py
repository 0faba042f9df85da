"""Showing what a call gave, by what it is: a record, a list in pages, a stream, a batch, content, or nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from goodmem_dyn import BatchResult, Page, RetrievalResult, RetrievalStream, Stream
from goodmem_dyn._terminal.failures import PARTIAL, TerminalError, tell

if TYPE_CHECKING:
    from goodmem_dyn._terminal.writing import Writer


def show(result: Any, arguments: dict[str, Any], writer: Writer) -> int:
    """Write a result; returns the exit code."""
    if isinstance(result, Page):
        writer.batches(page.data for page in result.iter_pages())
    elif isinstance(result, RetrievalStream):
        return _retrieval(result, writer)
    elif isinstance(result, Stream):
        with result as events:
            writer.stream(events)
    elif isinstance(result, BatchResult):
        return _batch(result, writer)
    elif isinstance(result, (list, RetrievalResult)):
        writer.batches([list(result)])
    elif isinstance(result, (bytes, bytearray)):
        _content(bytes(result))
    elif result is None:
        _note("Done.")
    elif isinstance(result, int) and "to" in arguments:
        _note(f"{result:,} bytes written to {arguments['to']}.")
    else:
        writer.record(result)
    return 0


def show_raw(response: Any) -> int:
    """Write what the server sent, as it is."""
    sys.stdout.buffer.write(response.content)
    if sys.stdout.isatty() and not response.content.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
    result = response.parse()
    return PARTIAL if isinstance(result, BatchResult) and result.failed else 0


def _retrieval(result: RetrievalStream[Any, Any, Any, Any], writer: Writer) -> int:
    with result as stream:
        if writer.is_for_people:
            from goodmem_dyn._terminal.hits import show_hits

            show_hits(stream)
        else:
            writer.stream(stream)
        return PARTIAL if stream.partial else 0


def _batch(result: BatchResult[Any, Any], writer: Writer) -> int:
    writer.batches([result.results])
    if not result.failed:
        return 0
    shown = [f"  item {failure.index}: {failure.message}" for failure in result.failed[:10]]
    more = [f"  and {len(result.failed) - 10} more"] if len(result.failed) > 10 else []
    tell("\n".join([f"{len(result.failed)} of {len(result)} items failed:", *shown, *more]), "")
    return PARTIAL


def _content(content: bytes) -> None:
    if sys.stdout.isatty() and _is_binary(content):
        raise TerminalError(
            f"The content is {len(content):,} bytes that are no text.",
            hint="Save it with --to PATH, or redirect standard output.",
        )
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _is_binary(content: bytes) -> bool:
    """Whether content would do something else to a terminal than be read."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return True
    return any(not char.isprintable() and char not in "\r\n\t\f\ufeff" and not char.isspace() for char in text)


def _note(text: str) -> None:
    """Something that is no result, for whoever watches."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)
