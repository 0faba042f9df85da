"""Calls to providers over real sockets: what each is sent, what is read from it, and what becomes of trouble."""

from __future__ import annotations

import json

import numpy as np
import pytest

from goodmem_dyn.local._providers import calls as models
from goodmem_dyn.local._providers.calls import ProviderError
from tests.support.replies import as_json, error, redirect, reply
from tests.support.steps import Wait

KEY = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": "sk-1"}}


def embedder(url, provider="OPENAI", **values):
    row = {
        "providerType": provider,
        "endpointUrl": url,
        "modelIdentifier": "m",
        "dimensionality": 2,
        "credentials": KEY,
    }
    return {**row, **values}


def reranker(url, provider="VLLM", **values):
    return {"providerType": provider, "endpointUrl": url, "modelIdentifier": "r", **values}


def llm(url, **values):
    return {"providerType": "OPENAI", "endpointUrl": url, "modelIdentifier": "l", "capabilities": {}, **values}


def openai_vectors(*vectors):
    """In an order of the provider's own, as the format allows."""
    data = [{"index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    return as_json({"data": data[::-1]})


EMBEDDING = [
    # provider, path, what is sent beside the texts, field of the texts, the answer
    ("OPENAI", "/embeddings", {"model": "m"}, "input", openai_vectors([1, 0], [0, 1])),
    ("VLLM", "/embeddings", {"model": "m"}, "input", openai_vectors([1, 0], [0, 1])),
    ("LLAMA_CPP", "/embeddings", {"model": "m"}, "input", openai_vectors([1, 0], [0, 1])),
    ("JINA", "/embeddings", {"model": "m"}, "input", openai_vectors([1, 0], [0, 1])),
    ("VOYAGE", "/embeddings", {"model": "m", "input_type": "query"}, "input", openai_vectors([1, 0], [0, 1])),
    ("TEI", "/embed", {"truncate": True}, "inputs", as_json([[1, 0], [0, 1]])),
    (
        "COHERE",
        "/v2/embed",
        {"model": "m", "embedding_types": ["float"], "input_type": "search_query"},
        "texts",
        as_json({"embeddings": {"float": [[1, 0], [0, 1]]}}),
    ),
]


@pytest.mark.parametrize(("provider", "path", "rest", "name", "answer"), EMBEDDING, ids=[row[0] for row in EMBEDDING])
def test_every_provider_is_asked_in_its_own_way(stub, provider, path, rest, name, answer):
    stub.script(answer)
    vectors = models.embed(embedder(stub.url, provider), ["a", "b"], kind="query")
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [[1, 0], [0, 1]]
    (request,) = stub.requests
    assert (request.method, request.path) == ("POST", path)
    assert request.json() == {**rest, name: ["a", "b"]}
    assert request.header("authorization") == "Bearer sk-1"
    assert request.header("content-type") == "application/json"


@pytest.mark.parametrize(("provider", "sizes"), [("TEI", [32, 32, 6]), ("COHERE", [70]), ("OPENAI", [70])])
def test_texts_go_in_batches_and_come_back_in_order(stub, provider, sizes):
    def answer(request):
        body = request.json()
        texts = body.get("inputs") or body.get("texts") or body.get("input")
        vectors = [[float(text), 1.0] for text in texts]
        if provider == "TEI":
            return as_json(vectors)
        return as_json({"embeddings": {"float": vectors}}) if provider == "COHERE" else openai_vectors(*vectors)

    stub.on("POST", {"TEI": "/embed", "COHERE": "/v2/embed", "OPENAI": "/embeddings"}[provider], answer)
    vectors = models.embed(embedder(stub.url, provider), [str(n) for n in range(70)], kind="document")
    assert vectors[:, 0].tolist() == list(range(70))
    bodies = [request.json() for request in stub.requests]
    assert [len(body.get("inputs") or body.get("texts") or body.get("input")) for body in bodies] == sizes


def test_no_texts_need_no_call():
    assert models.embed(embedder("http://127.0.0.1:1"), [], kind="document").shape == (0, 2)
    assert models.rerank(reranker("http://127.0.0.1:1"), "q", []) == []


def test_another_size_is_asked_for_only_when_the_model_has_another(stub):
    stub.on("POST", "/embeddings", openai_vectors([1, 2, 3, 4]), openai_vectors([1, 2]))
    assert models.embed(embedder(stub.url), ["a"], kind="document").tolist() == [[1, 2]]
    assert [request.json().get("dimensions") for request in stub.requests] == [None, 2]


def test_a_model_of_the_wrong_size_is_a_configuration_error(stub):
    stub.on("POST", "/embed", as_json([[1, 2, 3]]))
    with pytest.raises(ProviderError, match="3 dimensions, the embedder says 2") as caught:
        models.embed(embedder(stub.url, "TEI"), ["a"], kind="document")
    assert caught.value.code == "CONFIGURATION"


PATHS = [
    ("", None, "/embeddings"),
    ("/v1", None, "/v1/embeddings"),
    ("/v1/", "/custom/path", "/v1/custom/path"),
    ("/v1", "/v1/embeddings", "/v1/embeddings"),
    ("/v1", "", "/v1/embeddings"),
]


@pytest.mark.parametrize(("base", "api_path", "path"), PATHS)
def test_endpoint_and_path_make_one_url(stub, base, api_path, path):
    stub.script(openai_vectors([1, 2]))
    models.embed(embedder(stub.url + base, apiPath=api_path), ["a"], kind="document")
    assert stub.requests[0].path == path


CREDENTIALS = [
    (None, {}),
    ({"kind": "CREDENTIAL_KIND_UNSPECIFIED"}, {}),
    (KEY, {"authorization": "Bearer sk-1"}),
    ({"apiKey": {"inlineSecret": "s", "prefix": "Token "}}, {"authorization": "Token s"}),
    ({"apiKey": {"inlineSecret": "s", "headerName": "api-key"}}, {"api-key": "s", "authorization": None}),
    ({"apiKey": {"secretRef": {"uri": "env://PROVIDER_KEY"}}}, {"authorization": "Bearer from-env"}),
]


@pytest.mark.parametrize(("credentials", "headers"), CREDENTIALS, ids=json.dumps)
def test_credentials_travel_as_they_say(stub, monkeypatch, credentials, headers):
    monkeypatch.setenv("PROVIDER_KEY", "from-env")
    stub.script(openai_vectors([1, 2]))
    models.embed(embedder(stub.url, credentials=credentials, _secrets={"PROVIDER_KEY"}), ["a"], kind="document")
    assert {name: stub.requests[0].header(name) for name in headers or ("authorization",)} == (
        headers or {"authorization": None}
    )


UNUSABLE = [
    ({"apiKey": {"secretRef": {"uri": "vault://x"}}}, "env://NAME"),
    ({"apiKey": {"secretRef": {"uri": "env://NOT_SET_ANYWHERE"}}}, "not set"),
    ({"apiKey": {"secretRef": {"uri": "env://PATH"}}}, "may not be used"),
    ({"kind": "CREDENTIAL_KIND_GCP_ADC", "gcpAdc": {}}, "Google"),
    ({"apiKey": {"inlineSecret": "hunter2\r\nx: y"}}, "no HTTP header"),
]


@pytest.mark.parametrize(("credentials", "message"), UNUSABLE, ids=[message for _, message in UNUSABLE])
def test_credentials_that_cannot_be_used_are_named_and_not_shown(credentials, message):
    with pytest.raises(ProviderError, match=message) as caught:
        models.embed(
            embedder("http://127.0.0.1:1", credentials=credentials, _secrets={"NOT_SET_ANYWHERE"}),
            ["a"],
            kind="document",
        )
    assert caught.value.code == "CONFIGURATION"
    assert "hunter2" not in str(caught.value)


TROUBLE = [
    (error(500, "boom"), "REFUSED", 500, "HTTP 500.*boom"),
    (error(401), "REFUSED", 401, "HTTP 401"),
    (error(429), "RATE_LIMITED", 429, "HTTP 429"),
    (redirect("/elsewhere"), "REFUSED", 307, "HTTP 307"),
    (reply(200, b"<html>"), "INVALID_RESPONSE", 0, "did not answer with JSON"),
    (as_json({}), "INVALID_RESPONSE", 0, "embeddings as OPENAI"),
    (as_json({"data": []}), "INVALID_RESPONSE", 0, "as OPENAI documents"),
    (as_json({"data": [{"index": 1, "embedding": [1, 2]}]}), "INVALID_RESPONSE", 0, "OPENAI documents"),
    (as_json({"data": [{"index": 0, "embedding": ["x"]}]}), "INVALID_RESPONSE", 0, "OPENAI documents"),
    (reply(200, b'{"data": [{"index": 0, "embedding": [NaN, 1]}]}'), "INVALID_RESPONSE", 0, "finite"),
]


@pytest.mark.parametrize(("answer", "code", "status", "message"), TROUBLE, ids=[row[3] for row in TROUBLE])
def test_what_a_provider_does_wrong_is_told(stub, answer, code, status, message):
    stub.script(answer)
    with pytest.raises(ProviderError, match=message) as caught:
        models.embed(embedder(stub.url), ["a"], kind="document")
    assert (caught.value.code, caught.value.http_status) == (code, status)
    assert "sk-1" not in str(caught.value)
    assert len(stub.requests) == 1


def test_a_provider_that_is_not_there_is_unreachable():
    with pytest.raises(ProviderError, match="cannot be reached") as caught:
        models.embed(embedder("http://127.0.0.1:1"), ["a"], kind="document")
    assert caught.value.code == "UNREACHABLE"


@pytest.mark.parametrize("url", ["not a url", "http://[::1", "ftp://127.0.0.1"])
def test_an_endpoint_that_is_no_address_is_unreachable(url):
    with pytest.raises(ProviderError) as caught:
        models.embed(embedder(url), ["a"], kind="document")
    assert caught.value.code == "UNREACHABLE"


def test_a_slow_provider_is_a_timeout(stub):
    stub.script([Wait(1.0)])
    with pytest.raises(ProviderError) as caught:
        models.embed(embedder(stub.url), ["a"], kind="document", timeout=0.05)
    assert caught.value.code == "TIMEOUT"


RERANKING = [
    ("VLLM", "/rerank", "top_n", lambda results: {"results": results}, "relevance_score"),
    ("JINA", "/v1/rerank", "top_n", lambda results: {"results": results}, "relevance_score"),
    ("COHERE", "/v2/rerank", "top_n", lambda results: {"results": results}, "relevance_score"),
    ("VOYAGE", "/rerank", "top_k", lambda results: {"data": results}, "relevance_score"),
    ("TEI", "/rerank", None, lambda results: results, "score"),
]


@pytest.mark.parametrize(("provider", "path", "limit", "wrap", "name"), RERANKING, ids=[row[0] for row in RERANKING])
def test_rerankers_answer_in_their_own_order(stub, provider, path, limit, wrap, name):
    stub.script(as_json(wrap([{"index": 1, name: 0.9}, {"index": 0, name: -0.5}])))
    assert models.rerank(reranker(stub.url, provider), "q", ["a", "b"]) == [-0.5, 0.9]
    (request,) = stub.requests
    assert request.path == path
    sent = request.json()
    assert sent.get("documents", sent.get("texts")) == ["a", "b"]
    assert sent["query"] == "q"
    assert limit is None or sent[limit] == 2


SCORED = [{"index": index, "relevance_score": 1} for index in range(3)]


@pytest.mark.parametrize("results", [[], SCORED[:1], SCORED, [{"index": 0}, {"index": 1}]])
def test_a_reranker_that_leaves_out_or_makes_up_a_text_is_an_error(stub, results):
    stub.script(as_json({"results": results}))
    with pytest.raises(ProviderError, match="a score for each of the 2 texts"):
        models.rerank(reranker(stub.url), "q", ["a", "b"])


def chat(text):
    return as_json({"choices": [{"message": {"role": "assistant", "content": text}}]})


def test_a_chat_is_asked_with_system_message_and_sampling(stub):
    stub.script(chat("42"))
    sampling = {"topP": 0.5, "stopSequences": ["x"], "maxTokens": 7}
    row = llm(stub.url, defaultSamplingParams=sampling)
    assert models.generate(row, "why?", "be brief", temperature=0.1, max_tokens=9) == "42"
    (request,) = stub.requests
    assert request.path == "/chat/completions"
    assert request.json() == {
        "model": "l",
        "messages": [{"role": "system", "content": "be brief"}, {"role": "user", "content": "why?"}],
        "temperature": 0.1,
        "max_tokens": 9,
        "top_p": 0.5,
        "stop": ["x"],
    }


def test_a_chat_respects_what_a_model_cannot(stub):
    stub.script(chat("42"))
    capabilities = {"supportsSystemMessages": False, "supportsSamplingParameters": False}
    models.generate(llm(stub.url, capabilities=capabilities), "why?", "be brief")
    sent = stub.requests[0].json()
    assert sent["messages"] == [{"role": "user", "content": "be brief\n\nwhy?"}]
    assert "temperature" not in sent


@pytest.mark.parametrize("answer", [{}, {"choices": []}, {"choices": [{"message": {"content": None}}]}])
def test_a_chat_without_text_is_an_error(stub, answer):
    stub.script(as_json(answer))
    with pytest.raises(ProviderError, match=r"choices\[0\]"):
        models.generate(llm(stub.url), "why?")


def test_the_servers_own_models_are_answered_in_process():
    base = "http://127.0.0.1:1"  # where nobody listens
    own = {"endpointUrl": f"{base}/local/v1"}
    vectors = models.embed(
        embedder("", **own, modelIdentifier="wordllama-l2-256", dimensionality=256),
        ["a b", ""],
        kind="query",
        base_url=base,
    )
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 0])
    scores = models.rerank(
        reranker("", **own, modelIdentifier="wordllama-l2-256-maxsim"), "honey bees", ["a car", "bees"], base_url=base
    )
    assert scores[1] > scores[0]
    text = models.generate(
        llm("", **own, modelIdentifier="extractive-v1"),
        "Bees buzz. Cats purr.\n\nQuestion: what do bees do?",
        base_url=base,
    )
    assert text.startswith("[Extractive answer")
    assert "Bees buzz." in text


def test_a_model_that_is_not_built_in_is_refused():
    base = "http://127.0.0.1:1"
    row = embedder(f"{base}/local/v1", modelIdentifier="text-embedding-3-small")
    with pytest.raises(ProviderError, match="know wordllama-l2-256"):
        models.embed(row, ["a"], kind="query", base_url=base)
