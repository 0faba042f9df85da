"""The models that ship: reached by name, imported on first use, tolerant of every server there has been."""

from __future__ import annotations

import enum
import json
import pickle
import subprocess
import sys
import threading
from importlib.resources import files
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from goodmem_dyn import models
from goodmem_dyn._models.base import Model, to_wire
from goodmem_dyn._models.strings import StrEnum

DOCUMENT = json.loads(files("goodmem_dyn").joinpath("data/openapi.json").read_bytes())
SCHEMAS = DOCUMENT["components"]["schemas"]

# Users of the official SDK know these types by these names, with these fields.
COMMON = {
    "ApiKeyAuth": {"inline_secret", "secret_ref", "header_name", "prefix"},
    "ChunkingConfiguration": {"none", "recursive", "sentence"},
    "EndpointAuthentication": {"kind", "api_key", "gcp_adc", "labels"},
    "GcpAdcAuth": {"scopes", "quota_project_id"},
    "GoodMemStatus": {"code", "message", "details"},
    "NoChunkingConfiguration": set(),
    "RecursiveChunkingConfiguration": {
        "chunk_size",
        "chunk_overlap",
        "separators",
        "keep_strategy",
        "separator_is_regex",
        "length_measurement",
    },
    "SecretReference": {"uri", "hints"},
    "SentenceChunkingConfiguration": {
        "max_chunk_size",
        "min_chunk_size",
        "enable_language_detection",
        "length_measurement",
    },
}
COMMON_ENUMS = {
    "CredentialKind": {"CREDENTIAL_KIND_UNSPECIFIED", "CREDENTIAL_KIND_API_KEY", "CREDENTIAL_KIND_GCP_ADC"},
    "LengthMeasurement": {"CHARACTER_COUNT", "TOKEN_COUNT", "CUSTOM"},
    "Modality": {"TEXT", "IMAGE", "AUDIO", "VIDEO"},
    "ProviderType": {"OPENAI", "VLLM", "TEI", "LLAMA_CPP", "VOYAGE", "COHERE", "JINA"},
    "SeparatorKeepStrategy": {"KEEP_NONE", "KEEP_START", "KEEP_END"},
    "SortOrder": {"ASCENDING", "DESCENDING", "SORT_ORDER_UNSPECIFIED"},
}


@pytest.mark.parametrize("name", COMMON)
def test_the_common_data_models_are_there(name: str) -> None:
    assert set(getattr(models, name).model_fields) == COMMON[name]


@pytest.mark.parametrize("name", COMMON_ENUMS)
def test_the_common_enumerations_are_there(name: str) -> None:
    members = getattr(models, name)
    assert {member.value for member in members} >= COMMON_ENUMS[name]
    assert all(getattr(members, value).is_known for value in COMMON_ENUMS[name])


@pytest.mark.spec
@pytest.mark.parametrize("name", models.__all__)
def test_every_model_imports_pickles_and_is_of_our_kind(name: str) -> None:
    model = getattr(models, name)
    if not isinstance(model, type) or not model.__module__.startswith(models.__name__):
        TypeAdapter(model)  # a name for a union of others, or for a plain type
        return
    assert issubclass(model, StrEnum if issubclass(model, enum.Enum) else Model)
    assert model.__name__ == name
    assert pickle.loads(pickle.dumps(model)) is model
    if issubclass(model, BaseModel):
        assert model.__pydantic_complete__


@pytest.mark.spec
@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_of_the_document_has_its_model(name: str) -> None:
    model, schema = models.for_schema(name), SCHEMAS[name]
    if "enum" in schema and schema.get("type") != "string":
        TypeAdapter(model)  # a name for its type: only texts have members
        return
    if "enum" in schema:
        assert [member.value for member in model] == [value for value in schema["enum"] if value is not None]
        return
    if {"allOf", "anyOf", "oneOf"} & schema.keys() and "properties" not in schema:
        TypeAdapter(model)  # its members are those of others
        return
    by_wire = {field.alias or attribute: field for attribute, field in model.model_fields.items()}
    assert list(by_wire) == list(schema.get("properties", {}))
    for wire, field in by_wire.items():
        # Optional in the document is optional, and takes null, in the model; a required one may still be optional.
        if wire not in schema.get("required", ()):
            assert field.default is None
            assert not field.is_required()


def test_the_package_shows_its_models_and_nothing_else() -> None:
    assert dir(models) == [*models.__all__, "for_schema"]
    assert models.__all__ == sorted(models.__all__)
    with pytest.raises(AttributeError, match="no attribute 'EmbederResponse'"):
        models.EmbederResponse  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(KeyError, match="no schema 'Nope'"):
        models.for_schema("Nope")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_model_is_imported_when_it_is_used_and_not_before() -> None:
    code = """
import sys
import goodmem_dyn.models as models
before = [name for name in sys.modules if name.startswith("goodmem_dyn.models.")]
pydantic = "pydantic" in sys.modules
models.SpaceKey
after = sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("goodmem_dyn.models."))
print(before, pydantic, after)
"""
    assert run(code) == "[] False ['embedder_weight', 'space_key']"


@pytest.mark.spec
def test_importing_everything_at_once_warns_of_nothing() -> None:
    assert run("from goodmem_dyn.models import *; print(Memory.__name__)") == "Memory"


