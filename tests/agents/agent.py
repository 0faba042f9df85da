"""An agent for tests: the official MCP client, driven from code that is not asynchronous."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import anyio
from mcp import Client

from goodmem_dyn._agents.server import Setup, make_server

if TYPE_CHECKING:
    from goodmem_dyn.local import Server

Talk = Callable[[Client], Awaitable[Any]]
EVERYTHING = ("write", "destructive", "admin")


def setup(server: Server, *allow: str, **options: Any) -> Setup:
    """What an MCP server over an embedded one is made with."""
    return Setup(server.url, server.api_key, allow, **options)


def talk(made: Setup, conversation: Talk) -> Any:
    """What a conversation with a new MCP server gives."""

    async def run() -> Any:
        async with Client(make_server(made)) as client:
            return await conversation(client)

    return anyio.run(run)


def ask(made: Setup, tool: str, arguments: dict[str, Any] | None = None) -> tuple[str, bool]:
    """The text of one tool's answer, and whether it is an error."""

    async def conversation(client: Client) -> tuple[str, bool]:
        return said(await client.call_tool(tool, arguments or {}))

    result: tuple[str, bool] = talk(made, conversation)
    return result


def said(result: Any) -> tuple[str, bool]:
    """The text of an answer, images as what they are, and whether it is an error."""
    parts = [part.text if part.type == "text" else f"<{part.type} {part.mime_type}>" for part in result.content]
    return "\n".join(parts), bool(result.is_error)
