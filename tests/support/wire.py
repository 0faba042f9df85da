"""What a client sends, as a server would see it, and answers that are made from the document's own schemas."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import HTTP
from typing import TYPE_CHECKING, Any

import httpx

from tests.support.both import Both
from tests.support.examples import UUID, bundled

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = httpx.Response | dict[str, Any]


def example(component: str, **members: Any) -> dict[str, Any]:
    """An example of a schema, with some members of one's own."""
    return {**bundled().value({"$ref": f"#/components/schemas/{component}"}), **members}


class Recorder:
    """Answers requests, and keeps them.

    Args:
        answers: One for each request, the last of them for all that follow; a function is asked.
    """

    def __init__(self, *answers: Answer | Callable[[httpx.Request], Answer]) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer = answer(request) if callable(answer) else answer
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    @property
    def request(self) -> httpx.Request:
        """The one request that was sent."""
        assert len(self.requests) == 1
        return self.requests[0]

    @property
    def body(self) -> Any:
        """The JSON body of the one request."""
        return json.loads(self.request.content)

    @property
    def bodies(self) -> list[Any]:
        """The JSON bodies of all requests."""
        return [json.loads(request.content) for request in self.requests]


class Part:
    """One part of a multipart body, as Python's own mail parser reads it."""

    def __init__(self, message: Any) -> None:
        self.name: str = message.get_param("name", header="content-disposition")
        self.filename: str | None = message.get_param("filename", header="content-disposition")
        self.type: str | None = message.get("content-type")
        self.content: bytes = message.get_payload(decode=True)


def parts(request: httpx.Request) -> list[Part]:
    """The parts of a multipart request."""
    head = b"content-type: " + request.headers["content-type"].encode() + b"\r\n\r\n"
    message = message_from_bytes(head + request.content, policy=HTTP)
    assert message.is_multipart(), "not a multipart body"
    return [Part(part) for part in message.iter_parts()]


def both_ways(run: Callable[[Both], Any]) -> Any:
    """What a function gives with either client: the same."""
    results = []
    for is_async in (False, True):
        with Both(is_async=is_async) as both:
            results.append(run(both))
    assert results[0] == results[1]
    return results[0]


__all__ = ["UUID", "Part", "Recorder", "both_ways", "example", "parts"]
