"""A server with one of everything, and arguments that name what is there.

Rules: arguments come from the schemas; only what names something of this server, or means something to it (an id, an
address, a filter, a token), is put in its place, by the name of the member and never by the name of an operation.
"""

from __future__ import annotations

import base64
import sqlite3
import struct
import time
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, Any

from goodmem_dyn import Goodmem
from goodmem_dyn._document.names import singular
from tests.support.examples import UUID
from tests.support.pdf import pdf

if TYPE_CHECKING:
    from goodmem_dyn.local import Server
    from tests.support.calls import Call


def png() -> bytes:
    """A white picture of 8 by 8 pixels."""

    def piece(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xff" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", zlib.compress(rows)) + piece(b"IEND", b"")


class World:
    """One of everything, on an empty server."""

    def __init__(self, server: Server) -> None:
        assert server.api_key is not None
        self.server = server
        with Goodmem(base_url=server.url, api_key=server.api_key) as client:
            endpoint = f"{server.url}/local/v1"
            self.embedder = server.create_default_embedder()
            self.space = client.spaces.create(name="owls", space_embedders=[self.embedder]).space_id
            provider: Any = {"provider_type": "OPENAI", "endpoint_url": endpoint}
            self.ids = {
                # Not the one that the space uses, which can be neither deleted nor redefined.
                "embedders": client.embedders.create(
                    display_name="e", model_identifier="m", dimensionality=256, **provider
                ).embedder_id,
                "spaces": self.space,
                "rerankers": client.rerankers.create(
                    display_name="r", model_identifier="m", **{**provider, "provider_type": "VLLM"}
                ).reranker_id,
                "llms": client.llms.create(display_name="l", model_identifier="m", **provider).llm.llm_id,
                "apikeys": self._key(client),
                "admin.retrieve_memory_log_policies": self._policy(client),
            }
            memory = client.memories.create(
                space_id=self.space,
                file=pdf("The owl sleeps by day."),
                content_type="application/pdf",
                metadata={"animal": "owl"},
                extract_page_images=True,
                wait=True,
            )
            self.memory = self.ids["memories"] = memory.memory_id
            end = time.monotonic() + 20
            while not client.memories.pages(id=self.memory).data:
                assert time.monotonic() < end, "no page images within 20 s"
                time.sleep(0.02)
            self.user = client.users.me().user_id
            self._people(client)
            self.ids["decision_models"] = client.decision_models.create(
                display_name="d",
                provider_type="LAYA",
                endpoint_url=endpoint,
                model_identifier="stand-in-similarity-v1",
            ).decision_model_id

    def _people(self, client: Any) -> None:
        """Somebody whose enrolment was revoked, somebody who may still use one, and a service identity with rights."""
        self.person, self.email, self.username = "", "ada@example.com", "ada"
        self.person = self.ids["users"] = client.users.create(email=self.email, username=self.username).user_id
        self.enrollment = client.users.create_enrollment(user_id=self.person).enrollment.enrollment_id
        client.users.revoke_enrollment(user_id=self.person, enrollment_id=self.enrollment)
        newcomer = client.users.create(email="grace@example.com").user_id
        made = client.users.create_enrollment(user_id=newcomer)
        self.token = str(made.enrollment_token)
        service = client.service_identities.create(display_name="bot").service_identity_id
        self.ids["service_identities"] = service
        self.ids["access_policy.grants"] = client.access_policy.grants.create(
            audience={"principal_id": service}, rule={**self._rule("LIST_MEMORY")}
        ).grant_id
        self.ids["access_policy.role_assignments"] = client.access_policy.role_assignments.create(
            principal_id=service, role="SPACE_VIEWER", assigned_resource={"kind": "SPACE", "resourceId": self.space}
        ).role_assignment_id

    def _rule(self, operation: str) -> dict[str, Any]:
        target = {"kind": "SPACE", "resourceId": self.space}
        return {"operation": operation, "selector": "EXACT", "assignedResource": target}

    @staticmethod
    def _key(client: Any) -> str:
        return str(client.apikeys.create(labels={"for": "contract"}).api_key_metadata.api_key_id)

    @staticmethod
    def _policy(client: Any) -> str:
        condition = {"matchAll": True}
        return str(client.admin.retrieve_memory_log_policies.create(display_name="all", condition=condition).policy_id)

    def arguments(self, call: Call, args: dict[str, Any]) -> dict[str, Any]:
        """The arguments with what is on this server in place of examples."""
        namespace = call.name.rpartition(".")[0]
        wires = {param.name: param.wire or param.name for param in call.params}
        placed = {name: self.place(wires.get(name, name), value) for name, value in args.items()}
        for name in ("id", "ids"):
            if name in placed:
                known = self.ids.get(namespace, UUID)  # of what this server cannot make there is none
                placed[name] = known if name == "id" else [known]
        # An id that the client chooses must be new.
        own = f"{singular(namespace.rpartition('.')[2])}_id"
        if any(param.name == own and param.location == "body" for param in call.params):
            placed.pop(own, None)
        # So must a name that is taken once.
        fresh = {"email": "new@example.com", "username": "new", "enrollment_id": UUID}
        placed |= {
            param.name: fresh[param.name]
            for param in call.params
            if param.name in fresh and param.name in placed and param.location == "body"
        }
        if "resource_kind" in placed:  # the instance has no id
            placed["resource_kind"] = "SPACE" if "resource_id" in placed else "INSTANCE"
        if "replace_labels" in placed:  # exclusive, which not every schema says
            placed.pop("merge_labels", None)
        # Tokens, entity tags and the variants of a picture are the server's to give.
        query = {param.name for param in call.params if param.location == "query"}
        unknown = {"next_token", "page_token", "if_match", "range"} | ({"dpi", "content_type"} & query)
        return {name: value for name, value in placed.items() if name not in unknown}

    def place(self, wire: str, value: Any) -> Any:
        """A value with everything that names something in its place."""
        known: dict[str, Any] = {
            "spaceId": self.space,
            "spaceIds": [self.space],
            "memoryId": self.memory,
            "memoryIds": [self.memory],
            "embedderId": self.embedder,
            "targetId": self.embedder,
            "rerankerId": self.ids["rerankers"],
            "reranker_id": self.ids["rerankers"],
            "llmId": self.ids["llms"],
            "llm_id": self.ids["llms"],
            "space_ids": [self.space],
            "ids": [self.memory],
            "ownerId": self.user,
            "userId": self.person,
            "principalId": self.person,
            "newOwnerId": self.person,
            "subjectPrincipalId": self.user,
            "ownerPrincipalId": self.user,
            "resourceId": self.space,
            "enrollmentId": self.enrollment,
            "enrollmentToken": self.token,
            "rawApiKey": "gm_" + "a" * 26,
            "username": self.username,
            "audience": {"principalId": self.person},
            "rule": self._rule("READ_SPACE"),
            "ceiling": [self._rule("READ_SPACE")],
            "authorityMode": "SCOPED",
            "assignedResource": {"kind": "INSTANCE"},
            "checks": [{"operation": "READ_SPACE", "target": {"kind": "SPACE", "resourceId": self.space}}],
            "configuration": {"timeout_millis": 5000},
            "state": {"text": "The parcel came late."},
            "questions": {"late": {"noul": {}}},
            "attachments": [],
            "validFrom": int(time.time() * 1000),
            "email": self.email,
            "filter": "CAST(val('$.animal') AS TEXT) = 'owl'",
            "endpointUrl": f"{self.server.url}/local/v1",
            "monitoringEndpoint": f"{self.server.url}/local/v1",
            "olderThan": "2020-01-01T00:00:00Z",
            "expiresAt": int(time.time() * 1000) + 3_600_000,
            "activeUntil": int(time.time() * 1000) + 3_600_000,
            "pageIndex": 0,
            "startPageIndex": 0,
            "endPageIndex": 0,
            "startPage": 0,
            "endPage": 0,
            "postProcessor": {"name": "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory", "config": {}},
            "contentType": "text/plain",
            "content": base64.b64encode(png()).decode(),
            "condition": {"matchAll": True},  # exactly one of its members, which the schema does not say
            "chunkSize": 64,
            "chunkOverlap": 0,
        }
        if wire in known and value is not None:
            return known[wire]
        if isinstance(value, dict):
            return {key: self.place(key, member) for key, member in value.items()}
        if isinstance(value, list):
            return [self.place(wire, item) for item in value]
        return value


class Worlds:
    """The same world as often as it is wanted: made once, and put back as it was into an emptied server.

    Args:
        server: One in memory.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._world: World | None = None
        self._saved = sqlite3.connect(":memory:", check_same_thread=False)

    def again(self) -> World:
        """The world, whatever became of it."""
        self._server.reset()
        if self._world is None:
            self._world = World(self._server)
            with self._server.state.store.read() as database:
                database.backup(self._saved)
        else:
            with closing(sqlite3.connect(self._server.state.store.path)) as database:
                self._saved.backup(database)
        return self._world

    def close(self) -> None:
        """Forget it."""
        self._saved.close()
