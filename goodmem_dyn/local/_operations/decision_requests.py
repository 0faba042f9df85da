"""What a decision model may be asked: rules that the document cannot say, and what its provider can do.

Rules this module keeps: everything that is wrong is told at once, by place; media come inline as base64, nothing is
fetched; a content is at most 32 levels deep.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._providers import decisions
from goodmem_dyn.local.errors import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodmem_dyn.local._state.state import State

_DEPTH = 32
_TYPES = ("choice", "score", "noul", "box")


def check_request(state: State, row: Mapping[str, Any], request: Mapping[str, Any]) -> None:
    """Refuses what a model cannot be asked.

    Raises:
        ValidationError: content that is none.
        ApiError: `decide.unsupported`, where everything is well-formed and the model cannot do it.
    """
    broken = list(_contents(request))
    if not request["questions"]:
        broken.append(("questions", "At least one question is required"))
    if broken:
        raise ValidationError(broken)
    beyond = list(_beyond(row, request))
    if beyond:
        raise state.refusal("decide.unsupported", "; ".join(": ".join(problem) for problem in beyond))


def _contents(request: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _content(request["state"], "state")
    for number, media in enumerate(request.get("attachments") or ()):
        yield from _media(media, f"attachments[{number}]")
    for name, question in request["questions"].items():
        where = f"questions.{name}"
        if not name:
            yield where, "A question needs a name"
        for place, content in _parts(question):
            yield from _content(content, f"{where}.{place}")


def _parts(question: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every content of a question, with its place."""
    if "instructions" in question:
        yield "instructions", question["instructions"]
    for name, option in (question.get("choice") or {}).get("options", {}).items():
        yield f"choice.options.{name}", option
    for number, level in enumerate((question.get("score") or {}).get("levels", ())):
        yield f"score.levels[{number}]", level
    for name, criterion in (question.get("noul") or {}).items():
        yield f"noul.{name}", criterion


def _content(content: Mapping[str, Any], where: str, depth: int = 1) -> Iterator[tuple[str, str]]:
    if depth > _DEPTH:
        yield where, f"Content is nested deeper than {_DEPTH} levels"
    elif "jsonValue" in content:
        try:
            json.loads(content["jsonValue"])
        except ValueError:
            yield f"{where}.jsonValue", "Not valid JSON"
    elif "objectValue" in content:
        for name, member in content["objectValue"]["fields"].items():
            yield from _content(member, f"{where}.objectValue.fields.{name}", depth + 1)
    elif "arrayValue" in content:
        for number, member in enumerate(content["arrayValue"]["values"]):
            yield from _content(member, f"{where}.arrayValue.values[{number}]", depth + 1)
    elif "media" in content:
        yield from _media(content["media"], f"{where}.media")


def _media(media: Mapping[str, Any], where: str) -> Iterator[tuple[str, str]]:
    try:
        base64.b64decode(media["data"], validate=True)
    except (binascii.Error, ValueError):
        yield f"{where}.data", "Not valid base64"


def _beyond(row: Mapping[str, Any], request: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    provider, questions = row["providerType"], request["questions"]
    able, limits = decisions.capabilities(provider), decisions.limits(provider)
    if len(questions) > limits.get("MAX_QUESTIONS", len(questions)):
        yield "questions", f"{provider} takes at most {limits['MAX_QUESTIONS']} questions"
    kinds = {media["kind"] for media in able["media"]}
    for media in _all_media(request):
        if media["kind"] not in kinds or (provider == "JEV" and not row["configuration"].get("image_preview")):
            yield "media", f"{provider} takes no {media['kind'].lower()} here"
    for name, question in questions.items():
        kind = next(name for name in _TYPES if name in question)
        if kind.upper() not in able["questionTypes"]:
            yield f"questions.{name}", f"{provider} answers no question of type {kind}"
        if provider == "CLEF" and not decisions.plain(question.get("instructions") or {"text": ""}):
            yield f"questions.{name}.instructions", "Instructions are required for CLEF"
        yield from _sizes(question, f"questions.{name}", provider, limits)


def _sizes(
    question: Mapping[str, Any], where: str, provider: str, limits: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    for kind, member, noun, least in (("choice", "options", "CHOICES", 1), ("score", "levels", "SCORE_LEVELS", 1)):
        if kind in question:
            count, few = len(question[kind][member]), limits.get(f"MIN_{noun}", least)
            if not few <= count <= limits.get(f"MAX_{noun}", count):
                most = limits.get(f"MAX_{noun}", "any number of")
                yield f"{where}.{kind}.{member}", f"{provider} takes {few} to {most} {member}, not {count}"


def _all_media(request: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from request.get("attachments") or ()
    waiting = [
        request["state"],
        *(content for question in request["questions"].values() for _, content in _parts(question)),
    ]
    while waiting:
        content = waiting.pop()
        if "media" in content:
            yield content["media"]
        waiting += (content.get("objectValue") or {}).get("fields", {}).values()
        waiting += (content.get("arrayValue") or {}).get("values", ())
