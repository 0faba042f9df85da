"""What no HTTP client notices and breaks code: `track` stops, and says which of our rules did it."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.futures.draft import array, obj, operation, query
from tests.futures.future import document
from tests.futures.taken import checkout
from tools.diff.contradictions import contradictions, refusal
from tools.spec.effective import effective
from tools.tracking import changes, locks, names, track

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.diff.compare import Comparison

BASE = "62c6d77b"
HISTORY = locks.read().history


def compared(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    with checkout(before, after) as root:
        old, new = (effective(root, one, unmatched=[]) for one in (before, after))
        return changes.between(old, new, root)


@pytest.fixture
def newer() -> dict[str, Any]:
    return copy.deepcopy(document(BASE))


def lists_all_memories(found: dict[str, Any]) -> None:
    """A newcomer whose natural name is that of `GET /v1/spaces/{spaceId}/memories`."""
    listing = {"$ref": "#/components/schemas/MemoryListResponse"}
    found["paths"]["/v1/memories"]["get"] = operation("listAllMemories", listing, parameters=[query("nextToken")])


@pytest.mark.parametrize(("before", "after"), [*pairwise(HISTORY)])
def test_no_step_of_the_history_is_one(before: str, after: str) -> None:
    assert contradictions(compared(document(before), document(after))) == []


def test_a_name_that_moves_for_a_newcomer_is_one(newer: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    lists_all_memories(newer)
    assert contradictions(compared(document(BASE), newer)) == []
    monkeypatch.setattr(names, "known_before", lambda *_: names.Known({}, {}))  # the rule is gone
    (found,) = contradictions(compared(document(BASE), newer))
    assert str(found) == (
        "`memories.list` is called `memories.list_memories` now: against the rule that names stay by verb and path "
        "(tools/tracking/names.py)"
    )


def test_it_stops_the_gate_and_nothing_is_changed(
    newer: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    lists_all_memories(newer)
    source = tmp_path / "document.json"
    source.write_text(json.dumps(newer))
    real = changes.newest

    def without_the_rule(root: Any, made: dict[str, Any]) -> Any:
        monkeypatch.setattr(names, "known_before", lambda *_: names.Known({}, {}))
        return real(root, effective(root, newer, unmatched=[]))

    with checkout(document(BASE)) as root:
        monkeypatch.setattr(changes, "newest", without_the_rule)
        monkeypatch.setattr(track, "_run", lambda *_, **__: None)
        (root / "goodmem_dyn/data").mkdir(parents=True)
        (root / "goodmem_dyn/data/openapi.json").write_text("{}")
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        with pytest.raises(track.TrackError, match=r"(?s)which a rule of ours does.*`memories.list` is called"):
            track.track(str(source), "ab" * 20, root, test=False)
        assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def gone(found: dict[str, Any]) -> None:
    for schema in ("SpaceCreationRequest", "UpdateSpaceRequest"):
        del found["components"]["schemas"][schema]["properties"]["publicRead"]


def listed_otherwise(found: dict[str, Any]) -> None:
    schema = obj(["spaces"], spaces=array(obj([], reason={"type": "string"})))
    found["paths"]["/v1/spaces"]["get"]["responses"]["200"]["content"] = {"application/json": {"schema": schema}}


def moved(found: dict[str, Any]) -> None:
    found["paths"]["/v1/memories-by-id/{id}"] = found["paths"].pop("/v1/memories/{id}")


EXPLAINED: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "an argument of a method made of several goes with the member": (gone, "spaces.ensure(public_read=) is gone"),
    "an argument made of several operations goes with one that moves": (moved, "memories.create(wait=) is gone"),
    "another kind of result comes with another answer": (listed_otherwise, "spaces.list returns"),
}


@pytest.mark.parametrize(("change", "finding"), EXPLAINED.values(), ids=EXPLAINED)
def test_what_the_server_did_is_none(
    newer: dict[str, Any], change: Callable[[dict[str, Any]], None], finding: str
) -> None:
    change(newer)
    found = compared(document(BASE), newer)
    assert any(f"{one.subject} {one.headline}".startswith(finding) for one in found.findings)
    assert refusal(found) == ""
