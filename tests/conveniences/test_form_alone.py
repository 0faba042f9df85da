"""An upload of which a document describes the form alone: its JSON is arguments, as it was beside JSON alone."""

from __future__ import annotations

import copy
import inspect
from typing import Any

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import InvalidRequestError
from tests.kept.test_shapes import MEMORY
from tests.support.examples import UUID


def document(*needed: str) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(goodmem_dyn.document())
    for path in ("/v1/memories", "/v1/memories:batchCreate"):
        content = found["paths"][path]["post"]["requestBody"]["content"]
        del content["application/json"]
        if needed:
            content["multipart/form-data"]["schema"]["required"] = list(needed)
    return found


def client_and_seen(both: Any, *needed: str) -> tuple[Any, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={**MEMORY, "results": [{"success": True, "memoryId": UUID}]})

    return both.against(reply, document=document(*needed)), seen


def test_its_json_is_arguments_with_and_without_a_file(both: Any) -> None:
    client, seen = client_and_seen(both)
    usual = inspect.signature(both.client(base_url="http://127.0.0.1:1", api_key="k").memories.create)
    assert inspect.signature(client.memories.create).parameters.keys() == usual.parameters.keys()
    both(client.memories.create(space_id=UUID, original_content="text"))
    both(client.memories.create(space_id=UUID, file=b"bytes", content_type="text/plain"))
    both(client.memories.batch_create(requests=[{"space_id": UUID, "original_content": "text"}]))
    assert all(one.headers["content-type"].startswith("multipart/form-data; boundary=") for one in seen)
    text, file, batch = (one.content for one in seen)
    assert b'name="request"\r\n\r\n{' in text
    assert b'"originalContent":"text"' in text
    assert b'name="file"' not in text
    assert b"\r\n\r\nbytes\r\n" in file
    assert b'name="requests"\r\n\r\n[{' in batch


def test_a_file_that_the_form_needs_is_asked_for(both: Any) -> None:
    client, seen = client_and_seen(both, "request", "file")
    with pytest.raises(InvalidRequestError, match="needs one of file_path, file"):
        both(client.memories.create(space_id=UUID, original_content="text"))
    assert not seen
    both(client.memories.create(space_id=UUID, file=b"bytes", content_type="text/plain"))
    assert b"bytes" in seen[0].content
