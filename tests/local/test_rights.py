"""Every operation asked by everybody, through a socket, and each answer foretold by the model beside this file.

What a request changes is undone as soon as it is answered, so that the next one finds the same server.
"""

from __future__ import annotations

import base64
import contextlib
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import goodmem_dyn.local
from goodmem_dyn.local._store.store import Store
from tests.local import contract
from tests.local.rights_model import (
    IN_A_SPACE,
    INSTANCE,
    NOT_FOR_EVERYBODY,
    NOT_GRANTED,
    OWN,
    Row,
    Thing,
    Who,
)
from tests.support.api import Api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.local import Server


class _Undone(Exception):
    pass


@contextlib.contextmanager
def undone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is changed within is rolled back after it was answered."""
    write = Store.write

    @contextlib.contextmanager
    def rolled_back(store: Store) -> Iterator[Any]:
        with contextlib.suppress(_Undone), write(store) as connection:
            yield connection
            raise _Undone

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", rolled_back)
        yield


class World:
    """One of everything of `owner`, and everybody who could ask for it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.root = Api(server, server.api_key)
        self.http = httpx.Client(base_url=server.url, timeout=30)
        self.ids: dict[str, str] = {}
        self.who: dict[str, Who] = {}
        owner = self.person("owner", "USER")
        self.api = Api(server, owner.key)
        self.things()
        self.person("stranger", "USER")
        self.person("nobody")
        self.person("ADMIN", "ADMIN")
        for role in IN_A_SPACE:
            self.person(role, role)
        self.person("granted")
        self.who["root"] = Who("root", str(server.api_key), {"ADMIN": ""}, owns_instance=True)

    def person(self, name: str, role: str | None = None) -> Who:
        user = self.root("POST", "/v1/users", {"email": f"{name}@example.com", "username": name}, expect=201)["userId"]
        self.ids[name] = user
        token = self.root("POST", f"/v1/users/{user}/enrollments", expect=201)["enrollmentToken"]
        key = self.root("POST", "/v1/user-enrollments:complete", {"enrollmentToken": token})["rawApiKey"]
        space = self.ids.get("SPACE", "") if role in IN_A_SPACE else ""
        if role is not None:
            target = {"kind": "SPACE", "resourceId": space} if space else {"kind": "INSTANCE"}
            body = {"principalId": user, "role": role, "assignedResource": target}
            self.root("POST", "/v1/access-policy/role-assignments", body, expect=201)
        self.who[name] = Who(name, key, {role: space} if role else {})
        return self.who[name]

    def things(self) -> None:
        api, ids, url = self.api, self.ids, f"{self.server.url}/local/v1"
        model = {"displayName": "m", "endpointUrl": url, "modelIdentifier": "m"}
        ids["EMBEDDER"] = api.embedder()["embedderId"]
        body = {**model, "providerType": "VLLM"}
        ids["RERANKER"] = api("POST", "/v1/rerankers", body, expect=201)["rerankerId"]
        body = {**model, "providerType": "OPENAI"}
        ids["LLM"] = api("POST", "/v1/llms", body, expect=201)["llm"]["llmId"]
        body = {**model, "providerType": "LAYA", "modelIdentifier": "stand-in-similarity-v1"}
        ids["DECISION_MODEL"] = api("POST", "/v1/decision-models", body, expect=201)["decisionModelId"]
        spare = {"modelIdentifier": "spare", "displayName": "spare"}  # that no space uses
        ids["spare"] = api.embedder(**spare)["embedderId"]
        ids["SPACE"] = api.space("notes", ids["EMBEDDER"])
        ids["MEMORY"] = api.memory(ids["SPACE"])["memoryId"]
        api.settle(ids["MEMORY"])
        body = {"displayName": "bot"}
        ids["SERVICE_IDENTITY"] = api("POST", "/v1/service-identities", body, expect=201)["serviceIdentityId"]
        ids["API_KEY"] = api("POST", "/v1/apikeys", {}, expect=201)["apiKeyMetadata"]["apiKeyId"]
        body = {"displayName": "p", "condition": {"matchAll": True}}
        ids["POLICY"] = self.root("POST", "/v1/admin/retrieve-memory-log-policies", body, expect=201)["policyId"]
        ids["dormant"] = self.root("POST", "/v1/users", {"email": "dormant@example.com"}, expect=201)["userId"]
        path = f"/v1/users/{ids['dormant']}/enrollments"
        ids["enrollment"] = self.root("POST", path, expect=201)["enrollment"]["enrollmentId"]
        rule = {"operation": "READ_SPACE", "selector": "EXACT", "assignedResource": self.target("SPACE")}
        body = {"audience": {"principalId": ids["SERVICE_IDENTITY"]}, "rule": rule}
        ids["grant"] = api("POST", "/v1/access-policy/grants", body, expect=201)["grantId"]
        body = {
            "principalId": ids["SERVICE_IDENTITY"],
            "role": "SPACE_VIEWER",
            "assignedResource": self.target("SPACE"),
        }
        ids["role"] = api("POST", "/v1/access-policy/role-assignments", body, expect=201)["roleAssignmentId"]

    def target(self, kind: str) -> dict[str, str]:
        return {"kind": kind, "resourceId": self.ids[kind]}

    def thing(self, kind: str, key: str | None = None, owner: str = "owner") -> Thing:
        space = self.ids["SPACE"] if kind == "MEMORY" else ""
        return Thing(kind, self.ids[key or kind], owner, space)

    def close(self) -> None:
        for one in (self.root, self.api, self.http):
            one.close()


