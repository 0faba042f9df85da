"""The built-in post-processor: every situation, its statuses in their order, and what reaches the models."""

from __future__ import annotations

import pytest

from goodmem_dyn.local import Settings
from tests.local.retrieval import TEXTS, UNKNOWN, chunks, found, kinds, library, post, retrieve
from tests.support.api import Api
from tests.support.replies import as_json, error
from tests.support.steps import Wait

__all__ = ["library"]  # a fixture
HITS = ["memory", "chunk"] * 3


@pytest.fixture
def reranker(api, server):
    """The built-in reranker's id."""
    body = {
        "displayName": "Built in",
        "providerType": "VLLM",
        "endpointUrl": f"{server.url}/local/v1",
        "modelIdentifier": "wordllama-l2-256-maxsim",
    }
    return api("POST", "/v1/rerankers", body, expect=201)["rerankerId"]


def llm(api, url, model="l", **values):
    body = {"displayName": model, "providerType": "OPENAI", "endpointUrl": url, "modelIdentifier": model, **values}
    body.setdefault("capabilities", {})
    return api("POST", "/v1/llms", body, expect=201)["llm"]["llmId"]


@pytest.fixture
def builtin_llm(api, server):
    """The built-in language model's id."""
    return llm(api, f"{server.url}/local/v1", "extractive-v1")


def scripted_reranker(api, stub, scores):
    """A reranker that gives each text the score of the first known word in it."""

    def answer(request):
        texts = request.json()["texts"]
        return as_json([{"index": i, "score": scores[text[:4]]} for i, text in enumerate(texts)])

    stub.on("POST", "/rerank", answer)
    body = {"displayName": "stub", "providerType": "TEI", "endpointUrl": stub.url, "modelIdentifier": "r"}
    return api("POST", "/v1/rerankers", body, expect=201)["rerankerId"]


def status(events, code):
    (one,) = [event["status"] for event in events if event.get("status", {}).get("code") == code]
    return one


def test_a_reranker_orders_and_scores(api, library, stub):
    space, ids = library
    reranker_id = scripted_reranker(api, stub, {"Bees": -0.25, "Cows": 0.75, "Pyth": 0.5})
    events = retrieve(api, space, postProcessor=post(reranker_id=reranker_id))
    assert kinds(events) == ["FEATURE_DISABLED", "BEGIN rerank", *HITS, "END"]
    assert found(events, ids) == ["cows", "gzip", "bees"]
    assert [one["relevanceScore"] for one in chunks(events)] == [0.75, 0.5, -0.25]
    assert status(events, "FEATURE_DISABLED")["details"] == {"required_param": "llm_id", "feature": "summarization"}
    (request,) = stub.requests
    assert request.json()["query"] == "who makes honey?"


def test_the_built_in_reranker_finds_what_answers(api, library, reranker):
    space, ids = library
    events = retrieve(api, space, "milk", postProcessor=post(reranker_id=reranker))
    assert found(events, ids)[0] == "cows"
    scores = [one["relevanceScore"] for one in chunks(events)]
    assert scores == sorted(scores, reverse=True)


def test_a_threshold_keeps_what_reaches_it(api, library, stub):
    space, ids = library
    reranker_id = scripted_reranker(api, stub, {"Bees": -0.25, "Cows": 0.75, "Pyth": 0.5})
    events = retrieve(api, space, postProcessor=post(reranker_id=reranker_id, relevance_threshold=0.5))
    assert found(events, ids) == ["cows", "gzip"]
    assert events[1]["resultSetBoundary"]["expectedItems"] == 2
    events = retrieve(api, space, postProcessor=post(reranker_id=reranker_id, relevance_threshold=1))
    assert kinds(events) == ["FEATURE_DISABLED", "BEGIN rerank", "END"]


def test_the_results_are_cut_after_reranking(api, library, stub):
    space, ids = library
    reranker_id = scripted_reranker(api, stub, {"Bees": -0.25, "Cows": 0.75, "Pyth": 0.5})
    events = retrieve(api, space, postProcessor=post(reranker_id=reranker_id, max_results=1))
    assert found(events, ids) == ["cows"]


def test_the_most_results_are_the_size_or_ten(api, reranker):
    space = api.space()
    api.settle(api.memory(space, "Bees make honey. " * 400)["memoryId"])
    processor = post(reranker_id=reranker)
    assert len(chunks(retrieve(api, space, postProcessor=processor))) == 10
    assert len(chunks(retrieve(api, space, postProcessor=processor, requestedSize=13))) == 13
    assert len(chunks(retrieve(api, space, postProcessor=post(reranker_id=reranker, max_results=2.0)))) == 2


def test_hits_can_be_put_in_the_order_of_their_memories(api, library, stub):
    space, ids = library
    reranker_id = scripted_reranker(api, stub, {"Bees": -0.25, "Cows": 0.75, "Pyth": 0.5})
    processor = post(reranker_id=reranker_id, chronological_resort=True, max_results=2)
    assert found(retrieve(api, space, postProcessor=processor), ids) == ["cows", "gzip"]
    processor = post(reranker_id=reranker_id, chronological_resort=True)
    assert found(retrieve(api, space, postProcessor=processor), ids) == ["bees", "cows", "gzip"]


