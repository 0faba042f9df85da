"""Where models may be called at.

Rules: calling what users name is what a provider is for, so any host may be called, unless the server was started with
a list of them. Never one that is link-local: what answers there is the machine's own, such as the keys of its cloud.
That is asked of the address that a name stands for, and not of the name.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from goodmem_dyn.local._providers.wire import ProviderError


def check(url: str, hosts: frozenset[str] | None) -> None:
    """Refuse a URL that may not be called.

    Args:
        url: The URL.
        hosts: The only hosts that may be called; None for all but link-local ones.

    Raises:
        ProviderError: It may not be called.
    """
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        raise ProviderError("UNREACHABLE", f"The endpoint {url} cannot be reached: it is no address.") from None
    if hosts is not None and host not in hosts:
        raise ProviderError(
            "CONFIGURATION",
            f"Models may not be called at {host}: this server allows {', '.join(sorted(hosts)) or 'none'}.",
        )
    if any(_is_local_to_the_link(address) for address in _addresses(host)):
        raise ProviderError("CONFIGURATION", f"Models may not be called at {host}: its address is link-local.")


def _addresses(host: str) -> list[str]:
    try:
        entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []  # the call itself says that there is no such host
    return [str(entry[4][0]) for entry in entries]


def _is_local_to_the_link(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_link_local
