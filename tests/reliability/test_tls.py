"""Whom a client trusts, and what it says when it does not."""

from __future__ import annotations

import asyncio
import ssl
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn._transport import async_network, network
from goodmem_dyn.errors import APIConnectionError, FileArgumentError, InvalidRequestError
from tests.support import replies
from tests.support.listener import Listener, will_reset
from tests.support.tls import Authority

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.both import Both
    from tests.support.server import MakeServer, StubServer

EMPTY = replies.as_json({"spaces": []})


@pytest.fixture
def secure(stub_server: MakeServer, authority: Authority) -> StubServer:
    server = stub_server(tls=authority.server())
    server.on("GET", "/v1/spaces", EMPTY)
    return server


def listed(both: Both, url: str, **options: Any) -> list[Any]:
    data: list[Any] = both(both.client(base_url=url, max_retries=0, **options).spaces.list()).data
    return data


# Four ways to trust --------------------------------------------------------------------------------------------------


def test_a_file_of_ca_certificates(both: Both, secure: StubServer, authority: Authority) -> None:
    assert listed(both, secure.url, verify=str(authority.ca_file)) == []
    assert listed(both, secure.url, verify=authority.ca_file) == []


def test_a_folder_of_ca_certificates(both: Both, secure: StubServer, authority: Authority, tmp_path: Path) -> None:
    """Its files are called by the hash of their subject, as `openssl rehash` does."""
    context = ssl.create_default_context(cafile=str(authority.ca_file))
    folder = tmp_path / "cas"
    folder.mkdir()
    (folder / f"{_subject_hash(authority.ca_file)}.0").write_bytes(authority.ca_file.read_bytes())
    assert context.cert_store_stats()["x509_ca"] == 1
    assert listed(both, secure.url, verify=str(folder)) == []


def _subject_hash(path: Path) -> str:
    import subprocess

    found = subprocess.run(
        ["openssl", "x509", "-subject_hash", "-noout", "-in", str(path)], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def test_a_context_of_the_callers(both: Both, secure: StubServer, authority: Authority) -> None:
    context = authority.trusting()
    assert listed(both, secure.url, verify=context) == []
    # A private CA beside those of the system.
    both_kinds = ssl.create_default_context()
    known = both_kinds.cert_store_stats()["x509_ca"]
    both_kinds.load_verify_locations(authority.ca_file)
    assert both_kinds.cert_store_stats()["x509_ca"] == known + 1
    assert listed(both, secure.url, verify=both_kinds) == []


def test_nobody_is_asked_for_a_certificate(both: Both, secure: StubServer) -> None:
    assert listed(both, secure.url, verify=False) == []


def test_the_environment_can_name_the_cas(
    both: Both, secure: StubServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.ca_file))
    assert listed(both, secure.url) == []


def test_a_callers_client_has_its_own_trust(both: Both, secure: StubServer, authority: Authority) -> None:
    own = both.http_client(base_url=secure.url, verify=authority.trusting())
    assert both(both.client(http_client=own).spaces.list()).data == []
    both(own.close())


# Failures ------------------------------------------------------------------------------------------------------------


def refused(both: Both, url: str, **options: Any) -> APIConnectionError:
    with pytest.raises(APIConnectionError) as caught:
        listed(both, url, **options)
    assert caught.value.__cause__ is not None
    return caught.value


def test_a_ca_that_is_not_known(both: Both, secure: StubServer) -> None:
    error = refused(both, secure.url)
    assert "not signed by a CA that is trusted here" in error.message
    assert "verify='/path/to/ca.pem'" in error.message
    assert (error.sent, error.retryable) == (False, False)


def test_a_certificate_that_vouches_for_itself(both: Both, stub_server: MakeServer, authority: Authority) -> None:
    """The first error that most people see."""
    server = stub_server(tls=authority.self_signed())
    assert "self-signed certificate at every start" in refused(both, server.url).message


def test_a_certificate_that_is_over(both: Both, stub_server: MakeServer, authority: Authority) -> None:
    server = stub_server(tls=authority.server(expired=True))
    assert "has expired" in refused(both, server.url, verify=authority.ca_file).message


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_certificate_for_another_host(both: Both, stub_server: MakeServer, authority: Authority, host: str) -> None:
    server = stub_server(tls=authority.server("goodmem.example"))
    error = refused(both, f"https://{host}:{server.port}", verify=authority.ca_file)
    assert "for another host name" in error.message


def test_a_client_certificate(both: Both, stub_server: MakeServer, authority: Authority, tmp_path: Path) -> None:
    server = stub_server(tls=authority.server(ask_client=True))
    server.on("GET", "/v1/spaces", EMPTY)
    chain, key = authority.client()
    assert listed(both, server.url, verify=authority.ca_file, cert=(str(chain), str(key))) == []
    joined = tmp_path / "joined.pem"
    joined.write_bytes(chain.read_bytes() + key.read_bytes())
    assert listed(both, server.url, verify=authority.ca_file, cert=str(joined)) == []
    without = refused(both, server.url, verify=authority.ca_file)
    # With TLS 1.3 a server refuses after the handshake, and the system may drop what it says.
    assert "client certificate: pass cert=" in without.message


def test_a_client_certificate_of_somebody_else(
    both: Both, stub_server: MakeServer, authority: Authority, tmp_path: Path
) -> None:
    server = stub_server(tls=authority.server(ask_client=True, highest=ssl.TLSVersion.TLSv1_2))
    (tmp_path / "other").mkdir()
    chain, key = Authority(tmp_path / "other").client("stranger")
    error = refused(both, server.url, verify=authority.ca_file, cert=(str(chain), str(key)))
    assert "does not accept the client certificate" in error.message
    assert not error.retryable
    error = refused(both, server.url, verify=authority.ca_file)
    assert "pass cert=(certificate, key)" in error.message


