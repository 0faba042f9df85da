"""Everything that the documentation of the SDK that users know names, exists here under the same name."""

from __future__ import annotations

import enum
import inspect
import json
import typing
from typing import TYPE_CHECKING, Any

import httpx
import pydantic
import pytest

import goodmem_dyn
from goodmem_dyn import APIError, AsyncGoodmem, Goodmem, GoodMemError, models
from tests.support.calls import Stub
from tests.support.examples import bundled
from tests.support.versions import needs_311

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.support.both import Both

NAMESPACES = """
embedders | create, get, list, update, delete
rerankers | create, get, list, update, delete
llms      | create, get, list, update, delete
spaces    | create, get, list, update, delete
memories  | create, retrieve, get, content, pages, pages_image, list, delete, batch_create, batch_get, batch_delete
ocr       | document
system    | info, init
users     | get, me
admin     | drain, background_jobs.purge, license.reload
apikeys   | create, list, update, delete
"""

MODELS = """
ApiKeyAuth                     | inline_secret, secret_ref, header_name, prefix
ChunkingConfiguration          | none, recursive, sentence
EndpointAuthentication         | kind, api_key, gcp_adc, labels
GcpAdcAuth                     | scopes, quota_project_id
GoodMemStatus                  | code, message, details
NoChunkingConfiguration        |
RecursiveChunkingConfiguration | chunk_size, chunk_overlap, separators, keep_strategy, separator_is_regex, length_measurement
SecretReference                | uri, hints
SentenceChunkingConfiguration  | max_chunk_size, min_chunk_size, enable_language_detection, length_measurement
"""

ENUMS = """
CredentialKind        | CREDENTIAL_KIND_UNSPECIFIED, CREDENTIAL_KIND_API_KEY, CREDENTIAL_KIND_GCP_ADC
LengthMeasurement     | CHARACTER_COUNT, TOKEN_COUNT, CUSTOM
Modality              | TEXT, IMAGE, AUDIO, VIDEO
ProviderType          | OPENAI, VLLM, TEI, LLAMA_CPP, VOYAGE, COHERE, JINA
SeparatorKeepStrategy | KEEP_NONE, KEEP_START, KEEP_END
SortOrder             | ASCENDING, DESCENDING, SORT_ORDER_UNSPECIFIED
"""

ERRORS = """
BadRequestError          | 400
AuthenticationError      | 401
PermissionDeniedError    | 403
NotFoundError            | 404
ConflictError            | 409
UnprocessableEntityError | 422
RateLimitError           | 429
InternalServerError      | 500, 502, 503, 504, 599
APIError                 | 402, 405, 412, 418, 451
"""


def table(text: str) -> dict[str, list[str]]:
    rows = [line.partition("|") for line in text.strip().splitlines()]
    return {name.strip(): [one.strip() for one in rest.split(",") if one.strip()] for name, _, rest in rows}


@pytest.mark.parametrize(("namespace", "methods"), table(NAMESPACES).items())
def test_namespaces_and_methods(both: Both, namespace: str, methods: list[str]) -> None:
    client = both.client(base_url="http://127.0.0.1:1")
    assert namespace in dir(client)
    for path in methods:
        owner: Any = getattr(client, namespace)
        *inner, method = path.split(".")
        for name in inner:
            assert name in dir(owner)
            owner = getattr(owner, name)
        assert method in dir(owner)
        parameters = inspect.signature(getattr(owner, method)).parameters.values()
        assert all(one.kind is one.KEYWORD_ONLY for one in parameters)


@pytest.mark.parametrize(("name", "attributes"), table(MODELS).items())
def test_models(name: str, attributes: list[str]) -> None:
    model = getattr(models, name)
    assert issubclass(model, pydantic.BaseModel)
    assert list(model.model_fields) == attributes
    assert model.__name__ == name
    assert name in dir(models)


def test_models_take_both_spellings_and_send_the_wires() -> None:
    first = models.ApiKeyAuth(header_name="X", prefix="Bearer ")
    assert models.ApiKeyAuth.model_validate({"headerName": "X", "prefix": "Bearer "}) == first
    assert first.model_dump(by_alias=True, exclude_unset=True) == {"headerName": "X", "prefix": "Bearer "}


@pytest.mark.parametrize(("name", "values"), table(ENUMS).items())
def test_enums(name: str, values: list[str]) -> None:
    found = getattr(models, name)
    assert issubclass(found, str)
    assert issubclass(found, enum.Enum)
    # A newer server may know more of them, and says so; what programs were written with is there.
    assert set(values) <= set(found.__members__)
    assert all(found(value) == value == found[value] for value in values)


def test_pages(both: Both) -> None:
    page = both(both.against(Stub(bundled())).spaces.list())
    assert isinstance(page, goodmem_dyn.AsyncPage if both.is_async else goodmem_dyn.Page)
    assert (type(page.data), page.next_token) == (list, None)
    assert callable(page.iter_pages)


@pytest.mark.parametrize(("name", "statuses"), table(ERRORS).items())
def test_errors(both: Both, name: str, statuses: list[str]) -> None:
    kind = getattr(goodmem_dyn, name)
    assert issubclass(kind, APIError)
    assert issubclass(kind, GoodMemError)
    for status in map(int, statuses):
        client = both.against(lambda _, status=status: httpx.Response(status, json={"error": "no"}))
        with pytest.raises(kind) as caught:
            both(client.memories.get(id="x"))
        assert type(caught.value) is kind
        assert (caught.value.status_code, caught.value.body) == (status, '{"error":"no"}')


@needs_311("overloads")
@pytest.mark.parametrize("client", [Goodmem, AsyncGoodmem])
def test_the_two_ways_to_make_a_client(client: type[Any]) -> None:
    """Every documented way to write the call binds, and the ways are not mixed."""
    simple, bring = (inspect.signature(one) for one in typing.get_overloads(client.__init__))
    for args, options in (
        (("u", "k"), {}),
        ((), {"base_url": "u", "api_key": "k"}),
        (("u", "k"), {"timeout": 30.0, "verify": True}),
        (("u", "k"), {"timeout": 30.0, "verify": "ca.pem"}),
    ):
        simple.bind(None, *args, **options)
    bring.bind(None, http_client=None)
    for wrong in (("u", "k", 30.0), ("u", "k", 30.0, True)):
        with pytest.raises(TypeError):
            simple.bind(None, *wrong)
    with pytest.raises(TypeError):
        bring.bind(None, None)
    defaults = {name: one.default for name, one in simple.parameters.items()}
    assert (defaults["timeout"], defaults["verify"]) == (30.0, True)


def test_what_the_first_snippet_sends(both: Both, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion) -> None:
    """From a name, a model and a key, the body that the REST page documents for an embedder."""
    stub = Stub(bundled())
    client = both.against(stub)
    both(
        client.embedders.create(display_name="My Embedder", model_identifier="text-embedding-3-large", api_key="sk-...")
    )
    (request,) = stub.requests
    body = json.loads(request.content)
    assert (request.method, request.url.path) == ("POST", "/v1/embedders")
    assert bundled().errors({"$ref": "#/components/schemas/EmbedderCreationRequest"}, body) == []
    assert body == snapshot
