"""Ids and names from the server, while somebody types: one request, a fifth of a second, or nothing.

Rules: it never fails and never writes; what was found is kept for a few seconds, because Tab is pressed in a row. Only
the standard library is used: importing the client takes longer than the whole answer may.
"""

from __future__ import annotations

import contextlib
import json
import os
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener
from zlib import crc32

from goodmem_dyn._columns import kebab
from goodmem_dyn._terminal.places import cache_folder
from goodmem_dyn._terminal.profiles import Server, resolve

if TYPE_CHECKING:
    from goodmem_dyn._terminal.outline import Outline

PATIENCE = 0.2
"""Seconds for the request."""
KEPT = 10.0
"""Seconds for which an answer is good."""
LARGEST = 1024 * 1024
MOST = 200


def values(outline: Outline, resource: dict[str, Any], query: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Ids with their names; empty when there is any trouble."""
    pairs: list[tuple[str, str]] = []
    # A thread of its own, so that a name server or a proxy that hangs costs no more than anything else.
    worker = threading.Thread(target=_collect, args=(pairs, outline, resource, query), daemon=True)
    worker.start()
    worker.join(PATIENCE)
    return list(pairs)


def _collect(
    pairs: list[tuple[str, str]], outline: Outline, resource: dict[str, Any], query: dict[str, list[str]]
) -> None:
    # Somebody is typing: whatever is wrong, the next command will say it.
    with contextlib.suppress(Exception):
        pairs += _values(outline, resource, query)


def _values(outline: Outline, resource: dict[str, Any], query: dict[str, list[str]]) -> list[tuple[str, str]]:
    options = {name[2:].replace("-", "_"): texts[-1] for name, texts in query.items() if texts}
    server = resolve({name: options.get(name) for name in ("profile", "base_url", "ca_file")} | _insecure(query))
    path = _filled(resource["path"], options)
    if path is None:
        return []
    if resource["size"]:
        path += f"?{resource['size']}={MOST}"
    kept = _kept(server, path)
    items = kept if kept is not None else _ask(outline, server, path)[resource["items"]][:MOST]
    if kept is None:
        _keep(server, path, items)
    return [(str(item[resource["id"]]), str(item.get(resource["label"]) or "")) for item in items]


def _insecure(query: dict[str, list[str]]) -> dict[str, bool]:
    return {"insecure": "--insecure" in query}


def _filled(path: str, options: dict[str, str]) -> str | None:
    """A path template with what the command line says so far; None while something is missing."""
    parts = []
    for part in path.split("/"):
        if part.startswith("{"):
            value = options.get(kebab(part[1:-1]).replace("-", "_"))
            if not value:
                return None
            parts.append(quote(value, safe=""))
        else:
            parts.append(part)
    return "/".join(parts)


def _ask(outline: Outline, server: Server, path: str) -> Any:
    headers = {"accept": "application/json"}
    if server.key:
        headers[outline.key_header] = server.key
    handlers: list[Any] = [_NoRedirects()]
    if server.base_url.startswith("https:"):
        context = ssl.create_default_context(cafile=server.verify if isinstance(server.verify, str) else None)
        if server.verify is False:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        handlers.append(HTTPSHandler(context=context))
    url = f"{server.base_url.rstrip('/')}{path}"
    if not url.startswith(("http://", "https://")):
        return {}
    request = Request(url, headers=headers)  # noqa: S310 - the scheme was checked
    try:
        with build_opener(*handlers).open(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read(LARGEST))
    except HTTPError as error:
        error.close()  # it is an answer, whose connection would be left to the garbage collector
        raise


class _NoRedirects(HTTPRedirectHandler):
    """Follows no redirect: the key goes to no other server."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _place(server: Server, path: str) -> str | None:
    folder = cache_folder()
    name = f"{server.base_url} {path} {server.key}"
    return os.path.join(folder, f"live-{crc32(name.encode()):08x}.json") if folder else None


def _kept(server: Server, path: str) -> Any:
    place = _place(server, path)
    if place is None or not os.path.exists(place) or time.time() - os.path.getmtime(place) > KEPT:
        return None
    with open(place, encoding="utf-8") as file:
        return json.load(file)


def _keep(server: Server, path: str, items: Any) -> None:
    place = _place(server, path)
    if place is None:
        return
    os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(items, file)
