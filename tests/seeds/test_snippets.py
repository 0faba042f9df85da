"""The documented snippets run as written, but for the package's name.

Rules: `snippets/` holds their text, with the indentation that the page's text lost. What a snippet cannot know is
replaced in it, and nothing else: the server's address, its key, and the path of the CA's file (`PLACES`). A snippet that
shows only a construction is used for a call afterwards, so that it is more than syntax.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn
import goodmem_dyn.local
from goodmem_dyn import APIConnectionError, AsyncGoodmem, Goodmem, errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.local import Server
    from tests.support.tls import Authority

SNIPPETS = Path(__file__).parent / "snippets"


def run(name: str, server: Server, ca_file: Path | None = None, **known: Any) -> dict[str, Any]:
    """Run a snippet; gives the names that it bound.

    Args:
        name: The snippet.
        server: The server that stands in for the documented addresses.
        ca_file: The file that stands in for the documented CA.
        known: Names that the page imports in an earlier snippet.
    """
    places = {
        "http://localhost:8080": server.url,
        "https://localhost:8081": server.url,
        "https://goodmem.example.com": server.url,
        "gm_...": str(server.api_key),
        "/path/to/rootCA.pem": str(ca_file),
    }
    text = (SNIPPETS / f"{name}.txt").read_text(encoding="utf-8")
    for documented, real in places.items():
        text = text.replace(documented, real)
    names: dict[str, Any] = dict(known)
    outcome = eval(compile(text, f"{name}.txt", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)
    if inspect.isawaitable(outcome):

        async def main() -> None:
            await outcome
            if isinstance(names["client"], AsyncGoodmem):
                await names["client"].close()

        asyncio.run(main())
    return names


@pytest.fixture(scope="module")
def secure_server(authority: Authority) -> Iterator[Server]:
    with goodmem_dyn.local.serve(ssl_context=authority.server()) as server:
        yield server


def test_create(fresh_goodmem_server: Server) -> None:
    names = run("create_sync", fresh_goodmem_server)
    with names["client"] as client:
        embedder = names["embedder"]
        assert isinstance(embedder, goodmem_dyn.models.EmbedderResponse)
        assert (embedder.display_name, embedder.dimensionality) == ("My Embedder", 1536)
        assert (embedder.provider_type, embedder.endpoint_url) == ("OPENAI", "https://api.openai.com/v1")
        assert [one.embedder_id for one in client.embedders.list()] == [embedder.embedder_id]


def test_create_async(fresh_goodmem_server: Server) -> None:
    embedder = run("create_async", fresh_goodmem_server)["embedder"]
    assert (embedder.display_name, embedder.model_identifier) == ("My Embedder", "text-embedding-3-large")


def test_context_managers(goodmem_server: Server) -> None:
    client = run("with_sync", goodmem_server, Goodmem=Goodmem)["client"]
    with pytest.raises(errors.ClientStateError):
        client.system.info()
    client = run("with_async", goodmem_server, AsyncGoodmem=AsyncGoodmem)["client"]
    with pytest.raises(errors.ClientStateError):
        asyncio.run(client.system.info())


def test_metadata(goodmem_server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    run("metadata", goodmem_server)
    commit = goodmem_dyn.document()["info"]["x-goodmem-commit"]
    assert capsys.readouterr().out.splitlines() == [goodmem_dyn.__version__, commit]
    assert len(commit) == (40 if not commit.startswith("sha256:") else 71)


TLS = ["tls_default", "tls_skip", "tls_custom_ca", "tls_http_client"]


@pytest.mark.parametrize("name", TLS)
def test_tls(name: str, secure_server: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "tls_default":
        # The system's CAs are the ones that this variable names.
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.ca_file))
    names = run(name, secure_server, authority.ca_file, Goodmem=Goodmem)
    assert secure_server.url.startswith("https://")
    with names["client"] as client:
        assert client.users.me().email == "root@goodmem.ai"
    if name == "tls_http_client":
        own = client._core.connection.http_client
        assert not own.is_closed
        own.close()


def test_without_the_right_ca_nothing_is_sent(secure_server: Server, tmp_path: Path) -> None:
    import trustme

    stranger = tmp_path / "stranger.pem"
    trustme.CA().cert_pem.write_to_path(str(stranger))
    for name in ("tls_default", "tls_custom_ca"):
        with (
            run(name, secure_server, stranger, Goodmem=Goodmem)["client"] as client,
            pytest.raises(APIConnectionError, match="not signed by a CA that is trusted here") as caught,
        ):
            client.with_options(max_retries=0).users.me()
        assert caught.value.sent is False


def test_errors(goodmem_server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    run("errors", goodmem_server)
    # The id is no UUID, which a server may also say with a 400.
    assert capsys.readouterr().out.startswith(("Memory not found", "API error 400: {"))


def test_every_snippet_is_run() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{path.stem}"' in source for path in SNIPPETS.iterdir())
