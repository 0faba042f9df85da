"""An agent that may only read changes nothing, whatever it calls: the database is compared whole.

`python -m tests.agents` (`make agents`) makes 10,000 calls.
"""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn.local
from goodmem_dyn._agents.operations import Offers
from tests.agents.agent import said, setup, talk
from tests.agents.test_tools import example
from tests.support.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from mcp import Client

CALLS = 400
SLOW = {"ocr.document", "ping.stream"}
"""Recognition of a page takes a second, which would be most of the time of this test."""


def everything(path: Path) -> dict[str, list[Any]]:
    """Every row of every table, but for when a key was last used: that is written for reads too."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(
                repr({key: row[key] for key in row.keys() if key != "last_used_at"})  # noqa: SIM118 - a row is no dict
                for row in database.execute(f"SELECT * FROM {table}")
            )
            for table in tables
        }


def spoiled(generator: random.Random, arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments as a confused model would give them, one time in three."""
    if generator.random() < 0.66 or not arguments:
        return arguments
    name = generator.choice(sorted(arguments))
    wrong = generator.choice([None, "", "../..", -1, [], {"a": 1}, "x" * 5000, "00000000-0000-4000-8000-00000000dead"])
    return {**arguments, name: wrong}


def random_calls(path: Path, count: int) -> tuple[dict[str, int], dict[str, list[Any]]]:
    """So many random calls in read-only mode: how many were done and refused, and the tables that have changed."""
    generator = random.Random(21)
    with goodmem_dyn.local.serve(data=path) as server:
        world = World(server)
        examples = {offer.name: example(offer.name, world) for offer in Offers(goodmem_dyn.operations())}
        names = [name for name in examples if name not in SLOW or count > 1000]
        tools: dict[str, dict[str, Any]] = {
            "retrieve": {"query": "owls"},
            "remember": {"text": "x", "space": "owls"},
            "list_spaces": {},
            "read_memory": {"id": world.memory},
            "search_operations": {"query": "owls"},
        }

        async def conversation(client: Client) -> dict[str, int]:
            counts = {"done": 0, "refused": 0}
            for _ in range(count):
                name = generator.choice(names)
                if generator.random() < 0.1:
                    tool, given = generator.choice([*tools.items(), ("describe_operation", {"name": name})])
                else:
                    arguments = spoiled(generator, json.loads(json.dumps(examples[name])))
                    tool, given = "call_operation", {"name": name, "arguments": arguments}
                counts["refused" if said(await client.call_tool(tool, given))[1] else "done"] += 1
            return counts

        before = everything(path)
        counts: dict[str, int] = talk(setup(server), conversation)
        after = everything(path)
    return counts, {table: rows for table, rows in after.items() if rows != before[table]}


@pytest.mark.timeout(300)
def test_random_calls_change_nothing(tmp_path: Path) -> None:
    counts, changed = random_calls(tmp_path / "goodmem.db", CALLS)
    assert min(counts.values()) > CALLS // 5, counts
    assert changed == {}


def test_the_comparison_would_notice(tmp_path: Path) -> None:
    """The same calls with everything allowed do change the database."""
    path = tmp_path / "goodmem.db"
    with goodmem_dyn.local.serve(data=path) as server:
        World(server)
        before = everything(path)
        given = {"name": "apikeys.create", "arguments": {}}

        async def conversation(client: Client) -> bool:
            return said(await client.call_tool("call_operation", given))[1]

        assert talk(setup(server), conversation)
        assert everything(path) == before
        assert not talk(setup(server, "admin"), conversation)
        assert everything(path) != before
