"""Some futures of every run: each seed is a next document, which must be valid, taken, and right call by call.

`python -m tests.futures --seeds 200` tries more of them, and prints a table by kind.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.futures.compare import differences
from tests.futures.draft import NotHere
from tests.futures.future import bases, by_hand, document, future
from tests.futures.judge import Judge
from tests.futures.kinds import KINDS
from tests.futures.outcome import before, outcome
from tests.futures.raw import Raw
from tests.futures.server import Server
from tests.futures.values import Maker
from tests.support.both import Both

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = 4


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_future_is_taken_and_every_call_is_right(seed: int) -> None:
    made = future(seed)
    done = outcome(made)
    assert done.problems == [], str(made)
    assert done.calls > 50


@pytest.mark.parametrize("base", bases())
def test_the_documents_of_the_history_are_right_as_they_are(base: str) -> None:
    """What is wrong before anything changed would hide what a change does."""
    known = before(base, is_tracked=True, is_async=False).known
    assert len(known) <= 5, sorted(text for _, _, text in known)


def test_there_are_enough_kinds_and_each_finds_something_to_change() -> None:
    """What leaves a document as it was, raises `NotHere` as well: one document that a kind changes is enough."""
    assert len(KINDS) >= 60
    newest_first = bases()[::-1]
    idle = [name for name in KINDS if not any(changes(base, name) for base in newest_first)]
    assert idle == [], "these found nothing in any document"


def changes(base: str, name: str) -> bool:
    try:
        return bool(by_hand(base, name).kinds)
    except NotHere:
        return False


def test_the_same_seed_makes_the_same_document() -> None:
    one, other = future(11), future(11)
    assert (one.document, one.notes) == (other.document, other.notes)
    assert len(one.kinds) > 1
    assert future(11).document != future(12).document


def test_seeds_try_each_kind_before_any_comes_again() -> None:
    names = [
        "commit_not_said",
        "tags_changed",
        "singleton",
        "servers_declared",
        "order_shuffled",
        "query_added",
        "header_added",
    ]
    seeds = [seed for seed in range(len(names) * 4 // 3 + 1) if seed % 4 != 3]
    tried = [future(seed, names).kinds[0].name for seed in seeds[: len(names)]]
    assert sorted(tried) == sorted(names)


# The judge notices: a client that is wrong is called wrong.


def _spoil_query(request: httpx.Request) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url.copy_merge_params({"surprise": "1"}),
        headers=request.headers,
        content=request.read(),
    )


def _spoil_path(request: httpx.Request) -> httpx.Request:
    url = request.url.copy_with(path=request.url.path.replace("0000", "0001"))
    return httpx.Request(request.method, url, headers=request.headers, content=request.read())


def _spoil_key(request: httpx.Request) -> httpx.Request:
    del request.headers["x-api-key"]
    return request


def _spoil_body(request: httpx.Request) -> httpx.Request:
    content = request.read().replace(b'"name"', b'"nom"')
    headers = {name: value for name, value in request.headers.items() if name != "content-length"}
    return httpx.Request(request.method, request.url, headers=headers, content=content)


@pytest.mark.parametrize(
    ("spoil", "key", "expected"),
    [
        (_spoil_query, ("GET", "/v1/spaces"), "query parameter surprise is not in the document"),
        (_spoil_path, ("GET", "/v1/spaces/{id}"), "path id arrived as"),
        (_spoil_key, ("GET", "/v1/spaces/{id}"), "no alternative of the security is satisfied"),
        (_spoil_body, ("POST", "/v1/spaces"), "body: "),
    ],
)
def test_a_request_that_is_wrong_is_noticed(
    spoil: Callable[[httpx.Request], httpx.Request], key: Any, expected: str
) -> None:
    raw = document(bases()[-1])
    with Both(is_async=False) as both:
        made = Judge(both, raw, raw)
        honest = made.server.respond
        made.client = both.against(lambda request: honest(spoil(request)), api_key="gm_future", document=raw)
        made = _with_client(made)
        verdict = made.run([key])
    assert verdict.calls
    assert len(verdict.problems) == verdict.calls
    assert all(expected in one.text for one in verdict.problems)


def _with_client(made: Judge) -> Judge:
    from tests.futures.client import members

    made.members = members(made.client)
    return made


def test_an_answer_that_is_lost_is_noticed() -> None:
    raw = document(bases()[-1])
    with Both(is_async=False) as both:
        made = Judge(both, raw, raw)
        honest = made.server.respond

        def lose(request: httpx.Request) -> httpx.Response:
            response = honest(request)
            return httpx.Response(
                response.status_code, headers=response.headers, content=response.content.replace(b'"name', b'"nom')
            )

        made.client = both.against(lose, api_key="gm_future", document=raw)
        verdict = _with_client(made).run([("GET", "/v1/spaces/{id}"), ("GET", "/v1/spaces")])
    assert len(verdict.problems) == verdict.calls == 4


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {}),
        ([1], [1, 2]),
        (True, 1),
        (1, True),
        (None, ""),
        ("1", 1),
        ({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}),
    ],
)
def test_values_that_differ_are_told_apart(said: Any, found: Any) -> None:
    assert list(differences(said, found))
    assert not list(differences(said, said))
    assert not list(differences(found, found))


def test_the_server_knows_the_more_literal_template_and_refuses_what_is_not_there() -> None:
    raw = Raw(
        {
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "paths": {
                path: {
                    "get": {
                        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
                        if "{" in path
                        else [],
                        "responses": {"200": {"description": path}},
                    }
                }
                for path in ("/things/{id}", "/things/{id}:export", "/things/list", "/things")
            },
        }
    )
    for target, path in (
        ("/things/1", "/things/{id}"),
        ("/things/1:export", "/things/{id}:export"),
        ("/things/list", "/things/list"),
    ):
        server = Server(raw, Maker(raw))
        server.serve("GET", target, {}, b"")
        assert (server.seen[0].key, server.seen[0].problems) == (("GET", path), [])
    server = Server(raw, Maker(raw))
    assert server.serve("POST", "/things", {}, b"").status == 404
    assert server.seen[0].problems


@pytest.mark.parametrize("name", ["answer_member_removed_required", "header_added"])
def test_what_a_change_touches_is_seen_wherever_it_stands(name: str) -> None:
    made = by_hand(bases()[-1], name)
    assert 0 < len(made.touched) < len(made.common)


def test_every_change_leaves_the_document_before_as_it_was() -> None:
    raw = document(bases()[-1])
    text = repr(raw)
    for name in random.Random(0).sample(list(KINDS), 20):
        try:
            by_hand(bases()[-1], name)
        except NotHere:
            continue
    assert repr(raw) == text
