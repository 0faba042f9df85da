"""What the providers of decision models can do, are sent and answer, and the stand-in that the server brings along.

Rules kept here:

- One protocol: a state, and questions by name; an answer for each name, of the type of its question. Anything else from
  a provider is an error that says what was expected.
- What a provider can do is known here and not asked of it; a limit that is not known is not stated.
- The stand-in judges nothing. It compares texts by the built-in embedding model: the more alike an option is to state
  and question, the more probable it is. It is the same everywhere, says by its name what it is, reports no confidence,
  and never looks at media: its box is always the same.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn.local._providers import builtin, wire
from goodmem_dyn.local._providers.answers import WRONG
from goodmem_dyn.local._providers.wire import ProviderError, Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STAND_IN: Final = "stand-in-similarity-v1"
PATH: Final = "/v1/systemone"

#: How far apart two similarities are before the stand-in calls one option clearly more probable.
_SHARPNESS: Final = 8.0
_BOX: Final = {"left": 0.25, "top": 0.25, "right": 0.75, "bottom": 0.75}
_OUTPUTS: Final = {
    "CHOICE": "CANDIDATE_IDENTIFIER",
    "SCORE": "EXPECTED_ZERO_BASED_LEVEL",
    "NOUL": "PROBABILITY_TRUE",
    "BOX": "NORMALIZED_EDGES_NO_ABSENCE_SENTINEL",
}
_PICTURES: Final = ["image/jpeg", "image/png", "image/webp"]
_KNOWN: Final[dict[str, dict[str, Any]]] = {
    "JEV": {
        "types": ("CHOICE", "SCORE", "NOUL", "BOX"),
        "limits": {"MIN_CHOICES": 1, "MAX_CHOICES": 255, "MIN_SCORE_LEVELS": 1, "MAX_SCORE_LEVELS": 10},
        "pictures": True,
        "overflow": "REJECTS",
    },
    "LAYA": {
        "types": ("CHOICE", "SCORE", "NOUL"),
        "limits": {"MAX_INPUT_TOKENS": 512},
        "pictures": False,
        "overflow": "TRUNCATES_STATE",
    },
    "CLEF": {
        "types": ("CHOICE", "SCORE", "NOUL"),
        "limits": {
            "MAX_QUESTIONS": 64, "MIN_CHOICES": 2, "MAX_CHOICES": 255, "MIN_SCORE_LEVELS": 2, "MAX_SCORE_LEVELS": 10,
            "MAX_INPUT_TOKENS": 65_536,
        },
        "pictures": True,
        "overflow": "REJECTS",
    },
}  # fmt: skip


def capabilities(provider: str) -> dict[str, Any]:
    """What models of a provider can do, as the API shows it."""
    known = _KNOWN[provider]
    media = [{"kind": "IMAGE", "mimeTypes": _PICTURES, "placements": ["STATE", "ATTACHMENT"], "limits": []}]
    return {
        "questionTypes": list(known["types"]),
        "media": media if known["pictures"] else [],
        "limits": [{"type": name, "value": value} for name, value in known["limits"].items()],
        "contextBoundLimits": [],
        "semantics": [
            {"questionType": kind, "confidence": "NOT_REPORTED", "output": _OUTPUTS[kind]} for kind in known["types"]
        ],
        "inputOverflow": known["overflow"],
    }


def limits(provider: str) -> Mapping[str, int]:
    """The limits of a provider that are known."""
    limits: dict[str, int] = _KNOWN[provider]["limits"]
    return limits


def plain(content: Mapping[str, Any]) -> Any:
    """A content as JSON: what `text`, `jsonValue`, `objectValue`, `arrayValue` or `media` stand for."""
    if "text" in content:
        return content["text"]
    if "jsonValue" in content:
        return json.loads(content["jsonValue"])
    if "objectValue" in content:
        return {name: plain(member) for name, member in content["objectValue"]["fields"].items()}
    if "arrayValue" in content:
        return [plain(item) for item in content["arrayValue"]["values"]]
    media = content["media"]
    return {"type": media["kind"].lower(), "mime_type": media["mimeType"], "data": media["data"]}


def _question(question: Mapping[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {"type": next(kind for kind in ("choice", "score", "noul", "box") if kind in question)}
    if "instructions" in question:
        sent["instructions"] = plain(question["instructions"])
    asked = question[sent["type"]]
    if "options" in asked:
        sent["criteria"] = {name: plain(option) for name, option in asked["options"].items()}
    elif "levels" in asked:
        sent["criteria"] = [plain(level) for level in asked["levels"]]
    else:
        criteria = {"true": "trueCriterion", "false": "falseCriterion"}
        sent["criteria"] = {name: plain(asked[key]) for name, key in criteria.items() if key in asked}
    return sent


def body(row: Mapping[str, Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """What a provider is sent."""
    sent: dict[str, Any] = {
        "model": row["modelIdentifier"],
        "state": plain(request["state"]),
        "questions": {name: _question(question) for name, question in request["questions"].items()},
    }
    if request.get("attachments"):
        sent["attachments"] = [plain({"media": media}) for media in request["attachments"]]
    return sent


def outgoing(row: Mapping[str, Any], content: dict[str, Any]) -> Request:
    """The request that carries `body`."""
    return wire.decide_request(row, content)


def read(row: Mapping[str, Any], request: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    """An answer of a provider as the API gives it.

    Raises:
        ProviderError: it is none.
    """
    if row["providerType"] == "CLEF" and isinstance(answer, dict) and "result" in answer:
        answer = answer["result"]
    try:
        answers = {
            name: _read(request["questions"][name], read)
            for name, read in answer["answers"].items()
            if name in request["questions"]
        }
        usage = answer.get("usage") or {}
        counted = {"inputTokens": usage.get("input_tokens"), "outputTokens": usage.get("output_tokens")}
        return {
            "model": str(answer.get("model") or row["modelIdentifier"]),
            "answers": answers,
            "usage": {name: int(value) for name, value in counted.items() if value is not None},
        }
    except WRONG:
        raise ProviderError(
            "INVALID_RESPONSE",
            f"The endpoint {row['endpointUrl']} did not answer with a decision for each question. "
            "Check that the provider type and the API path belong to this endpoint.",
        ) from None


def _read(question: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    if "noul" in question:
        return {"noul": {"probabilityTrue": float(answer["noul"])}}
    confidence = answer.get("confidence")
    sure = {} if confidence is None else {"confidence": float(confidence)}
    if "box" in question:
        return {"box": {**{edge: float(answer["box"][edge]) for edge in _BOX}, **sure}}
    shares = answer["probabilities"]
    pairs = shares.items() if isinstance(shares, dict) else enumerate(shares)
    shown: dict[str, Any] = {
        "probabilities": {str(name): float(share) for name, share in pairs},
        **sure,
        "confidenceMeaning": "NOT_REPORTED" if confidence is None else "PROVIDER_DEFINED",
    }
    if "choice" in question:
        return {"choice": {"choice": str(answer["choice"]), **shown}}
    return {"score": {"score": float(answer["score"]), "levels": question["score"]["levels"], **shown}}


def stand_in(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the stand-in answers to `body`, in the shapes of the protocol."""
    state = _words(content["state"])
    answers = {name: _decide(state, question) for name, question in content["questions"].items()}
    return {"model": STAND_IN, "answers": answers, "usage": {"input_tokens": builtin.count_tokens(state)}}


