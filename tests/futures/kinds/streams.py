"""Streams: new ones in both framings, and answers that may be one."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tests.futures.draft import S, body, obj, operation
from tests.futures.kinds.base import kind
from tests.futures.kinds.media import _answers_json, _content
from tests.futures.raw import component

if TYPE_CHECKING:
    from tests.futures.draft import Draft, Json

NDJSON, SSE = "application/x-ndjson", "text/event-stream"


def _event(draft: Draft, name: str) -> Json:
    node = obj(["sequence"], sequence={"type": "integer"}, text=dict(S), progress={"type": "number"})
    return draft.schema(f"{name}Event", node)


def _title(path: str) -> str:
    return path.title().replace("/", "").replace("-", "")


@kind("streams")
def stream_of_lines(draft: Draft) -> None:
    """A collection can be watched: one JSON value a line."""
    path = draft.pick(draft.collections())
    draft.add("get", f"{path}:watch", operation(f"watch{_title(path)}", _event(draft, "Watch"), media=NDJSON))


@kind("streams")
def stream_of_events_that_closes(draft: Draft) -> None:
    """A collection can be watched: events, the last of which says that it is the last."""
    path = draft.pick(draft.collections())
    key = draft.add("get", f"{path}:follow", operation(f"follow{_title(path)}", _event(draft, "Follow"), media=SSE))
    draft.closing[key] = True


@kind("streams")
def stream_of_events_that_ends(draft: Draft) -> None:
    """A collection can be watched: events, and then the answer ends, as event streams do."""
    path = draft.pick(draft.collections())
    key = draft.add("get", f"{path}:follow", operation(f"follow{_title(path)}", _event(draft, "Follow"), media=SSE))
    draft.closing[key] = False


@kind("streams")
def stream_for_a_request(draft: Draft) -> None:
    """An action takes a body and answers with a stream in either framing."""
    path = draft.pick(draft.collections())
    node = operation(f"analyze{_title(path)}", _event(draft, "Analyze"), media=NDJSON)
    content = node["responses"]["200"]["content"]
    content[SSE] = copy.deepcopy(content[NDJSON])
    draft.add(
        "post",
        f"{path}:analyze",
        {**node, "requestBody": body(obj(["question"], question=dict(S), depth={"type": "integer"}))},
    )


@kind("streams")
def json_or_events(draft: Draft) -> None:
    """An action that answers JSON can answer with events instead, whichever is asked for."""
    raw = draft.raw
    one = draft.operation(lambda one: one.method == "POST" and list(raw.answer(one)[1]) == ["application/json"])
    content = _content(draft, one)
    content[SSE] = {"schema": _event(draft, "Partial")}
    draft.closing[one.key] = True
    draft.note(f"{one.path} answers JSON or events")


@kind("streams")
def json_or_events_of_a_read(draft: Draft) -> None:
    """A read that answers JSON can answer with events instead, named first."""
    one, content = _answers_json(draft)
    json = content.pop("application/json")
    content |= {SSE: {"schema": _event(draft, "Live")}, "application/json": json}
    draft.closing[one.key] = False
    draft.note(f"{one.method} {one.path} answers events or JSON")


@kind("streams")
def stream_event_gets_a_member(draft: Draft) -> None:
    """The events of a stream say one more thing."""
    raw = draft.raw
    one = draft.operation(lambda one: bool({NDJSON, SSE} & raw.answer(one)[1].keys()))
    schema = next(iter(raw.answer(one)[1].values()))["schema"]
    node = draft.schemas[str(component(schema))]
    node["properties"]["heartbeat"] = {"anyOf": [obj(["at"], at=dict(S)), {"type": "null"}]}
    draft.note(f"the events of {one.path} have a heartbeat")


@kind("streams")
def stream_event_of_a_new_kind(draft: Draft) -> None:
    """A stream has events of a kind that no client knows, beside those of before."""
    raw = draft.raw
    one = draft.operation(lambda one: bool({NDJSON, SSE} & raw.answer(one)[1].keys()))
    schema = next(iter(raw.answer(one)[1].values()))["schema"]
    node = draft.schemas[str(component(schema))]
    node["properties"]["usageReport"] = draft.schema("UsageReport", obj(["tokens"], tokens={"type": "integer"}))
    if "oneOf" in node:
        node["oneOf"] = [*node["oneOf"], {"required": ["usageReport"]}]
    draft.note(f"the events of {one.path} may be a usageReport")


@kind("streams", "rest")
def stream_in_one_framing_only(draft: Draft) -> None:
    """A stream that came in two framings comes as events alone, and still closes."""
    raw = draft.raw
    one = draft.operation(lambda one: {NDJSON, SSE} <= raw.answer(one)[1].keys())
    del _content(draft, one)[NDJSON]
    draft.closing[one.key] = True
    draft.note(f"{one.path} streams events alone")
