"""TLS: contexts from the `verify` and `cert` options, and what to do about a handshake that failed.

Rules: an `ssl.SSLContext` of the caller's is used as it is and never changed. Contexts made here are shared by clients
with equal options, for as long as the files they were made from stay the same. A reason names the remedy.
"""

from __future__ import annotations

import os
import ssl
from typing import Any

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.errors import FileArgumentError, InvalidRequestError


def ssl_context(verify: Any, cert: Any = None) -> ssl.SSLContext:
    """The TLS context for a `verify` and a `cert` option.

    Raises:
        FileArgumentError: A file of certificates is missing or cannot be read.
        InvalidRequestError: An option has the wrong type, or `cert` is given beside a context.
    """
    if isinstance(verify, ssl.SSLContext):
        if cert is not None:
            raise InvalidRequestError(
                "cert cannot be given beside an ssl.SSLContext: load it there, with context.load_cert_chain(cert, key)."
            )
        return verify
    environment = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    files: list[str] = []
    if isinstance(verify, (str, os.PathLike)):
        verify = os.fspath(verify)
        files.append(verify)
        if not os.path.exists(verify):
            raise FileArgumentError(f"verify names no readable file or folder: {verify!r}.", path=verify)
    elif not isinstance(verify, bool):
        raise InvalidRequestError("verify must be True, False, a path of CA certificates, or an ssl.SSLContext.")
    chain = _chain(cert)
    files += [path for path in (*chain[:2], *environment) if path]
    return _made(verify, chain, environment, tuple(map(_stamp, files)))


def _chain(cert: Any) -> tuple[str, ...]:
    parts = (cert,) if isinstance(cert, (str, os.PathLike)) else () if cert is None else cert
    if not isinstance(parts, (tuple, list)) or len(parts) > 3:
        raise InvalidRequestError("cert must be the path of a PEM file, or (certificate, key), or with a password.")
    try:
        return tuple(os.fspath(part) for part in parts)
    except TypeError as error:
        raise InvalidRequestError("cert must be made of paths, and a password where the key has one.") from error


def _stamp(path: str) -> int | None:
    # A renewed certificate has the name of the old one.
    try:
        return os.stat(path).st_mtime_ns
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=16)
def _made(verify: bool | str, chain: tuple[str, ...], _environment: object, _stamps: object) -> ssl.SSLContext:
    if verify is True:
        import httpx

        context = httpx.create_ssl_context()
    elif verify is False:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    else:
        folder = os.path.isdir(verify)
        try:
            context = ssl.create_default_context(cafile=None if folder else verify, capath=verify if folder else None)
        except (ssl.SSLError, OSError) as error:
            raise FileArgumentError(f"verify: {verify!r} holds no CA certificates in PEM form.", path=verify) from error
    if chain:
        try:
            context.load_cert_chain(*chain)
        except (ssl.SSLError, OSError, TypeError) as error:
            raise FileArgumentError(
                "cert: the client certificate or its key cannot be read. It must be PEM, and the key must belong to "
                "the certificate.",
                path=chain[0],
            ) from error
    return context


@lru_cache(maxsize=1)
def no_tls() -> ssl.SSLContext:
    """A context that trusts nobody, for `http://`: loading CA certificates costs more than the rest of a client."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


_CERTIFICATE = "it may ask for a client certificate: pass cert=(certificate, key)."
_REASONS = (
    (
        ("self-signed", "self signed", "unable to get local issuer", "unable to verify the first certificate"),
        (
            "the server's certificate is not signed by a CA that is trusted here. A GoodMem server makes itself a new "
            "self-signed certificate at every start: give it a certificate and pass verify='/path/to/ca.pem', or, on "
            "your own machine only, verify=False."
        ),
    ),
    (
        ("certificate has expired",),
        "the server's certificate has expired (or this machine's clock is wrong). It must be renewed.",
    ),
    (("not yet valid",), "the server's certificate is not valid yet. Check this machine's clock."),
    (
        ("Hostname mismatch", "IP address mismatch", "not valid for"),
        "the server's certificate is for another host name. Use the name that it was issued for in base_url.",
    ),
    (
        ("WRONG_VERSION_NUMBER", "record layer failure", "HTTP_REQUEST"),
        "the server does not speak TLS on this port. Use http:// in base_url, or the port of its TLS listener.",
    ),
    (
        ("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "NO_PROTOCOLS"),
        (
            "server and client have no TLS version in common. This client takes TLS 1.2 and newer, unless a context "
            "given as verify says otherwise: let the server offer one of them."
        ),
    ),
    (
        ("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE"),
        f"the server broke off the TLS handshake; {_CERTIFICATE}",
    ),
    (
        ("ALERT_UNKNOWN_CA", "ALERT_BAD_CERTIFICATE", "ALERT_CERTIFICATE", "ALERT_ACCESS_DENIED"),
        "the server does not accept the client certificate: pass one that is signed by a CA of the server's in cert.",
    ),
)


def tls_reason(error: BaseException | None) -> tuple[str, bool] | None:
    """What to do about a failure of TLS, and whether only a change mends it; None when it is not one."""
    seen: list[str] = []
    cause: BaseException | None = None
    while error is not None and len(seen) < 10:
        seen.append(str(error))
        cause = error if isinstance(error, ssl.SSLError) else cause
        error = error.__cause__ or error.__context__
    text = " ".join(seen)
    if cause is None and not any(word in text for word in ("SSL", "TLS", "certificate")):
        return None
    for words, reason in _REASONS:
        if any(word in text for word in words):
            return reason, True
    if "after the TLS handshake" in text:
        # With TLS 1.3 that is when a server refuses, and the system may drop what it says.
        return f"the server closed the connection after the TLS handshake; {_CERTIFICATE}", False
    if "EOF" in text:
        reason = "the server broke off TLS. Perhaps it does not speak TLS on this port: then base_url needs http://."
        return reason, False
    return f"TLS failed: {(str(cause) if cause else text).strip().rstrip('.')[:300]}. Check verify and base_url.", False
