"""A retrieval request, checked and resolved: what to search, how, and what to do with the hits.

Rules kept here:

- Whatever is wrong with the request itself is an error response before any event, all of it at once where it concerns
  fields; what goes wrong later is a status event and no business of this module.
- An unknown or unreadable space is such an error. An unknown reranker or LLM is not: it becomes a status.
- Nothing is embedded or searched here; one database snapshot is read.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn.filters import FilterSyntaxError
from goodmem_dyn.local._filters.compiling import compile_filter, in_time, refusal
from goodmem_dyn.local._search import post_processing
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from goodmem_dyn.local._state.access import Access
    from goodmem_dyn.local._state.state import State

#: What a `requestedSize` of 0 or none means.
DEFAULT_SIZE: Final = 20
_MOST_ATTRIBUTES: Final = 32

Errors = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SpaceSearch:
    """One space to search: its embedders with their weights, and the memories to look at as an SQL condition."""

    space_id: str
    weights: dict[str, float]
    condition: str | None
    parameters: list[object]


@dataclass(slots=True)
class Plan:
    """A checked request."""

    message: str
    query: str
    spaces: list[SpaceSearch]
    size: int
    fetch_memory: bool
    fetch_content: bool
    embedders: dict[str, dict[str, Any]]
    post: post_processing.Config | None
    models: dict[str, dict[str, Any]] = field(default_factory=dict)
    notices: list[dict[str, Any]] = field(default_factory=list)


def status(code: str, message: str, **details: str) -> dict[str, Any]:
    """Return a status event."""
    return {"status": {"code": code, "message": message, **({"details": details} if details else {})}}


def make(state: State, access: Access, request: dict[str, Any]) -> Plan:
    """Check a request and look up what it names.

    Raises:
        ValidationError: Fields out of their range, all of them.
        ApiError: 400 for a malformed id or filter, 403 or 404 for a space.
    """
    errors: Errors = []
    keys = request["spaceKeys"]
    if not keys:
        errors.append(("spaceKeys", "At least one space is required"))
    size = request.get("requestedSize") or 0
    if size < 0:
        errors.append(("requestedSize", "Requested size must not be negative; 0 means the default"))
    _check_hnsw(request.get("hnsw") or {}, errors)
    _check_logging(request.get("logging") or {}, errors)
    budget = (request.get("outputBudget") or {}).get("tokens")
    if budget is not None and budget <= 0:
        errors.append(("outputBudget.tokens", "The token budget must be positive"))
    context, notices = _read_context(request.get("context") or [], errors)
    post = post_processing.read(request.get("postProcessor"), size, budget, state.settings, errors)
    if errors:
        raise ValidationError(errors)
    with state.store.read() as connection:
        plan = Plan(
            message=request["message"],
            query="\n\n".join([request["message"], *context]),
            spaces=[_read_space(state, connection, access, key, f"spaceKeys[{i}]") for i, key in enumerate(keys)],
            size=size or DEFAULT_SIZE,
            fetch_memory=request.get("fetchMemory") is not False,
            fetch_content=bool(request.get("fetchMemoryContent")),
            embedders={},
            post=post,
            notices=notices,
        )
        for embedder_id in dict.fromkeys(embedder_id for space in plan.spaces for embedder_id in space.weights):
            row = state.model(connection, "embedder", embedder_id)
            assert row is not None, "spaces hold on to their embedders"
            plan.embedders[embedder_id] = row
        if post:
            for kind, model_id in (("reranker", post.reranker_id), ("llm", post.llm_id)):
                if model_id is not None:
                    _find_model(state, connection, access, plan, kind, model_id)
    return plan


def _read_space(
    state: State, connection: sqlite3.Connection, access: Access, key: dict[str, Any], where: str
) -> SpaceSearch:
    space_id = canonical_id(key["spaceId"])
    if space_id is None:
        raise ApiError(400, f"Invalid space ID format: {key['spaceId']}")
    access.find(connection, "SPACE", space_id, columns="space_id")
    links = connection.execute(
        "SELECT embedder_id, default_retrieval_weight FROM space_embedders WHERE space_id = ? ORDER BY rowid",
        (space_id,),
    )
    weights = {link["embedder_id"]: float(link["default_retrieval_weight"]) for link in links}
    for number, override in enumerate(key.get("embedderWeights") or []):
        embedder_id = canonical_id(override["embedderId"])
        if embedder_id not in weights:
            message = f"Space {space_id} has no embedder {override['embedderId']}; it has {', '.join(weights)}"
            raise ValidationError([(f"{where}.embedderWeights[{number}].embedderId", message)])
        weights[embedder_id] = float(override["weight"])
    condition, parameters = None, list[object]()
    if (key.get("filter") or "").strip():
        try:
            condition, parameters = compile_filter(
                key["filter"], "m.metadata", doubled_quotes=state.settings.doubled_quotes_in_filters
            )
        except FilterSyntaxError as error:
            raise ApiError(400, f"{where}.filter: {refusal(error)}") from None
    # A weight of zero takes nothing from its embedder, so that one is not even asked.
    return SpaceSearch(space_id, {key: weight for key, weight in weights.items() if weight}, condition, parameters)


def _find_model(
    state: State, connection: sqlite3.Connection, access: Access, plan: Plan, kind: str, model_id: str
) -> None:
    row = state.model(connection, kind, model_id)
    name = {"reranker": "Reranker", "llm": "LLM"}[kind]
    if row is None:
        plan.notices.append(status("NOT_FOUND", f"{name} not found: {model_id}", **{f"{kind}_id": model_id}))
    elif not access.may(connection, kind.upper(), model_id):
        plan.notices.append(
            status("PERMISSION_DENIED", f"{name} {model_id} may not be used", **{f"{kind}_id": model_id})
        )
    else:
        plan.models[kind] = row


def _check_hnsw(options: dict[str, Any], errors: Errors) -> None:
    for name, low, high in (("efSearch", 1, 1_000), ("scanMemMultiplier", 1.0, 1_000.0), ("maxScanTuples", 1, None)):
        value = options.get(name)
        if value is not None and (value < low or (high is not None and value > high)):
            limits = f"between {low} and {high}" if high is not None else f"{low} or more"
            errors.append((f"hnsw.{name}", f"{name} must be {limits}, not {value}"))


def _check_logging(options: dict[str, Any], errors: Errors) -> None:
    attributes = options.get("callerAttributes") or {}
    if len(attributes) > _MOST_ATTRIBUTES:
        errors.append(("logging.callerAttributes", f"At most {_MOST_ATTRIBUTES} attributes, not {len(attributes)}"))
    for name, value in attributes.items():
        if not isinstance(value, str | int | float):
            errors.append((f"logging.callerAttributes.{name}", "An attribute must be a text, a number or a boolean"))


def _read_context(items: list[dict[str, Any]], errors: Errors) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the texts that are embedded along with the message, and statuses about what cannot be."""
    from goodmem_dyn.local._processing import apart, extract

    texts: list[str] = []
    notices: list[dict[str, Any]] = []
    for number, item in enumerate(items):
        if item.get("text") is not None:
            texts.append(item["text"])
            continue
        binary = item["binary"]
        try:
            content = base64.b64decode(binary["data"], validate=True)
        except (binascii.Error, ValueError):
            errors.append((f"context[{number}].binary.data", "Not valid base64"))
            continue
        try:
            texts.append(apart.extracted(content, binary["contentType"]).text)
        except extract.ExtractionError as error:
            notices.append(
                status("INVALID_ARGUMENT", f"context[{number}] was left out: {error}", context_index=str(number))
            )
    return texts, notices


