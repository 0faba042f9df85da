"""The stub server does what its script says, and keeps what it was sent."""

from __future__ import annotations

import gzip
import socket
import threading
import time

import h11
import httpx
import pytest

from tests.support import replies
from tests.support.server import StubServer
from tests.support.steps import Close, HalfClose, Reset, Send, Until, Wait, drip


@pytest.fixture
def http():
    with httpx.Client(trust_env=False, timeout=5) as client:
        yield client


def test_replies_are_used_in_order_and_requests_kept(stub, http):
    stub.script(replies.error(503, "later"), replies.as_json({"a": 1}))
    first = http.post(f"{stub.url}/x?y=1", content=b"body", headers={"x-api-key": "gm_k"})
    second = http.get(f"{stub.url}/z")
    assert (first.status_code, first.json()["error"]) == (503, "later")
    assert second.json() == {"a": 1}
    one, two = stub.requests
    assert (one.method, one.target, one.path, one.body) == ("POST", "/x?y=1", "/x", b"body")
    assert one.header("X-Api-Key") == "gm_k"
    assert one.raw.startswith(b"POST /x?y=1 HTTP/1.1\r\n")
    assert one.raw.endswith(b"\r\n\r\nbody")
    assert two.body == b""
    assert (one.connection, two.connection, stub.connections) == (0, 0, 1)


def test_a_route_has_replies_of_its_own_and_repeats_the_last(stub, http):
    stub.on("GET", "/a", replies.error(429), replies.as_json("a"))
    stub.script(replies.as_json("b"))
    answers = [http.get(f"{stub.url}{path}").json() for path in ("/a", "/b", "/a", "/a")]
    assert answers[1:] == ["b", "a", "a"]
    assert answers[0]["status"] == 429


def test_a_callable_is_asked_for_its_reply(stub, http):
    stub.script(lambda request: replies.as_json(request.json()["n"] + 1))
    assert http.post(stub.url, json={"n": 4}).json() == 5


def test_what_is_not_scripted_is_answered_501_and_fails_the_test(http):
    with pytest.raises(AssertionError, match="GET /unknown"), StubServer() as server:
        assert http.get(f"{server.url}/unknown").status_code == 501


def test_a_failing_test_is_not_overlaid_by_unscripted_requests(http):
    with pytest.raises(KeyError), StubServer() as server:  # noqa: PT012 -- the request is what must not raise
        http.get(server.url)
        raise KeyError


@pytest.mark.parametrize("size", [1, 7, 64])
def test_dripped_bytes_arrive_whole(stub, http, size):
    [whole] = replies.as_json(list(range(20)))
    stub.script(drip(whole.data, size))
    assert http.get(stub.url).json() == list(range(20))


