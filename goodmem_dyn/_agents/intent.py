# ruff: noqa: E501 - an entry is one line, however much it lists
"""What a wish asks to be done: create, delete, change, list, read or search, and whether to one thing or to many.

Rules: these are turns of speech of English, not operations of a document. A turn of several words counts before a
single verb, and the first verb after the preamble (`how do I`, `please`) more than those after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodmem_dyn._agents.words import PERSON, heard, listed, stem
from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Sequence

CREATE, DELETE, UPDATE, LIST, GET, RETRIEVE = "create", "delete", "update", "list", "get", "retrieve"
DO = "do"
"""What is none of these, by its own name."""
PLAIN = frozenset({CREATE, DELETE, UPDATE, LIST, GET})
"""What methods of HTTP do; anything else is an action of its own."""
TURN, ORDER, FIRST, LATER = 1.6, 1.5, 1.0, 0.4
"""How much a turn of speech counts, a verb that a wish begins with, the first verb, and one that comes later."""

VERBS: dict[str, str] = {
    CREATE: "create add make register connect hook open save store remember upload insert import issue generate mint "
    "put keep import start begin share grant let invite enroll onboard appoint obtain introduce need needs assign "
    "promote attach build provision ingest load feed index submit push post setup signup plug wire mount install integrate "
    "configure declare establish found spawn allocate append record note jot log capture write bring hire welcome "
    "nominate entitle permit allow enable open lend gimme send enrol creation elevate memorize escalate define collaborate bootstrap initialize onboard ingest embed subscribe adopt acquire procure prepare produce supply",
    DELETE: "delete remove erase drop forget discard unregister deregister destroy revoke invalidate wipe rid throw "
    "unusable stop kill away invalid cancel withdraw retire retired retires close undo leaked left leaving leaves "
    "longer unused detach demote nuke purge scrap dispose eliminate expunge bin trash toss ditch axe kick ban expel "
    "evict banish fire unshare disown strip rescind void scratch uninstall disconnect unplug unhook dismantle "
    "decommission obsolete compromised stolen quit terminate cut deprive lose disappear vanish worthless useless gone fired offboard deprecate deprecated unassign downgrade clear delist unlist unlink delink sack remove rm del zap dump chuck annul nullify repeal disallow prohibit forbid bar shred dethrone depose revert reverse resigned resigns junk jettison shed prune obliterate clean sweep kaput pull exile oust dismiss abolish wash abandon pushed published exposed unsunset end cease discontinue halt burn deletion removal",
    UPDATE: "update change edit rename modify switch rotate adjust alter disable enable deactivate activate point "
    "replace correct set make relabel retag move moved reconfigure refresh tweak fix amend revise patch swap lock "
    "unlock suspend pause resume freeze unfreeze migrate extend shorten raise lower increase decrease label mark "
    "reword retitle tune customize customise repoint redirect bump upgrade typo misspelled surname married wrong prolong postpone turn rotated edit overwrite repair redo renew rephrase reset adapt expired expires reassign amend",
    LIST: "list which all every browse enumerate show overview exist exists available many what registered audit "
    "find where everything everybody everyone anybody anyone who whom count number inventory directory catalog "
    "catalogue tally outstanding pending several each dump anything choices alternatives summary rundown roster listing ls",
    GET: "does get show read look detail details see describe how what one particular single fetch status settings "
    "configured id inspect view display retrieve check tell explain open whose when info information metadata "
    "properties profile learn lookup whoami resolve print identify examine examine check peek cat status state read determine confirm verify report description",
    DO: "run invoke execute perform trigger",
    RETRIEVE: "retrieve search find ask know question look passages semantic answer",
}
"""What people say for what methods of HTTP do to a resource."""

_ATTRIBUTE = "(names?|title|labels?|tags?|description|endpoint|url|host|address|prompt|settings?|limit|expiry|expiration|surname|default)"
"""What things have and are given anew: to give it is to change the thing."""

TURNS: tuple[tuple[str, str], ...] = (
    (r"(which|what) (\w+ ){0,2}(people|persons|users|accounts|colleagues|members) (can|may|have|has|are)", LIST),
    (r"what (have|had|did) (i|we|you|they) (\w+ )?(put|store[d]?|save[d]?|add(ed)?|upload(ed)?|got|get)|report of|so far", LIST),
    (r"what (can|could|may|might) \w+", LIST),
    (r"count (\w+ ){1,2}(do|does|has|have|did) (this|that|the|one|it|a)\b|(did|does|is|are|was|were) \w+ (\w+ )?(use|used|get|accept|still|valid|already)", GET),
    (r"(where|which|how) (does|is|do) (this|that|the|our|my|one)|what (\w+ ){0,3}is (known|behind|inside)|who is that", GET),
    (r"(would like|d like|want|wants|needs?|gets?|bought|deserves?) (\w+ )?(a|an|its own|his own|her own|their own)\b|has to (authenticate|join)", CREATE),
    (r"should be able|be able to|starts? (\w+ )?(on|next|today|tomorrow|using|with)|(exists|exist) already but needs|take (\w+ ){1,2}in\b", CREATE),
    (r"(wants?|needs?|like) (\w+ ){1,6}(logged|recorded|written down|tracked|audited)|start using", CREATE),
    (r"(has|have|had|must|should|ought|can|may|needs?) (to )?(disappear|vanish|go( away)?|leave|be gone|be removed)\b|out with|(is|are|was) (over|gone|dead|obsolete|retired)", DELETE),
    (r"(has|have) (left|quit|gone|resigned|moved to another)|must not|may not|(back|down) to (normal|user|a normal)|(ordinary|normal|regular|plain) (user|member)|out of (the|my|our|this)\b|empty (it|the)|take (it|this|that) out", DELETE),
    (r"(do|does|should|must|can|to) not (\w+ ){1,6}(any longer|any more|anymore)", DELETE),
    (r"(should|must|has to|needs to) (talk|point|use|go|listen|say)|(runs|listens|lives|is) (\w+ )?(on|at|under) (another|a new|a different)|got (another|a new|a wrong|a different)", UPDATE),
    (r"(has|have|with) (another|a new|a different|a wrong|a typo)|(better|new|other|different|another|later|longer|shorter) (\w+ )?(name|description|title|label|date|endpoint|url|address|secret|key|surname|limit)", UPDATE),
    (r"what (do|does|did) (\w+ ){1,3}(say|tell|state|mention|recommend|require|write)", RETRIEVE),
    (r"count|(are|is) there|do (we|i|you) have|can i (use|pick|choose)|directory of", LIST),
    (r"(which|what) (\w+ ){1,5}(exist|exists|are there|is there|(do|does|did) (this |that |the |my |our )?\w+ (have|hold|own|belong|contain)|(has|have) (this |that |the |my |our )?\w+ got|are)\b", LIST),
    (r"(which|what) (\w+ ){0,3}(can|may|could|might) (\w+ )?(i|we|one|you)\b", LIST),
    (r"who (can|has|have|may|is allowed|are|all|else|holds|got)|everyone (who|with)|everybody (who|with)", LIST),
    (r"(everything|all|anything) (\w+ )?(in|inside|of|stored|under|within)|what is (\w+ )?(in|inside)|who (is|are|s) (\w+ )?(\w+ing|on|in) (this|the|our|my)|what (s )?(in|inside)", LIST),
    (r"any (\w+ )?\w+ (configured|set|left|open|registered|defined)|all (of )?(the|my|our|your)", LIST),
    (r"^(a |an )?(new|another|fresh|additional|extra|second) \w+|(keep|bear|hold) (\w+ )?in mind", CREATE),
    (r"where (can|could|should|do|may) (i|we|you) (\w+ )?(put|store|save|keep|file)", LIST),
    (r"where (did|do|does|have|has) (i|we|you|they|he|she|it|anybody|anyone) (\w+ )?(write|say|mention|note|record|describe|document|discuss|talk|written|said|mentioned)", RETRIEVE),
    (r"learn (this|that|the following)|(want|like) you to (know|remember|keep|note)|fyi\b|for the record|^file (this|that|the|a|an) ", CREATE),
    (r"someone (starts|joins|joined|begins|(needs|has|wants|ought) to)", CREATE),
    (r"where (are|is) (my|our|the|these|those) (\w+ ){1,2}(kept|stored|saved|filed)", LIST),
    (r"(which|what) (\w+ ){1,3}(talk|talks|speak|speaks|deal|deals|mention|mentions|discuss|discusses|describe|describes|explain|explains|cover|covers)\b", RETRIEVE),
    (r"(which|what) (\w+ ){1,3}is (behind|used|inside|in use)", GET),
    (r"(which|what) (\w+ ){1,2}(have|has) been", LIST),
    (r"write (this|that|it|the following) down|(rotate|renew|regenerate|roll|cycle) (my|our|the) (\w+ )?(keys?|credentials?|tokens?|secrets?)$", CREATE),
    (r"(someone|somebody|anybody|strangers?|they) (else )?(has|have|got|knows?|stole|took|found|saw) (my|our|the) (\w+ )?(key|token|secret|credentials?)", DELETE),
    (r"(do|did|does) (we|you|i|anybody|anyone) have (anything|something|information|info|notes|material|stuff) (on|about|regarding)", RETRIEVE),
    (r"(there )?(should|must|has to) be (a|an|another|some)\b", CREATE),
    (r"(done|finished|through) with (this|that|the|my|our)", DELETE),
    (r"who (wrote|said|mentioned|talked|spoke|asked|complained|decided|suggested)", RETRIEVE),
    (r"(have|has|did|had) (we|i|they|anybody|anyone|someone|somebody) (\w+ )?(discuss|talk|mention|decide|agree|writ|wrote|said|say)\w*", RETRIEVE),
    (r"(wants? to be|is now|should be|must be|will be) (called|named|known|spelled)", UPDATE),
    (r"open (\w+ ){0,4}(to|for) (the|my|our|all|other|others|some|another)\b", CREATE),
    (r"close (\w+ ){0,4}(to|for) (the|my|our|all|other|others|outside|some)\b", DELETE),
    (r"(does|do|did) (this|the|that|my|our) \w+ (have|contain|hold|include)|who (\w+ )?(works|lives|belongs)", LIST),
    (r"(let|allow) (everybody|everyone|anybody|anyone|all|the public|the world) ", UPDATE),
    (r"(send|give|show|hand|bring|fetch|get) (me|us) (the|that|this|my|our)\b", GET),
    (r"(has|have|is|was|did) (this|that|the|my|our|it)\b|when (was|did|does|will)|tell me (about|more)", GET),
    (r"what (exactly )?(does|is|was) (this|that|the|one|a)|how (is|was|does) (this|that|the|a|one)", GET),
    (r"lookup|look (\w+ )?(up|at|into)|(details?|info|information|facts|settings) (on|of|about|for)|pull up", GET),
    (r"(by|with|has|have|from) (its|this|the|that|an|a|user)? ?(id|identifier|uuid)", GET),
    (r"setup|signup|(set|sign|hook|wire|spin|stand|fire|bring) (\w+ ){0,3}up|plug (\w+ ){0,3}in|sign (\w+ )?on", CREATE),
    (r"(i|we|he|she|they|\w+) (also )?(need|needs|want|wants|could use) (a|an|some|somewhere|another)\b", CREATE),
    (r"(let|allow|enable|permit) (\w+ ){1,4}(read|use|see|view|access|open|write|edit|search|query)", CREATE),
    (r"(give|hand|lend|offer|grant) (\w+ ){1,5}(access|rights?|role|permissions?|key|account|token)", CREATE),
    (r"(jot|write|note) (\w+ ){0,3}down|put (\w+ ){1,5}(in|into|to|inside|on)|have (\w+ ){1,3}as", CREATE),
    (r"(make|appoint|name) \w+ (an?|the) |let s (\w+ )?(use|add|try|have|get|take|set)\b|i d like (to )?(have|get|use|add)|i want (to use |to have )?(a|an|some|\w+ for)", CREATE),
    (r"(start|begin|turn on|switch on) (\w+ing|(\w+ ){0,2}logging|recording|tracking)", CREATE),
    (r"from now on|a (fresh|new|second|third|further)|another|somewhere (to|for)", CREATE),
    (r"get (\w+ )?rid|throw (\w+ ){0,4}(out|away)|take (\w+ ){0,5}(away|back|off|from|out)\b|for good\b|forever|permanently|once and for all|roll (\w+ ){0,3}back|kick (\w+ ){0,4}(out|off)", DELETE),
    (r"(no longer|not) (\w+ ){0,3}(need|want|use|be|have|required|allowed|any ?more|any ?longer)", DELETE),
    (r"(nobody|noone|never|without) (\w+ ){0,2}(uses?|needs?|using|used|wants)|any ?more$|any longer$", DELETE),
    (r"(turn|shut|switch|call|cut|sign) (\w+ ){0,4}off|tear (\w+ ){0,3}down|clean (\w+ ){0,3}up|clear (\w+ )?out", DELETE),
    (r"(stop|quit|cease|end) (\w+ing|share|log|record|track)|should (no longer|not|stop)|out of (here|the)", DELETE),
    (r"(switch|move|point|change|turn) (\w+ ){1,5}(to|at|over|into)|has (moved|changed)|(got|was) renamed", UPDATE),
    (rf"(give|put|add|attach|set|stick|assign|needs?|gets?|wants?) (\w+ ){{0,6}}{_ATTRIBUTE}\b", UPDATE),
    (r"(make|set|mark|render) (\w+ ){1,4}(public|private|publicly|inactive|active|visible|readable|default)", UPDATE),
    (r"(is|was|are) (wrong|misspelled|outdated|out of date|stale|incorrect)", UPDATE),
    (r"(what|anything) (do|did|does) (\w+ )(know|say|tell|remember|decide|write)|do (we|i) know", RETRIEVE),
    (r"answer (\w+ )?(question|questions)|(relevant|related|similar|closest|best) \w+|in (our|my|the) (docs|notes)", RETRIEVE),
)  # fmt: skip
"""Turns of several words, over the words of a wish with a blank between them, and what they ask for."""

_OF_ONE = re.compile(
    r"\b((who|whose|what|which|whom) (\w+ ){1,4}(this|that|one)\b|who (s |is )?(the )?(owns?|owner|is)\b"
    r"|is (\w+ ){1,4}(yet|public|private|active)$)"
)
"""A question that asks one thing for what it has, where nothing else is heard in it."""
_PREAMBLE = re.compile(
    r"^((please|hey|hi|ok|okay|now|just|also|can you|could you|would you|will you|can i|may i|could we|can we|help me"
    r"|how (do|can|could|would|should) (i|we|you|one)|i (want|need|would like|d like|have|wish|am trying|ought) to"
    r"|we (want|need|would like|d like|have|wish|are about|ought) to|let me|let us|go ahead and|make sure (to|that)"
    r"|time to|it is time to|somebody (must|should|has to)|what is the way to|is there a way to|to) )+"
)
BULK = listed(
    "ids bulk multiple hundreds together lot lots batch dozens thousands matches mass bunch pile heap series stack"
)
"""Words that ask for one call over many resources."""
_BULK_TURN = re.compile(
    r"\b(?:all (of )?(these|those|them)|many|several|(in|with) (one|a single) (go|call|request|shot|step|pass)|"
    r"(\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|hundred|thousand|dozen)"
    r" (?!days|looks|weeks|months|years|hours|minutes|seconds|times)\w{3,}s)\b"
)
_GROUP = re.compile(
    r"\b(an?|the|this|that|these) (list|set|array|number|couple|series|group|handful) of (\w+ )?\w{3,}s\b"
)
_MATCHING = re.compile(r"\b(match|matches|matching|satisfy|satisfying|meet|meets|meeting) (a|an|the|this|that|some) ")
_QUESTION = re.compile(r"^(which|what|who|whose|whom|count|where|when|are there|is there|do we have|do you have)\b")
_HEAD = re.compile(r" (for|of|with|in|on|to|by|from|about|at|under|per)\b.*")
_SEVERAL = re.compile(
    r"(?<!\bdetail)(?<!\bsetting)(?<!\bstatu)(?<!\bpropertie)[^s]s$|^(the |all )?(people|folk|staff|personnel|everyone|everybody)$"
)
_LOOK = re.compile(r"^(look|have a look|take a look|go) (at|into|through|over) ")
_PART = re.compile(r"\bof (the|this|that|my|our|an?|one) ")
_ALL_THAT = re.compile(r"\b(?:(all|every|each) (\w+ )?\w+ (that|which|with|from|tagged|matching|older)|everything)\b")
_READING = frozenset({LIST, GET, RETRIEVE})
_ONE = listed("one this that single particular id identifier uuid details detail itself specific exact lookup")
_MANY = listed("which all every list enumerate browse available exist are any everything keys how")


@dataclass(frozen=True)
class Asked:
    """What a wish asks for.

    Attributes:
        kinds: Kinds of operation, each with how clearly it is asked for, 1 for the clearest.
        is_bulk: Whether one call over many things is asked for.
        is_one: Whether one thing is.
        is_many: Whether a list is.
        is_question: Whether it is a question about what is known.
    """

    kinds: dict[str, float]
    is_bulk: bool = False
    is_one: bool = False
    is_many: bool = False
    is_question: bool = False


@lru_cache(maxsize=1)
def _verbs() -> dict[str, frozenset[str]]:
    return {kind: listed(text) for kind, text in VERBS.items()}


@lru_cache(maxsize=1)
def spoken_verbs() -> frozenset[str]:
    """All verbs that say what to do to a resource."""
    return frozenset(word for spoken in _verbs().values() for word in spoken)


@lru_cache(maxsize=1)
def _stems() -> dict[str, str]:
    return {stem(word): kind for kind in (LIST, GET, UPDATE, CREATE, DELETE) for word in _verbs()[kind]}


def verb_of(action: Sequence[str]) -> str:
    """The kind of operation that the words of an action stand for; `do` for one of its own."""
    verbs = _verbs()
    named = (word for word in action if word in verbs)
    spoken = (kind for word in action for kind, words in verbs.items() if word in words)
    return next(named, None) or next(spoken, DO)


def asked_by(words: Sequence[str]) -> Asked:
    """What the words of a wish ask for."""
    text = " ".join(words)
    core = _PREAMBLE.sub("", text)
    weights: dict[str, float] = {}
    for kind in heard(TURNS, text):
        weights[kind] = weights.get(kind, 0.0) + TURN
    if not weights and _OF_ONE.search(text):
        weights[GET] = TURN
    is_question = RETRIEVE in weights
    if is_question:
        weights[RETRIEVE] += TURN
    _by_words(core.split(), weights)
    if _QUESTION.search(core) and weights.keys() & _READING:  # what `has been registered` is asked for, not registered
        weights = {kind: weight for kind, weight in weights.items() if kind in _READING}
    if GET in weights and not _ONE.intersection(words) and _SEVERAL.search(_HEAD.sub("", _LOOK.sub("", core))):
        weights[LIST] = max(weights[GET], weights.get(LIST, 0.0))
    if LIST in weights and f"{PERSON} email" in text:  # an address is somebody's alone
        weights[GET] = weights.pop(LIST)
    if not weights and words:
        weights = _typed(text)
    strongest = max(weights.values(), default=1.0)
    first = max(weights, key=lambda kind: weights[kind], default="")
    spoken = frozenset(words)
    return Asked(
        {kind: weight / strongest for kind, weight in weights.items()},
        is_bulk=bool(
            spoken & BULK
            or _BULK_TURN.search(text)
            or (first == DELETE and _ALL_THAT.search(text))
            or (first in {CREATE, DELETE} and _GROUP.search(text))
            or (first == DELETE and _MATCHING.search(text))
        ),
        is_one=bool(spoken & _ONE),
        is_many=bool(spoken & _MANY),
        is_question=is_question,
    )


def _typed(text: str) -> dict[str, float]:
    """What words without a verb ask for, as they are typed into a search box: several of a thing are a list."""
    if _SEVERAL.search(_HEAD.sub("", text)):
        return {LIST: 1.0}
    done = {_stems().get(stem(word), "") for word in text.split()} - {""}
    return dict.fromkeys(done, 1.0) or ({GET: 1.0} if _PART.search(text) else {})


def _by_words(words: list[str], weights: dict[str, float]) -> None:
    verbs, weight = _verbs(), FIRST
    for position, word in enumerate(words):
        kinds = [kind for kind, spoken in verbs.items() if word in spoken]
        if not kinds and word.startswith("un") and word[2:] in verbs[CREATE] | verbs[GET]:
            kinds = [DELETE]
        for kind in kinds:
            weights[kind] = weights.get(kind, 0.0) + (
                ORDER if not position and len(kinds) == 1 else weight if position < 3 else min(weight, LATER)
            )
        if kinds and position:
            weight = LATER
