"""httpx and pydantic with no client around them, as a careful user writes it: one client, bytes validated directly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from tools.bench import answers
from tools.bench.clients import httpx_models as models
from tools.bench.clients.memory_model import MEMORY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

_HEADERS = {"x-api-key": answers.API_KEY}
_JSON = {"content-type": "application/json"}
_QUERY = json.dumps({"message": "bench", "spaceKeys": [{"spaceId": answers.SPACE_ID}]}).encode()


def _options(base_url: str, mock: str) -> dict[str, Any]:
    options: dict[str, Any] = {"base_url": base_url, "headers": _HEADERS}
    if mock:
        from tools.bench.clients.mocking import Mock

        options["transport"] = Mock()
    return options


def _creation(number: int = 0) -> models.Creation:
    return models.Creation(
        space_id=answers.SPACE_ID,
        content_type="text/plain",
        original_content=answers.content_of(number),
        metadata=answers.METADATA,
    )


def _creation_body() -> bytes:
    return models.CREATION.dump_json(_creation(), by_alias=True, exclude_unset=True)


def _form() -> dict[str, str]:
    return {"request": json.dumps({"spaceId": answers.SPACE_ID, "contentType": "application/octet-stream"})}


class Sync:
    """The workloads on ``httpx.Client``."""

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        options = _options(base_url, mock)
        self.mock = options.get("transport")
        self._http = httpx.Client(**options)

    def get(self, memory_id: str) -> Any:
        return MEMORY.validate_json(self._http.get(f"/v1/memories/{memory_id}").raise_for_status().content)

    def create(self) -> Any:
        response = self._http.post("/v1/memories", content=_creation_body(), headers=_JSON)
        return MEMORY.validate_json(response.raise_for_status().content)

    def spaces(self, page_size: int) -> Iterator[Any]:
        query: dict[str, Any] = {"maxResults": page_size}
        while True:
            page = models.PAGE.validate_json(self._http.get("/v1/spaces", params=query).raise_for_status().content)
            yield from page.spaces
            if page.next_token is None:
                return
            query["nextToken"] = page.next_token

    def events(self) -> Iterator[Any]:
        with self._http.stream("POST", "/v1/memories:retrieve", content=_QUERY, headers=_JSON) as response:
            response.raise_for_status()
            lines = models.Lines()
            for data in response.iter_bytes():
                for line in lines.feed(data):
                    yield models.EVENT.validate_json(line)

    def batch(self, count: int) -> Any:
        batch = models.BatchCreation(requests=[_creation(number) for number in range(count)])
        body = models.BATCH_CREATION.dump_json(batch, by_alias=True, exclude_unset=True)
        response = self._http.post("/v1/memories:batchCreate", content=body, headers=_JSON)
        return models.BATCH.validate_json(response.raise_for_status().content).results

    def upload(self, path: Path) -> Any:
        with path.open("rb") as file:
            response = self._http.post("/v1/memories", data=_form(), files={"file": (path.name, file)})
        return MEMORY.validate_json(response.raise_for_status().content)

    def close(self) -> None:
        self._http.close()


class Async:
    """The workloads on ``httpx.AsyncClient``."""

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        options = _options(base_url, mock)
        self.mock = options.get("transport")
        self._http = httpx.AsyncClient(**options)

    async def get(self, memory_id: str) -> Any:
        return MEMORY.validate_json((await self._http.get(f"/v1/memories/{memory_id}")).raise_for_status().content)

    async def create(self) -> Any:
        response = await self._http.post("/v1/memories", content=_creation_body(), headers=_JSON)
        return MEMORY.validate_json(response.raise_for_status().content)

    async def spaces(self, page_size: int) -> AsyncIterator[Any]:
        query: dict[str, Any] = {"maxResults": page_size}
        while True:
            response = await self._http.get("/v1/spaces", params=query)
            page = models.PAGE.validate_json(response.raise_for_status().content)
            for space in page.spaces:
                yield space
            if page.next_token is None:
                return
            query["nextToken"] = page.next_token

    async def events(self) -> AsyncIterator[Any]:
        async with self._http.stream("POST", "/v1/memories:retrieve", content=_QUERY, headers=_JSON) as response:
            response.raise_for_status()
            lines = models.Lines()
            async for data in response.aiter_bytes():
                for line in lines.feed(data):
                    yield models.EVENT.validate_json(line)

    async def upload(self, path: Path) -> Any:
        # httpx wants an async body for an async request: the multipart framing is the caller's to write.
        boundary = "bench-boundary"
        name, value = next(iter(_form().items()))
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n--{boundary}\r\n'
            f'Content-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()

        async def body() -> AsyncIterator[bytes]:
            yield head
            with path.open("rb") as file:
                while data := file.read(65536):
                    yield data
            yield tail

        headers = {
            "content-type": f"multipart/form-data; boundary={boundary}",
            "content-length": str(len(head) + path.stat().st_size + len(tail)),  # noqa: ASYNC240 -- one stat
        }
        response = await self._http.post("/v1/memories", content=body(), headers=headers)
        return MEMORY.validate_json(response.raise_for_status().content)

    async def close(self) -> None:
        await self._http.aclose()
