"""Pages: sizes, orders, globs, and tokens that are bound to the caller and stable while things change."""

from __future__ import annotations

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodmem_dyn.local._state.globs import matches_glob


def pages(api, path, key, **query):
    """Every page of a list, following the tokens."""
    found, token = [], None
    for _ in range(100):
        params = {**query, **({"nextToken": token} if token else {})}
        body = api("GET", path, params=params)
        found.append(body[key])
        token = body.get("nextToken")
        if token is None:
            return found
    raise AssertionError("the list does not end")


def names(items):
    return [item["name"] for item in items]


@pytest.fixture
def spaces(api):
    """Seven spaces, oldest first."""
    return [api.space(f"space {letter}") for letter in "abcdefg"]


def test_newest_first_in_pages_of_any_size(api, spaces):
    for size in (1, 2, 3, 7, 50):
        found = pages(api, "/v1/spaces", "spaces", maxResults=size)
        assert [one["spaceId"] for page in found for one in page] == spaces[::-1]
        assert max(len(page) for page in found) == min(size, 7)


def test_the_last_page_has_no_token(api, spaces):
    assert "nextToken" not in api("GET", "/v1/spaces?maxResults=7")
    assert "nextToken" in api("GET", "/v1/spaces?maxResults=6")


@pytest.mark.parametrize(("size", "length"), [(0, 1), (-5, 1), (1000000, 7)])
def test_sizes_are_clamped(api, spaces, size, length):
    assert len(api("GET", f"/v1/spaces?maxResults={size}")["spaces"]) == length


@pytest.mark.parametrize("column", ["created_time", "updated_time", "name"])
@pytest.mark.parametrize("order", ["ASCENDING", "DESCENDING"])
def test_every_order_is_total(api, spaces, column, order):
    api("PUT", f"/v1/spaces/{spaces[2]}", {"name": "zebra"})
    whole = api("GET", "/v1/spaces", params={"sortBy": column, "sortOrder": order})["spaces"]
    field = {"created_time": "createdAt", "updated_time": "updatedAt", "name": "name"}[column]
    values = [(one[field], one["spaceId"]) for one in whole]
    assert values == sorted(values, reverse=order == "DESCENDING")
    paged = pages(api, "/v1/spaces", "spaces", sort_by=column, sort_order=order, max_results=2)
    assert [one for page in paged for one in page] == whole


def test_an_unspecified_order_is_the_default(api, spaces):
    found = api("GET", "/v1/spaces?sortOrder=SORT_ORDER_UNSPECIFIED")["spaces"]
    assert [one["spaceId"] for one in found] == spaces[::-1]


def test_new_rows_between_pages_are_neither_repeated_nor_shift_the_rest(api, spaces):
    first = api("GET", "/v1/spaces?maxResults=3")
    for number in range(4):
        api.space(f"new {number}")
    second = api("GET", "/v1/spaces", params={"maxResults": 10, "nextToken": first["nextToken"]})
    assert [one["spaceId"] for one in first["spaces"] + second["spaces"]] == spaces[::-1]


def test_a_deleted_row_between_pages_shifts_nothing(api, spaces):
    first = api("GET", "/v1/spaces?maxResults=3")
    for space in (spaces[6], spaces[4], spaces[3]):
        api("DELETE", f"/v1/spaces/{space}")
    second = api("GET", "/v1/spaces", params={"nextToken": first["nextToken"]})
    assert [one["spaceId"] for one in second["spaces"]] == [spaces[2], spaces[1], spaces[0]]


def test_a_token_carries_its_filters(api):
    for number in range(4):
        api.space(f"red {number}", labels={"colour": "red"})
        api.space(f"blue {number}", labels={"colour": "blue"})
    query = {"nameFilter": "r*", "label[colour]": "red", "sortBy": "name", "sortOrder": "ASCENDING"}
    first = api("GET", "/v1/spaces", params={**query, "maxResults": 2})
    token = first["nextToken"]
    alone = api("GET", "/v1/spaces", params={"nextToken": token})
    repeated = api("GET", "/v1/spaces", params={**query, "nextToken": token})
    assert names(first["spaces"] + alone["spaces"]) == ["red 0", "red 1", "red 2", "red 3"]
    assert alone == repeated
    for change in ({"nameFilter": "b*"}, {"label[colour]": "blue"}, {"sortBy": "created_time"}):
        api("GET", "/v1/spaces", params={**query, **change, "nextToken": token}, expect=400)


