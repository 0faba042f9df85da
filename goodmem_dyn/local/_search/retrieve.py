"""Retrieval: from a request to its events, in the order in which the live server sends them.

Rules kept here:

- Statuses known up front; BEGIN (``retrieve``, or ``rerank`` when a reranker worked); for each hit its memory, once,
  then the chunk; END; the reply; late statuses. A search without a working embedder is its statuses and nothing else.
- Vector scores are negative inner products, lower is better; reranked ones are the reranker's own, higher is better.
- Trouble after the request was found valid is a status, and costs no hit.
- The event loop only moves events: models, database and numpy run in worker threads; one snapshot serves all hits.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import anyio.to_thread

from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.memories import COLUMNS
from goodmem_dyn.local._providers import calls
from goodmem_dyn.local._providers.calls import ProviderError
from goodmem_dyn.local._search import plans, post_processing
from goodmem_dyn.local._search.plans import status
from goodmem_dyn.local.ids import new_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator

    from goodmem_dyn.local._search.plans import Plan
    from goodmem_dyn.local._state.access import Access
    from goodmem_dyn.local._state.state import State

_log = logging.getLogger("goodmem_dyn.local")
_CHUNK_COLUMNS: Final = (
    "m.chunk_id, m.memory_id, m.seq, m.text, m.start_offset, m.end_offset, m.metadata, m.created_at, m.updated_at,"
    " m.created_by_id, m.updated_by_id"
)


@dataclass(slots=True)
class _Hit:
    chunk: sqlite3.Row
    memory: sqlite3.Row
    score: float


async def retrieve(state: State, access: Access, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
    """Yield the events of a retrieval.

    Args:
        state: The server's state.
        access: What whoever asks may do.
        request: A ``RetrieveMemoryRequest`` that its schema allows.

    Raises:
        ServerError: The request is refused; only before the first event.
    """
    plan = await anyio.to_thread.run_sync(plans.make, state, access, request)
    hits, statuses, searched = await anyio.to_thread.run_sync(_search, state, plan)
    for event in statuses:
        yield event
    if not searched:
        return
    stage = "retrieve"
    if plan.post:
        hits, statuses, stage = await anyio.to_thread.run_sync(_rerank, state, plan, plan.post, hits)
        for event in statuses:
            yield event
    result_set = new_id()
    begin = {"resultSetId": result_set, "kind": "BEGIN", "stageName": stage}
    yield {"resultSetBoundary": {**begin, "expectedItems": len(hits)} if hits else begin}
    order: dict[str, int] = {}
    for hit in hits:
        memory_id = hit.memory["memory_id"]
        if memory_id not in order:
            order[memory_id] = len(order)
            if plan.fetch_memory:
                for event in await _define(state, plan, hit.memory):
                    yield event
        yield _item(state, hit, result_set, order[memory_id])
    yield {"resultSetBoundary": {"resultSetId": result_set, "kind": "END", "stageName": ""}}
    if plan.post and plan.post.llm_id:
        summary = await anyio.to_thread.run_sync(_summarize, state, plan, plan.post, hits, result_set)
        if summary:
            yield summary


def _search(state: State, plan: Plan) -> tuple[list[_Hit], list[dict[str, Any]], bool]:
    """Return the hits, best first, statuses, and whether any search took place."""
    statuses = list(plan.notices)
    queries: dict[str, Any] = {}
    for embedder_id, row in plan.embedders.items():
        try:
            (queries[embedder_id],) = calls.embed(
                row, [plan.query], kind="query", base_url=state.base_url, timeout=state.settings.provider_timeout
            )
        except ProviderError as error:
            code = "EMBEDDER_TIMEOUT" if error.code == "TIMEOUT" else "EMBEDDER_FAILED"
            statuses.append(status(code, str(error), embedder_id=embedder_id))
    if plan.embedders and not queries:
        # The live server says this and nothing else.
        return [], [event for event in statuses if event["status"]["code"].startswith("EMBEDDER_")], False
    scores: dict[str, float] = {}
    with state.store.read() as connection:
        for space in plan.spaces:
            weighted = {key: queries[key] * weight for key, weight in space.weights.items() if key in queries}
            choice = plans.Filtered(connection, space) if space.condition is not None else None
            try:
                results = state.index.search(connection, space.space_id, weighted, plan.size, choice=choice)
            except Exception as error:
                _log.exception("searching space %s failed", space.space_id)
                statuses.append(status("VECTOR_SEARCH_FAILED", str(error), space_id=space.space_id))
                continue
            for result in results:
                scores[result.chunk_id] = min(result.score, scores.get(result.chunk_id, result.score))
        best = sorted(scores, key=scores.__getitem__)[: plan.size]
        chunks = plans.rows_by_id(connection, "chunks", "chunk_id", _CHUNK_COLUMNS, best)
        owners = list({row["memory_id"] for row in chunks.values()})
        memories = plans.rows_by_id(connection, "memories", "memory_id", COLUMNS, owners)
    hits = [_Hit(chunks[key], memories[chunks[key]["memory_id"]], scores[key]) for key in best]
    return hits, statuses, True


def _rerank(
    state: State, plan: Plan, post: post_processing.Config, hits: list[_Hit]
) -> tuple[list[_Hit], list[dict[str, Any]], str]:
    """Return the hits as the post-processor orders and cuts them, statuses, and the name of the stage."""
    statuses: list[dict[str, Any]] = []
    stage = "retrieve"
    if post.llm_id is None:
        message = "No summary is written: the post-processor has no llm_id"
        statuses.append(status("FEATURE_DISABLED", message, required_param="llm_id", feature="summarization"))
    if post.reranker_id is not None:
        reason = "the reranker is not available"
        if (row := plan.models.get("reranker")) is not None:
            try:
                scores = calls.rerank(
                    row,
                    plan.message,
                    [hit.chunk["text"] for hit in hits],
                    base_url=state.base_url,
                    timeout=state.settings.provider_timeout,
                )
            except ProviderError as error:
                reason = str(error)
            else:
                stage = "rerank"
                for hit, score in zip(hits, scores, strict=True):
                    hit.score = score
                hits = sorted(hits, key=lambda hit: -hit.score)
                if post.relevance_threshold is not None:
                    hits = [hit for hit in hits if hit.score >= post.relevance_threshold]
        if stage != "rerank":
            message = f"The hits are not reranked: {reason}"
            statuses.append(status("RERANKING_FAILED", message, reranker_id=post.reranker_id))
    hits = hits[: post.max_results]
    if post.chronological_resort:
        hits = sorted(hits, key=lambda hit: (hit.memory["created_at"], hit.memory["memory_id"], hit.chunk["seq"]))
    return hits, statuses, stage


def _summarize(
    state: State, plan: Plan, post: post_processing.Config, hits: list[_Hit], result_set: str
) -> dict[str, Any] | None:
    """Return the reply or the status that says why there is none; None where there is nothing to summarize."""
    llm = plan.models.get("llm")
    if llm is None:
        return status(
            "SUMMARIZATION_FAILED", "No summary is written: the LLM is not available", llm_id=str(post.llm_id)
        )
    if not hits:
        return None
    try:
        system, prompt = post_processing.prompts(post, llm, plan.message, [hit.chunk["text"] for hit in hits])
        text = calls.generate(
            llm,
            prompt,
            system,
            temperature=post.llm_temp,
            max_tokens=post_processing.tokens(post, llm),
            base_url=state.base_url,
            timeout=state.settings.provider_timeout,
        )
    except ProviderError as error:
        return status("SUMMARIZATION_TIMEOUT" if error.code == "TIMEOUT" else "SUMMARIZATION_FAILED", str(error))
    except Exception as error:  # a template is a small program of the caller's, and may fail in any way
        return status("SUMMARIZATION_FAILED", f"The prompt cannot be made from its template: {error}")
    return {"abstractReply": {"text": text, "relevanceScore": 0.0, "resultSetId": result_set}}


async def _define(state: State, plan: Plan, memory: sqlite3.Row) -> list[dict[str, Any]]:
    """Return the definition of a memory; with a status if its content was asked for and is not there."""
    if not plan.fetch_content:
        return [{"memoryDefinition": render.memory(state.document, memory)}]
    content = await anyio.to_thread.run_sync(partial(_content, state, memory["memory_id"]))
    events = [{"memoryDefinition": render.memory(state.document, memory, content=content)}]
    if content is None:
        message = f"Memory {memory['memory_id']} has no content to show"
        events.append(status("MEMORY_CONTENT_UNAVAILABLE", message, memory_id=memory["memory_id"]))
    return events


def _content(state: State, memory_id: str) -> bytes | None:
    with state.store.read() as connection:
        row = connection.execute("SELECT content FROM memories WHERE memory_id = ?", (memory_id,)).fetchone()
        return None if row is None or row["content"] is None else bytes(row["content"])


def _item(state: State, hit: _Hit, result_set: str, memory_index: int) -> dict[str, Any]:
    row = hit.chunk
    chunk = state.document.shape(
        "MemoryChunkResponse",
        {
            "chunkId": row["chunk_id"],
            "memoryId": row["memory_id"],
            "chunkSequenceNumber": row["seq"],
            "chunkText": row["text"],
            "vectorStatus": "COMPLETED",
            "startOffset": row["start_offset"],
            "endOffset": row["end_offset"],
            "metadata": render.load_metadata(row["metadata"]),
            "createdAt": row["created_at"],
            "updatedAt": row["updated_at"],
            "createdById": row["created_by_id"],
            "updatedById": row["updated_by_id"],
        },
    )
    item = {"resultSetId": result_set, "chunk": chunk, "memoryIndex": memory_index, "relevanceScore": hit.score}
    return {"retrievedItem": {"chunk": item}}
