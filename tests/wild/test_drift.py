"""What differs between a client and the server it talks to: told when asked, and in the error of a call it breaks."""

from __future__ import annotations

import asyncio
import copy
import json

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import AsyncGoodmem, BadRequestError, Goodmem, NotFoundError


class Server:
    """Answers for its commit and its document, and with errors otherwise."""

    def __init__(self, document, *, commit: str, has_document: bool = True, error=(404, b'{"error":"Not found"}')):
        self.paths: list[str] = []

        def answer(request: httpx.Request) -> httpx.Response:
            self.paths.append(request.url.path)
            if request.url.path == "/v1/system/info":
                info = {"version": "v", "major": 1, "minor": 0, "patch": 0, "dirty": False, "gitCommit": commit}
                return httpx.Response(200, json=info)
            if request.url.path == "/openapi" and has_document:
                return httpx.Response(200, json=document)
            status, content = error
            return httpx.Response(status, headers={"content-type": "application/json"}, content=content)

        self.transport = httpx.MockTransport(answer)

    def client(self, *, is_async: bool = False):
        kind = AsyncGoodmem if is_async else Goodmem
        return kind("http://localhost:1", "gm_key", transport=self.transport, max_retries=0)


@pytest.fixture
def other():
    document = copy.deepcopy(goodmem_dyn.document())
    del document["paths"]["/v1/ocr:document"]
    document["paths"]["/v1/translators"] = {"get": {"responses": {"200": {"description": ""}}}}
    del document["components"]["schemas"]["SpaceCreationRequest"]["properties"]["publicRead"]
    return document


@pytest.mark.parametrize("is_async", [False, True])
def test_every_difference_is_told(other, is_async) -> None:
    client = Server(other, commit="f" * 40).client(is_async=is_async)
    found = goodmem_dyn.drift(client)
    drift = asyncio.run(_awaited(found)) if is_async else found
    assert not drift.same
    assert drift.missing == ("ocr.document",)
    assert drift.added == ("translators.get",)
    assert drift.changed == ("spaces.create: this server's document does not have 'public_read'",)
    assert "made for 62c6d77b, server runs ffffffff" in str(drift)
    assert len(str(drift).splitlines()) == 4


async def _awaited(value):
    return await value


def test_the_same_document_is_no_difference() -> None:
    drift = goodmem_dyn.drift(Server(goodmem_dyn.document(), commit=goodmem_dyn.__based_on_goodmem_commit__).client())
    assert drift.same
    assert str(drift).endswith("no difference")


def test_without_a_document_the_commits_are_compared() -> None:
    drift = goodmem_dyn.drift(Server({}, commit="f" * 40, has_document=False).client())
    assert not drift.same
    assert not drift.document_read


def test_a_missing_operation_is_named_in_the_error_of_its_call(other) -> None:
    server = Server(other, commit="f" * 40)
    client = server.client()
    for _ in range(2):
        with pytest.raises(NotFoundError, match=r"this server's document does not have ocr\.document"):
            client.ocr.document(content=b"x")
    assert server.paths.count("/openapi") == 1


def test_an_unknown_field_is_named_in_the_error_of_its_call(other) -> None:
    error = json.dumps({"error": 'Invalid JSON request body: Unrecognized field "publicRead"'}).encode()
    client = Server(other, commit="f" * 40, error=(400, error)).client()
    with pytest.raises(BadRequestError, match="this server's document does not have 'public_read'"):
        client.spaces.create(name="x", space_embedders=["0198c0de-7a4b-7000-8000-000000000001"], public_read=True)


def test_an_ordinary_404_asks_nothing(other) -> None:
    server = Server(other, commit="f" * 40)
    with pytest.raises(NotFoundError):
        server.client().spaces.get(id="0198c0de-7a4b-7000-8000-000000000001")
    assert server.paths == ["/v1/spaces/0198c0de-7a4b-7000-8000-000000000001"]
