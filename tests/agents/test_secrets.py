"""No answer holds a key: planted where the server, a model and people put them."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

import goodmem_dyn
from goodmem_dyn import Goodmem
from goodmem_dyn._agents.answers import Answers
from goodmem_dyn._agents.masking import MASK
from tests.agents.agent import EVERYTHING, said, setup, talk
from tests.agents.test_tools import example
from tests.support.world import World

if TYPE_CHECKING:
    from mcp import Client

    from goodmem_dyn.local import Server

PLANTED = 'pl4nted-"secret"\\value'
"""With characters that JSON spells otherwise."""


def test_a_planted_secret_is_in_no_answer(fresh_goodmem_server: Server) -> None:
    """In the credentials of models, in texts that repeat the server's key, and in what a call makes."""
    server = fresh_goodmem_server
    world = World(server)
    assert server.api_key is not None
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        made: Any = {"model_identifier": "m", "endpoint_url": f"{server.url}/local/v2", "api_key": PLANTED}
        embedder = client.embedders.create(display_name="x", provider_type="OPENAI", dimensionality=256, **made)
        world.ids["embedders"] = embedder.embedder_id
        other = client.apikeys.create(labels={"for": "another"}).raw_api_key
        text = f"My keys are {server.api_key} and {other}."
        memory = client.memories.create(
            space_id=world.space, original_content=text, metadata={"key": server.api_key}, wait=True
        )
        client.spaces.update(id=world.space, name=f"owls {server.api_key}")

    async def conversation(agent: Client) -> list[str]:
        answers = []
        for info in goodmem_dyn.operations():
            # Recognition takes seconds, and knows of no key.
            if info.method == "DELETE" or "drain" in info.name or info.name.startswith("ocr"):
                continue
            given = example(info.name, world)
            for arguments in (given, {**given, "api_key": PLANTED, "id": world.ids.get(info.name.rpartition(".")[0])}):
                result = await agent.call_tool("call_operation", {"name": info.name, "arguments": arguments})
                answers.append(said(result)[0])
        answers += [said(await agent.call_tool("read_memory", {"id": memory.memory_id}))[0]]
        answers += [said(await agent.call_tool("retrieve", {"query": "my keys"}))[0]]
        answers += [(await agent.list_resources()).model_dump_json()]
        answers += [(await agent.read_resource(f"goodmem://spaces/{world.space}")).model_dump_json()]
        answers += [(await agent.read_resource(f"goodmem://memories/{memory.memory_id}")).model_dump_json()]
        answers += [(await agent.get_prompt("answer_with_sources", {"question": "my keys"})).model_dump_json()]
        return answers

    answers = talk(setup(server, *EVERYTHING), conversation)
    assert "My keys are ********** and **********." in answers[-6]
    assert any('"rawApiKey":"**********"' in answer for answer in answers)
    for secret in (server.api_key, other, PLANTED, json.dumps(PLANTED)[1:-1]):
        assert [answer for answer in answers if secret in answer] == []


@pytest.mark.parametrize(
    "name",
    ["enrollmentToken", "enrolmentToken", "clientSecret", "password", "privateKey", "accessToken", "refresh_token", "apiKey",
     "rawApiKey", "rootApiKey", "Authorization"],
)  # fmt: skip
def test_members_that_are_called_like_a_secret_are_hidden_wherever_they_stand(name: str) -> None:
    assert "s3cret" not in Answers().of({"outer": [{name: "s3cret"}]})


@pytest.mark.parametrize("name", ["nextToken", "apiKeyId", "keyPrefix", "tokens", "maxTokens", "credentialKind"])
def test_members_that_are_needed_stay(name: str) -> None:
    assert "plain" in Answers().of({name: "plain"})


def test_hidden_texts_are_hidden_in_what_is_cut_too() -> None:
    answers = Answers(("long-secret-token",), budget=500)
    text = answers.text("x" * 370 + "long-secret-token" + "y" * 400)
    assert "secret" not in text
    name = text.rpartition('"more": "')[2].partition('"')[0]
    assert "secret" not in answers.more(name)


PROVIDERS = [
    "sk-proj-Ab12Cd34Ef56Gh78Ij90", "ghp_Ab12Cd34Ef56Gh78Ij90Kl12Mn34Op56Qr78", "AKIAIOSFODNN7EXAMPLE", "hf_Ab12Cd34Ef56Gh78Ij90Kl12",
    "xoxb-123456789012-AbCdEfGh", "AIzaSyA1234567890abcdefghijklmnopqrstuv", "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2lnbmF0dXJlMQ",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----",
]  # fmt: skip


