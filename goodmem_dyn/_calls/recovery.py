"""After a create whose answer was lost: is the resource that has its id the one that was sent?

Rules: an id that was drawn for the call is nobody else's. One that the caller chose may be an older resource's, and
then the conflict stands.
"""

from __future__ import annotations

import email.utils
import json
import math
from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.context import Context
from goodmem_dyn._document.envelopes import holding
from goodmem_dyn._wire.response import Response
from goodmem_dyn.errors import NotFoundError

if TYPE_CHECKING:
    from goodmem_dyn._calls.call import Conflict
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._wire.effects import Flow


def recover(exchange: Exchange, sent: dict[str, Any], context: Context, conflict: Conflict) -> Flow:
    """After a conflict on the id of a create: the resource as the create would have answered; None if another's."""
    client_id = exchange.operation.client_id
    assert client_id is not None
    assert client_id.read is not None
    reader = exchange.document.by_qualname(client_id.read)
    passed_on = ("timeout", "max_retries", "extra_headers")
    options: dict[str, Any] = {name: value for name, value in context.options.items() if name in passed_on}
    args = {client_id.read_param or "id": conflict.resource_id}
    try:
        response = yield from reader.send(
            args, Context(context.core, reader, {**options, "deadline": conflict.remaining})
        )
    except NotFoundError:
        return None
    resource = _held(load(response.content), reader, client_id.wire)
    if context.drawn != client_id.wire and (not matches(sent, resource) or is_older(resource, conflict)):
        return None
    return Response(200, response.headers, wrapped(response.content, _wrapper(exchange, reader)), response.raw)


def _held(answer: Any, reader: Exchange, wire: str) -> Any:
    """The resource in what `reader` answers with."""
    held = holding(reader.operation.json_reply, wire, reader.surface.resolver)
    return answer.get(held.wire) if held is not None and held.wire and isinstance(answer, dict) else answer


def _wrapper(exchange: Exchange, reader: Exchange) -> str | None:
    """The member under which this create's reply holds what `reader` answers with; None when they are the same."""
    mine, other = exchange.operation.json_reply, reader.operation.json_reply
    if mine is None or other is None or mine.component == other.component:
        return None
    resolver = exchange.surface.resolver
    properties = resolver.follow(dict(mine.schema)).get("properties", {})
    return next((wire for wire, schema in properties.items() if resolver.name(schema) == other.component), None)


def matches(sent: Any, resource: Any) -> bool:
    """Whether a resource can be the one that was sent: whatever both have is equal, at any depth."""
    if isinstance(sent, dict) and isinstance(resource, dict):
        return all(matches(value, resource[key]) for key, value in sent.items() if key in resource)
    if isinstance(sent, list) and isinstance(resource, list):
        return len(sent) == len(resource) and all(map(matches, sent, resource))
    if isinstance(sent, str) and isinstance(resource, str):
        # Servers write ids in one case, and addresses without a slash at their end.
        return sent.casefold().rstrip("/") == resource.casefold().rstrip("/")
    if isinstance(sent, (int, float)) and isinstance(resource, (int, float)):
        # A server may keep a number with fewer digits.
        return math.isclose(sent, resource, rel_tol=1e-6)
    return resource is None or bool(sent == resource)


def is_older(resource: Any, conflict: Conflict) -> bool:
    """Whether a resource was there before the call began, by the server's own clock; False where that cannot be told.

    What was sent may have members that no reply shows, such as content, so that an older resource can look the same.
    """
    created = resource.get("createdAt") if isinstance(resource, dict) else None
    now = _server_time(conflict.response)
    if now is None or not isinstance(created, (int, float)):
        return False
    return now - created / 1000 > conflict.elapsed + 1


def _server_time(response: Response) -> float | None:
    """When the server answered, in seconds since the epoch: as its error says in milliseconds, or its `Date`."""
    body = load(response.content)
    stamp = body.get("timestamp") if isinstance(body, dict) else None
    if isinstance(stamp, (int, float)) and stamp > 0:
        return stamp / 1000
    try:
        return email.utils.parsedate_to_datetime(response.headers.get("date", "")).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None


def wrapped(content: bytes, key: str | None) -> bytes:
    """A resource as a create answers with it: itself, or as the one member of an object."""
    return content if key is None else b'{"' + key.encode() + b'":' + content + b"}"


def load(content: bytes | None) -> Any:
    """A body as plain values, or None where it is not JSON."""
    try:
        return json.loads(content or b"")
    except (ValueError, RecursionError):
        return None
