"""Prose of a document, as Markdown that runs nothing: a server's descriptions become pages of a site.

Rules: HTML is shown as it is written; a link leads to a page of the site or of the web; code stays as it is, since
Markdown shows what stands in it.
"""

from __future__ import annotations

import re
from typing import Final

from goodmem_dyn._methods.signature import pythonic

# What Markdown might not take as code is not taken as such here: a span has one line, and a mark before it is none.
_CODE: Final = re.compile(r"((?<![\\`])(`+)(?!`)[^\n]+?(?<!`)\2(?!`))")
_TAG: Final = re.compile(r"<(?!(?:https?://|mailto:)[^\s<>`]*>)(?=[a-zA-Z/!?])")
_TARGET: Final = re.compile(r"(\]\(|\]:)(\s*<?\s*)(?=[^\s)>]*?(?::|&(?:#|\w+;)))(?!(?:https?|mailto):)", re.IGNORECASE)


def safe_prose(text: str) -> str:
    """A description in our words, without HTML, and without links that are no addresses.

    Example:
        >>> safe_prose("<b>All</b> of [it](javascript:alert(1)), see [here](https://a.example)")
        '&lt;b>All&lt;/b> of [it](#javascript:alert(1)), see [here](https://a.example)'
    """
    made, end = "", 0
    for code in _CODE.finditer(text := pythonic(text)):
        made += _plain(text[end : code.start()]) + code[0]
        end = code.end()
    return made + _plain(text[end:])


def _plain(text: str) -> str:
    return _TARGET.sub(r"\1\2#", _TAG.sub("&lt;", text))
