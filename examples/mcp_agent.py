"""An agent that searches a space through MCP: python examples/mcp_agent.py

The agent is the official MCP client. It starts the server itself, as a coding assistant does, and may only read.
"""

from __future__ import annotations

import os
import sys

import anyio
from connect import connect
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from goodmem_dyn import Goodmem


async def ask(client: Goodmem, key: str, question: str) -> str:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "goodmem_dyn._agents", "mcp"],
        env={**os.environ, "GOODMEM_BASE_URL": client.base_url, "GOODMEM_API_KEY": key},
    )
    async with Client(stdio_client(server)) as agent:
        tools = await agent.list_tools()
        print("tools:", ", ".join(sorted(tool.name for tool in tools.tools)))
        answer = await agent.call_tool("retrieve", {"query": question})
        return "\n".join(part.text for part in answer.content if part.type == "text")


def main() -> None:
    with connect() as (client, embedder_id):
        space = client.spaces.ensure(name="agent", space_embedders=[embedder_id])
        client.memories.create(space_id=space.space_id, original_content="Deploys happen on Tuesdays.", wait=True)
        key = client.apikeys.create().raw_api_key
        assert key is not None
        print(anyio.run(ask, client, key, "When are deploys?"))


if __name__ == "__main__":
    main()
