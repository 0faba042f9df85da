"""Ingestion into the embedded server, with both clients: once, safely, and with a report that is true."""

from __future__ import annotations

import json
import pickle
import threading
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import (
    ClientStateError,
    FileArgumentError,
    Goodmem,
    InvalidRequestError,
    NotFoundError,
    PartialFailureError,
)
from goodmem_dyn.bulk import IngestResult, Plan, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bulk.conftest import Place

ROWS = [{"id": f"n{number}", "text": f"note number {number}", "group": number % 3} for number in range(25)]


def test_a_second_run_sends_nothing(place: Place) -> None:
    first = place.ingest(ROWS, name="notes", wait=True)
    assert (first.stored, first.failed, first.total, first.exit_code) == (25, 0, 25, 0)
    place.server.faults.add("status", operation="batchCreateMemory", status=400, times=None)
    again = place.ingest(ROWS, name="notes", wait=True)
    assert (again.stored, again.unchanged, again.total) == (0, 25, 25)
    content, kind, metadata = place.stored()["n4"]
    assert (content, kind, metadata) == (b"note number 4", "text/plain", {"group": 1})


def test_a_changed_item_takes_the_place_of_the_old_one(place: Place) -> None:
    place.ingest(ROWS, name="notes")
    changed = [{**one, "text": "rewritten"} if one["id"] == "n7" else one for one in ROWS]
    changed[3] = {**changed[3], "group": 99}
    result = place.ingest(changed, name="notes")
    assert (result.replaced, result.unchanged, result.stored) == (2, 23, 0)
    stored = place.stored()
    assert stored["n7"][0] == b"rewritten"
    assert stored["n3"][2] == {"group": 99}
    assert len(stored) == 25


def test_what_is_deleted_behind_its_back_comes_back(place: Place) -> None:
    place.ingest(ROWS, name="notes")
    listed = place.both.list(place.both(place.client.memories.list(space_id=place.space)))
    for one in listed[:5]:
        place.both(place.client.memories.delete(id=one.memory_id))
    result = place.ingest(ROWS, name="notes")
    assert (result.stored, result.unchanged) == (5, 20)


def test_sync_deletes_what_is_gone_and_nothing_else(place: Place) -> None:
    place.both(place.client.memories.create(space_id=place.space, original_content="by hand"))
    place.ingest([{"id": "x", "text": "of another source"}], name="other")
    place.ingest(ROWS, name="notes")
    asked: list[Plan] = []
    result = place.ingest(ROWS[:23], name="notes", sync=True, confirm=lambda plan: asked.append(plan) or True)
    assert (result.deleted, result.unchanged, result.ok) == (2, 23, True)
    assert [(plan.delete, plan.known, plan.deleted_keys) for plan in asked] == [(2, 25, ("n23", "n24"))]
    assert len(place.stored()) == 23 + 2


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "25 would be deleted, and delete_limit allows 10% of 25"),
        ({"delete_limit": 24}, "25 would be deleted, and delete_limit allows 24"),
        ({"delete_limit": 1.0, "confirm": lambda _: False}, "it was not confirmed"),
    ],
)
def test_deletions_stay_within_their_limits(place: Place, options: Any, reason: str) -> None:
    place.ingest(ROWS, name="notes")
    result = place.ingest([], name="notes", sync=True, **options)
    assert result.deleted == 0
    assert result.plan.withheld == reason
    assert result.exit_code == 1
    assert len(place.stored()) == 25
    with pytest.raises(PartialFailureError, match="nothing was deleted"):
        result.raise_for_failures()


def test_nothing_is_deleted_while_the_source_cannot_be_read_whole(place: Place, tmp_path: Path) -> None:
    table = tmp_path / "notes.jsonl"
    table.write_text("".join(json.dumps(one) + "\n" for one in ROWS))
    place.ingest(table)
    table.write_text("".join(json.dumps(one) + "\n" for one in ROWS[:-1]) + '{"id": "n24", "te')
    result = place.ingest(table, sync=True, delete_limit=1.0)
    assert result.deleted == 0
    assert "could not be read completely" in result.plan.withheld
    assert [(one.key, one.stage) for one in result.failures] == [("line 25", "read")]


def test_a_plan_is_made_without_sending_anything(place: Place) -> None:
    place.ingest(ROWS, name="notes")
    rows = [*ROWS[1:], {"id": "new", "text": "new"}, {**ROWS[0], "text": "changed"}]
    result = place.ingest(rows[:-2] + rows[-1:] + [rows[-2]], name="notes", sync=True, dry_run=True)
    assert (result.plan.create, result.plan.replace, result.plan.keep, result.plan.delete) == (1, 1, 24, 0)
    assert str(result.plan) == "1 to create, 1 to replace, 24 to keep, 0 of 25 to delete"
    assert result.ok
    assert len(place.stored()) == 25


