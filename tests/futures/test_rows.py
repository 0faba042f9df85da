"""The twenty changes of a server that are compatible on the wire and broke code once.

Each is a small change made by hand to a document of the history. What is expected is what the rule says: what is compatible
on the wire is compatible for code. Names are those of the last document, and a newcomer takes another one; a convenience is
recognised by what it needs, never by an exact shape.
"""

from __future__ import annotations

import copy
import hashlib
import json
from typing import TYPE_CHECKING

import httpx
import pytest

from goodmem_dyn import BadRequestError, IncompleteStreamError, InvalidRequestError
from tests.futures import taken
from tests.futures.client import members
from tests.futures.draft import array, body, obj, operation, query
from tests.futures.future import document
from tests.futures.judge import Judge
from tests.support.contract import Contract, Exchange
from tests.support.examples import Examples
from tests.support.versions import needs_311

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.futures.raw import Json, Key
    from tests.support.both import Both

BASE = "62c6d77b"
NULLABLE: Json = {"type": ["string", "null"]}
S: Json = {"type": "string"}
BINARY: Json = {"type": "string", "format": "binary"}
ID: Json = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
EMBEDDERS = ["00000000-0000-4000-8000-000000000003"]


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.fixture
def future() -> Json:
    """A document of the history, to be changed."""
    return copy.deepcopy(document(BASE))


def schemas(found: Json) -> Json:
    return found["components"]["schemas"]


def judge(both: Both, found: Json, *keys: Key, closing: dict[Key, bool] | None = None) -> Judge:
    """A client of a document after calls of some operations, every one of which was right that was right before."""
    before = Judge(both, document(BASE), document(BASE))
    known = before.run([key for key in keys if key in before.raw.operations]).problems
    made = Judge(both, found, found, closing=closing)
    verdict = made.run(keys)
    assert [str(one) for one in verdict.problems if one not in known] == []
    assert verdict.unmade == []
    assert verdict.calls >= len(keys)
    return made


def plain(kinds: set[str]) -> set[str]:
    """Types of results, the same for both clients."""
    return {kind.replace("Async", "") for kind in kinds}


def names_stay(made: Judge) -> None:
    """Every method of before still is the operation that it was, with its arguments and its kind of result."""
    old = made.both.client(base_url="http://127.0.0.1:1", api_key="k", document=document(BASE))
    for name, before in members(old).items():
        now = made.members.get(name)
        assert now is not None, f"{name} is gone"
        assert now.key == before.key, f"{name} is {now.key}"
        assert before.parameters.keys() <= now.parameters.keys(), name
        assert now.required <= before.required, name
        assert plain(before.kinds) <= plain(now.kinds), name


def tracked(found: Json) -> taken.Taken:
    """What `track` makes of a document that comes after the base: it is taken, and nothing of it breaks code."""
    done = taken.take(document(BASE), found)
    assert done.problems == []
    assert done.breaking == []
    assert done.python != "breaking"
    return done


# 1


def list_all(found: Json) -> Key:
    found["paths"]["/v1/memories"]["get"] = operation(
        "listAllMemories",
        ref("MemoryListResponse"),
        parameters=[query("maxResults", {"type": "integer"}), query("nextToken")],
    )
    return "GET", "/v1/memories"


def delete_all(found: Json) -> Key:
    found["paths"]["/v1/spaces"]["delete"] = operation("deleteSpaces")
    return "DELETE", "/v1/spaces"


def patch(found: Json) -> Key:
    put = found["paths"]["/v1/embedders/{id}"]["put"]
    found["paths"]["/v1/embedders/{id}"]["patch"] = {**put, "operationId": "patchEmbedder"}
    return "PATCH", "/v1/embedders/{id}"


def word(found: Json) -> Key:
    found["paths"]["/v1/memories/list"] = {"get": operation("memoriesNow", ref("MemoryListResponse"))}
    return "GET", "/v1/memories/list"


def action(found: Json) -> Key:
    found["paths"]["/v1/spaces/{id}:list"] = {"post": operation("listOfSpace", ref("Space"), parameters=[ID])}
    return "POST", "/v1/spaces/{id}:list"


def action_create(found: Json) -> Key:
    request = body(obj(["reason"], reason=S))
    found["paths"]["/v1/embedders:create"] = {
        "post": operation("createOther", ref("EmbedderResponse"), requestBody=request)
    }
    return "POST", "/v1/embedders:create"


NEWCOMERS = [list_all, delete_all, patch, word, action, action_create]


