"""Text into chunks, as a chunking configuration says.

Rules kept here:

- A chunk is a slice: ``chunk.text == text[chunk.start:chunk.end]``, whitespace and separators included. Slices of
  nothing but whitespace are left out, everything else is in some chunk.
- Recursive: a text longer than ``chunkSize`` is cut at the first separator of the list that occurs in it, each piece
  that is still too long at the following ones. Pieces are merged greedily up to ``chunkSize``; a chunk then begins
  with the whole trailing pieces of the one before it that fit in ``chunkOverlap``, on top of its own size.
- Sentence: sentences are packed up to ``maxChunkSize``, but a new chunk starts only once ``minChunkSize`` is reached. A
  sentence longer than the maximum is cut as above.
- Lengths of a chunk are the sum of the lengths of its pieces, each measured once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final, Protocol

from goodmem_dyn._bounds import MAX_CHUNKS, MODEL_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    _Span = tuple[int, int]
    _Piece = tuple[_Span, int]
    _Measure = Callable[[Sequence[str]], list[int]]

_PORTION: Final = 1024
"""Pieces that are measured at once."""

#: What an empty list of separators means.
DEFAULT_SEPARATORS: Final = ("\n\n", "\n", ". ", " ", "")


class ChunkingError(ValueError):
    """A configuration that no text can be chunked by."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A slice of an extracted text; offsets count characters, the end is exclusive.

    It is cut out when it is asked for: all slices together are the text once more.
    """

    source: str = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters."""
        return self.source[self.start : self.end]


def chunk(text: str, config: Mapping[str, Any]) -> list[Chunk]:
    """Cut a text into chunks.

    Args:
        text: The extracted text.
        config: A chunking configuration as the API spells it; of ``none``, ``recursive`` and ``sentence`` one is set.

    Raises:
        ChunkingError: A length measurement or separator that cannot be used.

    Example:
        >>> options = {"chunkSize": 8, "chunkOverlap": 0, "separators": [" "], "keepStrategy": "KEEP_END"}
        >>> [piece.text for piece in chunk("one two three", {"recursive": options})]
        ['one two ', 'three']
    """
    if (options := config.get("recursive")) is not None:
        spans = _recursive(text, options)
    elif (options := config.get("sentence")) is not None:
        spans = _sentence(text, options)
    else:
        spans = [(0, len(text))]
    return [Chunk(text, start, end) for start, end in spans if text[start:end].strip()]


def _recursive(text: str, options: Mapping[str, Any]) -> list[_Span]:
    measure = _measure(options)
    separators = options.get("separators") or DEFAULT_SEPARATORS
    is_regex = bool(options.get("separatorIsRegex"))
    patterns = [_pattern(separator, len(text), is_regex=is_regex) for separator in separators]
    cut_before = options.get("keepStrategy") == "KEEP_START"
    pieces = _cut(text, (0, len(text)), patterns, options["chunkSize"], measure, cut_before=cut_before)
    return _merge(pieces, options["chunkSize"], options["chunkOverlap"])


def _pattern(separator: str, characters: int, *, is_regex: bool) -> _Edges | None:
    """Return what to cut at; None for the empty separator, which cuts everywhere."""
    if not separator:
        return None
    if not is_regex:
        return _Fixed(separator)
    from goodmem_dyn.local._processing.separators import Separator, SeparatorError

    try:
        return Separator(separator, characters)
    except SeparatorError as exc:
        raise ChunkingError(f"The separator {separator[:80]!r} is not a regular expression: {exc}") from None


class _Edges(Protocol):
    """A separator: where it begins or ends in a part of a text."""

    def edges(self, text: str, start: int, end: int, *, before: bool) -> Iterable[int]: ...


class _Fixed:
    """A separator as it stands."""

    def __init__(self, separator: str) -> None:
        self._separator = separator

    def edges(self, text: str, start: int, end: int, *, before: bool) -> Iterator[int]:
        place, width = text.find(self._separator, start, end), len(self._separator)
        while place >= 0:
            yield place if before else place + width
            place = text.find(self._separator, place + width, end)


def _cut(
    text: str,
    span: _Span,
    patterns: Sequence[_Edges | None],
    size: int,
    measure: _Measure,
    *,
    cut_before: bool,
) -> Iterator[_Piece]:
    """The pieces of a span, in order and without gaps; only what no pattern can cut is longer than `size`.

    Made as they are asked for: a text has a piece for each word, and a piece takes more room than a word.
    """
    # One iterator for each level, and no recursion: the list of separators may be long.
    levels = [_measured(text, [span], measure)]
    while levels:
        piece = next(levels[-1], None)
        if piece is None:
            levels.pop()
            continue
        (start, end), length = piece
        if length <= size or end - start <= 1 or len(levels) > len(patterns):
            yield piece
            continue
        pattern = patterns[len(levels) - 1]
        if pattern is None:
            if length > MAX_CHUNKS * size:
                raise ChunkingError(f"The text would have more than {MAX_CHUNKS:,} chunks: choose a larger size.")
            yield from _measured(text, _smallest(text, start, end, measure, size), measure)
            continue
        levels.append(_measured(text, _parts(pattern, text, start, end, before=cut_before), measure, piece))