def rows(world: World) -> list[Row]:
    """Every operation that needs a key, with a request that a caller with all rights gets through with."""
    ids, thing = world.ids, world.thing
    space, memory = thing("SPACE"), thing("MEMORY")
    person, dormant = thing("USER", "stranger", "stranger"), thing("USER", "dormant", "dormant")
    found = [
        Row("getCurrentUser", "GET", "/v1/users/me", None, ()),
        Row("checkAccessPolicy", "POST", "/v1/access-policy:check",
            {"checks": [{"operation": "READ_SPACE", "target": world.target("SPACE")}]}, ()),
        Row("createUser", "POST", "/v1/users", {"email": "new@example.com"}, (("CREATE_USER", INSTANCE),)),
        Row("listUsers", "GET", "/v1/users", None, (("LIST_USER", INSTANCE),),
            items=("users", "userId", "READ_USER"), seen=person),
        Row("getUser", "GET", f"/v1/users/{person.key}", None, (("READ_USER", person),)),
        Row("getUserByEmail", "GET", "/v1/users/email/stranger@example.com", None, (("READ_USER", person),), 404),
        Row("getUserByUsername", "GET", "/v1/users/username/stranger", None, (("READ_USER", person),), 404),
        Row("updateUser", "PUT", f"/v1/users/{person.key}", {"displayName": "x"}, (("UPDATE_USER", person),)),
        Row("deleteUser", "DELETE", f"/v1/users/{person.key}", None, (("DELETE_USER", person),)),
        Row("transferInstanceOwnership", "POST", "/v1/admin:transferInstanceOwnership",
            {"newOwnerId": person.key}, (("TRANSFER_INSTANCE_OWNERSHIP", INSTANCE),)),
        Row("getInstance", "GET", "/v1/instance", None, (("READ_INSTANCE", INSTANCE),)),
        Row("drainServer", "POST", "/v1/admin:drain", {}, (("DRAIN_SERVER", INSTANCE),)),
        Row("reloadLicense", "POST", "/v1/admin/license:reload", None, (("RELOAD_LICENSE", INSTANCE),)),
        Row("purgeBackgroundJobs", "POST", "/v1/admin/background-jobs:purge",
            {"olderThan": "2020-01-01T00:00:00Z"}, (("PURGE_BACKGROUND_JOBS", INSTANCE),)),
        Row("ocrDocument", "POST", "/v1/ocr:document", {"content": base64.b64encode(b"x").decode()},
            (("OCR_DOCUMENT", OWN),)),
        Row("createSpace", "POST", "/v1/spaces",
            {"name": "new", "spaceEmbedders": [{"embedderId": ids["EMBEDDER"]}],
             "defaultChunkingConfig": {"recursive": {"chunkSize": 64, "chunkOverlap": 0}}},
            (("CREATE_SPACE", OWN), ("EXECUTE_EMBEDDER", thing("EMBEDDER")))),
        Row("createMemory", "POST", "/v1/memories",
            {"spaceId": space.key, "originalContent": "x", "contentType": "text/plain"}, (("CREATE_MEMORY", space),)),
        Row("listMemories", "GET", f"/v1/spaces/{space.key}/memories", None, (("LIST_MEMORY", space),),
            items=("memories", "memoryId", "READ_MEMORY"), seen=memory),
        Row("retrieveMemoryAdvanced", "POST", "/v1/memories:retrieve",
            {"message": "owl", "spaceKeys": [{"spaceId": space.key}]},
            (("LIST_MEMORY", space), ("READ_MEMORY", Thing("MEMORY", "", "owner", space.key)))),
        Row("getMemory", "GET", f"/v1/memories/{memory.key}", None, (("READ_MEMORY", memory),)),
        Row("getMemoryContent", "GET", f"/v1/memories/{memory.key}/content", None, (("READ_MEMORY", memory),)),
        Row("listMemoryPageImages", "GET", f"/v1/memories/{memory.key}/pages", None, (("READ_MEMORY", memory),)),
        Row("getMemoryPageImageContent", "GET", f"/v1/memories/{memory.key}/pages/0/image", None,
            (("READ_MEMORY", memory),)),
        Row("deleteMemory", "DELETE", f"/v1/memories/{memory.key}", None, (("DELETE_MEMORY", memory),)),
        Row("createServiceIdentity", "POST", "/v1/service-identities", {"displayName": "new"},
            (("CREATE_SERVICE_IDENTITY", OWN),)),
        Row("createApiKey", "POST", "/v1/apikeys", {}, (("CREATE_API_KEY", OWN),)),
        Row("updateApiKey labels", "PUT", f"/v1/apikeys/{ids['API_KEY']}", {"replaceLabels": {"a": "b"}},
            (("UPDATE_API_KEY", thing("API_KEY")),)),
        Row("updateApiKey status", "PUT", f"/v1/apikeys/{ids['API_KEY']}", {"status": "INACTIVE"},
            (("DELETE_API_KEY", thing("API_KEY")),)),
        Row("updateApiKey both", "PUT", f"/v1/apikeys/{ids['API_KEY']}",
            {"status": "INACTIVE", "replaceLabels": {"a": "b"}},
            (("DELETE_API_KEY", thing("API_KEY")), ("UPDATE_API_KEY", thing("API_KEY")))),
        Row("decideDecisionModel", "POST", f"/v1/decision-models/{ids['DECISION_MODEL']}/decide",
            {"state": {"text": "x"}, "questions": {"a": {"noul": {}}}},
            (("READ_DECISION_MODEL", thing("DECISION_MODEL")), ("EXECUTE_DECISION_MODEL", thing("DECISION_MODEL")))),
    ]  # fmt: skip
    right = (("MANAGE_USER_ENROLLMENT", dormant),)
    path = f"/v1/users/{dormant.key}/enrollments"
    found += [
        Row("createUserEnrollment", "POST", path, {"rotateExisting": True}, right),
        Row("listUserEnrollments", "GET", path, None, right),
        Row("getUserEnrollment", "GET", f"{path}/{ids['enrollment']}", None, right),
        Row("deleteUserEnrollment", "DELETE", f"{path}/{ids['enrollment']}", None, right),
    ]
    for operation, collection, kind, key in (
        ("Space", "spaces", "SPACE", "SPACE"),
        ("Embedder", "embedders", "EMBEDDER", "spare"),
        ("Reranker", "rerankers", "RERANKER", "RERANKER"),
        ("Llm", "llms", "LLM", "LLM"),
        ("DecisionModel", "decision-models", "DECISION_MODEL", "DECISION_MODEL"),
        ("ServiceIdentity", "service-identities", "SERVICE_IDENTITY", "SERVICE_IDENTITY"),
        ("ApiKey", "apikeys", "API_KEY", "API_KEY"),
    ):
        one, path = thing(kind, key), f"/v1/{collection}/{ids[key]}"
        many = "ServiceIdentities" if kind == "SERVICE_IDENTITY" else f"{operation}s"
        member = {"apikeys": "keys"}.get(collection) or many[0].lower() + many[1:]
        shown = f"{operation[0].lower()}{operation[1:]}Id"
        changed = {"name": "x"} if kind == "SPACE" else {"displayName": "x"}
        found += [
            Row(f"list{many}", "GET", f"/v1/{collection}", None, ((f"LIST_{kind}", OWN),),
                items=(member, shown, f"READ_{kind}"), seen=one),
            Row(f"get{operation}", "GET", path, None, ((f"READ_{kind}", one),)),
            Row(f"delete{operation}", "DELETE", path, None, ((f"DELETE_{kind}", one),)),
        ]  # fmt: skip
        if kind != "API_KEY":
            found.append(Row(f"update{operation}", "PUT", path, changed, ((f"UPDATE_{kind}", one),)))
        if kind in ("SPACE", "SERVICE_IDENTITY"):
            found.append(Row(f"transfer{operation}Ownership", "POST", f"{path}:transferOwnership",
                             {"newOwnerId": person.key}, (("TRANSFER_RESOURCE_OWNERSHIP", one),)))  # fmt: skip
        if kind not in ("EMBEDDER", "RERANKER", "LLM", "DECISION_MODEL"):
            continue
        body = {"displayName": "n", "endpointUrl": "http://x.example", "modelIdentifier": "n"}
        body |= {"providerType": {"RERANKER": "VLLM", "DECISION_MODEL": "LAYA"}.get(kind, "OPENAI")}
        body |= {"dimensionality": 2, "distributionType": "DENSE"} if kind == "EMBEDDER" else {}
        asks: tuple[tuple[str, Thing], ...] = ((f"PING_{kind}", one), (f"EXECUTE_{kind}", one))
        asks += ((f"READ_{kind}", one),) if kind == "DECISION_MODEL" else ()
        ping = {"targetId": one.key, "timeoutMs": 5000}
        found += [
            Row(f"create{operation}", "POST", f"/v1/{collection}", body, ((f"CREATE_{kind}", OWN),)),
            Row(f"create{operation} for another", "POST", f"/v1/{collection}", {**body, "ownerId": person.key},
                ((f"CREATE_{kind}", Thing("INSTANCE", "nothing yet", "stranger")),)),
            Row(f"get{operation} with credentials", "GET", f"{path}?includeCredentials=true", None,
                ((f"READ_{kind}", one), (f"READ_{kind}_CREDENTIALS", one))),
            Row(f"pingOnce {kind}", "POST", "/v1/ping:once", ping, asks),
            Row(f"pingStream {kind}", "POST", "/v1/ping:stream", {**ping, "count": 1}, asks),
        ]  # fmt: skip
    policies = "/v1/admin/retrieve-memory-log-policies"
    policy, kind = Thing("RETRIEVE_MEMORY_LOG_POLICY", ids["POLICY"]), "RETRIEVE_MEMORY_LOG_POLICY"
    found += [
        Row("createRetrieveMemoryLogPolicy", "POST", policies, {"displayName": "x", "condition": {"matchAll": True}},
            ((f"CREATE_{kind}", INSTANCE),)),
        Row("listRetrieveMemoryLogPolicies", "GET", policies, None, ((f"LIST_{kind}", INSTANCE),),
            items=("policies", "policyId", f"READ_{kind}"), seen=policy),
        Row("getRetrieveMemoryLogPolicy", "GET", f"{policies}/{policy.key}", None, ((f"READ_{kind}", policy),)),
        Row("deleteRetrieveMemoryLogPolicy", "DELETE", f"{policies}/{policy.key}", None, ((f"DELETE_{kind}", policy),)),
    ]  # fmt: skip
    for where, target, about in (("", world.target("SPACE"), space), (" instance", {"kind": "INSTANCE"}, INSTANCE)):
        query = "&".join(f"{'resourceKind' if name == 'kind' else name}={value}" for name, value in target.items())
        rule = {"operation": "MANAGE_ACCESS", "selector": "EXACT", "assignedResource": target}
        manage = (("MANAGE_ACCESS", about),)
        role = "SPACE_VIEWER" if about is space else "USER"
        grants, roles = "/v1/access-policy/grants", "/v1/access-policy/role-assignments"
        found += [
            Row(f"createAccessPolicyGrant{where}", "POST", grants,
                {"audience": {"principalId": ids["dormant"]}, "rule": rule}, manage),
            Row(f"listAccessPolicyGrants{where}", "GET", f"{grants}?{query}", None, manage),
            Row(f"createAccessPolicyRoleAssignment{where}", "POST", roles,
                {"principalId": ids["dormant"], "role": role, "assignedResource": target}, manage),
            Row(f"listAccessPolicyRoleAssignments{where}", "GET", f"{roles}?{query}", None, manage),
        ]  # fmt: skip
    manage = (("MANAGE_ACCESS", space),)
    found += [
        Row(
            f"{verb}AccessPolicy{name}", "GET" if verb == "get" else "DELETE", f"/v1/access-policy/{path}", None, manage
        )
        for name, path in (("Grant", f"grants/{ids['grant']}"), ("RoleAssignment", f"role-assignments/{ids['role']}"))
        for verb in ("get", "delete")
    ]
    return found


