"""Asking for a retrieval, and reading its events."""

from __future__ import annotations

import json

import pytest

UNKNOWN = "0190a0b0-0000-7000-8000-000000000000"
TEXTS = {
    "bees": "Bees make honey in a hive.",
    "cows": "Cows give milk on the farm.",
    "gzip": "Python compresses files with gzip.",
}


@pytest.fixture
def library(api):
    """A space with three memories of one chunk, and their ids by name."""
    space = api.space()
    ids = {
        name: api.memory(space, text, metadata={"name": name, "n": number})["memoryId"]
        for number, (name, text) in enumerate(TEXTS.items())
    }
    assert {one["processingStatus"] for one in api.settle(*ids.values())} == {"COMPLETED"}
    return space, ids


def retrieve(api, space=None, message="who makes honey?", *, expect=200, keys=None, **body):
    keys = [{"spaceId": space}] if keys is None else keys
    response = api.http.post("/v1/memories:retrieve", json={"message": message, "spaceKeys": keys, **body})
    assert response.status_code == expect, response.text
    if expect != 200:
        return response.json()
    return [json.loads(line) for line in response.text.split("\n") if line]


def kinds(events):
    """The events in short: what each is."""
    short = []
    for event in events:
        ((name, value),) = event.items()
        if name == "resultSetBoundary":
            short.append(f"{value['kind']} {value['stageName']}".strip())
        elif name == "status":
            short.append(value["code"])
        else:
            short.append({"memoryDefinition": "memory", "retrievedItem": "chunk", "abstractReply": "reply"}[name])
    return short


def chunks(events):
    return [event["retrievedItem"]["chunk"] for event in events if "retrievedItem" in event]


def found(events, ids):
    names = {memory_id: name for name, memory_id in ids.items()}
    return [names[one["chunk"]["memoryId"]] for one in chunks(events)]


def post(**config):
    return {"name": "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory", "config": config}
