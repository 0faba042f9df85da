"""What went over the wire, and whether the document allows it.

Rules: the judge knows nothing of the package: it reads the document's paths itself, and leaves schemas to jsonschema.
Strict both ways: an unknown query parameter, header of the document, body member, status or content type is a breach.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import httpx

from tests.support.both import TRUSTS_NOBODY

if TYPE_CHECKING:
    from tests.support.examples import Examples


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, both read to their end."""

    method: str
    target: str
    headers: httpx.Headers
    body: bytes
    status: int
    reply_headers: httpx.Headers
    reply: bytes


class Recorder(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Passes requests to real connections and keeps what went over them."""

    def __init__(self, *, is_async: bool) -> None:
        self.exchanges: list[Exchange] = []
        transport = httpx.AsyncHTTPTransport if is_async else httpx.HTTPTransport
        self._inner: Any = transport(verify=TRUSTS_NOBODY)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        # The engine's own streams are sent as they are; what was read for the record is sent in their place.
        request.stream = httpx.ByteStream(body)
        response = self._inner.handle_request(request)
        return self._keep(request, body, response, response.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        request.stream = httpx.ByteStream(body)
        response = await self._inner.handle_async_request(request)
        return self._keep(request, body, response, await response.aread())

    def _keep(self, request: httpx.Request, body: bytes, response: httpx.Response, reply: bytes) -> httpx.Response:
        target = request.url.raw_path.decode("ascii")
        self.exchanges.append(
            Exchange(request.method, target, request.headers, body, response.status_code, response.headers, reply)
        )
        headers = [
            pair for pair in response.headers.multi_items() if pair[0] not in {"content-encoding", "content-length"}
        ]
        return httpx.Response(response.status_code, headers=headers, content=reply)

    def close(self) -> None:
        self._inner.close()

    async def aclose(self) -> None:
        await self._inner.aclose()


def _distance(template: str) -> tuple[int, int]:
    """How far a path template is from the requests that it stands for: its variables, then its own text, more first."""
    return template.count("{"), -len(re.sub(r"\{[^}]*\}", "", template))


@lru_cache(maxsize=8)
def _operations(examples: Examples) -> dict[str, tuple[str, str, dict[str, Any], list[dict[str, Any]]]]:
    """Method, path template, operation and shared parameters of every operation, by its id."""
    operations = {}
    for path, raw in examples.document["paths"].items():
        item = examples.follow(raw)
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                name = operation.get("operationId") or f"{method.upper()} {path}"
                operations[name] = (method.upper(), path, operation, item.get("parameters", []))
    return operations


class Contract:
    """The document as a judge of exchanges."""

    def __init__(self, examples: Examples) -> None:
        self.examples = examples
        self.operations = _operations(examples)
        # A path without variables is nearer to a request than one with.
        # … and of two with as many, the one that says more itself: `:verb` is no part of a variable.
        self._by_distance = sorted(self.operations.items(), key=lambda pair: _distance(pair[1][1]))

    def find(self, exchange: Exchange) -> str:
        """The operation id of an exchange.

        Raises:
            AssertionError: The document has no such operation.
        """
        path = exchange.target.partition("?")[0]
        for operation_id, (method, template, _, _) in self._by_distance:
            if method == exchange.method and self._match(template, path):
                return operation_id
        raise AssertionError(f"the document has no {exchange.method} {path}")

    @staticmethod
    def _match(template: str, path: str) -> re.Match[str] | None:
        names = iter(range(99))
        pattern = "".join(
            f"(?P<v{next(names)}>[^/]+)" if part.startswith("{") else re.escape(part)
            for part in re.split(r"(\{[^}]*\})", template)
        )
        return re.fullmatch(pattern, path)

    def breaches(self, exchange: Exchange) -> list[str]:
        """Everything in an exchange that the document does not allow."""
        operation_id = self.find(exchange)
        _, template, operation, shared = self.operations[operation_id]
        parameters = {
            (parameter["in"], parameter["name"]): parameter
            for parameter in map(self.examples.follow, [*shared, *operation.get("parameters", ())])
        }
        breaches = [*self._path(exchange, template, parameters), *self._query(exchange, parameters)]
        breaches += [
            f"header {name} is missing"
            for (where, name), parameter in parameters.items()
            if where == "header" and parameter.get("required") and name not in exchange.headers
        ]
        breaches += self._request_body(exchange, self.examples.follow(operation.get("requestBody", {})))
        breaches += self._answer(exchange, operation["responses"])
        return [f"{operation_id}: {breach}" for breach in breaches]

    def _path(self, exchange: Exchange, template: str, parameters: dict[Any, Any]) -> list[str]:
        match = self._match(template, exchange.target.partition("?")[0])
        assert match is not None
        breaches = []
        for name, raw in zip(re.findall(r"\{([^}]*)\}", template), match.groups(), strict=True):
            schema = parameters["path", name].get("schema", {})
            errors = self.examples.errors(schema, self._typed(schema, unquote(raw)))
            breaches += [f"path {name}: {error}" for error in errors]
        return breaches

    def _query(self, exchange: Exchange, parameters: dict[Any, Any]) -> list[str]:
        breaches, values = [], {}
        for name, text in parse_qsl(exchange.target.partition("?")[2], keep_blank_values=True):
            base, bracket, key = name.partition("[")
            parameter = parameters.get(("query", base))
            if parameter is None or bool(bracket) != (parameter.get("style") == "deepObject"):
                breaches.append(f"query parameter {name} is not in the document")
            elif bracket:
                values.setdefault(base, {})[key.removesuffix("]")] = text
            elif self.examples.follow(parameter["schema"]).get("type") == "array":
                values.setdefault(base, []).append(text)
            else:
                values[base] = self._typed(parameter["schema"], text)
        for (where, name), spec in parameters.items():
            if where == "query" and name in values:
                breaches += [f"query {name}: {error}" for error in self.examples.errors(spec["schema"], values[name])]
            elif where == "query" and spec.get("required"):
                breaches.append(f"query {name} is missing")
        return breaches

    def _typed(self, schema: Any, text: str) -> Any:
        kind = self.examples.follow(schema).get("type")
        try:
            return json.loads(text) if kind in {"integer", "number", "boolean"} else text
        except ValueError:
            return text

    def _request_body(self, exchange: Exchange, body: dict[str, Any]) -> list[str]:
        media = exchange.headers.get("content-type", "").partition(";")[0]
        content = body.get("content", {})
        if not exchange.body:
            return ["the body is missing"] if body.get("required") else []
        if media not in content:
            return [f"a body of type {media or 'none'} is not in the document"]
        schema = content[media].get("schema", {})
        if media == "multipart/form-data":
            value = _form(exchange)
            properties = self.examples.follow(schema).get("properties", {})
            breaches = [f"form part {name} is not in the document" for name in value if name not in properties]
            for name, part in properties.items():
                if name in value and self.examples.follow(part).get("format") != "binary":
                    is_text = self.examples.follow(part).get("type") == "string"
                    decoded = value[name].decode() if is_text else json.loads(value[name])
                    breaches += [f"form part {name}: {error}" for error in self._closed(part, decoded)]
            return breaches
        if "json" not in media:
            return []  # bytes and texts have no schema to be judged by
        return [f"body: {error}" for error in self._closed(schema, json.loads(exchange.body))]

    def _closed(self, schema: Any, value: Any) -> list[str]:
        """Errors of a value that may hold nothing unknown on its own level either."""
        closed = {"allOf": [schema], "unevaluatedProperties": False} if isinstance(value, dict) else schema
        return self.examples.errors(closed, value)

    def _answer(self, exchange: Exchange, responses: dict[str, Any]) -> list[str]:
        family = f"{exchange.status // 100}XX"
        # Only failures are what a document says of them all by one `default`.
        default = responses.get("default") if exchange.status >= 400 else None
        response = responses.get(str(exchange.status), responses.get(family, default))
        if response is None:
            return [f"status {exchange.status} is not in the document"]
        if exchange.status >= 400:
            # The document's schema of errors is not what servers send: one of the shapes seen live is wanted instead.
            value = json.loads(exchange.reply)
            live = isinstance(value.get("error"), str) or isinstance(value.get("errors"), list)
            return [] if live else [f"an error of an unknown shape: {value}"]
        content = self.examples.follow(response).get("content", {})
        media = exchange.reply_headers.get("content-type", "").partition(";")[0]
        if not content:
            return [f"an answer of {exchange.status} has a body"] if exchange.reply else []
        if media not in content and "application/octet-stream" not in content:
            return [f"an answer of type {media or 'none'} is not in the document"]
        wanted = exchange.headers.get("accept", "")
        if exchange.status < 300 and wanted and not any(kind in wanted for kind in (media, "*/*", "octet-stream")):
            return [f"an answer of type {media} was not asked for: {wanted}"]
        if "json" not in media and media != "text/event-stream":
            return []
        lines = exchange.reply.splitlines() if "ndjson" in media else [exchange.reply]
        if media == "text/event-stream":
            lines = [line[5:] for line in exchange.reply.splitlines() if line.startswith(b"data: {")]
        schema = content[media].get("schema", {})
        return [f"answer: {error}" for line in lines for error in self._tolerant(schema, json.loads(line))]

    def _tolerant(self, schema: Any, value: Any) -> list[str]:
        """Errors of an answer; servers also send what is absent as null, and are seen to."""
        errors = self.examples.errors(schema, value)
        return errors and self.examples.errors(schema, _without_nulls(value)) and errors


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(member) for key, member in value.items() if member is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _form(exchange: Exchange) -> dict[str, bytes]:
    head = f"content-type: {exchange.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + exchange.body)
    parts = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        parts[str(name)] = part.get_payload(decode=True)
    return parts
