"""Operations for a wish in words: BM25 over what the document says of each, with what people say for it besides.

Rules: an index is made once for a document and needs nothing but it. The verb of a wish is matched with what the
operation does by its HTTP method and structure, its nouns with the words of the operation and with the names of what it
takes and answers. A plain operation comes before a special one whose speciality nobody mentions.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goodmem_dyn._agents.intent import DELETE, PLAIN, RETRIEVE, Asked, asked_by, spoken_verbs, verb_of
from goodmem_dyn._agents.words import (
    COUNTING,
    POINTING,
    QUALIFYING,
    SPEAKING,
    main_clause,
    meanings,
    said,
    stem,
    terms,
    turned,
    words,
)
from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._agents.operations import Offer

_PLACES = re.compile(r"[{][^}]*[}]")
FIELDS = (("name", 4.0), ("summary", 2.5), ("description", 1.0), ("parameters", 0.4), ("members", 0.3))
"""How much a word counts by where it stands."""
LONGEST = 500
"""Characters of a wish that are looked at: the turns of speech in a longer one would take their time."""
K1, B = 1.2, 0.8
SYNONYM = 0.9
"""How much a meaning counts against the word itself."""
POINTED, VERB = 1.4, 0.4
"""How much a word counts that a wish points at (`this space`), and a verb."""
TURNED = 1.6
"""How much the meaning of a turn of speech counts."""
QUESTION = 10.0
"""What the resource of retrieval has ahead where a wish asks what is known."""
CLAUSE = 0.7
"""How much a word counts of a clause that only tells more of what is named before it."""
SPENT = 0.4
"""How much a word counts that means something else together with its neighbour."""
POOLED = 1.5
"""How much the words of the whole resource count against the operation's own."""
NAMED = 3.5
"""What a resource has ahead whose own name a wish says, in its words or in others, against those that mention it."""
ENOUGH = 1.2
"""A name that is said counts no more than that, however it is pointed at."""
USUAL = 0.5
"""What the resource of retrieval has ahead of others."""
SHARED = 0.25
"""How much less each meaning of a word counts, the more it has: the power of their number."""
BASE, FIT, ACTED = 0.75, 0.6, 0.8
"""What an operation keeps that does something else than is asked, and how much more one has that does it, or whose own
verb is said."""
UNASKED = 0.7
"""What an operation keeps that deletes, where nothing says what is to be done: whoever wants that says so."""
SAID, UNSAID = 0.25, 0.15
"""What a special operation has ahead of the plain one when its speciality is said, and what it is behind if not."""
BULK, NO_BULK = 1.3, 0.6
"""The same for an operation on many things at once."""
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
    """An operation to be found: what it is about, what it does to that, its own verb, and what it is special in."""

    offer: Offer
    resource: str
    kind: str
    is_bulk: bool
    action: frozenset[str]
    special: frozenset[str]


class Index:
    """The operations of a document, to be searched.

    An operation is found by its own words and, less, by those of all operations of its resource: a list is described in
    fewer words than a create, and is about the same thing.
    """

    def __init__(self, offers: Iterable[Offer]) -> None:
        offers = list(offers)
        holding = {offer.info.path.rpartition("/")[0] for offer in offers if offer.info.path.endswith("}")}
        self._entries = [_entry(offer, is_collection=offer.info.path in holding) for offer in offers]
        own = {offer.name: _counts(offer) for offer in offers}
        pooled: dict[str, dict[str, float]] = {}
        for entry in self._entries:
            pool = pooled.setdefault(entry.resource, {})
            for term, count in own[entry.offer.name].items():
                pool[term] = max(pool.get(term, 0.0), count)
        self._own, self._pooled = Corpus(own), Corpus(pooled)
        # What is said of nothing in particular is said of what the server is for.
        retrieval = next((entry for entry in self._entries if _is_retrieval(entry.offer)), None)
        self._retrieval = retrieval.offer if retrieval else None
        self._usual = retrieval.resource if retrieval else ""

    def search(self, wish: str, limit: int = 5) -> list[Offer]:
        """The operations that fit a wish, best first; those that share no word with it are left out.

        Args:
            wish: What is to be done, in any words.
            limit: At most so many, 1 or more.
        """
        wish = wish[:LONGEST]
        query, asked = _weighted(wish), asked_by(said(wish))
        if asked.is_bulk:
            query["batch"] = max(query.get("batch", 0.0), 1.0)
        if not query and not asked.kinds:
            return []
        subject = {term: weight for term, weight in query.items() if term != "batch"}
        about = {
            resource: self._pooled.score(resource, subject) + NAMED * min(_named(resource, subject), ENOUGH)
            for resource in {entry.resource for entry in self._entries}
        }
        if self._is_question(query, asked):
            about[self._usual] += QUESTION
        scored = [
            (score * _fit(entry, asked, query), entry)
            for entry in self._entries
            if (score := self._score(entry, query, about[entry.resource])) > 0
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1].offer.name))
        return [entry.offer for _, entry in scored[:limit]]

    def _score(self, entry: _Entry, query: dict[str, float], about: float) -> float:
        usual = USUAL if entry.resource == self._usual else 0.0
        return self._own.score(entry.offer.name, query) + POOLED * about + usual

    def _is_question(self, query: Mapping[str, float], asked: Asked) -> bool:
        """Whether a wish asks what is known, and not for a resource that it names."""
        if self._usual == "" or asked.kinds.get(RETRIEVE, 0.0) < 1.0:
            return False
        if asked.is_question:
            return True
        named = {entry.resource: _named(entry.resource, query) for entry in self._entries}
        return named[self._usual] >= max(named.values())


