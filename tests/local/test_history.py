"""The embedded server as that of an older document: what it has, what it shows, and what its operations meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import goodmem_dyn.local
from goodmem_dyn import (
    APIError,
    AuthenticationError,
    BadRequestError,
    Goodmem,
    NotFoundError,
    UnexpectedAnswerWarning,
)
from tools import paths
from tools.tracking import locks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.local import Server

ROOT = Path(__file__).parents[2]
HISTORY = locks.read(ROOT).history
OLD = HISTORY[:3]


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / paths.HISTORY / f"{name}.json").read_bytes())
    return found


@pytest.fixture(scope="module", params=HISTORY)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with goodmem_dyn.local.serve(document=document(request.param), validate_responses=True) as made:
        made.name = request.param  # type: ignore[attr-defined]
        yield made


@pytest.fixture
def client(server: Server) -> Iterator[Goodmem]:
    name: str = server.name  # type: ignore[attr-defined]
    with Goodmem(base_url=server.url, api_key=server.api_key, document=document(name), max_retries=0) as made:
        yield made


def is_old(server: Server) -> bool:
    return server.name in OLD  # type: ignore[attr-defined]


def test_what_came_later_is_not_found(server: Server) -> None:
    known = set(document(server.name)["paths"])  # type: ignore[attr-defined]
    assert server.api_key is not None
    later = [path for path in document(HISTORY[-1])["paths"] if path not in known and "{" not in path]
    with httpx.Client(base_url=server.url, headers={"x-api-key": server.api_key}, trust_env=False) as http:
        for path in later:
            item = document(HISTORY[-1])["paths"][path]
            for verb in {"get", "post"} & item.keys():
                answer = http.request(verb.upper(), path, json={} if verb == "post" else None)
                assert answer.status_code == 404, path
    assert bool(later) == (server.name != HISTORY[-1])  # type: ignore[attr-defined]


def test_a_key_is_switched_or_revoked(server: Server, client: Goodmem) -> None:
    made = client.apikeys.create(labels={"for": "history"})
    key_id = made.api_key_metadata.api_key_id
    with Goodmem(base_url=server.url, api_key=str(made.raw_api_key), max_retries=0) as other:
        other.system.info()
        assert client.apikeys.update(id=key_id, request={"status": "INACTIVE"}).status == "INACTIVE"
        with pytest.raises(AuthenticationError):
            list(other.spaces.list())
        if is_old(server):
            assert client.apikeys.update(id=key_id, request={"status": "ACTIVE"}).status == "ACTIVE"
            assert list(other.spaces.list()) == []
        else:
            with pytest.raises(APIError, match="revoked for ever"):
                client.apikeys.update(id=key_id, request={"status": "ACTIVE"})


def test_a_deleted_key_goes_or_stays(server: Server, client: Goodmem) -> None:
    key_id = client.apikeys.create().api_key_metadata.api_key_id
    client.apikeys.delete(id=key_id)
    shown = {one.api_key_id: one.status for one in client.apikeys.list()}
    if is_old(server):
        assert key_id not in shown
        with pytest.raises(NotFoundError):
            client.apikeys.delete(id=key_id)
    else:
        assert shown[key_id] == "INACTIVE"
        client.apikeys.delete(id=key_id)


def test_members_of_the_time_are_there_and_no_others(server: Server, client: Goodmem) -> None:
    space = client.spaces.create(name="owls", space_embedders=[server.create_default_embedder()])
    key = client.apikeys.create().api_key_metadata
    assert (space.model_dump().get("public_read") is False) == is_old(server)
    assert ("user_id" in key.model_dump()) == is_old(server)
    assert client.users.me().display_name


def test_a_public_space_is_read_by_others_only_while_there_are_any(server: Server, client: Goodmem) -> None:
    if not is_old(server):
        with pytest.raises(BadRequestError, match="publicRead"):
            client.spaces.create(
                name="p", space_embedders=[server.create_default_embedder()], extra_body={"publicRead": True}
            )
        return
    made = client.spaces.create(name="public", space_embedders=[server.create_default_embedder()], public_read=True)
    assert client.spaces.get(id=made.space_id).public_read is True


def test_a_user_without_a_name_has_one_on_older_servers(tmp_path: Path) -> None:
    """The same database: made by a new server, shown by an old one."""
    data = tmp_path / "server.db"
    with goodmem_dyn.local.serve(data=str(data)) as new:
        key = new.api_key
        with Goodmem(base_url=new.url, api_key=key) as client:
            email = client.users.create(email="ada@example.com").email
    older = document(OLD[2])
    with (
        goodmem_dyn.local.serve(data=str(data), document=older, validate_responses=True) as old,
        Goodmem(base_url=old.url, api_key=key, document=older) as client,
    ):
        assert client.users.get(email=email).display_name == email


def test_arguments_that_an_older_server_leaves_unread_are_named_once_it_was_looked_at() -> None:
    path = ROOT / paths.HISTORY / f"{OLD[2]}.json"
    with (
        goodmem_dyn.local.serve(document=path) as server,
        Goodmem(base_url=server.url, api_key=server.api_key) as client,
    ):
        embedder = server.create_default_embedder()
        client.embedders.get(id=embedder, include_credentials=True)
        goodmem_dyn.drift(client)
        with pytest.warns(UnexpectedAnswerWarning, match=r"embedders\.get\(\).*'include_credentials'"):
            client.embedders.get(id=embedder, include_credentials=True)
        client.embedders.get(id=embedder, include_credentials=True)  # once


def test_a_document_that_cannot_be_read_is_no_server() -> None:
    with pytest.raises(ValueError, match="document cannot be read"):
        goodmem_dyn.local.serve(document="nowhere.json")
