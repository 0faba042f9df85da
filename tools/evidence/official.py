"""The clients that GoodMem publishes, against the embedded server: ``python -m tools.evidence.official [PEER…]``.

| peer | is |
|---|---|
| ``sdk`` | the Python SDK: every operation of its namespaces once, with its client and with its asynchronous client |
| ``mcp`` | the npm MCP server: every one of its tools once |

Rules this module keeps:

* A peer is installed from its registry into a folder of its own under ``.venvs/``, at the version named here, and runs
  as a process that has nothing of this project.
* Arguments come from the document and name what is on the server; what was changed is made anew for the next call.
* Every call must succeed: an error of any kind, a status 404 or 501 among them, ends the command with status 1.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import venv
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import goodmem_dyn.local
from tools.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodmem_dyn.local import Server

HOME = ROOT / ".venvs"
SDK_VERSION = "0.1.43"
MCP_PACKAGE, MCP_VERSION = "@pairsystems/goodmem-mcp", "0.1.23"

CHILD = """
import asyncio, inspect, json, re, sys
import goodmem, goodmem.models

def given(method, call):
    known = inspect.signature(method).parameters
    flat = {name: value for name, value in call["flat"].items() if name in known}
    if "request" in known and call["body"]:
        flat.pop("request", None)
        return {**{name: value for name, value in flat.items() if name in call["outside"]}, "request": call["body"]}
    lost = sorted(set(call["flat"]) - set(known))
    if lost:
        raise TypeError(f"{call['method']} takes no {', '.join(lost)}")
    return {name: typed(value, str(known[name].annotation)) for name, value in flat.items()}

def typed(value, annotation):
    model = re.search("[Ll]ist.([A-Za-z]+)", annotation)
    if model is None or not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return value
    kind = getattr(goodmem.models, model[1], None) or getattr(goodmem.models, f"Json{model[1]}", None)
    return value if kind is None else [kind.model_validate(one) for one in value]

def find(client, name):
    for piece in name.split("."):
        client = getattr(client, piece)
    return client

def sync(call):
    with goodmem.Goodmem(base_url=call["url"], api_key=call["key"]) as client:
        method = find(client, call["method"])
        value = method(**given(method, call))
        if hasattr(value, "__enter__"):
            with value as stream:
                return len(list(stream))
        return len(list(value)) if type(value).__name__ == "Page" else None

async def asynchronous(call):
    async with goodmem.AsyncGoodmem(base_url=call["url"], api_key=call["key"]) as client:
        method = find(client, call["method"])
        value = method(**given(method, call))
        if inspect.isawaitable(value):
            value = await value
        if hasattr(value, "__aenter__"):
            async with value as stream:
                return len([one async for one in stream])
        return len([one async for one in value]) if hasattr(value, "__aiter__") else None

for line in sys.stdin:
    call = json.loads(line)
    try:
        asyncio.run(asynchronous(call)) if call["asynchronous"] else sync(call)
        answer = {"error": None}
    except BaseException as error:
        answer = {"error": f"{type(error).__name__}: {error}"[:500]}
    print(json.dumps(answer), flush=True)
"""


class Turns:
    """One of everything on the server, put back after each call that may have changed it."""

    def __init__(self, server: Server) -> None:
        from tests.support.world import Worlds

        self._worlds = Worlds(server)
        self._server = server
        self._world: Any = None

    def take(self) -> Any:
        """The world."""
        self._world = self._world or self._worlds.again()
        return self._world

    def spend(self, http_method: str) -> None:
        """The last call may have changed it."""
        if http_method != "GET":
            self._server.resume()
            self._world = None


def operations() -> dict[str, Any]:
    """Every operation by its name, with how it is called."""
    from tests.support.calls import all_calls

    return {name: call for name, call in all_calls().items() if call.operation is not None}


def example(call: Any, world: Any, *, most: bool = False) -> dict[str, Any]:
    """Arguments as plain JSON, by their Python names."""
    from tests.support.calls import arguments

    plain: dict[str, Any] = json.loads(json.dumps(world.arguments(call, arguments(call, most=most)), default=str))
    return plain


@contextmanager
def process(command: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A child that is talked to in lines, and knows nothing of this project."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GOODMEM"))}
    running = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**kept, **environment}
    )
    try:
        yield running
    finally:
        assert running.stdin is not None
        running.stdin.close()
        running.wait(timeout=30)


def say(running: subprocess.Popen[str], message: dict[str, Any]) -> None:
    """One line to a child."""
    assert running.stdin is not None
    running.stdin.write(json.dumps(message) + "\n")
    running.stdin.flush()


def hear(running: subprocess.Popen[str]) -> dict[str, Any]:
    """One line of a child's."""
    assert running.stdout is not None
    line = running.stdout.readline()
    if not line:
        raise RuntimeError(f"{running.args!r} ended")
    message: dict[str, Any] = json.loads(line)
    return message


def sdk_python() -> Path:
    """The interpreter of an environment with the published SDK."""
    place = HOME / f"goodmem-{SDK_VERSION}-py{sys.version_info[0]}{sys.version_info[1]}"
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", f"goodmem=={SDK_VERSION}"], check=True)
    return python


