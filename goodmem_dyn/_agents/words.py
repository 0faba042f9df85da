"""Words of a wish and of an operation, brought to one spelling, and what people say for what the API calls otherwise.

Rules: this is a dictionary, not a list of operations. An entry says which words mean the same, whatever the document
has; a term that no operation of a document uses has no effect there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ADDRESS = re.compile(r"\w@\w")
_STOP = _listed(
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
    ("es", "e"), ("ers", "er"), ("s", ""),
)  # fmt: skip

SAME = """
access-token access-key api-token auth-token service-key api-key = apikey
language-model chat-model text-model = llm
embedding-model vector-model = embedder
rerank-model reranking-model cross-encoder = reranker
knowledge-base document-base = space
log-policy log-rule logging-policy logging-rule search-log audit-rule audit-trail audit-log = policy
machine-account bot-account robot-account technical-account service-account service-user machine-user = identity
machine-account bot-account robot-account technical-account service-account service-user machine-user = service
user-name login-name sign-in log-in nick = username
mail-address e-mail mail-box = email
remember forget note document doc text file upload fact knowledge passage pdf store paper letter article = memory
collection workspace folder bucket namespace container place where library archive = space
base handbook corpus = space
token credential secret access pat = apikey
key = apikey
embedding vector embed vectorizer vectoriser vectorize = embedder
rerank reorder cross encoder resort rescore = reranker
language chat generation generative generator gpt llama answer large completion = llm
account person people profile colleague login owner everybody everyone anyone employee member staff customer = user
mail e = email
login nick handle = username
version build commit release health alive capability uptime = info
bootstrap install fresh first setup initialize initialise initial = init
picture photo rendering render png jpeg scan screenshot thumbnail = image
sheet leaf = page
photo letter scan picture recognise recognize extract word handwriting read = ocr
ask question find search look know answer passage semantic similar relevant query = retrieve
retrieval search logging query = retrieve
rule logging record audit trail protocol = policy
logging record audit trail = log
reachable latency probe connection test answer try respond health = ping
series continuous continuously keep repeat repeated watch many over minute arrive live = stream
time once = once
maintenance shutdown shut restart reboot quiesce gracefully graceful wind stop deployment finish = drain
clean cleanup housekeeping throw away old finished completed done history = purge
work task queue = job
licence subscription seat entitlement = license
refresh renew apply reread pick again notice = reload
many several bulk multiple hundred thousand together lot batch import = batch
raw original full whole complete download byte binary = content
myself own current mine am who whoami = me
who whose belong = user
tag label = label
permission reader grant share access = grant
allow allowed permit permission forbid refuse authorize authorise = check
allow allowed permit permission forbid refuse authorize authorise share rights = access
admin administrator editor reader right promote demote moderator superuser appoint appointment = role
admin administrator editor reader right promote demote moderator superuser appoint appointment = assignment
invite invitation onboard join = enrollment
redeem accept finish join = complete
bot service machine robot daemon = identity
choose decide classify judge verdict classifier adjudicator = decision
choose classify pick judge verdict = decide
deployment installation organisation organization tenant = instance
hand over takeover successor responsible belong reassign = transfer
hand over takeover successor responsible belong owner reassign = ownership
"""
"""What people say, and what a document of this API may call it; two words with a hyphen mean one thing together."""

VERBS: dict[str, str] = {
    "create": "create add make new register connect set hook open save store remember upload insert import issue "
    "generate give put keep import fresh define start begin share grant let invite appoint obtain introduce need needs "
    "assign promote attach build provision",
    "delete": "delete remove erase drop forget discard unregister destroy revoke invalidate wipe rid throw take "
    "unusable stop kill away invalid cancel withdraw retire retired close undo leaked left longer unused detach demote",
    "update": "update change edit rename modify switch rotate adjust alter disable enable deactivate activate point "
    "replace correct set make relabel retag move moved reconfigure refresh tweak fix",
    "list": "list which all every browse enumerate show overview exist available many what registered through audit "
    "find where everything everybody everyone anybody who",
    "get": "does get show read look detail details see describe how what one particular single fetch status settings "
    "configured id",
    "retrieve": "retrieve search find ask know question look passages semantic",
}
"""What people say for what methods of HTTP do to a resource."""

ONE = _listed("one this single particular id details detail itself")
"""Words that ask for one resource rather than for a list."""
MANY = _listed("which all every list enumerate browse available exist are any everything keys")
"""Words that ask for a list."""
SPEAKING = _listed("i my me mine myself own us our")
"""Words that whoever speaks says of themselves, whatever they want."""
COUNTING = _listed("one single once hundred week day name id")
"""Words that count or qualify, and say nothing about what is meant."""
QUALIFYING = _listed("new whole own fresh old other another different large stored test current")
"""Words that may stand between `a` and what a wish is about."""
POINTING = _listed("this a an one the single particular")
"""Words before what a wish is about."""
BULK = _listed(
    """
    ids many several bulk multiple hundred hundreds together lot batch thousand thousands matches everything mass
    """
)
"""Words that ask for one call over many resources."""


def words(text: str) -> Iterator[str]:
    """The words of a text or of an identifier, in lower case."""
    return (found.lower() for found in _WORD.findall(text))


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
    said = [stem(word) for word in words(text) if word not in _STOP]
    return [*said, "email"] if _ADDRESS.search(text) else said


@lru_cache(maxsize=1)
def _same() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in SAME.strip().splitlines():
        said, _, meant = line.partition(" = ")
        for word in said.split():
            found.setdefault("".join(map(stem, word.split("-"))), set()).add(stem(meant))
    return {word: frozenset(meanings) for word, meanings in found.items()}


def meanings(term: str) -> Iterable[str]:
    """What a term may stand for."""
    return _same().get(term, ())


@lru_cache(maxsize=1)
def _verbs() -> dict[str, frozenset[str]]:
    return {kind: frozenset(text.split()) for kind, text in VERBS.items()}


@lru_cache(maxsize=1)
def spoken_verbs() -> frozenset[str]:
    """The stems of all verbs that say what to do to a resource."""
    return frozenset(stem(word) for spoken in _verbs().values() for word in spoken)


def intents(text: str) -> dict[str, float]:
    """Which kinds of operation a wish asks for, each with how clearly: the first words say most."""
    found: dict[str, float] = {}
    said = list(words(text))
    if said and not any(word in spoken for word in said for spoken in _verbs().values()):
        # Words typed into a search box: several of a thing are a list.
        return {"list": 1.0} if re.search(r"[^s]s$", said[-1]) else {}
    for position, word in enumerate(said):
        for kind, spoken in _verbs().items():
            if word in spoken:
                found[kind] = found.get(kind, 0.0) + (1.0 if position < 3 else 0.5)
    return found
