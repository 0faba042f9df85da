"""Every method as a record, whatever it is made of; and the parts of a retrieval, for whoever reads its events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import goodmem_dyn
from goodmem_dyn import Goodmem, InvalidRequestError
from tests.support.calls import all_calls
from tests.support.examples import UUID, bundled
from tests.support.replies import chunked, ndjson

HISTORY = sorted((Path(__file__).parents[2] / "spec/history").glob("*.json"))


def test_every_method_of_a_client_is_listed_once() -> None:
    found = [one.name for one in goodmem_dyn.methods() if one.stands_for is None]
    assert sorted(found) == sorted(all_calls())
    assert all(one.summary and one.returns and str(one).startswith(one.name) for one in goodmem_dyn.methods())


def test_a_method_that_is_one_operation_tells_the_same_as_the_operation() -> None:
    shown = {one.name for one in goodmem_dyn.methods()}
    hidden = [info.name for info in goodmem_dyn.operations() if info.name not in shown]
    assert hidden == []  # `users.get` does it
    for info in goodmem_dyn.operations():
        if info.name in hidden:
            continue
        method = goodmem_dyn.method(info.name)
        assert method.operation == info
        assert (method.parameters, method.summary, method.errors) == (info.parameters, info.summary, info.errors)
        assert method.schema("request") == info.schema("request")


def test_a_method_that_is_made_of_several_is_listed_as_well() -> None:
    method = goodmem_dyn.method("spaces.ensure")
    assert method.operation is None
    assert "ConflictError" in method.errors
    assert method.schema("name")["type"] == "string"
    assert method.schema("request") == {}
    with pytest.raises(InvalidRequestError, match="no schema 'nmae'"):
        method.schema("nmae")
    assert method.request(name="zoo", space_embedders=[UUID]).url.endswith("/v1/spaces?nameFilter=zoo")
    with pytest.raises(InvalidRequestError, match="space_embedders"):
        method.request(name="zoo")


def test_an_unknown_method_names_its_neighbour() -> None:
    for name in ("spaces.enure", "space.ensure", "ensure", ""):
        with pytest.raises(InvalidRequestError, match=f"no method {name!r}"):
            goodmem_dyn.method(name)
    with pytest.raises(InvalidRequestError, match=r"Did you mean 'spaces\.ensure'"):
        goodmem_dyn.method("spaces.enure")


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem)
def test_the_methods_of_any_document(path: Path) -> None:
    document = json.loads(path.read_bytes())
    names = {one.name for one in goodmem_dyn.methods(document)}
    assert {one.name for one in goodmem_dyn.methods(str(path))} == names
    assert goodmem_dyn.method("users.get", document).operation is not None
    with Goodmem(base_url="http://127.0.0.1:1", document=document) as client:
        assert {name.partition(".")[0] for name in names} <= set(dir(client))


def test_the_hits_and_the_reply_of_a_stream_while_it_is_read(stub) -> None:
    hit = bundled().value({"$ref": "#/components/schemas/ChunkReference"}, most=True)
    reply = bundled().value({"$ref": "#/components/schemas/AbstractReply"})
    events = [
        {"retrievedItem": {"chunk": hit}},
        *({"abstractReply": {**reply, "text": text}} for text in ("At ", "night.")),
    ]
    stub.script(chunked(ndjson(events)))
    with (
        Goodmem(base_url=stub.url, api_key="gm_x") as client,
        client.memories.retrieve(message="x", space_ids=[UUID]) as stream,
    ):
        seen = [(found is not None and found.text, stream.reply) for found in map(stream.hit, stream)]
    assert seen == [(hit["chunk"]["chunkText"], ""), (False, "At "), (False, "At night.")]
