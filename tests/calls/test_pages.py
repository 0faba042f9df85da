"""Lists: one page after the other in all three styles, never for ever, and never an item twice or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodmem_dyn import AsyncPage, Goodmem, Page, PaginationError, document
from goodmem_dyn.errors import ClientStateError, GoodMemError, InternalServerError, UnexpectedAnswerWarning
from tests.support.examples import UUID, bundled

if TYPE_CHECKING:
    from tests.support.both import Both

SPACE = bundled().value({"$ref": "#/components/schemas/Space"})


class Lister:
    """A server with a list of spaces, in pages; tokens are offsets.

    Args:
        total: How many there are.
        size: Its own page size.
        least: It never sends fewer than this in a page, whatever is asked.
        names: What it calls the size, the token, and the next token.
    """

    def __init__(
        self,
        total: int,
        size: int = 3,
        *,
        least: int = 1,
        names: tuple[str, str, str] = ("maxResults", "nextToken", "nextToken"),
    ) -> None:
        self.total, self.size, self.least = total, size, least
        self.size_name, self.token_name, self.next_name = names
        self.queries: list[dict[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        self.queries.append(query)
        start = int(query.get(self.token_name, "t0")[1:])
        count = max(int(query.get(self.size_name, self.size)), self.least)
        end = min(start + count, self.total)
        reply: dict[str, Any] = {"spaces": [{**SPACE, "name": f"s{number}"} for number in range(start, end)]}
        if end < self.total:
            reply[self.next_name] = f"t{end}"
        return httpx.Response(200, json=reply)


def names(spaces: Any) -> list[str]:
    return [space.name for space in spaces]


def expected(count: int) -> list[str]:
    return [f"s{number}" for number in range(count)]


def test_iteration_gives_all_pages_and_asks_only_when_it_gets_there(both: Both) -> None:
    server = Lister(7)
    page = both(both.against(server).spaces.list(name_filter="s*", label={"a": "b"}))
    assert isinstance(page, AsyncPage if both.is_async else Page)
    assert (names(page.data), page.next_token, page.has_next_page, len(page)) == (expected(3), "t3", True, 3)
    assert len(server.queries) == 1
    assert names(both.list(page)) == expected(7)
    # What the first request said is said again, with the token.
    first = {"nameFilter": "s*", "label[a]": "b"}
    assert server.queries == [first, {**first, "nextToken": "t3"}, {**first, "nextToken": "t6"}]


def test_pages_one_by_one(both: Both) -> None:
    page = both(both.against(Lister(7)).spaces.list())
    pages = both.list(page.iter_pages())
    assert [names(one.data) for one in pages] == [expected(3), ["s3", "s4", "s5"], ["s6"]]
    assert [one.next_token for one in pages] == ["t3", "t6", None]
    assert names(both(page.get_next_page()).data) == ["s3", "s4", "s5"]
    with pytest.raises(ClientStateError, match="last page"):
        both(pages[-1].get_next_page())


def test_a_second_iteration_reads_the_same(both: Both) -> None:
    page = both(both.against(Lister(5)).spaces.list())
    assert names(both.list(page)) == names(both.list(page)) == expected(5)


def test_resuming_by_token(both: Both) -> None:
    client = both.against(Lister(7))
    first = both(client.spaces.list())
    rest = both(client.spaces.list(next_token=first.next_token))
    assert names(both.list(rest)) == ["s3", "s4", "s5", "s6"]


@pytest.mark.parametrize("spelled", ["page_size", "max_results"])
def test_the_page_size_is_sent_with_every_page(both: Both, spelled: str) -> None:
    server = Lister(5)
    assert names(both.list(both(both.against(server).spaces.list(**{spelled: 2})))) == expected(5)
    assert [query["maxResults"] for query in server.queries] == ["2", "2", "2"]


def test_two_page_sizes_are_refused(both: Both) -> None:
    with pytest.raises(GoodMemError, match="page_size or max_results, not both"):
        both(both.against(Lister(1)).spaces.list(page_size=1, max_results=2))


@given(
    total=st.integers(0, 12),
    size=st.integers(1, 5),
    least=st.integers(1, 4),
    wanted=st.integers(0, 14),
    page_size=st.none() | st.integers(1, 5),
)
def test_max_items_gives_that_many_and_resuming_misses_nothing(
    total: int, size: int, least: int, wanted: int, page_size: int | None
) -> None:
    server = Lister(total, size, least=least)
    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(server)) as client:
        pages = list(client.spaces.list(max_items=wanted, page_size=page_size).iter_pages())
        got = [name for page in pages for name in names(page.data)]
        assert got == expected(min(total, wanted))
        assert not pages[-1].has_next_page
        token = pages[-1].next_token
        rest = names(client.spaces.list(next_token=token)) if token is not None else []
        assert got + rest == expected(total)


def test_no_page_is_fetched_beyond_max_items(both: Both) -> None:
    server = Lister(9)
    assert names(both.list(both(both.against(server).spaces.list(max_items=3)))) == expected(3)
    assert len(server.queries) == 1


@pytest.mark.parametrize("cycle", [["a"], ["a", "b"], ["a", "b", "c", "d"]])
def test_a_server_that_repeats_its_tokens_raises(both: Both, cycle: list[str]) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        assert len(asked) < 20
        return httpx.Response(200, json={"spaces": [SPACE], "nextToken": cycle[(len(asked) - 1) % len(cycle)]})

    page = both(both.against(answer).spaces.list())
    with pytest.raises(PaginationError, match="repeats a page token"):
        both.list(page)
    assert len(asked) == len(cycle) + 1


def test_a_server_that_gives_the_callers_own_token_back_raises(both: Both) -> None:
    page = both(
        both.against(lambda _: httpx.Response(200, json={"spaces": [], "nextToken": "t"})).spaces.list(next_token="t")
    )
    with pytest.raises(PaginationError):
        both.list(page)


@pytest.mark.parametrize("token", [None, ""])
def test_null_and_empty_tokens_end_the_list(both: Both, token: str | None) -> None:
    page = both(both.against(lambda _: httpx.Response(200, json={"spaces": [SPACE], "nextToken": token})).spaces.list())
    assert page.next_token is None
    assert len(both.list(page)) == 1


def test_an_empty_page_in_the_middle_is_not_the_end(both: Both) -> None:
    replies = iter([{"spaces": [], "nextToken": "a"}, {"spaces": [SPACE]}])
    page = both(both.against(lambda _: httpx.Response(200, json=next(replies))).spaces.list())
    assert bool(page)
    assert len(both.list(page)) == 1


def test_a_page_that_fails_raises_and_can_be_read_again(both: Both) -> None:
    server = Lister(7)
    broken = {"now": True}

    def answer(request: httpx.Request) -> httpx.Response:
        if "nextToken" in request.url.params and broken["now"]:
            return httpx.Response(500, json={"error": "down"})
        return server(request)

    page = both(both.against(answer).spaces.list())
    with pytest.raises(InternalServerError, match="down"):
        both.list(page)
    broken["now"] = False
    assert names(both.list(page)) == expected(7)


# The two other styles ------------------------------------------------------------------------------------------------


STYLES = [
    ("pageSize", "pageToken", "nextPageToken"),
    ("limit", "cursor", "cursor"),
    ("limit", "after_cursor", "nextCursor"),
]
"""What a document may call the size, the token that is sent, and the token that comes back."""


def paged_by(size: str, token: str, following: str) -> dict[str, Any]:
    """The bundled document, its list of spaces paged otherwise."""
    text = json.dumps(document()["paths"]["/v1/spaces"]["get"])
    changed = document()
    changed["paths"]["/v1/spaces"]["get"] = json.loads(
        text.replace('"maxResults"', f'"{size}"').replace('"nextToken"', f'"{token}"')
    )
    reply = changed["components"]["schemas"]["ListSpacesResponse"]["properties"]
    reply[following] = reply.pop("nextToken")
    reply["totalCount"] = {"type": "integer"}
    return changed


@pytest.mark.parametrize("style", STYLES, ids=" ".join)
def test_other_styles_of_paging(both: Both, style: tuple[str, str, str]) -> None:
    size, token, _ = style
    server = Lister(5, names=style)
    client = both.against(server, document=paged_by(*style))
    page = both(client.spaces.list(page_size=2))
    assert page.next_token == "t2"
    assert names(both.list(page)) == expected(5)
    assert server.queries == [
        {size: "2"},
        {size: "2", token: "t2"},
        {size: "2", token: "t4"},
    ]


def test_a_list_that_comes_whole(both: Both) -> None:
    embedder = bundled().value({"$ref": "#/components/schemas/EmbedderResponse"})

    def answer(request: httpx.Request) -> httpx.Response:
        assert not request.url.query
        return httpx.Response(200, json={"embedders": [embedder, {**embedder, "displayName": "second"}]})

    client = both.against(answer)
    page = both(client.embedders.list())
    assert (page.next_token, page.has_next_page, len(page)) == (None, False, 2)
    assert page[1].display_name == "second"
    assert page == page.data
    assert page != []
    assert page[1] in page
    assert [one.display_name for one in both.list(page)] == [one.display_name for one in page.data]
    # Nothing has to be awaited in what is there already.
    assert [one.display_name for one in page][1] == "second"
    assert len(both(client.embedders.list(max_items=1))) == 1


def test_an_async_page_with_more_to_come_refuses_a_plain_loop(both: Both) -> None:
    page = both(both.against(Lister(5)).spaces.list())
    if both.is_async:
        with pytest.raises(ClientStateError, match="async for"):
            list(page)
    else:
        assert names(page) == expected(5)


def test_pages_in_words(both: Both) -> None:
    page = both(both.against(Lister(5)).spaces.list())
    assert "of 3" in repr(page)
    assert "more pages follow" in repr(page)
    assert "<table>" in page._repr_html_()
    assert "s2" in page._repr_html_()


def test_the_reply_itself_is_kept(both: Both) -> None:
    page = both(both.against(lambda _: httpx.Response(200, json={"spaces": [], "newMember": 5})).spaces.list())
    assert page.response.model_extra == {"newMember": 5}


def test_hidden_text_of_items_is_escaped_in_html(both: Both) -> None:
    space = {**SPACE, "name": "<script>alert(1)</script>", "spaceId": UUID}
    page = both(both.against(lambda _: httpx.Response(200, json={"spaces": [space]})).spaces.list())
    assert "<script>" not in page._repr_html_()


@pytest.mark.parametrize("token", [["x"], {"a": 1}, True, 1.5])
def test_a_token_that_is_none_ends_what_was_read_with_an_error(both: Any, token: Any) -> None:
    reply = {"spaces": [{"spaceId": "a"}], "nextToken": token}
    client = both.against(lambda _request: httpx.Response(200, json=reply))
    with pytest.warns(UnexpectedAnswerWarning):
        page = both(client.spaces.list())
    assert len(page.data) == 1
    with pytest.raises(PaginationError, match="neither text nor a number"):
        both(page.get_next_page())


def test_a_token_that_is_a_number_is_sent_as_the_text_that_it_should_be(both: Any) -> None:
    asked: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params.get("nextToken"))
        return httpx.Response(200, json={"spaces": [], "nextToken": 5 if len(asked) == 1 else None})

    with pytest.warns(UnexpectedAnswerWarning):
        page = both(both.against(answer).spaces.list())
    both(page.get_next_page())
    assert asked == [None, "5"]
