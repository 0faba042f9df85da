"""Clients that this project did not write, against the embedded server: an npm package and the published Python SDK.

They are installed once, at the version named here, under the ignored folder `.venvs/`; where their registries cannot be
reached the tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import pytest

from tests.support.pythons import install as install_packages

HOME = Path(__file__).resolve().parents[2] / ".venvs"
NPM_PACKAGE, NPM_VERSION = "@pairsystems/goodmem-mcp", "0.1.23"
# the last release that was generated from the very document that is bundled here
PYTHON_VERSION = "0.1.43"

pytestmark = pytest.mark.timeout(400)


def installed(name, install):
    """The folder that `install(folder)` fills, made once; a parallel run may make it at the same time."""
    place = HOME / name
    if not place.is_dir():
        HOME.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=HOME))
        try:
            install(folder)
        except (subprocess.SubprocessError, OSError, AssertionError):
            shutil.rmtree(folder)
            pytest.skip(f"{name} cannot be installed here: its registry is not reachable")
        try:
            folder.rename(place)
        except OSError:
            shutil.rmtree(folder)
    return place


@pytest.fixture(scope="session")
def mcp_command():
    """The npm package as a command."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("needs Node.js and npm")

    def install(folder):
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", folder, f"{NPM_PACKAGE}@{NPM_VERSION}"]
        subprocess.run(command, check=True, capture_output=True, timeout=180)

    place = installed(f"goodmem-mcp-{NPM_VERSION}", install)
    return [node, str(place / "node_modules" / NPM_PACKAGE / "dist" / "index.js")]


@pytest.fixture(scope="session")
def sdk_python():
    """An interpreter in a virtual environment that has the published SDK and nothing of this project."""
    inside = "Scripts" if sys.platform == "win32" else "bin"

    def install(folder):
        venv.create(folder)
        install_packages(folder / inside / "python", f"goodmem=={PYTHON_VERSION}", compiled=False)

    place = installed(f"goodmem-{PYTHON_VERSION}-py{sys.version_info[0]}{sys.version_info[1]}", install)
    return str(place / inside / "python")


