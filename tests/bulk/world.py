"""A small model of a server, behind a transport: spaces of memories, what went wrong on the way, and what must never be.

Rules: it shares no code with the embedded server or with the package. It is asked by HTTP and checks what it is asked: that
an old version goes only when its new one can be found. A fault is before the work (nothing happened) or after it (it did,
and nobody is told).
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

SPACE = "3b241101-e2bb-4255-8caf-4136c566a962"
WRITES = ("batchCreate", "batchDelete")


class Killed(BaseException):
    """The process is gone."""


@dataclass
class World:
    """The server.

    Attributes:
        memories: Id → memory, as an answer shows it, with its content in `_content`.
        faults: What goes wrong with the next requests, one each: None, `before`, `after`, `503`, `429`, or `kill`.
        writes: The ids that were stored or deleted, in order.
        poison: Contents that cannot be processed.
        refused: Contents that a create refuses.
        guard: Told of every deletion before it is done.
    """

    memories: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[str | None] = field(default_factory=list)
    writes: list[tuple[str, str]] = field(default_factory=list)
    poison: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    guard: Callable[[dict[str, Any]], None] = lambda _: None
    requests: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        with self.lock:
            self.requests += 1
            fault = self.faults.pop(0) if self.faults else None
            if fault == "kill":
                raise Killed
            if fault == "before":
                raise httpx.ConnectError("not reached")
            if fault in {"429", "503"}:
                return httpx.Response(int(fault), headers={"retry-after": "0"}, json={"message": "busy"})
            answer = self.answer(request)
            if fault == "after":
                raise httpx.ReadError("the answer was lost")
            return answer

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if request.method == "GET":
            return self.list(request.url.params)
        what = path.rpartition(":")[2]
        body, files = self.body(request)
        if what == "batchCreate":
            return self.results([self.create(one, files) for one in body["requests"]])
        if what == "batchDelete":
            return self.results([self.delete(one["memoryId"]) for one in body["requests"]])
        assert what == "batchGet", path
        return self.results([self.get(one) for one in body["memoryIds"]])

    @staticmethod
    def body(request: httpx.Request) -> tuple[dict[str, Any], dict[str, bytes]]:
        kind = request.headers["content-type"]
        content = request.read()
        if kind.startswith("application/json"):
            return json.loads(content), {}
        boundary = kind.partition("boundary=")[2].encode()
        found: dict[str, bytes] = {}
        for part in content.split(b"--" + boundary)[1:-1]:
            head, _, data = part[2:-2].partition(b"\r\n\r\n")
            name = head.partition(b'name="')[2].partition(b'"')[0].decode()
            found[name] = data
        requests = json.loads(found.pop("requests"))
        return requests if isinstance(requests, dict) else {"requests": requests}, found

    @staticmethod
    def results(results: list[dict[str, Any]]) -> httpx.Response:
        good = all(one["success"] for one in results)
        return httpx.Response(200 if good else 207, json={"results": results})

    def create(self, item: dict[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
        content = files[item["fileField"]] if "fileField" in item else item["originalContent"].encode()
        text = content.decode(errors="replace")
        if item["memoryId"] in self.memories:
            return {"success": False, "error": {"code": 409, "message": "the id is in use"}}
        if text in self.refused:
            return {"success": False, "error": {"code": 400, "message": "the content is refused"}}
        self.writes.append(("create", item["memoryId"]))
        return {"success": True, "memory": self.shown(self.add(item, content))}

    def add(self, item: dict[str, Any], content: bytes, status: str = "PENDING") -> dict[str, Any]:
        memory = {
            "memoryId": item["memoryId"],
            "spaceId": item["spaceId"],
            "contentType": item["contentType"],
            "metadata": item["metadata"],
            "originalContentSha256": hashlib.sha256(content).hexdigest(),
            "originalContentLength": len(content),
            "processingStatus": status,
            "pageImageStatus": "PENDING",
            "pageImageCount": 0,
            "createdAt": 1,
            "updatedAt": 1,
            "createdById": SPACE,
            "updatedById": SPACE,
            "_content": content,
        }
        self.memories[item["memoryId"]] = memory
        return memory

    @staticmethod
    def shown(memory: dict[str, Any], *, content: bool = False) -> dict[str, Any]:
        found = {name: value for name, value in memory.items() if name != "_content"}
        return found | ({"originalContent": base64.b64encode(memory["_content"]).decode()} if content else {})

    def delete(self, memory_id: str) -> dict[str, Any]:
        memory = self.memories.get(memory_id)
        if memory is None:
            return {"success": False, "memoryId": memory_id, "error": {"code": 404, "message": "not found"}}
        self.guard(memory)
        del self.memories[memory_id]
        self.writes.append(("delete", memory_id))
        return {"success": True, "memoryId": memory_id, "deletedCount": 1}

    def get(self, memory_id: str) -> dict[str, Any]:
        memory = self.memories.get(memory_id)
        if memory is None:
            return {"success": False, "memoryId": memory_id, "error": {"code": 404, "message": "not found"}}
        self.process(memory)
        return {"success": True, "memoryId": memory_id, "memory": self.shown(memory)}

    def process(self, memory: dict[str, Any]) -> None:
        """Nothing takes longer than until somebody looks."""
        if memory["processingStatus"] == "PENDING":
            failed = memory["_content"].decode(errors="replace") in self.poison
            memory["processingStatus"] = "FAILED" if failed else "COMPLETED"

    def list(self, params: httpx.QueryParams) -> httpx.Response:
        start, size = int(params.get("nextToken") or 0), int(params.get("maxResults") or 50)
        assert "_bulk.source" in params["filter"]
        ids = sorted(self.memories)
        # It ignores the filter, so that what others made is seen, and must be left alone.
        found = ids
        page = found[start : start + size]
        token = {"nextToken": str(start + size)} if start + size < len(found) else {}
        return httpx.Response(200, json={"memories": [self.shown(self.memories[one]) for one in page], **token})