def test_the_servers_default_order_is_a_setting(run_server):
    server = run_server(settings=Settings(chronological_resort_default=True))
    api = Api(server, server.api_key)
    space = api.space()
    for text in ("Cows give milk.", "Bees make honey."):
        api.settle(api.memory(space, text)["memoryId"])
    first, _ = chunks(retrieve(api, space, postProcessor=post()))
    assert first["chunk"]["chunkText"].startswith("Cows")
    api.close()


def test_an_unknown_reranker_is_told_and_the_hits_are_kept(api, library):
    space, ids = library
    events = retrieve(api, space, postProcessor=post(reranker_id=UNKNOWN, relevance_threshold=0.9))
    assert kinds(events) == ["NOT_FOUND", "FEATURE_DISABLED", "RERANKING_FAILED", "BEGIN retrieve", *HITS, "END"]
    for code in ("NOT_FOUND", "RERANKING_FAILED"):
        assert status(events, code)["details"] == {"reranker_id": UNKNOWN}
    assert found(events, ids)[0] == "bees"
    assert chunks(events)[0]["relevanceScore"] < 0


def test_a_failing_reranker_is_told_and_the_hits_are_kept(api, library, stub):
    space, _ = library
    reranker_id = scripted_reranker(api, stub, {})
    stub.on("POST", "/rerank", error(500))
    events = retrieve(api, space, postProcessor=post(reranker_id=reranker_id))
    assert kinds(events) == ["FEATURE_DISABLED", "RERANKING_FAILED", "BEGIN retrieve", *HITS, "END"]
    assert "HTTP 500" in status(events, "RERANKING_FAILED")["message"]


def test_an_unknown_llm_is_told_first_and_last(api, library):
    space, _ = library
    events = retrieve(api, space, postProcessor=post(llm_id=UNKNOWN))
    assert kinds(events) == ["NOT_FOUND", "BEGIN retrieve", *HITS, "END", "SUMMARIZATION_FAILED"]
    for code in ("NOT_FOUND", "SUMMARIZATION_FAILED"):
        assert status(events, code)["details"] == {"llm_id": UNKNOWN}


@pytest.mark.parametrize(
    ("answer", "code"), [(error(429), "SUMMARIZATION_FAILED"), ([Wait(1.0)], "SUMMARIZATION_TIMEOUT")]
)
def test_an_llm_that_refuses_is_told_at_the_end(run_server, stub_server, answer, code):
    server, stub = run_server(settings=Settings(provider_timeout=0.2)), stub_server()
    api = Api(server, server.api_key)
    stub.on("POST", "/chat/completions", answer)
    space = api.space()
    api.settle(api.memory(space, TEXTS["bees"])["memoryId"])
    events = retrieve(api, space, postProcessor=post(llm_id=llm(api, stub.url)))
    assert kinds(events) == ["BEGIN retrieve", "memory", "chunk", "END", code]
    assert "details" not in status(events, code)
    api.close()


def test_models_of_somebody_else_are_refused_as_statuses(api, other, library, reranker):
    mine = other.space("mine", other.embedder()["embedderId"])
    other.settle(other.memory(mine, TEXTS["bees"])["memoryId"])
    events = retrieve(other, mine, postProcessor=post(reranker_id=reranker))
    assert kinds(events)[:3] == ["PERMISSION_DENIED", "FEATURE_DISABLED", "RERANKING_FAILED"]


def test_a_reply_follows_the_end(api, library, reranker, builtin_llm):
    space, _ = library
    events = retrieve(api, space, postProcessor=post(reranker_id=reranker, llm_id=builtin_llm))
    assert kinds(events) == ["BEGIN rerank", *HITS, "END", "reply"]
    reply = events[-1]["abstractReply"]
    assert reply["relevanceScore"] == 0.0
    assert reply["resultSetId"] == events[0]["resultSetBoundary"]["resultSetId"]
    assert "Bees make honey in a hive." in reply["text"]
    assert "Extractive answer" in reply["text"]


def test_there_is_no_reply_about_nothing(api, builtin_llm):
    assert kinds(retrieve(api, api.space(), postProcessor=post(llm_id=builtin_llm))) == ["BEGIN retrieve", "END"]


def chat(stub):
    stub.on("POST", "/chat/completions", as_json({"choices": [{"message": {"content": "Bees, says [1]."}}]}))


def test_the_llm_gets_the_question_and_numbered_passages(api, library, stub):
    space, _ = library
    chat(stub)
    events = retrieve(api, space, requestedSize=2, postProcessor=post(llm_id=llm(api, stub.url)))
    assert events[-1]["abstractReply"]["text"] == "Bees, says [1]."
    sent = stub.requests[0].json()
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    content = sent["messages"][1]["content"]
    assert content.startswith(f"[1] {TEXTS['bees']}\n\n[2] ")
    assert content.endswith("Question: who makes honey?")
    assert (sent["temperature"], sent["max_tokens"]) == (0.3, 512)