BATCHES = {"batchCreateMemory", "batchGetMemory", "batchDeleteMemory"}
KEYLESS = {"getSystemInfo", "initializeSystem", "completeUserEnrollment"}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with goodmem_dyn.local.serve(validate_responses=True) as server:
        made = World(server)
        yield made
        made.close()


def surprises(world: World, row: Row, who: Who) -> list[str]:
    """How an answer differs from what is foretold."""
    headers = {"x-api-key": who.key}
    answer = world.http.request(row.method, row.path, json=row.body, headers=headers)
    world.server.resume()
    lets = row.lets(who)
    refused = answer.status_code == row.denied and (row.denied == 403 or "not found" in answer.text)
    if refused == lets or answer.status_code in (401, 500, 501):
        allowed = "is let through" if lets else "is refused"
        return [f"{row.name}: {who.name} {allowed} by the model, the server says {answer.status_code} {answer.text}"]
    if not lets or row.items is None:
        return []
    member, key, right = row.items
    assert row.seen is not None
    sees = row.seen.key in {one[key] for one in answer.json()[member]}
    if sees != who.may(right, row.seen):
        return [f"{row.name}: {who.name} {'sees' if sees else 'does not see'} {row.seen}"]
    return []


def test_the_table_has_every_operation(world: World) -> None:
    named = {row.name.partition(" ")[0] for row in rows(world)}
    assert named | BATCHES | KEYLESS == contract.OPERATIONS.keys()


