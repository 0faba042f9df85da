"""Where requests go: the server's address, and the proxy on the way to it.

Rules: an address is checked when the client is made. A proxy's password is never shown.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from goodmem_dyn._version import __version__
from goodmem_dyn._wire.targets import path_problem
from goodmem_dyn._wire.telling import short
from goodmem_dyn.errors import InvalidRequestError

_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


def check_base_url(value: Any) -> str:
    """The server's address as given, checked, without a slash at its end."""
    text = (value if isinstance(value, str) else str(value)).strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InvalidRequestError("base_url has a port or a host that cannot be.") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise InvalidRequestError(
            f"base_url must start with http:// or https:// and name a host, such as 'http://localhost:8080'{_shown(text)}."
        )
    if parts.query or parts.fragment or parts.username or parts.password or text.endswith(("?", "#")):
        raise InvalidRequestError("base_url must not have a query, a fragment, or a user and password.")
    if re.search(r"[\x00-\x20\x7f\\]", text):
        raise InvalidRequestError("base_url must not contain spaces, backslashes or control characters.")
    if parts.path not in {"", "/"} and path_problem(f"{parts.path.rstrip('/')}/"):
        raise InvalidRequestError("base_url must have a plain path, without '.', '..' or an empty part.")
    if not _resolvable(host) or not parts.path.isascii():
        raise InvalidRequestError("base_url must name a host that DNS can know, and have an ASCII path.")
    return text.rstrip("/")


def _shown(text: str) -> str:
    """The address that was given, where it has no place for a secret."""
    return "" if not text or len(text) > 100 or re.search(r"[@?#]", text) else f"; {text!r} does not"


def _resolvable(host: str) -> bool:
    import httpx

    try:
        url = httpx.URL(f"http://{f'[{host}]' if ':' in host else host}")
    except (httpx.InvalidURL, ValueError):
        return False
    labels = url.raw_host.decode("ascii").rstrip(".").split(".")
    return len(host) <= 253 and all(0 < len(label) <= 63 for label in labels)


def user_agent(commit: str) -> str:
    """Package, version and the server commit that the surface was made from."""
    return f"goodmem-dyn/{__version__} (server {short(commit) or 'unknown'})"


def check_proxy(value: Any) -> str:
    """A proxy's address, checked."""
    import httpx

    try:
        url = httpx.URL(value)
    except (httpx.InvalidURL, TypeError, ValueError):
        url = None
    if url is None or url.scheme not in _PROXY_SCHEMES or not url.host:
        # Neither the value nor an error about it is shown: it may hold a password.
        raise InvalidRequestError(
            "proxy must be a URL such as 'http://user:password@proxy.example:3128'; its scheme may be "
            f"{', '.join(_PROXY_SCHEMES)}."
        ) from None
    if url.scheme.startswith("socks"):
        import importlib.util

        # httpx imports it when it connects, which is too late to tell.
        if importlib.util.find_spec("socksio") is None:
            raise InvalidRequestError("A SOCKS proxy needs one more package: pip install 'httpx[socks]'.")
    return str(value)


def environment_proxy(base_url: str) -> str | None:
    """The proxy that the environment names for this server, if any: `HTTPS_PROXY` and its relatives."""
    import urllib.request

    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if urllib.request.proxy_bypass(host) or (parts.port and urllib.request.proxy_bypass(f"{host}:{parts.port}")):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return check_proxy(proxy if "://" in proxy else f"http://{proxy}") if proxy else None


def proxy_name(proxy: str) -> str:
    """A proxy as a message names it: without user and password."""
    parts = urlsplit(proxy)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
