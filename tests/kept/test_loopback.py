"""Clients that are made for an embedded server go to it directly, whatever proxy the environment names."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn import ClientStateError
from goodmem_dyn.local import serve

if TYPE_CHECKING:
    from pathlib import Path

    from goodmem_dyn import Goodmem
    from goodmem_dyn.local import Server


@pytest.fixture(autouse=True)
def _proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


def test_clients_of_a_server_go_direct(server: Server, goodmem_client: Goodmem) -> None:
    with server.client(max_retries=0) as client:
        assert client.users.me().username == "root"
    assert goodmem_client.users.me().username == "root"

    async def name() -> str | None:
        async with server.async_client(max_retries=0) as client:
            return (await client.users.me()).username

    assert asyncio.run(name()) == "root"


def test_options_are_those_of_a_client(server: Server) -> None:
    ada = server.add_user("ada@example.com")
    with server.client(api_key=ada.api_key, timeout=5) as client:
        assert client.users.me().user_id == ada.user_id


def test_a_key_that_is_not_known_is_asked_for(tmp_path: Path) -> None:
    serve(data=tmp_path / "g.db").stop()
    with serve(data=tmp_path / "g.db") as again, pytest.raises(ClientStateError, match=r"serve\(api_key=\.\.\.\)"):
        again.client()
