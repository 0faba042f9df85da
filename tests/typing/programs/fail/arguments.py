"""Mistakes in arguments: each marked line is wrong, and no other."""

from __future__ import annotations

import httpx

from goodmem_dyn import Goodmem, models


def names(client: Goodmem) -> None:
    client.spaces.get(space_id="x")  # E: the argument is `id`
    client.spaces.list(max_result=3)  # E: misspelt
    client.spaces.create(name="x")  # E: space_embedders is missing
    client.spaces.get("x")  # E: keywords only
    client.memories.retrieve(mesage="x", space_ids=["y"])  # E: misspelt, in an overload
    client.spacez.list()  # E: no such namespace
    client.spaces.lst()  # E: no such method
    client.spaces.with_raw_response.lst()  # E: no such method
    client.admin.licence.reload()  # E: no such namespace inside


def types(client: Goodmem) -> None:
    client.spaces.get(id=3)  # E: an id is text
    client.spaces.list(max_items="3")  # E: a number
    client.spaces.list(sort_by="size")  # E: not one of the values
    client.spaces.list(sort_order="UP")  # E: not one of the values
    client.spaces.list(sort_order=models.ProviderType.OPENAI)  # E: another enum
    client.memories.retrieve(message="x", space_ids=["y"], stream="yes")  # E: a bool
    client.memories.list(space_id="x", filter=3)  # E: text or an expression
    client.spaces.create(name=None, space_embedders=["x"])  # E: required
    client.spaces.list(max_results=None, timeout="3")  # E: seconds


def groups(client: Goodmem) -> None:
    client.memories.create(space_id="x")  # E: no content
    client.memories.create(space_id="x", original_content="a", file_path="b")  # E: two contents
    client.memories.wait()  # E: id or ids
    client.memories.wait(id="x", ids=["y"])  # E: id or ids
    client.users.get(id="x", email="y")  # E: one of the two
    client.embedders.update(id="x", api_key="k", credentials={"kind": "CREDENTIAL_KIND_GCP_ADC"})  # E: one of the two


def nested(client: Goodmem) -> None:
    client.spaces.create(name="x", space_embedders=[{"embeder_id": "y"}])  # E: misspelt key
    client.spaces.create(name="x", space_embedders=[{"default_retrieval_weight": 1.0}])  # E: a key is missing
    client.spaces.create(name="x", space_embedders=[{"embedder_id": 3}])  # E: text
    client.memories.retrieve(message="x", space_keys=[{"space_id": "y", "filtre": "z"}])  # E: misspelt key
    client.memories.retrieve(message="x", space_ids=["y"], hnsw={"iterative_scan": "MAYBE"})  # E: not a value
    client.memories.batch_create(requests=[{"original_content": "x"}])  # E: a key is missing
    client.memories.batch_create(requests=[{"space_id": "x", "path": "y"}])  # E: no such key
    client.spaces.update(id="x", request={"nam": "y"})  # E: misspelt key


def clients() -> None:
    Goodmem(base_ulr="http://localhost:8080")  # E: misspelt
    Goodmem(http_client=httpx.AsyncClient())  # E: the other kind
    Goodmem(base_url="http://localhost:8080", http_client=httpx.Client())  # E: one of the two
