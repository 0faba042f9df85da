"""Names of documents that are no GoodMem server's; those of its own documents are snapshots elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn._document.foreign_names import ForeignRule
from goodmem_dyn._document.names import name_operations
from tests.support.documents import Recorder, document, operation, path


def names(*operations: str, ids: dict[str, str] | None = None) -> dict[str, str]:
    """`verb /path` → its name."""
    keys = [tuple(text.split(" ", 1)) for text in operations]
    named, _ = name_operations(
        {
            (verb, target): ((ids or {}).get(f"{verb} {target}", ""), verb in {"post", "put", "patch"})
            for verb, target in keys
        },
        None,
        ForeignRule,
    )
    return {f"{verb} {target}": str(named[verb, target]) for verb, target in keys}


def test_a_beginning_that_nearly_all_paths_share_is_dropped() -> None:
    shared = [f"get /api/rest/v1/{word}/{{id}}" for word in ("a", "b", "c", "d", "e", "f", "g", "h", "i")]
    found = names(*shared, "post /api/rest/v1/a", "get /health", "get /api/rest/v1/a")
    assert found["get /api/rest/v1/a/{id}"] == "a.get"
    assert found["get /api/rest/v1/a"] == "a.list"
    assert found["post /api/rest/v1/a"] == "a.create"
    assert found["get /health"] == "health.get"


def test_what_only_many_share_stays() -> None:
    found = names("get /api/a", "get /api/b", "get /c", "get /d")
    assert found["get /api/a"] == "api.a"


def test_the_only_resource_is_no_beginning() -> None:
    found = names("get /api/things", "post /api/things", "get /api/things/{id}", "delete /api/things/{id}")
    assert set(found.values()) == {"things.list", "things.create", "things.get", "things.delete"}


def test_the_shorter_path_has_the_plain_name() -> None:
    found = names("post /containers/{id}/files", "post /files", "get /containers/{id}/files", "get /files")
    assert found["post /files"] == "files.create"
    assert found["get /files"] == "files.get"
    assert found["post /containers/{id}/files"] == "files.post_containers_files_by_id"


@pytest.mark.parametrize(
    "target",
    [
        "/playlists/{id}/items",
        "/v1/namespaces/{ns}/configmaps",
        "/things:purge",
        "/",
        "/{id}",
        "/a/b",
        "/a/{x}/b/{y}",
        "/a",
    ],
)
@pytest.mark.parametrize("others", [[], ["get", "put"]])
def test_a_delete_says_so(target, others) -> None:
    found = names(f"delete {target}", *(f"{verb} {target}" for verb in others), ids={f"delete {target}": "items"})
    assert "delete" in found[f"delete {target}"].rpartition(".")[2].split("_")
    assert not any("delete" in name for key, name in found.items() if not key.startswith("delete"))


def test_a_clash_is_told_apart_by_verb() -> None:
    target = "/playlists/{id}/items"
    found = names(*(f"{verb} {target}" for verb in ("get", "post", "put", "delete")))
    assert [found[f"{verb} {target}"] for verb in ("get", "post", "put", "delete")] == [
        "playlists.get_items", "playlists.create_item", "playlists.update_items", "playlists.delete_items"
    ]  # fmt: skip


def test_names_without_words_are_no_verb_twice() -> None:
    found = names("get /", "get /{id}", "delete /{id}", "put /{id}")
    assert list(found.values()) == ["api.get", "api.get_by_id", "api.delete_by_id", "api.update_by_id"]


def test_a_document_may_say_its_names() -> None:
    paths = {"/x/{id}/y": {"get": {**operation(parameters=[path("id")]), "x-goodmem-name": "books.read"}}}
    recorder = Recorder(document(paths))
    recorder.client.books.read(id="1")
    assert recorder.target == "/x/1/y"


WORDS = st.sampled_from(["api", "v1", "a", "b", "{x}", "{y}", "a:b"])
TARGETS = st.builds(lambda parts: "/" + "/".join(parts), st.lists(WORDS, max_size=5))


@settings(max_examples=150, deadline=None)
@given(
    st.sets(
        st.tuples(st.sampled_from(["get", "put", "post", "patch", "delete", "head"]), TARGETS), min_size=1, max_size=14
    )
)
def test_every_operation_has_a_name_of_its_own(keys: set[tuple[str, str]]) -> None:
    operations: dict[Any, tuple[str, bool]] = dict.fromkeys(keys, ("", False))
    named, _ = name_operations(operations, None, ForeignRule)
    assert len(set(named.values())) == len(keys)
    assert all(word.isidentifier() for name in named.values() for word in (*name.namespace, name.method))
    assert all("delete" in name.method for (verb, _), name in named.items() if verb == "delete")
    again, _ = name_operations(dict(sorted(operations.items(), reverse=True)), None, ForeignRule)
    assert again == named


def test_a_document_of_this_server_is_known_by_its_operations() -> None:
    found = json.loads((Path(__file__).parents[2] / "goodmem_dyn" / "data" / "openapi.json").read_text())
    bundled = Recorder(found).client._core.catalog.surface
    assert bundled.is_kin
    assert not Recorder(document({"/v1/things": {"get": operation()}})).client._core.catalog.surface.is_kin
