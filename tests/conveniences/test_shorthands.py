"""Short forms of bodies: what they are rewritten into, and which combinations are refused before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import InvalidRequestError, models, registry
from tests.support.wire import UUID, Recorder, both_ways, example

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.support.both import Both

OTHER = UUID.replace("1", "2")
KEY = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": "sk-x"}}
FACTORY = "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory"


def sent(both: Both, path: str, reply: dict[str, Any], args: dict[str, Any], **options: Any) -> dict[str, Any]:
    """The body that a call sends."""
    server = Recorder(reply)
    call: Any = both.against(server, **options)
    for name in path.split("."):
        call = getattr(call, name)
    both(call(**args))
    return dict(server.body)


def refused(both: Both, path: str, args: dict[str, Any]) -> str:
    """The message of a call that is refused, with nothing sent."""
    server = Recorder({})
    call: Any = both.against(server)
    for name in path.split("."):
        call = getattr(call, name)
    with pytest.raises(InvalidRequestError) as caught:
        both(call(**args))
    assert not server.requests
    return str(caught.value)


SNIPPET = {"display_name": "My Embedder", "model_identifier": "text-embedding-3-large", "api_key": "sk-..."}


@pytest.mark.parametrize("retries", [0, 2])
def test_the_first_snippet(retries: int, snapshot: SnapshotAssertion, monkeypatch: Any) -> None:
    """Exactly what the REST page documents; with retries also an id, so that a lost answer can be asked for again."""
    monkeypatch.setattr("os.urandom", lambda size: b"\xaa" * size)
    monkeypatch.setattr("time.time_ns", lambda: 0)
    reply = example("EmbedderResponse")
    body = both_ways(lambda both: sent(both, "embedders.create", reply, SNIPPET, max_retries=retries))
    assert body == snapshot


FIELDS = {
    "display_name": "x",
    "model_identifier": "m",
    "provider_type": "VLLM",
    "endpoint_url": "http://localhost:1/v1",
}
SIZES: dict[str, dict[str, Any]] = {
    "embedders": {"dimensionality": 8, "distribution_type": "DENSE"},
    "rerankers": {},
    "llms": {},
}


@pytest.mark.parametrize("namespace", ["embedders", "rerankers", "llms"])
class TestApiKey:
    def args(self, namespace: str) -> dict[str, Any]:
        return {**FIELDS, **SIZES[namespace]}

    def reply(self, namespace: str) -> dict[str, Any]:
        names = {"embedders": "EmbedderResponse", "rerankers": "RerankerResponse", "llms": "CreateLLMResponse"}
        return example(names[namespace])

    @pytest.mark.parametrize(
        ("given", "credentials"),
        [
            ({"api_key": "sk-x"}, KEY),
            ({"api_key": ""}, None),
            ({"api_key": None}, None),
            ({"credentials": KEY}, KEY),
            ({"credentials": {"kind": "CREDENTIAL_KIND_API_KEY", "api_key": {"inline_secret": "sk-x"}}}, KEY),
            (
                {
                    "credentials": models.EndpointAuthentication(
                        kind=models.CredentialKind.CREDENTIAL_KIND_API_KEY,
                        api_key=models.ApiKeyAuth(inline_secret="sk-x"),
                    )
                },
                KEY,
            ),
            ({}, None),
        ],
    )
    def test_valid(self, both: Both, namespace: str, given: dict[str, Any], credentials: Any) -> None:
        body = sent(both, f"{namespace}.create", self.reply(namespace), {**self.args(namespace), **given})
        assert body.get("credentials") == credentials

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"api_key": "sk-x", "credentials": KEY}, "api_key or credentials, not both"),
            ({"api_key": 5}, "api_key must be a str"),
            ({"api_key": "sk\nx"}, "control characters"),
            ({"apikey": "sk-x"}, "Did you mean 'api_key'?"),
        ],
    )
    def test_invalid(self, both: Both, namespace: str, given: dict[str, Any], words: str) -> None:
        message = refused(both, f"{namespace}.create", {**self.args(namespace), **given})
        assert words in message
        assert "sk" not in message.replace("task", "")


class TestModelFacts:
    def test_explicit_arguments_win(self, both: Both) -> None:
        args = {**SNIPPET, "dimensionality": 256, "endpoint_url": "http://proxy:1/v1", "max_sequence_length": 5}
        body = sent(both, "embedders.create", example("EmbedderResponse"), args)
        assert (body["dimensionality"], body["endpointUrl"], body["maxSequenceLength"]) == (256, "http://proxy:1/v1", 5)
        assert body["providerType"] == "OPENAI"

    @pytest.mark.parametrize(
        ("namespace", "given", "words"),
        [
            ("embedders", {"model_identifier": "text-embedding-3-large"}, ["needs a key", "api_key="]),
            ("embedders", {"model_identifier": "text-embedding-3-larg"}, ["not known", "text-embedding-3-large"]),
            ("embedders", {"model_identifier": "my-own"}, ["provider_type=", "endpoint_url=", "dimensionality="]),
            ("rerankers", {"model_identifier": "my-own"}, ["provider_type=", "endpoint_url="]),
            ("llms", {"model_identifier": "my-own"}, ["provider_type=", "endpoint_url="]),
            (
                "embedders",
                {"model_identifier": "text-embedding-3-large", "api_key": "k", "dimensionality": 4096},
                ["dimensionality=4096", "3072"],
            ),
        ],
    )
    def test_refused_before_anything_is_sent(
        self, both: Both, namespace: str, given: dict[str, Any], words: list[str]
    ) -> None:
        message = refused(both, f"{namespace}.create", {"display_name": "x", **given})
        assert [word for word in words if word not in message] == []

    def test_a_reranker_is_not_asked_for_what_it_has_not(self, both: Both) -> None:
        assert "dimensionality" not in refused(
            both, "rerankers.create", {"display_name": "x", "model_identifier": "my-own"}
        )

    def test_a_model_of_ones_own(self, both: Both) -> None:
        mine = registry.ModelFacts(
            kind="embedders",
            model_identifier="my-own",
            provider_type="VLLM",
            endpoint_url="http://gpu:8000/v1",
            dimensionality=768,
            distribution_type="DENSE",
        )
        registry.add(mine)
        try:
            args = {"display_name": "x", "model_identifier": "my-own"}
            body = sent(both, "embedders.create", example("EmbedderResponse"), args)
        finally:
            registry.remove("embedders", "my-own")
        assert (body["providerType"], body["dimensionality"]) == ("VLLM", 768)

    def test_what_is_missing_otherwise_is_said_by_the_signature(self, both: Both) -> None:
        assert "'display_name' is missing" in refused(both, "embedders.create", {"model_identifier": "my-own"})


class TestSpaces:
    REPLY = example("Space")

    @pytest.mark.parametrize(
        ("given", "body"),
        [
            ([UUID], [{"embedderId": UUID}]),
            ((UUID, OTHER), [{"embedderId": UUID}, {"embedderId": OTHER}]),
            (
                [{"embedder_id": UUID, "default_retrieval_weight": 2.5}],
                [{"embedderId": UUID, "defaultRetrievalWeight": 2.5}],
            ),
            (
                [models.SpaceEmbedderConfig(embedder_id=UUID, default_retrieval_weight=-1), OTHER],
                [{"embedderId": UUID, "defaultRetrievalWeight": -1}, {"embedderId": OTHER}],
            ),
        ],
    )
    def test_embedders_as_ids_or_configurations(self, both: Both, given: Any, body: Any) -> None:
        found = sent(both, "spaces.create", self.REPLY, {"name": "x", "space_embedders": given})
        assert found["spaceEmbedders"] == body

    def test_the_usual_chunking(self, snapshot: SnapshotAssertion) -> None:
        args = {"name": "x", "space_embedders": [UUID]}
        assert both_ways(lambda both: sent(both, "spaces.create", self.REPLY, args)) == snapshot

    def test_another_chunking(self, both: Both) -> None:
        args = {"name": "x", "space_embedders": [UUID], "default_chunking_config": {"none": {}}}
        assert sent(both, "spaces.create", self.REPLY, args)["defaultChunkingConfig"] == {"none": {}}

    @pytest.mark.parametrize(
        ("given", "filled"),
        [
            ({"chunk_size": 100}, {"chunkSize": 100, "chunkOverlap": 12}),
            ({"chunkSize": 4000}, {"chunkSize": 4000, "chunkOverlap": 64}),
            ({"chunk_size": 100, "chunk_overlap": 20}, {"chunkSize": 100, "chunkOverlap": 20}),
            ({"chunkOverlap": 0, "separators": ["|"]}, {"chunkSize": 512, "chunkOverlap": 0, "separators": ["|"]}),
            (
                {"chunk_size": 9, "length_measurement": "TOKEN_COUNT"},
                {"chunkSize": 9, "chunkOverlap": 1, "lengthMeasurement": "TOKEN_COUNT"},
            ),
        ],
    )
    def test_what_is_left_out_of_chunking_is_as_usual(
        self, both: Both, given: dict[str, Any], filled: dict[str, Any]
    ) -> None:
        usual = {"keepStrategy": "KEEP_END", "lengthMeasurement": "CHARACTER_COUNT"}
        args = {"name": "x", "space_embedders": [UUID], "default_chunking_config": {"recursive": given}}
        found = sent(both, "spaces.create", self.REPLY, args)
        assert found["defaultChunkingConfig"]["recursive"] == usual | filled
        items = [{"space_id": UUID, "original_content": "x", "chunking_config": {"recursive": given}}]
        found = sent(both, "memories.batch_create", {"results": [{"success": True}]}, {"requests": items})
        assert found["requests"][0]["chunkingConfig"]["recursive"] == usual | filled
        assert items[0]["chunking_config"] == {"recursive": given}

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"space_embedders": [UUID]}, "'name' is missing"),
            ({"name": "x"}, "'space_embedders' is missing"),
            ({"name": "x", "space_embedders": []}, "at least 1 item"),
            ({"name": "x", "space_embedders": UUID}, "must be a list"),
            ({"name": "x", "space_embedders": [{"embeder_id": UUID}]}, "Did you mean 'embedder_id'?"),
            (
                {"name": "x", "space_embedders": [UUID], "default_chunking_config": {"none": {}, "sentence": {}}},
                "only one of",
            ),
        ],
    )
    def test_refused(self, both: Both, given: dict[str, Any], words: str) -> None:
        assert words in refused(both, "spaces.create", given)


EMPTY = {"message": "x", "space_ids": [UUID], "stream": False}


class TestRetrieve:
    """Spaces by id, and the settings of the built-in post-processor as arguments."""

    def body(self, both: Both, args: dict[str, Any]) -> dict[str, Any]:
        import httpx

        server = Recorder(httpx.Response(200, content=b"{}\n", headers={"content-type": "application/x-ndjson"}))
        both(both.against(server).memories.retrieve(**args))
        return dict(server.body)

    @pytest.mark.parametrize(
        ("given", "keys"),
        [
            ({"space_ids": [UUID, OTHER]}, [{"spaceId": UUID}, {"spaceId": OTHER}]),
            ({"space_ids": {UUID: 0}.keys()}, [{"spaceId": UUID}]),
            ({"space_keys": [{"space_id": UUID}]}, [{"spaceId": UUID}]),
            ({"space_keys": [models.SpaceKey(space_id=UUID)]}, [{"spaceId": UUID}]),
        ],
    )
    def test_spaces(self, both: Both, given: dict[str, Any], keys: Any) -> None:
        assert self.body(both, {"message": "x", "stream": False, **given})["spaceKeys"] == keys

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({}, "needs space_ids or space_keys"),
            ({"space_ids": None, "space_keys": None}, "needs space_ids or space_keys"),
            ({"space_ids": [UUID], "space_keys": [{"space_id": UUID}]}, "not both"),
            ({"space_ids": UUID}, "must be a list of str"),
            ({"space_ids": [5]}, "space_ids[0] must be a str"),
            ({"space_ids": [UUID], "stream": "no"}, "stream must be True or False"),
            ({"space_ids": [UUID], "raise_on_partial": 1}, "raise_on_partial must be True or False"),
            ({"space_ids": [UUID], "hnsw": {"ef_serch": 10}}, "Did you mean 'ef_search'?"),
        ],
    )
    def test_spaces_refused(self, both: Both, given: dict[str, Any], words: str) -> None:
        assert words in refused(both, "memories.retrieve", {"message": "x", "stream": False, **given})

    def test_all_flat_arguments(self, snapshot: SnapshotAssertion) -> None:
        args = {
            "llm_id": UUID,
            "reranker_id": OTHER,
            "llm_temp": 0.5,
            "gen_token_budget": 100,
            "relevance_threshold": -0.5,
            "max_results": 3,
            "prompt": "p",
            "sys_prompt": "s",
            "chronological_resort": True,
        }
        assert both_ways(lambda both: self.body(both, {**EMPTY, **args})) == snapshot

    @pytest.mark.parametrize(
        ("given", "config"),
        [
            ({}, None),
            ({"llm_id": None, "max_results": None}, None),
            ({"llm_id": UUID, "llm_temp": 2}, {"llm_id": UUID, "llm_temp": 2}),
            ({"reranker_id": UUID, "relevance_threshold": 0}, {"reranker_id": UUID, "relevance_threshold": 0}),
            ({"reranker_id": UUID, "max_results": 1}, {"reranker_id": UUID, "max_results": 1}),
            ({"llm_id": UUID, "chronological_resort": False}, {"llm_id": UUID, "chronological_resort": False}),
        ],
    )
    def test_post_processing(self, both: Both, given: dict[str, Any], config: Any) -> None:
        wanted = None if config is None else {"name": FACTORY, "config": config}
        assert self.body(both, {**EMPTY, **given}).get("postProcessor") == wanted

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"llm_temp": 0.5}, ["llm_temp needs llm_id"]),
            ({"gen_token_budget": 5, "reranker_id": UUID}, ["gen_token_budget needs llm_id"]),
            ({"prompt": "p", "sys_prompt": "s"}, ["prompt needs llm_id", "sys_prompt needs llm_id"]),
            ({"relevance_threshold": 0.1, "llm_id": UUID}, ["relevance_threshold needs reranker_id"]),
            ({"max_results": 5}, ["max_results needs llm_id or reranker_id"]),
            ({"chronological_resort": False}, ["chronological_resort needs llm_id or reranker_id"]),
            ({"llm_id": UUID, "post_processor": {"name": "x"}}, ["post_processor or llm_id, not both"]),
            ({"llm_id": UUID, "llm_temp": 2.1}, ["between 0.0 and 2.0"]),
            ({"llm_id": UUID, "llm_temp": True}, ["llm_temp must be a number"]),
            ({"llm_id": UUID, "llm_temp": float("nan")}, ["llm_temp"]),
            ({"llm_id": UUID, "max_results": 0}, ["at least 1"]),
            ({"llm_id": UUID, "max_results": True}, ["max_results must be an int"]),
            ({"llm_id": UUID, "gen_token_budget": 1.5}, ["gen_token_budget must be an int"]),
            ({"llm_id": 5}, ["llm_id must be a str"]),
            ({"reranker_id": UUID, "chronological_resort": 1}, ["chronological_resort must be a bool"]),
        ],
    )
    def test_post_processing_refused(self, both: Both, given: dict[str, Any], words: list[str]) -> None:
        message = refused(both, "memories.retrieve", {**EMPTY, **given})
        assert [word for word in words if word not in message] == []


class TestWholeRequest:
    REPLY = example("Space")

    @pytest.mark.parametrize(
        "given",
        [
            {"name": "y"},
            {"request": {"name": "y"}},
            {"request": models.UpdateSpaceRequest(name="y")},
            {"request": {}, "name": "y"},
        ],
    )
    def test_valid(self, both: Both, given: dict[str, Any]) -> None:
        assert sent(both, "spaces.update", self.REPLY, {"id": UUID, **given}) == {"name": "y"}

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"request": {"name": "y"}, "name": "y"}, "given twice"),
            ({"request": "y"}, "must be a dict or a model"),
            ({"request": {"nme": "y"}}, "Did you mean 'name'?"),
            ({"request": {"replace_labels": {}, "merge_labels": {}}}, "labels"),
        ],
    )
    def test_invalid(self, both: Both, given: dict[str, Any], words: str) -> None:
        assert words in refused(both, "spaces.update", {"id": UUID, **given})
