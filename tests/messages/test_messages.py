"""What a mistake is answered with: every message that a newcomer meets, on one page for people to read.

Rules: `MISTAKES` are lines as somebody types them, by subject. Each is run with both clients, which must say the same.
The page is `tests/__snapshots__/messages/messages.md`; `pytest tests/messages --snapshot-update` writes it.
A message names nothing that is not there: what it proposes is tried.
"""

from __future__ import annotations

import datetime
import inspect
import os
import re
import traceback
import uuid
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn
from goodmem_dyn import GoodMemError, InvalidRequestError
from goodmem_dyn._synonyms import SYNONYMS, meant
from goodmem_dyn._terminal.general import COMMANDS
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn.filters import F

if TYPE_CHECKING:
    from goodmem_dyn.local import Server
    from tests.support.both import Both

PAGE = Path(__file__).parents[1] / "__snapshots__/messages/messages.md"

MISTAKES = {
    "The client": """
        Client(base_url=url, timout=3)
        Client(base_url=url, token="gm_...")
        Client(url=url, key="gm_...")
        Client(base_url="localhost:8080")
        Client(base_url=url + "/api", api_key=key).spaces.list()
        Client(base_url=url).spaces.list()
        Client(base_url="http://goodmem:8080", api_key="gm_...")
        client.with_options(timout=3)
        client.documents
        client.memory
        client.search("owls")
        client.retrieve(message="owls", space_ids=[space.space_id])
        client.ingest("docs")
        goodmem_dyn.GoodMem
    """,
    "Methods that are called otherwise": """
        client.memories.search(query="owls")
        client.memories.add("Owls hunt at night.")
        client.memories.update(id=memory.memory_id)
        client.memories.upsert
        client.memories.query("owls")
        client.memories.get_all()
        client.spaces.get_by_name("notes")
        client.spaces.get_or_create
        client.spaces.remove
        client.spaces.frobnicate
    """,
    "Arguments that are called otherwise": """
        client.memories.retrieve(query="owls", space_ids=[space.space_id])
        client.memories.retrieve(message="owls", space_id=space.space_id)
        client.memories.retrieve(message="owls", space_ids=[space.space_id], top_k=3)
        client.memories.retrieve(message="owls", space_ids=[space.space_id], where=F("lang") == "en")
        client.memories.retrieve(message="owls", space_ids=[space.space_id], max_results=3)
        client.memories.retrieve(message="owls", space_ids=[space.space_id], limit=3, requested_size=3)
        client.memories.retrieve(message="owls", space_ids=[space.space_id], limit="3")
        client.memories.retrieve(message="owls", space_ids=[space.space_id], frobnicate=1)
        client.memories.retrieve("owls")
        client.memories.create(space_id=space.space_id, content="Owls hunt at night.")
        client.memories.create(space_id=space.space_id, text="Owls hunt at night.")
        client.memories.create(space_id=space.space_id, path="owls.md")
        client.memories.batch_create(requests=[{"space_id": space.space_id, "content": "Owls hunt at night."}])
        client.spaces.create(name="b", embedder_id=embedder.embedder_id)
        client.spaces.list(limit=3)
        client.spaces.get(name="notes")
        client.spaces.delete(name="notes")
        client.memories.get(memory_id=memory.memory_id)
        client.memories.create(space_id=space.space_id, original_content="x", id="...")
        client.memories.retrieve(text="owls", space_ids=[space.space_id])
        client.memories.batch_create(memories=[])
        client.spaces.create(name="b", space_embedders=[], chunk_size=200)
        client.memories.create(space_id=space.space_id, original_content="x", chunking_config={"chunk_size": 200})
        client.embedders.create(name="b", model_identifier="text-embedding-3-small", api_key="sk-...")
    """,
    "Folders and tables": """
        client.bulk.upload("docs")
        client.bulk.ingest("docs", space=space.space_id)
        client.bulk.ingest(path="docs", space_id=space.space_id)
        client.bulk.ingest("docs", space_id=space.space_id, glob="*.md")
        client.bulk.ingest("docs")
        client.bulk.ingest("no such folder", space_id=space.space_id)
        client.bulk.ingest(["Owls hunt at night."], space_id=space)
        client.bulk.ingest(["Owls hunt at night."], space_id="notes")
    """,
    "Names of the package": """
        goodmem_dyn.Client
        goodmem_dyn.NotFound
        goodmem_dyn.models.Spaces
    """,
    "Values of another kind": """
        client.memories.create(space_id=space, original_content="Owls hunt at night.")
        client.memories.get(id=memory)
        client.memories.retrieve(message="owls", space_ids=[space])
        client.memories.retrieve(message="owls", space_ids=space.space_id)
        client.spaces.create(name="b", space_embedders=[embedder])
        client.spaces.get(id="notes")
        client.spaces.create(name="b", space_embedders=["text-embedding-3-small"])
        client.memories.retrieve(message="owls", space_ids=["notes"], stream=False)
        client.memories.create(space_id="notes", original_content="Owls hunt at night.")
        client.memories.create(space_id=space.space_id, original_content="x", metadata={"at": datetime.datetime.now()})
        client.memories.create(space_id=space.space_id, original_content="x", metadata={"raw": b"owl"})
        client.memories.create(space_id=space.space_id, original_content="x", metadata={"made": object()})
    """,
    "Filters": """
        client.memories.retrieve(message="owls", space_ids=[space.space_id], filter={"lang": "en"})
        client.memories.retrieve(message="owls", space_ids=[space.space_id], filter=F("lang"))
        client.memories.retrieve(message="owls", space_keys=[{"space_id": space.space_id, "filter": {"lang": "en"}}])
        client.memories.list(space_id=space.space_id, filter={"lang": "en"})
        F("lang") == "en" & F("year") == 2020
        F("draft") & F("public")
        (F("lang") == "en") and (F("year") == 2020)
        F("title").contains("owl")
        F("title").startswith("owl")
        F("year").between(2000, 2020)
        F("year").frobnicate
        F("lang").eq("en")
        F("lang").is_in(["en"])
        F("lang") in ["en", "de"]
        F("year").gt(2000)
    """,
    "What a result has": """
        stream.hits
        stream.results
        result.items
        result.answer
        hit.content
        hit.metadata
        hit.memory_id
        hit.id
        hit.distance
        hit.frobnicate
        space.id
        memory.id
        memory.content
        memory.meta
        memory.text()
        llm.llm_id
        page.items
        page.spaces
        batch.errors
    """,
    "Methods that are made of others": """
        client.memories.replace(id=memory.memory_id, metadata=3)
        client.memories.replace(id=nobody, original_content="x")
        client.spaces.ensure(name="b", space_embedders=[nobody])
        client.spaces.ensure(name="b", embedders=[nobody])
        client.memories.wait(id=nobody)
        client.users.get(email="nobody@example.com")
    """,
}


