"""The checks of `doctor`, one after the other: each needs those before it."""

from __future__ import annotations

import email.utils
import socket
import ssl
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from goodmem_dyn import APIError, AuthenticationError, GoodMemError, PermissionDeniedError, drift, methods
from goodmem_dyn._terminal.connecting import connect
from goodmem_dyn._terminal.doctor import Finding
from goodmem_dyn._terminal.failures import DENIED, OTHER, UNREACHABLE, USAGE
from goodmem_dyn._terminal.landmarks import Landmarks, bound
from goodmem_dyn._terminal.plain import plain
from goodmem_dyn._terminal.profiles import ProfileError, Server, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn import Goodmem, MethodInfo

PATIENCE = 5.0
SOON = 14 * 86400
"""Seconds before its end from which on a certificate is worth a word."""
SKEW = 60
"""Seconds by which clocks may differ."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def examine(settings: dict[str, Any]) -> Iterator[Finding]:
    """All checks, as far as they can be made."""
    try:
        server = resolve(settings)
    except ProfileError as error:
        yield Finding("settings", "failed", str(error), "", USAGE)
        return
    key = "with a key" if server.key else "without a key"
    yield Finding("settings", "ok", f"{server.base_url}, {key}, from {server.source}")
    findings = list(_network(server))
    yield from findings
    if any(finding.state == "failed" for finding in findings):
        return
    marks = Landmarks(methods(settings.get("document")))
    with connect(settings, max_retries=0, timeout=PATIENCE) as client:
        yield from _api(client, server, marks)


def _network(server: Server) -> Iterator[Finding]:
    parts = urlsplit(server.base_url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(host):
        yield Finding("network", "ok", f"through the proxy {urlsplit(proxy).hostname}, which the environment names")
        return
    try:
        began = time.perf_counter()
        with socket.create_connection((host, port), PATIENCE) as connection:
            yield Finding("network", "ok", f"{host}:{port} answers in {(time.perf_counter() - began) * 1000:.0f} ms")
            if parts.scheme == "https":
                yield _tls(server, connection, host)
    except socket.gaierror as error:
        yield Finding(
            "network",
            "failed",
            f"no address for {host}: {error}",
            "Is the name right, and is there a network?",
            UNREACHABLE,
        )
    except OSError as error:
        remedy = f"Is the server running, and is {port} its port? A firewall may be between."
        yield Finding("network", "failed", f"{host}:{port}: {error.strerror or error}", remedy, UNREACHABLE)
    if parts.scheme == "http":
        if host in _LOOPBACK or host.startswith("127."):
            yield Finding("tls", "ok", "none, on this machine")
        else:
            yield Finding("tls", "warning", "none: the key can be read on its way", "Use an address with https://.")


def _tls(server: Server, connection: socket.socket, host: str) -> Finding:
    if server.verify is False:
        return Finding(
            "tls", "warning", "any certificate is trusted", "Give the authority with --ca-file instead of --insecure."
        )
    try:
        context = ssl.create_default_context(cafile=server.verify if isinstance(server.verify, str) else None)
        with context.wrap_socket(connection, server_hostname=host) as secure:
            end = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
            version = secure.version()
    except ssl.SSLCertVerificationError as error:
        return Finding(
            "tls",
            "failed",
            f"the certificate is not trusted: {error.verify_message}",
            "A private authority is given with --ca-file; a wrong name means a wrong address.",
            UNREACHABLE,
        )
    except (OSError, KeyError) as error:
        return Finding("tls", "failed", f"no TLS: {error}", "Is this the port for https://?", UNREACHABLE)
    days = (end - time.time()) / 86400
    if end - time.time() < SOON:
        return Finding("tls", "warning", f"the certificate ends in {days:.0f} days", "Have it renewed.")
    return Finding("tls", "ok", f"{version}, the certificate is good for {days:.0f} days")


def _api(client: Goodmem, server: Server, marks: Landmarks) -> Iterator[Finding]:
    finding, date = _server(client, marks.informant)
    if finding is not None:
        yield finding
        if finding.state == "failed":
            return
    yield from _key(client, server, marks)
    yield _document(client)
    if date:
        yield _clock(date)


def _server(client: Goodmem, method: MethodInfo | None) -> tuple[Finding | None, str]:
    if method is None:
        return None, ""
    try:
        response = bound(client, method, raw=True)()
    except GoodMemError as error:
        remedy = "Something else may be listening there, or a proxy in between: look at the address."
        return Finding("server", "failed", str(error), remedy, UNREACHABLE), ""
    info = plain(response.parse())
    version = next((str(value) for name, value in info.items() if "version" in name.lower()), "it answers")
    return Finding("server", "ok", version), response.headers.get("date", "")


def _key(client: Goodmem, server: Server, marks: Landmarks) -> Iterator[Finding]:
    method = marks.identity or next(iter(marks.listings), None)
    if method is None:
        return
    if not server.key:
        yield Finding(
            "key", "failed", "there is none", "Make a profile with `goodmem-dyn init`, or pass --key env:NAME.", DENIED
        )
        return
    try:
        caller = plain(bound(client, method)())
    except AuthenticationError as error:
        yield Finding(
            "key",
            "failed",
            str(error),
            "The key is unknown, expired or revoked: ask for a new one, then `goodmem-dyn init`.",
            DENIED,
        )
        return
    except GoodMemError as error:
        yield Finding("key", "failed", str(error), "", OTHER)
        return
    named = isinstance(caller, dict) and next(
        (v for k, v in caller.items() if "name" in k.lower() or "email" in k.lower()), None
    )
    yield Finding("key", "ok", f"it is accepted{f', and belongs to {named}' if named else ''}")
    yield _rights(client, marks)


def _rights(client: Goodmem, marks: Landmarks) -> Finding:
    allowed: list[str] = []
    denied: list[str] = []
    broken: list[str] = []
    unknown: list[str] = []
    for method in marks.listings:
        name = method.name.rpartition(".")[0]
        try:
            bound(client, method)(max_items=1)
            allowed.append(name)
        except PermissionDeniedError:
            denied.append(name)
        except APIError as error:
            # A server of another time does not have every resource: that is no lack of rights, and nothing is broken.
            absent = error.status_code in {404, 501}
            (unknown if absent else broken).append(name if absent else f"{name} ({error.status_code})")
        except GoodMemError:
            broken.append(name)
    parts = [f"may list {', '.join(allowed) or 'nothing'}"]
    parts += [f"not {', '.join(denied)}"] if denied else []
    parts += [f"this server does not have {', '.join(unknown)}"] if unknown else []
    parts += [f"could not tell for {', '.join(broken)}"] if broken else []
    if denied or broken:
        remedy = "Use the key of a user who may, if you need those." if denied else "Look at the server's log."
        return Finding("rights", "warning", "; ".join(parts), remedy)
    return Finding("rights", "ok", "; ".join(parts))


def _document(client: Goodmem) -> Finding:
    try:
        differences = drift(client)
    except GoodMemError as error:
        return Finding("document", "warning", f"it cannot be compared: {error}")
    head = str(differences).splitlines()[0].removesuffix(":")
    if differences.same:
        return Finding("document", "ok", head)
    counts = f"{len(differences.missing)} missing, {len(differences.added)} new, {len(differences.changed)} changed"
    detail = f"{head}; {counts}" if differences.document_read else head
    return Finding(
        "document",
        "warning",
        detail,
        "`goodmem-dyn drift` lists them; --document makes the commands from the server's own.",
    )


def _clock(date: str) -> Finding:
    try:
        skew = email.utils.parsedate_to_datetime(date).timestamp() - time.time()
    except (ValueError, TypeError):
        return Finding("clock", "warning", f"the server's date cannot be read: {date}")
    if abs(skew) > SKEW:
        text = f"this machine and the server differ by {abs(skew):.0f} s"
        return Finding("clock", "warning", text, "Set the clock: times in filters and expiries go wrong.")
    return Finding("clock", "ok", f"within {max(abs(skew), 1):.0f} s of the server's")
