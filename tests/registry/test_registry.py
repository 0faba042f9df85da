"""Model facts: looked up, extended at run time, and completed into the body of a request."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodmem_dyn import registry
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.registry import ModelFacts

ROOT = Path(__file__).parents[2]
DOCUMENT = json.loads((ROOT / "goodmem_dyn/data/openapi.json").read_text(encoding="utf-8"))
EMBEDDER = frozenset(
    {"display_name", "model_identifier", "provider_type", "endpoint_url", "api_path", "dimensionality"}
    | {"distribution_type", "max_sequence_length", "supported_modalities", "credentials", "labels"}
)
LLM = frozenset(
    {"display_name", "model_identifier", "provider_type", "endpoint_url", "max_context_length"}
    | {"supported_modalities", "credentials"}
)
RERANKER = LLM - {"max_context_length"}


class ProviderType(str, enum.Enum):
    COHERE = "COHERE"


@pytest.fixture
def own():
    """Adds facts for one test and takes them away after it."""
    added: list[ModelFacts] = []

    def add(**facts) -> ModelFacts:
        made = ModelFacts(**{"kind": "embedders", "model_identifier": "mine", "provider_type": "VLLM", **facts})
        registry.add(made)
        added.append(made)
        return made

    yield add
    for made in {(a.kind, a.model_identifier, a.provider_type): a for a in added}.values():
        if made in registry.list():
            registry.remove(made.kind, made.model_identifier, provider=made.provider_type)


# --- the data ----------------------------------------------------------------------------------------------------------


def test_every_fact_is_one_the_document_allows() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    modalities = set(schemas["Modality"]["enum"])
    providers = set(schemas["ProviderType"]["enum"])
    distributions = set(schemas["DistributionType"]["enum"])
    for facts in registry.list():
        assert facts.provider_type in providers, facts
        assert set(facts.supported_modalities) <= modalities, facts
        assert facts.distribution_type in {None, *distributions}, facts
        if facts.kind == "embedders":
            assert facts.dimensionality, facts
            assert facts.distribution_type, facts
            assert facts.max_sequence_length, facts
            # Wider vectors than this are stored only where the caller asks for them.
            assert facts.dimensionality <= 1536, facts
        if facts.kind == "llms":
            assert facts.max_context_length, facts


def test_kinds_are_namespaces_of_the_client() -> None:
    assert registry.kinds() == ["embedders", "llms", "rerankers"]
    assert all(f"/v1/{kind}" in DOCUMENT["paths"] for kind in registry.kinds())


@pytest.mark.parametrize("kind", ["embedders", "llms", "rerankers"])
def test_every_bundled_model_completes_to_all_that_its_create_request_requires(kind: str) -> None:
    operation = DOCUMENT["paths"][f"/v1/{kind}"]["post"]
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = DOCUMENT["components"]["schemas"][reference.rpartition("/")[2]]
    snake = {"".join(f"_{c.lower()}" if c.isupper() else c for c in name): name for name in schema["properties"]}
    assert registry.list(kind)
    for facts in registry.list(kind):
        given = {"display_name": "x", "model_identifier": facts.model_identifier, "api_key": "k"}
        body = registry.complete(kind, given, snake.keys())
        assert {snake[name] for name in body if name != "api_key"} >= set(schema["required"])
        assert body.keys() - {"api_key"} <= snake.keys()


# --- questions ---------------------------------------------------------------------------------------------------------


def test_list_is_sorted_and_narrows() -> None:
    everything = registry.list()
    keys = [(facts.kind, facts.model_identifier, facts.provider_type) for facts in everything]
    assert keys == sorted(set(keys))
    assert [facts.model_identifier for facts in registry.list("embedders", provider="OPENAI")] == [
        "text-embedding-3-large",
        "text-embedding-3-small",
    ]
    assert {facts.provider_type for facts in registry.list(provider="COHERE")} == {"COHERE"}
    assert registry.list("translators") == []


def test_facts_of_a_model() -> None:
    facts = registry.get("embedders", "text-embedding-3-large")
    assert facts == ModelFacts(
        kind="embedders",
        model_identifier="text-embedding-3-large",
        provider_type="OPENAI",
        supported_modalities=["TEXT"],
        dimensionality=1536,
        dimensionality_min=1,
        dimensionality_max=3072,
        distribution_type="DENSE",
        max_sequence_length=8192,
    )
    assert registry.lookup("embedders", "text-embedding-3-large") is facts
    assert hash(facts)
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.dimensionality = 1
    assert registry.get("embedders", "gpt-4o") is None
    assert registry.get("embedders", "text-embedding-3-large", provider="COHERE") is None


def test_an_unknown_model_names_the_nearest() -> None:
    with pytest.raises(InvalidRequestError, match="'text-embedding-3-large' or 'text-embedding-3-small'"):
        registry.lookup("embedders", "text-embeding-3-large")
    with pytest.raises(InvalidRequestError, match="one of this id among llms"):
        registry.lookup("embedders", "gpt-4o")
    with pytest.raises(InvalidRequestError, match="among embedders of COHERE"):
        registry.lookup("embedders", "text-embedding-3-large", provider="COHERE")
    assert registry.suggest("llms", "GPT-4O")[0] == "gpt-4o"
    assert registry.suggest("llms", "zzzzzzzz") == []
    assert registry.suggest("translators", "gpt-4o") == []


def test_facts_of_a_provider() -> None:
    assert registry.provider("OPENAI").endpoint_url == "https://api.openai.com/v1"
    assert "https://api.anthropic.com/v1" in registry.provider("OPENAI").endpoints_needing_api_key
    assert [facts.name for facts in registry.providers()] == ["COHERE", "DASHSCOPE", "JINA", "OPENAI", "VOYAGE"]
    with pytest.raises(InvalidRequestError, match="known are COHERE, DASHSCOPE, JINA"):
        registry.provider("openai")


# --- the caller's own --------------------------------------------------------------------------------------------------


def test_own_models_come_and_go(own) -> None:
    facts = own(dimensionality=768)
    assert registry.get("embedders", "mine") is facts
    assert facts in registry.list("embedders", provider="VLLM")
    assert registry.suggest("embedders", "minee") == ["mine"]
    replaced = own(dimensionality=512)
    assert registry.get("embedders", "mine") is replaced
    registry.remove("embedders", "mine")
    assert registry.get("embedders", "mine") is None
    with pytest.raises(InvalidRequestError, match="was not added"):
        registry.remove("embedders", "mine")


def test_own_facts_hide_bundled_ones_until_removed(own) -> None:
    bundled = registry.get("llms", "gpt-4o")
    own(kind="llms", model_identifier="gpt-4o", provider_type="OPENAI", max_context_length=5)
    assert registry.get("llms", "gpt-4o").max_context_length == 5
    assert len([facts for facts in registry.list("llms") if facts.model_identifier == "gpt-4o"]) == 1
    registry.remove("llms", "gpt-4o", provider="OPENAI")
    assert registry.get("llms", "gpt-4o") is bundled
    with pytest.raises(InvalidRequestError, match="was not added"):
        registry.remove("llms", "gpt-4o")


def test_a_kind_is_known_once_it_has_facts(own) -> None:
    own(kind="translators")
    assert "translators" in registry.kinds()


def test_one_id_under_two_providers(own) -> None:
    own(provider_type="VLLM", endpoint_url="http://a/v1", dimensionality=1)
    own(provider_type="TEI", endpoint_url="http://b", dimensionality=2)
    with pytest.raises(InvalidRequestError, match="several providers: TEI, VLLM"):
        registry.get("embedders", "mine")
    assert registry.get("embedders", "mine", provider="TEI").dimensionality == 2
    with pytest.raises(InvalidRequestError, match="several providers"):
        registry.complete("embedders", {"model_identifier": "mine"}, EMBEDDER)
    body = registry.complete("embedders", {"model_identifier": "mine", "provider_type": "TEI"}, EMBEDDER)
    assert (body["endpoint_url"], body["dimensionality"]) == ("http://b", 2)
    with pytest.raises(InvalidRequestError, match="endpoint_url="):
        registry.complete("embedders", {"model_identifier": "mine", "provider_type": "LLAMA_CPP"}, EMBEDDER)
    # The caller's own comes before the package's.
    own(model_identifier="gpt-4o", kind="llms", provider_type="VLLM")
    assert registry.get("llms", "gpt-4o").provider_type == "VLLM"
    assert registry.get("llms", "gpt-4o", provider="OPENAI").provider_type == "OPENAI"


def test_adding_from_many_threads_loses_nothing(own) -> None:
    start = threading.Barrier(8)

    def work(number: int) -> None:
        start.wait()
        for index in range(50):
            own(model_identifier=f"thread-{number}-{index}")
            registry.list("embedders")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(facts.model_identifier.startswith("thread-") for facts in registry.list("embedders")) == 400


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"kind": ""}, "kind"),
        ({"model_identifier": None}, "model_identifier"),
        ({"model_identifier": "a\nb"}, "model_identifier"),
        ({"provider_type": " "}, "provider_type"),
        ({"endpoint_url": "localhost:8000"}, "endpoint_url"),
        ({"endpoint_url": "ftp://x"}, "endpoint_url"),
        ({"endpoint_url": "http://[1"}, "endpoint_url"),
        ({"supported_modalities": "TEXT"}, r"\['TEXT'\]"),
        ({"dimensionality": 0}, "dimensionality is a whole number"),
        ({"dimensionality": True}, "dimensionality is a whole number"),
        ({"max_context_length": 1.5}, "max_context_length is a whole number"),
        ({"dimensionality_choices": [256, -1]}, "dimensionality_choices is a whole number"),
        ({"dimensionality": 300, "dimensionality_choices": [256, 512]}, r"300 is not among .*\(256 or 512\)"),
        ({"dimensionality": 300, "dimensionality_max": 200}, r"\(1 to 200\)"),
    ],
)
def test_facts_that_cannot_be_true_are_refused(facts, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message):
        ModelFacts(**{"kind": "embedders", "model_identifier": "m", "provider_type": "VLLM", **facts})


def test_only_facts_can_be_added() -> None:
    with pytest.raises(InvalidRequestError, match="takes a ModelFacts, not a dict"):
        registry.add({"kind": "embedders"})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "any"),
        ({"dimensionality_choices": [256]}, "256"),
        ({"dimensionality_choices": [256, 512, 1024]}, "256, 512 or 1024"),
        ({"dimensionality_min": 32, "dimensionality_max": 64}, "32 to 64"),
    ],
)
def test_dimensions_in_words(facts, words: str) -> None:
    assert ModelFacts(kind="embedders", model_identifier="m", provider_type="VLLM", **facts).dimensions() == words


# --- requests ----------------------------------------------------------------------------------------------------------


def test_a_hosted_embedder_needs_a_name_a_model_and_a_key() -> None:
    given = {"display_name": "My Embedder", "model_identifier": "text-embedding-3-large", "api_key": "sk-..."}
    before = dict(given)
    assert registry.complete("embedders", given, EMBEDDER) == {
        **given,
        "provider_type": "OPENAI",
        "endpoint_url": "https://api.openai.com/v1",
        "dimensionality": 1536,
        "distribution_type": "DENSE",
        "max_sequence_length": 8192,
        "supported_modalities": ["TEXT"],
    }
    assert given == before


def test_each_kind_takes_what_it_has_fields_for() -> None:
    llm = registry.complete("llms", {"model_identifier": "gpt-4o", "api_key": "k"}, LLM)
    assert llm["max_context_length"] == 128_000
    assert llm["supported_modalities"] == ["TEXT", "IMAGE", "AUDIO"]
    assert "distribution_type" not in llm
    reranker = registry.complete("rerankers", {"model_identifier": "rerank-2.5", "api_key": "k"}, RERANKER)
    assert reranker.keys() == {
        *("model_identifier", "api_key", "provider_type", "endpoint_url", "supported_modalities")
    }


EXPLICIT = {
    "provider_type": "VLLM",
    "endpoint_url": "http://gpu:8000",
    "dimensionality": 256,
    "distribution_type": "SPARSE",
    "max_sequence_length": 1,
    "supported_modalities": ["IMAGE"],
}


@given(st.sets(st.sampled_from(sorted(EXPLICIT))), st.booleans())
def test_explicit_arguments_always_win(names: set[str], nones: bool) -> None:
    given = {name: EXPLICIT[name] for name in names if name != "provider_type" or "endpoint_url" in names}
    given |= {"model_identifier": "embed-v4.0", "credentials": {"kind": "X"}}
    unset = dict.fromkeys(EXPLICIT.keys() - given.keys()) if nones else {}
    body = registry.complete("embedders", {**unset, **given}, EMBEDDER)
    assert {name: body[name] for name in given} == given
    assert not [name for name, value in body.items() if value is None]


def test_a_fresh_list_for_each_request() -> None:
    first, second = (
        registry.complete("llms", {"model_identifier": "gpt-4o", "api_key": "k"}, LLM)["supported_modalities"]
        for _ in range(2)
    )
    assert first == second
    assert first is not second


@pytest.mark.parametrize("provider", ["COHERE", ProviderType.COHERE])
def test_an_unknown_model_of_a_known_provider_gets_its_endpoint(provider) -> None:
    given = {"model_identifier": "embed-v9", "provider_type": provider, "dimensionality": 7, "api_key": "k"}
    body = registry.complete("embedders", given, EMBEDDER)
    assert body == {**given, "endpoint_url": "https://api.cohere.com", "distribution_type": "DENSE"}


def test_a_known_model_at_another_provider_keeps_its_sizes() -> None:
    given = {"model_identifier": "jina-embeddings-v3", "provider_type": "VLLM", "endpoint_url": "http://gpu:8000/v1"}
    body = registry.complete("embedders", given, EMBEDDER)
    assert (body["provider_type"], body["dimensionality"]) == ("VLLM", 1024)
    with pytest.raises(InvalidRequestError, match=r"endpoint_url= cannot be inferred .* VLLM"):
        registry.complete("embedders", {**given, "endpoint_url": None}, EMBEDDER)


def test_an_own_model_brings_its_endpoint(own) -> None:
    own(endpoint_url="http://gpu:8000/v1", dimensionality=768, distribution_type="SPARSE")
    body = registry.complete("embedders", {"model_identifier": "mine"}, EMBEDDER)
    assert body == {
        "model_identifier": "mine",
        "provider_type": "VLLM",
        "endpoint_url": "http://gpu:8000/v1",
        "dimensionality": 768,
        "distribution_type": "SPARSE",
    }
    moved = registry.complete(
        "embedders", {"model_identifier": "mine", "provider_type": "JINA", "api_key": "k"}, EMBEDDER
    )
    assert moved["endpoint_url"] == "https://api.jina.ai"


@pytest.mark.parametrize(
    ("wanted", "model", "message"),
    [
        (
            4000,
            "text-embedding-3-large",
            r"dimensionality=4000: .* produces 1 to 3072 dimensions \(its default is 1536\)",
        ),
        (0, "text-embedding-3-large", "1 to 3072"),
        (100, "voyage-3-large", "256, 512, 1024 or 2048"),
        (512, "voyage-3", "produces 1024 dimensions"),
    ],
)
def test_a_dimensionality_that_the_model_cannot_produce(wanted: int, model: str, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message):
        registry.complete("embedders", {"model_identifier": model, "dimensionality": wanted, "api_key": "k"}, EMBEDDER)


def test_what_is_no_number_is_left_to_the_check_of_arguments() -> None:
    given = {"model_identifier": "voyage-3", "dimensionality": "many", "api_key": "k"}
    assert registry.complete("embedders", given, EMBEDDER)["dimensionality"] == "many"


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({}, True),
        ({"api_key": ""}, True),
        ({"api_key": None, "credentials": None}, True),
        ({"endpoint_url": "https://API.OpenAI.com:443/other"}, True),
        ({"endpoint_url": "http://api.openai.com"}, True),
        ({"endpoint_url": "https://api.openai.com./v1"}, True),
        ({"endpoint_url": "https://api.mistral.ai/v1"}, True),
        ({"endpoint_url": "https://api.voyageai.com/v1"}, True),
        ({"endpoint_url": "https://api.openai.com.example.org/v1"}, False),
        ({"endpoint_url": "https://proxy/api.openai.com"}, False),
        ({"endpoint_url": "https://user@localhost:1/v1"}, False),
        ({"api_key": "k"}, False),
        ({"credentials": {"kind": "CREDENTIAL_KIND_GCP_ADC"}}, False),
    ],
)
def test_a_hosted_endpoint_needs_a_key(given, refused: bool) -> None:
    given = {"model_identifier": "text-embedding-3-small", **given}
    if refused:
        with pytest.raises(InvalidRequestError, match=r"\(api\..*\) needs a key of its provider: pass api_key="):
            registry.complete("embedders", given, EMBEDDER)
    else:
        assert registry.complete("embedders", given, EMBEDDER)["provider_type"] == "OPENAI"
    # An operation that takes no credentials cannot be asked for any.
    assert registry.complete("embedders", given, EMBEDDER - {"credentials"})


@pytest.mark.parametrize(
    ("kind", "given", "fields", "message"),
    [
        (
            "embedders",
            {"model_identifier": "text-embeding-3-large"},
            EMBEDDER,
            r"pass provider_type=, endpoint_url=, dimensionality= as well\. Did you mean 'text-embedding-3-large'",
        ),
        (
            "llms",
            {"model_identifier": "gpt4o"},
            LLM,
            r"pass provider_type=, endpoint_url= as well\. Did you mean 'gpt-4o'",
        ),
        ("embedders", {"model_identifier": "gpt-4o"}, EMBEDDER, "There is one of this id among llms"),
        (
            "embedders",
            {"model_identifier": "zzz", "provider_type": "COHERE", "api_key": "k"},
            EMBEDDER,
            "dimensionality=",
        ),
        ("embedders", {"model_identifier": "zzz", "provider_type": "TEI"}, EMBEDDER, "endpoint_url=, dimensionality="),
        ("translators", {"model_identifier": "zzz"}, EMBEDDER, "not known among translators"),
    ],
)
def test_an_unknown_model_with_something_missing(kind, given, fields, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message):
        registry.complete(kind, given, fields)


def test_only_what_is_required_is_asked_for() -> None:
    given = {"model_identifier": "zzz"}
    fields = {"model_identifier", "provider_type", "credentials"}
    assert registry.complete("translators", given, fields, required={"display_name"}) == given
    with pytest.raises(InvalidRequestError, match="pass provider_type= as well"):
        registry.complete("translators", given, fields, required={"display_name", "provider_type"})
    # Without a model there is nothing to infer: the check of arguments says what is missing.
    assert registry.complete("embedders", {}, EMBEDDER) == {"distribution_type": "DENSE"}


# --- cost --------------------------------------------------------------------------------------------------------------


def test_importing_reads_nothing() -> None:
    code = (
        "import sys, goodmem_dyn; before = set(sys.modules); import goodmem_dyn.registry as r;"
        "print(sorted(one for one in set(sys.modules) - before if one.startswith('goodmem'))); r.kinds()"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "['goodmem_dyn.registry']"


def test_every_public_name_is_there_and_documented() -> None:
    assert sorted(dir(registry)) == sorted(registry.__all__)
    for name in registry.__all__:
        assert inspect.getdoc(getattr(registry, name)), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        registry.nothing  # noqa: B018  # the access is the test
