"""Errors: one class for each status, the server's own words whatever the body's shape, and no secret anywhere."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import goodmem_dyn
from goodmem_dyn import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    BadRequestError,
    ConflictError,
    FieldError,
    Goodmem,
    GoodMemError,
    InternalServerError,
    NetworkError,
    UnexpectedAnswerWarning,
    errors,
)
from tests.support import replies
from tests.support.examples import UUID
from tests.support.steps import Close, Reset, Wait

if TYPE_CHECKING:
    from tests.support.both import Both
    from tests.support.server import StubServer


def answering(status: int, body: bytes | str, media: str = "application/json", **headers: str) -> Any:
    content = body if isinstance(body, bytes) else body.encode()
    fields = {"content-type": media, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return lambda _: httpx.Response(status, headers=fields, content=content)


def raised(both: Both, status: int, body: bytes | str, media: str = "application/json", **headers: str) -> Any:
    client = both.against(answering(status, body, media, **headers))
    with pytest.raises(GoodMemError) as caught:
        both(client.spaces.get(id=UUID))
    return caught.value


@pytest.mark.parametrize(
    "status", [*range(400, 419), 421, 422, 425, 426, 428, 429, 431, 451, 499, *range(500, 512), 520, 561, 599]
)
def test_every_status_has_its_class(both: Both, status: int) -> None:
    error = raised(both, status, json.dumps({"error": "no luck", "status": status, "timestamp": 0}))
    assert type(error) is errors.error_class(status)
    assert error.status_code == status
    assert error.message == str(error)
    assert str(error).startswith(f"spaces.get(): {status} no luck")
    assert json.loads(error.body)["error"] == "no luck"
    assert error.response.status_code == status


def test_field_errors_are_listed(both: Both) -> None:
    body = {
        "errors": [
            {"field": "spaceEmbedders[0].embedderId", "message": "Invalid embedder ID format"},
            {"field": "name", "message": "must not be blank"},
        ]
    }
    error = raised(both, 400, json.dumps(body))
    assert isinstance(error, BadRequestError)
    assert error.errors == (
        FieldError("spaceEmbedders[0].embedderId", "Invalid embedder ID format"),
        FieldError("name", "must not be blank"),
    )
    assert "spaceEmbedders[0].embedderId: Invalid embedder ID format; name: must not be blank" in str(error)


@pytest.mark.parametrize("name", ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"])
def test_the_request_id_is_kept_and_shown(both: Both, name: str) -> None:
    error = raised(both, 500, "{}", **{name: "r-17"})
    assert error.request_id == "r-17"
    assert "request id r-17" in str(error)
    assert error.headers[name] == "r-17"


@given(
    body=st.binary(max_size=64)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: (
            st.lists(one, max_size=3)
            | st.dictionaries(
                st.sampled_from(["error", "errors", "message", "detail", "code", "status", "title", "details"])
                | st.text(max_size=3),
                one,
                max_size=4,
            )
        ),
        max_leaves=6,
    ).map(lambda one: json.dumps(one).encode()),
    media=st.sampled_from(
        [
            "application/json",
            "text/html; charset=latin-1",
            "text/plain; charset=nonsense",
            "",
            "application/problem+json",
        ]
    ),
    status=st.sampled_from([400, 404, 409, 503]),
)
def test_no_body_makes_the_reading_fail(body: bytes, media: str, status: int) -> None:
    transport = httpx.MockTransport(answering(status, body, media))
    with (
        Goodmem(base_url="http://127.0.0.1:1", max_retries=0, transport=transport) as client,
        pytest.raises(APIError) as caught,
    ):
        client.spaces.get(id=UUID)
    assert caught.value.status_code == status
    assert len(str(caught.value)) < 60_000
    pickle.loads(pickle.dumps(caught.value))


def test_a_deeply_nested_body_is_read_leniently(both: Both) -> None:
    assert raised(both, 400, "[" * 100_000).status_code == 400


def test_a_long_body_is_whole_in_body_and_short_in_the_message(both: Both) -> None:
    error = raised(both, 400, json.dumps({"error": "x" * 100_000}))
    assert len(error.body) > 100_000
    assert len(str(error)) < 1000


@pytest.mark.parametrize(
    ("body", "media", "said"),
    [
        ("not json", "application/json", "not a valid Space: "),
        ('{"status": "ok"}', "application/json", "not a valid Space: "),
        ("[]", "application/json", "not a valid Space: "),
        ("", "application/json", "got an empty body"),
        ("<html>login</html>", "text/html", "expected application/json, got text/html"),
        ("\xff", "application/json", "not a valid Space"),
    ],
)
def test_a_success_that_does_not_fit_is_an_error(both: Both, body: str, media: str, said: str) -> None:
    error = raised(both, 200, body.encode("latin-1"), media)
    assert isinstance(error, APIResponseValidationError)
    assert said in str(error)
    assert error.status_code == 200


def test_a_success_that_does_not_fit_does_not_show_what_it_holds(both: Both) -> None:
    assert "sk-secret" not in str(raised(both, 200, '{"other": {"key": "sk-secret"}}'))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_unfollowed_redirect_is_an_error(both: Both, stub: StubServer, status: int) -> None:
    stub.script(replies.redirect("http://127.0.0.1:1/elsewhere", status))
    client = both.client(base_url=stub.url, api_key="gm_x", max_retries=0)
    with pytest.raises(APIError, match=r"redirects to 'http://127\.0\.0\.1:1/elsewhere'") as caught:
        both(client.spaces.get(id=UUID))
    assert caught.value.status_code == status
    assert len(stub.requests) == 1


def test_a_redirect_to_nowhere_says_so(both: Both) -> None:
    assert "redirects, and does not say where" in str(raised(both, 302, ""))


@pytest.mark.parametrize(
    "body",
    [
        r'{"message": "a\ud800b", "code": "c\uDFFF"}',
        r'{"errors": [{"field": "f\udc00", "message": "a\ud800b"}]}',
        r'"a\ud800b"',
        r'{"error": {"message": "whole \ud83d\ude00, half a\ud800b"}}',
    ],
)
def test_half_a_character_in_an_error_can_be_printed(both: Both, body: str) -> None:
    error = raised(both, 400, body)
    assert isinstance(error, APIError)
    texts = [str(error), repr(error), str(error.code), *(str(field) for field in error.errors)]
    assert all(text.encode() for text in texts)
    assert "a\ufffdb" in str(error)


def test_a_redirect_is_not_followed_by_a_callers_client_either(both: Both, stub: StubServer) -> None:
    stub.script(replies.redirect("http://127.0.0.1:1/elsewhere"))
    own = both.http_client(base_url=stub.url, follow_redirects=True)
    with pytest.raises(APIError, match="redirects"):
        both(both.client(http_client=own, max_retries=0).spaces.get(id=UUID))
    both(own.close())


def test_a_change_that_succeeds_without_a_body_is_done_and_told(both: Both) -> None:
    client = both.against(lambda _: httpx.Response(204))
    with pytest.warns(UnexpectedAnswerWarning, match="no body"):
        assert both(client.spaces.update(id=UUID, name="n")) is None


@pytest.mark.parametrize("method", ["spaces.list", "spaces.get", "users.me"])
def test_a_success_without_a_body_is_an_error_where_one_is_promised(both: Both, method: str) -> None:
    client = both.against(lambda _: httpx.Response(204))
    namespace, name = method.split(".")
    arguments = {"get": {"id": UUID}}.get(name, {})
    with pytest.raises(APIResponseValidationError, match="answered 204, but expected application/json, got an empty"):
        both(getattr(getattr(client, namespace), name)(**arguments))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "<html><head><title>502 Bad\nGateway</title></head></html>",
            "502 the answer is an HTML page ('502 Bad Gateway'), not one of the API: a proxy made it, or base_url leads",
        ),
        ("<!doctype html><p>", "502 the answer is an HTML page, not one of the API"),
        ("", "502 no further information"),
    ],
)
def test_a_web_page_is_named_by_its_title(both: Both, body: str, said: str) -> None:
    assert f"spaces.get(): {said}" in str(raised(both, 502, body, "text/html"))


def test_a_proxy_that_wants_a_password_says_how_to_give_it(both: Both) -> None:
    assert "proxy='http://user:password@host:port'" in str(raised(both, 407, ""))


# No answer -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize(
    ("steps", "kind", "sent"),
    [
        ([Close()], APIConnectionError, True),
        ([Reset()], APIConnectionError, True),
        (replies.truncated(b'{"spaceId": "', 100), APIConnectionError, True),
        (replies.garbage(7), APIConnectionError, True),
        ([Wait(5)], APITimeoutError, True),
    ],
    ids=["closed", "reset", "truncated", "garbage", "silent"],
)
def test_no_answer(both: Both, stub: StubServer, steps: Any, kind: type[Exception], sent: bool, own: bool) -> None:
    """The same error with a caller's own client, where httpx's would come out of other SDKs."""
    stub.script(steps)
    if own:
        http_client = both.http_client(base_url=stub.url, timeout=0.3)
        client = both.client(http_client=http_client, max_retries=0)
    else:
        client = both.client(base_url=stub.url, timeout=0.3, max_retries=0)
    with pytest.raises(kind) as caught:
        both(client.spaces.get(id=UUID))
    assert caught.value.__cause__ is not None
    assert caught.value.sent is sent
    assert stub.url in str(caught.value)
    if own:
        assert not http_client.is_closed
        both(http_client.close())


def test_nobody_listens(both: Both, stub: StubServer) -> None:
    url = stub.url
    stub.__exit__(None, None, None)
    with pytest.raises(NetworkError, match="Is the server running") as caught:
        both(both.client(base_url=url, max_retries=0).spaces.get(id=UUID))
    assert caught.value.sent is False
    assert not isinstance(caught.value, APITimeoutError)


@pytest.mark.parametrize(
    "steps", [replies.truncated(b'{"spaceId": "', 100), [*replies.truncated(b"{", 9)[:1], Reset()]]
)
def test_an_answer_that_breaks_off_is_not_blamed_on_the_address(both: Both, stub: StubServer, steps: Any) -> None:
    stub.script(steps)
    with pytest.raises(NetworkError, match="the answer broke off") as caught:
        both(both.client(base_url=stub.url, max_retries=0).spaces.get(id=UUID))
    assert "base_url" not in str(caught.value)


def test_an_error_says_which_call_failed_and_how_often_it_was_tried(both: Both, stub: StubServer) -> None:
    stub.script([Close()], replies.error(503, "draining", retry_after="0"), [Close()])
    with pytest.raises(NetworkError, match=r"^spaces\.list\(\): connection failed .* \(tried 3 times\)$") as lost:
        both(both.client(base_url=stub.url, max_retries=2).spaces.list())
    assert lost.value.message == str(lost.value)
    stub.script(*[replies.error(503, "draining", retry_after="0")] * 3)
    with pytest.raises(InternalServerError, match=r"^spaces\.list\(\): 503 draining \(tried 3 times\)$"):
        both(both.client(base_url=stub.url, max_retries=2).spaces.list())
    stub.script(replies.error(503, "draining", retry_after="0"))
    with pytest.raises(InternalServerError, match=r"^spaces\.list\(\): 503 draining$"):
        both(both.client(base_url=stub.url, max_retries=0).spaces.list())


def test_a_timeout_is_a_timeout_error(both: Both, stub: StubServer) -> None:
    stub.script([Wait(5)])
    with pytest.raises(TimeoutError):
        both(both.client(base_url=stub.url, max_retries=0).spaces.get(id=UUID, timeout=0.2))


# The exceptions themselves -------------------------------------------------------------------------------------------

TREE = {
    "GoodMemDeprecationWarning": "DeprecationWarning",
    "UnexpectedAnswerWarning": "UserWarning",
    "InvalidRequestError": "GoodMemError",
    "FileArgumentError": "InvalidRequestError",
    "ClientStateError": "GoodMemError",
    "APIError": "GoodMemError",
    "BadRequestError": "APIError",
    "AuthenticationError": "APIError",
    "PermissionDeniedError": "APIError",
    "NotFoundError": "APIError",
    "ConflictError": "APIError",
    "UnprocessableEntityError": "APIError",
    "RateLimitError": "APIError",
    "InternalServerError": "APIError",
    "APIResponseValidationError": "APIError",
    "APIConnectionError": "GoodMemError",
    "APITimeoutError": "APIConnectionError",
    "FileMissingError": "FileArgumentError",
    "FileIsDirectoryError": "FileArgumentError",
    "FileForbiddenError": "FileArgumentError",
    "StreamError": "GoodMemError",
    "IncompleteStreamError": "StreamError",
    "PaginationError": "GoodMemError",
    "OutcomeUnknownError": "GoodMemError",
    "PartialFailureError": "GoodMemError",
    "ProcessingError": "GoodMemError",
    "ProcessingTimeoutError": "ProcessingError",
    "DownloadError": "GoodMemError",
}


def test_the_tree() -> None:
    found = {
        name: value.__bases__[0].__name__
        for name in errors.__all__
        if isinstance(value := getattr(errors, name), type) and value is not GoodMemError and value is not FieldError
    }
    assert {name: found[name] for name in TREE} == TREE
    assert {getattr(errors, name).__name__ for name in found} == set(TREE)
    assert errors.NetworkError is errors.APIConnectionError
    assert errors.MemoryProcessingError is errors.ProcessingError
    assert all(getattr(goodmem_dyn, name) is getattr(errors, name) for name in errors.__all__)


SAMPLES: list[GoodMemError] = [
    GoodMemError("m"),
    errors.InvalidRequestError("m", problems=["a", "b"]),
    errors.FileArgumentError("m", path="/x"),
    errors.ClientStateError("m"),
    *(
        getattr(errors, name)(
            "m", status_code=400, body="b", request_id="r", errors=[FieldError("f", "m")], code=7, headers={"a": "b"}
        )
        for name, parent in TREE.items()
        if parent == "APIError"
    ),
    APIConnectionError("m", sent=False),
    APITimeoutError("m"),
    errors.StreamError("m", event_number=3, partial=[1]),
    errors.IncompleteStreamError("m", event_number=3),
    errors.PaginationError("m"),
    errors.OutcomeUnknownError("m", resource_id="i"),
    errors.PartialFailureError("m", result=[1]),
    errors.ProcessingError("m", failures={"a": "b"}, completed=["c"], pending=["d"]),
    errors.ProcessingTimeoutError("m", completed=["c"], pending=["d"]),
    errors.DownloadError("m", path="/x", written=3),
]


@pytest.mark.parametrize("error", SAMPLES, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_every_exception_copies_and_pickles(error: GoodMemError, copied: Any) -> None:
    other = copied(error)
    assert type(other) is type(error)
    assert str(other) == str(error) == "m"
    assert {k: v for k, v in vars(other).items() if k != "response"} == {
        k: v for k, v in vars(error).items() if k != "response"
    }


def test_a_live_error_pickles_without_its_response_and_without_the_key(both: Both) -> None:
    error = raised(both, 409, '{"error": "exists"}')
    assert error.response is not None
    data = pickle.dumps(error)
    assert b"gm_test" not in data
    other = pickle.loads(data)
    assert isinstance(other, ConflictError)
    assert (other.response, other.status_code, other.body) == (None, 409, '{"error": "exists"}')


def test_retryable(both: Both) -> None:
    assert [
        status
        for status in (400, 404, 408, 409, 425, 429, 500, 501, 502, 503, 504)
        if raised(both, status, "{}").retryable
    ] == [408, 425, 429, 500, 502, 503, 504]
    assert isinstance(raised(both, 503, "{}"), InternalServerError)
