"""Operations for a wish in words: BM25 over what the document says of each, with what people say for it besides.

Rules: an index is made once for a document and needs nothing but it. The verb of a wish is matched with what the
operation does by its HTTP method and structure, its nouns with the words of the operation.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from goodmem_dyn._agents.words import (
    BULK,
    COUNTING,
    MANY,
    ONE,
    POINTING,
    QUALIFYING,
    SPEAKING,
    intents,
    meanings,
    spoken_verbs,
    stem,
    terms,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._agents.operations import Offer

FIELDS = (("name", 4.0), ("summary", 2.5), ("description", 1.0), ("parameters", 0.4))
"""How much a word counts by where it stands."""
K1, B = 1.2, 0.8
SYNONYM = 0.9
"""How much a meaning counts against the word itself."""
POINTED, VERB = 1.4, 0.5
"""How much a word counts that a wish points at (`this space`), and a verb."""
SPENT = 0.4
"""How much a word counts that means something else together with its neighbour."""
POOLED = 1.0
"""How much the words of the whole resource count against the operation's own."""
NAMED = 2.5
"""What a resource has ahead whose own name a wish says, in its words or in others, against those that mention it."""
USUAL = 0.5
"""What the resource of retrieval has ahead of others."""
CAP = 8.0
"""A word that stands there more often counts no more than that."""


class Corpus:
    """Texts as weighted words, and how rare each word is among them.

    Args:
        counts: The words of each text, each with how much it counts there.
    """

    def __init__(self, counts: Mapping[str, Mapping[str, float]]) -> None:
        self._counts = counts
        total = max(len(counts), 1)
        self._mean = sum(sum(text.values()) for text in counts.values()) / total
        frequency = Counter(term for text in counts.values() for term in text)
        self._weight = {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in frequency.items()}

    def score(self, name: str, query: Mapping[str, float]) -> float:
        """How well a text answers the weighted words of a query, by BM25."""
        text = self._counts[name]
        norm = K1 * (1 - B + B * sum(text.values()) / self._mean)
        return sum(
            weight * self._weight[term] * count * (K1 + 1) / (count + norm)
            for term, weight in query.items()
            if (count := text.get(term, 0.0))
        )


@dataclass(frozen=True)
class _Entry:
    offer: Offer
    resource: str
    kind: str
    is_bulk: bool


class Index:
    """The operations of a document, to be searched.

    An operation is found by its own words and, less, by those of all operations of its resource: a list is described in
    fewer words than a create, and is about the same thing.
    """

    def __init__(self, offers: Iterable[Offer]) -> None:
        offers = list(offers)
        self._entries = [_entry(offer) for offer in offers]
        own = {offer.name: _counts(offer) for offer in offers}
        pooled: dict[str, dict[str, float]] = {}
        for entry in self._entries:
            pool = pooled.setdefault(entry.resource, {})
            for term, count in own[entry.offer.name].items():
                pool[term] = max(pool.get(term, 0.0), count)
        self._own, self._pooled = Corpus(own), Corpus(pooled)
        # What is said of nothing in particular is said of what the server is for.
        self._usual = next((entry.resource for entry in self._entries if _is_retrieval(entry.offer)), "")

    def search(self, wish: str, limit: int = 5) -> list[Offer]:
        """The operations that fit a wish, best first; those that share no word with it are left out.

        Args:
            wish: What is to be done, in any words.
            limit: At most so many, 1 or more.
        """
        query = _weighted(wish)
        asked, said = intents(wish), set(words(wish))
        if not query and not asked:
            return []
        about = {
            resource: self._pooled.score(resource, query) + NAMED * _named(resource, query)
            for resource in {one.resource for one in self._entries}
        }
        scored = [
            (score * _fit(entry, asked, said), entry)
            for entry in self._entries
            if (score := self._score(entry, query, about[entry.resource])) > 0
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1].offer.name))
        return [entry.offer for _, entry in scored[:limit]]

    def _score(self, entry: _Entry, query: dict[str, float], about: float) -> float:
        usual = USUAL if entry.resource == self._usual else 0.0
        return self._own.score(entry.offer.name, query) + POOLED * about + usual


