"""Small documents with constructs that GoodMem's own do not have, and a client of each that answers itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httpx

from goodmem_dyn import Goodmem

if TYPE_CHECKING:
    from collections.abc import Mapping


class Recorder:
    """A client of a document, and what it sent."""

    def __init__(self, document: Any, *, status: int = 200, content: bytes = b"{}", media: str = "application/json"):
        self.requests: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            request.read()
            self.requests.append(request)
            return httpx.Response(status, headers={"content-type": media}, content=content)

        self.client = Goodmem(
            "http://localhost:1", "gm_key", document=document, transport=httpx.MockTransport(answer), max_retries=0
        )

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]

    @property
    def target(self) -> str:
        return self.last.url.raw_path.decode()

    @property
    def query(self) -> list[tuple[str, str]]:
        pairs = self.target.partition("?")[2].split("&")
        return [(unquote(key), unquote(value)) for key, _, value in (pair.partition("=") for pair in pairs)]


def document(
    paths: Mapping[str, Any], schemas: Mapping[str, Any] | None = None, *, version: str = "3.1.0", **components: Any
) -> dict[str, Any]:
    return {
        "openapi": version,
        "info": {"title": "wild", "version": "1"},
        "paths": dict(paths),
        "components": {"schemas": dict(schemas or {}), **components},
    }


def operation(reply: Any = None, **members: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": {} if reply is None else reply}}
    return {"responses": {"200": {"description": "", "content": content}}, **members}


def query(name: str, schema: Any, **members: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, **members}


def path(name: str, schema: Any = None) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema or {"type": "string"}}


def body(schema: Any, media: str = "application/json", **members: Any) -> dict[str, Any]:
    return {"content": {media: {"schema": schema}}, **members}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


STRINGS = {"type": "array", "items": {"type": "string"}}