def test_prompts_are_templates(api, library, stub):
    space, _ = library
    chat(stub)
    config = {
        "sys_prompt": "Be brief.{% if userQuery %} Really.{% endif %}",
        "prompt": "Q={{ userQuery | raw }} D={{dataSection|length > 5}} ?={{ unknown }}.",
        "llm_temp": 1.5,
    }
    retrieve(api, space, "1 < 2", postProcessor=post(llm_id=llm(api, stub.url), **config))
    sent = stub.requests[0].json()
    assert [message["content"] for message in sent["messages"]] == ["Be brief. Really.", "Q=1 < 2 D=True ?=."]
    assert sent["temperature"] == 1.5


@pytest.mark.parametrize(
    "prompt", ["{{ ''.__class__.__mro__ }}", "{{ userQuery / 0 }}", "{{ userQuery.missing.deeper }}"]
)
def test_a_template_that_fails_or_reaches_out_costs_no_hit(api, library, stub, prompt):
    space, _ = library
    chat(stub)
    events = retrieve(api, space, postProcessor=post(llm_id=llm(api, stub.url), prompt=prompt))
    assert kinds(events)[-2:] == ["END", "SUMMARIZATION_FAILED"]
    assert len(chunks(events)) == 3
    assert stub.requests == []


BUDGETS = [
    # request's, configured, the LLM's own, in force
    ({"tokens": 11}, 22, {"maxTokens": 33}, 11),
    (None, 22, {"maxTokens": 33}, 22),
    (None, None, {"maxTokens": 33}, 33),
    (None, None, None, 512),
]


@pytest.mark.parametrize(("budget", "configured", "sampling", "expected"), BUDGETS)
def test_the_first_budget_that_is_given_counts(api, library, stub, budget, configured, sampling, expected):
    space, _ = library
    chat(stub)
    values = {"defaultSamplingParams": sampling} if sampling else {}
    config = {"gen_token_budget": configured} if configured else {}
    body = {"outputBudget": budget} if budget else {}
    retrieve(api, space, postProcessor=post(llm_id=llm(api, stub.url, **values), **config), **body)
    assert stub.requests[0].json()["max_tokens"] == expected


def test_passages_that_do_not_fit_the_context_are_left_out(api, stub):
    chat(stub)
    space = api.space()
    api.settle(api.memory(space, "Bees make honey. " * 200)["memoryId"])
    small = llm(api, stub.url, maxContextLength=800)
    events = retrieve(
        api, space, postProcessor=post(llm_id=small, gen_token_budget=100, max_results=8), requestedSize=8
    )
    assert len(chunks(events)) > 5
    content = stub.requests[0].json()["messages"][1]["content"]
    assert "[1] " in content
    assert "[7] " not in content
    assert len(content) < 4 * 800


REFUSED = [
    ({"reranker_id": "x"}, "reranker_id", "Not a UUID"),
    ({"llm_id": 5}, "llm_id", "Not a UUID"),
    ({"relevance_threshold": 0.5}, "relevance_threshold", "give reranker_id"),
    ({"reranker_id": UNKNOWN, "relevance_threshold": "high"}, "relevance_threshold", "Must be a number"),
    ({"llm_temp": 2.1}, "llm_temp", "between 0.0 and 2.0"),
    ({"llm_temp": True}, "llm_temp", "Must be a number"),
    ({"max_results": 0}, "max_results", "positive integer"),
    ({"max_results": 1.5}, "max_results", "positive integer"),
    ({"gen_token_budget": -1}, "gen_token_budget", "positive integer"),
    ({"chronological_resort": "yes"}, "chronological_resort", "true or false"),
    ({"prompt": "{{ open"}, "prompt", "Not a template"),
    ({"sys_prompt": 5}, "sys_prompt", "Must be a text"),
    ({"reranker": UNKNOWN}, "reranker", "did you mean reranker_id?"),
    ({"zzz": 1}, "zzz", "there are chronological_resort"),
]


@pytest.mark.parametrize(("config", "field", "message"), REFUSED, ids=[f"{f}: {m}" for _, f, m in REFUSED])
def test_a_bad_configuration_is_refused_before_anything_is_searched(api, library, config, field, message):
    space, _ = library
    answer = retrieve(api, space, expect=400, postProcessor=post(**config))
    (problem,) = answer["errors"]
    assert problem["field"] == f"postProcessor.config.{field}"
    assert message in problem["message"]


def test_an_unknown_post_processor_is_refused(api, library):
    space, _ = library
    answer = retrieve(api, space, expect=400, postProcessor={"name": "com.example.Other"})
    assert answer["errors"][0]["field"] == "postProcessor.name"


def test_an_empty_configuration_is_one(api, library):
    space, _ = library
    for processor in (post(), {"name": post()["name"]}, post(llm_id=None, prompt=None)):
        assert kinds(retrieve(api, space, postProcessor=processor))[:2] == ["FEATURE_DISABLED", "BEGIN retrieve"]