def test_every_operation_lets_through_whom_the_model_lets_through(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[str] = []
    table = rows(world)
    with undone(monkeypatch):
        for row in table:
            for name, who in world.who.items():
                if name != "granted":
                    wrong += surprises(world, row, who)
    assert not wrong, "\n".join(wrong)


def rule_of(row: Row, right: str, thing: Thing) -> dict[str, Any]:
    """The narrowest rule that gives a right of a row."""
    if thing.kind == "INSTANCE":
        return {"operation": right, "selector": "EXACT", "assignedResource": {"kind": "INSTANCE"}}
    if thing.kind == "MEMORY":
        target = {"kind": "SPACE", "resourceId": thing.space}
        return {"operation": right, "selector": "DIRECT_MEMBERS_OF", "assignedResource": target}
    return {
        "operation": right,
        "selector": "EXACT",
        "assignedResource": {"kind": thing.kind, "resourceId": thing.key},
    }


@pytest.mark.parametrize("everybody", [False, True], ids=["one", "everybody"])
def test_a_grant_gives_what_it_says_and_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch, everybody: bool
) -> None:
    """Somebody without a role is granted exactly what a request takes, or all but one of it, or everybody is."""
    wrong: list[str] = []
    never = NOT_FOR_EVERYBODY if everybody else NOT_GRANTED
    who = world.who["granted"]
    audience: dict[str, Any] = {"allAuthenticated": True} if everybody else {"principalId": world.ids["granted"]}
    for row in rows(world):
        needed = list(row.takes)
        if row.items is not None and row.seen is not None:
            needed.append((row.items[2], row.seen))
        if row.name.endswith("for another"):
            continue  # no narrow rule gives it
        made = []
        for right, thing in needed:
            body = {"audience": audience, "rule": rule_of(row, right, thing)}
            expect = 400 if right in never else 201
            answer = world.root("POST", "/v1/access-policy/grants", body, expect=expect)
            if expect == 201:
                made.append((answer["grantId"], (right, thing.space or thing.key)))
            with undone(monkeypatch):
                who.granted = {one for _, one in made}
                wrong += surprises(world, row, who)
                if everybody:
                    world.who["nobody"].granted = who.granted
                    wrong += surprises(world, row, world.who["nobody"])
        who.granted = world.who["nobody"].granted = set()
        for key, _ in made:
            world.root("DELETE", f"/v1/access-policy/grants/{key}", expect=200)
        with undone(monkeypatch):
            wrong += surprises(world, row, who)
    assert not wrong, "\n".join(wrong)


