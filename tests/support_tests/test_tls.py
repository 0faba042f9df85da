"""Every certificate is accepted or refused for the reason that it was made for."""

from __future__ import annotations

import ssl

import httpx
import pytest

from tests.support import replies


def _get(server, verify, cert=None):
    if cert:
        verify.load_cert_chain(*cert)
    with httpx.Client(verify=verify, trust_env=False, timeout=5) as client:
        return client.get(server.url)


def test_a_trusted_certificate_is_accepted(stub_server, authority):
    server = stub_server(tls=authority.server())
    server.script(replies.as_json("secure"))
    assert _get(server, ssl.create_default_context(cafile=authority.ca_file)).json() == "secure"
    assert server.requests[0].path == "/"
    server.wait_closed()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda ca: ca.server(expired=True), "certificate has expired"),
        (lambda ca: ca.server("other.example"), "Hostname mismatch"),
        (lambda ca: ca.self_signed(), r"self-signed certificate|self signed certificate"),
    ],
    ids=["expired", "wrong host", "self-signed"],
)
def test_bad_certificates_are_refused_for_their_own_reason(stub_server, authority, make, reason):
    server = stub_server(tls=make(authority))
    with pytest.raises(httpx.ConnectError, match=reason):
        _get(server, authority.trusting())
    server.wait_until(lambda: bool(server.errors), "the broken handshake to be recorded")
    assert server.requests == []


def test_a_stranger_does_not_trust_the_authority(stub_server, authority):
    server = stub_server(tls=authority.server())
    with pytest.raises(
        httpx.ConnectError, match=r"self-signed certificate in certificate chain|unable to get local issuer"
    ):
        _get(server, ssl.create_default_context())


def test_a_client_certificate_is_asked_for(stub_server, authority):
    server = stub_server(tls=authority.server(ask_client=True))
    server.script(replies.as_json("known"))
    assert _get(server, authority.trusting(), authority.client()).json() == "known"
    with pytest.raises(httpx.TransportError):
        _get(server, authority.trusting())
    server.wait_until(lambda: any("certificate" in error for error in server.errors), "the refusal to be recorded")


def test_an_old_protocol_is_refused(stub_server, authority):
    old = authority.server(lowest=ssl.TLSVersion.TLSv1, highest=ssl.TLSVersion.TLSv1_1)
    server = stub_server(tls=old)
    with pytest.raises(httpx.ConnectError, match=r"(?i)protocol|version"):
        _get(server, authority.trusting())


def test_a_reset_after_the_handshake_reaches_the_client(stub_server, authority):
    from tests.support.steps import Reset

    server = stub_server(tls=authority.server())
    server.script([Reset()])
    with pytest.raises(httpx.TransportError):
        _get(server, authority.trusting())
    server.wait_closed()
