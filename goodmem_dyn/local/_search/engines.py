"""The operations whose work is done elsewhere: retrieval in both forms, OCR, ping.

Rules this module keeps: an engine is imported when it is first called, so that a server that never retrieves never
loads numpy; the GET form of retrieval is translated to the POST form and checked by the same schema.
"""

from __future__ import annotations

import json
from typing import Any

from goodmem_dyn.local._state.calls import Call, Events, Reply, handles

_POST_PROCESSOR = "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory"
_SHORTCUTS = {
    "llm_id": ("pp_llm_id", "postProcessorLlmId"),
    "reranker_id": ("pp_reranker_id", "postProcessorRerankerId"),
    "relevance_threshold": ("pp_relevance_threshold", "postProcessorRelevanceThreshold"),
    "llm_temp": ("pp_llm_temp", "postProcessorLlmTemp"),
    "max_results": ("pp_max_results", "postProcessorMaxResults"),
    "chronological_resort": ("pp_chronological_resort", "postProcessorChronologicalResort"),
}


@handles("retrieveMemoryAdvanced")
def retrieve(call: Call) -> Events:
    """Retrieval with everything in the body."""
    from goodmem_dyn.local._search import retrieve as _retrieve

    return Events(_retrieve.retrieve(call.state, call.access, call.body))


@handles("retrieveMemory")
def retrieve_by_query(call: Call) -> Events:
    """Retrieval with everything in the query string."""
    from goodmem_dyn.local._search import retrieve as _retrieve

    query = call.query
    keys = [{"spaceId": text.strip()} for text in query["spaceIds"].split(",") if text.strip()]
    if query.get("filter"):
        keys = [{**key, "filter": query["filter"]} for key in keys]
    body: dict[str, Any] = {"message": query["message"], "spaceKeys": keys}
    body |= {key: query[key] for key in ("requestedSize", "fetchMemory", "fetchMemoryContent") if key in query}
    config = {key: query[name] for key, names in _SHORTCUTS.items() for name in reversed(names) if name in query}
    if config:
        body["postProcessor"] = {"name": _POST_PROCESSOR, "config": config}
    advanced = next(
        operation for operation in call.state.document.operations if operation.id == "retrieveMemoryAdvanced"
    )
    checked = call.state.validator.body(advanced, json.dumps(body).encode(), "application/json")
    return Events(_retrieve.retrieve(call.state, call.access, checked))


@handles("ocrDocument")
def ocr(call: Call) -> Reply:
    """Text of a scanned document."""
    from goodmem_dyn.local._processing import ocr as _ocr

    with call.state.store.read() as connection:
        call.access.instance(connection)
    return Reply(body=_ocr.document(call.body))


@handles("pingOnce")
def ping_once(call: Call) -> Reply:
    """One call to a provider, timed."""
    from goodmem_dyn.local._operations import ping

    return Reply(body=ping.once(call.state, call.access, call.body))


@handles("pingStream")
def ping_stream(call: Call) -> Events:
    """Several calls to a provider, each reported as it ends."""
    from goodmem_dyn.local._operations import ping

    return Events(ping.stream(call.state, call.access, call.body))
