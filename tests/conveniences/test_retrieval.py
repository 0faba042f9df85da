"""Retrievals: hits joined by id, scores by stage, statuses, replies, and streams that are cut; sync and async alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import (
    AsyncRetrievalStream,
    IncompleteStreamError,
    InvalidRequestError,
    PartialFailureError,
    RetrievalResult,
    RetrievalStream,
    StreamError,
    filters,
)
from tests.support.replies import NDJSON, SSE, chunked
from tests.support.replies import ndjson as chunks_of
from tests.support.steps import Close
from tests.support.wire import UUID, Recorder, example

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.conveniences.conftest import World
    from tests.support.both import Both
    from tests.support.server import StubServer

F = filters.F


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


# Recordings in the shapes of a live server --------------------------------------------------------------------------


def begin(stage: str = "retrieve", result_set: int = 1) -> dict[str, Any]:
    return {
        "resultSetBoundary": {"resultSetId": uuid(result_set), "kind": "BEGIN", "stageName": stage, "expectedItems": 2}
    }


def end(result_set: int = 1) -> dict[str, Any]:
    return {"resultSetBoundary": {"resultSetId": uuid(result_set), "kind": "END", "stageName": ""}}


def memory(number: int, **members: Any) -> dict[str, Any]:
    return {"memoryDefinition": example("Memory", memoryId=uuid(number), metadata={"n": float(number)}, **members)}


def hit(of: int, score: float, text: str = "text", result_set: int = 1, index: int = 0) -> dict[str, Any]:
    chunk = example("MemoryChunkResponse", memoryId=uuid(of), chunkText=text)
    reference = {"resultSetId": uuid(result_set), "chunk": chunk, "memoryIndex": index, "relevanceScore": score}
    return {"retrievedItem": {"chunk": reference}}


def status(code: str, **details: str) -> dict[str, Any]:
    return {"status": {"code": code, "message": f"what {code} means", "details": details or None}}


def reply(text: str) -> dict[str, Any]:
    return {"abstractReply": {"text": text, "relevanceScore": 0.0, "resultSetId": uuid(1)}}


TWO = [begin(), memory(7), hit(7, -0.78, "best"), hit(7, -0.5, "second"), memory(8), hit(8, -0.11, "last"), end()]


def lines(events: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)


def sse(events: Iterable[Any]) -> bytes:
    items = b"".join(b"event: item\ndata: " + json.dumps(event).encode() + b"\n\n" for event in events)
    return items + b'event: close\ndata: {"type":"completed"}\n\n'


def answer(events: Iterable[Any] | bytes, media: str = NDJSON) -> Recorder:
    content = events if isinstance(events, bytes) else lines(events)
    return Recorder(httpx.Response(200, content=content, headers={"content-type": media}))


def retrieve(both: Both, events: Any, media: str = NDJSON, **args: Any) -> Any:
    """The stream, not entered, or with `stream=False` the result."""
    call = both.against(answer(events, media)).memories.retrieve(message="x", space_ids=[UUID], **args)
    return both(call) if args.get("stream") is False else call


def result_of(both: Both, events: Any, **args: Any) -> RetrievalResult[Any, Any, Any, Any]:
    """The result, all three ways of getting it being the same."""
    collected = retrieve(both, events, stream=False, **args)
    with both.open(retrieve(both, events, **args)) as stream:
        assert both(stream.collect()) == collected
    with both.open(retrieve(both, events, **args)) as stream:
        assert both.list(stream) == collected.events
    with both.open(retrieve(both, events, **args)) as stream:
        assert both.list(stream.items()) == collected.hits
        assert (stream.statuses, stream.partial) == (collected.statuses, collected.partial)
    with both.open(retrieve(both, events, **args)) as stream:
        assert both(stream.text()) == collected.text
    assert list(collected) == collected.events
    return collected  # type: ignore[no-any-return]


class TestResults:
    def test_hits(self, both: Both) -> None:
        found = result_of(both, TWO)
        assert [(one.text, one.score, one.kind, one.relevance) for one in found.hits] == [
            ("best", -0.78, "vector", 0.78),
            ("second", -0.5, "vector", 0.5),
            ("last", -0.11, "vector", 0.11),
        ]
        assert [one.memory.metadata["n"] for one in found.hits] == [7, 7, 8]
        assert set(found.memories) == {uuid(7), uuid(8)}
        assert (found.partial, found.statuses, found.text, len(found)) == (False, [], "", len(TWO))

    def test_the_stream_is_of_the_client_s_kind(self, both: Both) -> None:
        assert isinstance(retrieve(both, TWO), AsyncRetrievalStream if both.is_async else RetrievalStream)

    def test_reranked(self, both: Both) -> None:
        found = result_of(both, [begin("rerank"), hit(1, 0.93), hit(1, -0.14), end()])
        assert [(one.kind, one.score, one.relevance) for one in found.hits] == [
            ("rerank", 0.93, 0.93),
            ("rerank", -0.14, -0.14),
        ]

    def test_a_stage_that_nobody_knows_yet(self, both: Both) -> None:
        found = result_of(both, [begin("Hybrid"), hit(1, 0.4), end()])
        assert [(one.kind, one.relevance) for one in found.hits] == [("hybrid", 0.4)]

    def test_each_hit_has_the_kind_of_its_own_result_set(self, both: Both) -> None:
        events = [
            begin("retrieve", 1),
            begin("rerank", 2),
            hit(1, -0.5, result_set=1),
            hit(1, 0.5, result_set=2),
            end(2),
            hit(1, -0.4, result_set=1),
            end(1),
        ]
        assert [one.kind for one in result_of(both, events).hits] == ["vector", "rerank", "vector"]

    def test_memories_are_joined_by_id(self, both: Both) -> None:
        """Positions mislead: a definition can be missing, or come in another order."""
        events = [
            begin(),
            memory(3),
            memory(2),
            hit(2, -0.9, index=0),
            hit(3, -0.8, index=1),
            hit(4, -0.7, index=1),
            end(),
        ]
        found = result_of(both, events).hits
        assert [one.memory and one.memory.memory_id for one in found] == [uuid(2), uuid(3), None]

    def test_a_reply_and_a_late_status(self, both: Both) -> None:
        found = result_of(both, [*TWO, reply("Bees make "), reply("honey."), status("LLM_CAPABILITY_INFERRED")])
        assert (found.text, found.partial, len(found.hits)) == ("Bees make honey.", False, 3)

    def test_nothing_found(self, both: Both) -> None:
        found = result_of(both, [begin(), end()])
        assert (found.hits, found.partial, repr(found)) == ([], False, "<RetrievalResult: 0 hits>")

    def test_one_hit_is_no_plural(self, both: Both) -> None:
        found = result_of(both, [begin(), memory(2), hit(2, -0.9, index=0), end()])
        assert repr(found) == "<RetrievalResult: 1 hit>"

    def test_an_embedder_that_fails(self, both: Both) -> None:
        found = result_of(both, [status("EMBEDDER_FAILED")])
        assert (found.hits, found.partial) == ([], True)

    @pytest.mark.parametrize(
        ("codes", "partial"),
        [
            ([], False),
            (["FEATURE_DISABLED"], False),
            (["LLM_CAPABILITY_INFERRED", "FEATURE_DISABLED"], False),
            (["RERANKING_FAILED"], True),
            (["FEATURE_DISABLED", "NOT_FOUND"], True),
            (["SOMETHING_NEW_IN_2030"], True),
        ],
    )
    def test_which_statuses_make_it_partial(self, both: Both, codes: list[str], partial: bool) -> None:
        found = result_of(both, [*map(status, codes), *TWO])
        assert (found.partial, len(found.hits)) == (partial, 3)
        assert [str(one.code) for one in found.statuses] == codes

    def test_unknown_events_and_members_are_kept(self, both: Both) -> None:
        found = result_of(both, [*TWO, {"somethingNew": {"a": 1}}, {"retrievedItem": {"chunk": None, "memory": None}}])
        assert found.events[-2].model_extra == {"somethingNew": {"a": 1}}
        assert len(found.hits) == 3

    def test_server_sent_events(self, both: Both) -> None:
        assert len(retrieve(both, sse(TWO), media=SSE, stream=False).hits) == 3

    def test_as_a_table(self, both: Both) -> None:
        found = retrieve(both, [begin(), hit(1, -0.5, "<b>bold</b>"), end()], stream=False)
        assert "&lt;b&gt;bold" in found._repr_html_()
        assert "0 hits" in retrieve(both, [begin(), end()], stream=False)._repr_html_()

    def test_raw(self, both: Both) -> None:
        client = both.against(answer(TWO))
        raw = both(client.memories.with_raw_response.retrieve(message="x", space_ids=[UUID]))
        assert (raw.status_code, raw.content, len(raw.parse().hits)) == (200, lines(TWO), 3)
        assert raw.headers["content-type"] == NDJSON


class TestPartialAsError:
    EVENTS = (status("RERANKING_FAILED", reranker_id="r"), *TWO, reply("hm"), status("SUMMARIZATION_FAILED"))

    def test_collected_it_has_all_that_arrived(self, both: Both) -> None:
        with pytest.raises(PartialFailureError, match="RERANKING_FAILED, SUMMARIZATION_FAILED") as caught:
            retrieve(both, self.EVENTS, stream=False, raise_on_partial=True)
        assert (len(caught.value.result.hits), caught.value.result.text) == (3, "hm")
        with (
            both.open(retrieve(both, self.EVENTS, raise_on_partial=True)) as stream,
            pytest.raises(PartialFailureError),
        ):
            both(stream.text())

    def test_a_stream_says_it_before_any_hit(self, both: Both) -> None:
        with both.open(retrieve(both, self.EVENTS, raise_on_partial=True)) as stream:
            with pytest.raises(PartialFailureError, match="RERANKING_FAILED"):
                both.next(stream)
            assert stream.partial

    def test_raw(self, both: Both) -> None:
        client = both.against(answer(self.EVENTS))
        with pytest.raises(PartialFailureError):
            both(client.memories.with_raw_response.retrieve(message="x", space_ids=[UUID], raise_on_partial=True))

    def test_a_whole_result_is_none(self, both: Both) -> None:
        assert len(result_of(both, [status("FEATURE_DISABLED"), *TWO], raise_on_partial=True).hits) == 3


class TestBrokenStreams:
    @pytest.mark.parametrize("consume", ["collected", "collect", "text", "events", "items"])
    @pytest.mark.parametrize(
        ("content", "words", "hits"),
        [
            (lines(TWO[:4]), "ended inside a result set", 2),
            (lines(TWO[:4]) + b'{"retrievedIt', "in the middle of event 5", 2),
            (lines(TWO[:4]) + b"not json\n" + lines(TWO[4:]), "event 5 of the stream is not a valid", 2),
            (lines(TWO) + b'["no event"]\n', "event 8", 3),
            (lines(TWO[:3]) + b"\xff\xfe\n", "event 4", 1),
        ],
    )
    def test_what_arrived_is_kept(self, both: Both, consume: str, content: bytes, words: str, hits: int) -> None:
        with pytest.raises(StreamError, match=words) as caught:
            self.consume(both, content, consume)
        partial = caught.value.partial
        assert isinstance(partial, RetrievalResult)
        assert len(partial.hits) == hits
        assert partial.hits[0].memory.memory_id == uuid(7)

    def consume(self, both: Both, content: bytes, how: str) -> None:
        if how == "collected":
            retrieve(both, content, stream=False)
            return
        with both.open(retrieve(both, content)) as stream:
            if how in {"collect", "text"}:
                both(getattr(stream, how)())
            else:
                both.list(stream if how == "events" else stream.items())

    def test_a_connection_that_is_cut(self, both: Both, stub: StubServer) -> None:
        """Over a real socket: the chunked body ends without its last chunk."""
        cut = [*chunked(chunks_of(TWO[:5]), end=False), Close()]
        stub.script(cut, cut)
        client = both.client(base_url=stub.url, api_key="gm_x", max_retries=0)
        args = {"message": "x", "space_ids": [UUID]}
        with pytest.raises(IncompleteStreamError, match="broke after 5 events") as caught:
            both(client.memories.retrieve(**args, stream=False))
        assert [one.text for one in caught.value.partial.hits] == ["best", "second"]
        with both.open(client.memories.retrieve(**args)) as stream:
            for _ in range(5):
                both.next(stream)
            with pytest.raises(IncompleteStreamError, match="broke after 5 events") as caught:
                both.next(stream)
        assert [one.text for one in caught.value.partial.hits] == ["best", "second"]
        both(client.close())
        stub.wait_closed()

    def test_other_streams_keep_their_events(self, both: Both) -> None:
        event = example("PingEvent")
        client = both.against(answer(lines([event, event]) + b"{"))
        with pytest.raises(IncompleteStreamError) as caught:
            both(client.ping.stream(target_id=UUID, stream=False))
        assert len(caught.value.partial) == 2


class TestOnAServer:
    def fill(self, world: World) -> None:
        texts = ["Bees make honey from nectar.", "Cats purr when they are content.", "Rust is a systems language."]
        items = [
            {"space_id": world.space, "original_content": text, "metadata": {"n": number, "odd": bool(number % 2)}}
            for number, text in enumerate(texts)
        ]
        made = world.both(world.client.memories.batch_create(requests=items))
        made.raise_for_failures()
        world.both(world.client.memories.wait(ids=[one.memory_id for one in made.created]))

    def test_hits_with_their_memories(self, world: World) -> None:
        self.fill(world)
        args = {"message": "Which insect makes honey?", "space_ids": [world.space], "requested_size": 2}
        found = world.both(world.client.memories.retrieve(**args, stream=False))
        assert found.hits[0].text.startswith("Bees")
        assert found.hits[0].memory.metadata == {"n": 0.0, "odd": False}
        assert [one.kind for one in found.hits] == ["vector", "vector"]
        assert found.hits[0].relevance == -found.hits[0].score > found.hits[1].relevance
        with world.both.open(world.client.memories.retrieve(**args)) as stream:
            assert world.both.list(stream.items()) == found.hits

    def test_filters_in_space_keys(self, world: World) -> None:
        self.fill(world)
        keys = [{"space_id": world.space, "filter": (F("n") >= 1) & (F("odd") == True)}]  # noqa: E712 - an expression
        found = world.both(world.client.memories.retrieve(message="honey", space_keys=keys, stream=False))
        assert [one.memory.metadata["n"] for one in found.hits] == [1.0]
        listed = world.both(world.client.memories.list(space_id=world.space, filter=F("n") < 2))
        assert sorted(one.metadata["n"] for one in world.both.list(listed)) == [0.0, 1.0]
        keys[0]["filter"] = F("n")
        with pytest.raises(InvalidRequestError, match=r"alone is not a condition|filter must be a str"):
            world.both(world.client.memories.retrieve(message="honey", space_keys=keys, stream=False))

    def test_a_dead_embedder_is_told_and_not_taken_for_nothing_found(self, world: World) -> None:
        self.fill(world)
        world.server.faults.add("dead_embedder", times=None)
        args = {"message": "honey", "space_ids": [world.space], "stream": False}
        found = world.both(world.client.memories.retrieve(**args))
        assert (found.partial, [str(one.code) for one in found.statuses]) == (True, ["EMBEDDER_FAILED"])
        with pytest.raises(PartialFailureError):
            world.both(world.client.memories.retrieve(**args, raise_on_partial=True))

    def test_a_cut_stream(self, world: World) -> None:
        self.fill(world)
        world.server.faults.add("cut", operation="retrieveMemoryAdvanced", events=3)
        with pytest.raises(IncompleteStreamError) as caught:
            world.both(world.client.memories.retrieve(message="honey", space_ids=[world.space], stream=False))
        assert len(caught.value.partial.hits) == 1
