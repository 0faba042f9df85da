"""What a client is told of the way to its server, checked and made into a connection.

Rules: a server is reached in one of two ways, by an address and a key or by a caller's own client, and never by a
mixture. What is not given comes from the environment; the key of the environment belongs to the server of the
environment, and goes nowhere else.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from goodmem_dyn._records import record
from goodmem_dyn._transport.address import check_base_url
from goodmem_dyn._transport.connection import Connection
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.telling import warn
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Mapping

    import httpx

    from goodmem_dyn._wire.keys import KeyPlace
    from goodmem_dyn._wire.not_given import NotGiven

_FALSE = {"false", "0", "no", "off"}
_TIMEOUT = 30.0


@record(frozen=True)
class Settings:
    """How a server is reached, as the constructor of a client is told; see `goodmem_dyn.Goodmem`."""

    base_url: str | None = None
    api_key: str | Callable[[], Any] | None = None
    timeout: float | httpx.Timeout | NotGiven | None = NOT_GIVEN
    verify: bool | str | os.PathLike[str] | ssl.SSLContext | NotGiven = NOT_GIVEN
    http_client: Any = None
    cert: str | tuple[str, ...] | None = None
    proxy: str | None = None
    transport: Any = None
    credentials: Mapping[str, Any] | None = None

    @property
    def key(self) -> Any:
        """The one key: as given, or that of the environment for the server of the environment."""
        return self._from_environment()[1]

    def connection(
        self, agent: str, key_place: KeyPlace, paths: Iterable[str], *, is_async: bool, with_key: bool = True
    ) -> Connection:
        """The connection that these settings mean.

        Args:
            agent: The value of the header `user-agent`.
            key_place: Where the key goes.
            paths: The paths of the document, to tell an address that has too much.
            is_async: Whether it is for an asynchronous client.
            with_key: Whether the key goes with every request.

        Raises:
            InvalidRequestError: A setting is wrong, or the two ways are mixed.
        """
        headers = {"user-agent": agent}
        if self.http_client is not None:
            return self._brought(headers, key_place, is_async=is_async)
        url, key, verify = self._from_environment()
        _warn_of_doubled_path(url, paths)
        if key is not None and key != "":
            if with_key:
                headers |= key_place.headers(_checked_key(key))
            _warn_of_open_network(url)
        elif self.credentials:
            _warn_of_open_network(url)
        return Connection(
            url,
            headers,
            timeout=_TIMEOUT if self.timeout is NOT_GIVEN else self.timeout,
            verify=verify,
            cert=self.cert,
            proxy=self.proxy,
            transport=self.transport,
            key_place=key_place,
        )

    def _brought(self, headers: dict[str, str], key_place: KeyPlace, *, is_async: bool) -> Connection:
        """A connection through the caller's own client."""
        own = [field for field in fields(self) if field.name != "http_client"]
        mixed = [field.name for field in own if getattr(self, field.name) is not field.default]
        if mixed:
            raise InvalidRequestError(
                f"Give http_client, or {' and '.join(mixed)}: with http_client, base URL, key, timeout and TLS are set "
                "on that client itself."
            )
        client = self.http_client
        if not hasattr(client, "build_request") or not hasattr(client, "send"):
            raise InvalidRequestError("http_client must be an httpx client (or one with its interface).")
        if hasattr(client, "aclose") != is_async:
            name, wanted = ("AsyncGoodmem", "httpx.AsyncClient") if is_async else ("Goodmem", "httpx.Client")
            raise InvalidRequestError(f"{name} needs an {wanted} as http_client.")
        base = str(getattr(client, "base_url", "") or "")
        if not base:
            raise InvalidRequestError(
                "http_client has no base_url: make it with httpx.Client(base_url='http://localhost:8080', ...)."
            )
        return Connection(check_base_url(base), headers, http_client=client, key_place=key_place)

    def _from_environment(self) -> tuple[str, Any, Any]:
        """Address, key and trust: as given, or all three from the environment."""
        base_url, key, verify = self.base_url, self.api_key, self.verify
        if base_url is None:
            base_url = os.environ.get("GOODMEM_BASE_URL")
            if not base_url:
                raise InvalidRequestError(
                    "base_url is missing: give it, as in Goodmem(base_url='http://localhost:8080', api_key='gm_...'), "
                    "or set GOODMEM_BASE_URL. To use an HTTP client of your own, give http_client alone."
                )
            key = key if key is not None else os.environ.get("GOODMEM_API_KEY")
            if verify is NOT_GIVEN:
                verify = os.environ.get("GOODMEM_VERIFY_SSL", "true").strip().lower() not in _FALSE
        return check_base_url(base_url), key, True if verify is NOT_GIVEN else verify


def _checked_key(key: Any) -> str:
    if not isinstance(key, str):
        raise InvalidRequestError("api_key must be a str.")
    if not re.match(r"[\x21-\x7e]+\Z", key):
        raise InvalidRequestError("api_key must be visible ASCII text, without spaces or line ends.")
    return key


def _warn_of_doubled_path(url: str, paths: Iterable[str]) -> None:
    last = urlsplit(url).path.rpartition("/")[2]
    if last and all(path.startswith(f"/{last}/") for path in paths or ("",)):
        warn(f"base_url ends in /{last}, and every path of the API begins with it: leave it out of base_url.")


def _warn_of_open_network(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        warn(
            f"The API key travels unencrypted to {parts.hostname}: use https://. Where that network is yours alone, "
            "accept it with warnings.filterwarnings('ignore', 'The API key travels')."
        )


def _is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or its address, and not by how its name begins."""
    name = host.rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
