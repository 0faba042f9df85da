"""No string breaks out of where it is put: what is sent is read back by parsers that know nothing of this package."""

from __future__ import annotations

import io
import json
import re
from typing import Any
from urllib.parse import unquote

import h11
import httpx
import pytest
import python_multipart
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn import Goodmem, InvalidRequestError, filters
from tests.support.wire import UUID, Recorder, example

HOSTILE = [
    "' OR '1' = '1",
    "\\' OR 1 = 1 --",
    "\\",
    "\\\\'",
    "'' || ''",
    "a\\nb",
    "\u2028'\u0085",
    "../x",
    "a/../../b",
    "%2e%2e%2f",
    "a?b#c;d=e&f",
    "a\r\nx-evil: 1",
    "a\nb",
    '"; filename="evil',
    "a\r\n--boundary\r\n",
    "\x00",
    "\x7f",
    "é\u202e",
    "\ud800",
    "",
    " ",
]
patient = settings(deadline=None)  # what is measured elsewhere: time
TEXTS = st.text() | st.sampled_from(HOSTILE)


def sent(reply: dict[str, Any], call: Any) -> httpx.Request | None:
    """The request of a call; None where the call is refused, with nothing sent."""
    server = Recorder(reply)
    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(server), max_retries=0) as client:
        try:
            call(client)
        except InvalidRequestError:
            assert not server.requests
            return None
    return server.request


def is_text(text: str) -> bool:
    """Whether it has neither control characters nor halves of surrogate pairs."""
    return not re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", text)


LITERAL = r"'((?:[^'\\\x00-\x1f\x7f]|\\['\\nrt])*)'"
COMPARISON = re.compile(rf"CAST\(val\('\$\.lang'\) AS TEXT\) = (?:{LITERAL}|\(({LITERAL}(?: \|\| {LITERAL})+)\))")


def compared_with(text: str) -> str:
    """The text that a filter compares with: it must be one comparison with a literal, or with literals joined."""
    match = COMPARISON.fullmatch(text)
    assert match, f"something else than a comparison: {text}"
    read = {"n": "\n", "r": "\r", "t": "\t"}
    joined = "".join(re.findall(LITERAL, match[0].partition(" = ")[2]))
    return re.sub(r"\\(.)", lambda escape: read.get(escape[1], escape[1]), joined)


@patient
@given(TEXTS)
def test_a_filter_value(text: str) -> None:
    reply = {"results": []}
    selector = (
        {"filter_selector": {"space_id": UUID, "filter": filters.F("lang") == text}} if is_filterable(text) else None
    )
    if selector is None:
        with pytest.raises(InvalidRequestError):
            str(filters.F("lang") == text)
        return
    request = sent(reply, lambda client: client.memories.batch_delete(requests=[selector]))
    assert request is not None
    assert compared_with(json.loads(request.content)["requests"][0]["filterSelector"]["filter"]) == text


def is_filterable(text: str) -> bool:
    return not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", text)


@patient
@given(TEXTS)
def test_a_path_segment(text: str) -> None:
    request = sent(example("UserResponse"), lambda client: client.users.get(email=text))
    if request is None:
        assert not text or not is_text(text) or {".", ".."} & set(re.split(r"[/\\]", text))
        return
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    *before, last = path.split("/")
    assert (before, unquote(last), query, request.url.fragment) == (["", "v1", "users", "email"], text, "", "")


@patient
@given(TEXTS)
@also("bytes=0-1")
def test_a_header(text: str) -> None:
    def call(client: Goodmem) -> Any:
        return client.memories.content(id=UUID, if_match=text, extra_headers={"x-more": text})

    request = sent({}, call)
    if request is None:
        # What every server reads alike is not refused.
        assert not re.fullmatch(r"[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?", text)
        return
    head = b"".join(name + b": " + value + b"\r\n" for name, value in request.headers.raw)
    server = h11.Connection(h11.SERVER)
    server.receive_data(b"GET / HTTP/1.1\r\n" + head + b"\r\n")
    event = server.next_event()
    assert isinstance(event, h11.Request)
    found = [(name, value.decode("latin-1")) for name, value in event.headers if name in {b"if-match", b"x-more"}]
    assert found == [(b"if-match", text.strip(" \t")), (b"x-more", text.strip(" \t"))] or not text.strip()
    assert len(list(event.headers)) == len(request.headers.raw)
    assert isinstance(server.next_event(), h11.EndOfMessage)


@patient
@given(name=TEXTS, kind=TEXTS, content=st.binary(min_size=1), metadata=st.dictionaries(TEXTS, TEXTS, max_size=3))
@also(name='"; filename="x', kind="a/b", content=b"\r\n--x--\r\n", metadata={"a\r\n": '"'})
def test_a_part_of_a_form(name: str, kind: str, content: bytes, metadata: dict[str, str]) -> None:
    class Named(io.BytesIO):
        pass

    file = Named(content)
    file.name = f"folder/{name}"  # type: ignore[attr-defined]
    request = sent(
        example("Memory"),
        lambda client: client.memories.create(space_id=UUID, file=file, content_type=kind, metadata=metadata),
    )
    texts = [name.rpartition("/")[2], kind, *metadata, *metadata.values()]
    if request is None:
        assert any(not is_text(text) for text in texts)
        return
    fields, files = [], []
    headers = {"Content-Type": request.headers["content-type"].encode()}
    python_multipart.parse_form(headers, io.BytesIO(request.content), fields.append, files.append)
    assert [one.field_name for one in fields] == [b"request"]
    assert [one.field_name for one in files] == [b"file"]
    wire = json.loads(fields[0].value)
    assert wire.pop("contentType")
    assert wire == {"spaceId": UUID, "metadata": metadata}
    files[0].file_object.seek(0)
    assert files[0].file_object.read() == content