def _decide(state: str, question: Mapping[str, Any]) -> dict[str, Any]:
    kind, criteria = question["type"], question.get("criteria") or {}
    about = f"{_words(question.get('instructions', ''))}\n{state}".strip()
    if kind == "box":
        return {"type": kind, "box": dict(_BOX)}
    if kind == "noul":
        yes, no = criteria.get("true", question.get("instructions", "true")), criteria.get("false", "")
        share = _shares(state or about, [_words(yes), _words(no)])[0]
        return {"type": kind, "noul": share}
    if kind == "choice":
        shares = dict(
            zip(
                criteria,
                _shares(about, [f"{name} {_words(criterion)}" for name, criterion in criteria.items()]),
                strict=False,
            )
        )
        return {"type": kind, "choice": max(shares, key=lambda name: shares[name]), "probabilities": shares}
    shares = {
        str(place): share for place, share in enumerate(_shares(about, [_words(criterion) for criterion in criteria]))
    }
    return {"type": kind, "score": sum(int(place) * share for place, share in shares.items()), "probabilities": shares}


def _shares(about: str, texts: Sequence[str]) -> list[float]:
    """How probable each text is, by how much it is like what it is about; they add up to 1."""
    weights = [math.exp(_SHARPNESS * score) for score in builtin.rerank(about, texts)]
    return [weight / sum(weights) for weight in weights]


def _words(value: Any) -> str:
    """The text in a JSON value; of media there is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(_words(member) for name, member in value.items() if "mime_type" not in value)
    if isinstance(value, list):
        return "\n".join(map(_words, value))
    return json.dumps(value)
