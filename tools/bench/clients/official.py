"""The published client, through its public names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem import (  # type: ignore[import-not-found]  # installed in an environment of its own
    AsyncGoodmem,
    Goodmem,
    MemoryCreationRequest,
)

from tools.bench import answers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from pathlib import Path


def _mocked(name: str, base_url: str) -> tuple[dict[str, Any], Any]:
    import httpx

    from tools.bench.clients.mocking import Mock

    mock = Mock()
    headers = {"x-api-key": answers.API_KEY}
    return {"http_client": getattr(httpx, name)(base_url=base_url, headers=headers, transport=mock)}, mock


def _creation(number: int = 0) -> dict[str, Any]:
    content = answers.content_of(number)
    return {"space_id": answers.SPACE_ID, "original_content": content, "metadata": answers.METADATA}


class Sync:
    """The workloads on ``Goodmem``."""

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        options: dict[str, Any] = {"base_url": base_url, "api_key": answers.API_KEY}
        self.mock = None
        if mock:
            options, self.mock = _mocked("Client", base_url)
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
        requests = [MemoryCreationRequest(**_creation(number), content_type="text/plain") for number in range(count)]
        return self._client.memories.batch_create(requests=requests).results

    def upload(self, path: Path) -> Any:
        return self._client.memories.create(space_id=answers.SPACE_ID, file_path=str(path))

    def close(self) -> None:
        self._client.close()


class Async:
    """The workloads on ``AsyncGoodmem``."""

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        options: dict[str, Any] = {"base_url": base_url, "api_key": answers.API_KEY}
        self.mock = None
        if mock:
            options, self.mock = _mocked("AsyncClient", base_url)
        self._client = AsyncGoodmem(**options)

    async def get(self, memory_id: str) -> Any:
        return await self._client.memories.get(id=memory_id)

    async def create(self) -> Any:
        return await self._client.memories.create(**_creation())

    async def spaces(self, page_size: int) -> AsyncIterator[Any]:
        async for space in await self._client.spaces.list(page_size=page_size):
            yield space

    async def events(self) -> AsyncIterator[Any]:
        call = self._client.memories.retrieve(message="bench", space_ids=[answers.SPACE_ID])
        async with await call as stream:
            async for event in stream:
                yield event

    async def upload(self, path: Path) -> Any:
        return await self._client.memories.create(space_id=answers.SPACE_ID, file_path=str(path))

    async def close(self) -> None:
        await self._client.close()
