"""What agents are promised, as figures: ``python -m tests.agents [--calls 10000]``.

The official MCP client lists, searches, describes and calls every operation of the newest document over standard input
and output and over HTTP; makes random calls in read-only mode, with the database compared whole; and every list of
wishes is searched. It ends with 1 where a promise is not kept.
"""

# ruff: noqa: T201 -- a command prints
from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

import goodmem_dyn.local
from tests.agents.agent import EVERYTHING
from tests.agents.test_read_only import random_calls
from tests.agents.test_search import LEAST, shares
from tests.agents.test_serving import TOKEN, over_http
from tests.agents.test_tools import LARGEST_LIST, every_operation
from tests.support.world import Worlds

if TYPE_CHECKING:
    from goodmem_dyn.local import Server


async def _tried(client: Client, worlds: Worlds) -> tuple[int, dict[str, list[str]]]:
    async with client:
        listed = (await client.list_tools()).model_dump_json(by_alias=True, exclude_none=True)
        return len(listed.encode()), await every_operation(client, worlds)


async def _over_stdio(server: Server, worlds: Worlds) -> tuple[int, dict[str, list[str]]]:
    env = {**os.environ, "GOODMEM_BASE_URL": server.url, "GOODMEM_API_KEY": str(server.api_key)}
    arguments = ["-m", "goodmem_dyn._agents", "mcp", "--allow", ",".join(EVERYTHING)]
    return await _tried(Client(StdioServerParameters(command=sys.executable, args=arguments, env=env)), worlds)


async def _over_http(address: str, worlds: Worlds) -> tuple[int, dict[str, list[str]]]:
    async with httpx2.AsyncClient(headers={"authorization": f"Bearer {TOKEN}"}, timeout=60) as http:
        return await _tried(Client(streamable_http_client(address, http_client=http)), worlds)


def every_operation_is_called() -> bool:
    """Over both transports, each with a server of its own."""
    count, kept = len(goodmem_dyn.operations()), True
    for name in ("stdio", "HTTP"):
        with goodmem_dyn.local.serve(validate_responses=True) as server, closing(Worlds(server)) as worlds:
            if name == "stdio":
                size, wrong = anyio.run(_over_stdio, server, worlds)
            else:
                with over_http(server, TOKEN, *EVERYTHING) as address:
                    size, wrong = anyio.run(_over_http, address, worlds)
        kept = kept and not wrong and size <= LARGEST_LIST
        print(f"{name}: {count - len(wrong)} of {count} operations; tools/list {size} bytes; wrong: {wrong or 'none'}")
    return kept


def nothing_is_changed(calls: int) -> bool:
    """Random calls in read-only mode."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counts, changed = random_calls(Path(folder) / "goodmem.db", calls)
    print(f"read-only: {counts} in {time.monotonic() - began:.0f} s; tables changed: {sorted(changed) or 'none'}")
    return not changed


def wishes_are_found() -> bool:
    """Every list, with what is asked of it."""
    found: dict[str, Any] = {name: shares(name) for name in LEAST}
    for name, (right, total) in found.items():
        print(f"{name}: {right} of {total}, {right / total:.1%} among the first three (at least {LEAST[name]:.0%})")
    return all(right / total >= LEAST[name] for name, (right, total) in found.items())


def main() -> int:
    """Run all, and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.agents", description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000, help="random calls in read-only mode")
    calls = parser.parse_args().calls
    kept = [wishes_are_found(), every_operation_is_called(), nothing_is_changed(calls)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