def _parts(pattern: _Edges, text: str, start: int, end: int, *, before: bool) -> Iterator[_Span]:
    """The parts of a text between the edges of a pattern."""
    edges: Iterable[int] = pattern.edges(text, start, end, before=before)
    if not isinstance(pattern, _Fixed):
        edges = list(edges)  # its time runs while it is asked
    last = start
    for edge in edges:
        if last < edge < end:
            yield last, edge
            last = edge
    yield last, end


def _measured(text: str, spans: Iterable[_Span], measure: _Measure, known: _Piece | None = None) -> Iterator[_Piece]:
    """Spans with their lengths, measured many at once; one of them may be known."""
    if measure is _characters:
        yield from (((start, end), end - start) for start, end in spans)
        return
    waiting = iter(spans)
    while portion := list(islice(waiting, _PORTION)):
        if known is not None and portion == [known[0]]:
            yield known
        else:
            yield from zip(portion, measure([text[start:end] for start, end in portion]), strict=True)


def _smallest(text: str, start: int, end: int, measure: _Measure, size: int) -> Iterable[_Span]:
    """Return the smallest pieces there are: characters, or tokens where tokens are counted."""
    if measure is _characters:
        # Of a text of millions of characters, they are parts of a chunk.
        step = 1 if end - start <= 1_000_000 else max(1, size // 64)
        return ((place, min(place + step, end)) for place in range(start, end, step))
    from goodmem_dyn.local._providers import builtin

    edges = sorted({start, end, *(start + edge for edge in builtin.token_edges(text[start:end]))})
    return pairwise(edges)


def _merge(pieces: Iterable[_Piece], size: int, overlap: int) -> list[_Span]:
    spans: list[_Span] = []
    current: list[_Piece] = []  # the pieces of the chunk, overlap included
    own = 0  # their length without the overlap
    for piece in pieces:
        if own and own + piece[1] > size:
            spans.append((current[0][0][0], current[-1][0][1]))
            kept, first = 0, len(current)
            # The first piece of a chunk is never part of the next one, which would be no further.
            while first > 1 and kept + current[first - 1][1] <= overlap:
                first -= 1
                kept += current[first][1]
            current, own = current[first:], 0
        current.append(piece)
        own += piece[1]
    if current:
        spans.append((current[0][0][0], current[-1][0][1]))
    return spans


def _sentence(text: str, options: Mapping[str, Any]) -> list[_Span]:
    measure = _measure(options)
    largest, smallest = options["maxChunkSize"], options["minChunkSize"]
    patterns = [_pattern(separator, len(text), is_regex=False) for separator in DEFAULT_SEPARATORS]
    pieces: list[_Span] = []
    for sentence in _sentences(text, _language(text) if options.get("enableLanguageDetection") else "en"):
        cuts = _cut(text, sentence, patterns, largest, measure, cut_before=False)
        # The parts of one long sentence are filled up first, so that they are few.
        pieces.extend(_merge(cuts, largest, 0))
    spans: list[_Span] = []
    start, size = 0, 0
    for (begin, _), length in _measured(text, pieces, measure):
        if size and size + length > largest and size >= smallest:
            spans.append((start, begin))
            start, size = begin, 0
        size += length
    return [*spans, (start, len(text))] if size else spans


def _sentences(text: str, language: str) -> list[_Span]:
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]  # ships no annotations

    edges = {0, len(text)}
    # Only where the splitter cuts is taken from it: its own slices leave out some blank lines of long texts.
    for boundary in get_sentence_boundaries(language, text):
        edges |= {int(boundary["start_index"]), int(boundary["end_index"])}
    return list(pairwise(sorted(edges)))


def _language(text: str) -> str:
    import py3langid  # type: ignore[import-untyped]  # ships no annotations

    # Two thousand characters settle it.
    return str(py3langid.classify(text[:2_000])[0])


def _measure(options: Mapping[str, Any]) -> _Measure:
    kind = options.get("lengthMeasurement") or "CHARACTER_COUNT"
    if kind == "CHARACTER_COUNT":
        return _characters
    if kind == "TOKEN_COUNT":
        return _tokens
    raise ChunkingError(
        f"The length measurement {kind} has nothing to measure with here; use CHARACTER_COUNT or TOKEN_COUNT."
    )


def _characters(pieces: Sequence[str]) -> list[int]:
    return [len(piece) for piece in pieces]


def _tokens(pieces: Sequence[str]) -> list[int]:
    from goodmem_dyn.local._providers import builtin

    return [
        len(ids) if len(piece) <= MODEL_CHARACTERS else builtin.count_tokens(piece)
        for piece, ids in zip(pieces, builtin.tokenize(pieces), strict=True)
    ]
