"""The tests of an app that uses GoodMem: pytest examples/test_my_app.py

The fixtures come with the package: every test has an empty server, and failures can be had on demand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodmem_dyn import Goodmem, InternalServerError
from goodmem_dyn.filters import F

if TYPE_CHECKING:
    from goodmem_dyn.local import Server
    from goodmem_dyn.models import Space


class Notebook:
    """The app: notes of people, each finds their own alone."""

    def __init__(self, client: Goodmem, space_id: str) -> None:
        self.client, self.space_id = client, space_id

    def write(self, person: str, text: str) -> None:
        self.client.memories.create(
            space_id=self.space_id, original_content=text, metadata={"person": person}, wait=True
        )

    def ask(self, person: str, question: str) -> str | None:
        found = self.client.memories.retrieve(
            message=question, space_ids=[self.space_id], filter=F("person") == person, limit=1, stream=False
        )
        return found.hits[0].text.strip() if found.hits else None


@pytest.fixture
def notebook(goodmem_client: Goodmem, goodmem_space: Space) -> Notebook:
    return Notebook(goodmem_client, goodmem_space.space_id)


def test_a_person_finds_what_they_wrote(notebook: Notebook) -> None:
    notebook.write("ada", "The key is under the mat.")
    assert notebook.ask("ada", "Where is the key?") == "The key is under the mat."


def test_nobody_finds_what_others_wrote(notebook: Notebook) -> None:
    notebook.write("ada", "The key is under the mat.")
    assert notebook.ask("bob' OR '1'='1", "Where is the key?") is None


def test_an_outage_is_told(notebook: Notebook, goodmem_server: Server) -> None:
    goodmem_server.faults.add("status", operation="createMemory", status=503, times=None)
    with pytest.raises(InternalServerError):
        Notebook(notebook.client.with_options(max_retries=0), notebook.space_id).write("ada", "x")
