"""A variable of a path is nothing on the wire: whatever a later document calls it, its argument keeps its name."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn
from goodmem_dyn import Goodmem
from goodmem_dyn._document.reading import compile_document
from tests.futures import taken
from tests.futures.future import bases, document
from tests.support import replies
from tools.tracking import names

if TYPE_CHECKING:
    from tests.support.server import StubServer

ID = "0198c0de-7a4b-7000-8000-000000000001"


def renamed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with other names for all variables of its paths."""

    def other(match: re.Match[str]) -> str:
        return f"{{the{match[1].capitalize()}}}"

    paths = {}
    for path, item in document["paths"].items():
        paths[re.sub(r"\{(\w+)\}", other, path)] = item
        for node in [item, *(one for one in item.values() if isinstance(one, dict))]:
            for parameter in node.get("parameters", ()):
                if parameter.get("in") == "path":
                    parameter["name"] = f"the{parameter['name'].capitalize()}"
    return {**document, "paths": paths}


def arguments(document: dict[str, Any], **known: Any) -> dict[str, list[str]]:
    surface = compile_document(document, **known)
    return {
        one.qualname: [param.name for param in one.params if param.location == "path"] for one in surface.operations
    }


@pytest.fixture(scope="module")
def future() -> dict[str, Any]:
    return renamed(goodmem_dyn.document())


def test_the_document_says_otherwise(future: dict[str, Any]) -> None:
    assert arguments(future)["spaces.get"] == ["the_id"]


def test_a_client_of_it_takes_the_arguments_that_there_were(future: dict[str, Any], stub: StubServer) -> None:
    stub.on("GET", f"/v1/spaces/{ID}", replies.as_json({"spaceId": ID, "name": "owls"}))
    with pytest.warns(goodmem_dyn.UnexpectedAnswerWarning), Goodmem(stub.url, "gm_x", document=future) as client:
        assert client.spaces.get(id=ID).name == "owls"


def test_what_is_tracked_says_so_itself(future: dict[str, Any]) -> None:
    before = goodmem_dyn.document()
    names.apply(future, compile_document(before).kept)
    assert arguments(future) == arguments(before)


def test_the_report_calls_it_what_it_is() -> None:
    """Arguments keep their names, which is not breaking."""
    before = document(bases()[-1])
    done = taken.take(before, renamed(copy.deepcopy(before)))
    assert [one for one in done.breaking if "is called `the" in one] == []
