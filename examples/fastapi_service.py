"""A service that remembers and finds: fastapi run examples/fastapi_service.py

One client for the whole service, closed with it; answers are streamed as they are found.
"""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import StreamingResponse

from goodmem_dyn import AsyncGoodmem, GoodMemError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with AsyncGoodmem() as client:  # GOODMEM_BASE_URL, GOODMEM_API_KEY
        embedders = await client.embedders.list()
        app.state.client = client
        app.state.space = await client.spaces.ensure(name="service", space_embedders=[embedders.data[0].embedder_id])
        yield


app = FastAPI(lifespan=lifespan)


def goodmem(request: Request) -> AsyncGoodmem:
    client: AsyncGoodmem = request.app.state.client
    return client


Client = Annotated[AsyncGoodmem, Depends(goodmem)]


@app.post("/notes", status_code=201)
async def remember(request: Request, client: Client) -> dict[str, str]:
    text = (await request.body()).decode()
    if not text.strip():
        raise HTTPException(422, "a note needs a text")
    memory = await client.memories.create(space_id=request.app.state.space.space_id, original_content=text, wait=True)
    return {"id": memory.memory_id}


@app.get("/notes")
async def find(q: str, request: Request, client: Client, limit: int = 5) -> StreamingResponse:
    async def lines() -> AsyncIterator[str]:
        search = client.memories.retrieve(message=q, space_ids=[request.app.state.space.space_id], limit=limit)
        try:
            async with search as stream:
                async for hit in stream.items():
                    yield json.dumps({"text": hit.text.strip(), "relevance": hit.relevance}) + "\n"
        except GoodMemError as error:
            yield json.dumps({"error": error.message}) + "\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")
