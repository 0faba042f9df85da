"""The proof that ingestion ends well whatever happens: `python -m tests.bulk.proof`, with `--quick` for a small one.

It fills an embedded server through a proxy that spoils every tenth exchange, kills the ingesting process again and again,
deletes its journal, deletes memories behind its back, and changes the source meanwhile. In the end server and source must
be equal, and one more run must write nothing.

Rules: the check asks the server by plain HTTP and compares with what the source was made from; it shares no code with the
package. What is measured is printed.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import goodmem_dyn.local
from tests.support.pdf import pdf
from tests.support.proxy import FaultProxy, seeded

ROOT = Path(__file__).parents[2]
WRITES = (":batchCreate", ":batchDelete")


@dataclass
class Scale:
    """How much of everything."""

    texts: int = 20_000
    files: int = 500
    kills: int = 20
    lost_journals: int = 2
    lost_memories: int = 50
    changes: int = 100
    faults: float = 0.1
    longest: int = 40
    seed: int = 20


QUICK = Scale(texts=300, files=24, kills=4, lost_journals=1, lost_memories=5, changes=10, longest=12)


@dataclass
class Material:
    """The source, and what it was made from.

    Attributes:
        texts: Key → text of the rows of the table.
        files: Path → bytes of the files.
        broken: The paths of files that cannot be stored or processed.
    """

    folder: Path
    random: random.Random
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    @property
    def table(self) -> Path:
        return self.folder / "texts.jsonl"

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    def make(self, scale: Scale) -> None:
        for number in range(scale.texts):
            self.texts[f"row-{number}"] = self.sentence(number)
        for number in range(scale.files):
            self.add_file(number)
        self.write()

    def sentence(self, number: int) -> str:
        words = ("bee", "cat", "owl", "river", "stone", "bread", "winter", "lantern", "copper", "violin")
        return f"{number}: " + " ".join(self.random.choice(words) for _ in range(self.random.randint(5, 40)))

    def add_file(self, number: int) -> None:
        text, kind = self.sentence(number), number % 8
        if kind == 0:
            self.put(f"pdf/{number}.pdf", pdf(text))
        elif kind == 1:
            self.put(f"html/{number}.html", f"<html><title>{number}</title><body><p>{text}</p></body></html>".encode())
        elif kind in {2, 3}:
            self.put(f"md/{number}.md", f"---\ntitle: {number}\n---\n\n# {number}\n\n{text}\n".encode())
        elif kind == 4:
            self.put(f"large/{number}.txt", (f"{text}\n" * 20_000).encode()[: 300_000 + number])
        elif number % 16 == 5:
            self.put(f"broken/{number}.pdf", b"%PDF-1.7 this is no PDF " + text.encode(), broken=True)
        elif number % 16 == 13:
            self.put(f"broken/{number}.txt", b"", broken=True)
        else:
            self.put(f"txt/{number}.txt", text.encode())

    def put(self, path: str, content: bytes, *, broken: bool = False) -> None:
        self.files[path] = content
        if broken:
            self.broken.add(path)

    def change(self, count: int) -> None:
        """Other rows and files, some of them new, some gone."""
        keys = self.random.sample(sorted(self.texts), count)
        for number, key in enumerate(keys):
            if number % 5 == 0:
                del self.texts[key]
            else:
                self.texts[key] = f"changed {self.sentence(number)}"
        whole = sorted(self.files.keys() - self.broken)
        for number, path in enumerate(self.random.sample(whole, max(2, count // 10))):
            if number % 3 == 0:
                del self.files[path]
                (self.tree / path).unlink()
            else:
                self.files[path] = self.files[path].replace(b"bee", b"wasp") + b"\n"
        self.texts[f"new-{count}"] = "a new one"
        self.write()

    def write(self) -> None:
        with self.table.open("w", encoding="utf-8") as file:
            for key, text in self.texts.items():
                file.write(json.dumps({"key": key, "content": text, "length": len(text)}) + "\n")
        for path, content in self.files.items():
            target = self.tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_bytes() != content:
                target.write_bytes(content)


class Api:
    """The server by plain HTTP."""

    def __init__(self, url: str, key: str) -> None:
        self.url, self.key = url, key

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"x-api-key": self.key, "content-type": "application/json"}
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def memories(self, space: str, *, content: bool) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            query = f"?maxResults=200&includeContent={str(content).lower()}{token and f'&nextToken={token}'}"
            page = self.ask("GET", f"/v1/spaces/{space}/memories{query}")
            found += page["memories"]
            if not page.get("nextToken"):
                return found
            token = page["nextToken"]


def difference(material: Material, memories: list[dict[str, Any]]) -> list[str]:
    """What differs between the source and the server, in words."""
    problems: list[str] = []
    there: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for memory in memories:
        mark = memory["metadata"]["_bulk"]
        kind = "row" if mark["source"].endswith(".jsonl") else "file"
        there.setdefault((kind, mark["key"]), []).append(memory)
    wanted = {("row", key): text.encode() for key, text in material.texts.items()}
    wanted |= {("file", path): content for path, content in material.files.items() if content}
    problems += [f"{name} should not be there" for name in there.keys() - wanted.keys()]
    for name, content in wanted.items():
        found = there.get(name, [])
        if len(found) != 1:
            problems.append(f"{name} is there {len(found)} times")
            continue
        stored = base64.b64decode(found[0]["originalContent"])
        if stored != content or found[0]["originalContentSha256"] != hashlib.sha256(content).hexdigest():
            problems.append(f"{name} has other content")
        state = "FAILED" if name[1] in material.broken else "COMPLETED"
        if found[0]["processingStatus"] != state:
            problems.append(f"{name} is {found[0]['processingStatus']}, not {state}")
        if name[0] == "row" and found[0]["metadata"]["length"] != len(material.texts[name[1]]):
            problems.append(f"{name} has other metadata")
    return problems


class Runs:
    """Runs of the ingesting process."""

    def __init__(self, proxy: FaultProxy, key: str, space: str, material: Material) -> None:
        self.proxy = proxy
        self.journals = [material.folder / "texts.db", material.folder / "tree.db"]
        sources = [[str(material.table), str(self.journals[0])], [str(material.tree), str(self.journals[1])]]
        options = {"sync": True, "delete_limit": 0.5, "wait": True}
        self.config = {
            "url": proxy.url,
            "key": key,
            "space": space,
            "sources": sources,
            "options": options,
            "max_retries": 4,
        }
        self.peak = 0

    def start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.bulk.child", json.dumps(self.config)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ))

    def kill(self, exchanges: int, delay: float) -> bool:
        """Start one and kill it after so many exchanges and a moment; whether it was still at work."""
        child = self.start()
        end = len(self.proxy.log) + exchanges
        while len(self.proxy.log) < end and child.poll() is None:
            self.look(child.pid)
            time.sleep(0.02)
        time.sleep(delay)
        alive = child.poll() is None
        child.kill()
        child.communicate()
        return alive

    def look(self, pid: int) -> None:
        try:
            text = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        found = next((line for line in text.splitlines() if line.startswith("VmHWM")), None)
        self.peak = max(self.peak, int(found.split()[1]) // 1024 if found else 0)

    def finish(self) -> dict[str, Any]:
        """One run to its end."""
        child = self.start()
        output, _ = child.communicate(timeout=1200)
        assert child.returncode == 0, output
        found: dict[str, Any] = json.loads(output)
        self.peak = max(self.peak, found["peak_mb"])
        return found

    def lose_journals(self) -> None:
        for journal in self.journals:
            for end in ("", "-wal", "-shm"):
                Path(f"{journal}{end}").unlink(missing_ok=True)


@dataclass
class Proof:
    """What came out.

    Attributes:
        problems: What differs; empty when all is well.
        kills: How many runs were killed at work.
        writes: How many writes the last run sent.
        peak_mb: The most memory of any run, in MiB.
        seconds: The time of the last two runs: the one that finished, and the one that had nothing to do.
        report: The reports of the run that finished.
        spoiled: The exchanges that the proxy spoiled, and all of them.
    """

    problems: list[str]
    kills: int
    writes: int
    peak_mb: int
    seconds: tuple[float, float]
    report: list[dict[str, Any]]
    spoiled: tuple[int, int]
    total: float = 0.0


def prove(scale: Scale, folder: Path) -> Proof:
    """Do all of it."""
    chance = random.Random(scale.seed)
    material = Material(folder, chance)
    material.make(scale)
    began = time.monotonic()
    with goodmem_dyn.local.serve(data=folder / "server.db") as server:
        api = Api(server.url, str(server.api_key))
        embedder = server.create_default_embedder()
        chunks = {
            "recursive": {
                "chunkSize": 512,
                "chunkOverlap": 64,
                "keepStrategy": "KEEP_END",
                "lengthMeasurement": "CHARACTER_COUNT",
            }
        }
        body = {"name": "proof", "spaceEmbedders": [{"embedderId": embedder}], "defaultChunkingConfig": chunks}
        space = api.ask("POST", "/v1/spaces", body)["spaceId"]
        with FaultProxy(server.url, seeded(scale.seed, scale.faults)) as proxy:
            runs = Runs(proxy, str(server.api_key), space, material)
            kills = torment(scale, runs, material, api, space, chance)
            started = time.monotonic()
            report = runs.finish()["reports"]
            middle = time.monotonic()
            before = len(proxy.log)
            again = runs.finish()["reports"]
            seconds = (middle - started, time.monotonic() - middle)
            writes = sum(one.target.endswith(WRITES) for one in proxy.log[before:])
            spoiled = (sum(one.fault is not None for one in proxy.log), len(proxy.log))
        problems = difference(material, api.memories(space, content=True))
    failed = {key for one in again for key in one["failures"]}
    if failed != material.broken:
        problems.append(f"failed are {sorted(failed ^ material.broken)[:5]} too many or too few")
    counted = sum(one["total"] for one in again)
    if counted != len(material.texts) + len(material.files):
        problems.append(f"the report counts {counted}")
    return Proof(problems, kills, writes, runs.peak, seconds, report, spoiled, time.monotonic() - began)


def torment(scale: Scale, runs: Runs, material: Material, api: Api, space: str, chance: random.Random) -> int:
    """Kill, lose and change; returns how many runs were killed at work."""
    killed = 0
    lost = {scale.kills * (one + 1) // (scale.lost_journals + 1) for one in range(scale.lost_journals)}
    for number in range(1, scale.kills + 1):
        killed += runs.kill(chance.randint(1, scale.longest), chance.uniform(0, 0.2))
        if number in lost:
            runs.lose_journals()
        if number == scale.kills // 2:
            material.change(scale.changes)
        if number == scale.kills * 3 // 4:
            there = sorted(one["memoryId"] for one in api.memories(space, content=False))
            for memory in chance.sample(there, min(scale.lost_memories, len(there))):
                api.ask("DELETE", f"/v1/memories/{memory}")
    return killed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small one")
    scale = QUICK if parser.parse_args().quick else Scale()
    print(scale)
    with tempfile.TemporaryDirectory() as folder:
        found = prove(scale, Path(folder))
    for one in found.report:
        print({name: value for name, value in one.items() if name != "failures"}, len(one["failures"]), "failures")
    print(f"killed at work: {found.kills} of {scale.kills}")
    print(f"exchanges: {found.spoiled[1]:,}, spoiled: {found.spoiled[0]:,}")
    print(f"last run to finish: {found.seconds[0]:.1f} s; run with nothing to do: {found.seconds[1]:.1f} s")
    print(f"writes of the run with nothing to do: {found.writes}")
    print(f"peak memory of an ingesting process: {found.peak_mb} MiB")
    print(f"altogether: {found.total:.0f} s")
    print("equal" if not found.problems else "\n".join(found.problems[:20]))
    good = not found.problems and found.writes == 0 and found.peak_mb <= 150
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