def _named(resource: str, query: Mapping[str, float]) -> float:
    """How much of a resource's own name a wish says: 1 for all of it."""
    name = [stem(word) for word in words(resource.rpartition(".")[2])]
    return sum(query.get(term, 0.0) for term in name) / len(name) if name else 0.0


@lru_cache(maxsize=1)
def _spoken() -> frozenset[str]:
    return frozenset(map(stem, spoken_verbs()))


def _weighted(wish: str) -> dict[str, float]:
    """The terms of a wish, each with how much it counts: nouns most, verbs least: they say what to do, not to what."""
    query: dict[str, float] = {}

    def add(term: str, weight: float) -> None:
        query[term] = max(query.get(term, 0.0), weight)

    spoken = said(wish)
    plain = [word for word in spoken if word not in QUALIFYING]
    pointed = {stem(after) for before, after in pairwise(plain) if before in POINTING}
    verbs, wanted = _spoken(), [term for term in terms(" ".join(spoken)) if term not in COUNTING]
    # Whoever speaks says `I` and `my` of everything: it is about them only where nothing else is said.
    if any(term not in SPEAKING and term not in verbs for term in wanted):
        wanted = [term for term in wanted if term not in SPEAKING]
    main = main_clause(spoken, verbs)
    joined = [(word, other) for word, other in pairwise(wanted) if meanings(word + other)]
    spent = {term for pair in joined for term in pair}
    for term in wanted:
        weight = SPENT if term in spent else POINTED if term in pointed else 1.0
        weight *= 1.0 if term in main else CLAUSE
        add(term, weight * VERB if term in verbs else weight)
        meant = meanings(term)
        for meaning in meant:
            add(meaning, weight * SYNONYM / len(meant) ** SHARED)
    for word, other in joined:
        for meaning in meanings(word + other):
            add(meaning, POINTED * SYNONYM)
    for meaning in turned(spoken):
        add(meaning, TURNED)
    return query


def _entry(offer: Offer, *, is_collection: bool) -> _Entry:
    resource, _, name = offer.name.rpartition(".")
    segments = [part for part in _PLACES.sub("", offer.info.path).split("/") if part]
    last = segments[-1] if segments else ""
    kind = _kind(offer, is_collection=is_collection)
    action = [] if kind in PLAIN or offer.info.path.endswith("}") else [*words(last.partition(":")[2] or last)]
    if action:
        action += list(words(offer.info.summary))[:1]
    own = {stem(word) for word in words(f"{name} {last}")}
    special = own - {stem(word) for word in words(resource)} - _spoken()
    return _Entry(offer, resource, kind, "batch" in own, frozenset(map(stem, action)), frozenset(special))


def _counts(offer: Offer) -> dict[str, float]:
    info = offer.info
    texts = {
        "name": f"{info.name} {info.operation_id} {_PLACES.sub('', info.path)}",
        "summary": info.summary,
        "description": info.description,
        "parameters": " ".join(f"{param.name} {param.description}" for param in offer.parameters),
        "members": " ".join(_members(offer)),
    }
    counts: dict[str, float] = {}
    for name, weight in FIELDS:
        stems = terms(texts[name])
        # Words that are written apart are searched as one as well: `api key`, `apikey`.
        for term in [*stems, *(stem(a + b) for a, b in pairwise(stems))]:
            counts[term] = counts.get(term, 0.0) + weight
    return {term: min(count, CAP) for term, count in counts.items()}


def _is_retrieval(offer: Offer) -> bool:
    return offer.info.response_type.startswith("RetrievalResult")


def _members(offer: Offer) -> set[str]:
    """The names of what an operation answers with, and of what its items have."""
    schema = offer.info.schema("response")
    waiting: list[Any] = [schema, *schema.get("$defs", {}).values()]
    return {name for node in waiting for name in node.get("properties", {})}


def _kind(offer: Offer, *, is_collection: bool) -> str:
    """What an operation does to its resource, by its HTTP method and the shape of its path and answer."""
    info = offer.info
    before, _, last = info.path.rpartition("/")
    # `POST /orders/{id}/cancel` does something to one order, `POST /orders/{id}/notes` makes a note.
    is_action = info.method == "POST" and before.endswith("}") and not is_collection and not last.endswith("s")
    if ":" in last or is_action or info.method not in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
        return verb_of(list(words(last.partition(":")[2] or last)))
    if info.method == "GET":
        return "list" if is_collection or info.lists or info.response_type.startswith("list[") else "get"
    return {"POST": "create", "DELETE": "delete"}.get(info.method, "update")


def _fit(entry: _Entry, asked: Asked, query: Mapping[str, float]) -> float:
    """How well what an operation does fits the verbs of a wish."""
    fit = 1.0
    done = ACTED * min(max((query.get(term, 0.0) for term in entry.action), default=0.0) / VERB, 1.0)
    if asked.kinds or done:
        fit *= BASE + FIT * max(asked.kinds.get(entry.kind, 0.0), done)
    elif entry.kind == DELETE:
        fit *= UNASKED
    if entry.kind == "list" and asked.is_one:
        fit *= 0.85
    if entry.kind == "get" and asked.is_many and not asked.is_one:
        fit *= 0.85
    if entry.special:
        share = sum(term in query for term in entry.special) / len(entry.special)
        fit *= 1 + SAID * share - UNSAID * (1 - share)
    if entry.is_bulk:
        fit *= BULK if asked.is_bulk else NO_BULK
    return fit
