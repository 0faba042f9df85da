"""Plain HTTP to an embedded server: requests with a key, and the few steps that most tests begin with."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn import models
from tests.support.both import TRUSTS_NOBODY

if TYPE_CHECKING:
    from goodmem_dyn.local import Server

OTHERS = "/local/v1/"
"""Paths whose answers, errors too, are in the shapes of other people's APIs."""

CHUNKING = {"recursive": {"chunkSize": 512, "chunkOverlap": 64}}


class Api:
    """Requests with a key, and the few steps that most tests begin with."""

    def __init__(self, server: Server, api_key: str | None) -> None:
        self.server = server
        headers = {} if api_key is None else {"x-api-key": api_key}
        self.http = httpx.Client(base_url=server.url, headers=headers, timeout=30, verify=TRUSTS_NOBODY)

    def __call__(self, method: str, path: str, json: Any = None, *, expect: int | None = None, **options: Any) -> Any:
        """The reply's JSON (None for no body), after checking the status."""
        response = self.http.request(method, path, json=json, **options)
        wanted = expect or {"POST": 200, "DELETE": 204}.get(method, 200)
        assert response.status_code == wanted, f"{method} {path}: {response.status_code} {response.text}"
        body = response.json() if response.content else None
        if response.status_code >= 400 and not path.startswith(OTHERS):
            self.judge(body)
        return body

    @staticmethod
    def judge(body: Any) -> None:
        """An error is what the document says that errors are: nothing is missing, and nothing more is there."""
        error = models.ErrorBody.model_validate(body)
        assert not error.model_extra, body
        assert (error.error is None) != (error.errors is None), body

    def close(self) -> None:
        self.http.close()

    def embedder(self, **values: Any) -> dict[str, Any]:
        body = {
            "displayName": "Built in",
            "providerType": "OPENAI",
            "endpointUrl": f"{self.server.url}/local/v1",
            "modelIdentifier": "wordllama-l2-256",
            "dimensionality": 256,
            "distributionType": "DENSE",
            **values,
        }
        return self("POST", "/v1/embedders", body, expect=201)

    def space(self, name: str = "notes", embedder_id: str | None = None, **values: Any) -> str:
        """A space's id; over the built-in embedder unless told otherwise."""
        body = {
            "name": name,
            "spaceEmbedders": [{"embedderId": embedder_id or self.server.create_default_embedder()}],
            "defaultChunkingConfig": CHUNKING,
            **values,
        }
        return self("POST", "/v1/spaces", body, expect=201)["spaceId"]

    def memory(self, space_id: str, text: str = "The owl sleeps by day.", **values: Any) -> dict[str, Any]:
        body = {"spaceId": space_id, "originalContent": text, "contentType": "text/plain", **values}
        return self("POST", "/v1/memories", body, expect=201)

    def settle(self, *memory_ids: str, seconds: float = 20) -> list[dict[str, Any]]:
        """The memories, once none of them is being processed any more."""
        end = time.monotonic() + seconds
        while True:
            memories = [
                self("GET", f"/v1/memories/{memory_id}?includeProcessingHistory=true") for memory_id in memory_ids
            ]
            if all(memory["processingStatus"] in ("COMPLETED", "FAILED") for memory in memories):
                return memories
            assert time.monotonic() < end, f"still processing: {memories}"
            time.sleep(0.01)

    def pictured(self, memory_id: str, seconds: float = 20, state: str = "COMPLETED") -> dict[str, Any]:
        """The memory, once its page images are made, or are in another state."""
        end = time.monotonic() + seconds
        while (memory := self("GET", f"/v1/memories/{memory_id}"))["pageImageStatus"] != state:
            assert time.monotonic() < end, f"no page images yet: {memory}"
            time.sleep(0.01)
        return memory