def test_chunk_boundaries_are_those_asked_for(stub):
    stub.script(replies.chunked([b"ab", b"", b"c"]))
    with socket.create_connection(("127.0.0.1", stub.port), 5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        data = b""
        while not data.endswith(b"0\r\n\r\n"):
            data += connection.recv(4096)
    assert data.partition(b"\r\n\r\n")[2] == b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"


def test_requests_sent_ahead_are_served_in_turn(stub):
    stub.script(replies.as_json(1), replies.as_json(2))
    with socket.create_connection(("127.0.0.1", stub.port), 5) as connection:
        connection.sendall(
            b"POST /1 HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi" + b"GET /2 HTTP/1.1\r\nhost: x\r\n\r\n"
        )
        stub.wait_until(lambda: len(stub.requests) == 2, "both requests")
    assert [(request.target, request.body) for request in stub.requests] == [("/1", b"hi"), ("/2", b"")]
    assert stub.requests[0].raw.endswith(b"\r\n\r\nhi")
    assert stub.requests[1].raw.startswith(b"GET /2")


def test_a_chunked_request_body_is_joined_and_kept_raw(stub, http):
    stub.script(replies.as_json(None))
    http.post(stub.url, content=iter([b"one", b"two"]))
    assert stub.requests[0].body == b"onetwo"
    assert b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n" in stub.requests[0].raw


@pytest.mark.parametrize(
    ("steps", "failure"),
    [
        ([Close()], httpx.RemoteProtocolError),
        ([Reset()], httpx.ReadError),
        ([HalfClose()], httpx.RemoteProtocolError),
        (replies.truncated(b"{}", 3), httpx.RemoteProtocolError),
        ([*replies.chunked([b"a"], end=False), Close()], httpx.RemoteProtocolError),
        ([*replies.chunked([b"a"], end=False), Reset()], httpx.ReadError),
        (replies.garbage(1), httpx.RemoteProtocolError),
        (replies.huge_header(200_000), httpx.RemoteProtocolError),
        ([Wait(0.3), *replies.as_json(1)], httpx.ReadTimeout),
    ],
)
def test_faults_reach_the_client_as_what_they_are(stub, http, steps, failure):
    stub.script(steps)
    with pytest.raises(failure):
        http.get(stub.url, timeout=0.15)
    http.close()
    stub.wait_closed()


def test_the_same_seed_gives_the_same_garbage():
    assert replies.garbage(3) == replies.garbage(3) != replies.garbage(4)


def test_a_stream_is_held_back_until_the_test_allows(stub, http):
    gate = threading.Event()
    first, second = replies.ndjson([1, 2])
    head, one, two, end = replies.chunked([first, second])
    stub.script([head, one, Until(gate), two, end])
    with http.stream("GET", stub.url) as response:
        lines = response.iter_lines()
        assert next(lines) == "1"
        opener = threading.Timer(0.2, gate.set)
        start = time.monotonic()
        opener.start()
        assert list(lines) == ["2"]
        assert time.monotonic() - start > 0.15
    opener.join()


def test_an_endless_reply_ends_with_its_client(stub, http):
    stub.script(iter(lambda: Send(b"x" * 65536), None))
    with socket.create_connection(("127.0.0.1", stub.port), 5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert connection.recv(1) == b"x"
    stub.wait_closed()


def test_an_endless_reply_ends_with_the_server():
    with StubServer() as server, socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        server.script(iter(lambda: Send(b"x" * 65536), None))
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert connection.recv(1) == b"x"
        start = time.monotonic()
        server.stop()
    assert time.monotonic() - start < 5
    assert not [thread for thread in threading.enumerate() if thread.name == "StubServer"]


def test_a_bomb_is_small_on_the_wire(stub, http):
    body = b"x" * 1_000_000
    [bomb] = steps = replies.compressed(body)
    assert len(bomb.data) < 2000
    stub.script(steps)
    assert http.get(stub.url).content == body
    assert gzip.decompress(bomb.data.partition(b"\r\n\r\n")[2]) == body


def test_malformed_requests_are_errors_and_not_requests(stub):
    with socket.create_connection(("127.0.0.1", stub.port), 5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n")
        stub.wait_until(lambda: bool(stub.errors), "the error to be recorded")
    assert stub.requests == []
    assert h11.RemoteProtocolError.__name__ in stub.errors[0]


def test_leaked_connections_are_noticed(stub):
    with socket.create_connection(("127.0.0.1", stub.port)):
        stub.wait_until(lambda: stub.open_connections == 1, "the connection")
        with pytest.raises(AssertionError, match="connections to be closed"):
            stub.wait_closed(0.1)
    stub.wait_closed()


def test_a_client_that_says_nothing_is_given_up(stub_server):
    server = stub_server(patience=0.1)
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        assert connection.recv(1) == b""
    assert "TimeoutError" in server.errors[0]


def test_bodies_of_sse_and_ndjson_are_framed():
    assert replies.ndjson([{"a": "\n"}]) == [b'{"a": "\\n"}\n']
    assert b"".join(replies.sse([1])) == b'event: item\ndata: 1\n\nevent: close\ndata: {"type":"completed"}\n\n'


def test_a_reply_without_content_announces_none():
    [sent] = replies.reply(204, location="/x")
    assert sent.data == b"HTTP/1.1 204 No Content\r\nlocation: /x\r\n\r\n"


def test_cuts_keep_every_byte():
    assert replies.cut(b"abcdef", [4, 1]) == [b"a", b"bcd", b"ef"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_clients_use_the_same_server(stub, backend):
    import anyio

    stub.script(replies.as_json("async"))

    async def call():
        async with httpx.AsyncClient(trust_env=False) as client:
            return (await client.get(stub.url)).json()

    assert anyio.run(call, backend=backend) == "async"