def test_a_token_belongs_to_its_caller_and_its_list(api, other, spaces, run_server):
    token = api("GET", "/v1/spaces?maxResults=3")["nextToken"]
    assert "=" not in token
    assert base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    assert other("GET", f"/v1/spaces?nextToken={token}", expect=400)["status"] == 400
    api("GET", f"/v1/spaces/{spaces[0]}/memories?nextToken={token}", expect=400)


@pytest.mark.parametrize("token", ["garbage", "AAAA", "%00", "é", "a" * 4000, "e30", "eyJhIjoxfQ"])
def test_a_garbage_token_is_a_400(api, token):
    assert "token" in api("GET", "/v1/spaces", params={"nextToken": token}, expect=400)["error"]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_token_changed_anywhere_is_a_400(api, data):
    if not api("GET", "/v1/spaces")["spaces"]:
        for letter in "ab":
            api.space(letter)
    token = api("GET", "/v1/spaces?maxResults=1")["nextToken"]
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("ABCDabcd0123-_").filter(lambda one: one != token[place]))
    changed = token[:place] + letter + token[place + 1 :]
    api("GET", "/v1/spaces", params={"nextToken": changed}, expect=400)


def test_a_token_outlives_a_restart(run_server, tmp_path):
    from tests.support.api import Api

    data = tmp_path / "goodmem.db"
    server = run_server(data=data)
    key = server.api_key
    before = Api(server, key)
    for letter in "abc":
        before.space(letter, before.embedder(modelIdentifier=letter)["embedderId"])
    token = before("GET", "/v1/spaces?maxResults=2")["nextToken"]
    before.close()
    server.stop()
    again = run_server(data=data)
    assert again.api_key is None
    after = Api(again, key)
    assert names(after("GET", f"/v1/spaces?nextToken={token}")["spaces"]) == ["a"]
    after.close()


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("alpha", ["Alpha"]),
        ("ALPHA", ["Alpha"]),
        ("al*", ["Alpha", "Alpine 100%"]),
        ("*a", ["Alpha", "beta_1a"]),
        ("?lpha", ["Alpha"]),
        ("pha", []),
        ("*100%", ["Alpine 100%"]),
        ("beta_?a", ["beta_1a"]),
        ("beta.1a", []),
        ("%", []),
        (r"back\slash", [r"back\slash"]),
        ("[a]", []),
    ],
)
def test_name_filters_are_anchored_globs_in_any_case(api, pattern, found):
    for name in ("Alpha", "Alpine 100%", "beta_1a", r"back\slash"):
        api.space(name)
    answer = api("GET", "/v1/spaces", params={"nameFilter": pattern, "sortBy": "name", "sortOrder": "ASCENDING"})
    assert names(answer["spaces"]) == found


@given(text=st.text(max_size=30))
def test_every_name_matches_itself_and_a_star(text):
    literal = text.replace("*", "?")
    assert matches_glob(literal, text)
    assert matches_glob("*", text)
    assert matches_glob(text.replace("*", "?").swapcase().swapcase(), text) or text.swapcase().swapcase() != text


def test_memories_page_newest_first_and_in_every_order(api):
    space = api.space()
    made = [
        api.memory(space, f"text {n}", contentType="text/plain" if n % 2 else "text/markdown")["memoryId"]
        for n in range(6)
    ]
    api.settle(*made)
    path = f"/v1/spaces/{space}/memories"
    assert [one["memoryId"] for page in pages(api, path, "memories", maxResults=4) for one in page] == made[::-1]
    for column, field in (
        ("created_at", "createdAt"),
        ("updated_at", "updatedAt"),
        ("content_type", "contentType"),
        ("processing_status", "processingStatus"),
    ):
        found = pages(api, path, "memories", sortBy=column, sortOrder="ASCENDING", maxResults=2)
        values = [(one[field], one["memoryId"]) for page in found for one in page]
        assert values == sorted(values)
        assert len(values) == 6


def test_a_page_of_memories_has_at_most_500(api):
    space = api.space(defaultChunkingConfig={"none": {}})
    item = {"spaceId": space, "originalContent": "x", "contentType": "text/plain"}
    api("POST", "/v1/memories:batchCreate", {"requests": [item] * 520})
    found = pages(api, f"/v1/spaces/{space}/memories", "memories", maxResults=100000)
    assert [len(page) for page in found] == [500, 20]
