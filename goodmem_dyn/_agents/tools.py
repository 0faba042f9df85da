"""The tools: three for all operations, and a few whole ones for what agents do all day.

Rules: all definitions together stay small, for a model reads them before every task. A tool that may not act is not
offered. What a tool answers is text; what went wrong is text too, and says what to change.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError
from goodmem_dyn._agents.answers import decoded
from goodmem_dyn._agents.calling import failed
from goodmem_dyn._agents.describing import brief, described

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from goodmem_dyn._agents.answers import Answers
    from goodmem_dyn._agents.calling import Caller
    from goodmem_dyn._agents.daily import Daily
    from goodmem_dyn._agents.search import Index

    _Handler = Callable[[dict[str, Any]], Awaitable["Reply"]]

LARGEST_IMAGE = 1024 * 1024
"""Bytes of an image that a model is shown."""
LISTED = 200
"""Characters of the list of what is allowed."""
FOUND = 8
"""Operations that a search answers with."""


@dataclass(frozen=True)
class Reply:
    """What a tool answers.

    Attributes:
        text: The answer, cut to the budget.
        is_error: Whether something went wrong.
        image: An image instead, as base64 text and media type.
    """

    text: str
    is_error: bool = False
    image: tuple[str, str] | None = None


@dataclass(frozen=True)
class ToolSpec:
    """A tool as it is listed, and what it does.

    Attributes:
        name: Its name.
        description: What it does, for a model.
        properties: Its arguments, as JSON Schema.
        required: Those that must be given.
        handler: What it does.
        hints: MCP's annotations, by their names of the wire.
    """

    name: str
    description: str
    properties: dict[str, Any]
    required: tuple[str, ...]
    handler: _Handler
    hints: dict[str, bool]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        required = {"required": list(self.required)} if self.required else {}
        return {"type": "object", "properties": self.properties, **required, "additionalProperties": False}


def text(description: str = "") -> dict[str, Any]:
    """The schema of an argument that is text."""
    return {"type": "string", **({"description": description} if description else {})}


READ_ONLY = {"readOnlyHint": True}


class Tools:
    """The tools of one server.

    Args:
        caller: Calls operations.
        answers: Makes answers of results.
        index: Finds operations.
        daily: Makes the whole tools.
    """

    def __init__(self, caller: Caller, answers: Answers, index: Index, daily: Daily) -> None:
        self.caller, self.answers, self._index = caller, answers, index
        self.specs: dict[str, ToolSpec] = {spec.name: spec for spec in (*self._general(), *daily.specs())}

    async def call(self, name: str, arguments: dict[str, Any] | None) -> Reply:
        """Call a tool. Nothing is raised but what ends the process: what went wrong is in the answer."""
        try:
            spec = self._spec(name)
            inputs = _checked(spec, arguments or {})
            return await spec.handler(inputs)
        except Exception as error:  # a model can act on an answer, and a broken connection helps nobody
            return Reply(self.answers.text(failed(error)), is_error=True)

    def _spec(self, name: str) -> ToolSpec:
        if name not in self.specs:
            raise InvalidRequestError(f"There is no tool {name!r}. Tools: {', '.join(self.specs)}.")
        return self.specs[name]

    def _general(self) -> list[ToolSpec]:
        words = self.caller.permissions.words
        allowed = [offer for offer in self.caller.offers if self.caller.permissions.allows(offer)]
        may_write = any(offer.needs for offer in allowed)
        may_destroy = any("destructive" in offer.needs for offer in allowed)
        extra = f"Allowed besides reads: {_few(sorted(words - {'read'}))}." if may_write else "Reads only."
        return [
            ToolSpec(
                "search_operations",
                f"Find operations of the GoodMem API by what you want to do. No query: all {len(self.caller.offers)}.",
                {"query": text()},
                (),
                self._search,
                READ_ONLY,
            ),
            ToolSpec(
                "describe_operation",
                "Arguments and result of an operation. Read it before you call one.",
                {"name": text()},
                ("name",),
                self._describe,
                READ_ONLY,
            ),
            ToolSpec(
                "call_operation",
                f"Call an operation. {extra} A cut answer goes on with `more` alone.",
                {"name": text(), "arguments": {"type": "object"}, "more": text()},
                (),
                self._call,
                {"destructiveHint": may_destroy} if may_write else READ_ONLY,
            ),
        ]

    async def _search(self, inputs: dict[str, Any]) -> Reply:
        allows = self.caller.permissions.allows
        query = inputs.get("query", "")
        if not query.strip():
            lines = [f"{offer.name} [{offer.effect}]" for offer in self.caller.offers]
            return Reply(self.answers.text("\n".join(lines)))
        offers = self._index.search(query, FOUND)
        if not offers:
            return Reply("Nothing fits. Try other words, or no query for all operations.")
        return Reply(self.answers.text("\n".join(brief(offer, allowed=allows(offer)) for offer in offers)))

    async def _describe(self, inputs: dict[str, Any]) -> Reply:
        offer = self.caller.offer(inputs["name"])
        return Reply(self.answers.text(described(offer, allowed=self.caller.permissions.allows(offer))))

    async def _call(self, inputs: dict[str, Any]) -> Reply:
        more, name = inputs.get("more"), inputs.get("name")
        if more is not None:
            if name is not None:
                raise InvalidRequestError("Give more alone: the rest belongs to an operation that was called already.")
            return Reply(self.answers.more(more))
        if name is None:
            raise InvalidRequestError("Give the name of an operation; search_operations finds it.")
        return await answered(self.caller, self.answers, name, inputs.get("arguments", {}))


def _few(names: list[str]) -> str:
    """Names in a few words: a long list would be read before every task."""
    listed = ", ".join(names)
    return listed if len(listed) <= LISTED else f"{len(names)} operations, which search_operations does not mark"


def _checked(spec: ToolSpec, inputs: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a tool, if they are of it."""
    unknown = [name for name in inputs if name not in spec.properties]
    missing = [name for name in spec.required if inputs.get(name) is None]
    if unknown or missing:
        problem = f"has no argument {unknown[0]!r}" if unknown else f"needs {missing[0]!r}"
        raise InvalidRequestError(f"{spec.name} {problem}. Arguments: {', '.join(spec.properties)}.")
    # One of several is often given as it is.
    inputs = {
        name: [value] if isinstance(value, str) and spec.properties[name].get("type") == "array" else value
        for name, value in inputs.items()
    }
    for name, value in inputs.items():
        kind = spec.properties[name].get("type")
        wanted = {"string": str, "integer": int, "array": list}.get(kind, object)
        if value is not None and (not isinstance(value, wanted) or (kind == "integer" and isinstance(value, bool))):
            raise InvalidRequestError(f"{spec.name}: {name} must be {'an' if kind[0] in 'aio' else 'a'} {kind}.")
    return {name: value for name, value in inputs.items() if value is not None}


