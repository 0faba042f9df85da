"""The embedded server does not stop: full disks, locks of others, expired leases, restarts, patterns, and bad starts."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import Goodmem, GoodMemError, InternalServerError
from goodmem_dyn._bounds import MAX_RESTARTS
from goodmem_dyn.errors import ClientStateError, ProcessingError
from goodmem_dyn.local import Server, ids, serve
from goodmem_dyn.local._processing import ending, queue, worker
from goodmem_dyn.local._store import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "gm_mzxw6ytboi"
SLOW: Any = {"recursive": {
    "chunk_size": 10, "chunk_overlap": 0, "keep_strategy": "KEEP_END", "length_measurement": "CHARACTER_COUNT",
    "separators": ["(a|aa)+$"], "separator_is_regex": True,
}}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "g.db"


@pytest.fixture
def own(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server over a file, whose waits for locks are short."""
    monkeypatch.setattr(store, "_WRITE_SECONDS", 0.3)
    with serve(data=data, api_key=KEY) as running:
        yield running


def space_of(server: Server, client: Goodmem, **options: Any) -> str:
    links: list[Any] = [{"embedder_id": server.create_default_embedder()}]
    return client.spaces.create(name="s", space_embedders=links, **options).space_id


def wait_for(holds: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def trouble(client: Goodmem) -> str:
    return (client.system.info().capabilities or {}).get("trouble", "")


def test_a_full_disk_answers_507_and_recovers_by_itself(own: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "goodmem_dyn.local")
    with Goodmem(base_url=own.url, api_key=KEY, max_retries=0) as client:
        space = space_of(own, client)
        own.state.worker.pause(paused=True)
        made = client.memories.create(space_id=space, original_content="The owl sleeps. " * 2000)
        with own.state.store.write() as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages + 1}")
        own.state.worker.pause(paused=False)
        wait_for(lambda: "full" in trouble(client))
        with pytest.raises(InternalServerError, match="disk of the database is full") as caught:
            client.memories.create(space_id=space, original_content="x" * 100_000)
        assert caught.value.status_code == 507
        assert str(client.memories.get(id=made.memory_id).processing_status) != "FAILED"
        with own.state.store.write() as database:
            database.execute("PRAGMA max_page_count = 1000000000")
        client.memories.wait(id=made.memory_id, timeout=20)
        assert trouble(client) == ""
        assert client.memories.retrieve(message="owl", space_ids=[space], stream=False).hits
        history = client.memories.get(id=made.memory_id, include_processing_history=True).processing_history
        assert history is not None
        assert history.latest_job is not None
        assert history.latest_job.attempts == 1
    said = [one.getMessage() for one in caplog.records if one.name == "goodmem_dyn.local"]
    assert sum("is full" in one for one in said) == 1
    assert "can be used again" in said[-1]