@pytest.mark.parametrize("newcomer", NEWCOMERS)
def test_row_1_a_newcomer_takes_another_name(both: Both, future: Json, newcomer: Callable[[Json], Key]) -> None:
    key = newcomer(future)
    made = judge(both, future, key)
    names_stay(made)
    assert [name for name, one in made.members.items() if one.key == key]


@pytest.mark.parametrize("newcomer", NEWCOMERS)
def test_row_1_the_report_calls_a_newcomer_compatible(future: Json, newcomer: Callable[[Json], Key]) -> None:
    newcomer(future)
    assert tracked(future).wire == "compatible"


def test_row_1_delete_without_an_id_is_refused_where_it_was_refused(both: Both, future: Json) -> None:
    delete_all(future)
    made = Judge(both, future, future)
    with pytest.raises(InvalidRequestError, match="id"):
        both(made.client.spaces.delete())
    assert made.server.seen == []


def test_row_1_delete_of_everything_never_has_the_plain_name(both: Both, future: Json) -> None:
    """A resource that nobody knew before: `delete` deletes one."""
    future["paths"]["/v1/webhooks"] = {
        "delete": operation("deleteWebhooks"),
        "get": operation("listWebhooks", array(S)),
    }
    future["paths"]["/v1/webhooks/{id}"] = {
        "get": operation("getWebhook", obj(name=S), parameters=[ID]),
        "delete": operation("deleteWebhook", parameters=[ID]),
    }
    made = judge(both, future, ("DELETE", "/v1/webhooks"), ("DELETE", "/v1/webhooks/{id}"))
    assert made.members["webhooks.delete"].key == ("DELETE", "/v1/webhooks/{id}")


# 2


def total(found: Json) -> Key:
    schemas(found)["ListEmbeddersResponse"]["properties"]["totalCount"] = {"type": "integer"}
    return "GET", "/v1/embedders"


def warned(found: Json) -> Key:
    schemas(found)["ListSpacesResponse"]["properties"]["warnings"] = array(S)
    return "GET", "/v1/spaces"


def faceted(found: Json) -> Key:
    node = schemas(found)["ListSpacesResponse"]
    node["properties"] = {"facets": array(obj(["name"], name=S)), **node["properties"]}
    return "GET", "/v1/spaces"


def summed(found: Json) -> Key:
    schemas(found)["ListLLMsResponse"]["properties"]["summary"] = obj(text=S)
    return "GET", "/v1/llms"


def sourced(found: Json) -> Key:
    schemas(found)["ListApiKeysResponse"]["properties"] |= {"summary": obj(text=S), "warnings": array(S)}
    return "GET", "/v1/apikeys"


LISTS = [total, warned, faceted, summed, sourced]


@pytest.mark.parametrize("grown", LISTS)
def test_row_2_a_list_whose_answer_gets_a_member_is_a_page(
    both: Both, future: Json, grown: Callable[[Json], Key]
) -> None:
    key = grown(future)
    made = judge(both, future, key)
    names_stay(made)
    method = next(one for one in made.members.values() if one.key == key)
    assert {"max_items"} <= method.parameters.keys()
    page = both(method.call())
    assert page.data
    assert [one for one in ("total_count", "warnings", "facets", "summary") if getattr(page.response, one, None)]


@pytest.mark.parametrize("grown", LISTS)
def test_row_2_the_report_calls_it_compatible(future: Json, grown: Callable[[Json], Key]) -> None:
    grown(future)
    assert tracked(future).wire == "compatible"


# 3


