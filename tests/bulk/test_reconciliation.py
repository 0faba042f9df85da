"""A source and a server come to be equal, whatever happened before and whatever goes wrong on the way.

Rules: a state machine changes the source, the server and the journal, and runs ingestion with faults in between. After
every run the report is compared with the server; after a run without faults, so is everything else, and another run
writes nothing.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from goodmem_dyn import AsyncGoodmem, Goodmem, GoodMemError, PartialFailureError
from tests.bulk.world import SPACE, Killed, World
from tests.support.both import Both

KEYS = st.sampled_from(["a", "d/e", "ü'f"])
TEXTS = st.sampled_from(["one", "two", "three", "poison"])
CHANGES = st.dictionaries(KEYS, st.none() | TEXTS)
FAULTS = st.lists(st.sampled_from([None, None, "before", "after", "503", "429"]), max_size=8)
OTHERS = "0c3f5e0e-8f6e-4a3c-9a53-0c4f8f1f2a11"


class Reconciliation(RuleBasedStateMachine):
    is_async = False

    def __init__(self) -> None:
        super().__init__()
        # In memory where the system has such a place: a disk would make most of the time of this test.
        self.folder = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        self.journal = Path(self.folder.name) / "journal.db"
        self.source: dict[str, str] = {}
        self.world = World(poison=frozenset({"poison"}), guard=self.guard)
        item = {"memoryId": OTHERS, "spaceId": SPACE, "contentType": "text/plain"}
        mark = {"source": "another", "key": "a", "hash": "x"}
        self.world.add({**item, "metadata": {"_bulk": mark}}, b"one", "COMPLETED")
        self.both = Both(is_async=self.is_async)
        kind = AsyncGoodmem if self.is_async else Goodmem
        self.client = kind("http://127.0.0.1:1", "gm_test", transport=httpx.MockTransport(self.world))
        self.is_syncing = False

    def teardown(self) -> None:
        self.both(self.client.close())
        self.both.__exit__()
        self.folder.cleanup()

    def guard(self, memory: dict[str, Any]) -> None:
        """What is deleted is gone from the source, superseded by what can be found, or could not be found itself."""
        key = memory["metadata"]["_bulk"]["key"]
        mine = [one for one in self.mine() if one["metadata"]["_bulk"]["key"] == key and one is not memory]
        superseded = any(
            one["processingStatus"] == "COMPLETED" and one["_content"].decode() == self.source.get(key) for one in mine
        )
        gone = self.is_syncing and key not in self.source
        assert superseded or gone or memory["processingStatus"] == "FAILED", memory

    def mine(self) -> list[dict[str, Any]]:
        marked = (one for one in self.world.memories.values() if "_bulk" in one["metadata"])
        return [one for one in marked if one["metadata"]["_bulk"]["source"] == "mine"]

    @initialize(first=st.dictionaries(KEYS, TEXTS, min_size=2))
    def begin(self, first: dict[str, str]) -> None:
        self.source.update(first)
        self.run_twice({}, sync=False, wait=True)

    def change(self, changes: dict[str, str | None]) -> None:
        """What the source has is changed, or gone where it says None."""
        for key, text in changes.items():
            if text is None:
                self.source.pop(key, None)
            else:
                self.source[key] = text

    @rule(data=st.data())
    def lose(self, data: st.DataObject) -> None:
        """Somebody deletes a memory behind its back."""
        mine = sorted(one["memoryId"] for one in self.mine())
        if mine:
            del self.world.memories[data.draw(st.sampled_from(mine))]

    @rule()
    def process(self) -> None:
        for memory in self.mine():
            self.world.process(memory)

    @rule(how=st.sampled_from(["gone", "garbage", "empty", "foreign"]))
    def spoil(self, how: str) -> None:
        if how == "gone":
            self.journal.unlink(missing_ok=True)
        elif how == "garbage":
            self.journal.write_bytes(b"SQLite format 3\0" + b"garbage" * 500)
        elif how == "empty":
            self.journal.write_bytes(b"")
        else:
            other = World()
            with Goodmem("http://127.0.0.1:2", "gm_test", transport=httpx.MockTransport(other)) as client:
                options = {"space_id": SPACE, "name": "mine", "journal": self.journal, "progress": False}
                client.bulk.ingest([{"key": "a", "content": "one"}, {"key": "zz", "content": "two"}], **options)

    def ingest(self, **options: Any) -> Any:
        rows = [{"key": key, "content": text} for key, text in self.source.items()]
        self.is_syncing = options.get("sync", False)
        self.before = {one["memoryId"]: one["processingStatus"] for one in self.mine()}
        shared = {"space_id": SPACE, "name": "mine", "journal": self.journal, "progress": False, "delete_limit": 1.0}
        return self.both(self.client.bulk.ingest(rows, **shared, batch_size=2, **options))

    @rule(changes=CHANGES, faults=FAULTS, sync=st.booleans(), wait=st.booleans())
    def run_with_faults(self, changes: Any, faults: list[str | None], sync: bool, wait: bool) -> None:
        self.change(changes)
        self.world.faults = list(faults)
        try:
            result = self.ingest(sync=sync, wait=wait)
        except PartialFailureError as error:
            result = error.result
        except GoodMemError:
            return  # not even the list could be had
        finally:
            self.world.faults = []
        self.judge(result)

    @rule(changes=CHANGES, after=st.integers(0, 6), sync=st.booleans())
    def run_and_kill(self, changes: Any, after: int, sync: bool) -> None:
        self.change(changes)
        if self.is_async:
            return  # a thread can be killed without a trace, an event loop cannot
        self.world.faults = [None] * after + ["kill"]
        try:
            self.judge(self.ingest(sync=sync))
        except Killed:
            pass
        finally:
            self.world.faults = []

    @rule(changes=CHANGES, sync=st.booleans(), wait=st.booleans())
    def run_twice(self, changes: Any, sync: bool, wait: bool) -> None:
        self.change(changes)
        result = self.ingest(sync=sync, wait=wait)
        self.judge(result)
        poisoned = {key for key, text in self.source.items() if text == "poison"}
        if wait:
            assert {one.key for one in result.failures} == poisoned
        there = {one["metadata"]["_bulk"]["key"]: one["_content"].decode() for one in self.mine()}
        current = {(one["metadata"]["_bulk"]["key"], one["_content"].decode()) for one in self.mine()}
        assert self.source.items() <= current
        if sync:
            assert there.keys() == self.source.keys()
        if not poisoned:
            kept = Counter(one["metadata"]["_bulk"]["key"] for one in self.mine())
            assert all(kept[key] == 1 for key in self.source)  # no old version is left
        writes = len(self.world.writes)
        again = self.ingest(sync=sync, wait=wait)
        assert len(self.world.writes) == writes, self.world.writes[writes:]
        assert again.stored == again.replaced == again.deleted == 0

    def judge(self, result: Any) -> None:
        """The report says what is there."""
        assert result.total == len(self.source)
        seen = {one.key: one for one in result}
        assert seen.keys() == self.source.keys()
        counts = Counter(one.outcome for one in seen.values())
        assert (counts["stored"], counts["failed"], counts["not tried"]) == (
            result.stored,
            result.failed,
            result.not_tried,
        )
        for key, one in seen.items():
            memory = self.world.memories.get(one.id or "")
            if one.outcome in {"stored", "unchanged", "replaced"}:
                assert memory is not None
                assert memory["_content"].decode() == self.source[key]
                assert self.before.get(one.id) != "FAILED"
            if one.stage in {"read", "refused"}:
                assert memory is None
            if one.stage == "processing":
                assert memory is not None
                assert memory["processingStatus"] != "COMPLETED"

    @invariant()
    def others_are_untouched(self) -> None:
        assert self.world.memories[OTHERS]["_content"] == b"one"


class AsyncReconciliation(Reconciliation):
    is_async = True


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodmem_dyn._calls.retry.FIRST_DELAY", 0.0001)


def _settings(examples: int) -> settings:
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    return settings(max_examples=examples, stateful_step_count=12, deadline=None, suppress_health_check=quiet)


def test_source_and_server_come_to_be_equal() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Reconciliation, settings=_settings(40))


def test_source_and_server_come_to_be_equal_in_an_event_loop() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(AsyncReconciliation, settings=_settings(10))