@pytest.mark.parametrize("old", ["server", "client"])
def test_protocols_that_do_not_meet(both: Both, stub_server: MakeServer, authority: Authority, old: str) -> None:
    if old == "server":
        context = authority.server(lowest=ssl.TLSVersion.TLSv1, highest=ssl.TLSVersion.TLSv1_1)
        verify: Any = authority.ca_file
    else:
        context = authority.server(highest=ssl.TLSVersion.TLSv1_2)
        verify = authority.trusting()
        verify.minimum_version = ssl.TLSVersion.TLSv1_3
    error = refused(both, stub_server(tls=context).url, verify=verify)
    assert "no TLS version in common" in error.message
    assert not error.retryable


class PlainServer(Listener):
    """What HTTP servers do with the greeting of TLS: some answer 400, some close."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        super().__init__(5.0)

    def _handle(self, number: int, connection: Any) -> None:
        connection.recv(65536)
        connection.sendall(self.answer)


class Shaker(Listener):
    """Takes a handshake, and resets the connection."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context, self.is_over = context, threading.Event()
        super().__init__(5.0)

    def _handle(self, number: int, connection: Any) -> None:
        with self.context.wrap_socket(connection, server_side=True) as wrapped:
            will_reset(wrapped)
        self.is_over.set()


def test_a_server_that_refuses_after_the_handshake(
    both: Both, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Shaker(authority.server()) as server:
        writes = network.Stream.write, async_network.Stream.write

        def write(*args: Any, **options: Any) -> None:
            assert server.is_over.wait(5)
            writes[0](*args, **options)

        async def async_write(*args: Any, **options: Any) -> None:
            await asyncio.to_thread(server.is_over.wait, 5)
            await writes[1](*args, **options)

        monkeypatch.setattr(network.Stream, "write", write)
        monkeypatch.setattr(async_network.Stream, "write", async_write)
        error = refused(both, f"https://localhost:{server.port}", verify=authority.ca_file)
    assert "after the TLS handshake; it may ask for a client certificate: pass cert=" in error.message
    assert error.retryable


@pytest.mark.parametrize("answer", [replies.head(400, {"content-length": "0"}), b""])
def test_a_plain_port(both: Both, answer: bytes) -> None:
    with PlainServer(answer) as server:
        error = refused(both, f"https://127.0.0.1:{server.port}")
    assert "does not speak TLS on this port" in error.message
    assert "http://" in error.message
    assert not error.sent


def test_certificates_are_not_tried_twice(both: Both, secure: StubServer) -> None:
    client = both.client(base_url=secure.url, max_retries=5)
    with pytest.raises(APIConnectionError):
        both(client.spaces.list())
    assert secure.connections == 1


def test_a_failure_in_a_callers_client_is_explained_as_well(both: Both, secure: StubServer) -> None:
    own = both.http_client(base_url=secure.url)
    with pytest.raises(APIConnectionError, match="not signed by a CA"):
        both(both.client(http_client=own, max_retries=0).spaces.list())
    both(own.close())


# Options -------------------------------------------------------------------------------------------------------------


def test_wrong_options_are_told_when_the_client_is_made(both: Both, authority: Authority, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("nonsense")
    chain, _ = authority.client()
    _, other = authority.client("other")
    wrong: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"verify": "/no/such.pem"}, FileArgumentError, "names no readable file"),
        ({"verify": str(nonsense)}, FileArgumentError, "no CA certificates in PEM form"),
        ({"verify": 5}, InvalidRequestError, "verify must be"),
        ({"verify": None}, InvalidRequestError, "verify must be"),
        ({"cert": "/no/such.pem"}, FileArgumentError, "cannot be read"),
        ({"cert": str(nonsense)}, FileArgumentError, "cannot be read"),
        ({"cert": (str(chain), str(other))}, FileArgumentError, "must belong to the certificate"),
        ({"cert": 5}, InvalidRequestError, "cert must be"),
        ({"cert": ("a", "b", "c", "d")}, InvalidRequestError, "cert must be"),
        ({"verify": authority.trusting(), "cert": str(chain)}, InvalidRequestError, "load it there"),
    ]
    for options, kind, said in wrong:
        with pytest.raises(kind, match=said):
            both.client(base_url="https://localhost:1", **options)


def test_a_renewed_certificate_is_read_again(
    both: Both, stub_server: MakeServer, authority: Authority, tmp_path: Path
) -> None:
    """A service that renews its files makes new clients, and those see the new files under the old names."""
    (tmp_path / "first").mkdir()
    first = Authority(tmp_path / "first")
    path = tmp_path / "ca.pem"
    path.write_bytes(first.ca_file.read_bytes())
    server = stub_server(tls=authority.server())
    server.on("GET", "/v1/spaces", EMPTY)
    refused(both, server.url, verify=str(path))
    path.write_bytes(authority.ca_file.read_bytes())
    assert listed(both, server.url, verify=str(path)) == []


def test_a_context_of_the_callers_is_not_changed(both: Both, secure: StubServer, authority: Authority) -> None:
    context = authority.trusting()
    before = (context.verify_mode, context.check_hostname, context.minimum_version, context.cert_store_stats())
    listed(both, secure.url, verify=context)
    after = (context.verify_mode, context.check_hostname, context.minimum_version, context.cert_store_stats())
    assert after == before


def test_a_plain_client_loads_no_certificates(both: Both, monkeypatch: pytest.MonkeyPatch, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)

    def fail(*_: Any, **__: Any) -> Any:
        raise AssertionError("certificates were loaded")

    monkeypatch.setattr(httpx, "create_ssl_context", fail)
    assert listed(both, stub.url) == []
