"""Lists by the names that all share, in every style; labels; look-ups by any key."""

from __future__ import annotations

import copy
import pickle
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import Goodmem, InvalidRequestError, document
from tests.support.wire import UUID, Recorder, example

if TYPE_CHECKING:
    from tests.conveniences.conftest import World
    from tests.support.both import Both


@cache
def with_page_tokens() -> dict[str, Any]:
    """The bundled document, whose list of spaces takes `pageSize` and `pageToken` and gives `nextPageToken`."""
    found = copy.deepcopy(document())
    renamed = {"maxResults": "pageSize", "nextToken": "pageToken"}
    for param in found["paths"]["/v1/spaces"]["get"]["parameters"]:
        param["name"] = renamed.get(param["name"], param["name"])
    reply = found["components"]["schemas"]["ListSpacesResponse"]["properties"]
    reply["nextPageToken"] = reply.pop("nextToken")
    reply["totalCount"] = {"type": "integer"}
    return found


STYLES = {
    "maxResults": (None, "maxResults", "nextToken", "nextToken"),
    "pageSize": (with_page_tokens, "pageSize", "pageToken", "nextPageToken"),
}


class Server:
    """Spaces s0, s1, … in pages of its own size, whatever is asked; tokens are offsets."""

    def __init__(self, total: int, size: int, token: str, next_token: str, *, obeys: str | None = None) -> None:
        self.total, self.size, self.token, self.next_token, self.obeys = total, size, token, next_token, obeys
        self.queries: list[dict[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        self.queries.append(query)
        start = int(query.get(self.token, "0"))
        size = int(query.get(self.obeys, self.size)) if self.obeys else self.size
        stop = min(start + size, self.total)
        items = [example("Space", name=f"s{number}") for number in range(start, stop)]
        following = {self.next_token: str(stop)} if stop < self.total else {}
        return httpx.Response(200, json={"spaces": items, "totalCount": self.total, **following})


def names(items: Any) -> list[str]:
    return [one.name for one in items]


@pytest.mark.parametrize("style", STYLES)
def test_the_shared_names(both: Both, style: str) -> None:
    source, size, token, next_token = STYLES[style]
    server = Server(5, 9, token, next_token, obeys=size)
    client = both.against(server, **({"document": source()} if source else {}))
    page = both(client.spaces.list(page_size=2, max_items=3))
    assert (names(page.data), page.next_token) == (["s0", "s1"], "2")
    assert names(both.list(page)) == ["s0", "s1", "s2"]
    assert server.queries == [{size: "2"}, {size: "1", token: "2"}]
    assert names(both.list(both(client.spaces.list(next_token=page.next_token)))) == ["s2", "s3", "s4"]
    if source:
        assert page.response.total_count == 5
        assert names(both(client.spaces.list(page_token="4"))) == ["s4"]
        with pytest.raises(InvalidRequestError, match="next_token or page_token, not both"):
            both(client.spaces.list(page_token="1", next_token="2"))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("page_size", [None, 2, 7])
@pytest.mark.parametrize("wanted", [0, 1, 2, 3, 4, 5, 6, 7, 8])
def test_resuming_neither_skips_nor_repeats(both: Both, style: str, page_size: int | None, wanted: int) -> None:
    """The server sends pages of 3, whatever it is asked for, also where the first page is cut."""
    source, _, token, next_token = STYLES[style]
    server = Server(7, 3, token, next_token)
    client = both.against(server, **({"document": source()} if source else {}))
    got: list[str] = []
    resume: str | None = None
    for _ in range(9):
        pages = both.list(
            both(client.spaces.list(max_items=wanted, page_size=page_size, next_token=resume)).iter_pages()
        )
        got += [name for page in pages for name in names(page.data)]
        resume = pages[-1].next_token
        if wanted == 0:
            assert (got, pages[0].has_next_page) == ([], False)
            got += names(both.list(both(client.spaces.list(next_token=resume))))
            break
        if resume is None:
            break
    assert got == [f"s{number}" for number in range(7)]


def test_resuming_where_pages_are_smaller_by_now(both: Both) -> None:
    client = both.against(Server(7, 5, "nextToken", "nextToken"))
    page = both(client.spaces.list(max_items=4))
    rest = both.against(Server(7, 1, "nextToken", "nextToken"))
    assert names(both.list(both(rest.spaces.list(next_token=page.next_token)))) == ["s4", "s5", "s6"]


def test_looking_for_an_item_looks_through_all_pages() -> None:
    server = Server(7, 3, "nextToken", "nextToken")
    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(server)) as client:
        last = list(client.spaces.list())[-1]
        assert last in client.spaces.list()
        assert last not in client.spaces.list(max_items=6)


def test_a_member_of_the_reply_is_named_where_the_page_is_asked_for_it(both: Both) -> None:
    page = both(both.against(Server(1, 3, "nextToken", "nextToken")).spaces.list())
    with pytest.raises(AttributeError, match=r"has no 'spaces': its items are in \.data"):
        getattr(page, "spaces")  # noqa: B009 -- an expression of its own would look useless
    with pytest.raises(AttributeError, match=r"'(Async)?Page' object has no attribute 'spacs'"):
        getattr(page, "spacs")  # noqa: B009 -- as above
    assert getattr(page, "next_page_token", None) is None


def test_a_list_that_comes_whole_is_like_a_plain_list(both: Both) -> None:
    items = [example("EmbedderResponse", displayName=name) for name in "abc"]
    client = both.against(Recorder({"embedders": items}))
    page = both(client.embedders.list())
    plain = page.data
    assert page == plain
    assert plain == page
    assert page != plain[:2]
    assert (len(page), page[0], page[-1], page[1:]) == (3, plain[0], plain[2], plain[1:])
    assert plain[1] in page
    assert list(reversed(page)) == plain[::-1]
    assert [one.display_name for one in page] == ["a", "b", "c"]
    assert sorted(page, key=lambda one: one.display_name, reverse=True) == plain[::-1]
    assert bool(page)
    assert not both(both.against(Recorder({"embedders": []})).embedders.list())
    cut = both(client.embedders.list(max_items=2))
    assert (len(cut), cut.next_token, cut.has_next_page) == (2, None, False)


def test_a_page_pickles_without_its_connection(both: Both) -> None:
    page = both(both.against(Server(5, 2, "nextToken", "nextToken")).spaces.list())
    found = pickle.loads(pickle.dumps(page))
    assert found == page
    assert (found.next_token, found.has_next_page, found.response.spaces) == ("2", False, page.data)


@pytest.mark.parametrize("spelled", ["label", "labels"])
def test_labels(both: Both, spelled: str) -> None:
    server = Recorder({"spaces": []})
    both(both.against(server).spaces.list(**{spelled: {"team": "a&b=c", "x.y": "[z]"}}))
    assert server.request.url.query == b"label%5Bteam%5D=a%26b%3Dc&label%5Bx.y%5D=%5Bz%5D"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"label": {"a": "b"}, "labels": {"a": "b"}}, "give label or labels, not both"),
        ({"labels": "a=b"}, "labels must be a dict"),
        ({"labels": {"a": 5}}, "must be a str"),
        ({"max_items": -1}, "max_items must be an int of 0 or more"),
        ({"max_items": True}, "max_items must be an int of 0 or more"),
        ({"max_items": "5"}, "max_items must be an int of 0 or more"),
        ({"page_size": 2, "max_results": 3}, "page_size or max_results, not both"),
        ({"page_size": "2"}, "must be an int"),
        ({"next_token": 5}, "must be a str"),
        ({"pagesize": 2}, "Did you mean 'page_size'?"),
        ({"sort_by": "nmae"}, "Did you mean 'name'?"),
    ],
)
def test_refused(both: Both, given: dict[str, Any], words: str) -> None:
    server = Recorder({"spaces": []})
    with pytest.raises(InvalidRequestError) as caught:
        both(both.against(server).spaces.list(**given))
    assert words in str(caught.value)
    assert not server.requests


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"id": UUID}, f"/v1/users/{UUID}"),
        ({"email": "a+b@c.d"}, "/v1/users/email/a%2Bb%40c.d"),
        ({"email": "a@b", "id": None}, "/v1/users/email/a%40b"),
        ({"email": "a@b", "id": ""}, "/v1/users/email/a%40b"),
    ],
)
def test_users_by_any_key(both: Both, given: dict[str, Any], path: str) -> None:
    server = Recorder(example("UserResponse"))
    both(both.against(server).users.get(**given))
    assert server.request.url.raw_path.decode() == path


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "needs one of id, email"),
        ({"id": "", "email": ""}, "needs one of id, email"),
        ({"id": UUID, "email": "a@b"}, "takes one of id, email"),
        ({"mail": "a@b"}, "Did you mean 'email'?"),
        ({"email": "../x"}, "must not lead elsewhere"),
    ],
)
def test_users_refused(both: Both, given: dict[str, Any], words: str) -> None:
    server = Recorder({})
    with pytest.raises(InvalidRequestError) as caught:
        both(both.against(server).users.get(**given))
    assert words in str(caught.value)
    assert not server.requests


def test_on_a_server(world: World) -> None:
    both, client = world.both, world.client
    for number in range(5):
        both(client.spaces.create(name=f"n{number}", space_embedders=[world.embedder], labels={"k": str(number % 2)}))
    page = both(client.spaces.list(page_size=2, sort_by="name", sort_order="ASCENDING"))
    assert names(both.list(page)) == ["n0", "n1", "n2", "n3", "n4", "notes"]
    assert len(page) == 2
    assert sorted(names(both.list(both(client.spaces.list(labels={"k": "0"}))))) == ["n0", "n2", "n4"]
    made = world.server.add_user("ada@example.com", "Ada")
    assert both(client.users.get(email="ada@example.com")).user_id == made.user_id
    assert both(client.embedders.list())[0].embedder_id == world.embedder