def _named(resource: str, query: Mapping[str, float]) -> float:
    """How much of a resource's own name a wish says: 1 for all of it."""
    name = [stem(word) for word in words(resource.rpartition(".")[2])]
    return sum(query.get(term, 0.0) for term in name) / len(name) if name else 0.0


def _weighted(wish: str) -> dict[str, float]:
    """The terms of a wish, each with how much it counts: nouns most, verbs least: they say what to do, not to what."""
    query: dict[str, float] = {}

    def add(term: str, weight: float) -> None:
        query[term] = max(query.get(term, 0.0), weight)

    plain = [word for word in words(wish) if word not in QUALIFYING]
    pointed = {stem(after) for before, after in pairwise(plain) if before in POINTING}
    verbs, found = spoken_verbs(), [term for term in terms(wish) if term not in COUNTING]
    # Whoever speaks says `I` and `my` of everything: it is about them only where nothing else is said.
    if any(term not in SPEAKING and term not in verbs for term in found):
        found = [term for term in found if term not in SPEAKING]
    joined = [(one, other) for one, other in pairwise(found) if meanings(one + other)]
    spent = {term for pair in joined for term in pair}
    for term in found:
        weight = SPENT if term in spent else POINTED if term in pointed else 1.0
        add(term, weight * VERB if term in verbs else weight)
        for meaning in meanings(term):
            add(meaning, weight * SYNONYM)
    for one, other in joined:
        for meaning in meanings(one + other):
            add(meaning, POINTED * SYNONYM)
    return query


def _entry(offer: Offer) -> _Entry:
    is_bulk = "batch" in set(words(offer.name))
    return _Entry(offer, offer.name.rpartition(".")[0], _kind(offer), is_bulk)


def _counts(offer: Offer) -> dict[str, float]:
    info = offer.info
    texts = {
        "name": f"{info.name} {info.operation_id} {re.sub(r'[{][^}]*[}]', '', info.path)}",
        "summary": info.summary,
        "description": info.description,
        "parameters": " ".join(f"{one.name} {one.description}" for one in offer.parameters),
    }
    counts: dict[str, float] = {}
    for name, weight in FIELDS:
        found = terms(texts[name])
        # Words that are written apart are searched as one as well: `api key`, `apikey`.
        for term in [*found, *(stem(a + b) for a, b in pairwise(found))]:
            counts[term] = counts.get(term, 0.0) + weight
    return {term: min(count, CAP) for term, count in counts.items()}


def _is_retrieval(offer: Offer) -> bool:
    return offer.info.response_type.startswith("RetrievalResult")


def _kind(offer: Offer) -> str:
    """What an operation does to its resource, by its HTTP method and the shape of its path and answer."""
    info = offer.info
    last = info.path.rpartition("/")[2]
    if ":" in last or info.method not in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
        return _verb(last.partition(":")[2])
    if info.method == "GET":
        return "list" if info.lists or info.response_type.startswith("list[") else "get"
    return {"POST": "create", "DELETE": "delete"}.get(info.method, "update")


def _verb(action: str) -> str:
    asked = intents(action)
    return max(asked, key=lambda kind: asked[kind]) if asked else "do"


def _fit(entry: _Entry, asked: dict[str, float], said: set[str]) -> float:
    """How well what an operation does fits the verbs of a wish."""
    fit = 1.0
    if asked:
        strongest = max(asked.values())
        fit *= 0.75 + 0.6 * asked.get(entry.kind, 0.0) / strongest
    if entry.kind == "list" and said & ONE:
        fit *= 0.85
    if entry.kind == "get" and said & MANY and not said & ONE:
        fit *= 0.85
    if entry.is_bulk:
        fit *= 1.25 if said & BULK else 0.6
    return fit