class Mcp:
    """A conversation with an MCP server over its standard input and output."""

    def __init__(self, command, server):
        env = {**os.environ, "GOODMEM_BASE_URL": server.url, "GOODMEM_API_KEY": server.api_key}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
        )
        self.last = 0
        hello = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        assert self.ask("initialize", hello)["serverInfo"]["version"] == NPM_VERSION
        self.send({"method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        self.process.stdin.flush()

    def ask(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        for line in self.process.stdout:
            answer = json.loads(line)
            if answer.get("id") == self.last:
                return answer["result"]
        raise AssertionError(self.process.stderr.read())

    def __call__(self, tool, **arguments):
        result = self.ask("tools/call", {"name": f"goodmem_{tool}", "arguments": arguments})
        text = result["content"][0]["text"]
        assert not result.get("isError"), f"{tool}: {text}"
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()
        self.process.stderr.close()


def test_the_npm_mcp_server_works_on_it(server, mcp_command):
    mcp = Mcp(mcp_command, server)
    try:
        assert mcp("system_info")["capabilities"]["embedded"] == "true"
        assert mcp("system_init")["alreadyInitialized"] is True
        embedder = mcp(
            "embedders_create",
            display_name="built in",
            provider_type="OPENAI",
            endpoint_url=f"{server.url}/local/v1",
            model_identifier="wordllama-l2-256",
            dimensionality=256,
            distribution_type="DENSE",
        )["embedderId"]
        space = mcp(
            "spaces_create",
            name="birds",
            space_embedders=[{"embedderId": embedder}],
            default_chunking_config={
                "recursive": {
                    "chunkSize": 512,
                    "chunkOverlap": 64,
                    "keepStrategy": "KEEP_END",
                    "lengthMeasurement": "CHARACTER_COUNT",
                }
            },
        )["spaceId"]
        assert [one["name"] for one in mcp("spaces_list", name_filter="bird*")["spaces"]] == ["birds"]
        made = [
            mcp("memories_create", space_id=space, original_content=text, content_type="text/plain")["memoryId"]
            for text in ("The owl sleeps by day.", "The baker bakes bread.")
        ]
        end = time.monotonic() + 30
        while {mcp("memories_get", id=one)["processingStatus"] for one in made} != {"COMPLETED"}:
            assert time.monotonic() < end
            time.sleep(0.1)
        found = mcp("memories_retrieve", message="When do owls sleep?", space_keys=[{"spaceId": space}])
        assert "The owl sleeps by day." in json.dumps(found)
        mcp("memories_delete", id=made[0])
        results = mcp("memories_batch_get", memory_ids=made)["results"]
        assert [one["success"] for one in results] == [False, True]
        mcp("spaces_delete", id=space)
        mcp("embedders_delete", id=embedder)
        assert mcp("spaces_list")["spaces"] == []
    finally:
        mcp.close()


SCRIPT = """
import base64, sys, time
import goodmem
from goodmem import Goodmem, BadRequestError, ConflictError, NotFoundError
from goodmem.models import JsonMemoryCreationRequest

url, key = sys.argv[1:]
with Goodmem(base_url=url, api_key=key) as client:
    assert client.system.info().capabilities["embedded"] == "true"
    assert client.users.me().username == "root"
    embedder = client.embedders.create(
        display_name="built in", provider_type="OPENAI", endpoint_url=url + "/local/v1",
        model_identifier="wordllama-l2-256", dimensionality=256, distribution_type="DENSE",
    )
    space = client.spaces.create(
        name="birds", space_embedders=[{"embedder_id": embedder.embedder_id}], labels={"kind": "test"}
    )
    assert [one.space_id for one in client.spaces.list(label={"kind": "test"}, page_size=1)] == [space.space_id]
    try:
        client.spaces.create(name="birds", space_embedders=[{"embedder_id": embedder.embedder_id}])
        raise SystemExit("a second space of that name was made")
    except ConflictError as error:
        assert "already exists" in str(error)
    one = client.memories.create(
        space_id=space.space_id, original_content="The owl sleeps by day.", metadata={"year": 2026}
    )
    batch = client.memories.batch_create(requests=[
        JsonMemoryCreationRequest(space_id=space.space_id, content_type="text/plain", original_content=f"Bread number {n}.", metadata={"year": n})
        for n in range(7)
    ])
    ids = [one.memory_id] + [result.memory.memory_id for result in batch.results]
    with open(sys.argv[0], "rb") as script:
        source = script.read()
    uploaded = client.memories.create(space_id=space.space_id, file_path=sys.argv[0])
    assert client.memories.content(id=uploaded.memory_id) == source
    ids.append(uploaded.memory_id)
    end = time.monotonic() + 30
    while any(client.memories.get(id=i).processing_status != "COMPLETED" for i in ids):
        assert time.monotonic() < end
        time.sleep(0.1)
    listed = list(client.memories.list(
        space_id=space.space_id, page_size=3, filter="CAST(val('$.year') AS NUMERIC) < 2000"
    ))
    assert len(listed) == 7, len(listed)
    got = client.memories.get(id=one.memory_id, include_content=True, include_processing_history=True)
    assert got.original_content == b"The owl sleeps by day.", got.original_content
    with client.memories.retrieve(message="When do owls sleep?", space_ids=[space.space_id]) as stream:
        hits = [event.retrieved_item.chunk for event in stream if event.retrieved_item]
    assert hits[0].chunk.chunk_text.strip() == "The owl sleeps by day."
    assert hits[0].relevance_score < 0
    try:
        client.memories.get(id="not-a-uuid")
        raise SystemExit("a malformed id was taken")
    except BadRequestError as error:
        assert "Invalid memory ID format" in str(error)
    client.memories.delete(id=one.memory_id)
    try:
        client.memories.get(id=one.memory_id)
        raise SystemExit("a deleted memory is still there")
    except NotFoundError:
        pass
    client.spaces.delete(id=space.space_id)
    client.embedders.delete(id=embedder.embedder_id)
print("done with", goodmem.__version__)
"""


def test_the_published_python_sdk_works_on_it(server, sdk_python, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GOODMEM"))}
    command = [sdk_python, str(script), server.url, server.api_key]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, check=False)
    assert done.stdout.strip() == f"done with {PYTHON_VERSION}", done.stderr[-2000:]