def test_one_bad_item_stops_nobody(place: Place) -> None:
    rows: list[Any] = [
        *ROWS,
        {"id": "empty", "text": ""},
        {"id": "none"},
        17,
        {"id": "nul", "text": "a", "content_type": "a\nb"},
    ]
    rows += [{"id": "odd", "content_base64": "AAEC/w==", "content_type": "application/x-odd"}]
    result = place.ingest(rows, name="notes", wait=True)
    assert (result.stored, result.failed, result.total) == (25, 5, 30)
    stages = {one.key: one.stage for one in result.failures}
    assert stages == {"empty": "read", "none": "read", "record 28": "read", "nul": "refused", "odd": "processing"}
    reasons = {one.key: one.reason for one in result.failures}
    assert "a record needs its content in one column" in reasons["none"]
    assert "text is empty" in reasons["empty"]
    assert "not int" in reasons["record 28"]
    assert "EXTRACTING_CONTENT" in reasons["odd"]
    again = place.ingest(rows, name="notes", wait=True)
    assert (again.stored, again.unchanged, again.failed) == (0, 25, 5)
    assert {one.key: one.stage for one in again.failures} == stages


def test_an_empty_file_fails_alone_and_unsent(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "empty.txt").touch()
    (folder / "good.txt").write_text("good")
    result = place.ingest(folder, name="notes")
    assert [(one.key, one.stage, "it is empty" in one.reason) for one in result.failures] == [
        ("empty.txt", "read", True)
    ]
    assert result.stored == 1


def test_failed_items_are_tried_again_alone(place: Place) -> None:
    rows = [*ROWS, {"id": "odd", "content_base64": "AAEC/w==", "content_type": "application/x-odd"}]
    result = place.ingest(rows, name="notes", wait=True)
    assert [one.key for one in result.failures] == ["odd"]
    again = place.both(result.retry_failed())
    assert (again.total, again.failed) == (1, 1)
    once = place.ingest(iter(rows), name="notes")
    with pytest.raises(ClientStateError, match="can be read only once"):
        place.both(once.retry_failed())


def test_a_run_that_cannot_go_on_says_what_it_did_not_try(place: Place) -> None:
    place.server.faults.add("status", operation="batchCreateMemory", status=401, times=None)
    with pytest.raises(PartialFailureError, match="could not go on") as caught:
        place.ingest(ROWS, name="notes", batch_size=5)
    result = caught.value.result
    assert (result.not_tried, result.stored, result.total, result.exit_code) == (25, 0, 25, 2)
    place.server.faults.clear()
    assert place.ingest(ROWS, name="notes").stored == 25


def test_an_outage_is_not_waited_out_item_by_item(place: Place) -> None:
    place.server.faults.add("status", operation="batchCreateMemory", status=503, times=None)
    client = place.both.client(base_url=place.server.url, api_key=place.server.api_key, max_retries=0)
    options = {"space_id": place.space, "name": "notes", "batch_size": 1, "progress": False, "concurrency": 1}
    with pytest.raises(PartialFailureError) as caught:
        place.both(client.bulk.ingest(ROWS, **options))
    result = caught.value.result
    assert result.total == 25
    assert result.failed + result.not_tried == 25
    assert result.failed <= 5


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_batch_whose_answer_is_lost_is_looked_for_and_what_is_missing_is_sent_again(place: Place, when: Any) -> None:
    place.server.faults.add("drop", operation="batchCreateMemory", when=when, times=1)
    result = place.ingest(ROWS, name="notes", wait=True)
    assert (result.stored, result.failed, result.total, result.exit_code) == (25, 0, 25, 0)
    assert len(place.stored()) == 25


def test_the_same_item_twice_is_one_and_one_key_twice_is_told(place: Place) -> None:
    rows = [{"id": "a", "text": "one"}, {"id": "a", "text": "one"}, {"id": "a", "text": "two"}]
    result = place.ingest(rows, name="notes")
    assert (result.stored, result.unchanged, result.failed, result.total) == (1, 1, 1, 3)
    assert "that of another item" in result.failures[0].reason
    assert place.stored()["a"][0] == b"one"


def test_what_every_item_shall_have_goes_with_it(place: Place) -> None:
    fields = {"chunking_config": {"none": {}}}
    place.ingest(ROWS[:2], name="notes", fields=fields)
    listed = place.both.list(place.both(place.client.memories.list(space_id=place.space)))
    assert all(one.chunking_config.none is not None for one in listed)
    other = place.ingest(ROWS[:2], name="notes")
    assert other.replaced == 2  # stored with other chunks, it is another version


