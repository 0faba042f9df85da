"""Initialisation, keys, users, and who may see and change what."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from goodmem_dyn import Goodmem
from tests.support.api import Api
from tests.support.both import TRUSTS_NOBODY

HISTORY = Path(__file__).parents[2] / "spec/history"
UNKNOWN = "0192a1b2-0000-7000-8000-000000000000"


def test_init_shows_the_root_key_once(run_server):
    server = run_server(initialize=False)
    assert server.api_key is None
    anonymous = Api(server, None)
    first = anonymous("POST", "/v1/system/init")
    assert first["alreadyInitialized"] is False
    assert first["rootApiKey"].startswith("gm_")
    assert len(first["rootApiKey"]) == 29
    again = anonymous("POST", "/v1/system/init", {})
    assert again == {"alreadyInitialized": True, "message": again["message"]}
    root = Api(server, first["rootApiKey"])
    me = root("GET", "/v1/users/me")
    assert me["userId"] == first["userId"]
    assert (me["username"], me["email"], me["displayName"]) == ("root", "root@goodmem.ai", "System Root User")
    assert root("GET", "/v1/apikeys")["keys"][0]["labels"] == {"purpose": "admin"}
    anonymous.close()
    root.close()


def test_info_needs_no_key_and_names_the_commit(anonymous):
    info = anonymous("GET", "/v1/system/info")
    assert info["gitCommit"] == anonymous("GET", "/openapi")["info"]["x-goodmem-commit"]
    assert isinstance(info["major"], int)


@pytest.mark.parametrize(
    "key",
    [
        None,
        "",
        "gm_",
        "gm_aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "gm_not base32!",
        "GM_aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "sk-x",
        "gm_é",
    ],
)
@pytest.mark.parametrize("path", ["/v1/users/me", "/v1/spaces", f"/v1/spaces/{UNKNOWN}", "/v1/spaces/not-a-uuid"])
def test_without_a_good_key_everything_is_a_401(server, key, path):
    import httpx

    headers = {} if key is None else {b"x-api-key": key.encode()}
    answer = httpx.get(server.url + path, headers=headers, verify=TRUSTS_NOBODY)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "status", "timestamp"}


def test_an_upper_case_key_is_not_the_key(server):
    body = "gm_" + server.api_key[3:].upper()
    shouting = Api(server, body)
    shouting("GET", "/v1/users/me", expect=401)
    shouting.close()


def test_a_key_is_created_used_listed_and_revoked_for_ever(api, server):
    made = api("POST", "/v1/apikeys", {"labels": {"app": "bot"}}, expect=201)
    key, meta = made["rawApiKey"], made["apiKeyMetadata"]
    assert meta["status"] == "ACTIVE"
    assert meta["keyPrefix"] == key[:8]
    assert "lastUsedAt" not in meta
    user = Api(server, key)
    # What the key's person is called there differs from document to document.
    assert user("GET", "/v1/users/me")["userId"] in meta.values()
    listed = {one["apiKeyId"]: one for one in api("GET", "/v1/apikeys")["keys"]}
    assert listed[meta["apiKeyId"]]["lastUsedAt"] >= meta["createdAt"]
    assert key not in str(listed)
    path = f"/v1/apikeys/{meta['apiKeyId']}"
    api("PUT", path, {"status": "INACTIVE"})
    user("GET", "/v1/users/me", expect=401)
    assert "revoked" in api("PUT", path, {"status": "ACTIVE"}, expect=412)["error"]
    revoked = api("GET", path)
    api("DELETE", path)
    assert api("GET", path) == revoked
    assert {one["apiKeyId"] for one in api("GET", "/v1/apikeys")["keys"]} >= {meta["apiKeyId"]}
    user.close()


def test_deleting_a_key_stops_it_at_once(api, server):
    made = api("POST", "/v1/apikeys", {}, expect=201)
    path = f"/v1/apikeys/{made['apiKeyMetadata']['apiKeyId']}"
    api("DELETE", path)
    assert api("GET", path)["lifecycleState"] == "REVOKED"
    user = Api(server, made["rawApiKey"])
    user("GET", "/v1/users/me", expect=401)
    user.close()


def test_a_key_expires(api, server, monkeypatch):
    from goodmem_dyn.local._operations import keys
    from goodmem_dyn.local._state import callers

    end = int(time.time() * 1000) + 60_000
    made = api("POST", "/v1/apikeys", {"expiresAt": end}, expect=201)
    user = Api(server, made["rawApiKey"])
    user("GET", "/v1/users/me")
    for module in (callers, keys):
        monkeypatch.setattr(module, "now_ms", lambda: end)
    user("GET", "/v1/users/me", expect=401)
    listed = {one["apiKeyId"]: one["status"] for one in api("GET", "/v1/apikeys")["keys"]}
    assert listed[made["apiKeyMetadata"]["apiKeyId"]] == "INACTIVE"
    user.close()


def test_an_expiry_in_the_past_is_refused(api):
    body = api("POST", "/v1/apikeys", {"expiresAt": 1}, expect=400)
    assert body["errors"][0]["field"] == "expiresAt"


def test_a_chosen_key_id_is_taken_once(api):
    body = {"apiKeyId": UNKNOWN}
    assert api("POST", "/v1/apikeys", body, expect=201)["apiKeyMetadata"]["apiKeyId"] == UNKNOWN
    api("POST", "/v1/apikeys", body, expect=409)


def test_only_hashes_of_keys_are_in_the_database(api, server):
    made = api("POST", "/v1/apikeys", {}, expect=201)["rawApiKey"]
    with sqlite3.connect(server.state.store.path) as database:
        dump = "\n".join(
            str(row)
            for table in ("api_keys", "principals", "meta")
            for row in database.execute(f"SELECT * FROM {table}")
        )
    database.close()
    for key in (made, server.api_key):
        assert key not in dump
        assert key[3:] not in dump
        assert key[:8] in dump


def test_created_by_names_the_key_and_owner_names_the_user(api):
    made = api.embedder()
    me = api("GET", "/v1/users/me")["userId"]
    keys = {one["apiKeyId"] for one in api("GET", "/v1/apikeys")["keys"]}
    assert made["ownerId"] == me
    assert made["createdById"] in keys
    assert made["updatedById"] == made["createdById"]


def test_users_are_found_by_id_and_email(api, server):
    made = server.add_user("Grace@Example.com", "Grace", "grace")
    found = api("GET", f"/v1/users/{made.user_id}")
    assert (found["email"], found["username"], found["displayName"]) == ("Grace@Example.com", "grace", "Grace")
    assert api("GET", "/v1/users/email/grace@example.com") == found
    assert api("GET", "/v1/users/email/grace%40example.com") == found
    api("GET", "/v1/users/email/nobody@example.com", expect=404)
    api("GET", "/v1/users/email/nonsense", expect=400)
    api("GET", f"/v1/users/{UNKNOWN}", expect=404)


def test_an_email_is_taken_once(server):
    server.add_user("a@example.com")
    with pytest.raises(ValueError, match=r"already exists: A@example\.com"):
        server.add_user("A@example.com")


def test_a_made_user_keeps_its_key_to_itself(server):
    made = server.add_user("a@example.com")
    with Goodmem(server.url, made.api_key) as client:
        assert client.users.me().user_id == made.user_id
    assert repr(made) == f"User(user_id={made.user_id!r})"


def test_a_user_sees_only_itself(api, other):
    root = api("GET", "/v1/users/me")
    other("GET", f"/v1/users/{root['userId']}", expect=403)
    other("GET", f"/v1/users/email/{root['email']}", expect=404)
    other("GET", "/v1/users/username/root", expect=404)
    assert other("GET", "/v1/users/me")["email"] == "ada@example.com"
    mine = other("GET", "/v1/apikeys")["keys"]
    assert len(mine) == 1
    others = [one for one in api("GET", "/v1/apikeys")["keys"] if one["apiKeyId"] != mine[0]["apiKeyId"]]
    other("DELETE", f"/v1/apikeys/{others[0]['apiKeyId']}", expect=403)
    other("PUT", f"/v1/apikeys/{others[0]['apiKeyId']}", {"mergeLabels": {}}, expect=403)


def test_what_one_user_owns_another_cannot_read_change_or_delete(api, other):
    space = api.space()
    memory = api.memory(space)["memoryId"]
    embedder = api.embedder(displayName="x", endpointUrl="http://elsewhere.example/v1")["embedderId"]
    for path in (
        f"/v1/spaces/{space}",
        f"/v1/spaces/{space}/memories",
        f"/v1/memories/{memory}",
        f"/v1/memories/{memory}/content",
        f"/v1/memories/{memory}/pages",
        f"/v1/embedders/{embedder}",
    ):
        assert other("GET", path, expect=403)["status"] == 403
    other("PUT", f"/v1/spaces/{space}", {"name": "mine"}, expect=403)
    for path in (f"/v1/spaces/{space}", f"/v1/memories/{memory}", f"/v1/embedders/{embedder}"):
        other("DELETE", path, expect=403)
    other("POST", "/v1/memories", {"spaceId": space, "originalContent": "x", "contentType": "text/plain"}, expect=403)
    assert other("GET", "/v1/spaces")["spaces"] == []
    assert other("GET", "/v1/embedders")["embedders"] == []
    api("GET", f"/v1/memories/{memory}")


def test_batches_report_missing_rights_item_by_item(api, other):
    foreign = api.memory(api.space())["memoryId"]
    body = other("POST", "/v1/memories:batchGet", {"memoryIds": [foreign]}, expect=207)
    assert body["results"][0]["error"]["code"] == 403
    body = other("POST", "/v1/memories:batchDelete", {"requests": [{"memoryId": foreign}]}, expect=207)
    assert body["results"][0]["success"] is False
    assert body["totalDeleted"] == 0
    api("GET", f"/v1/memories/{foreign}")


def test_missing_is_told_from_forbidden(other):
    for path in ("spaces", "embedders", "rerankers", "llms", "memories"):
        other("GET", f"/v1/{path}/{UNKNOWN}", expect=404)


def test_a_public_space_is_read_by_everybody_and_changed_by_its_owner(run_server):
    """Servers of a time: later ones share by grants."""
    older = run_server(document=(HISTORY / "62c6d77b.json").read_bytes())
    api, other = Api(older, older.api_key), Api(older, older.add_user("ada@example.com", "Ada").api_key)
    space = api.space(publicRead=True)
    memory = api.memory(space)["memoryId"]
    assert other("GET", f"/v1/spaces/{space}")["publicRead"] is True
    assert [one["spaceId"] for one in other("GET", "/v1/spaces")["spaces"]] == [space]
    other("GET", f"/v1/memories/{memory}")
    other("DELETE", f"/v1/memories/{memory}", expect=403)
    other("PUT", f"/v1/spaces/{space}", {"name": "mine"}, expect=403)
    api("PUT", f"/v1/spaces/{space}", {"publicRead": False})
    other("GET", f"/v1/spaces/{space}", expect=403)
    api.close()
    other.close()


def test_root_acts_for_others_and_nobody_else_does(api, other):
    ada = other("GET", "/v1/users/me")["userId"]
    root = api("GET", "/v1/users/me")["userId"]
    embedder = api.embedder(ownerId=ada)
    assert embedder["ownerId"] == ada
    other("GET", f"/v1/embedders/{embedder['embedderId']}")
    space = api.space("for ada", embedder["embedderId"], ownerId=ada)
    assert [one["spaceId"] for one in other("GET", f"/v1/spaces?ownerId={ada}")["spaces"]] == [space]
    assert api("GET", f"/v1/spaces?ownerId={root}")["spaces"] == []
    body = {
        "displayName": "x", "providerType": "OPENAI", "endpointUrl": "http://x.example", "modelIdentifier": "m",
        "dimensionality": 3, "distributionType": "DENSE", "ownerId": root,
    }  # fmt: skip
    other("POST", "/v1/embedders", body, expect=403)
    body["ownerId"] = UNKNOWN
    assert api("POST", "/v1/embedders", body, expect=400)["errors"][0]["field"] == "ownerId"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/admin:drain", {}),
        ("POST", "/v1/admin/background-jobs:purge", {"olderThan": "2024-01-01T00:00:00Z"}),
        ("POST", "/v1/admin/license:reload", None),
        ("GET", "/v1/admin/retrieve-memory-log-policies", None),
        ("POST", "/v1/admin/retrieve-memory-log-policies", {"displayName": "x", "condition": {"matchAll": True}}),
        ("POST", "/local/v1/faults", {"kind": "delay"}),
        ("POST", "/local/v1/reset", None),
    ],
)
def test_the_server_itself_is_roots(other, anonymous, method, path, body):
    assert other(method, path, body, expect=403)["status"] == 403
    anonymous(method, path, body, expect=401)


def test_who_has_an_address_is_told_to_nobody(server, api):
    """An ordinary user hears the same of an address that is there as of one that is not."""
    server.add_user("ada.lovelace@example.com")
    other = Api(server, server.add_user("somebody@example.com").api_key)
    answers = [
        other.http.get(f"/v1/users/email/{email}") for email in ("ada.lovelace@example.com", "nobody@example.com")
    ]
    other.close()
    assert {one.status_code for one in answers} == {404}
    assert {one.json()["error"].rpartition(":")[0] for one in answers} == {"User not found"}
