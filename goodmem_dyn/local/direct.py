"""Clients of a server of this machine, which go to it directly, whatever proxy the environment names."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn.errors import ClientStateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodmem_dyn import AsyncGoodmem, Goodmem


class Direct:
    """A server that makes clients for itself."""

    url: str
    api_key: str | None

    def client(self, **options: Any) -> Goodmem:
        """A client of this server with the root user's key, which goes to it directly, past any proxy.

        Args:
            options: as for `goodmem_dyn.Goodmem`, such as `timeout`, `max_retries` or another `api_key`.

        Example:
            ```python
            with goodmem_dyn.local.serve() as server, server.client() as client:
                print(client.users.me().username)
            ```
        """
        from goodmem_dyn import Goodmem

        return Goodmem(**self._direct(httpx.HTTPTransport, options))

    def async_client(self, **options: Any) -> AsyncGoodmem:
        """The same for asynchronous programs."""
        from goodmem_dyn import AsyncGoodmem

        return AsyncGoodmem(**self._direct(httpx.AsyncHTTPTransport, options))

    def _direct(self, transport: Callable[..., Any], options: Mapping[str, Any]) -> dict[str, Any]:
        arguments = {"base_url": self.url, "api_key": self.api_key, **options}
        if arguments["api_key"] is None:
            raise ClientStateError(
                "The root user's key of this server is not known here: its database was initialised in an earlier run, "
                "or not at all. Start it with serve(api_key=...), or give api_key."
            )
        context = _context(arguments.pop("verify", True), str(arguments["base_url"]))
        return {"transport": transport(verify=context, trust_env=False), **arguments}


def _context(verify: Any, url: str) -> Any:
    """What httpx takes for the `verify` of a client: a file of CAs as a context, all else as it is."""
    if verify is True and url.startswith("http://"):
        # Nobody is trusted where there is no TLS: to read all that the machine trusts takes longer than many calls.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return ssl.create_default_context(cafile=verify) if isinstance(verify, str) else verify
