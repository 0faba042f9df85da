"""Threads that use everything of one client at once, for the first time: what they saw must be the same.

Rules: the package and what it needs are enough, so that it runs on a free-threaded Python, for which the tests' own needs
have no wheels; there it fails where the lock is back. Nothing is sent: a transport answers. Each thread begins elsewhere.

    PYTHON_GIL=0 python -W error -m tests.reliability.threads [THREADS]
"""

from __future__ import annotations

import inspect
import json
import sys
import sysconfig
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

import goodmem_dyn

UUID = "0190a3de-0000-7000-8000-000000000000"
SPACE = {
    "spaceId": UUID, "name": "n", "labels": {}, "spaceEmbedders": [], "createdAt": 1, "updatedAt": 1, "ownerId": UUID,
    "createdById": UUID, "updatedById": UUID, "publicRead": False,
}  # fmt: skip
EVENT = json.dumps({"status": {"code": "NOT_FOUND", "message": "m"}}) + "\n"


def answer(request: httpx.Request) -> httpx.Response:
    """An answer by the path."""
    if (request.method, request.url.path) == ("GET", "/v1/spaces"):
        return httpx.Response(200, json={"spaces": [SPACE]})
    if request.url.path.endswith(":retrieve"):
        return httpx.Response(200, text=EVENT, headers={"content-type": "application/x-ndjson"})
    return httpx.Response(404, json={"error": "no"}) if request.method == "GET" else httpx.Response(201, json=SPACE)


def seen(client: goodmem_dyn.Goodmem, first: int) -> dict[str, Any]:
    """What one thread sees, which begins with the thing of this number."""
    things: dict[str, Any] = {f"model {name}": lambda name=name: schema(name) for name in goodmem_dyn.models.__all__}
    for name in dir(client):
        things |= {
            f"method {name}.{one}": lambda name=name, one=one: shown(client, name, one) for one in members(client, name)
        }
    things |= {"list": lambda: [one.name for one in client.spaces.list()], "missing": lambda: missing(client)}
    things |= {"create": lambda: client.spaces.create(name="n", space_embedders=[{"embedder_id": UUID}]).space_id}
    things |= {
        "retrieve": lambda: client.memories.retrieve(message="m", space_ids=[UUID], stream=False).statuses[0].code
    }
    order = list(things)
    start = first * 37 % len(order)
    return {name: things[name]() for name in order[start:] + order[:start]}


def schema(name: str) -> Any:
    """The schema of a model, or what else the name stands for."""
    found = getattr(goodmem_dyn.models, name)
    return found.model_json_schema() if hasattr(found, "model_json_schema") else repr(found)


def members(client: goodmem_dyn.Goodmem, name: str) -> list[str]:
    """The methods of a namespace; none of what is none."""
    found = getattr(client, name)
    return dir(found) if type(found).__module__ == "goodmem_dyn.namespaces" else []


def shown(client: goodmem_dyn.Goodmem, name: str, one: str) -> str:
    """What a person sees of a method."""
    found = getattr(getattr(client, name), one)
    return f"{inspect.signature(found)} {found.__doc__}" if callable(found) else type(found).__name__


def missing(client: goodmem_dyn.Goodmem) -> str:
    """What is said where there is nothing."""
    try:
        client.memories.get(id=UUID)
    except goodmem_dyn.NotFoundError as error:
        return str(error)
    raise AssertionError("it was found")


def main(threads: int) -> int:
    """Compare what they saw; the exit status is 0 where it is one thing."""
    sys.setswitchinterval(1e-5)
    client = goodmem_dyn.Goodmem("http://127.0.0.1:1", "gm_x", transport=httpx.MockTransport(answer))
    barrier = threading.Barrier(threads)

    def work(first: int) -> dict[str, Any]:
        barrier.wait()
        return seen(client, first)

    with ThreadPoolExecutor(threads) as pool:
        all_seen = list(pool.map(work, range(threads)))
    differing = sorted({name for one in all_seen for name in one if one[name] != all_seen[0][name]})
    is_free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    came_back = is_free and sys._is_gil_enabled()
    print(f"{threads} threads, {len(all_seen[0])} things, {len(differing)} seen differently: {differing[:5]}")
    print(f"the lock {'came back' if came_back else 'is off' if is_free else 'is on, as always on this Python'}")
    return bool(differing) or came_back


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8))
