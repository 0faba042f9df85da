"""Every operation of a document, called twice: with what is required, and with everything."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import schemathesis

from goodmem_dyn import NULL, Goodmem, InvalidRequestError, Page
from goodmem_dyn._models.base import to_wire
from goodmem_dyn._results.outcomes import BatchResult
from tests.wild.judge.expected import disagreement
from tests.wild.judge.values import Unmade, Values
from tools.spec.openapi30 import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.surface import Operation, Param

BYTES = b"\x00bytes"


@dataclass
class Outcome:
    """What became of one document.

    Attributes:
        refused: Why it is no client; empty where it is one.
        operations: How many it has.
        right: How many were called right, both ways.
        causes: What was wrong with the others → how many; and what could not be tried.
        unmade: How many calls or answers no value was found for.
        examples: A cause → the first operation that has it, and the whole error.
    """

    refused: str = ""
    operations: int = 0
    right: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    unmade: int = 0
    examples: dict[str, str] = field(default_factory=dict)


class Judge:
    """Calls the operations of one document, and judges what was sent and what came back."""

    def __init__(self, document: Any) -> None:
        self.document = upgrade(document)
        self.sent: httpx.Request | None = None
        self.answer = httpx.Response(200, json={})

        def respond(request: httpx.Request) -> httpx.Response:
            request.read()
            self.sent = request
            return self.answer

        self.client = Goodmem(
            "http://127.0.0.1:1", document=document, transport=httpx.MockTransport(respond), max_retries=0
        )
        self.surface = self.client._core.catalog.surface
        self.values = Values(self.document)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.schema = schemathesis.openapi.from_dict(document)

    def outcome(self) -> Outcome:
        """What became of it."""
        made = Outcome()
        for operation in self.surface.operations:
            made.operations += 1
            problem = next(self.problems(operation, made), None)
            if problem is None:
                made.right += 1
            else:
                cause = _kind(problem)
                made.causes[cause] += 1
                made.examples.setdefault(cause, f"{operation.http_method} {operation.path}: {problem}")
        return made

    def problems(self, operation: Operation, made: Outcome) -> Iterator[str]:
        """What is wrong with an operation, in a call with everything and in one with what is required."""
        for most in (True, False):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    problem = self.problem(operation, most=most)
            except Unmade:
                made.unmade += 1
            except Exception as error:
                if self.values.is_loose and isinstance(error, InvalidRequestError):
                    made.unmade += 1  # the value fits several of its forms, and the client says so
                    continue
                yield f"{type(error).__name__}: {error}"
            else:
                if problem:
                    yield problem

    def problem(self, operation: Operation, *, most: bool) -> str:
        """What is wrong with one call; empty where nothing."""
        self.values.is_loose = False
        arguments: dict[str, Any] = {}
        given: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
        body = self._body(operation, arguments, most=most)
        for param in operation.params:
            if param.location in given and (param.required or most):
                value = self._parameter(param)
                if value is None:
                    if param.required:
                        raise Unmade(f"OpenAPI has no form for {param.name}")
                    continue
                arguments[param.name] = given[param.location][param.wire] = value
        if operation.stream is not None and not operation.streams_only and arguments.get("stream") is True:
            arguments["stream"] = body["stream"] = False  # the answer that is made is one value
        status, content = self._answer(operation)
        method: Any = self.client
        for word in (*operation.name.namespace, operation.name.method):
            method = getattr(method, word)
        result = method(**arguments)
        if operation.streams_only:
            with result as events:
                list(events)
            return self._judged(operation, given, body)
        problem = self._judged(operation, given, body)
        return problem or _lost(result, content, status)

    def _judged(self, operation: Operation, given: Any, body: Any) -> str:
        assert self.sent is not None
        view = self.schema[operation.path][operation.http_method]
        styled = {
            name
            for name, one in (operation.body.encodings if operation.body else {}).items()
            if {"style", "explode"} & one.keys()
        }
        spread = {param.wire for param in operation.params if param.style in {"pipeDelimited", "spaceDelimited"}}
        return disagreement(view, operation.path, given, body, self.sent, styled, spread)

    def _parameter(self, param: Param) -> Any:
        value = self.values.value(param.schema and self._upgraded(param.schema), most=True, skip="readOnly")
        flat = _flat(value) if param.style != "json" else value
        if flat is not None and flat != value and self.values.problem(self._upgraded(param.schema), flat):
            raise Unmade(f"OpenAPI has no form for what {param.name} needs")
        return flat

    def _upgraded(self, schema: Any) -> Any:
        whole = upgrade({"openapi": self.surface.document.get("openapi"), "components": {"schemas": {"it": schema}}})
        return whole["components"]["schemas"]["it"]

    def _body(self, operation: Operation, arguments: dict[str, Any], *, most: bool) -> Any:
        """The arguments of a body put to the others; returns its value."""
        body = operation.body
        needed = any(param.required for param in operation.params if param.location in {"body", "file"})
        if body is None or not (most or body.required or needed):
            return None
        if body.kind == "binary":
            arguments[body.whole or ""] = "text" if body.is_text else BYTES
            return "text" if body.is_text else BYTES
        if body.whole is not None:
            arguments[body.whole] = self.values.value(self._upgraded(body.schema), most=most, skip="readOnly")
            return arguments[body.whole]
        found: dict[str, Any] = {}
        value = self.values.value(self._upgraded(body.schema), most=most, skip="readOnly")
        for param in operation.params:
            if param.location == "body" and param.wire in value:
                found[param.wire] = value[param.wire]
                arguments[param.name] = NULL if value[param.wire] is None else value[param.wire]
            elif param.location == "file" and (param.required or (most and body.kind == "multipart")):
                arguments[param.name] = found[param.wire] = BYTES
        return found

    def _answer(self, operation: Operation) -> tuple[int, Any]:
        """Make the answer that comes next; returns its status and its JSON value."""
        reply = (
            operation.stream if operation.streams_only else operation.json_reply or next(iter(operation.replies), None)
        )
        if reply is None:
            self.answer = httpx.Response(200)
            return 200, None
        status = int(reply.status) if reply.status.isdigit() else 200
        if reply.kind == "json":
            content = self.values.value(self._upgraded(dict(reply.schema)), most=True, skip="writeOnly")
            media = "application/json" if "*" in reply.media_type else reply.media_type
            self.answer = httpx.Response(status, headers={"content-type": media}, content=json.dumps(content).encode())
            return status, content
        data = {"sse": b'data: {"a":1}\n\n', "ndjson": b'{"a":1}\n', "empty": b""}.get(reply.kind, b"text")
        if operation.streams_only:
            event = json.dumps(self.values.value(self._upgraded(dict(reply.schema)), most=True, skip="writeOnly"))
            data = (f"data: {event}\n\n" if reply.kind == "sse" else f"{event}\n").encode()
        self.answer = httpx.Response(status, headers={"content-type": reply.media_type} if data else {}, content=data)
        return status, None


def _flat(value: Any) -> Any:
    """A value that the styles of parameters have a form for: one level deep; None where nothing is left of it."""
    scalar = (str, int, float)
    if isinstance(value, list):
        return [item for item in value if isinstance(item, scalar)] or None
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if isinstance(item, scalar)} or None
    return value


def _lost(result: Any, content: Any, status: int) -> str:
    """What of an answer did not come through."""
    if content is None or status in {204, 205}:
        return ""
    if isinstance(result, BatchResult):
        result = result.responses[0]  # one request, whose answer has all that was said
    back = _plain(result.response if isinstance(result, Page) else result)
    return "" if back == _plain(content) else f"answer: {str(back)[:80]} for {str(content)[:80]}"


def _plain(value: Any) -> Any:
    if hasattr(type(value), "model_dump"):
        return _plain(to_wire(value))
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode()
    if hasattr(value, "get_secret_value"):
        return value.get_secret_value()
    return getattr(value, "value", value)


def _kind(problem: str) -> str:
    """A problem without what is of its operation alone."""
    text = re.sub(r"^(\w+: )[\w.]+\(\): ", r"\1", problem.splitlines()[0])
    return re.sub(r"'[^']*'|\d+|\b[\w.\[\]]+ must|\{.*", "…", text)[:70]


def measured(document: Any) -> Outcome:
    """What becomes of the operations of a document."""
    try:
        judge = Judge(document)
    except InvalidRequestError as error:
        return Outcome(refused=str(error))
    return judge.outcome()
