"""Users, enrolments, service identities, keys, grants, roles and transfers: what they mean, and how they refuse."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn.local import Settings
from goodmem_dyn.local._operations import enrollments
from goodmem_dyn.local._state import callers
from goodmem_dyn.local._state.callers import Callers
from goodmem_dyn.local._store.migrations import MIGRATIONS
from tests.support.api import Api

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = "0192a1b2-0000-7000-8000-000000000000"
RAW = "gm_" + "a" * 26
GRANTS, ROLES = "/v1/access-policy/grants", "/v1/access-policy/role-assignments"
INSTANCE = {"kind": "INSTANCE"}


def user(api: Api, name: str = "ada", **values: Any) -> str:
    return api("POST", "/v1/users", {"email": f"{name}@example.com", **values}, expect=201)["userId"]


def enrol(api: Api, user_id: str, **body: Any) -> dict[str, Any]:
    return api("POST", f"/v1/users/{user_id}/enrollments", body, expect=201)


def service(api: Api, name: str = "bot") -> str:
    return api("POST", "/v1/service-identities", {"displayName": name}, expect=201)["serviceIdentityId"]


def grant(api: Api, principal: str | None, operation: str, selector: str = "ANY", *, expect: int = 201, **target: Any):
    audience = {"allAuthenticated": True} if principal is None else {"principalId": principal}
    rule = {"operation": operation, "selector": selector, **({"assignedResource": target} if target else {})}
    return api("POST", GRANTS, {"audience": audience, "rule": rule}, expect=expect)


@contextlib.contextmanager
def at(server, key):
    made = Api(server, key)
    yield made
    made.close()


# Users -----------------------------------------------------------------------------------------------------------------


def test_a_user_is_made_changed_and_ends_as_a_tombstone(api, server):
    ada = user(api, username="ada", displayName="Ada", labels={"team": "a"})
    path = f"/v1/users/{ada}"
    assert api("PUT", path, {"username": "", "mergeLabels": {"x": "y"}})["labels"] == {"team": "a", "x": "y"}
    assert "username" not in api("GET", path)
    api("PUT", path, {"email": ""}, expect=400)
    api("PUT", path, {"replaceLabels": {}, "mergeLabels": {"a": "b"}}, expect=400)
    api("PUT", path, {"mergeLabels": {}}, expect=400)
    assert api("PUT", path, {"replaceLabels": {}})["labels"] == {}
    api("DELETE", path)
    gone = api("GET", f"{path}?includeDeleted=true")
    api("DELETE", path)
    assert api("GET", f"{path}?includeDeleted=true") == gone
    assert {"deletedAt", "deletedById"} <= gone.keys()
    api("GET", path, expect=404)
    api("PUT", path, {"displayName": "x"}, expect=412)
    api("POST", "/v1/users", {"email": "ADA@example.com"}, expect=409)
    api("POST", "/v1/users", {"email": "b@example.com", "userId": ada}, expect=409)
    assert ada not in {one["userId"] for one in api("GET", "/v1/users")["users"]}
    assert ada in {one["userId"] for one in api("GET", "/v1/users?includeDeleted=true")["users"]}


def test_keys_of_a_deleted_user_open_nothing_at_once(api, server):
    made = server.add_user("ada@example.com")
    with at(server, made.api_key) as ada:
        ada("GET", "/v1/users/me")
        api("DELETE", f"/v1/users/{made.user_id}")
        ada("GET", "/v1/users/me", expect=401)


def test_lists_have_pages_and_refuse_sizes_out_of_range(api):
    made = {user(api, f"u{number}") for number in range(5)} | {api("GET", "/v1/users/me")["userId"]}
    found, token = [], ""
    while token is not None:
        answer = api("GET", f"/v1/users?maxResults=2{'&nextToken=' + token if token else ''}")
        found += [one["userId"] for one in answer["users"]]
        token = answer.get("nextToken")
    assert found == sorted(made)
    for size in (0, 1001, -1):
        api("GET", f"/v1/users?maxResults={size}", expect=400)
        api("GET", f"/v1/service-identities?maxResults={size}", expect=400)
    assert api("GET", f"{GRANTS}?resourceKind=INSTANCE&maxResults=0") == {"grants": []}
    api("GET", f"{GRANTS}?resourceKind=INSTANCE&maxResults=1001", expect=400)
    api("GET", f"{GRANTS}?resourceKind=SPACE", expect=400)
    api("GET", f"{GRANTS}?resourceKind=INSTANCE&resourceId={UNKNOWN}", expect=400)
    api("GET", f"{GRANTS}?resourceKind=SPACE&resourceId={UNKNOWN}", expect=404)


# Enrolments ------------------------------------------------------------------------------------------------------------


def test_an_enrolment_is_used_once_and_every_other_token_is_told_the_same(api, server, anonymous, monkeypatch):
    ada = user(api)
    first = enrol(api, ada)
    api("POST", f"/v1/users/{ada}/enrollments", {}, expect=409)
    second = enrol(api, ada, rotateExisting=True)
    token = second["enrollmentToken"]
    assert token.startswith("gme_")
    assert second["enrollment"]["credentialPrefix"] == token[:9]
    path = "/v1/user-enrollments:complete"
    for body in ({"enrollmentToken": " "}, {"enrollmentToken": token, "rawApiKey": RAW}):
        anonymous("POST", path, body, expect=400)
    anonymous("POST", path, {"enrollmentToken": token, "apiKeyId": UNKNOWN, "rawApiKey": "gm_mzxw6ytboi"}, expect=400)
    texts = {
        anonymous("POST", path, {"enrollmentToken": one}, expect=401)["error"]
        for one in (first["enrollmentToken"], "gme_nothing", "x")
    }
    assert len(texts) == 1
    done = anonymous("POST", path, {"enrollmentToken": token})
    assert done["alreadyCompleted"] is False
    assert done["apiKey"]["subjectPrincipalId"] == done["apiKey"]["ownerPrincipalId"] == ada
    assert {anonymous("POST", path, {"enrollmentToken": token}, expect=401)["error"]} == texts
    with at(server, done["rawApiKey"]) as mine:
        assert mine("GET", "/v1/users/me")["userId"] == ada
    used = second["enrollment"]["enrollmentId"]
    shown = api("GET", f"/v1/users/{ada}/enrollments/{used}")
    assert (shown["status"], shown["consumedApiKeyId"]) == ("CONSUMED", done["apiKey"]["apiKeyId"])
    api("DELETE", f"/v1/users/{ada}/enrollments/{used}", expect=412)
    api("POST", f"/v1/users/{ada}/enrollments", {}, expect=412)
    listed = api("GET", f"/v1/users/{ada}/enrollments")["enrollments"]
    assert [one["status"] for one in listed] == ["CONSUMED", "REVOKED"]
    assert token not in str(listed)
    api("GET", f"/v1/users/{user(api, 'b')}/enrollments/{used}", expect=404)


def test_a_key_of_the_clients_own_can_be_shown_again_with_the_same_values(api, anonymous):
    body = {"enrollmentToken": enrol(api, user(api))["enrollmentToken"], "apiKeyId": UNKNOWN, "rawApiKey": RAW}
    path = "/v1/user-enrollments:complete"
    first = anonymous("POST", path, body)
    assert "rawApiKey" not in first
    assert anonymous("POST", path, body) == {**first, "alreadyCompleted": True}
    anonymous("POST", path, {**body, "rawApiKey": "gm_" + "b" * 25 + "a"}, expect=401)
    anonymous("POST", path, {"enrollmentToken": body["enrollmentToken"]}, expect=401)
    again = {**body, "enrollmentToken": enrol(api, user(api, "b"))["enrollmentToken"]}
    anonymous("POST", path, again, expect=409)


def test_an_expired_enrolment_opens_nothing_and_is_replaced_without_asking(api, anonymous, monkeypatch):
    ada = user(api)
    made = enrol(api, ada)
    summary = api("GET", "/v1/users?includeEnrollmentSummary=true")["users"]
    (mine,) = [one["enrollmentSummary"] for one in summary if one["userId"] == ada]
    assert mine == {
        "bootstrapEligible": True,
        "openEnrollmentStatus": "PENDING",
        "openEnrollmentExpiresAt": made["enrollment"]["expiresAt"],
    }
    monkeypatch.setattr(enrollments, "now_ms", lambda: made["enrollment"]["expiresAt"])
    anonymous("POST", "/v1/user-enrollments:complete", {"enrollmentToken": made["enrollmentToken"]}, expect=401)
    key = made["enrollment"]["enrollmentId"]
    assert api("GET", f"/v1/users/{ada}/enrollments/{key}")["status"] == "EXPIRED"
    enrol(api, ada)


def test_only_humans_manage_enrolments_and_make_service_identities(api, server):
    bot, ada = service(api), user(api)
    rules = []
    for right in ("MANAGE_USER_ENROLLMENT", "CREATE_SERVICE_IDENTITY"):
        grant(api, bot, right)
        rules.append({"operation": right, "selector": "ANY"})
    body = {"subjectPrincipalId": bot, "authorityMode": "SCOPED", "ceiling": rules}
    key = api("POST", "/v1/apikeys", body, expect=201)["rawApiKey"]
    with at(server, key) as robot:
        robot("POST", f"/v1/users/{ada}/enrollments", {}, expect=403)
        robot("POST", "/v1/service-identities", {"displayName": "child"}, expect=403)
        robot("GET", "/v1/users/me", expect=404)


# Service identities and keys -------------------------------------------------------------------------------------------


def test_a_service_identity_has_one_name_and_stays_as_a_tombstone(api):
    bot = service(api)
    api("POST", "/v1/service-identities", {"displayName": "bot"}, expect=409)
    api("POST", "/v1/service-identities", {"displayName": " "}, expect=400)
    path = f"/v1/service-identities/{bot}"
    assert "description" not in api("PUT", path, {"description": "", "displayName": "b"})
    api("DELETE", path)
    api("DELETE", path)
    api("GET", path, expect=404)
    api("PUT", path, {"displayName": "c"}, expect=412)
    api("POST", f"{path}:transferOwnership", {"newOwnerId": user(api)}, expect=412)
    assert api("GET", "/v1/service-identities")["serviceIdentities"] == []
    assert api("GET", "/v1/service-identities?includeDeleted=true")["serviceIdentities"][0]["deletedAt"]


READ_ALL = {"operation": "READ_SPACE", "selector": "ANY"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"ceiling": [READ_ALL]}, 400),
        ({"authorityMode": "SCOPED"}, 400),
        ({"authorityMode": "SCOPED", "ceiling": []}, 400),
        ({"authorityMode": "SCOPED", "ceiling": [{"operation": "READ_SPACE", "selector": "EXACT"}]}, 400),
        ({"authorityMode": "SCOPED", "ceiling": [{**READ_ALL, "assignedResource": INSTANCE}]}, 400),
        ({"authorityMode": "SCOPED", "ceiling": [READ_ALL] * 1001}, 400),
        ({"subjectPrincipalId": UNKNOWN}, 400),
        ({"validFrom": 4_000_000_000_000, "expiresAt": 3_000_000_000_000}, 400),
        ({"authorityMode": "SCOPED", "ceiling": [READ_ALL]}, 201),
    ],
)
def test_a_key_that_cannot_be_is_refused(api, body, status):
    api("POST", "/v1/apikeys", body, expect=status)


def test_a_ceiling_never_allows_more_than_its_issuer_and_its_subject(api, server, other):
    own = {"operation": "READ_SPACE", "selector": "OWN"}
    key = other("POST", "/v1/apikeys", {"authorityMode": "SCOPED", "ceiling": [own]}, expect=201)
    assert key["apiKeyMetadata"]["ceiling"] == [own]
    other("POST", "/v1/apikeys", {"authorityMode": "SCOPED", "ceiling": [READ_ALL]}, expect=403)
    foreign = {"kind": "SPACE", "resourceId": api.space()}
    rule = {"operation": "READ_SPACE", "selector": "EXACT", "assignedResource": foreign}
    other("POST", "/v1/apikeys", {"authorityMode": "SCOPED", "ceiling": [rule]}, expect=403)
    with at(server, key["rawApiKey"]) as scoped:
        scoped("POST", "/v1/apikeys", {}, expect=403)
        scoped("GET", "/v1/spaces", expect=403)
    bot = service(api)
    body = {"subjectPrincipalId": bot, "authorityMode": "SCOPED", "ceiling": [READ_ALL]}
    api("POST", "/v1/apikeys", body, expect=403)  # the service identity may not read spaces itself
    api("POST", "/v1/apikeys", {"subjectPrincipalId": bot}, expect=400)
    ada = other("GET", "/v1/users/me")["userId"]
    api("POST", "/v1/apikeys", {"subjectPrincipalId": ada}, expect=403)
    basic = [one for one in api("GET", "/v1/apikeys?view=BASIC")["keys"] if one["ceilingOmitted"]]
    assert basic
    assert all("ceiling" not in one for one in basic)


def test_a_key_begins_when_it_says(api, server, monkeypatch):
    begin = int(time.time() * 1000) + 60_000
    made = api("POST", "/v1/apikeys", {"validFrom": begin}, expect=201)
    assert made["apiKeyMetadata"]["lifecycleState"] == "NOT_YET_VALID"
    with at(server, made["rawApiKey"]) as key:
        key("GET", "/v1/users/me", expect=401)
        monkeypatch.setattr(callers, "now_ms", lambda: begin)
        key("GET", "/v1/users/me")


# Grants and roles ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("everybody", "operation", "selector", "target", "status"),
    [
        (False, "READ_LLM_CREDENTIALS", "ANY", None, 400),
        (False, "TRANSFER_RESOURCE_OWNERSHIP", "ANY", None, 400),
        (True, "READ_SPACE", "ANY", None, 400),
        (True, "MANAGE_ACCESS", "EXACT", "SPACE", 400),
        (False, "MANAGE_ACCESS", "OWN", None, 400),
        (False, "MANAGE_USER_ENROLLMENT", "EXACT", "SPACE", 400),
        (False, "READ_SPACE", "EXACT", None, 400),
        (False, "READ_SPACE", "EXACT", "INSTANCE", 400),
        (False, "READ_SPACE", "ANY", "SPACE", 400),
        (False, "READ_SPACE", "DIRECT_MEMBERS_OF", "SPACE", 400),
        (False, "READ_MEMORY", "DIRECT_MEMBERS_OF", "SPACE", 201),
        (True, "READ_MEMORY", "DIRECT_MEMBERS_OF", "SPACE", 201),
        (False, "LIST_SPACE", "EXACT", "INSTANCE", 201),
    ],
)
def test_rules_that_cannot_be_are_refused(api, everybody, operation, selector, target, status):
    named = {} if target is None else {"kind": target}
    if target == "SPACE":
        named["resourceId"] = api.space()
    grant(api, None if everybody else user(api), operation, selector, expect=status, **named)


def test_a_grant_counts_at_once_is_there_once_and_ends_at_once(api, server, other):
    space = api.space()
    target = {"kind": "SPACE", "resourceId": space}
    ada = other("GET", "/v1/users/me")["userId"]
    other("GET", f"/v1/spaces/{space}", expect=403)
    made = grant(api, ada, "READ_SPACE", "EXACT", **target)
    other("GET", f"/v1/spaces/{space}")
    assert [one["spaceId"] for one in other("GET", "/v1/spaces")["spaces"]] == [space]
    grant(api, ada, "READ_SPACE", "EXACT", expect=409, **target)
    path = f"{GRANTS}/{made['grantId']}"
    ended = api("DELETE", path, expect=200)
    assert api("DELETE", path, expect=200) == ended
    other("GET", f"/v1/spaces/{space}", expect=403)
    api("GET", path, expect=404)
    assert api("GET", f"{path}?includeRevoked=true") == ended
    query = f"{GRANTS}?resourceKind=SPACE&resourceId={space}"
    assert api("GET", query)["grants"] == []
    assert api("GET", f"{query}&includeRevoked=true")["grants"] == [ended]
    grant(api, UNKNOWN, "READ_SPACE", "EXACT", expect=400, **target)
    grant(api, ada, "READ_SPACE", "EXACT", expect=404, kind="SPACE", resourceId=UNKNOWN)


def test_what_is_deleted_takes_its_rules_with_it(api, other):
    """So that an id that is given again brings none of them back."""
    target = {"kind": "SPACE", "resourceId": UNKNOWN}
    ada = other("GET", "/v1/users/me")["userId"]
    api.space(spaceId=UNKNOWN)
    grant(api, ada, "READ_SPACE", "EXACT", **target)
    api("POST", ROLES, {"principalId": ada, "role": "SPACE_VIEWER", "assignedResource": target}, expect=201)
    api("DELETE", f"/v1/spaces/{UNKNOWN}")
    api.space(spaceId=UNKNOWN)
    other("GET", f"/v1/spaces/{UNKNOWN}", expect=403)


@pytest.mark.parametrize(
    ("role", "target", "status"),
    [
        ("ROOT", INSTANCE, 400),
        ("SPACE_VIEWER", INSTANCE, 400),
        ("ADMIN", {"kind": "SPACE", "resourceId": UNKNOWN}, 400),
        ("SPACE_VIEWER", {"kind": "SPACE", "resourceId": UNKNOWN}, 404),
        ("USER", INSTANCE, 201),
    ],
)
def test_roles_fit_their_place(api, role, target, status):
    body = {"principalId": user(api), "role": role, "assignedResource": target}
    api("POST", ROLES, body, expect=status)
    if status == 201:
        api("POST", ROLES, body, expect=409)


def test_root_is_neither_given_nor_taken(api):
    roles = api("GET", f"{ROLES}?resourceKind=INSTANCE")["roleAssignments"]
    (root,) = [one for one in roles if one["role"] == "ROOT"]
    api("DELETE", f"{ROLES}/{root['roleAssignmentId']}", expect=400)


@pytest.mark.parametrize(
    "checks",
    [
        [],
        [{"operation": "READ_INSTANCE", "target": INSTANCE}] * 51,
        [{"operation": "READ_SPACE", "target": INSTANCE}],
        [{"operation": "READ_SPACE", "target": {"kind": "SPACE"}}],
        [{"operation": "LIST_RETRIEVE_MEMORY_LOG_POLICY", "target": INSTANCE}],
    ],
)
def test_checks_that_no_rule_could_answer_are_refused(api, checks):
    api("POST", "/v1/access-policy:check", {"checks": checks}, expect=400)


def test_a_check_does_not_tell_what_is_missing_from_what_is_denied(api, other):
    targets = [{"kind": "SPACE", "resourceId": key} for key in (api.space(), UNKNOWN)]
    checks = [{"operation": "READ_SPACE", "target": target} for target in targets]
    body = {"checks": checks}
    assert other("POST", "/v1/access-policy:check", body)["results"] == [{"allowed": False}] * 2
    assert api("POST", "/v1/access-policy:check", body)["results"] == [{"allowed": True}, {"allowed": False}]


# Transfers -------------------------------------------------------------------------------------------------------------


def test_a_space_changes_its_owner_at_once(api, other):
    space, me = api.space(), api("GET", "/v1/users/me")["userId"]
    ada = other("GET", "/v1/users/me")["userId"]
    path = f"/v1/spaces/{space}:transferOwnership"
    for owner in (me, UNKNOWN):
        api("POST", path, {"newOwnerId": owner}, expect=400)
    other("POST", path, {"newOwnerId": ada}, expect=403)
    assert api("POST", path, {"newOwnerId": ada})["space"]["ownerId"] == ada
    other("PUT", f"/v1/spaces/{space}", {"name": "mine"})
    other("POST", path, {"newOwnerId": me})
    other("GET", f"/v1/spaces/{space}", expect=403)
    twin = api.space("mine too")
    api("POST", f"/v1/spaces/{twin}:transferOwnership", {"newOwnerId": ada})
    api("PUT", f"/v1/spaces/{space}", {"name": "mine too"})
    api("POST", path, {"newOwnerId": ada}, expect=409)


def test_the_instance_changes_its_owner_and_root_goes_with_it(api, server, other):
    me, ada = api("GET", "/v1/users/me")["userId"], other("GET", "/v1/users/me")["userId"]
    path = "/v1/admin:transferInstanceOwnership"
    for owner in (me, UNKNOWN, service(api)):
        api("POST", path, {"newOwnerId": owner}, expect=400)
    other("POST", path, {"newOwnerId": ada}, expect=403)
    api("DELETE", f"/v1/users/{me}", expect=412)
    assert api("POST", path, {"newOwnerId": ada})["instance"]["ownerId"] == ada
    api("POST", path, {"newOwnerId": me}, expect=403)
    other("GET", "/v1/instance", expect=403)  # ownership reads nothing
    assert api("GET", "/v1/instance")["ownerId"] == ada  # ADMIN stays where it was
    roles = other("GET", f"{ROLES}?resourceKind=INSTANCE")["roleAssignments"]
    assert [one["principalId"] for one in roles if one["role"] == "ROOT"] == [ada]
    api("DELETE", f"/v1/users/{me}")


# Settings, cost, and what was there before -----------------------------------------------------------------------------


def test_what_is_assumed_can_be_switched(run_server):
    statuses = {"enrollment.open": 412, "user.forbidden_by_email": 403}
    settings = Settings(statuses=statuses, roles={"SPACE_VIEWER": ("READ_SPACE EXACT", "DELETE_SPACE EXACT")})
    server = run_server(settings=settings)
    with at(server, server.api_key) as api, at(server, server.add_user("b@example.com").api_key) as other:
        ada = user(api)
        enrol(api, ada)
        api("POST", f"/v1/users/{ada}/enrollments", {}, expect=412)
        other("GET", "/v1/users/email/ada@example.com", expect=403)
        target = {"kind": "SPACE", "resourceId": api.space()}
        who = other("GET", "/v1/users/me")["userId"]
        api("POST", ROLES, {"principalId": who, "role": "SPACE_VIEWER", "assignedResource": target}, expect=201)
        other("GET", f"/v1/spaces/{target['resourceId']}/memories", expect=403)
        other("DELETE", f"/v1/spaces/{target['resourceId']}")
    with pytest.raises(ValueError, match=r"statuses has no 'enrolment\.open'"):
        Settings(statuses={"enrolment.open": 409})
    with pytest.raises(ValueError, match="must be 400 to 599"):
        Settings(statuses={"enrollment.open": 200})


def test_a_known_key_costs_no_query_until_something_about_callers_changes(api, server, monkeypatch):
    space, loads, load = api.space(), [], Callers._load

    def counted(*given):
        loads.append(given)
        return load(*given)

    monkeypatch.setattr(Callers, "_load", counted)
    statements: list[str] = []
    read = server.state.store.read

    @contextlib.contextmanager
    def traced():
        with read() as connection:
            connection.set_trace_callback(statements.append)
            yield connection
            connection.set_trace_callback(None)

    api("GET", f"/v1/spaces/{space}")
    loads.clear()
    monkeypatch.setattr(server.state.store, "read", traced)
    api("GET", f"/v1/spaces/{space}")
    assert len([one for one in statements if one.startswith("SELECT")]) == 2, statements  # the space, its embedders
    api.memory(space)
    assert loads == []
    user(api)  # a new principal changes nothing for others, and is asked about all the same
    grant(api, api("GET", "/v1/users/me")["userId"], "READ_LLM")
    loads.clear()
    api("GET", f"/v1/spaces/{space}")
    api("GET", f"/v1/spaces/{space}")
    assert len(loads) == 1


def test_a_right_that_is_lost_while_a_change_waits_is_missing(api, server, other):
    """The change waits for the database while the key that asks for it is revoked."""
    space, answers = api.space(ownerId=other("GET", "/v1/users/me")["userId"]), []
    key = other("GET", "/v1/apikeys")["keys"][0]["apiKeyId"]

    def rename() -> None:
        answers.append(other.http.put(f"/v1/spaces/{space}", json={"name": "late"}).status_code)

    with server.state.store.write() as connection:
        waiting = threading.Thread(target=rename)
        waiting.start()
        end = time.monotonic() + 10
        while not server.state.in_flight and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.2)  # it has shown its key by now, and waits for this very block
        connection.execute("UPDATE api_keys SET revoked_at = 1, revoked_by_id = 'x' WHERE api_key_id = ?", (key,))
    waiting.join()
    assert answers == [401]
    assert api("GET", f"/v1/spaces/{space}")["name"] == "notes"


def test_a_database_of_before_opens_and_works(run_server, tmp_path: Path):
    from goodmem_dyn.local._operations.auth import hash_key

    data, keys = tmp_path / "old.db", {"root": "gm_" + "a" * 26, "ada": "gm_" + "b" * 25 + "a"}
    with contextlib.closing(sqlite3.connect(data)) as database:
        database.executescript(f"BEGIN; {MIGRATIONS[0]}; PRAGMA user_version = 1; COMMIT;")
        for name, key in keys.items():
            database.execute(
                "INSERT INTO users VALUES (?, ?, ?, ?, ?, 1, 1)", (name, name, f"{name}@x.y", name, name == "root")
            )
            database.execute(
                "INSERT INTO api_keys (api_key_id, user_id, key_hash, key_prefix, created_at, updated_at,"
                " created_by_id, updated_by_id) VALUES (?, ?, ?, ?, 1, 1, ?, ?)",
                (f"key of {name}", name, hash_key(key), key[:8], name, name),
            )
            database.execute(
                "INSERT INTO spaces VALUES (?, ?, ?, '{}', ?, '{\"none\":{}}', 1, 1, ?, ?)",
                (UNKNOWN if name == "root" else UNKNOWN[:-1] + "1", name, "s", name == "root", name, name),
            )
        database.commit()
    server = run_server(data=str(data))
    with at(server, keys["root"]) as root, at(server, keys["ada"]) as ada:
        assert root("GET", "/v1/instance")["ownerId"] == "root"
        roles = root("GET", f"{ROLES}?resourceKind=INSTANCE")["roleAssignments"]
        given = {(one["principalId"], one["role"]) for one in roles}
        assert given == {("root", "ROOT"), ("root", "ADMIN"), ("ada", "USER")}
        assert len(root("GET", "/v1/spaces")["spaces"]) == 2
        shared, own = UNKNOWN, UNKNOWN[:-1] + "1"
        assert {one["spaceId"] for one in ada("GET", "/v1/spaces")["spaces"]} == {shared, own}  # one was public
        ada("DELETE", f"/v1/spaces/{own}")
        ada("PUT", f"/v1/spaces/{shared}", {"name": "x"}, expect=403)
        granted = root("GET", f"{GRANTS}?resourceKind=SPACE&resourceId={shared}")["grants"]
        assert [one["audience"] for one in granted] == [{"allAuthenticated": True}] * 3
