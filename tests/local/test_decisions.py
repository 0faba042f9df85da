"""Decision models: how they are registered, what they are asked, and what their providers answer and fail with."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.api import Api

MODELS = "/v1/decision-models"
KEY = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": "sk-x"}}
STATE = {"state": {"text": "The parcel came late."}}


class Provider:
    """Answers as it is told, and keeps what it was sent."""

    def __init__(self) -> None:
        self.status, self.answer, self.sent = 200, {}, []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                provider.sent.append((self.path, self.headers["authorization"], body))
                content = json.dumps(provider.answer).encode()
                self.send_response(provider.status)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_given: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def provider() -> Iterator[Provider]:
    found = Provider()
    yield found
    found.close()


def model(api: Api, url: str, **values: Any) -> str:
    body = {"displayName": "d", "providerType": "JEV", "endpointUrl": url, "modelIdentifier": "m", "credentials": KEY}
    return api("POST", MODELS, {**body, **values}, expect=201)["decisionModelId"]


def ask(api: Api, key: str, questions: dict[str, Any], expect: int = 200) -> Any:
    return api("POST", f"{MODELS}/{key}/decide", {**STATE, "questions": questions}, expect=expect)


def test_a_provider_is_asked_once_in_its_protocol(api: Api, provider: Provider) -> None:
    key = model(api, provider.url)
    provider.answer = {
        "model": "jev-1",
        "answers": {
            "late": {"type": "noul", "noul": 0.9},
            "mood": {"type": "score", "score": 0.4, "probabilities": {"0": 0.6, "1": 0.4}, "confidence": 0.2},
        },
        "usage": {"input_tokens": 5, "output_tokens": 2},
    }
    levels = [{"text": "calm"}, {"jsonValue": "[1]"}]
    asked = {"late": {"instructions": {"text": "Is it late?"}, "noul": {}}, "mood": {"score": {"levels": levels}}}
    assert ask(api, key, asked) == {
        "model": "jev-1",
        "answers": {
            "late": {"noul": {"probabilityTrue": 0.9}},
            "mood": {
                "score": {
                    "score": 0.4, "probabilities": {"0": 0.6, "1": 0.4}, "levels": levels, "confidence": 0.2,
                    "confidenceMeaning": "PROVIDER_DEFINED",
                }
            },
        },
        "usage": {"inputTokens": 5, "outputTokens": 2},
    }  # fmt: skip
    ((path, authorization, body),) = provider.sent
    assert (path, authorization) == ("/v1/systemone", "Bearer sk-x")
    assert body == {
        "model": "m",
        "state": "The parcel came late.",
        "questions": {
            "late": {"type": "noul", "instructions": "Is it late?", "criteria": {}},
            "mood": {"type": "score", "criteria": ["calm", [1]]},
        },
    }


@pytest.mark.parametrize(
    ("answered", "status"), [(401, 412), (403, 412), (429, 429), (500, 503), (404, 412), (200, 500)]
)
def test_what_a_provider_fails_with(api: Api, provider: Provider, answered: int, status: int) -> None:
    key = model(api, provider.url)
    provider.status = answered
    ask(api, key, {"a": {"noul": {}}}, expect=status)
    assert len(provider.sent) == 1


def test_nobody_at_the_address_is_503(api: Api) -> None:
    ask(api, model(api, "http://127.0.0.1:9"), {"a": {"noul": {}}}, expect=503)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"endpointUrl": "http://x.example/?a=b"}, "endpointUrl"),
        ({"endpointUrl": "http://me@x.example"}, "endpointUrl"),
        ({"endpointUrl": "ftp://x.example"}, "endpointUrl"),
        ({"monitoringEndpoint": "nowhere"}, "monitoringEndpoint"),
        ({"providerType": "CLEF"}, "apiPath"),
        ({"credentials": None}, "credentials"),
        ({"configuration": {"timeoutMillis": 5}}, "configuration.timeoutMillis"),
        ({"configuration": {"timeout_millis": 0}}, "configuration.timeout_millis"),
        ({"providerType": "LAYA", "configuration": {"image_preview": True}}, "configuration.image_preview"),
    ],
)
def test_a_registration_that_cannot_be_is_refused(api: Api, values: dict[str, Any], field: str) -> None:
    body = {"displayName": "d", "providerType": "JEV", "endpointUrl": "http://x.example", "modelIdentifier": "m"}
    answer = api("POST", MODELS, {**body, "credentials": KEY, **values}, expect=400)
    assert field in {one["field"] for one in answer["errors"]}


def test_an_update_clears_keeps_and_replaces(api: Api) -> None:
    key = model(api, "http://x.example", description="d", apiPath="/mine", configuration={"timeout_millis": 5})
    path = f"{MODELS}/{key}"
    found = api("PUT", path, {"description": "", "apiPath": "", "configuration": {}})
    assert (found["apiPath"], found["configuration"], "description" in found) == ("/v1/systemone", {}, False)
    assert "credentials" not in api("GET", path)
    assert api("GET", f"{path}?includeCredentials=true")["credentials"] == KEY
    assert model(api, "http://x.example") != key  # the same connection again is no duplicate
    listed = api("GET", f"{MODELS}?pageSize=1")
    assert (listed["totalCount"], len(listed["decisionModels"])) == (2, 1)
    rest = api("GET", f"{MODELS}?pageSize=1&pageToken={listed['nextPageToken']}")
    assert [one["decisionModelId"] for one in rest["decisionModels"]] == [key]
    assert "nextPageToken" not in rest


IMAGE = {"media": {"kind": "IMAGE", "mimeType": "image/png", "data": "AAAA"}}


@pytest.mark.parametrize(
    ("provider_type", "request_"),
    [
        ("LAYA", {"questions": {}}),
        ("LAYA", {"questions": {"a": {"box": {}}}}),
        ("LAYA", {"state": IMAGE, "questions": {"a": {"noul": {}}}}),
        ("JEV", {"state": IMAGE, "questions": {"a": {"noul": {}}}}),  # without image_preview
        ("JEV", {"state": {"jsonValue": "{"}, "questions": {"a": {"noul": {}}}}),
        ("JEV", {"questions": {"a": {"choice": {"options": {}}}}}),
        ("CLEF", {"questions": {"a": {"noul": {}}}}),  # without instructions
        ("CLEF", {"questions": {"a": {"instructions": {"text": "x"}, "score": {"levels": [{"text": "one"}]}}}}),
    ],
)
def test_what_a_model_cannot_be_asked_is_refused_before_it_is_asked(
    api: Api, provider: Provider, provider_type: str, request_: dict[str, Any]
) -> None:
    key = model(api, provider.url, providerType=provider_type, apiPath="/x")
    api("POST", f"{MODELS}/{key}/decide", {**STATE, **request_}, expect=400)
    assert provider.sent == []


def test_the_stand_in_says_what_it_is_and_prefers_what_is_alike(api: Api) -> None:
    key = model(api, f"{api.server.url}/local/v1", modelIdentifier="stand-in-similarity-v1", credentials=None)
    options = {"delivery": {"text": "a parcel and its delivery"}, "food": {"text": "something to eat"}}
    asked = {"topic": {"choice": {"options": options}}, "where": {"box": {}}}
    answer = ask(api, key, asked)
    assert answer["model"] == "stand-in-similarity-v1"
    topic = answer["answers"]["topic"]["choice"]
    assert topic["choice"] == "delivery"
    assert topic["confidenceMeaning"] == "NOT_REPORTED"
    assert sum(topic["probabilities"].values()) == pytest.approx(1)
    assert ask(api, key, asked) == answer
    ask(api, model(api, f"{api.server.url}/local/v1", modelIdentifier="jev-2"), asked, expect=412)
