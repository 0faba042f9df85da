"""Embedders, rerankers and LLMs: one way to create, read, list, change and delete all three.

Rules this module keeps:

- Two models of one owner with the same effective connection (`_model_kinds`) are a 409, on create and on update.
- Creating never calls the provider.
- Credentials are stored, and shown only by a GET with `includeCredentials=true`.
- What an embedder computes cannot change while a space uses it (412), nor can it be deleted then (409).
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.lists import Where, check_labels, updated_labels
from goodmem_dyn.local._operations.model_kinds import (
    EMBEDDER,
    LLM,
    RERANKER,
    Kind,
    check,
    connection_key,
    infer_capabilities,
    normalize,
)
from goodmem_dyn.local._operations.principals import new_owner
from goodmem_dyn.local._rights.authority import Columns
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError
from goodmem_dyn.local.ids import canonical_id, new_id, now_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn.local._state.state import State


def _insert(call: Call, kind: Kind) -> sqlite3.Row:
    body = dict(call.body)
    check_labels(body.get("labels", {}))
    check(kind, body)
    normalize(kind, body)
    if kind is LLM:
        body["capabilities"] = infer_capabilities(body["modelIdentifier"], body.get("capabilities"))
    labels = render.dump(body.pop("labels", {}))
    key, now, actor = str(body.pop(kind.id_field, None) or new_id()).lower(), now_ms(), call.principal.actor_id
    body[kind.id_field] = key
    with call.state.store.write() as connection:
        owner = new_owner(call, connection, body)
        body.pop("ownerId", None)
        if _row(connection, kind, key) is not None:
            raise ApiError(409, f"{kind.noun} already exists: {key}")
        try:
            connection.execute(
                f"INSERT INTO {kind.table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key, owner, body["providerType"], connection_key(kind, body), labels, render.dump(body),
                    now, now, actor, actor,
                ),
            )  # fmt: skip
        except sqlite3.IntegrityError:
            raise _duplicate(kind) from None
        row = _row(connection, kind, key)
    assert row is not None
    return row


def _duplicate(kind: Kind) -> ApiError:
    article = "An" if kind.noun[0] in "EL" else "A"
    return ApiError(409, f"{article} {kind.noun if kind is LLM else kind.name} with this connection already exists")


def _row(connection: sqlite3.Connection, kind: Kind, key: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        f"SELECT * FROM {kind.table} WHERE {kind.column} = ?", (key,)
    ).fetchone()
    return row


def _find(call: Call, kind: Kind, connection: sqlite3.Connection) -> sqlite3.Row:
    return call.access.find(connection, kind.resource, call.path["id"])


def _get(call: Call, kind: Kind) -> Reply:
    with call.state.store.read() as connection:
        row = _find(call, kind, connection)
    shown = bool(call.query.get("includeCredentials"))
    return Reply(body=render.model(call.state.document, kind.schema, row, credentials=shown))


def _list(call: Call, kind: Kind) -> Reply:
    where = Where([], [])
    owner = call.query.get("ownerId")
    if owner is not None:
        if canonical_id(owner) is None:
            raise ApiError(400, f"Invalid owner ID format: {owner}")
        where.add("owner_id = ?", owner.lower())
    if "providerType" in call.query:
        where.add("provider_type = ?", call.query["providerType"])
    where.labels(call.query.get("label"))
    with call.state.store.read() as connection:
        call.access.instance(connection)
        clause, values = call.access.rows(connection, Columns(kind.column, "owner_id"))
        where.add(clause, *values)
        rows = connection.execute(
            f"SELECT * FROM {kind.table} WHERE {where.sql()} ORDER BY created_at DESC, {kind.column} DESC",
            where.values,
        ).fetchall()
    return Reply(body={kind.items: [render.model(call.state.document, kind.schema, row) for row in rows]})


def _update(call: Call, kind: Kind) -> Reply:
    changes = {key: value for key, value in call.body.items() if key not in ("replaceLabels", "mergeLabels")}
    if not changes.get("supportedModalities", [1]):
        del changes["supportedModalities"]
    with call.state.store.write() as connection:
        row = _find(call, kind, connection)
        before = json.loads(row["body"])
        after = {**before, **changes}
        check(kind, after)
        normalize(kind, after)
        if kind is EMBEDDER and any(before.get(name) != after.get(name) for name in kind.defining):
            _refuse_if_used(connection, row["embedder_id"], 412, "redefined")
        if kind is LLM and "capabilities" in changes:
            after["capabilities"] = {**before["capabilities"], **changes["capabilities"]}
        try:
            connection.execute(
                f"UPDATE {kind.table} SET connection = ?, labels = ?, body = ?, updated_at = ?, updated_by_id = ?"
                f" WHERE {kind.column} = ?",
                (
                    connection_key(kind, after), updated_labels(row["labels"], call.body), render.dump(after),
                    now_ms(), call.principal.actor_id, row[kind.column],
                ),
            )  # fmt: skip
        except sqlite3.IntegrityError:
            raise _duplicate(kind) from None
        changed = _row(connection, kind, row[kind.column])
    assert changed is not None
    return Reply(body=render.model(call.state.document, kind.schema, changed))


def _refuse_if_used(connection: sqlite3.Connection, embedder_id: str, status: int, verb: str) -> None:
    used = connection.execute(
        "SELECT space_id FROM space_embedders WHERE embedder_id = ? LIMIT 1", (embedder_id,)
    ).fetchone()
    if used is not None:
        raise ApiError(status, f"Embedder {embedder_id} is used by space {used['space_id']} and cannot be {verb}")


def _delete(call: Call, kind: Kind) -> Reply:
    with call.state.store.write() as connection:
        row = _find(call, kind, connection)
        if kind is EMBEDDER:
            _refuse_if_used(connection, row["embedder_id"], 409, "deleted")
        connection.execute(f"DELETE FROM {kind.table} WHERE {kind.column} = ?", (row[kind.column],))
    return Reply(204)


def rebase(state: State) -> None:
    """Lets models over the built-in ones follow the server when its address changes."""
    new = state.base_url
    with state.store.write() as connection:
        old = connection.execute("SELECT value FROM meta WHERE key = 'base_url'").fetchone()
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('base_url', ?)", (new,))
        if old is None or old[0] == new:
            return
        for kind in (EMBEDDER, RERANKER, LLM):
            for row in connection.execute(f"SELECT * FROM {kind.table}").fetchall():
                body = json.loads(row["body"])
                if not body["endpointUrl"].startswith(f"{old[0]}/local/v1"):
                    continue
                body["endpointUrl"] = new + body["endpointUrl"].removeprefix(old[0])
                connection.execute(
                    f"UPDATE OR IGNORE {kind.table} SET body = ?, connection = ? WHERE {kind.column} = ?",
                    (render.dump(body), connection_key(kind, body), row[kind.column]),
                )
        for row in connection.execute("SELECT * FROM decision_models").fetchall():
            body = json.loads(row["body"])
            if body["endpointUrl"].startswith(f"{old[0]}/local/v1"):
                body["endpointUrl"] = new + body["endpointUrl"].removeprefix(old[0])
                connection.execute(
                    "UPDATE decision_models SET body = ? WHERE decision_model_id = ?",
                    (render.dump(body), row["decision_model_id"]),
                )


def insert_default(state: State, display_name: str) -> str:
    """Makes an embedder over the built-in model, owned by root, unless it exists; returns its id.

    Raises:
        ImportError: the model's weights are not installed.
    """
    from goodmem_dyn.local._providers.builtin import EMBEDDING_MODEL, weights_folder

    weights_folder()  # a caller is told here, and not by every memory that fails later
    body = {
        "displayName": display_name,
        "providerType": "OPENAI",
        "endpointUrl": f"{state.base_url}/local/v1",
        "modelIdentifier": EMBEDDING_MODEL,
        "dimensionality": 256,
        "distributionType": "DENSE",
    }
    normalize(EMBEDDER, body)
    key, now = new_id(), now_ms()
    with state.store.write() as connection:
        owner = connection.execute("SELECT owner_id FROM instance").fetchone()[0]
        connection.execute(
            "INSERT OR IGNORE INTO embedders VALUES (?, ?, ?, ?, '{}', ?, ?, ?, ?, ?)",
            (
                key, owner, body["providerType"], connection_key(EMBEDDER, body),
                render.dump({**body, "embedderId": key}), now, now, owner, owner,
            ),
        )  # fmt: skip
        embedder_id: str = connection.execute(
            "SELECT embedder_id FROM embedders WHERE owner_id = ? AND connection = ?",
            (owner, connection_key(EMBEDDER, body)),
        ).fetchone()[0]
    return embedder_id


def _create(call: Call, kind: Kind) -> Reply:
    return Reply(201, render.model(call.state.document, kind.schema, _insert(call, kind)))


@handles("createLlm")
def create_llm(call: Call) -> Reply:
    """The created LLM, wrapped together with what was inferred about it."""
    row = _insert(call, LLM)
    statuses = None
    if not call.body.get("capabilities"):
        model = call.body["modelIdentifier"]
        message = f"Capabilities of {model} were inferred from its name; give `capabilities` to state them"
        statuses = [{"code": "LLM_CAPABILITY_INFERRED", "message": message, "details": {"model_identifier": model}}]
    document = call.state.document
    shown = {"llm": render.model(document, LLM.schema, row), "statuses": statuses}
    return Reply(201, document.shape("CreateLLMResponse", shown))


def _register(kind: Kind, singular: str, plural: str) -> None:
    """Registers the operations of a kind; `singular` and `plural` are its words in operation ids."""

    def bind(action: Callable[[Call, Kind], Reply]) -> Callable[[Call], Reply]:
        return lambda call: action(call, kind)

    for verb, action in (("get", _get), ("update", _update), ("delete", _delete)):
        handles(f"{verb}{singular}")(bind(action))
    handles(f"list{plural}")(bind(_list))
    if kind is not LLM:
        handles(f"create{singular}")(bind(_create))


_register(EMBEDDER, "Embedder", "Embedders")
_register(RERANKER, "Reranker", "Rerankers")
_register(LLM, "Llm", "Llms")