def lines() -> list[tuple[str, str]]:
    return [(title, line.strip()) for title, text in MISTAKES.items() for line in text.strip().splitlines()]


@pytest.fixture
def names(both: Both, fresh_goodmem_server: Server) -> dict[str, Any]:
    """What the lines find."""
    server = fresh_goodmem_server
    client = both.client(base_url=server.url, api_key=server.api_key)
    embedder = both(client.embedders.get(id=server.create_default_embedder()))
    space = both(client.spaces.create(name="notes", space_embedders=[embedder.embedder_id]))
    memory = both(client.memories.create(space_id=space.space_id, original_content="Owls hunt at night.", wait=True))
    search: dict[str, Any] = {"message": "owls", "space_ids": [space.space_id]}
    result = both(client.memories.retrieve(**search, stream=False))
    return {
        "Client": both.client,
        "client": client,
        "url": server.url,
        "key": server.api_key,
        "embedder": embedder,
        "space": space,
        "memory": memory,
        "result": result,
        "hit": result.hits[0],
        "stream": client.memories.retrieve(**search),
        "page": both(client.spaces.list()),
        "batch": both(client.memories.batch_get(memory_ids=[memory.memory_id])),
        "llm": both(client.llms.create(display_name="My LLM", model_identifier="gpt-4o", api_key="sk-test")),
        "nobody": str(uuid.UUID(int=1)),
        "F": F,
        "Path": Path,
        "datetime": datetime,
        "goodmem_dyn": goodmem_dyn,
    }