class Filtered:
    """The memories that a space's filter selects.

    Args:
        connection: The snapshot to search.
        space: The space, with a condition.
    """

    def __init__(self, connection: sqlite3.Connection, space: SpaceSearch) -> None:
        self._connection, self._space = connection, space

    def all(self) -> list[str]:
        """Every one of them."""
        return self._found("memories m WHERE m.space_id = ?", self._space.space_id)

    def among(self, memory_ids: Sequence[str]) -> list[str]:
        """Those of these memories that the filter selects."""
        # In this order, for SQLite would rather look at every memory of the space.
        which = "json_each(?) j CROSS JOIN memories m ON m.memory_id = j.value WHERE m.space_id = ?"
        return self._found(which, json.dumps(memory_ids), self._space.space_id)

    def _found(self, which: str, *values: str) -> list[str]:
        # One long text crosses into Python faster than a row for each id.
        query = f"SELECT group_concat(m.memory_id, ' ') FROM {which} AND {self._space.condition}"
        with in_time(self._connection):
            joined: str | None = self._connection.execute(query, (*values, *self._space.parameters)).fetchone()[0]
        return (joined or "").split()


def rows_by_id(
    connection: sqlite3.Connection, table: str, key: str, columns: str, ids: list[str]
) -> dict[str, sqlite3.Row]:
    """Return rows of a table by their key. Names are constants of callers."""
    sql = f"SELECT {columns} FROM {table} m WHERE m.{key} IN (SELECT value FROM json_each(?))"
    return {row[key]: row for row in connection.execute(sql, (json.dumps(ids),))}