def test_ids_are_kept_where_asked(place: Place) -> None:
    rows = [{"id": "0b6d4bd0-3f41-4b8a-9a34-5b2f5a3f2f11", "text": "one"}, {"id": "no uuid", "text": "two"}]
    result = place.ingest(rows, name="notes", keep_ids=True)
    assert (result.stored, result.failed) == (1, 1)
    assert "no UUID" in result.failures[0].reason
    assert place.both(place.client.memories.get(id=rows[0]["id"])).memory_id == rows[0]["id"]
    changed = place.ingest([{**rows[0], "text": "other"}], name="notes", keep_ids=True)
    assert (changed.failed, changed.replaced) == (1, 0)
    assert "its id is that of other content" in changed.failures[0].reason
    taken = place.ingest([{**rows[0], "text": "other"}], name="others", keep_ids=True)
    assert [one.stage for one in taken.failures] == ["refused"]
    assert place.stored()["0b6d4bd0-3f41-4b8a-9a34-5b2f5a3f2f11"][0] == b"one"


def test_progress_is_told_and_the_report_reads_well(place: Place) -> None:
    told: list[Progress] = []
    threads: set[int] = set()

    def on_progress(progress: Progress) -> None:
        told.append(progress)
        threads.add(threading.get_ident())

    result = place.ingest([*ROWS, {"id": "bad"}], name="notes", on_progress=on_progress)
    assert threads == {threading.get_ident()}
    assert (told[-1].phase, told[-1].done, told[-1].total, told[-1].failed) == ("done", 26, 26, 1)
    assert "26 of 26 items" in str(told[-1])
    text = str(result)
    assert "stored" in text
    assert "25" in text
    assert "bad: read:" in text
    assert json.loads(result.to_json())["failures"][0]["key"] == "bad"
    assert "<table>" in result._repr_html_()
    assert {one.outcome for one in result} == {"stored", "failed"}
    copy = pickle.loads(pickle.dumps(result))
    assert (copy.stored, copy.failures) == (25, result.failures)


def test_a_journal_of_another_run_is_left_to_it(place: Place, tmp_path: Path) -> None:
    journal = tmp_path / "journal.db"

    def rows() -> Any:
        yield ROWS[0]
        refused = pytest.raises(ClientStateError, match="Another run is using")
        with Goodmem(place.server.url, place.server.api_key) as other, refused:
            other.bulk.ingest(ROWS, space_id=place.space, name="notes", journal=journal, progress=False)
        yield ROWS[1]

    assert place.ingest(rows(), name="notes", journal=journal).stored == 2


def test_an_error_of_the_source_is_the_callers(place: Place) -> None:
    def rows() -> Any:
        yield from ROWS
        raise RuntimeError("the database is gone")

    with pytest.raises(RuntimeError, match="the database is gone"):
        place.ingest(rows(), name="notes")
    assert place.ingest(ROWS, name="notes").unchanged == 25  # what was read before was stored


def test_what_is_wrong_is_refused_before_anything_is_sent(place: Place) -> None:
    place.server.faults.add("status", status=500, times=None)
    for options, message in [
        ({"space_id": 3}, "space_id must be an id"),
        ({"sync": True}, "needs a name"),
        ({"delete_limit": 1.5}, "delete_limit must be"),
        ({"delete_limit": True}, "delete_limit must be"),
        ({"wait": "long"}, "wait must be"),
        ({"batch_size": 0}, "batch_size must be an int from 1 to"),
        ({"batch_size": 501}, "batch_size must be an int from 1 to 500"),
        ({"concurrency": 0}, "concurrency must be"),
        ({"metadata": "x"}, "metadata must be"),
        ({"name": ""}, "name must be"),
        ({"include": [1]}, "include must be"),
        ({"fields": {"chunking_confg": {}}}, "Did you mean 'chunking_config'"),
        ({"fields": {"memory_id": "x"}}, "is set by bulk ingestion"),
    ]:
        with pytest.raises(InvalidRequestError, match=message):
            place.both(place.client.bulk.ingest(ROWS, **{"space_id": place.space, "progress": False, **options}))
    for source in (17, b"bytes", {"a": 1}, None):
        with pytest.raises(InvalidRequestError, match="A source must be"):
            place.ingest(source)
    with pytest.raises(FileArgumentError, match="There is no file or folder"):
        place.ingest("missing/")


def test_a_space_that_is_not_there_is_told_at_once(place: Place) -> None:
    with pytest.raises(NotFoundError):
        place.both(place.client.bulk.ingest(ROWS, space_id="0b6d4bd0-3f41-4b8a-9a34-5b2f5a3f2f11", progress=False))


def test_results_have_names_to_be_annotated_with() -> None:
    assert str(IngestResult(stored=2, failed=1)).splitlines()[-1].startswith("items")
    with pytest.raises(ClientStateError):
        list(IngestResult())