def told(line: str, names: dict[str, Any], both: Both) -> str:
    """What a line is answered with: an exception, or warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            both(eval(line, {**names}))
        except (GoodMemError, AttributeError, TypeError) as error:
            words = f"{type(error).__name__}: {error}"
        else:
            words = ""
    words = "\n".join([*(f"{one.category.__name__}: {one.message}" for one in caught), *([words] if words else [])])
    # What differs from run to run, and the words in which the two clients differ.
    words = words.replace(names["url"], "http://localhost:8080").replace("Async", "").replace("aclose, ", "")
    return re.sub(r" \(request id [^)]*\)", "", words)


def test_every_mistake_is_answered(
    names: dict[str, Any], both: Both, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_environment")
    page = ["# What a mistake is answered with\n"]
    for title, line in lines():
        if f"## {title}\n" not in page:
            page.append(f"## {title}\n")
        words = told(line, names, both)
        assert words, f"nothing is said of: {line}"
        assert "extra_" not in words.partition("Arguments:")[0], words
        page.append(f"```python\n{line}\n```\n\n" + "\n".join(f"> {one}" for one in words.splitlines()) + "\n")
    text = "\n".join(page)
    if request.config.getoption("update_snapshots"):
        PAGE.write_text(text, encoding="utf-8")
    assert text == PAGE.read_text(encoding="utf-8")


def test_a_hint_names_only_what_is_there() -> None:
    for word in SYNONYMS:
        assert meant(word, ["frobnicate_it_now"]) is None
        for other in SYNONYMS[word].split():
            assert nearest(word, [other, "frobnicate_it_now"]) == f" Did you mean {other!r}?"


def test_every_synonym_stands_for_something() -> None:
    """One that no part of the surface has is of no use: the table is checked against all that people can name."""
    surface = {param.name for one in goodmem_dyn.operations() for param in one.parameters}
    methods = {one.name.rpartition(".")[2] for one in goodmem_dyn.methods()}
    attributes = {
        name
        for model in (getattr(goodmem_dyn.models, one) for one in goodmem_dyn.models.__all__)
        for name in getattr(model, "model_fields", ())
    }
    results = {
        name
        for one in ("Page", "Hit", "RetrievalResult", "RetrievalStream", "BatchResult", "PartialFailureError")
        for name in (*dir(getattr(goodmem_dyn, one)), *getattr(goodmem_dyn, one).__annotations__)
    }
    known = (
        surface | methods | attributes | results | set(dir(F)) | {*inspect.signature(goodmem_dyn.Goodmem).parameters}
    )
    with goodmem_dyn.Goodmem(base_url="http://localhost:1") as client:
        known |= {*inspect.signature(client.bulk.ingest).parameters}
    known |= set(dir(goodmem_dyn)) | set(dir(goodmem_dyn.bulk)) | {"ingest", "export"}
    known |= {name.replace("-", "_") for name in COMMANDS}
    known |= set(dir(goodmem_dyn.models.Space)) | set(dir(goodmem_dyn.BatchResult([], [], [], [])))
    assert {word: stands for word, stands in SYNONYMS.items() if not set(stands.split()) & known} == {}


@pytest.mark.parametrize(
    "line",
    [
        "client.memories.retrieve(mesage='owls')",
        "client.spaces.get(nme=1)",
        "client.memories.create('x')",
        "client.memories.wait(nme=1)",
    ],
)
def test_a_refused_argument_is_a_short_traceback(names: dict[str, Any], both: Both, line: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        both(eval(line, {**names}))
    ours = [
        one
        for one in traceback.extract_tb(caught.value.__traceback__)
        if os.sep + "goodmem_dyn" + os.sep in one.filename
    ]
    assert len(ours) == 1


def test_text_reads_the_same_everywhere(names: dict[str, Any], both: Both) -> None:
    result, hit = names["result"], names["hit"]
    assert hit.text() == hit.text == "Owls hunt at night.\n"
    assert type(hit.text()) is str
    assert result.text() == result.text == ""
    memory = both(names["client"].memories.get(id=hit.memory.memory_id, include_content=True))
    assert memory.text() == "Owls hunt at night."


def test_a_filter_and_a_limit_hold_for_every_space(names: dict[str, Any], both: Both) -> None:
    client, space = names["client"], names["space"].space_id
    requests = [{"space_id": space, "original_content": f"Owl {n}", "metadata": {"n": n}} for n in range(6)]
    batch = both(client.memories.batch_create(requests=requests))
    both(client.memories.wait(ids=[one.memory_id for one in batch.created]))

    def found(**more: Any) -> list[Any]:
        result = both(client.memories.retrieve(message="owl", stream=False, **more))
        return sorted(int(one.memory.metadata["n"]) for one in result.hits)

    assert found(space_ids=[space], filter=F("n") > 2) == [3, 4, 5]
    assert found(space_keys=[{"space_id": space, "filter": F("n") < 5}], filter=F("n") > 2) == [3, 4]
    assert found(space_keys=[{"spaceId": space, "filter": str(F("n") < 5)}], filter=str(F("n") > 2)) == [3, 4]
    assert len(found(space_ids=[space], filter=F("n") >= 0, limit=2)) == 2
