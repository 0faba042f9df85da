"""Kills at random moments while people, rights and owners change: ``python -m tests.local.kills --kills 100 --seed 1``.

A server with a database file is worked by several clients that make users, enrol them, grant and revoke, give roles, and
transfer spaces, service identities and the instance. It is killed with SIGKILL, its file is read with plain SQL, and it
is started on it again.

Rules this module keeps: what must never be is asked of the file in SQL of its own, not of the server; what was answered
before the kill must be there; a token that was used with a key of the client's own can be shown again.
"""

from __future__ import annotations

import argparse
import base64
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

KEY = "gm_mzxw6ytboi"
WORKERS = 3

FORBIDDEN = {
    "an instance without an owner who is a living user": """
        SELECT (SELECT count(*) FROM instance) != 1 OR NOT EXISTS (SELECT 1 FROM instance i JOIN principals p
        ON p.principal_id = i.owner_id WHERE p.kind = 'USER' AND p.deleted_at IS NULL) AS found WHERE found""",
    "ROOT somewhere else than at the owner of the instance": """
        SELECT principal_id FROM role_assignments WHERE role = 'ROOT' AND revoked_at IS NULL
        AND principal_id NOT IN (SELECT owner_id FROM instance)""",
    "not exactly one ROOT": """
        SELECT count(*) AS n FROM role_assignments WHERE role = 'ROOT' AND revoked_at IS NULL HAVING n != 1""",
    "two open enrolments of a user": """
        SELECT user_id FROM enrollments WHERE consumed_at IS NULL AND revoked_at IS NULL
        GROUP BY user_id HAVING count(*) > 1""",
    "a used enrolment without its key, or with somebody else's": """
        SELECT e.enrollment_id FROM enrollments e LEFT JOIN api_keys k ON k.api_key_id = e.consumed_api_key_id
        WHERE e.consumed_at IS NOT NULL AND (k.api_key_id IS NULL OR k.subject_id != e.user_id)""",
    "a key of an enrolled user that no enrolment was used for": """
        SELECT api_key_id FROM api_keys WHERE labels = '{}' AND subject_id IN (SELECT user_id FROM enrollments)
        AND api_key_id NOT IN (SELECT consumed_api_key_id FROM enrollments WHERE consumed_api_key_id IS NOT NULL)""",
    "a first key twice": """
        SELECT user_id FROM enrollments WHERE consumed_at IS NOT NULL GROUP BY user_id HAVING count(*) > 1""",
    "an enrolment both used and revoked": """
        SELECT enrollment_id FROM enrollments WHERE consumed_at IS NOT NULL AND revoked_at IS NOT NULL""",
    "an open enrolment of a deleted user": """
        SELECT enrollment_id FROM enrollments e JOIN principals p ON p.principal_id = e.user_id
        WHERE p.deleted_at IS NOT NULL AND e.consumed_at IS NULL AND e.revoked_at IS NULL""",
    "the same rule granted twice": """
        SELECT operation FROM grants WHERE revoked_at IS NULL
        GROUP BY principal_id, operation, selector, kind, resource_id HAVING count(*) > 1""",
    "the same role twice": """
        SELECT role FROM role_assignments WHERE revoked_at IS NULL
        GROUP BY principal_id, role, kind, resource_id HAVING count(*) > 1""",
    "half of a revocation": """
        SELECT grant_id FROM grants WHERE (revoked_at IS NULL) != (revoked_by_id IS NULL) UNION ALL
        SELECT role_assignment_id FROM role_assignments WHERE (revoked_at IS NULL) != (revoked_by_id IS NULL)""",
    "a thing without an owner, or a service identity that owns itself": """
        SELECT space_id FROM spaces WHERE owner_id NOT IN (SELECT principal_id FROM principals) UNION ALL
        SELECT principal_id FROM principals WHERE kind = 'SERVICE_IDENTITY' AND (owner_id = principal_id
        OR owner_id NOT IN (SELECT principal_id FROM principals))""",
    "a transfer that says no change": """
        SELECT space_id FROM spaces WHERE owner_id != (SELECT user FROM first) AND updated_at <= created_at""",
}
"""What must never be → SQL that finds it."""


@dataclass
class Answered:
    """What the server has answered, and what it was therefore to keep."""

    users: list[str] = field(default_factory=list)
    rows: list[tuple[str, str, str]] = field(default_factory=list)
    """Table, its key, and an id that must be there."""
    revoked: list[tuple[str, str, str]] = field(default_factory=list)
    completed: list[dict[str, str]] = field(default_factory=list)