@pytest.mark.parametrize("part", [S, {"type": "integer"}, obj(origin=S)], ids=["text", "number", "object"])
def test_row_3_a_form_that_gets_a_part_still_takes_a_file(both: Both, future: Json, part: Json) -> None:
    form = future["paths"]["/v1/memories"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    form["properties"]["language"] = part
    made = judge(both, future, ("POST", "/v1/memories"))
    names_stay(made)
    create = made.members["memories.create"]
    assert {"file", "file_path", "on_progress", "language"} <= create.parameters.keys()
    value = made.maker.value(part, "language", most=True)
    both(
        create.call(
            space_id="00000000-0000-4000-8000-000000000001", file=b"text", content_type="text/plain", language=value
        )
    )
    assert made.server.seen[-1].problems == []
    assert made.server.seen[-1].body["language"] == value
    assert made.server.seen[-1].body["file"] == b"text"


def test_row_3_the_report_calls_it_compatible(future: Json) -> None:
    content = future["paths"]["/v1/memories"]["post"]["requestBody"]["content"]
    content["multipart/form-data"]["schema"]["properties"]["checksum"] = S
    tracked(future)


# 4


def opened(found: Json) -> Json:
    schemas(found)["Modality"] = {"anyOf": [{"type": "string", "enum": ["TEXT", "IMAGE", "AUDIO", "VIDEO"]}, S]}
    return found


@needs_311("generator")
def test_row_4_an_opened_enumeration_is_one_class_of_its_name(future: Json) -> None:
    done = taken.take(document(BASE), opened(future), models=True)
    assert done.problems == []
    text = done.models["modality.py"].decode()
    assert "class Modality(StrEnum)" in text
    assert "TEXT = 'TEXT'" in text.replace('"', "'")


def test_row_4_the_report_calls_it_compatible(future: Json) -> None:
    tracked(opened(future))


def test_row_4_values_of_an_opened_enumeration_arrive(both: Both, future: Json) -> None:
    made = judge(both, opened(future), ("GET", "/v1/embedders/{id}"), ("POST", "/v1/embedders"))
    names_stay(made)


# 5


def test_row_5_a_create_that_may_have_a_file_needs_none(both: Both, future: Json) -> None:
    content = future["paths"]["/v1/spaces"]["post"]["requestBody"]["content"]
    form = obj(["request"], request=content["application/json"]["schema"], file=BINARY)
    content["multipart/form-data"] = {"schema": form, "encoding": {"request": {"contentType": "application/json"}}}
    made = judge(both, future, ("POST", "/v1/spaces"))
    names_stay(made)
    create = made.members["spaces.create"]
    assert "file" in create.parameters
    both(create.call(name="notes", space_embedders=EMBEDDERS, file=b"picture"))
    assert made.server.seen[-1].headers["content-type"].startswith("multipart/form-data")
    assert made.server.seen[-1].body["file"] == b"picture"


# 6


def streamed(found: Json, path: str) -> Key:
    content = found["paths"][path]["post"]["responses"]["200"]["content"]
    schemas(found)["Partial"] = obj(["sequence"], sequence={"type": "integer"}, text=S)
    content["text/event-stream"] = {"schema": ref("Partial")}
    return "POST", path


def test_row_6_json_stays_json_where_events_can_be_asked_for(both: Both, future: Json) -> None:
    key = streamed(future, "/v1/ocr:document")
    made = judge(both, future, key, closing={key: False})
    names_stay(made)
    assert "stream" in made.members["ocr.document"].parameters


def test_row_6_the_report_calls_it_compatible(future: Json) -> None:
    streamed(future, "/v1/ocr:document")
    tracked(future)


# 7


def test_row_7_a_list_by_post_pages(both: Both, future: Json) -> None:
    request = obj(["query"], query=S, maxResults={"type": "integer"}, nextToken=NULLABLE)
    answer = obj(["spaces"], spaces=array(ref("Space")), nextToken=NULLABLE)
    future["paths"]["/v1/spaces:search"] = {"post": operation("searchSpaces", answer, requestBody=body(request))}
    made = judge(both, future, ("POST", "/v1/spaces:search"))
    names_stay(made)
    tokens = [(one.body or {}).get("nextToken") for one in made.server.seen]
    assert tokens[-2:] == ["page-1", "page-2"]


# 8


@pytest.mark.parametrize("closing", [True, False], ids=["with its closing event", "without"])
def test_row_8_a_new_stream_of_events_ends_as_such_streams_do(both: Both, future: Json, closing: bool) -> None:
    key = ("GET", "/v1/spaces/{id}:watch")
    event = obj(["sequence"], sequence={"type": "integer"})
    future["paths"][key[1]] = {"get": operation("watchSpace", event, media="text/event-stream", parameters=[ID])}
    names_stay(judge(both, future, key, closing={key: closing}))


def test_row_8_a_stream_that_promised_its_closing_event_is_cut_without_it(both: Both, future: Json) -> None:
    """The history of the operation promises it: this server's own streams always had it."""
    key = ("POST", "/v1/ping:stream")
    del future["paths"][key[1]]["post"]["responses"]["200"]["content"]["application/x-ndjson"]
    judge(both, future, key, closing={key: True})
    made = Judge(both, future, future, closing={key: False})
    verdict = made.run([key])
    assert verdict.problems
    assert all(IncompleteStreamError.__name__ in one.text for one in verdict.problems)


# 9


@pytest.mark.parametrize("moves", [True, False], ids=["moves", "goes"])
def test_row_9_a_collection_keeps_its_name_when_its_items_go(both: Both, future: Json, moves: bool) -> None:
    collection = "/v1/admin/retrieve-memory-log-policies"
    item = future["paths"].pop(f"{collection}/{{id}}")
    if moves:
        future["paths"]["/v1/admin/log-policies/{id}"] = item
    made = judge(both, future, ("GET", collection), ("POST", collection))
    for method, key in (("list", "GET"), ("create", "POST")):
        assert made.members[f"admin.retrieve_memory_log_policies.{method}"].key == (key, collection)


# 10


def test_row_10_a_look_up_that_gets_a_parameter_takes_it(both: Both, future: Json) -> None:
    key = ("GET", "/v1/users/email/{email}")
    future["paths"][key[1]]["get"]["parameters"].append(query("region"))
    names_stay(judge(both, future, key, ("GET", "/v1/users/{id}")))


def test_row_10_a_new_look_up_with_a_parameter(both: Both, future: Json) -> None:
    key = ("GET", "/v1/spaces/name/{name}")
    parameters = [{**ID, "name": "name", "schema": S}, query("includeArchived", {"type": "boolean"})]
    future["paths"][key[1]] = {"get": operation("getSpaceByName", ref("Space"), parameters=parameters)}
    names_stay(judge(both, future, key, ("GET", "/v1/spaces/{id}")))


# 11


def with_bearer(found: Json) -> Json:
    found["components"]["securitySchemes"]["bearerAuth"] = {"type": "http", "scheme": "bearer"}
    return found


def test_row_11_bearer_for_one_operation(both: Both, future: Json) -> None:
    with_bearer(future)["paths"]["/v1/spaces/{id}"]["get"]["security"] = [{"bearerAuth": []}]
    made = judge(both, future, ("GET", "/v1/spaces/{id}"), ("DELETE", "/v1/spaces/{id}"))
    assert "authorization" not in made.server.seen[-1].headers


def test_row_11_bearer_instead_of_the_key(both: Both, future: Json) -> None:
    del with_bearer(future)["components"]["securitySchemes"]["apiKeyAuth"]
    future["security"] = [{"bearerAuth": []}]
    judge(both, future, ("GET", "/v1/spaces"), ("GET", "/v1/embedders/{id}"), ("DELETE", "/v1/llms/{id}"))


# 12


def test_row_12_a_get_action_is_not_taken_for_its_item(both: Both, future: Json) -> None:
    key = ("GET", "/v1/spaces/{id}:export")
    future["paths"][key[1]] = {"get": operation("exportSpace", obj(["document"], document=S), parameters=[ID])}
    names_stay(judge(both, future, key, ("GET", "/v1/spaces/{id}")))
    contract = Contract(Examples(future))
    for target, wanted in (("/v1/spaces/x:export", "exportSpace"), ("/v1/spaces/x", "getSpace")):
        exchange = Exchange("GET", target, httpx.Headers(), b"", 200, httpx.Headers(), b"{}")
        assert contract.find(exchange) == wanted


# 13


def test_row_13_the_example_maker_knows_alternatives_within_alternatives(future: Json) -> None:
    """Content that is a text, or an object or a list of such contents: what the questions of a decision are made of."""
    schemas(future)["Content"] = {
        **obj(text=S, jsonValue=S, objectValue=ref("ContentMap"), arrayValue=ref("ContentList")),
        "oneOf": [{"required": [one]} for one in ("jsonValue", "text", "objectValue", "arrayValue")],
    }
    schemas(future)["ContentMap"] = obj(["entries"], entries={"type": "object", "additionalProperties": ref("Content")})
    schemas(future)["ContentList"] = obj(["values"], values=array(ref("Content")))
    schemas(future)["Question"] = {
        **obj(["prompt"], prompt=ref("Content"), choice=obj(["options"], options=array(ref("Content"))), noul=obj()),
        "oneOf": [{"required": ["choice"]}, {"required": ["noul"]}],
    }
    questions = {"type": "object", "additionalProperties": ref("Question"), "minProperties": 1}
    request = obj(["state", "questions"], state=ref("Content"), questions=questions)
    examples = Examples(future)
    for most in (False, True):
        assert examples.errors(request, examples.value(request, most=most)) == []


def test_row_13_an_upload_of_several_files_typed_by_their_media(both: Both, future: Json) -> None:
    key = ("POST", "/v1/spaces:import")
    form = obj(["files"], files=array({"type": "string", "contentMediaType": "application/octet-stream"}), note=S)
    future["paths"][key[1]] = {
        "post": operation("importSpaces", obj(count={"type": "integer"}), requestBody=body(form, "multipart/form-data"))
    }
    names_stay(judge(both, future, key))
    examples = Examples(future)
    assert examples.errors(form, examples.value(form)) == []


# 14


def test_row_14_a_document_without_a_commit_is_taken(both: Both, future: Json) -> None:
    del future["info"]["x-goodmem-commit"]
    data = json.dumps(future).encode()
    assert taken.commit_of(data) == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert taken.take(document(BASE), future).problems == []
    names_stay(judge(both, future, ("GET", "/v1/spaces")))


# 15


@pytest.mark.parametrize("member", ["message", "error"])
def test_row_15_a_secret_of_one_schema_hides_nothing_elsewhere(both: Both, future: Json, member: str) -> None:
    schemas(future)["SpaceCreationRequest"]["properties"][member] = {**S, "format": "password"}
    judge(both, future, ("POST", "/v1/spaces"), ("POST", "/v1/ocr:document"))
    said = {"error": "The name is taken by another space.", "message": "The name is taken by another space."}
    client = both.client(
        base_url="http://127.0.0.1:1",
        api_key="k",
        max_retries=0,
        document=future,
        transport=httpx.MockTransport(lambda _: httpx.Response(400, json=said)),
    )
    with pytest.raises(BadRequestError) as caught:
        both(client.spaces.get(id="00000000-0000-4000-8000-000000000001"))
    assert said["message"] in str(caught.value)
    assert "****" not in str(caught.value) + repr(caught.value.body)


# 16


def test_row_16_a_token_inside_an_object_pages(both: Both, future: Json) -> None:
    envelope = obj(["total"], nextToken=NULLABLE, total={"type": "integer"})
    answer = obj(["data", "page"], data=array(obj(["name"], name=S)), page=envelope)
    parameters = [query("maxResults", {"type": "integer"}), query("nextToken")]
    future["paths"]["/v1/webhooks"] = {"get": operation("listWebhooks", answer, parameters=parameters)}
    made = judge(both, future, ("GET", "/v1/webhooks"))
    names_stay(made)
    (method,) = [one for one in made.members.values() if one.key == ("GET", "/v1/webhooks")]
    assert "max_items" in method.parameters


# 17


def test_row_17_true_is_anything(both: Both, future: Json) -> None:
    request = obj(["name"], name=S, webhookId={**S, "format": "uuid"})
    answer = obj(["webhookId"], webhookId=S, payload=True)
    future["paths"]["/v1/webhooks"] = {
        "post": operation("createWebhook", answer, status=201, requestBody=body(request))
    }
    future["paths"]["/v1/webhooks/{id}"] = {"get": operation("getWebhook", True, parameters=[ID])}
    names_stay(judge(both, future, ("POST", "/v1/webhooks"), ("GET", "/v1/webhooks/{id}")))
    tracked(future)


# 18


@pytest.mark.parametrize(
    "beside", [{"deprecated": True}, {"description": "More."}, {"readOnly": False}], ids=lambda one: next(iter(one))
)
def test_row_18_recursion_with_a_word_beside_it(both: Both, future: Json, beside: Json) -> None:
    schemas(future)["Tree"] = obj(
        ["name"], name=S, left={**ref("Tree"), **beside}, all=array({**ref("Tree"), **beside})
    )
    schemas(future)["SpaceCreationRequest"]["properties"]["tree"] = ref("Tree")
    made = judge(both, future, ("POST", "/v1/spaces"))
    names_stay(made)
    tree = {"name": "a", "left": {"name": "b", "left": {"nmae": "c"}}}
    with pytest.raises(InvalidRequestError, match=r"tree.*left.*left"):
        both(made.client.spaces.create(name="x", space_embedders=EMBEDDERS, tree=tree))
    tracked(future)


# 19


@pytest.mark.parametrize("media", ["application/cbor", "text/csv"])
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_row_19_json_is_asked_for_where_there_is_json(both: Both, future: Json, media: str, first: bool) -> None:
    keys = [("GET", "/v1/spaces"), ("GET", "/v1/embedders/{id}")]
    for _, path in keys:
        response = future["paths"][path]["get"]["responses"]["200"]
        other = {media: {"schema": S if media == "text/csv" else BINARY}}
        response["content"] = {**other, **response["content"]} if first else {**response["content"], **other}
    made = judge(both, future, *keys)
    names_stay(made)
    assert all("json" in one.headers["accept"] for one in made.server.seen)


# 20


@pytest.mark.parametrize("name", ["page[size]", "page-size", "maxItems", "labels"])
def test_row_20_a_parameter_of_the_document_wins_over_a_convenience(both: Both, future: Json, name: str) -> None:
    key = ("GET", "/v1/spaces")
    future["paths"][key[1]]["get"]["parameters"].append(query(name, S if name == "labels" else {"type": "integer"}))
    names_stay(judge(both, future, key))