def test_a_lock_that_others_hold_is_waited_for(own: Server, data: Path) -> None:
    with Goodmem(base_url=own.url, api_key=KEY, max_retries=0) as client:
        space = space_of(own, client)
        own.state.worker.pause(paused=True)
        made = client.memories.create(space_id=space, original_content="The owl sleeps.")
        other = sqlite3.connect(data, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        own.state.worker.pause(paused=False)
        with pytest.raises(InternalServerError, match="holds the lock") as caught:
            client.memories.create(space_id=space, original_content="x")
        assert (caught.value.status_code, caught.value.headers["retry-after"]) == (503, "1")
        wait_for(lambda: "lock" in trouble(client))
        assert client.memories.get(id=made.memory_id).memory_id == made.memory_id
        threading.Timer(0.5, other.close).start()
        client.memories.wait(id=made.memory_id, timeout=20)
        assert trouble(client) == ""


def test_any_error_of_the_database_leaves_the_workers_alive(own: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = threading.Event()
    failing.set()
    real = queue.claim

    def claim(connection: sqlite3.Connection, worker_id: str) -> Any:
        if failing.is_set():
            raise sqlite3.DatabaseError("database disk image is malformed")
        return real(connection, worker_id)

    monkeypatch.setattr(queue, "claim", claim)
    with Goodmem(base_url=own.url, api_key=KEY) as client:
        made = client.memories.create(space_id=space_of(own, client), original_content="The owl sleeps.")
        wait_for(lambda: "malformed" in trouble(client))
        failing.clear()
        client.memories.wait(id=made.memory_id, timeout=20)


def test_an_expired_lease_is_taken_back(own: Server) -> None:
    with Goodmem(base_url=own.url, api_key=KEY) as client:
        own.state.worker.pause(paused=True)
        made = client.memories.create(space_id=space_of(own, client), original_content="The owl sleeps.")
        with own.state.store.write() as database:
            (job,) = queue.claim(database, "one that is lost")
            database.execute("UPDATE jobs SET lease_until = 1 WHERE job_id = ?", (job.id,))
        own.state.worker.pause(paused=False)
        client.memories.wait(id=made.memory_id, timeout=20)
        history = client.memories.get(id=made.memory_id, include_processing_history=True).processing_history
        assert history is not None
        assert history.latest_job is not None
        assert history.latest_job.attempts == 1


def test_a_clock_that_is_set_back_holds_nothing_up(own: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with Goodmem(base_url=own.url, api_key=KEY) as client:
        space = space_of(own, client)
        own.state.worker.pause(paused=True)
        made = [client.memories.create(space_id=space, original_content="The owl sleeps.").memory_id]
        monkeypatch.setattr(queue, "now_ms", lambda: ids.now_ms() - 3_600_000)
        made += [client.memories.create(space_id=space, original_content="The cat wakes.").memory_id]
        own.state.worker.pause(paused=False)
        client.memories.wait(ids=made, timeout=20)


def test_restarts_are_no_attempts(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(data=data, api_key=KEY) as first, Goodmem(base_url=first.url, api_key=KEY) as client:
        first.state.worker.pause(paused=True)
        made = client.memories.create(space_id=space_of(first, client), original_content="The owl sleeps.").memory_id
    monkeypatch.setattr(worker.Worker, "_claim", lambda _self: [])
    for _ in range(5):  # as a process leaves it that is killed while it works
        with serve(data=data) as killed, killed.state.store.write() as database:
            assert queue.claim(database, "killed")
    monkeypatch.undo()
    with serve(data=data, api_key=KEY) as last, Goodmem(base_url=last.url, api_key=KEY) as client:
        client.memories.wait(id=made, timeout=30)
        history = client.memories.get(id=made, include_processing_history=True).processing_history
        assert history is not None
        assert history.latest_job is not None
        assert history.latest_job.attempts == 1
        assert len(history.attempts or ()) == 6


def test_what_is_killed_with_the_server_every_time_fails_alone_and_may_be_tried_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(data=data, api_key=KEY) as first, Goodmem(base_url=first.url, api_key=KEY) as client:
        first.state.worker.pause(paused=True)
        space = space_of(first, client)
        bad, good = (
            client.memories.create(space_id=space, original_content=text).memory_id
            for text in ("The owl sleeps.", "The cat wakes.")
        )
    monkeypatch.setattr(worker.Worker, "_claim", lambda _self: [])
    monkeypatch.setattr(queue, "_LONGEST_MS", 0)
    kills = 0
    while kills < MAX_RESTARTS:
        with serve(data=data) as killed, killed.state.store.write() as database:
            claimed = queue.claim(database, "killed")
            for job in claimed:  # the other one is done as soon as it runs alone
                if job.memory_id == good and len(claimed) == 1:
                    job.chunks = []
                    ending.finish(database, [job], 0)
            kills += any(job.memory_id == bad for job in claimed)
    monkeypatch.undo()
    with serve(data=data, api_key=KEY) as last, Goodmem(base_url=last.url, api_key=KEY) as client:
        assert client.memories.get(id=good).processing_status == "COMPLETED"
        with pytest.raises(ProcessingError, match=r"killed while this attempt was running, 10 times.*retry"):
            client.memories.wait(id=bad, timeout=20)
        assert last.retry([good]) == 0
        answer = httpx.post(f"{last.url}/local/v1/retry", headers={"x-api-key": KEY}, json={"memoryIds": [bad]})
        assert answer.json() == {"jobs": 1}
        assert client.memories.wait(id=bad, timeout=20)


def test_pages_that_are_killed_with_the_server_every_time_fail_by_stages_of_the_document(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(data=data, api_key=KEY) as first, Goodmem(base_url=first.url, api_key=KEY) as client:
        first.state.worker.pause(paused=True)
        made = client.memories.create(space_id=space_of(first, client), original_content="The owl sleeps.").memory_id
        with first.state.store.write() as database:
            queue.add(database, made, queue.PAGE_IMAGES, 3)
    monkeypatch.setattr(worker.Worker, "_claim", lambda _self: [])
    monkeypatch.setattr(queue, "_LONGEST_MS", 0)
    stages: set[str] = set()
    for _ in range(4 * MAX_RESTARTS):  # two jobs, which take turns
        with serve(data=data) as killed, killed.state.store.write() as database:
            if not queue.claim(database, "killed"):
                found = database.execute("SELECT failure_stage FROM jobs WHERE failure_stage IS NOT NULL")
                stages = {row[0] for row in found}
                break
    assert stages == {f"DOCUMENT_PROCESSING_STAGE_{one}" for one in ("EXTRACTING_CONTENT", "GENERATING_PAGE_IMAGES")}


def test_a_pattern_that_backtracks_fails_alone(
    server: Server, client: Goodmem, new_space: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from goodmem_dyn.local._processing import separators

    monkeypatch.setattr(separators, "SECONDS", 1.0)
    slow, other = new_space(default_chunking_config=SLOW), new_space()
    made = client.memories.create(space_id=slow, original_content="a" * 40 + "b")
    began = time.monotonic()
    client.system.info()
    client.memories.create(space_id=other, original_content="The owl sleeps.", wait=10)
    assert time.monotonic() - began < 3
    with pytest.raises(ProcessingError, match="takes too long on this text"):
        client.memories.wait(id=made.memory_id, timeout=20)


def test_a_name_filter_does_not_backtrack(client: Goodmem, new_space: Callable[..., str]) -> None:
    client.spaces.update(id=new_space(), name="a" * 200)
    began = time.monotonic()
    assert not list(client.spaces.list(name_filter="*a" * 30 + "b"))
    assert [one.name for one in client.spaces.list(name_filter="A*?a" + "*a" * 30)] == ["a" * 200]
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", ["g.db", "soft.db", "hard.db"])
@pytest.mark.skipif(sys.platform != "linux", reason="only there the lock is on the file itself")
def test_one_database_one_server_by_the_file(own: Server, data: Path, name: str) -> None:
    (data.parent / "soft.db").symlink_to(data)
    os.link(data, data.parent / "hard.db")
    for lock in data.parent.glob("*lock*"):
        lock.unlink()
    with pytest.raises(ClientStateError, match=f"This process uses the database .*{name}"):
        serve(data=data.parent / name)
    done = subprocess.run(
        [sys.executable, "-m", "goodmem_dyn.local", "--port", "0", "--data", str(data.parent / name)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Another process uses" in done.stderr
    assert own.url


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("", "needs the path of a file"),
        ("/dev/full", "no regular file"),
        ("{}", "is a directory"),
        ("{}/no/g.db", "does not exist"),
    ],
)
def test_a_start_that_cannot_be_is_one_line_and_an_error_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str, reason: str
) -> None:
    from goodmem_dyn.local.__main__ import main

    where = where.format(tmp_path)
    with pytest.raises(GoodMemError, match=reason):
        serve(data=where)
    assert main(["--port", "0", "--data", where]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert reason in said.err


def test_text_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "g.db").write_text("no database " * 100)
    with pytest.raises(GoodMemError, match="cannot be used as a database"):
        serve(data=tmp_path / "g.db")


def test_a_key_of_ones_own_works_every_time(data: Path) -> None:
    for _ in range(3):
        with serve(data=data, api_key=KEY) as one, Goodmem(base_url=one.url, api_key=one.api_key) as client:
            assert client.users.me().username == "root"
    with serve(data=data) as one:
        assert one.api_key is None
    other = data.with_name("other.db")  # which began with a key that it drew
    serve(data=other).stop()
    with serve(data=other, api_key=KEY) as one, Goodmem(base_url=one.url, api_key=KEY) as client:
        assert client.users.me().username == "root"
    with pytest.raises(ValueError, match="api_key must be gm_"):
        serve(api_key="secret")


def test_stopping_does_not_wait_for_long_work(data: Path) -> None:
    with serve(data=data, api_key=KEY) as one, Goodmem(base_url=one.url, api_key=KEY) as client:
        space = space_of(one, client)
        text = "The owl sleeps in the old tree. " * 12_000
        made = [client.memories.create(space_id=space, original_content=text).memory_id for _ in range(6)]
        one.stop()
    with closing(sqlite3.connect(data)) as left:  # what was not waited for, on however slow a machine
        waiting = left.execute("SELECT count(*) FROM memories WHERE processing_status != 'COMPLETED'").fetchone()[0]
    assert waiting > 1
    with serve(data=data, api_key=KEY) as again, Goodmem(base_url=again.url, api_key=KEY) as client:
        states = {str(client.memories.get(id=one).processing_status) for one in made}
        assert "FAILED" not in states


def test_a_stop_is_heard_between_portions_of_one_text(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodmem_dyn.local._providers import calls

    began, portions, embed = threading.Event(), [], calls.embed

    def slow(row: Any, texts: Any, **options: Any) -> Any:
        began.set()
        portions.append(len(texts))
        time.sleep(0.1)
        return embed(row, texts, **options)

    monkeypatch.setattr(calls, "embed", slow)
    with serve(data=data, api_key=KEY) as one, Goodmem(base_url=one.url, api_key=KEY) as client:
        small = {"recursive": {"chunkSize": 8, "chunkOverlap": 0, "keepStrategy": "KEEP_END", "separators": [" "]}}
        space = space_of(one, client)
        client.memories.create(space_id=space, original_content="an owl, " * 12_000, chunking_config=small)
        assert began.wait(30)
        one.stop()
    assert 1 <= len(portions) < 8


def test_a_file_that_is_no_database_leaves_no_connection_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[sqlite3.Connection] = []
    real = sqlite3.connect

    def connect(*args: Any, **options: Any) -> sqlite3.Connection:
        made.append(real(*args, **options))
        return made[-1]

    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, but long enough " * 20)
    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(Exception, match="not a database"), serve(data=path):
        pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[-1].execute("SELECT 1")
