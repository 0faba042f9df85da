"""Every method of a client with example arguments, and a server's answers to them: all made from the document.

Rules: which arguments go together is found by trying, with the client as the judge, so that a new operation needs no
line here. The same document always gives the same calls.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn import Goodmem, InvalidRequestError
from tests.support.examples import UUID, Examples, bundled, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.surface import Param

LOCALS: dict[str, Any] = {
    "api_key": "sk-example",
    "space_ids": [UUID],
    "llm_id": UUID,
    "reranker_id": UUID,
    "file": b"content",
    "max_items": 1,
    "page_size": 1,
    "to": None,
    "on_progress": None,
    "id": UUID,
    "ids": [UUID],
    "timeout": 5,
    "labels": {"team": "docs"},
    "raise_on_partial": True,
    "stream": False,
    "wait": True,
    "batch_size": 1,
    "request": {},
}
"""Values for what conveniences consume and no schema describes; None for what an example cannot show."""

FRAMES = {"application/x-ndjson": "{}\n", "text/event-stream": "data: {}\n\nevent: close\ndata: end\n\n"}
"""A stream of one event, as the server frames it."""

BY_TYPE: dict[str, Any] = {"str": "text", "int": 1, "float": 0.5, "bool": True}


@dataclass(frozen=True)
class Call:
    """A method of the clients.

    Attributes:
        name: `namespace.method`.
        params: Its arguments, without the options that every method has.
        is_derived: Whether it is made of several operations.
        needed: What the document requires of a create, also where a convenience can fill it in.
    """

    name: str
    params: tuple[Param, ...]
    operation: Any
    is_derived: bool
    needed: frozenset[str] = frozenset()

    def of(self, client: Any) -> Any:
        """The bound method of a client."""
        for part in self.name.split("."):
            client = getattr(client, part)
        return client


def is_namespace(value: object) -> bool:
    """Whether an attribute of a client groups methods."""
    return "with_raw_response" in dir(value)


def methods(document: Any = None) -> Iterator[Call]:
    """Every method that shows on a client of a document, by name; without aliases, which are no others."""
    with Goodmem(base_url="http://127.0.0.1:1", document=document) as client:
        for name in dir(client):
            if is_namespace(getattr(client, name)):
                yield from _methods(client, getattr(client, name), name)


def _methods(client: Any, namespace: Any, path: str) -> Iterator[Call]:
    for name in dir(namespace):
        value = getattr(namespace, name) if name != "with_raw_response" else None
        if is_namespace(value):
            yield from _methods(client, value, f"{path}.{name}")
        elif value is not None and not hasattr(value, "__deprecated__"):
            yield _call(client, value, f"{path}.{name}")


def _call(client: Any, method: Any, name: str) -> Call:
    info = getattr(method, "operation", None)
    if info is not None:
        own = info._method
        params = tuple(param for param in own.params if param.location != "option")
        return Call(name, params, own.operation, False, _needed(own.operation))
    from goodmem_dyn._derived.kinds import find_derived

    *words, last = name.split(".")
    derived = find_derived(client._core.catalog, tuple(words), last)
    assert derived is not None
    create = getattr(derived, "create", None)
    return Call(name, derived.params, None, True, _needed(create.operation) if create else frozenset())


def _needed(operation: Any) -> frozenset[str]:
    return frozenset(param.name for param in operation.params if param.required)


@cache
def all_calls() -> dict[str, Call]:
    """Every method by its name."""
    return calls_of(bundled())


@cache
def calls_of(examples: Examples) -> dict[str, Call]:
    """Every method of a client of another document."""
    return {call.name: call for call in methods(None if examples is bundled() else examples.document)}


def example(param: Param, examples: Examples, *, most: bool) -> Any:
    """A value for one argument; None where an example makes no sense."""
    if param.name in LOCALS and param.location == "local":
        return LOCALS[param.name]
    if param.location == "local":
        return BY_TYPE.get(param.annotation.partition(" |")[0])
    if param.schema.get("format") == "binary":
        return b"content"
    return examples.value(dict(param.schema) or {"type": "string"}, param.wire or param.name, most=most)


@lru_cache(maxsize=8)
def _routes(examples: Examples) -> list[tuple[int, str, re.Pattern[str], Any]]:
    routes = []
    for path, raw in examples.document["paths"].items():
        item = examples.follow(raw)
        parts = "[^/]+".join(map(re.escape, re.split(r"\{[^}]*\}", path)))
        # A path without variables is nearer to a request than one with.
        routes += [
            (path.count("{"), method.upper(), re.compile(f"{parts}\\Z"), operation)
            for method, operation in item.items()
            if isinstance(operation, dict) and "responses" in operation
        ]
    return sorted(routes, key=lambda route: route[0])


@lru_cache(maxsize=8)
def _answers(examples: Examples, *, most: bool) -> dict[int, tuple[int, str, bytes]]:
    """What stubs of a document have answered so far, by the operation: the same for every request."""
    return {}


class Stub:
    """Answers every request with an example of what the document promises, and remembers the requests."""

    def __init__(self, examples: Examples, *, most: bool = False) -> None:
        self.examples, self.most = examples, most
        self.requests: list[httpx.Request] = []
        self._routes, self._answers = _routes(examples), _answers(examples, most=most)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        path = request.url.raw_path.decode().partition("?")[0]
        operation = next(
            operation for _, method, route, operation in self._routes if method == request.method and route.search(path)
        )
        if id(operation) not in self._answers:
            self._answers[id(operation)] = self._answer(operation)
        status, media, content = self._answers[id(operation)]
        return httpx.Response(status, headers={"content-type": media}, content=content)

    def _answer(self, operation: Any) -> tuple[int, str, bytes]:
        promised = next((status for status in operation["responses"] if status.startswith("2")), "default")
        content = self.examples.follow(operation["responses"][promised]).get("content", {})
        status = 200 if promised in {"2XX", "default"} else int(promised)
        for media, body in content.items():
            if "json" in media or media in FRAMES:
                value = self.examples.value(body.get("schema", {}), most=self.most)
                text = FRAMES.get(media, "{}").format(json.dumps(value))
                return status, media, text.encode()
        media = next(iter(content), "")
        return status, media, b"content" if content else b""


def send(call: Call, args: dict[str, Any], examples: Examples) -> list[httpx.Request]:
    """The requests of a call, as the synchronous client sends them.

    Raises:
        InvalidRequestError: The client refuses the arguments.
    """
    stub, client = _answered(examples)
    stub.requests = []
    value = call.of(client)(**args)
    if hasattr(value, "__enter__"):
        with value as stream:
            list(stream)
    return stub.requests


@lru_cache(maxsize=8)
def _answered(examples: Examples) -> tuple[Stub, Goodmem]:
    stub = Stub(examples)
    document = None if examples is bundled() else examples.document
    return stub, Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(stub), document=document)


def arguments(call: Call, *, most: bool, beside: str | None = None, examples: Examples | None = None) -> dict[str, Any]:
    """Arguments that the client takes: as few, or as many, as go together.

    Args:
        call: The method.
        most: As many as go together, convenience arguments left out; otherwise as few as needed.
        beside: An argument that must be among them.
        examples: Those of the client's document; of the bundled one where they are left out.
    """
    return copy.deepcopy(_arguments(call.name, examples or bundled(), most=most, beside=beside))


@cache
def _arguments(name: str, examples: Examples, *, most: bool, beside: str | None) -> dict[str, Any]:
    call = calls_of(examples)[name]
    required = {
        param.name: example(param, examples, most=most)
        for param in call.params
        if param.required or param.name == beside
    }
    optional = {
        param.name: example(param, examples, most=most)
        for param in call.params
        if param.name not in required and (param.location != "local" or not most or call.is_derived)
    }
    optional = {name: value for name, value in optional.items() if value is not None}

    def is_valid(args: dict[str, Any]) -> bool:
        try:
            send(call, args, examples)
        except InvalidRequestError:
            return False
        return True

    # What the document requires and a convenience can fill in: needed where the convenience knows too little.
    filled = {name: value for name, value in optional.items() if name in call.needed}
    fewest = arguments(call, most=False, examples=examples) if most else {}
    starts = [required, {**required, **filled}, {**fewest, **required}]
    # What has rules that its schema does not say may keep them with another of its members.
    starts += [
        {**required, param.name: variant}
        for param in call.params
        if param.name in required and param.schema
        for variant in examples.variants(dict(param.schema), param.wire)
    ]
    for start in starts:
        try:
            return fitting(start, {k: v for k, v in optional.items() if k not in start}, is_valid, most=most)
        except LookupError as error:
            problem = error
    raise problem
