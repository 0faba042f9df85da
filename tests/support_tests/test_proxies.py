"""The proxies do what their plan says, and their logs say what they did."""

from __future__ import annotations

import socket
import threading

import httpx
import pytest

from tests.support import replies
from tests.support.forward import ForwardProxy
from tests.support.proxy import AFTER, BEFORE, KINDS, Fault, FaultProxy, scripted, seeded, storm


@pytest.fixture
def http():
    with httpx.Client(trust_env=False, timeout=5) as client:
        yield client


def _outcome(http, url):
    try:
        return http.get(url).status_code
    except httpx.TransportError as error:
        return type(error)


def test_without_a_fault_it_is_transparent(stub, fault_proxy, http):
    proxy = fault_proxy(f"{stub.url}/base", scripted())
    stub.script(replies.as_json(1), replies.chunked([b"a\n", b"b\n"]), replies.reply(204))
    assert http.post(f"{proxy.url}/x", json={"n": 1}).json() == 1
    assert http.get(f"{proxy.url}/y").text == "a\nb\n"
    assert http.delete(f"{proxy.url}/z").status_code == 204
    assert [request.target for request in stub.requests] == ["/base/x", "/base/y", "/base/z"]
    assert stub.requests[0].json() == {"n": 1}
    assert all(exchange.forwarded and exchange.fault is None for exchange in proxy.log)


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("drop-before", httpx.RemoteProtocolError),
        ("drop-after", httpx.RemoteProtocolError),
        ("reset-before", httpx.ReadError),
        ("reset-after", httpx.ReadError),
        ("half-close-before", httpx.RemoteProtocolError),
        ("half-close-after", httpx.RemoteProtocolError),
        ("status-429", 429),
        ("status-503", 503),
        ("status-503-after", 503),
        ("cut", httpx.RemoteProtocolError),
        ("delay", 200),
    ],
)
def test_every_fault_shows_as_itself_and_takes_effect_or_not(stub, fault_proxy, http, kind, outcome):
    proxy = fault_proxy(stub.url, scripted(kind))
    stub.on("GET", "/", replies.as_json("done"))
    assert _outcome(http, proxy.url) == outcome
    assert [(e.fault, e.forwarded) for e in proxy.log] == [(kind, kind not in BEFORE)]
    assert len(stub.requests) == (kind not in BEFORE)
    assert _outcome(http, proxy.url) == 200, "only the first request is to fail"
    assert proxy.seen(kind) == proxy.log[:1]


def test_every_kind_is_before_after_or_a_delay():
    assert set(KINDS) == {*BEFORE, *AFTER, "delay"}
    with pytest.raises(AssertionError, match="no fault"):
        Fault("drop")


def test_a_plan_depends_on_nothing_but_its_seed():
    plans = [[seeded(seed, 0.3)(n, None) for n in range(2000)] for seed in (1, 1, 2)]
    assert plans[0] == plans[1] != plans[2]
    hit = [fault.kind for fault in plans[0] if fault]
    assert 500 < len(hit) < 700
    assert set(hit) == set(KINDS)
    assert not any(seeded(1, 0.0)(n, None) for n in range(100))


def test_a_storm_hits_consecutive_requests(stub, fault_proxy, http):
    stub.on("GET", "/", replies.as_json("calm"))
    proxy = fault_proxy(stub.url, storm(429, first=1, count=2, retry_after="3"))
    answers = [http.get(proxy.url) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 429, 429, 200]
    assert answers[1].headers["retry-after"] == "3"
    assert len(stub.requests) == 2


def test_a_stream_is_passed_on_as_it_comes(stub, fault_proxy, http):
    gate = threading.Event()
    head, one, two, end = replies.chunked(replies.ndjson([1, 2]))
    from tests.support.steps import Until

    stub.script([head, one, Until(gate), two, end])
    with http.stream("GET", fault_proxy(stub.url, scripted()).url) as response:
        lines = response.iter_lines()
        assert next(lines) == "1"
        gate.set()
        assert next(lines) == "2"


def test_a_cut_stream_keeps_its_beginning(stub, fault_proxy, http):
    stub.script(replies.chunked(replies.ndjson(range(100))))
    proxy = fault_proxy(stub.url, scripted(Fault("cut", keep=0.5)))
    lines = []
    with pytest.raises(httpx.RemoteProtocolError), http.stream("GET", proxy.url) as response:
        lines.extend(response.iter_lines())
    assert lines == [str(number) for number in range(len(lines))]
    assert 0 < len(lines) < 100


def test_many_workers_share_a_proxy(stub, fault_proxy):
    stub.on("GET", "/", replies.as_json("done"))
    proxy = fault_proxy(stub.url, seeded(5, 0.2, ["drop-before", "drop-after"]))
    outcomes: list[object] = []

    def work():
        with httpx.Client(trust_env=False, timeout=5) as client:
            for _ in range(25):
                outcomes.append(_outcome(client, proxy.url))  # noqa: PERF401 -- other threads append meanwhile

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    failed = proxy.seen("drop-before", "drop-after")
    assert outcomes.count(200) == 200 - len(failed)
    assert len(stub.requests) == 200 - len(proxy.seen("drop-before"))
    assert sorted(exchange.number for exchange in proxy.log) == list(range(200))


def test_stopping_ends_what_is_under_way(stub):
    gate = threading.Event()
    from tests.support.steps import Until

    stub.script([Until(gate)])
    with FaultProxy(stub.url, scripted()) as proxy, socket.create_connection(("127.0.0.1", proxy.port), 5) as client:
        client.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        stub.wait_until(lambda: len(stub.requests) == 1, "the request")
        proxy.stop()
        assert client.recv(1) == b""
    assert not [thread for thread in threading.enumerate() if thread.name == "FaultProxy"]


def test_a_forward_proxy_passes_plain_requests_on(stub):
    stub.script(replies.as_json("through"))
    with ForwardProxy() as proxy, httpx.Client(proxy=proxy.url, trust_env=False) as client:
        assert client.get(f"http://goodmem.example:{stub.port}/a?b=1").json() == "through"
    assert proxy.asked == [f"GET http://goodmem.example:{stub.port}/a?b=1 HTTP/1.1"]
    assert stub.requests[0].target == "/a?b=1"


def test_a_forward_proxy_tunnels(stub_server, authority):
    server = stub_server(tls=authority.server("goodmem.example"))
    server.script(replies.as_json("tunnelled"))
    with ForwardProxy() as proxy, httpx.Client(proxy=proxy.url, verify=authority.trusting(), trust_env=False) as client:
        assert client.get(f"https://goodmem.example:{server.port}/").json() == "tunnelled"
    assert proxy.asked == [f"CONNECT goodmem.example:{server.port} HTTP/1.1"]


def test_a_forward_proxy_wants_its_password(stub):
    stub.script(replies.as_json("in"))
    with ForwardProxy(user="u:p") as proxy:
        with httpx.Client(proxy=proxy.url, trust_env=False) as client:
            assert client.get(stub.url).json() == "in"
        with httpx.Client(proxy=proxy.url.replace("u:p@", ""), trust_env=False) as client:
            assert client.get(stub.url).status_code == 407
    assert len(stub.requests) == 1