def sdk(server: Server, worlds: Turns) -> list[str]:
    """Every operation with the Python SDK; returns what went wrong."""
    wrong: list[str] = []
    done = 0
    with process([str(sdk_python()), "-c", CHILD]) as running:
        for name, call in operations().items():
            for asynchronous in (False, True):
                world = worlds.take()
                # A change of nothing is no change.
                flat = example(call, world, most=call.operation.http_method == "PUT")
                outside = [param.name for param in call.params if param.location in ("path", "query", "header")]
                body = {param.wire or param.name: flat[param.name] for param in call.params if param.name in flat}
                body = {key: value for key, value in body.items() if key not in {*outside, "id"}}
                named = {
                    param.name: param.wire or param.name for param in call.params if param.location in ("path", "query")
                }
                body = {key: value for key, value in body.items() if key not in named.values()}
                method = "users.get" if name == "users.get_by_email" else name
                say(
                    running,
                    {
                        "method": method, "flat": flat, "outside": outside, "body": body, "url": server.url,
                        "key": server.api_key, "asynchronous": asynchronous,
                    },
                )  # fmt: skip
                error = hear(running)["error"]
                worlds.spend(call.operation.http_method)
                done += 1
                if error is not None:
                    wrong.append(f"{name} ({'async' if asynchronous else 'sync'}): {error}")
    print(f"goodmem {SDK_VERSION}: {done} calls of {len(operations())} operations, {len(wrong)} went wrong")
    return wrong


def mcp_command() -> list[str]:
    """The npm package as a command."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise SystemExit("the MCP peer needs Node.js and npm")
    place = HOME / f"goodmem-mcp-{MCP_VERSION}"
    program = place / "node_modules" / MCP_PACKAGE / "dist" / "index.js"
    if not program.exists():
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(place), f"{MCP_PACKAGE}@{MCP_VERSION}"]
        subprocess.run(command, check=True, capture_output=True)
    return [node, str(program)]


def mcp(server: Server, worlds: Turns) -> list[str]:
    """Every tool of the npm package; returns what went wrong."""
    wrong: list[str] = []
    tools: list[dict[str, Any]] = []
    worlds.take()
    with process(mcp_command(), GOODMEM_BASE_URL=server.url, GOODMEM_API_KEY=str(server.api_key)) as running:

        def ask(number: int, method: str, params: dict[str, Any]) -> dict[str, Any]:
            say(running, {"jsonrpc": "2.0", "id": number, "method": method, "params": params})
            while (answer := hear(running)).get("id") != number:
                pass
            result: dict[str, Any] = answer.get("result") or {"isError": True, "content": [{"text": str(answer)}]}
            return result

        hello = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "try", "version": "1"}}
        ask(1, "initialize", hello)
        say(running, {"jsonrpc": "2.0", "method": "notifications/initialized"})
        tools = ask(2, "tools/list", {})["tools"]
        by_tool = {f"goodmem_{name.replace('.', '_')}": call for name, call in operations().items()}
        for number, tool in enumerate(tools, start=3):
            world = worlds.take()
            call = by_tool.get(tool["name"])
            schema = tool["inputSchema"]
            arguments = _of_its_own(server, schema) if call is None else _for_tool(call, world, schema)
            result = ask(number, "tools/call", {"name": tool["name"], "arguments": arguments})
            worlds.spend("GET" if call is None else call.operation.http_method)
            text = result["content"][0].get("text", "")
            if result.get("isError"):
                wrong.append(f"{tool['name']}: {text[:500]}")
    print(f"{MCP_PACKAGE} {MCP_VERSION}: {len(tools)} tools called, {len(wrong)} went wrong")
    return wrong


def _of_its_own(server: Server, schema: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a tool that is no operation: those that the package has for itself."""
    known = {"base_url": server.url, "api_key": server.api_key, "model_identifier": "text-embedding-3-small"}
    return {name: known[name] for name in schema.get("properties", {}) if name in known}


def _for_tool(call: Any, world: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """Arguments under the names of a tool, which may ask for more than the document; one `request` is the body."""
    known = schema.get("properties", {})
    flat = example(call, world)
    if set(schema.get("required", ())) - {"request"} - flat.keys():
        more = example(call, world, most=True)
        flat |= {name: more[name] for name in schema["required"] if name in more and name not in flat}
    arguments = {name: value for name, value in flat.items() if name in known}
    if "request" in known:
        body = {param.wire or param.name: flat[param.name] for param in call.params if param.name in flat}
        arguments["request"] = {name: value for name, value in body.items() if name not in arguments}
    return arguments


PEERS = {"sdk": sdk, "mcp": mcp}


def main() -> int:
    """Runs the peers that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tools.evidence.official", description=__doc__.split("\n")[0])
    parser.add_argument("peer", nargs="*", choices=[*PEERS, []], help="which of them; all of them by default")
    chosen = parser.parse_args().peer or list(PEERS)
    wrong: list[str] = []
    with goodmem_dyn.local.serve(validate_responses=True) as server:
        worlds = Turns(server)
        for name in chosen:
            wrong += PEERS[name](server, worlds)
    print(*wrong, sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
