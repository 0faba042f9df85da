"""What people type first, and what it may be called here: the words of other clients, as data, and how one is chosen.

Rules: a word stands for others, best first, and is only ever shown as one that is really there. None of them is the
name of an endpoint: a word whose target no document has says nothing. Nothing of the package is imported, so that the
client's hints (`_wire.hints`) and the terminal's are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SYNONYMS: dict[str, str] = {
    # What is looked for, and how much of it.
    "question": "message query",
    "q": "message query",
    "prompt": "message",
    "queries": "message query",
    "query_text": "message query",
    "query_texts": "message query",
    "filters": "filter",
    "where": "filter",
    "query_filter": "filter",
    "limit": "max_items max_results page_size",
    "top_k": "limit max_items requested_size max_results",
    "k": "limit max_items requested_size max_results",
    "n": "limit max_items count",
    "n_results": "limit max_items requested_size max_results",
    "num_results": "limit max_items requested_size max_results",
    "max_results": "limit max_items requested_size",
    "size": "limit page_size requested_size",
    "per_page": "page_size",
    "after": "next_token",
    "cursor": "next_token",
    "offset": "next_token",
    "page_token": "next_token",
    "threshold": "relevance_threshold",
    "min_score": "relevance_threshold",
    "score_threshold": "relevance_threshold",
    # What methods are called.
    "search": "retrieve list",
    "query_points": "retrieve list",
    "query": "message text retrieve list",
    "find": "retrieve list get",
    "ask": "retrieve",
    "lookup": "get list",
    "read": "get list",
    "fetch": "get list",
    "retrieve": "get list",
    "show": "get list",
    "all": "list",
    "get_all": "list",
    "list_all": "list",
    "find_all": "list",
    "delete_all": "batch_delete delete",
    "clear": "batch_delete delete",
    "iter": "list",
    "count": "list",
    "add": "create ingest",
    "insert": "create",
    "upload": "create ingest",
    "store": "create ingest",
    "load": "ingest create",
    "put": "create update replace",
    "new": "create",
    "make": "create",
    "save": "create",
    "upsert": "ensure replace create",
    "get_or_create": "ensure create",
    "update": "replace",
    "edit": "update replace",
    "modify": "update replace",
    "patch": "update replace",
    "remove": "delete",
    "destroy": "delete",
    "drop": "delete",
    "add_many": "batch_create",
    "create_many": "batch_create",
    "bulk_create": "batch_create",
    "create_batch": "batch_create",
    "delete_many": "batch_delete",
    "delete_batch": "batch_delete",
    "get_many": "batch_get",
    "poll": "wait",
    "wait_until_ready": "wait",
    "rm": "delete",
    "ls": "list",
    "whoami": "me",
    # What the program in a terminal is asked for.
    "login": "init",
    "setup": "init",
    "configure": "init profiles",
    "config": "profiles init",
    "start": "serve",
    "run": "serve",
    "import": "ingest",
    "sync": "ingest",
    "diagnose": "doctor",
    "health": "doctor",
    # What is stored, and what it is called.
    "content": "original_content chunk_text text",
    "contents": "original_content chunk_text text",
    "body": "original_content text",
    "text": "original_content chunk_text message",
    "document": "original_content chunk_text text memory",
    "page_content": "original_content chunk_text text",
    "path": "file_path source",
    "filename": "file_path",
    "glob": "include",
    "globs": "include",
    "pattern": "include",
    "patterns": "include",
    "folder": "source",
    "directory": "source",
    "data": "original_content file events",
    "bytes": "file original_content",
    "mime_type": "content_type",
    "media_type": "content_type",
    "meta": "metadata",
    "metadatas": "metadata",
    "payload": "metadata",
    "tags": "labels metadata",
    "title": "name display_name",
    "label": "display_name name labels",
    "model": "model_identifier",
    "model_name": "model_identifier",
    "url": "endpoint_url base_url",
    "dimension": "dimensionality",
    "dimensions": "dimensionality",
    "embedder": "space_embedders embedder_id embedder_ids",
    "embedder_id": "space_embedders",
    "embedder_ids": "space_embedders",
    "chunking": "default_chunking_config chunking_config",
    "chunking_config": "default_chunking_config",
    "space": "space_id space_ids",
    "space_id": "space_ids space_keys",
    "space_ids": "space_id space_keys",
    "collection": "space_id space_ids",
    "collection_name": "space_id space_ids",
    "memory": "memory_id id",
    "ids": "requests memory_ids space_ids id",
    "items": "data hits results requests",
    "errors": "failed problems",
    "failures": "failed",
    "documents": "requests",
    "records": "requests",
    "points": "requests hits items",
    "entries": "requests",
    "texts": "requests",
    "created": "created_at",
    "updated": "updated_at",
    "state": "processing_status status",
    "status": "processing_status",
    # What a result has.
    "hits": "items",
    "results": "hits items data",
    "matches": "hits items",
    "chunks": "hits items",
    "result": "text results collect",
    "answer": "text reply",
    "reply": "text",
    "response": "text",
    "similarity": "relevance score",
    "distance": "relevance score",
    "json": "to_json model_dump_json",
    "dict": "model_dump",
    "to_dict": "model_dump",
    # What a condition of a filter is written with.
    "isin": "in_",
    "any_of": "in_",
    "is_in": "in_",
    "one_of": "in_",
    "isnull": "is_null",
    "is_none": "is_null",
    # How a client is made.
    "client": "Goodmem",
    "connect": "Goodmem",
    "asyncclient": "AsyncGoodmem",
    "host": "base_url",
    "endpoint": "base_url",
    "server": "base_url",
    "address": "base_url",
    "token": "api_key key",
    "key": "api_key",
    "headers": "default_headers extra_headers",
    "retries": "max_retries",
    "ssl": "verify",
    "verify_ssl": "verify",
    "session": "http_client",
    "proxies": "proxy",
}
"""What people type first → what it may be called here, best first."""

_PAGE = 24
"""So many names are listed at most, where none resembles the one that was given."""


def meant(name: object, known: Iterable[str]) -> str | None:
    """The known name that a name probably stands for."""
    import difflib

    if not isinstance(name, str):
        return None
    known = [other for other in known if other != name]
    matches = [word for word in SYNONYMS.get(name.lower(), "").split() if word in known] or _by_words(name, known)
    if not matches:
        close = difflib.get_close_matches(name[:200], known, n=1, cutoff=0.66)
        # What begins otherwise is spelled alike by chance, unless nearly all of it is.
        matches = [
            candidate for candidate in close if candidate[:1] == name[:1].lower() or _alike(name, candidate) >= 0.75
        ]
    return matches[0] if matches else None


def _alike(name: str, other: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, name[:200], other).ratio()


def _by_words(name: str, known: list[str]) -> list[str]:
    """The one name that says a word more, or a word less: `display_name` for `name`, `id` for `memory_id`."""
    less = [candidate for candidate in known if name.endswith(f"_{candidate}")]
    if less:
        return [max(less, key=len)]
    verb, by, _ = name.partition("_by_")
    if by:  # what is got by another thing than its id is looked for
        return [candidate for candidate in SYNONYMS["find"].split() if candidate in known and candidate != verb]
    more = [candidate for candidate in known if candidate.endswith(f"_{name}") or candidate.startswith(f"{name}_")]
    return more if len(more) == 1 else []


def listed(known: Iterable[str]) -> str:
    """` There are: …`, or an empty string where there is nothing."""
    known = sorted(known)
    more = f" and {len(known) - _PAGE} more" if len(known) > _PAGE else ""
    return f" There are: {', '.join(known[:_PAGE])}{more}." if known else ""
