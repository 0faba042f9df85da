"""Many clients at once, and many memories, with steady memory."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.api import Api

TEXT = "The owl sleeps by day and hunts by night, they say. " * 20


def states(server):
    with server.state.store.read() as database:
        return dict(database.execute("SELECT processing_status, count(*) FROM memories GROUP BY 1").fetchall())


def settle_all(server, seconds):
    end = time.monotonic() + seconds
    while set(found := states(server)) - {"COMPLETED", "FAILED"}:
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


def test_32_clients_at_once(api, server):
    embedder = server.create_default_embedder()
    shared = api.space("shared", embedder)

    def work(number):
        client = Api(server, server.api_key)
        own = client.space(f"own {number}", embedder)
        made = []
        for step in range(5):
            made.append(client.memory(shared, f"client {number} step {step}")["memoryId"])
            client.memory(own, f"client {number} step {step}")
            assert client("GET", f"/v1/memories/{made[-1]}")["spaceId"] == shared
            answer = client.http.post(
                "/v1/memories:retrieve", json={"message": "client", "spaceKeys": [{"spaceId": own}]}
            )
            assert answer.status_code == 200
            assert answer.text.endswith("\n")
        client("DELETE", f"/v1/memories/{made.pop()}")
        client("PUT", f"/v1/spaces/{own}", {"name": f"renamed {number}"})
        client.close()
        return made

    with ThreadPoolExecutor(32) as pool:
        made = [memory for found in pool.map(work, range(32)) for memory in found]
    assert settle_all(server, 60) == {"COMPLETED": 32 * 4 + 32 * 5}
    listed = [one["memoryId"] for one in api("GET", f"/v1/spaces/{shared}/memories?maxResults=500")["memories"]]
    assert sorted(listed) == sorted(made)
    assert sum(one["name"].startswith("renamed") for one in api("GET", "/v1/spaces")["spaces"]) == 32


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process's memory from /proc")
def test_thousands_of_memories_in_steady_memory(api, server):
    space = api.space()

    def resident():
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    def ingest(count):
        for start in range(0, count, 100):
            requests = [
                {"spaceId": space, "originalContent": f"{start + n} {TEXT}", "contentType": "text/plain"}
                for n in range(100)
            ]
            api("POST", "/v1/memories:batchCreate", {"requests": requests})

    ingest(1_000)
    settle_all(server, 60)
    before = resident()
    ingest(3_000)
    slowest = 0.0
    while states(server).get("COMPLETED", 0) < 4_000:
        start = time.perf_counter()
        api("GET", f"/v1/spaces/{space}")
        slowest = max(slowest, time.perf_counter() - start)
        time.sleep(0.05)
    assert settle_all(server, 1) == {"COMPLETED": 4_000}
    assert resident() - before < 20_000_000
    assert slowest < 5
