"""Arguments: what is wrong is refused before anything is sent, and the message says what to write instead."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodmem_dyn import NOT_GIVEN, NULL, Goodmem, InvalidRequestError, models
from tests.support.calls import Stub, all_calls, arguments
from tests.support.examples import UUID, bundled

if TYPE_CHECKING:
    from tests.support.both import Both

RECURSIVE = {
    "chunk_size": 256,
    "chunk_overlap": 25,
    "keep_strategy": "KEEP_END",
    "length_measurement": "CHARACTER_COUNT",
}


def refuse(_: httpx.Request) -> httpx.Response:
    raise AssertionError("a request was sent")


def refused(both: Both, name: str, /, **args: Any) -> str:
    client: Any = both.against(refuse)
    with pytest.raises(InvalidRequestError) as caught:
        both(all_calls()[name].of(client)(**args))
    return str(caught.value)


def body_of(name: str, /, **args: Any) -> Any:
    import json

    stub = Stub(bundled())
    with Goodmem(base_url="http://127.0.0.1:1", max_retries=0, transport=httpx.MockTransport(stub)) as client:
        all_calls()[name].of(client)(**args)
    return json.loads(stub.requests[-1].content)


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("spaces.list", {"name_fliter": "x"}, ["no argument 'name_fliter'", "Did you mean 'name_filter'?"]),
        ("spaces.list", {"maxResults": 5}, ["no argument 'maxResults'", "'max_results'"]),
        ("spaces.list", {"frobnicate": 5}, ["no argument 'frobnicate'", "Arguments: ", "name_filter"]),
        ("spaces.get", {}, ["'id' is missing"]),
        ("spaces.get", {"id": None}, ["'id' is missing"]),
        ("spaces.get", {"id": 5}, ["id must be a str, not a value of type int"]),
        ("spaces.create", {}, ["'name' is missing", "'space_embedders' is missing"]),
        ("spaces.create", {"name": "", "space_embedders": [UUID]}, ["name must not be empty"]),
        ("spaces.create", {"name": "x" * 256, "space_embedders": [UUID]}, ["at most 255 characters, not 256"]),
        ("spaces.create", {"name": "x", "space_embedders": UUID}, ["space_embedders must be a list"]),
        ("spaces.create", {"name": "x", "space_embedders": [{"embeder_id": UUID}]}, ["'embeder_id'", "'embedder_id'?"]),
        (
            "spaces.create",
            {
                "name": "x",
                "space_embedders": [UUID],
                "default_chunking_config": {"recursive": {**RECURSIVE, "sise": 1}},
            },
            ["default_chunking_config.recursive has no field 'sise'", "Fields: chunk_size"],
        ),
        (
            "spaces.create",
            {"name": "x", "space_embedders": [UUID], "default_chunking_config": {"recursive": RECURSIVE, "none": {}}},
            ["default_chunking_config takes only one of"],
        ),
        (
            "memories.retrieve",
            {"message": "x", "space_ids": [UUID], "hnsw": {"ef_serch": 10}},
            ["hnsw has no field 'ef_serch'", "Did you mean 'ef_search'?"],
        ),
        (
            "memories.batch_delete",
            {"requests": [{"filter_selector": {"space_id": UUID, "status_fliter": "FAILED"}}]},
            ["requests[0].filter_selector has no field 'status_fliter'", "'status_filter'?"],
        ),
        ("memories.list", {"space_id": UUID, "status_filter": "FALIED"}, ["status_filter must be one of", "'FAILED'?"]),
        ("memories.list", {"space_id": UUID, "include_content": "yes"}, ["include_content must be True or False"]),
        ("memories.list", {"space_id": UUID, "include_content": 1}, ["include_content must be True or False"]),
        ("memories.list", {"space_id": UUID, "max_results": True}, ["max_results must be an int"]),
        ("memories.list", {"space_id": UUID, "max_results": "10"}, ["max_results must be an int"]),
        ("memories.list", {"space_id": UUID, "max_results": 2**31}, ["max_results must be at most 2147483647"]),
        ("memories.list", {"space_id": UUID, "max_results": 1.5}, ["max_results must be an int"]),
        ("memories.list", {"space_id": UUID, "max_items": -1}, ["max_items must be an int of 0 or more"]),
        ("memories.list", {"space_id": UUID, "max_items": 1.0}, ["max_items must be an int of 0 or more"]),
        (
            "memories.create",
            {"space_id": UUID, "original_content": "x", "metadata": {"score": math.nan}},
            ["metadata['score'] must be a finite number"],
        ),
        (
            "memories.create",
            {"space_id": UUID, "original_content": "x", "metadata": {"when": object()}},
            ["metadata['when'] cannot be written as JSON: a value of type object"],
        ),
        (
            "memories.create",
            {"space_id": UUID, "original_content": "x", "metadata": {1: "one"}},
            ["metadata must have text keys"],
        ),
        ("memories.create", {"space_id": UUID, "original_content": "\ud800"}, ["half of a surrogate pair"]),
        (
            "apikeys.create",
            {"expires_at": datetime.datetime(2026, 1, 1)},  # noqa: DTZ001 -- a time without a zone is the case
            ["expires_at must"],
        ),
    ],
)
def test_what_is_wrong_is_said(both: Both, name: str, args: dict[str, Any], said: list[str]) -> None:
    text = refused(both, name, **args)
    assert text.startswith(f"{name}()")
    for one in said:
        assert one in text


def test_positional_arguments_are_refused(both: Both) -> None:
    client = both.against(refuse)
    with pytest.raises(
        InvalidRequestError, match=r"^spaces\.get\(\) takes keyword .* as in spaces\.get\(id=\.\.\.\)\.$"
    ):
        both(client.spaces.get(UUID))
    with pytest.raises(InvalidRequestError, match=r"memories\.retrieve\(message=\.\.\., \w+=\.\.\.\)\.$"):
        client.memories.retrieve("Who?", [UUID])


@pytest.mark.parametrize("value", ["..", "../spaces/x", "a/./b", "a\x00b", "\ud800"])
def test_an_id_that_cannot_be_part_of_a_path_is_refused_by_its_name(both: Both, value: str) -> None:
    client = both.against(refuse)
    for call, said in (
        (lambda: client.memories.delete(id=value), r"^memories\.delete\(\): id "),
        (lambda: client.memories.list(space_id=value), r"^memories\.list\(\): space_id "),
    ):
        with pytest.raises(InvalidRequestError, match=said):
            both(call())


def test_a_bad_argument_is_a_value_error_and_a_type_error(both: Both) -> None:
    client = both.against(refuse)
    for kind in (ValueError, TypeError):
        with pytest.raises(kind):
            both(client.spaces.get())


def test_all_problems_are_told_at_once(both: Both) -> None:
    client = both.against(refuse)
    with pytest.raises(InvalidRequestError) as caught:
        both(client.spaces.create(name=5, space_embedders="x", labels=7))
    assert len(caught.value.problems) == 3
    assert [problem.split()[0] for problem in caught.value.problems] == ["name", "space_embedders", "labels"]


def test_a_secret_is_never_in_the_message(both: Both) -> None:
    text = refused(both, "embedders.create", display_name="x", model_identifier="y", credentials="sk-secret")
    assert "sk-secret" not in text
    text = refused(both, "embedders.create", display_name="x", model_identifier="y", api_key="sk-secret\n")
    assert "sk-secret" not in text


@pytest.mark.parametrize("name", all_calls())
def test_an_argument_that_no_method_has_is_refused_by_every_method(name: str) -> None:
    with (
        Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(refuse)) as client,
        pytest.raises(InvalidRequestError, match="there is no argument 'no_such_argument'"),
    ):
        all_calls()[name].of(client)(**arguments(all_calls()[name], most=False), no_such_argument=1)


SPELLINGS = [
    {"chunk_size": 256, "chunk_overlap": 25, "keep_strategy": "KEEP_END", "length_measurement": "TOKEN_COUNT"},
    {"chunkSize": 256, "chunkOverlap": 25, "keepStrategy": "KEEP_END", "lengthMeasurement": "TOKEN_COUNT"},
    {"chunkSize": 256, "chunk_overlap": 25, "keepStrategy": "KEEP_END", "length_measurement": "TOKEN_COUNT"},
    models.RecursiveChunkingConfiguration(
        chunk_size=256,
        chunk_overlap=25,
        keep_strategy=models.SeparatorKeepStrategy.KEEP_END,
        length_measurement=models.LengthMeasurement.TOKEN_COUNT,
    ),
]


@pytest.mark.parametrize("recursive", SPELLINGS)
@pytest.mark.parametrize("whole", [False, True])
def test_dicts_in_any_spelling_and_models_give_one_wire(recursive: Any, whole: bool) -> None:
    config = models.ChunkingConfiguration(recursive=recursive) if whole else {"recursive": recursive}
    body = body_of("spaces.create", name="x", space_embedders=[UUID], default_chunking_config=config)
    assert body["defaultChunkingConfig"] == {"recursive": SPELLINGS[1]}


def test_a_field_given_in_both_spellings_is_refused(both: Both) -> None:
    config = {"recursive": {**SPELLINGS[0], "chunkSize": 512}}
    text = refused(both, "spaces.create", name="x", space_embedders=[UUID], default_chunking_config=config)
    assert "chunk_size is given twice" in text


def test_a_reply_can_be_sent_back() -> None:
    """The server sends the forms that are not chosen as null; they count as not chosen."""
    config = models.ChunkingConfiguration.model_validate({"none": None, "recursive": SPELLINGS[1], "sentence": None})
    body = body_of("spaces.create", name="x", space_embedders=[UUID], default_chunking_config=config)
    assert body["defaultChunkingConfig"] == {"recursive": SPELLINGS[1]}


def test_none_is_not_given_where_null_means_nothing() -> None:
    assert body_of("spaces.update", id=UUID, name="x", replace_labels=NOT_GIVEN) == {"name": "x"}
    stub = Stub(bundled())
    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(stub)) as client:
        client.spaces.list(name_filter=None, max_results=None, label=None)
    assert stub.requests[0].url.query == b""


def test_null_is_null_where_the_document_allows_null() -> None:
    assert body_of("embedders.update", id=UUID, description=None) == {}
    nullable = next(one for one in all_calls()["embedders.update"].params if one.name == "description").nullable
    if nullable:
        assert body_of("embedders.update", id=UUID, description=NULL) == {"description": None}


def test_members_of_enums_are_sent_as_their_values() -> None:
    stub = Stub(bundled())
    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(stub)) as client:
        client.spaces.list(sort_order=models.SortOrder.DESCENDING)
    assert stub.requests[0].url.query == b"sortOrder=DESCENDING"


def test_what_is_like_a_number_or_a_text_is_taken_as_one() -> None:
    class Text(str):
        __slots__ = ()

    body = body_of(
        "memories.create",
        space_id=Text(UUID),
        original_content="x",
        metadata={"price": Decimal("1.5"), "tags": ("a", "b"), "on": datetime.date(2026, 1, 2)},
    )
    assert body["spaceId"] == UUID
    assert body["metadata"] == {"price": 1.5, "tags": ["a", "b"], "on": "2026-01-02"}


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc), "2026-01-02T03:04:05Z"),
        (
            datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
            "2026-01-02T03:04:05+02:00",
        ),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123456789Z"),
    ],
)
def test_times(value: Any, sent: str) -> None:
    assert body_of("admin.background_jobs.purge", older_than=value) == {"olderThan": sent}


def test_a_whole_request_is_taken_and_not_mixed(both: Both) -> None:
    assert body_of("spaces.update", id=UUID, request={"name": "x", "mergeLabels": {"a": "b"}}) == {
        "name": "x",
        "mergeLabels": {"a": "b"},
    }
    assert body_of("spaces.update", id=UUID, request=models.UpdateSpaceRequest(name="x")) == {"name": "x"}
    assert "'name' is given twice" in refused(both, "spaces.update", id=UUID, name="y", request={"name": "x"})
    assert "replace_labels, merge_labels together" in refused(
        both, "spaces.update", id=UUID, request={"replace_labels": {}, "merge_labels": {"a": "b"}}
    ) or "together" in refused(both, "spaces.update", id=UUID, replace_labels={"c": "d"}, merge_labels={"a": "b"})


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(metadata=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), JSON, max_size=4))
def test_free_form_values_arrive_as_they_were(metadata: dict[str, Any]) -> None:
    assert (
        body_of("memories.create", space_id=UUID, original_content="x", metadata=metadata).get("metadata") == metadata
    )


def test_extra_members_go_out_unchecked() -> None:
    stub = Stub(bundled())
    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(stub)) as client:
        client.spaces.update(id=UUID, extra_body={"newField": {"a": [1]}}, extra_query={"dry": True, "tag": ["a", "b"]})
    assert stub.requests[0].content == b'{"newField":{"a":[1]}}'
    assert stub.requests[0].url.query == b"dry=true&tag=a&tag=b"
