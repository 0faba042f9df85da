"""Certificates for tests: a private authority and every certificate that a client must refuse.

Rules: keys are made per test run and live in memory, but for those that an API wants as a file; nothing here is ever
trusted by anything but the test that asks for it.
"""

from __future__ import annotations

import datetime
import ssl
import warnings
from typing import TYPE_CHECKING

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path

_NOW = datetime.datetime.now(datetime.timezone.utc)
_DAY = datetime.timedelta(days=1)


class Authority:
    """A certificate authority of the test's own.

    Args:
        folder: Where the files are written that clients are given as paths.
    """

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self._folder = folder
        self.ca_file = folder / "ca.pem"
        """What a client must trust: the path of the authority's certificate."""
        self._ca.cert_pem.write_to_path(str(self.ca_file))

    def server(
        self,
        *hosts: str,
        expired: bool = False,
        ask_client: bool = False,
        lowest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2,
        highest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    ) -> ssl.SSLContext:
        """A server-side context with a certificate for the hosts, `localhost` and 127.0.0.1 when none are named.

        Args:
            hosts: Names and addresses in the certificate; another one makes it a certificate for the wrong host.
            expired: The certificate's time ended yesterday.
            ask_client: Refuse clients that show no certificate of this authority.
            lowest: The oldest protocol that is spoken.
            highest: The newest protocol that is spoken.
        """
        until = _NOW - _DAY if expired else _NOW + 30 * _DAY
        certificate = self._ca.issue_cert(
            *(hosts or ("localhost", "127.0.0.1")), not_before=_NOW - 60 * _DAY, not_after=until
        )
        context = _context(lowest, highest)
        certificate.configure_cert(context)
        if ask_client:
            context.verify_mode = ssl.CERT_REQUIRED
            self._ca.configure_trust(context)
        return context

    def client(self, name: str = "client.example") -> tuple[Path, Path]:
        """The paths of a client certificate of this authority and of its key."""
        issued = self._ca.issue_cert(name)
        chain, key = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        chain.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
        issued.private_key_pem.write_to_path(str(key))
        return chain, key

    def trusting(self) -> ssl.SSLContext:
        """A client-side context that trusts this authority and nobody else."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._ca.configure_trust(context)
        return context

    def self_signed(self, *hosts: str) -> ssl.SSLContext:
        """A server-side context with a certificate that vouches for itself, as a GoodMem server makes at each start."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "self-signed")])
        names = [x509.DNSName(host) for host in hosts or ("localhost",)]
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), _NOW - _DAY, _NOW + _DAY)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(key, hashes.SHA256())
        )
        path = self._folder / f"self-signed-{certificate.serial_number}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        context = _context(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
        context.load_cert_chain(path)
        return context


def _context(lowest: ssl.TLSVersion, highest: ssl.TLSVersion) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that the old protocols are old is the point
        context.minimum_version, context.maximum_version = lowest, highest
    if lowest < ssl.TLSVersion.TLSv1_2:
        # OpenSSL refuses the old protocols at its default security level.
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context