def test_many_threads_may_import_at_once() -> None:
    code = """
import threading
import goodmem_dyn.models as models
errors = []
start = threading.Barrier(8)
def work(names):
    start.wait()
    try:
        for name in names:
            getattr(models, name)
        models.RetrieveMemoryEvent.model_validate_json('{"retrievedItem": {}}')
    except BaseException as exc:
        errors.append(repr(exc))
threads = [threading.Thread(target=work, args=(models.__all__[i:] + models.__all__[:i],)) for i in range(0, 80, 10)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(errors)
"""
    assert run(code) == "[]"


# Replies as servers of several ages send them.
SPACE = {
    "spaceId": "0198a1b2-0000-7000-8000-000000000001",
    "name": "notes",
    "labels": {},
    "spaceEmbedders": [],
    "createdAt": 1,
    "updatedAt": 2,
    "ownerId": "o",
    "createdById": "c",
    "updatedById": "u",
    "defaultChunkingConfig": {
        "none": None,
        "recursive": {
            "chunkSize": 256,
            "chunkOverlap": 25,
            "separators": [],
            "keepStrategy": "KEEP_END",
            "separatorIsRegex": False,
            "lengthMeasurement": "CHARACTER_COUNT",
        },
        "sentence": None,
    },
    "publicRead": False,
}
MEMORY = {
    "memoryId": "m",
    "spaceId": "s",
    "originalContent": "SGVsbG8rLz8/",
    "originalContentLength": 9,
    "originalContentRef": "",
    "contentType": "text/plain",
    "processingStatus": "COMPLETED",
    "pageImageStatus": "PENDING",
    "pageImageCount": 0,
    "metadata": {"year": 2026.0},
    "createdAt": 1,
    "updatedAt": 2,
    "createdById": "c",
    "updatedById": "u",
    "chunkingConfig": None,
}
REPLIES = [
    ("Space", SPACE),
    ("EndpointAuthentication", {"kind": "NEW_KIND", "labels": None, "apiKey": None}),
    ("Memory", MEMORY),
    ("Memory", {**MEMORY, "processingStatus": "ARCHIVED", "metadata": None, "originalContent": ""}),
    ("RetrieveMemoryEvent", {"resultSetBoundary": {"resultSetId": "r", "kind": "PAUSE", "stageName": ""}}),
    ("RetrieveMemoryEvent", {"memoryDefinition": MEMORY}),
    ("RetrieveMemoryEvent", {"status": {"code": "SOMETHING_NEW", "message": "m", "details": {"a": "b"}}}),
    ("RetrieveMemoryEvent", {"somethingNew": {"of": ["any", "shape"]}}),
    ("PingEvent", {"somethingNew": {}}),
    ("ListSpacesResponse", {"spaces": [SPACE], "nextToken": None}),
    ("CreateApiKeyResponse", {"apiKeyMetadata": None, "rawApiKey": "gm_x"}),
]


@pytest.mark.parametrize(("name", "reply"), REPLIES)
def test_a_reply_parses_whatever_its_age_and_comes_back_whole(name: str, reply: dict[str, Any]) -> None:
    model = models.for_schema(name)
    parsed = TypeAdapter(model).validate_json(json.dumps(reply))
    assert parsed == model.model_validate(reply)
    dumped = parsed.model_dump_json(by_alias=True, exclude_unset=True, context={"secrets": True})
    assert json.loads(dumped) == reply
    assert to_wire(parsed) == reply
    assert pickle.loads(pickle.dumps(parsed)).model_dump() == parsed.model_dump()  # both without secrets


def test_content_is_bytes_and_a_status_is_open() -> None:
    memory = models.Memory.model_validate_json(json.dumps({**MEMORY, "processingStatus": "ARCHIVED"}))
    assert memory.original_content == b"Hello+/??"
    assert memory.processing_status == "ARCHIVED"
    assert not memory.processing_status.is_known
    assert models.MemoryProcessingStatus.COMPLETED == "COMPLETED"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("ApiKeyAuth", {"inline_secret": "gm_hush"}),
        ("CreateApiKeyResponse", {"raw_api_key": "gm_hush"}),
        ("SystemInitResponse", {"already_initialized": False, "message": "m", "root_api_key": "gm_hush"}),
    ],
)
def test_the_api_s_secrets_are_hidden(name: str, values: dict[str, Any]) -> None:
    made = getattr(models, name)(**values)
    assert "gm_hush" not in repr(made) + str(made) + made.model_dump_json() + repr(made.model_dump())
    assert "gm_hush" in to_wire(made).values()


def test_limits_of_requests_do_not_break_replies() -> None:
    """`PostProcessor.name` has at most 128 characters in a request; the model does not mind."""
    assert SCHEMAS["PostProcessor"]["properties"]["name"]["maxLength"] == 128
    assert models.PostProcessor(name="x" * 500).name == "x" * 500


def test_a_reply_without_what_every_server_sends_is_an_error() -> None:
    with pytest.raises(ValidationError, match="memoryId"):
        models.Memory.model_validate_json("{}")


def test_models_are_documented() -> None:
    assert models.Memory.__doc__
    assert "base class" not in models.Memory.__doc__.lower()


def test_every_thread_sees_one_class() -> None:
    seen: list[Any] = []
    threads = [threading.Thread(target=lambda: seen.append(models.Memory)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {models.Memory}
