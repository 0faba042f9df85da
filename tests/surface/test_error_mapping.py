"""What users read when a call fails: status and body in, class and message out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from goodmem_dyn import Goodmem, GoodMemError
from tests.support.examples import UUID

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

JSON = "application/json"
BODIES = {
    "service error": (JSON, '{"error":"Space not found: x","status":404,"timestamp":1767225600000}'),
    "validation": (
        JSON,
        '{"errors":[{"field":"spaceEmbedders[0].embedderId","message":"Invalid ID"},{"field":"name","message":"Missing"}]}',
    ),
    "not decodable": (JSON, '{"error":"Invalid JSON request body: Unrecognized field \\"publicRead\\""}'),
    "problem details": (
        "application/problem+json",
        '{"type":"https://example.com/quota","title":"Out of quota","status":403,"detail":"30 of 30 used","code":"Q1"}',
    ),
    "nested": (JSON, '{"error":{"code":"rate_limited","message":"Slow down"}}'),
    "pydantic style": (JSON, '{"detail":[{"loc":["body","name"],"msg":"field required"}]}'),
    "a list": (JSON, '["first","second"]'),
    "a text": (JSON, '"just words"'),
    "plain text": ("text/plain", "upstream connect error"),
    "an HTML page": ("text/html", "<!doctype html><html><body>502 Bad Gateway</body></html>"),
    "empty": ("", ""),
    "broken JSON": (JSON, '{"error": "cut'),
}
STATUSES = (400, 401, 403, 404, 408, 409, 412, 422, 429, 499, 500, 502, 503, 504, 599)


def failure(status: int, content_type: str, body: str, **headers: str) -> str:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers={"content-type": content_type, **headers}, text=body)

    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(answer), max_retries=0) as client:
        try:
            client.spaces.get(id=UUID)
        except GoodMemError as error:
            fields = "".join(f"\n    {one!r}" for one in getattr(error, "errors", ()))
            return f"{type(error).__name__}: {error}\n    code: {getattr(error, 'code', None)!r}{fields}"
    return "no error"


def test_statuses(snapshot: SnapshotAssertion) -> None:
    """Every status with the body that a GoodMem server sends."""
    body = '{"error":"The server\'s own words","status":0,"timestamp":0}'
    assert "\n".join(f"{status} {failure(status, JSON, body)}" for status in STATUSES) == snapshot


def test_bodies(snapshot: SnapshotAssertion) -> None:
    """Every shape of body, at a client's and at a server's fault."""
    texts = [
        f"{name}, {status}\n  {failure(status, media, body)}"
        for name, (media, body) in BODIES.items()
        for status in (400, 503)
    ]
    assert "\n".join(texts) == snapshot


def test_redirects(snapshot: SnapshotAssertion) -> None:
    headers = {"location": "https://elsewhere.example/login"}
    assert "\n".join(failure(status, "", "", **headers) for status in (301, 302, 303, 307, 308, 304)) == snapshot


def test_successes_that_do_not_fit(snapshot: SnapshotAssertion) -> None:
    cases = [
        (JSON, '{"status": "ok"}'),
        (JSON, "not json"),
        (JSON, "[]"),
        (JSON, ""),
        ("text/html", "<html></html>"),
        ("", "ok"),
    ]
    assert "\n".join(failure(200, *case) for case in cases) == snapshot


def test_request_ids(snapshot: SnapshotAssertion) -> None:
    assert failure(500, JSON, '{"error":"boom"}', **{"x-request-id": "req-17"}) == snapshot


@pytest.mark.parametrize("name", BODIES)
def test_no_body_hides_the_status(name: str) -> None:
    assert "spaces.get(): 400 " in failure(400, *BODIES[name])