class Run:
    """A database, its server, and the clients that work on it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.data = folder / "goodmem.db"
        self.random = random.Random(seed)
        self.answered = Answered()
        self.problems: list[str] = []
        self.answers = 0
        self.fixed: dict[str, str] = {}
        self.warm = threading.Event()
        self.process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> None:
        command = [sys.executable, "-m", "goodmem_dyn.local", "--port", "0", "--data", str(self.data), "--api-key", KEY]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.url = re.search(r"http://\S+", self.process.stdout.readline()).group()  # type: ignore[union-attr]

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)
        self.process.stdout.close()  # type: ignore[union-attr]

    def client(self) -> httpx.Client:
        hooks: Any = {"response": [self._answer]}
        return httpx.Client(base_url=self.url, headers={"x-api-key": KEY}, timeout=20, event_hooks=hooks)

    def _answer(self, _answer: httpx.Response) -> None:
        self.answers += 1
        self.warm.set()

    def prepare(self) -> None:
        """Somebody to transfer things to and fro, who administers the instance as well."""
        with self.client() as http:
            me = http.get("/v1/users/me").json()["userId"]
            body = {
                "displayName": "e",
                "providerType": "OPENAI",
                "endpointUrl": "http://x.example",
                "dimensionality": 2,
            }
            body |= {"modelIdentifier": "m", "distributionType": "DENSE"}
            embedder = http.post("/v1/embedders", json=body).json()["embedderId"]
            config = {"recursive": {"chunkSize": 64, "chunkOverlap": 0}}
            body = {"name": "s", "spaceEmbedders": [{"embedderId": embedder}], "defaultChunkingConfig": config}
            space = http.post("/v1/spaces", json=body).json()["spaceId"]
            bot = http.post("/v1/service-identities", json={"displayName": "bot"}).json()["serviceIdentityId"]
            other = http.post("/v1/users", json={"email": "other@example.com"}).json()["userId"]
            token = http.post(f"/v1/users/{other}/enrollments").json()["enrollmentToken"]
            key = http.post("/v1/user-enrollments:complete", json={"enrollmentToken": token}).json()["rawApiKey"]
            body = {"principalId": other, "role": "ADMIN", "assignedResource": {"kind": "INSTANCE"}}
            http.post("/v1/access-policy/role-assignments", json=body).raise_for_status()
        self.fixed = {"me": me, "space": space, "bot": bot, "other": other, "key": key}

    def work(self, seconds: float) -> None:
        """Requests of several clients until the server is killed."""
        stop = threading.Event()
        seeds = [self.random.random() for _ in range(WORKERS)]
        workers = [threading.Thread(target=self._worker, args=(seed, stop)) for seed in seeds]
        self.warm.clear()
        for one in workers:
            one.start()
        self.warm.wait(timeout=30)
        time.sleep(seconds)
        self.kill()
        stop.set()
        for one in workers:
            one.join()

    def _worker(self, seed: float, stop: threading.Event) -> None:
        chance = random.Random(seed)
        steps = (
            self._enrol,
            self._enrol,
            self._grant,
            self._grant,
            self._role,
            self._transfer,
            self._transfer_instance,
        )
        with self.client() as http:
            while not stop.is_set():
                try:
                    chance.choice(steps)(http, chance)
                except httpx.TransportError:
                    return

    def _enrol(self, http: httpx.Client, chance: random.Random) -> None:
        """A user, an enrolment or two, and their end: used, revoked, or the user deleted."""
        user, done = str(uuid.uuid4()), self.answered
        self._made(http.post("/v1/users", json={"userId": user, "email": f"{user}@example.com"}), 201)
        done.rows.append(("principals", "principal_id", user))
        done.users.append(user)
        path = f"/v1/users/{user}/enrollments"
        token = ""
        for _ in range(chance.randint(1, 2)):
            made = self._made(http.post(path, json={"rotateExisting": True}), 201)
            token, key = made["enrollmentToken"], made["enrollment"]["enrollmentId"]
            done.rows.append(("enrollments", "enrollment_id", key))
        end = chance.random()
        if end < 0.6:
            raw = "gm_" + base64.b32encode(os.urandom(16)).decode().rstrip("=").lower()
            body = {"enrollmentToken": token, "apiKeyId": str(uuid.uuid4()), "rawApiKey": raw}
            self._made(http.post("/v1/user-enrollments:complete", json=body), 200)
            done.completed.append(body)
        elif end < 0.8:
            self._made(http.delete(f"{path}/{key}"), 204)
            done.revoked.append(("enrollments", "enrollment_id", key))
        else:
            self._made(http.delete(f"/v1/users/{user}"), 204)

    def _grant(self, http: httpx.Client, chance: random.Random) -> None:
        target = {"kind": "SPACE", "resourceId": self.fixed["space"]}
        right = chance.choice(["READ_SPACE", "LIST_MEMORY", "CREATE_MEMORY", "UPDATE_SPACE"])
        rule = {"operation": right, "selector": "EXACT", "assignedResource": target}
        body = {"audience": {"principalId": self.fixed["bot"]}, "rule": rule, "grantId": str(uuid.uuid4())}
        self._policy(http, chance, "grants", body, "grantId", "grant_id")

    def _role(self, http: httpx.Client, chance: random.Random) -> None:
        target = {"kind": "SPACE", "resourceId": self.fixed["space"]}
        body = {"principalId": self.fixed["bot"], "role": "SPACE_VIEWER", "assignedResource": target}
        body["roleAssignmentId"] = str(uuid.uuid4())
        self._policy(http, chance, "role-assignments", body, "roleAssignmentId", "role_assignment_id")

    def _policy(
        self, http: httpx.Client, chance: random.Random, path: str, body: dict[str, Any], name: str, column: str
    ) -> None:
        """Makes a rule, or ends the one that is there; both are answered with the row."""
        table, key = path.replace("-", "_"), body[name]
        answer = http.post(f"/v1/access-policy/{path}", json=body)
        if answer.status_code == 409:
            query = {"resourceKind": "SPACE", "resourceId": self.fixed["space"]}
            rows = self._made(http.get(f"/v1/access-policy/{path}", params=query), 200)
            rows = next(value for value in rows.values() if isinstance(value, list))
            if not rows:
                return
            key = chance.choice(rows)[name]
        else:
            self._made(answer, 201)
            self.answered.rows.append((table, column, key))
            if chance.random() < 0.5:
                return
        self._made(http.delete(f"/v1/access-policy/{path}/{key}"), 200)
        self.answered.revoked.append((table, column, key))

    def _transfer(self, http: httpx.Client, chance: random.Random) -> None:
        path = chance.choice([f"spaces/{self.fixed['space']}", f"service-identities/{self.fixed['bot']}"])
        owner = chance.choice([self.fixed["me"], self.fixed["other"]])
        answer = http.post(f"/v1/{path}:transferOwnership", json={"newOwnerId": owner})
        if answer.status_code not in (200, 400, 403):  # 400: it is the owner; 403: a service identity of another
            self.problems.append(f"transfer of {path}: {answer.status_code} {answer.text}")

    def _transfer_instance(self, http: httpx.Client, chance: random.Random) -> None:
        owner, key = chance.choice([(self.fixed["other"], KEY), (self.fixed["me"], self.fixed["key"])])
        answer = http.post(
            "/v1/admin:transferInstanceOwnership", json={"newOwnerId": owner}, headers={"x-api-key": key}
        )
        if answer.status_code not in (200, 400, 403):
            self.problems.append(f"transfer of the instance: {answer.status_code} {answer.text}")

    def _made(self, answer: httpx.Response, expected: int) -> Any:
        if answer.status_code != expected:
            self.problems.append(f"{answer.request.method} {answer.request.url.path}: {answer.text}")
        return answer.json() if answer.content else None

    def look(self) -> None:
        """Reads the file that the kill left behind."""
        with closing(sqlite3.connect(self.data)) as database:
            database.execute("CREATE TEMP TABLE first (user)")
            database.execute("INSERT INTO first VALUES (?)", (self.fixed["me"],))
            for what, sql in FORBIDDEN.items():
                found = database.execute(sql).fetchall()
                if found:
                    self.problems.append(f"{what}: {found[:3]}")
            for pragma in ("integrity_check", "foreign_key_check"):
                found = [row for row in database.execute(f"PRAGMA {pragma}") if row != ("ok",)]
                if found:
                    self.problems.append(f"{pragma}: {found[:3]}")
            for table, column, key in self.answered.rows:
                if not database.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (key,)).fetchone():
                    self.problems.append(f"{table} {key} was answered and is lost")
            for table, column, key in self.answered.revoked:
                sql = f"SELECT revoked_at FROM {table} WHERE {column} = ?"
                if database.execute(sql, (key,)).fetchone()[0] is None:
                    self.problems.append(f"{table} {key} was revoked and is not")

    def repeat(self) -> None:
        """What was used once with a client's own key is answered as used."""
        with self.client() as http:
            for body in self.answered.completed:
                again = self._made(http.post("/v1/user-enrollments:complete", json=body), 200)
                if again.get("alreadyCompleted") is not True:
                    self.problems.append(f"an enrolment was forgotten: {again}")
        self.answered = Answered()


def prove(folder: Path, *, kills: int, seed: int) -> Run:
    """Kills a working server so many times, and looks at what is left each time."""
    run = Run(folder, seed)
    run.start()
    run.prepare()
    for _ in range(kills):
        run.work(0.3 * run.random.random())
        run.look()
        run.start()
        run.repeat()
    run.kill()
    return run


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.local.kills", description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = prove(Path(folder), kills=given.kills, seed=given.seed)
    told = [f"{given.kills} kills, {run.answers} requests answered, {len(run.problems)} problems", *run.problems[:20]]
    sys.stdout.write("\n".join(told) + "\n")
    return bool(run.problems)


if __name__ == "__main__":
    raise SystemExit(main())
