"""Why a call failed: what was given wrongly, or how client and server differ.

Rules: it is asked once for a client, after a failure that a difference would explain, and never beyond the deadline of
that call. Whether the server has an operation is told by the paths of its document; only the one operation that failed
is compiled, and only where that alone can tell more.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from goodmem_dyn._bounds import LOOKUP_BYTES, LOOKUP_PARTS, LOOKUP_SECONDS
from goodmem_dyn._cache import pattern
from goodmem_dyn._document.bounds import check_document
from goodmem_dyn._document.names import place
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._namespaces.drift import differing_answers, differing_arguments, operation_key
from goodmem_dyn._namespaces.lookups import UNREADABLE, look
from goodmem_dyn._wire.telling import short
from goodmem_dyn.errors import APIResponseValidationError, GoodMemError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._calls.context import Core
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn.errors import APIError

_UNKNOWN = pattern(r"unrecogni[sz]ed|unknown|unexpected|not recogni[sz]ed|unsupported", re.IGNORECASE)
_REFUSED_ID = pattern(r"invalid ([\w ]{0,40})\bu?u?id\b", re.IGNORECASE)


class _Known(NamedTuple):
    """What is kept of a server for the failures of its client: where it has what, never a surface of it."""

    commit: str | None
    places: Mapping[tuple[str, str], str] | None
    content: bytes


def explains(error: APIError, operation: Any) -> bool:
    """Whether a difference between client and server could be why a call failed."""
    if isinstance(error, APIResponseValidationError):
        return error.body[:1] in {"{", "["}
    if error.status_code in {405, 501}:
        return True
    if error.status_code == 404:
        return "{" not in operation.path
    return error.status_code in {400, 422} and _UNKNOWN.search(error.body[:2000]) is not None


def explain_flow(core: Core, operation: Any, error: APIError, remaining: float | None) -> Flow:
    """What a difference has to do with a failed call, as text for its error.

    Args:
        core: The client.
        operation: What was called.
        error: What it ended in.
        remaining: Seconds that are left of the call's deadline; None without one.
    """
    hint = _keyless(core, error) or _misplaced(core, operation, error) or _misnamed(core, operation, error)
    if hint:
        return hint
    seconds = LOOKUP_SECONDS if remaining is None else min(LOOKUP_SECONDS, remaining)
    if not explains(error, operation) or seconds <= 0:
        return ""
    connection = core.connection
    if not hasattr(connection, "known"):
        connection.known = None
        try:
            connection.known = _known((yield from look(core, seconds, LOOKUP_BYTES)))
        except GoodMemError:
            return ""
    known: _Known | None = connection.known
    return "" if known is None else _text(core.catalog.surface, operation, error, known)


def _known(server: Any) -> _Known | None:
    if server is None:
        return None
    document = server.document or {}
    places = {
        place(verb, path): path
        for path, item in document.get("paths", {}).items()
        if isinstance(item, dict)
        for verb in item
    }
    info = document.get("info")
    commit = server.commit or (info.get("x-goodmem-commit") if isinstance(info, dict) else None)
    return _Known(commit if isinstance(commit, str) else None, places if document else None, server.content)


def _text(mine: Surface, operation: Any, error: APIError, known: _Known) -> str:
    if known.places is not None and operation_key(operation) not in known.places:
        return f"this server's document does not have {operation.qualname} (see goodmem_dyn.drift)"
    texts = _differences(mine, operation, known)
    if texts:
        return f"{'; '.join(texts)} (see goodmem_dyn.drift)"
    misread = isinstance(error, APIResponseValidationError)
    if (misread or known.places is None) and known.commit not in {None, mine.commit}:
        return (
            f"this client was made for server {short(mine.commit)}, and the server runs {short(str(known.commit))} "
            "(see goodmem_dyn.drift)"
        )
    return ""


def _differences(mine: Surface, operation: Any, known: _Known) -> list[str]:
    """What differs in one operation: the server's document is compiled as if it had no other."""
    if known.places is None:
        return []
    verb, path = operation.http_method.lower(), known.places[operation_key(operation)]
    try:
        document = json.loads(known.content)
        item = document["paths"][path]
        document["paths"] = {path: {verb: item[verb], "parameters": item.get("parameters", [])}}
        check_document(document)
        theirs = compile_document(document)
        with theirs.resolver.bounded(LOOKUP_PARTS):
            other = next(iter(theirs.operations))
            return [*differing_arguments(operation, other), *differing_answers(mine, operation, theirs, other)]
    except UNREADABLE:
        return []


def _keyless(core: Core, error: APIError) -> str:
    """What to do where no key was sent although the environment has one."""
    key = os.environ.get("GOODMEM_API_KEY")
    if error.status_code != 401 or not key or key in core.connection.base_headers.values():
        return ""
    return (
        "GOODMEM_API_KEY is set, and goes to the server of GOODMEM_BASE_URL alone: leave base_url out, or give "
        "api_key=os.environ['GOODMEM_API_KEY'] with it"
    )


def _misplaced(core: Core, operation: Any, error: APIError) -> str:
    """What to do where nothing is found, and the address of the server has a path that may be wrong."""
    path = urlsplit(core.connection.base_url).path
    is_item = operation.http_method != "GET" or any(param.location == "path" for param in operation.params)
    if error.status_code != 404 or not path or (is_item and f"{path}/" not in (error.body or "")):
        return ""
    return f"base_url ends in {path}, where most servers have nothing: leave it out unless a proxy puts it there"


def _misnamed(core: Core, operation: Any, error: APIError) -> str:
    """What to do where the server refuses an id, and the name was probably given instead."""
    refused = _REFUSED_ID.search(error.message) if error.status_code in {400, 422} else None
    if refused is None:
        return ""
    surface = core.catalog.surface
    is_item = any(param.location == "path" for param in operation.params)
    own = operation.name.namespace if is_item else ()
    kind = (refused[1].split() or [""])[-1].lower()
    for namespace in (own, *(words for words in surface.namespaces if words and words[-1] == f"{kind}s")):
        for name in surface.namespaces.get(namespace, ()):
            for param in surface.operation(namespace, name).params:
                if param.name.endswith("name_filter"):
                    way = f"{'.'.join(namespace)}.{name}({param.name}=…)"
                    return f"an id is wanted, not a name: {way} finds one by its name"
    return "an id is wanted, not a name"
