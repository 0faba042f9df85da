"""What a user pays up to the first answer: the import, the client, its names, and what the first call loads.

What is counted does not vary from run to run, as time does on a machine that others use too: calls of functions, modules
and bytes read. The goals are 20 ms over httpx and pydantic, which take 90, and a first answer that costs
less than by hand: `make bench` measures them. The limits here are what there is, with room for a few small modules:
whoever needs more finds something to import later.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import NamedTuple

import pytest

from tools.bench import peers

OURS = "from goodmem_dyn import Goodmem\nclient = Goodmem(base_url='http://localhost:8080', api_key='gm_x')"
FLOOR = "import httpx, pydantic"
HEAVY = {"pydantic", "pydantic_core", "httpx", "httpcore", "h11", "anyio", "ssl", "asyncio", "email", "jsonschema"}
_ID = "11111111-1111-4111-8111-111111111111"
ANSWERING = f"""
import httpx
from tools.bench import answers
mock = httpx.MockTransport(lambda request: httpx.Response(200, content=answers.memory_body({_ID!r})))
"""
FIRST = f"""
from goodmem_dyn import Goodmem
{ANSWERING}
client = Goodmem(base_url="http://localhost:8080", api_key="gm_x", transport=mock)
client.memories.get(id={_ID!r})
"""
FIRST_BY_HAND = f"""{ANSWERING}
from goodmem_dyn.models import Memory
client = httpx.Client(base_url="http://localhost:8080", headers={{"x-api-key": "gm_x"}}, transport=mock)
Memory.model_validate_json(client.get("/v1/memories/{_ID}").raise_for_status().content)
"""
COUNTED = """
import os, sys
calls = size = 0
def called(frame, event, argument):
    global calls
    calls += event in ("call", "c_call")
def opened(event, arguments):
    global size
    if event == "open" and isinstance(arguments[0], str) and os.path.isfile(arguments[0]):
        size += os.path.getsize(arguments[0])
before = len(sys.modules)
sys.addaudithook(opened)
sys.setprofile(called)
exec({statements!r}, {{}})
sys.setprofile(None)
print([calls, len(sys.modules) - before, size])
"""


class Work(NamedTuple):
    """What statements cost: functions called, modules imported, and bytes of the files opened."""

    calls: int
    modules: int
    size: int


def _run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=peers.environment(), check=True
    )
    return done.stdout


def _modules(statements: str) -> set[str]:
    return set(_run(f"{statements}\nimport sys\nprint(*sys.modules)").split())


@cache
def _work(statements: str) -> Work:
    _run(statements)  # so that all modules are compiled
    return Work(*json.loads(_run(COUNTED.format(statements=statements))))


def test_import_and_client_cost_little_more_than_httpx_and_pydantic():
    ours, floor = _work(OURS), _work(FLOOR)
    assert floor.calls > 100_000, "it counted nothing"
    assert ours.calls <= 0.97 * floor.calls
    assert ours.modules <= floor.modules + 44
    assert ours.size <= floor.size + 500_000  # what is ours is alike on every Python, what is theirs is not


def test_the_first_namespace_costs_what_its_names_cost():
    """Nothing is loaded or compiled for them, and the document is not read."""
    client, first = _work(OURS), _work(f"{OURS}\nclient.memories")
    assert first.calls <= client.calls + 500
    assert first[1:] == client[1:]


def test_the_first_answer_costs_little_more_than_by_hand():
    """With the same models: what is ours is a tenth as many calls again."""
    ours, by_hand = _work(FIRST), _work(FIRST_BY_HAND)
    assert by_hand.calls > 200_000, "it counted nothing"
    assert ours.calls <= 1.13 * by_hand.calls
    assert ours.modules <= by_hand.modules + 92


def test_the_import_alone_costs_a_fraction():
    ours, floor = _work("import goodmem_dyn"), _work(FLOOR)
    assert ours.calls <= 0.02 * floor.calls
    assert ours.modules <= 0.1 * floor.modules
    assert ours.size <= 0.02 * floor.size


def test_the_import_alone_loads_nothing_heavy():
    loaded = _modules("import goodmem_dyn") - _modules("pass")
    assert "goodmem_dyn" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    assert not [name for name in loaded if name.startswith("goodmem_dyn.models")]


@pytest.mark.parametrize("client", ["Goodmem", "AsyncGoodmem"])
def test_a_client_loads_no_model_before_a_call_needs_it(client):
    statements = (
        f"from goodmem_dyn import {client}\nc = {client}(base_url='http://localhost:1', api_key='gm_x')\nc.memories.get"
    )
    assert not [name for name in _modules(statements) if name.startswith("goodmem_dyn.models.")]
