"""The built-in models: by themselves, and over HTTP in the shapes that other people's clients speak."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.local._providers import builtin
from tools.bench.counting import traced


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_a_vector_does_not_depend_on_its_neighbours(texts):
    together = builtin.embed(texts)
    assert together.shape == (len(texts), 256)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(builtin.embed([text])[0], vector, atol=1e-6)
        assert np.linalg.norm(vector) == pytest.approx(1 if len(builtin.tokenize([text])[0]) else 0, abs=1e-5)


def test_a_long_text_is_the_mean_of_all_its_tokens_however_it_is_cut():
    first, second = "honey " * 9_000, "tractor " * 9_000
    assert builtin.count_tokens(first) > 8_192
    whole, honey, tractor = builtin.embed([first + second, "honey", "tractor"])
    assert whole @ honey > 0.5
    assert whole @ tractor > 0.5
    assert builtin.rerank("honey", [first])[0] > 0.9


def test_meaning_is_found_without_a_common_word():
    question, *texts = builtin.embed(["a feline animal", "the cat sat down", "quarterly tax report"])
    assert question @ texts[0] > question @ texts[1]


def test_a_reranker_prefers_the_text_that_answers():
    scores = builtin.rerank("how do I compress a file?", ["Sort a list in place.", "Write a gzip compressed file.", ""])
    assert scores[1] == max(scores)
    assert scores[2] == 0
    assert builtin.rerank("same words", ["same words"]) == pytest.approx([1.0], abs=1e-5)
    assert builtin.rerank("", ["x"]) == [0.0]
    assert builtin.rerank("x", []) == []


def test_an_answer_quotes_its_sources_and_says_so():
    prompt = "[1] The invoice is due in May. Owls hunt at night.\n\nQuestion: When is the invoice due?"
    first, *quotes = builtin.answer(prompt).splitlines()
    assert "Extractive answer" in first
    assert quotes
    assert all(quote in prompt for quote in quotes)
    assert any("due in May" in quote for quote in quotes)


def test_an_answer_keeps_to_its_budget():
    sources = "\n".join(f"Bees make honey number {n}." for n in range(50))
    for budget in (3, 10, 100):
        quotes = builtin.answer(f"{sources}\n\nQuestion: who makes honey?", max_tokens=budget).splitlines()[1:]
        assert sum(builtin.count_tokens(quote) for quote in quotes) <= budget
    assert "nothing to quote" in builtin.answer("Question: why?")


def test_the_models_load_once_and_leave_the_process_as_it_was():
    code = (
        "import logging, sys, threading\n"
        "from goodmem_dyn.local._providers import builtin as b\n"
        "loads = []; real = b._load; b._load = lambda: (loads.append(1), real())[1]\n"
        "threads = [threading.Thread(target=b.embed, args=(['x'],)) for _ in range(8)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(len(loads), logging.getLogger().handlers, 'requests' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["1", "[]", "False"]


def test_threads_share_the_models():
    expected = builtin.embed([f"text {n}" for n in range(32)])
    found: dict[int, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: builtin.embed([f"text {n}"])[0]})) for n in range(32)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_allclose(np.stack([found[n] for n in range(32)]), expected, atol=1e-6)


@pytest.fixture
def post(api):
    """POST to a route of the built-in models, without a key."""

    def send(path, body, expect=200, **options):
        return api("POST", f"/local/v1/{path}", body, expect=expect, **options)

    return send


def test_the_models_are_listed(api):
    """All that the server answers for itself: the stand-in of decision models is one, as docs/local-server.md says."""
    listed = api("GET", "/local/v1/models")
    assert [model["id"] for model in listed["data"]] == [
        "wordllama-l2-256",
        "wordllama-l2-256-maxsim",
        "extractive-v1",
        "stand-in-similarity-v1",
    ]


@pytest.mark.parametrize("given_input", ["one text", ["one text"]])
def test_embeddings_are_openais(post, given_input):
    answer = post("embeddings", {"model": "wordllama-l2-256", "input": given_input})
    assert answer["data"][0]["embedding"] == pytest.approx(builtin.embed(["one text"])[0].tolist())
    assert answer["usage"]["prompt_tokens"] == builtin.count_tokens("one text")
    packed = post("embeddings", {"model": "wordllama-l2-256", "input": given_input, "encoding_format": "base64"})
    vector = np.frombuffer(base64.b64decode(packed["data"][0]["embedding"]), dtype="<f4")
    assert vector.tolist() == pytest.approx(answer["data"][0]["embedding"])


def test_reranking_is_jinas_and_coheres(post):
    body = {
        "model": "wordllama-l2-256-maxsim",
        "query": "honey",
        "documents": ["cars", {"text": "bees and honey"}, "tax"],
    }
    answer = post("rerank", {**body, "top_n": 2, "return_documents": True})
    assert answer["results"][0]["index"] == 1
    assert len(answer["results"]) == 2
    assert answer["results"][0]["document"] == {"text": "bees and honey"}
    assert len(post("rerank", body)["results"]) == 3


def test_chat_is_openais_whole_and_streamed(post, api):
    content = [{"type": "text", "text": "Bees buzz.\n\nQuestion: what do bees do?"}]
    body = {
        "model": "extractive-v1",
        "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": content}],
    }
    whole = post("chat/completions", body)["choices"][0]["message"]["content"]
    assert "Bees buzz." in whole
    response = api.http.post("/local/v1/chat/completions", json={**body, "stream": True})
    *events, last, end = [line[6:] for line in response.text.split("\n\n") if line]
    assert end == "[DONE]"
    assert "".join(json.loads(event)["choices"][0]["delta"]["content"] for event in events) == whole
    assert json.loads(last)["choices"][0]["finish_reason"] == "stop"


REFUSED = [
    ("embeddings", {"model": "other", "input": "x"}, 404, "model"),
    ("embeddings", {"model": "wordllama-l2-256"}, 400, "input"),
    ("embeddings", {"model": "wordllama-l2-256", "input": []}, 400, "input"),
    ("embeddings", {"model": "wordllama-l2-256", "input": [1, 2]}, 400, "input"),
    ("embeddings", {"model": "wordllama-l2-256", "input": "x", "dimensions": 64}, 400, "dimensions"),
    ("embeddings", {"model": "wordllama-l2-256", "input": "x", "encoding_format": "hex"}, 400, "encoding_format"),
    ("rerank", {"model": "wordllama-l2-256-maxsim", "documents": ["x"]}, 400, "query"),
    ("rerank", {"model": "wordllama-l2-256-maxsim", "query": "x", "documents": ["x"], "top_n": 0}, 400, "top_n"),
    ("chat/completions", {"model": "extractive-v1", "messages": []}, 400, "messages"),
    ("chat/completions", {"model": "extractive-v1", "messages": "x"}, 400, "messages"),
    (
        "chat/completions",
        {"model": "extractive-v1", "messages": [{"role": "user", "content": "x"}], "max_tokens": -1},
        400,
        "max_tokens",
    ),
    ("rerank", [], 400, None),
]


@pytest.mark.parametrize(("path", "body", "status", "parameter"), REFUSED)
def test_a_refusal_names_the_parameter(post, path, body, status, parameter):
    error = post(path, body, expect=status)["error"]
    assert error["param"] == parameter
    assert error["type"] == "invalid_request_error"


def test_a_body_that_is_not_json_is_refused(api):
    response = api.http.post("/local/v1/embeddings", content=b"{")
    assert response.status_code == 400
    assert "not JSON" in response.json()["error"]["message"]


def test_texts_take_little_room_together_and_are_embedded_as_alone():
    texts = [f"{number} bees dance in the morning " * 20 for number in range(60)] + ["", "bees " * 20_000]
    alone = [builtin.embed([text]) for text in texts]
    assert np.concatenate(alone).tobytes() == builtin.embed(texts).tobytes()
    figures: dict[str, float] = {}
    with traced(figures):
        builtin.embed(texts[:60])
    assert figures["peak_kb"] < 4096
