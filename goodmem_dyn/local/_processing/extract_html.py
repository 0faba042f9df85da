"""HTML to the text that a reader sees.

Rules kept here: paragraphs stand apart by a blank line, lines and list items begin a line, cells are kept apart by a
tab; white space is a browser's, verbatim in ``pre``; what is not shown, such as scripts and styles, is left out.
"""

from __future__ import annotations

import re
from typing import Any, Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

#: The text of scripts, styles, templates and comments is of types of its own, and left out by that.
_DROPPED: Final = frozenset(("noscript", "svg", "iframe", "object"))
_PARAGRAPHS: Final = "article blockquote body dl figure form h1 h2 h3 h4 h5 h6 hr main ol p pre section table ul"
_LINES: Final = "address aside caption dd details div dt fieldset figcaption footer header legend li nav option select"
_LINE, _PARAGRAPH = 1, 2
_BREAKS: Final = dict.fromkeys([*_LINES.split(), "summary", "textarea", "tr"], _LINE) | dict.fromkeys(
    _PARAGRAPHS.split(), _PARAGRAPH
)


class _Writer:
    """Joins pieces of text with no more line breaks between them than were asked for."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._breaks = 0
        self._at_start = True

    def break_line(self, lines: int) -> None:
        self._breaks = max(self._breaks, lines)
        self._at_start = True

    def write(self, text: str, *, verbatim: bool = False) -> None:
        if not verbatim:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
            text = text.lstrip(" ") if self._at_start else text
        if not text:
            return
        if self.out:
            self.out[-1] = self.out[-1].rstrip() if self._breaks else self.out[-1]
            self.out.append("\n" * self._breaks)
        self.out.append(text)
        self._breaks = 0
        self._at_start = text.endswith((" ", "\n", "\t"))


def to_text(markup: str) -> str:
    r"""Return the text of a page, its title first.

    Example:
        >>> to_text("<title>Bees</title><p>They make <b>honey</b>.</p><ul><li>much</ul>")
        'Bees\n\nThey make honey.\n\n- much'
    """
    # The wrapper keeps the parser from warning that short or XML-like text may not be meant as HTML.
    soup = BeautifulSoup(f"<html>{markup}</html>", "html.parser")
    writer = _Writer()
    if soup.title:
        writer.write(soup.title.get_text(" ", strip=True))
        writer.break_line(_PARAGRAPH)
    # An explicit stack, with what to do after a node: hostile pages nest deeper than Python recurses.
    stack: list[tuple[Any, bool]] = [(soup, False)]
    while stack:
        node, verbatim = stack.pop()
        if isinstance(node, int):
            writer.break_line(node)
        elif type(node) in {str, NavigableString}:
            writer.write(str(node), verbatim=verbatim)
        elif isinstance(node, Tag) and node.name not in _DROPPED and node.name != "title":
            after: int | str = _BREAKS.get(node.name, "")
            if isinstance(after, int):
                writer.break_line(after)
            if node.name == "li":
                writer.write("- ", verbatim=True)
            if node.name in {"td", "th"}:
                after = "\t"
            elif node.name == "br":
                after = _LINE
            stack.append((after, True))
            stack.extend((child, verbatim or node.name == "pre") for child in reversed(node.contents))
    return "".join(writer.out).strip()
