"""Decision models: registered, and asked.

Rules this module keeps:

- Two may be alike in everything but their id. Creating one never calls its provider.
- Provider and owner never change. Settings keep their names in snake_case, and are replaced as a whole.
- Asking calls the provider once, stores nothing, and is never tried again: it may cost money.
- What the model cannot do is refused before it is asked.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.decision_requests import check_request
from goodmem_dyn.local._operations.lists import Order, Where, check_labels, page, resume, strict_size, updated_labels
from goodmem_dyn.local._operations.model_kinds import canonical_url
from goodmem_dyn.local._operations.principals import check_label_members, new_owner
from goodmem_dyn.local._providers import calls, deciding, decisions
from goodmem_dyn.local._providers.wire import ProviderError
from goodmem_dyn.local._rights.authority import Columns
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id, new_id, now_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

_KIND, _TABLE = "DECISION_MODEL", "decision_models"
_CLEARED = ("description", "version", "monitoringEndpoint", "apiPath")
_WITHOUT_KEY = "LAYA"
_OWN_PATH = "CLEF"
_TIMEOUT_MS = 30_000
_FAILURES = {
    "UNREACHABLE": "unreachable",
    "TIMEOUT": "unreachable",
    "RATE_LIMITED": "rate_limited",
    "CONFIGURATION": "unusable",
    "INVALID_RESPONSE": "unreadable",
}


def _problems(body: dict[str, Any], *, is_own: bool) -> Iterator[tuple[str, str]]:
    provider = body["providerType"]
    for name, label in (("displayName", "Display name"), ("modelIdentifier", "Model identifier")):
        if not body[name].strip():
            yield name, f"{label} is required"
    parts = urlsplit(body["endpointUrl"])
    if parts.query or parts.fragment or "@" in parts.netloc:
        yield "endpointUrl", "Endpoint URL must have no query, fragment or user information"
    if not body.get("apiPath"):
        yield "apiPath", f"API path is required for provider type {provider}"
    credentials = body.get("credentials")
    if credentials is None and provider != _WITHOUT_KEY and not is_own:
        yield "credentials", f"Credentials are required for provider type {provider}"
    if credentials is not None and not (credentials.get("apiKey") or {}).get("inlineSecret", "").strip():
        yield "credentials", "Credentials must be of kind CREDENTIAL_KIND_API_KEY, with an inline secret"
    for name, value in body["configuration"].items():
        problem = _bad_setting(provider, name, value)
        if problem is not None:
            yield f"configuration.{name}", problem


def _bad_setting(provider: str, name: str, value: Any) -> str | None:
    if name == "image_preview" and provider == "JEV":
        return None if isinstance(value, bool) else "image_preview must be true or false"
    if name not in ("timeout_millis", "max_response_bytes"):
        return f"{provider} has no such setting"
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == int(value) and value > 0
    return None if whole else f"{name} must be a positive integer"


def _complete(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """A body with its defaults, in itself good.

    Raises:
        ValidationError: every broken rule.
        ApiError: broken settings, where another status was chosen for them.
    """
    for name in _CLEARED:
        if not (body.get(name) or "").strip():
            body.pop(name, None)
    if body["providerType"] != _OWN_PATH:
        body.setdefault("apiPath", decisions.PATH)
    if not body.get("apiPath", "/").startswith("/"):
        body["apiPath"] = f"/{body['apiPath']}"
    body.setdefault("configuration", {})
    for name in ("endpointUrl", "monitoringEndpoint"):
        if name in body:
            canonical_url(body[name], name)
    # The stand-in needs no key, whatever provider it stands in for.
    is_own = bool(body.get("apiPath")) and calls.is_own(body, "decide", call.state.base_url)
    problems = list(_problems(body, is_own=is_own))
    if problems:
        status = call.state.status("decision_model.settings")
        raise (
            ValidationError(problems) if status == 400 else ApiError(status, "; ".join(": ".join(p) for p in problems))
        )
    return body


def _row(connection: sqlite3.Connection, key: str) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute(f"SELECT * FROM {_TABLE} WHERE decision_model_id = ?", (key,)).fetchone()
    return row


@handles("createDecisionModel")
def create_decision_model(call: Call) -> Reply:
    """A new registration of a model."""
    body = dict(call.body)
    labels = body.pop("labels", {})
    check_labels(labels)
    key, now, actor = (body.pop("decisionModelId", None) or new_id()).lower(), now_ms(), call.principal.actor_id
    body = {**_complete(call, body), "decisionModelId": key}
    with call.state.store.write() as connection:
        owner = new_owner(call, connection, body)
        body.pop("ownerId", None)
        try:
            connection.execute(
                f"INSERT INTO {_TABLE} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, owner, body["providerType"], render.dump(labels), render.dump(body), now, now, actor, actor),
            )
        except sqlite3.IntegrityError:
            raise call.state.refusal("decision_model.taken", f"Decision model already exists: {key}") from None
        row = _row(connection, key)
    return Reply(201, render.decision_model(call.state.document, row))


@handles("getDecisionModel")
def get_decision_model(call: Call) -> Reply:
    """A decision model, with its credentials if they are asked for."""
    with call.state.store.read() as connection:
        row = call.access.find(connection, _KIND, call.path["id"])
    shown = bool(call.query.get("includeCredentials"))
    return Reply(body=render.decision_model(call.state.document, row, credentials=shown))


@handles("listDecisionModels")
def list_decision_models(call: Call) -> Reply:
    """The decision models that the caller may read, newest first, a page at a time, and how many they are."""
    cursor = resume(call)
    strict_size(call, least=0, most=1000)
    where = Where([], [])
    owner = call.query.get("ownerId")
    if owner is not None:
        if canonical_id(owner) is None:
            raise ApiError(400, f"Invalid owner ID format: {owner}")
        where.add("owner_id = ?", owner.lower())
    if "providerType" in call.query:
        where.add("provider_type = ?", call.query["providerType"])
    where.labels(call.query.get("label"))
    document = call.state.document
    with call.state.store.read() as connection:
        call.access.instance(connection)
        clause, values = call.access.rows(connection, Columns("decision_model_id", "owner_id"))
        where.add(clause, *values)
        total = connection.execute(f"SELECT count(*) FROM {_TABLE} WHERE {where.sql()}", where.values).fetchone()[0]
        items, token = page(
            call,
            connection,
            cursor,
            select=f"SELECT *, created_at AS sort_key, decision_model_id AS sort_id FROM {_TABLE}",
            where=where,
            order=Order("created_at", "decision_model_id", descending=True),
            largest=1000,
            render=lambda row: render.decision_model(document, row),
        )
    shown = {"decisionModels": items, "totalCount": total, "nextPageToken": token}
    return Reply(body=document.shape("ListDecisionModelsResponse", shown))


@handles("updateDecisionModel")
def update_decision_model(call: Call) -> Reply:
    """New values of some members; an empty text clears one, or brings its default back."""
    check_label_members(call.body)
    changes = {name: value for name, value in call.body.items() if name not in ("replaceLabels", "mergeLabels")}
    with call.state.store.write() as connection:
        row = call.access.find(connection, _KIND, call.path["id"])
        body = _complete(call, {**json.loads(row["body"]), **changes})
        connection.execute(
            f"UPDATE {_TABLE} SET labels = ?, body = ?, updated_at = ?, updated_by_id = ? WHERE decision_model_id = ?",
            (
                updated_labels(row["labels"], call.body), render.dump(body), now_ms(), call.principal.actor_id,
                row["decision_model_id"],
            ),
        )  # fmt: skip
        row = _row(connection, row["decision_model_id"])
    return Reply(body=render.decision_model(call.state.document, row))


@handles("deleteDecisionModel")
def delete_decision_model(call: Call) -> Reply:
    """Removes a registration; nothing happens at the provider."""
    with call.state.store.write() as connection:
        row = call.access.find(connection, _KIND, call.path["id"])
        connection.execute(f"DELETE FROM {_TABLE} WHERE decision_model_id = ?", (row["decision_model_id"],))
    return Reply(204)


@handles("decideDecisionModel")
def decide(call: Call) -> Reply:
    """Questions about a state, answered by a model."""
    state = call.state
    with state.store.read() as connection:
        call.access.find(connection, _KIND, call.path["id"])
        row = state.model(connection, "decision model", call.path["id"])
    assert row is not None
    check_request(state, row, call.body)
    timeout = row["configuration"].get("timeout_millis", _TIMEOUT_MS) / 1000
    try:
        answer = deciding.decide(row, call.body, base_url=state.base_url, timeout=timeout)
    except ProviderError as error:
        raise state.refusal(f"decide.{_failure(error)}", f"The decision model could not be asked: {error}") from None
    return Reply(body=state.document.shape("DecisionResponse", answer))


def _failure(error: ProviderError) -> str:
    if error.code == "REFUSED":
        return "unusable" if error.http_status < 500 else "unreachable"
    return _FAILURES[error.code]
