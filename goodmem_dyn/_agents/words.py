"""Words of a wish and of an operation, brought to one spelling, and what each may mean besides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodmem_dyn._agents.synonyms import JOINED, SAME, TURNS
from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def listed(text: str) -> frozenset[str]:
    """The words of a text that has a blank between them."""
    return frozenset(text.split())


_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PLAIN = (
    (re.compile(r"\S+@\S+"), " someone email "),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{8,}|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{3,}\b|(?<!page )\b\d+$"), " id "),
    (re.compile(r"n['\u2019]t\b"), " not"),
    (re.compile(r"['\u2019](s|re|ve|d|ll|m)\b"), r" \1"),
)
"""What a wish says of a certain thing, and what is said short, in words."""
_STOP = listed(
    """
    a an and are as at be been but by can could did do does for from had has have how if in into is it its just let
    may no not of on or our out should so some than that the their them then there these they this those to too up
    us was we were what when which while will with would you your please want need like also any all here about
    called named
    """
)
_ENDINGS = (
    ("izations", "ize"), ("ization", "ize"), ("ations", "ate"), ("ation", "ate"), ("ising", "ize"), ("izing", "ize"),
    ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("ed", ""),
    ("ise", "ize"), ("es", "e"), ("ers", "er"), ("s", ""),
)  # fmt: skip

SPEAKING = listed("i my me mine myself own us our")
"""Words that whoever speaks says of themselves, whatever they want."""
PERSON = "someone"
"""What stands for somebody's name."""
COUNTING = listed("one single once hundred week day name id")
"""Words that count or qualify, and say nothing about what is meant."""
QUALIFYING = listed(
    "new whole own fresh old other another different large stored test current better later wrong right next last"
)
"""Words that may stand between `a` and what a wish is about."""
CLAUSES = listed("that which who whose whom because since so while when where before after until unless although for")
"""Words that begin a clause which tells more of what was named."""
POINTING = listed("this a an one the single particular")
"""Words before what a wish is about."""


def words(text: str) -> Iterator[str]:
    """The words of a text or of an identifier, in lower case."""
    return (word.lower() for word in _WORD.findall(text))


_NAME = re.compile(
    r"(?<=[a-z,;] )[A-Z][a-z]+(?![\w-])|^[A-Z][a-z]+(?=['\u2019]"
    r"| (?:is|has|must|should|shall|will|quit|left|needs|may|can|moved|wants|changed|resigned|joins"
    r"|joined|starts|started|married|becomes|inherits|takes|gets|retired)\b)"
)
"""A word that is written like somebody's name: in the middle of a sentence, or where somebody does something."""


def _person(match: re.Match[str]) -> str:
    name = match[0].lower()
    is_word = name in _STOP or name in SPEAKING or bool(meanings(stem(name)))
    return match[0] if is_word else PERSON


@lru_cache(maxsize=256)
def said(wish: str) -> tuple[str, ...]:
    """The words of what somebody says, without contractions, and words that are one written as one."""
    for pattern, instead in _PLAIN:
        wish = pattern.sub(instead, wish)
    wish = _NAME.sub(_person, wish)
    text = " ".join(words(wish))
    for apart, together in JOINED:
        text = re.sub(rf"\b{apart}\b", together, text)
    return tuple(text.split())


@lru_cache(maxsize=2)
def _compiled(turns: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"\b(?:{pattern})"), meant) for pattern, meant in turns]


def heard(turns: tuple[tuple[str, str], ...], text: str) -> Iterator[str]:
    """What the turns of speech in a text stand for, those of a table of patterns, as often as they are there."""
    return (meant for pattern, meant in _compiled(turns) if pattern.search(text))


def turned(spoken: Iterable[str]) -> Iterator[str]:
    """What the turns of speech in a wish mean."""
    for meant in heard(TURNS, " ".join(spoken)):
        yield from map(stem, meant.split())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, so that `embedders`, `embedded` and `embed` are near each other."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def terms(text: str) -> list[str]:
    """The stems of a text that mean something, in its order."""
    return [stem(word) for word in words(text) if word not in _STOP]


def main_clause(spoken: Sequence[str], verbs: frozenset[str]) -> frozenset[str]:
    """The terms before the first clause that only tells more of what is named before it; all where there is none."""
    for place, word in enumerate(spoken):
        if word in CLAUSES and not verbs.issuperset(before := terms(" ".join(spoken[:place]))):
            return frozenset(before)
    return frozenset(terms(" ".join(spoken)))


@lru_cache(maxsize=1)
def _same() -> dict[str, frozenset[str]]:
    same: dict[str, set[str]] = {}
    for line in SAME.strip().splitlines():
        written, _, meant = line.partition(" = ")
        for word in written.split():
            same.setdefault("".join(map(stem, word.split("-"))), set()).add(stem(meant))
    return {word: frozenset(meanings) for word, meanings in same.items()}


def meanings(term: str) -> frozenset[str]:
    """What a term may stand for."""
    return _same().get(term, frozenset())
