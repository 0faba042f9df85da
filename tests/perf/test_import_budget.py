"""What a user pays before the first call: the import, and the client."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median

import pytest

from tools.bench import peers
from tools.bench.meter import STARTUP

ROUNDS = 7
OURS = "from goodmem_dyn import Goodmem\nclient = Goodmem(base_url='http://localhost:8080', api_key='gm_x')"
FLOOR = "import httpx, pydantic"
HEAVY = {"pydantic", "pydantic_core", "httpx", "httpcore", "h11", "anyio", "ssl", "asyncio", "email", "jsonschema"}


def _run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=peers.environment(), check=True
    )
    return done.stdout


def _modules(statements: str) -> set[str]:
    return set(_run(f"{statements}\nimport sys\nprint(*sys.modules)").split())


def _cpu_ms(statements: str) -> float:
    cpu: float = json.loads(_run(STARTUP.format(statements=statements)))["cpu_ms"]
    return cpu


def test_import_and_client_cost_little_more_than_httpx_and_pydantic():
    rounds = [(_cpu_ms(OURS), _cpu_ms(FLOOR), _cpu_ms("pass")) for _ in range(ROUNDS)]
    # 20 ms where httpx and pydantic take 90: a share, so that a slow machine changes nothing.
    ratio = median((ours - bare) / (floor - bare) for ours, floor, bare in rounds)
    assert ratio <= 1 + 20 / 90, f"import and client took {ratio:.2f} times what httpx and pydantic take: {rounds}"


def test_the_import_alone_costs_a_fraction():
    rounds = [(_cpu_ms("import goodmem_dyn"), _cpu_ms(FLOOR), _cpu_ms("pass")) for _ in range(ROUNDS)]
    ratio = median((ours - bare) / (floor - bare) for ours, floor, bare in rounds)
    assert ratio <= 0.25, f"the import took {ratio:.2f} times what httpx and pydantic take: {rounds}"


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
