"""What differs between a client and the server it talks to: told when asked, and in the error of a call it breaks."""

from __future__ import annotations

import asyncio
import copy
import inspect
import json
from pathlib import Path

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import APIResponseValidationError, AsyncGoodmem, BadRequestError, Goodmem, NotFoundError

MADE_FOR = goodmem_dyn.__based_on_goodmem_commit__.removeprefix("sha256:")[:8]


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
    del document["components"]["schemas"]["SpaceCreationRequest"]["properties"]["labels"]
    return document


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request):
    return request.param


def done(value):
    """What a call of either client gives."""
    return asyncio.run(_awaited(value)) if inspect.isawaitable(value) else value


def test_every_difference_is_told(other, is_async) -> None:
    drift = done(goodmem_dyn.drift(Server(other, commit="f" * 40).client(is_async=is_async)))
    assert not drift.same
    assert drift.missing == ("ocr.document",)
    assert drift.added == ("translators.get",)
    assert drift.changed == ("spaces.create: this server's document does not have 'labels'",)
    assert f"made for {MADE_FOR}, server runs ffffffff" in str(drift)
    assert len(str(drift).splitlines()) == 4


async def _awaited(value):
    return await value


@pytest.mark.parametrize("has_document", [True, False])
def test_what_answers_really_had_is_told(is_async, has_document) -> None:
    commit = goodmem_dyn.__based_on_goodmem_commit__
    answer = (200, b'{"spaces":[{"spaceId":"0198c0de-7a4b-7000-8000-000000000001","name":7}]}')
    server = Server(goodmem_dyn.document(), commit=commit, has_document=has_document, error=answer)
    client = server.client(is_async=is_async)
    with pytest.warns(goodmem_dyn.UnexpectedAnswerWarning):
        done(client.spaces.list())
    drift = done(goodmem_dyn.drift(client))
    assert not drift.same
    assert [text for text in drift.seen if "name" in text] == [
        "spaces.list: `spaces[].name` is a number, which was not promised"
    ]
    assert "seen in an answer to spaces.list: `spaces[].name`" in str(drift)


def test_the_same_document_is_no_difference() -> None:
    drift = goodmem_dyn.drift(Server(goodmem_dyn.document(), commit=goodmem_dyn.__based_on_goodmem_commit__).client())
    assert drift.same
    assert str(drift).endswith("no difference")


def test_what_the_overlay_adds_is_no_difference() -> None:
    """A real server serves its own document, without anything of ours."""
    upstream = json.loads((Path(__file__).parents[2] / "spec/upstream/openapi.json").read_bytes())
    drift = goodmem_dyn.drift(Server(upstream, commit=goodmem_dyn.__based_on_goodmem_commit__).client())
    assert str(drift).endswith("no difference")


def renamed_variable(document) -> None:
    text = json.dumps(document["paths"].pop("/v1/embedders/{id}")).replace('"id"', '"embedderId"')
    document["paths"]["/v1/embedders/{embedderId}"] = json.loads(text)


def on_space(change):
    return lambda document: change(document["components"]["schemas"]["SpaceCreationRequest"])


CHANGES = {
    "a path's variable has another name": (renamed_variable, []),
    "an argument is new": (
        on_space(lambda one: one["properties"].update(tier={"type": "integer"})),
        ["spaces.create: this client does not know 'tier'"],
    ),
    "an argument is new and needed": (
        on_space(lambda one: (one["properties"].update(tier={"type": "integer"}), one["required"].append("tier"))),
        ["spaces.create: the server needs 'tier', which this client does not know"],
    ),
    "an argument is needed now": (
        on_space(lambda one: one["required"].append("labels")),
        ["spaces.create: the server needs 'labels'"],
    ),
    "an answer's member went": (
        lambda document: document["components"]["schemas"]["SystemInfoResponse"]["properties"].pop("gitDescribe"),
        ["system.info: this server's answers do not have 'git_describe'"],
    ),
    "an answer's member is of another type": (
        lambda document: document["components"]["schemas"]["SystemInfoResponse"]["properties"].update(
            major={"type": "string"}
        ),
        ["system.info: 'major' is string in this server's answers, and integer to this client"],
    ),
    "an item of a list is of another type": (
        lambda document: document["components"]["schemas"]["ApiKeyResponse"]["properties"].update(
            createdAt={"type": ["string", "null"]}
        ),
        ["apikeys.list: 'created_at' is string in this server's answers, and integer to this client"],
    ),
}


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES)
def test_each_kind_of_difference(change, told) -> None:
    document = goodmem_dyn.document()
    change(document)
    drift = goodmem_dyn.drift(Server(document, commit=goodmem_dyn.__based_on_goodmem_commit__).client())
    assert set(told) <= set(drift.changed)
    assert drift.same == (not told)


def test_an_answer_that_cannot_be_read_says_what_differs(is_async) -> None:
    """Of one member of one method, and, where nothing is known of it, that the server is another one."""
    document = goodmem_dyn.document()
    document["components"]["schemas"]["Space"]["properties"]["createdAt"] = {"type": "string"}
    answer = (200, b'{"another": "thing"}')
    client = Server(document, commit="f" * 40, error=answer).client(is_async=is_async)
    with pytest.raises(APIResponseValidationError, match="'created_at' is string in this server's answers"):
        done(client.spaces.get(id="0198c0de-7a4b-7000-8000-000000000001"))
    listed = Server(document, commit="f" * 40, error=answer).client(is_async=is_async)
    with pytest.raises(APIResponseValidationError, match="'created_at' is string in this server's answers"):
        done(listed.spaces.list())
    other = Server(goodmem_dyn.document(), commit="f" * 40, error=answer).client(is_async=is_async)
    with pytest.raises(APIResponseValidationError, match=f"made for server {MADE_FOR}, and the server runs ffffffff"):
        done(other.spaces.get(id="0198c0de-7a4b-7000-8000-000000000001"))


def test_without_a_document_the_commits_are_compared() -> None:
    drift = goodmem_dyn.drift(Server({}, commit="f" * 40, has_document=False).client())
    assert not drift.same
    assert not drift.document_read


def test_a_missing_operation_is_named_in_the_error_of_its_call(other, is_async) -> None:
    server = Server(other, commit="f" * 40)
    client = server.client(is_async=is_async)
    for _ in range(2):
        with pytest.raises(NotFoundError, match=r"this server's document does not have ocr\.document"):
            done(client.ocr.document(content=b"x"))
    assert server.paths.count("/openapi") == 1


def test_an_unknown_field_is_named_in_the_error_of_its_call(other, is_async) -> None:
    error = json.dumps({"error": 'Invalid JSON request body: Unrecognized field "labels"'}).encode()
    client = Server(other, commit="f" * 40, error=(400, error)).client(is_async=is_async)
    embedders = ["0198c0de-7a4b-7000-8000-000000000001"]
    with pytest.raises(BadRequestError, match="this server's document does not have 'labels'"):
        done(client.spaces.create(name="x", space_embedders=embedders, labels={}))


def test_an_ordinary_404_asks_nothing(other) -> None:
    server = Server(other, commit="f" * 40)
    with pytest.raises(NotFoundError):
        server.client().spaces.get(id="0198c0de-7a4b-7000-8000-000000000001")
    assert server.paths == ["/v1/spaces/0198c0de-7a4b-7000-8000-000000000001"]
