"""This project's client, through its public names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn import AsyncGoodmem, Goodmem
from tools.bench import answers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from pathlib import Path


def _options(base_url: str, mock: str, kind: str) -> tuple[dict[str, Any], Any]:
    """The options of a client: as its users write them, or without a socket in one of the two ways to do that."""
    usual = {"base_url": base_url, "api_key": answers.API_KEY}
    if not mock:
        return usual, None
    import httpx

    from tools.bench.clients.mocking import Mock

    transport = Mock()
    if mock == "transport":
        return {**usual, "transport": transport}, transport
    headers = {"x-api-key": answers.API_KEY}
    return {"http_client": getattr(httpx, kind)(base_url=base_url, headers=headers, transport=transport)}, transport


def _creation(number: int = 0) -> dict[str, Any]:
    content = answers.content_of(number)
    return {"space_id": answers.SPACE_ID, "original_content": content, "metadata": answers.METADATA}


def of_document(base_url: str, document: dict[str, Any]) -> int:
    """The methods that a client of another document has."""
    client = Goodmem(base_url=base_url, api_key=answers.API_KEY, document=document)
    names = [name for name in dir(client) if name.startswith("group")]
    methods = [getattr(getattr(client, name), method) for name in names for method in dir(getattr(client, name))]
    client.close()
    return sum("part" in method.__name__ for method in methods if hasattr(method, "__name__"))


class Sync:
    """The workloads on ``Goodmem``."""

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        options, self.mock = _options(base_url, mock, "Client")
        self._client = Goodmem(**options)

    def get(self, memory_id: str) -> Any:
        return self._client.memories.get(id=memory_id)

    def create(self) -> Any:
        return self._client.memories.create(**_creation())

    def spaces(self, page_size: int) -> Iterable[Any]:
        spaces: Iterable[Any] = self._client.spaces.list(page_size=page_size)
        return spaces

    def events(self) -> Iterator[Any]:
        with self._client.memories.retrieve(message="bench", space_ids=[answers.SPACE_ID]) as stream:
            yield from stream

    def batch(self, count: int) -> Any:
        requests: list[Any] = [{**_creation(number), "content_type": "text/plain"} for number in range(count)]
        return self._client.memories.batch_create(requests=requests).results

    def upload(self, path: Path) -> Any:
        return self._client.memories.create(space_id=answers.SPACE_ID, file_path=str(path))

    def close(self) -> None:
        self._client.close()


class Async:
    """The workloads on ``AsyncGoodmem``."""

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        options, self.mock = _options(base_url, mock, "AsyncClient")
        self._client = AsyncGoodmem(**options)

    async def get(self, memory_id: str) -> Any:
        return await self._client.memories.get(id=memory_id)

    async def create(self) -> Any:
        return await self._client.memories.create(**_creation())

    async def spaces(self, page_size: int) -> AsyncIterator[Any]:
        async for space in await self._client.spaces.list(page_size=page_size):
            yield space

    async def events(self) -> AsyncIterator[Any]:
        async with self._client.memories.retrieve(message="bench", space_ids=[answers.SPACE_ID]) as stream:
            async for event in stream:
                yield event

    async def upload(self, path: Path) -> Any:
        return await self._client.memories.create(space_id=answers.SPACE_ID, file_path=str(path))

    async def close(self) -> None:
        await self._client.close()
