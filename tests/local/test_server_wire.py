"""Routing on the raw path, parameters in both spellings, and the three error bodies."""

from __future__ import annotations

import json
import socket
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ANY_ID = "0192a1b2-0000-7000-8000-000000000000"


def raw_request(url: str, line: str, key: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON of a request whose path reaches the server byte for byte."""
    status, body = raw_answer(url, line, key)
    return status, json.loads(body) if body else {}


def raw_answer(url: str, line: str, key: str) -> tuple[int, bytes]:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            f"{line} HTTP/1.1\r\nhost: localhost\r\nx-api-key: {key}\r\nconnection: close\r\n\r\n".encode()
        )
        data = b""
        while piece := connection.recv(65536):
            data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


@pytest.mark.parametrize(
    "path",
    [
        "/v1/memories/..%2fspaces%2f{space}",
        "/v1/memories/%2e%2e%2fspaces%2f{space}",
        "/v1/memories/%2e%2e/spaces/{space}",
        "/v1/memories/../spaces/{space}",
        "/v1/memories/{space}%2fcontent",
        "/v1/spaces%2f{space}",
        "/v1%2Fspaces%2F{space}",
        "/v1/memories/{space}%3fx",
        "/v1/memories/.",
        "/v1/memories/",
        "/v1//memories/{space}",
        "//v1/spaces/{space}/..",
    ],
)
def test_no_path_steers_a_delete_to_another_resource(api, server, path):
    space = api.space()
    status, _ = raw_request(server.url, "DELETE " + path.format(space=space), server.api_key)
    assert status in (400, 404)
    assert api("GET", f"/v1/spaces/{space}")["spaceId"] == space


@pytest.mark.parametrize("target", ["{url}{path}", "HTTP://localhost{path}", "http://[::1]:80{path}?x=http://y"])
def test_a_target_that_is_a_whole_url_is_served_as_its_path(api, server, target):
    path = f"/v1/spaces/{api.space()}"
    status, body = raw_request(server.url, "GET " + target.format(url=server.url, path=path), server.api_key)
    assert (status, body.get("spaceId")) == (200, path.rpartition("/")[2]), body
    status, _ = raw_request(server.url, f"DELETE {server.url}{path}%2f..", server.api_key)
    assert status in (400, 404)


@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "user@localhost", ""])
def test_a_target_that_names_another_server_is_refused(api, server, host):
    status, body = raw_request(server.url, f"GET http://{host}/v1/spaces/{api.space()}", server.api_key)
    assert status == 421, body


def test_a_target_without_a_path_is_the_root(server):
    whole, path = (raw_answer(server.url, f"GET {target}", server.api_key) for target in (server.url, "/"))
    assert whole == path


@pytest.mark.parametrize(
    "bad", ["not-a-uuid", "..", "0192a1b2000070008000000000000000", "0x0192a1b2", ANY_ID + "0", "%00", "*"]
)
@pytest.mark.parametrize(
    ("path", "noun"),
    [
        ("/v1/spaces/{}", "space"),
        ("/v1/memories/{}/content", "memory"),
        ("/v1/embedders/{}", "embedder"),
        ("/v1/rerankers/{}", "reranker"),
        ("/v1/llms/{}", "LLM"),
        ("/v1/users/{}", "user"),
        ("/v1/spaces/{}/memories", "space"),
    ],
)
def test_an_id_that_is_no_uuid_is_a_400_that_shows_it(api, server, path, noun, bad):
    status, body = raw_request(server.url, "GET " + path.format(bad.replace(".", "%2e")), server.api_key)
    assert status == 400
    assert body["error"].startswith(f"Invalid {noun} ID format: ")
    assert body["status"] == 400


def test_an_upper_case_id_names_the_same_resource(api):
    space = api.space()
    assert api("GET", f"/v1/spaces/{space.upper()}")["spaceId"] == space


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", f"/v1/memories/{ANY_ID}"),
        ("PATCH", f"/v1/memories/{ANY_ID}"),
        ("GET", "/v1/nothing"),
        ("POST", "/v1/memories:nothing"),
        ("GET", "/v1/"),
        ("DELETE", "/v1/spaces"),
        ("GET", "/nowhere"),
    ],
)
def test_what_does_not_exist_is_a_404_with_the_service_error_body(api, method, path):
    body = api(method, path, expect=404)
    assert set(body) == {"error", "status", "timestamp"}
    assert body["status"] == 404
    assert isinstance(body["timestamp"], int)


def test_a_path_that_is_not_utf8_is_a_400(server):
    assert raw_request(server.url, "GET /v1/users/email/%ff%fe", server.api_key)[0] == 400


def test_both_spellings_of_query_names_mean_the_same(api):
    space = api.space()
    for number in range(3):
        api.memory(space, f"text {number}")
    for name in ("maxResults", "max_results"):
        assert len(api("GET", f"/v1/spaces/{space}/memories?{name}=2")["memories"]) == 2
    for name in ("includeContent", "include_content"):
        found = api("GET", f"/v1/spaces/{space}/memories?{name}=true")["memories"]
        assert all("originalContent" in one for one in found)


@pytest.mark.parametrize("form", ["label.team", "label[team]", "label%5Bteam%5D"])
def test_labels_filter_in_both_forms(api, form):
    red = api.space("red", labels={"team": "red"})
    api.space("blue", labels={"team": "blue"})
    assert [one["spaceId"] for one in api("GET", f"/v1/spaces?{form}=red")["spaces"]] == [red]


def test_several_label_filters_are_anded(api):
    both = api.space("both", labels={"team": "red", "tier": "1"})
    api.space("one", labels={"team": "red"})
    found = api("GET", "/v1/spaces?label.team=red&label[tier]=1")["spaces"]
    assert [one["spaceId"] for one in found] == [both]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("sortBy=size", "sortBy"),
        ("sortOrder=UP", "sortOrder"),
        ("ownerId=me", "owner"),
    ],
)
def test_a_bad_query_value_is_refused_by_name(api, query, message):
    body = api("GET", f"/v1/spaces?{query}", expect=400)
    assert message in body["error"]
    assert body["status"] == 400


def test_a_bad_boolean_is_refused(api):
    assert "includeContent" in api("GET", f"/v1/memories/{ANY_ID}?includeContent=perhaps", expect=400)["error"]


@pytest.mark.parametrize("size", ["many", "", "1e3", "99999999999999999999"])
def test_a_max_results_that_is_no_number_is_ignored(api, size):
    api.space()
    assert len(api("GET", f"/v1/spaces?maxResults={size}")["spaces"]) == 1


def test_a_max_results_that_is_no_number_is_refused_where_settings_say_so(run_server):
    from goodmem_dyn.local import Settings

    strict = run_server(settings=Settings(lenient_max_results=False))
    answer = httpx.get(f"{strict.url}/v1/spaces?maxResults=many", headers={"x-api-key": strict.api_key})
    assert answer.status_code == 400
    assert "maxResults" in answer.json()["error"]


def test_an_unknown_field_names_itself_its_place_and_what_is_known(api):
    body = api("POST", "/v1/spaces", {"name": "a", "pubic": True}, expect=400)
    assert set(body) == {"error"}
    assert body["error"].startswith('Invalid JSON request body: Unrecognized field "pubic"')
    assert "SpaceCreationRequest" in body["error"]
    assert "ownerId" in body["error"]


def test_an_unknown_field_deep_inside_is_refused_too(api):
    embedder = api.embedder()["embedderId"]
    body = {
        "name": "a",
        "spaceEmbedders": [{"embedderId": embedder, "wieght": 1}],
        "defaultChunkingConfig": {"recursive": {"chunkSize": 10, "chunkOverlap": 0}},
    }
    answer = api("POST", "/v1/spaces", body, expect=400)
    assert '"wieght"' in answer["error"]
    assert "spaceEmbedders[0]" in answer["error"]


def test_broken_rules_are_listed_all_at_once(api):
    body = api("POST", "/v1/spaces", {"name": "", "spaceEmbedders": [{"embedderId": "x"}]}, expect=400)
    assert set(body) == {"errors"}
    found = {error["field"]: error["message"] for error in body["errors"]}
    assert found["spaceEmbedders[0].embedderId"] == "Invalid embedder ID format"
    assert found["defaultChunkingConfig"] == "Default chunking config is required"
    assert found["name"] == "Name must not be empty"


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "empty"),
        (b"{", "line 1"),
        (b'{"name": }', "line 1"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"name": NaN}', "NaN"),
        (b'{"name": "\\ud800"}', "surrogate"),
        (b'{"name": "a\\u0000b"}', "NUL"),
        (b"[]", "body: expected object, got an array"),
        (b'"text"', "object"),
        (b'{"name": 7}', "name"),
        (b"[" * 100_000, "deep"),
        (b'{"labels": 1e999}', "double"),
        (b'{"name": ' + b"9" * 5000 + b"}", "digits"),
    ],
)
def test_a_body_that_cannot_be_decoded_says_why(api, raw, part):
    body = api("POST", "/v1/spaces", expect=400, content=raw, headers={"content-type": "application/json"})
    assert set(body) == {"error"}
    assert body["error"].startswith("Invalid JSON request body: ")
    assert part in body["error"]


def test_a_whole_number_is_an_integer_however_it_is_written(api):
    space = api.space(defaultChunkingConfig={"recursive": {"chunkSize": 5e2, "chunkOverlap": 64.0}})
    shown = api.http.get(f"/v1/spaces/{space}").text
    assert '"chunkSize":500,"chunkOverlap":64' in shown
    config = {"recursive": {"chunkSize": 5.5, "chunkOverlap": 0}}
    body = api("PUT", f"/v1/spaces/{space}", {"name": 5.5}, expect=400)
    assert "name" in body["error"]
    memory = {"spaceId": space, "originalContent": "x", "contentType": "text/plain", "chunkingConfig": config}
    assert "chunkSize" in api("POST", "/v1/memories", memory, expect=400)["error"]


def test_null_counts_as_absent(api):
    embedder = api.embedder(description=None, labels=None, credentials=None)
    assert "description" not in embedder
    config = {"none": None, "recursive": {"chunkSize": 100, "chunkOverlap": 10, "separators": None}, "sentence": None}
    space = api.space("nulls", embedder["embedderId"], defaultChunkingConfig=config, ownerId=None)
    shown = api("GET", f"/v1/spaces/{space}")["defaultChunkingConfig"]
    assert shown["recursive"]["separators"] == []


def test_nulls_in_free_form_metadata_are_kept(api):
    made = api.memory(api.space(), metadata={"gone": None, "list": [None]})
    assert api("GET", f"/v1/memories/{made['memoryId']}")["metadata"] == {"gone": None, "list": [None]}


def test_a_chunking_config_of_a_reply_is_accepted_in_a_request(api):
    first = api("GET", f"/v1/spaces/{api.space('first')}")
    copy = api.space("second", defaultChunkingConfig=first["defaultChunkingConfig"])
    assert api("GET", f"/v1/spaces/{copy}")["defaultChunkingConfig"] == first["defaultChunkingConfig"]


@pytest.mark.parametrize("path", ["/v1/system/info", "/v1/spaces", "/v1/users/me"])
def test_a_get_may_carry_a_content_type(api, path):
    api("GET", path, headers={"content-type": "application/json"})


def test_a_delete_may_carry_a_content_type(api):
    space = api.space()
    api("DELETE", f"/v1/spaces/{space}", headers={"content-type": "application/json"})


def test_an_origin_that_is_named_may_call_and_no_other(run_server):
    from goodmem_dyn.local import Settings

    named = run_server(settings=Settings(cors_origins=("http://a.example",)))
    with httpx.Client(base_url=named.url, headers={"x-api-key": named.api_key}) as http:
        found = http.get("/v1/spaces", headers={"origin": "http://a.example"})
        assert (found.status_code, found.headers["access-control-allow-origin"]) == (200, "http://a.example")
        refused = http.get("/v1/spaces", headers={"origin": "http://b.example"})
        assert (refused.status_code, "access-control-allow-origin" in refused.headers) == (403, False)


def test_a_body_beyond_the_limit_is_refused(run_server):
    from goodmem_dyn.local import Settings

    small = run_server(settings=Settings(max_body_bytes=1000))
    answer = httpx.post(f"{small.url}/v1/apikeys", content=b" " * 2000, headers={"x-api-key": small.api_key})
    assert answer.status_code == 413


def test_head_is_get_without_the_body(api):
    answer = api.http.head("/v1/system/info")
    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["content-length"]) == len(api.http.get("/v1/system/info").content)


def test_the_document_is_served(anonymous):
    document = anonymous("GET", "/openapi")
    assert document["openapi"].startswith("3.1")
    assert "/v1/memories:retrieve" in document["paths"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
field_names = st.sampled_from(
    ["name", "labels", "spaceEmbedders", "embedderId", "ownerId", "defaultChunkingConfig", "spaceId", "requests"]
) | st.text(max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(
        ["/v1/spaces", "/v1/embedders", "/v1/memories", "/v1/memories:batchDelete", "/v1/apikeys", "/v1/llms"]
    ),
    body=st.dictionaries(field_names, json_values, max_size=4) | json_values,
)
def test_no_body_breaks_the_server(api, path, body):
    answer = api.http.post(path, json=body)
    assert answer.status_code in (200, 201, 207, 400), answer.text
    if answer.status_code == 400:
        assert "error" in answer.json() or answer.json()["errors"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(segment=st.text(min_size=1, max_size=20))
def test_no_id_breaks_the_server(api, segment):
    path = "/v1/memories/" + httpx.URL("http://x", params={"x": segment}).query.decode()[2:].replace("+", "%20")
    answer = api.http.get(httpx.URL(api.server.url, raw_path=path.encode()))
    assert answer.status_code in (400, 404), answer.text


def _has_nul(value: Any) -> bool:
    return "\\u0000" in json.dumps(value)


@pytest.fixture
def space(api):
    return api.space()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(metadata=st.dictionaries(st.text(max_size=10), json_values, max_size=5).filter(lambda one: not _has_nul(one)))
def test_metadata_comes_back_equal(api, space, metadata):
    made = api.memory(space, metadata=metadata)
    shown = api("GET", f"/v1/memories/{made['memoryId']}")["metadata"]
    assert shown == json.loads(json.dumps(metadata), parse_int=float)
