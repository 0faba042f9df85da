"""Answers that a server's next document puts into an envelope: what is made of them goes on as it was."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import ConflictError
from tests.kept.test_answers import SPACE
from tests.kept.test_shapes import CREATE, MEMORY
from tests.support.examples import UUID

OF = {"data": "data", "own name": None}
STAMPS = {"createdAt": 1, "updatedAt": 2, "createdById": UUID, "updatedById": UUID}
WAYS = [*OF, "a class"]


def document(way: str) -> dict[str, Any]:
    """The bundled document, with the answers of what makes, changes and gets one thing in an envelope."""
    found: dict[str, Any] = copy.deepcopy(goodmem_dyn.document())
    found["components"]["schemas"]["Meta"] = {"type": "object", "properties": {"requestId": {"type": "string"}}}
    for path, item in found["paths"].items():
        for verb in ({"get", "post", "put"} & item.keys()) if re.match("/v1/(spaces|memories)(/[^/]*)?$", path) else ():
            for response in item[verb]["responses"].values():
                media = response.get("content", {}).get("application/json", {})
                name = media.get("schema", {}).get("$ref", "").rpartition("/")[2]
                if name in {"Space", "Memory"}:
                    media["schema"] = envelope(found, way, name, media["schema"])
    return found


def envelope(found: dict[str, Any], way: str, name: str, inner: Any) -> dict[str, Any]:
    wire = OF.get(way) or ("data" if way == "a class" else name.lower())
    meta = {"$ref": "#/components/schemas/Meta"}
    made = {"type": "object", "required": [wire], "properties": {"meta": meta, wire: inner}}
    if way != "a class":
        return made
    found["components"]["schemas"][f"{name}Envelope"] = made
    return {"$ref": f"#/components/schemas/{name}Envelope"}


class Server:
    """Memories and spaces in envelopes; everything is processed at the second look."""

    def __init__(self, way: str) -> None:
        self.way = way
        self.spaces: list[Any] = []
        self.memories: dict[str, int] = {UUID: 9}
        self.seen: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        key, kind = request.url.path.rpartition("/")[2], "memory" if "memories" in request.url.path else "space"
        self.seen.append(f"{request.method} {kind}")
        if request.method == "GET" and kind == "space":
            return httpx.Response(200, json={"spaces": self.spaces})
        if request.method == "DELETE":
            del self.memories[key]
            return httpx.Response(204)
        if request.method == "POST" and kind == "space":
            body = json.loads(request.content)
            embedders = [
                {**STAMPS, "spaceId": UUID, "defaultRetrievalWeight": 1, **one} for one in body["spaceEmbedders"]
            ]
            self.spaces.append({**SPACE, "name": body["name"], "spaceEmbedders": embedders})
            return self.wrapped("space", self.spaces[-1])
        if request.method == "POST":
            key = json.loads(request.content)["memoryId"]
            self.memories[key] = 0
        self.memories[key] += 1
        state = "COMPLETED" if self.memories[key] > 2 else "PROCESSING"
        return self.wrapped("memory", {**MEMORY, "memoryId": key, "processingStatus": state, "metadata": {"a": 1}})

    def wrapped(self, kind: str, value: Any) -> httpx.Response:
        return httpx.Response(200, json={OF.get(self.way, "data") or kind: value, "meta": {"requestId": "r"}})


@pytest.mark.parametrize("way", WAYS)
def test_what_methods_are_made_of_others_sees_through_an_envelope(both: Any, way: str) -> None:
    server = Server(way)
    client = both.against(server, document=document(way), max_retries=1)
    assert both(client.memories.wait(id=UUID)).memory_id == UUID
    made = both(client.memories.create(space_id=UUID, original_content="x", wait=True))
    wire = OF.get(way, "data") or "memory"
    held = made[wire] if isinstance(made, dict) else getattr(made, wire)
    assert held.processing_status == "COMPLETED"
    new = both(client.memories.replace(id=UUID, original_content="y"))
    assert new.memory_id in server.memories
    assert UUID not in server.memories
    assert new.metadata == {"a": 1}
    assert both(client.spaces.ensure(name="n", **CREATE)).name == "n"
    assert both(client.spaces.ensure(name="n", **CREATE)).space_id == SPACE["spaceId"]
    assert server.seen.count("POST space") == 1


@pytest.mark.parametrize("way", ["data"])
def test_another_s_resource_in_an_envelope_is_not_taken_for_ones_own(both: Any, way: str) -> None:
    """After an answer that was lost, a conflict on a chosen id is looked into: into the envelope, too."""
    server, lost = Server(way), [httpx.ReadError("lost")]

    def reply(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            if lost:
                raise lost.pop()
            return httpx.Response(409, json={"error": "there is one", "status": 409})
        return server.wrapped("memory", {**MEMORY, "contentType": "text/html"})

    client = both.against(reply, document=document(way), max_retries=1)
    with pytest.raises(ConflictError):
        both(client.memories.create(memory_id=UUID, space_id=UUID, original_content="x", content_type="text/plain"))