@pytest.mark.parametrize("secret", PROVIDERS, ids=lambda secret: secret[:8])
def test_what_looks_like_the_key_of_a_provider_is_hidden_in_every_text(secret: str) -> None:
    answers = Answers()
    for answer in (answers.text(f"It is {secret}, or so."), answers.of({"notes": [{"k": f"Use {secret}"}]})):
        assert secret not in answer
        assert secret[10:18] not in answer


@pytest.mark.parametrize(
    "text",
    ["Authorization: Bearer Ab12Cd34Ef56Gh78", "postgres://admin:Ab12Cd34Ef@db/x", "DB_PASSWORD=Ab12Cd34Ef", '{"api_key": "Ab12Cd34Ef"}'],
)  # fmt: skip
def test_a_secret_that_a_text_gives_by_its_place_is_hidden(text: str) -> None:
    assert "Ab12Cd34Ef" not in Answers().text(f"first\n{text}\nlast")


@pytest.mark.parametrize(
    "text",
    ["The password is asked for twice.", "token: see chapter 12", '"next_token": "eyJhIjoxMjM0NTY3OH0"', "a risk-based task-oriented 2024 plan",
     "see https://example.com:8080/path@2", "a hf-something and sk-"],
)  # fmt: skip
def test_texts_about_secrets_stay_as_they_are(text: str) -> None:
    assert Answers().text(text) == text


def test_what_stands_under_the_name_of_a_secret_is_hidden_whole_and_wherever_it_is_repeated() -> None:
    answers = Answers()
    shown = answers.of(
        {"clientSecret": {"kind": "x", "parts": ["first-part-1", 123456789]}, "note": "it is first-part-1"}
    )
    assert json.loads(shown) == {
        "clientSecret": {"kind": MASK, "parts": [MASK, MASK]}, "note": f"it is {MASK}",
    }  # fmt: skip
    assert answers.text("again: first-part-1") == f"again: {MASK}"


def test_a_key_is_hidden_in_other_spellings_too() -> None:
    key = "k3y/with+odd=signs&more"
    answers = Answers((key,))
    for spelled in (quote(key, safe=""), base64.b64encode(key.encode()).decode(), json.dumps(key)):
        assert answers.text(f"<{spelled}>").count(MASK) == 1, spelled


def test_a_secret_that_a_model_sends_comes_back_in_no_error(fresh_goodmem_server: Server) -> None:
    made = setup(fresh_goodmem_server, *EVERYTHING)

    async def conversation(agent: Client) -> list[str]:
        metadata = {"outer": [{"password": "pl4nted-elsewhere"}]}
        calls = [
            {
                "name": "memories.create",
                "arguments": {"space_id": "pl4nted-elsewhere", "original_content": "x", "metadata": metadata},
            },
            {"name": "spaces.get", "arguments": {"id": "pl4nted-elsewhere"}},
            {"name": "pl4nted-elsewhere"},
        ]
        return [said(await agent.call_tool("call_operation", call))[0] for call in calls]

    answer = ""
    for answer in talk(made, conversation):
        assert "pl4nted-elsewhere" not in answer
    assert MASK in answer


@pytest.mark.parametrize(
    "piece",
    ["eyJaaaaaaaa-", "sk-aaaaaaaaaaaaaaaa-", "token=", "password:", "://a:", "a_", "a-", "-----BEGIN PRIVATE KEY-----", "bearer ", "gm_",
     "x", "eyJaaaaaaaa.eyJaaaaaaaa-", "AKIA"],
)  # fmt: skip
def test_masking_takes_no_longer_than_a_text_is_long(piece: str) -> None:
    began = time.process_time()
    Answers().text(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 10


def test_content_is_no_hiding_place_at_any_depth(fresh_goodmem_server: Server) -> None:
    """Bytes inside an object inside a list are shown as text, in which a key is found, and not in base64."""
    server = fresh_goodmem_server
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        space = client.spaces.create(name="x", space_embedders=[server.create_default_embedder()]).space_id
        memory = client.memories.create(space_id=space, original_content=f"Its key is {server.api_key}.").memory_id

    async def conversation(agent: Client) -> list[str]:
        given = {"include_content": True}
        calls = [
            {"name": "memories.get", "arguments": {"id": memory, **given}},
            {"name": "memories.batch_get", "arguments": {"memory_ids": [memory], **given}},
            {"name": "memories.list", "arguments": {"space_id": space, **given}},
        ]
        return [said(await agent.call_tool("call_operation", call))[0] for call in calls]

    for answer in talk(setup(server), conversation):
        assert f"Its key is {MASK}." in answer
