"""Prove that what was acknowledged is kept: kills at random moments, a disk that fills up, a lock that others hold.

    python -m tests.kept.proof --memories 2000 --kills 20 --lock-seconds 40

It prints one line of figures for each fault, and ends with 1 where something was lost, doubled or FAILED.
"""

from __future__ import annotations

import argparse
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from goodmem_dyn import APIError, Goodmem, GoodMemError, PartialFailureError
from goodmem_dyn.filters import F

KEY = "gm_mzxw6ytboi"


class Process:
    """A server in a process of its own, which can be killed and started again."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._data = data
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                sys.executable, "-m", "goodmem_dyn.local", "--port", str(self.port), "--data", str(self._data),
                "--api-key", KEY,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with Goodmem(base_url=f"http://127.0.0.1:{self.port}", api_key=KEY, max_retries=0) as client:
            for _ in range(600):
                try:
                    client.system.info()
                except GoodMemError:
                    time.sleep(0.05)
                else:
                    return
        raise SystemExit("the server did not start")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


class Proof:
    """Memories that are sent while faults happen, and what the server must know of them."""

    def __init__(self, client: Goodmem) -> None:
        made = client.embedders.create(
            display_name="Built in",
            provider_type="OPENAI",
            endpoint_url=f"{client.base_url}/local/v1",
            model_identifier="wordllama-l2-256",
            dimensionality=256,
            distribution_type="DENSE",
        )
        self.client = client
        self.space = client.spaces.create(name="s", space_embedders=[{"embedder_id": made.embedder_id}]).space_id
        self.acknowledged: set[str] = set()
        self.refused = self.numbers = 0

    def send(self, first: int, many: int) -> None:
        """Send a batch; what is not acknowledged is sent again under other ids."""
        self.numbers = max(self.numbers, first + many)
        requests: list[Any] = [
            {
                "space_id": self.space,
                "original_content": f"The owl number {first + one} sleeps in its tree. ",
                "metadata": {"number": first + one},
            }
            for one in range(many)
        ]
        while True:
            try:
                made = self.client.memories.batch_create(requests=requests).created
            except (GoodMemError, PartialFailureError):
                self.refused += 1
                time.sleep(0.2)
                continue
            self.acknowledged |= {one.memory_id for one in made}
            return

    def judge(self, seconds: float) -> dict[str, int]:
        """Wait until all is worked off; returns what is wrong, by kind."""
        end = time.monotonic() + seconds
        while True:
            there = {
                one.memory_id: str(one.processing_status) for one in self.client.memories.list(space_id=self.space)
            }
            waiting = sum(state in {"PENDING", "PROCESSING"} for state in there.values())
            if not waiting or time.monotonic() > end:
                break
            time.sleep(0.5)
        wrong = {
            "lost": len(self.acknowledged - there.keys()),
            "failed": sum(state == "FAILED" for state in there.values()),
            "pending": waiting,
        }
        wrong["not found"] = len(self.acknowledged - self.found())
        return wrong

    def found(self) -> set[str]:
        """The memories that a search finds, each: searched by portions, whose hits are all asked for."""
        found: set[str] = set()
        for first in range(0, self.numbers, 100):
            portion = (F("number") >= first) & (F("number") < first + 100)
            hits = self.client.memories.retrieve(
                message="owl",
                space_keys=[{"space_id": self.space, "filter": portion}],
                requested_size=1000,
                stream=False,
            ).hits
            found |= {hit.memory.memory_id for hit in hits if hit.memory is not None}
        return found


def killed(folder: Path, memories: int, kills: int) -> tuple[str, dict[str, int]]:
    server = Process(folder / "kills.db")
    stop = threading.Event()

    def disturb() -> None:
        for _ in range(kills):
            if stop.wait(random.uniform(0.3, 1.5)):
                return
            server.kill()
            server.start()

    with Goodmem(base_url=f"http://127.0.0.1:{server.port}", api_key=KEY, max_retries=0, timeout=20) as client:
        proof = Proof(client)
        began = time.monotonic()
        killer = threading.Thread(target=disturb)
        killer.start()
        for first in range(0, memories, 20):
            proof.send(first, 20)
        killer.join()
        wrong = proof.judge(300)
        text = f"{len(proof.acknowledged)} memories acknowledged, {kills} kills, {proof.refused} calls sent again"
        server.kill()
        return f"{text}, {time.monotonic() - began:.0f} s", wrong


def locked(folder: Path, seconds: float) -> tuple[str, dict[str, int]]:
    server = Process(folder / "lock.db")
    with Goodmem(base_url=f"http://127.0.0.1:{server.port}", api_key=KEY, max_retries=0, timeout=90) as client:
        proof = Proof(client)
        proof.send(0, 50)
        other = sqlite3.connect(folder / "lock.db", isolation_level=None, timeout=30, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(seconds, other.close).start()
        proof.send(50, 50)
        wrong = proof.judge(120)
        server.kill()
        return f"a lock held for {seconds:g} s, {proof.refused} calls refused meanwhile", wrong


def full(folder: Path) -> tuple[str, dict[str, int]]:
    """A disk that fills up while memories wait to be processed, and is freed: SQLite's own bound on its pages."""
    from goodmem_dyn.local import serve

    with serve(data=folder / "full.db", api_key=KEY) as server, server.client(max_retries=0) as client:
        proof = Proof(client)
        proof.send(0, 100)
        with server.state.store.write() as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages}")
        statuses = set()
        for _ in range(5):
            try:
                client.memories.create(space_id=proof.space, original_content="x" * 200_000)
            except APIError as error:
                statuses.add(error.status_code)
            time.sleep(1)
        told = (client.system.info().capabilities or {}).get("trouble")
        with server.state.store.write() as database:
            database.execute("PRAGMA max_page_count = 4294967294")
        wrong = proof.judge(120)
        wrong["not told"] = int(statuses != {507} or not told)
        return f"a full disk: {sorted(statuses)}, system info: {told}", wrong


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--memories", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--lock-seconds", type=float, default=40)
    options = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for fault in (
            lambda: killed(folder, options.memories, options.kills),
            lambda: full(folder),
            lambda: locked(folder, options.lock_seconds),
        ):
            text, wrong = fault()
            print(f"{text}: {wrong}", flush=True)
            bad += sum(wrong.values())
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