async def answered(caller: Caller, answers: Answers, name: str, arguments: Any) -> Reply:
    """Call an operation and make an answer of its result.

    Raises:
        GoodMemError: The call failed, or is not allowed.
    """
    offer = caller.allowed(name)
    # What a model sends as a secret comes back nowhere, not in an error either.
    answers.masking.learn(arguments)
    raw = await caller.raw(name, arguments)
    if offer.is_binary:
        return _content(answers, raw.content, raw.headers.get("content-type", ""))
    value = raw.parse()
    if value is None:
        return Reply(f"{name}: done.")
    if hasattr(value, "next_token") and hasattr(value, "data"):
        return Reply(answers.of(value.data, head=_page_head(len(value.data), value.next_token)))
    return Reply(answers.of(value, head="" if value else "Nothing was found."))


def _page_head(count: int, token: str | None) -> str:
    more = f'; the next page: "next_token": "{token}"' if token else ", all there are"
    return f"{count} on this page{more}:" if count or token else "None."


def _content(answers: Answers, content: bytes, media_type: str) -> Reply:
    kind = media_type.partition(";")[0].strip().lower()
    if kind.startswith("image/"):
        if len(content) > LARGEST_IMAGE:
            return Reply(f"An image of {len(content):,} bytes: too large to be shown. Ask for it smaller.")
        return Reply("", image=(base64.b64encode(content).decode("ascii"), kind))
    text = decoded(content, media_type)
    if text is None:
        return Reply(f"{len(content):,} bytes of {kind or 'unknown type'}, which is no text.")
    return Reply(answers.text(text) or "The content is empty.")