def test_a_ceiling_cuts_to_what_it_names(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of somebody who may do everything: one for exactly what a request takes, one for everything else."""
    wrong: list[str] = []
    for row in rows(world):
        rights = [right for right, _ in row.takes] + ([row.items[2]] if row.items is not None else [])
        for ceiling in ({*rights}, {"READ_EXTENSION"}, {*rights[1:], "READ_EXTENSION"}):
            if not ceiling:
                continue
            rules = [{"operation": right, "selector": "ANY"} for right in sorted(ceiling)]
            body = {"authorityMode": "SCOPED", "ceiling": rules}
            key = world.root("POST", "/v1/apikeys", body, expect=201)["rawApiKey"]
            who = Who("root", key, {"ADMIN": ""}, owns_instance=True, ceiling=ceiling)
            if row.name == "createApiKey" and ceiling == {*rights}:
                continue  # a scoped key issues scoped keys only
            with undone(monkeypatch):
                wrong += surprises(world, row, who)
    assert not wrong, "\n".join(wrong)


def test_each_item_of_a_batch_is_asked_about(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, space = world.ids["MEMORY"], world.ids["SPACE"]
    item = {"spaceId": space, "originalContent": "x", "contentType": "text/plain"}
    requests: dict[str, tuple[str, dict[str, Any]]] = {
        "CREATE_MEMORY": ("batchCreate", {"requests": [item]}),
        "READ_MEMORY": ("batchGet", {"memoryIds": [memory]}),
        "DELETE_MEMORY": ("batchDelete", {"requests": [{"memoryId": memory}]}),
    }
    by_filter = {"requests": [{"filterSelector": {"spaceId": space}}]}
    with undone(monkeypatch):
        for right, (verb, body) in requests.items():
            thing = world.thing("SPACE" if right == "CREATE_MEMORY" else "MEMORY")
            for who in world.who.values():
                for one in (body, by_filter) if right == "DELETE_MEMORY" else (body,):
                    answer = world.http.post(f"/v1/memories:{verb}", json=one, headers={"x-api-key": who.key})
                    (result,) = answer.json()["results"]
                    assert result["success"] is who.may(right, thing), (right, who, result)
                    assert result["success"] or result["error"]["code"] == 403


def test_the_access_check_says_what_the_model_says(world: World) -> None:
    asked = [(right, thing) for row in rows(world) for right, thing in row.takes if thing.key != "nothing yet"]
    asked = [one for one in asked if one[1].key != "" or one[1].kind == "INSTANCE"]
    asked = [one for one in dict.fromkeys(asked) if one[0] != "LIST_RETRIEVE_MEMORY_LOG_POLICY"]
    for start in range(0, len(asked), 50):
        part = asked[start : start + 50]
        checks = [
            {"operation": right, "target": {"kind": thing.kind, **({"resourceId": thing.key} if thing.key else {})}}
            for right, thing in part
        ]
        for who in world.who.values():
            headers = {"x-api-key": who.key}
            answer = world.http.post("/v1/access-policy:check", json={"checks": checks}, headers=headers).json()
            told = {one: result["allowed"] for one, result in zip(part, answer["results"], strict=True)}
            assert told == {one: who.may(*one) for one in part}, who
