"""The server as a process: its command line, its database file, TLS, and being killed at any moment."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import trustme

from goodmem_dyn.local import serve
from goodmem_dyn.local.__main__ import main
from goodmem_dyn.local._store.migrations import MIGRATIONS
from goodmem_dyn.local._store.store import Store, StoreError
from tests.support.api import CHUNKING, Api


class Process:
    """`python -m goodmem_dyn.local` with a database file."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "goodmem_dyn.local", "--port", "0", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.banner = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.banner += line
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError(self.process.communicate()[1])
        self.url = re.search(r"https?://\S+", self.banner).group()
        found = re.search(r"gm_\w+", self.banner)
        self.key = found.group() if found else None

    def end(self, number: int = signal.SIGINT) -> tuple[int, str, str]:
        """Exit code and what was still printed."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, err


@pytest.fixture
def start():
    running = []

    def begin(*arguments):
        running.append(Process(*arguments))
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_url_and_key_once_and_ends_cleanly(start, tmp_path, number):
    data = str(tmp_path / "goodmem.db")
    first = start("--data", data)
    assert httpx.get(f"{first.url}/v1/users/me", headers={"x-api-key": first.key}).json()["username"] == "root"
    assert first.end(number) == (0, "Stopped.\n", "")
    second = start("--data", data)
    assert second.key is None
    assert httpx.get(f"{second.url}/v1/users/me", headers={"x-api-key": first.key}).status_code == 200
    assert second.end(number) == (0, "Stopped.\n", "")


def test_init_may_be_left_to_a_client(start):
    process = start("--no-init")
    assert process.key is None
    assert httpx.post(f"{process.url}/v1/system/init").json()["alreadyInitialized"] is False
    assert process.end()[0] == 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "missing" / "x.db", "does not exist"),
        (lambda folder: folder, "cannot be used|directory|Is a directory"),
        (lambda folder: _write(folder / "notes.txt", "not a database at all, but long enough" * 9), "not a database"),
    ],
)
def test_what_goes_wrong_at_the_start_is_one_line(tmp_path, make, message):
    command = [sys.executable, "-m", "goodmem_dyn.local", "--port", "0", "--data", str(make(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert re.search(message, done.stderr)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--port", "99999"], "port must be 0 to 65535, not 99999"),
        (["--port", "-1"], "port must be 0 to 65535, not -1"),
        (["--host", "nohost.invalid"], r"Cannot listen on nohost\.invalid:\d+: .* Choose another host\."),
        (["--tls-cert", "/nowhere/cert.pem"], r"cannot be read from /nowhere/cert\.pem: No such file"),
        (["--tls-cert", __file__, "--tls-key", "k.pem"], r"test_server_process\.py and k\.pem: "),
        (["--tls-cert", __file__], r"test_server_process\.py: no PEM"),
    ],
)
def test_an_option_that_cannot_be_is_one_line(capsys, options, message):
    assert main(options) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(f"error: .*{message}.*\n", told.err)


def test_a_key_without_its_certificate_is_refused_by_the_names_of_the_command(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--tls-key", "k.pem"])
    assert "--tls-key needs --tls-cert" in capsys.readouterr().err


def _write(path, text):
    path.write_text(text)
    return path


def test_a_port_in_use_says_so(server):
    port = int(server.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="Choose another port"):
        serve(port=port)


def test_one_process_at_a_time_uses_a_file(run_server, tmp_path):
    data = tmp_path / "goodmem.db"
    first = run_server(data=data)
    with pytest.raises(StoreError, match="This process uses"):
        serve(data=data)
    first.stop()
    run_server(data=data)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path):
    data = tmp_path / "goodmem.db"
    Store(str(data)).close()
    with sqlite3.connect(data) as database:
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()
    with pytest.raises(StoreError, match="newer goodmem-dyn"):
        Store(str(data))


def test_a_transaction_is_all_or_nothing():
    store = Store()

    def fail_halfway():
        with store.write() as database:
            database.execute("INSERT INTO meta VALUES ('half', '1')")
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        fail_halfway()
    with store.write() as database:
        database.execute("INSERT INTO meta VALUES ('whole', '1')")
    with store.read() as database:
        assert [row[0] for row in database.execute("SELECT key FROM meta")] == ["whole"]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.execute("DELETE FROM meta")
    store.close()
    store.close()
    for use in (store.read, store.write):
        with pytest.raises(StoreError, match="closed"):
            use().__enter__()


def test_a_migration_that_fails_leaves_the_old_version(tmp_path, monkeypatch):
    from goodmem_dyn.local._store import store as _store

    data = tmp_path / "goodmem.db"
    Store(str(data)).close()
    monkeypatch.setattr(_store, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE extra (a); CREATE TABLE spaces (b)"))
    with pytest.raises(sqlite3.OperationalError, match="spaces"):
        Store(str(data))
    monkeypatch.setattr(_store, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE extra (a)"))
    store = Store(str(data))
    with store.read() as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) + 1
        database.execute("SELECT a FROM extra")
    store.close()


def test_a_database_file_is_its_owners_alone(run_server, tmp_path):
    data = tmp_path / "goodmem.db"
    run_server(data=data)
    assert data.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("host", "name"), [("127.0.0.1", "localhost"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])
def test_built_in_models_are_known_by_every_name_of_the_machine(run_server, host, name):
    try:
        server = run_server(host=host)
    except OSError:
        pytest.skip(f"this machine has no {host}")
    port = server.url.rsplit(":", 1)[1]
    api = Api(server, server.api_key)
    embedder = api.embedder(endpointUrl=f"http://{name}:{port}/local/v1")["embedderId"]
    with server.state.store.read() as database:
        assert server.state.model(database, "embedder", embedder)["endpointUrl"] == f"{server.url}/local/v1"
    memory = api.memory(api.space("a", embedder))["memoryId"]
    assert api.settle(memory)[0]["processingStatus"] == "COMPLETED"
    api.close()


def test_a_request_that_runs_during_a_reset_ends_on_the_old_state(api, server):
    space = api.space()
    server.faults.add("delay", operation="getSpace", seconds=0.5)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(api, "GET", f"/v1/spaces/{space}")
        while server.faults.pending():
            time.sleep(0.01)
        server.reset()
        api("GET", f"/v1/spaces/{space}", expect=404)
        assert answer.result()["spaceId"] == space


def test_built_in_models_follow_the_server_to_another_port(run_server, tmp_path):
    data = tmp_path / "goodmem.db"
    first = run_server(data=data)
    embedder, key = first.create_default_embedder(), first.api_key
    api = Api(first, key)
    space = api.space("a", embedder)
    remote = api.embedder(endpointUrl="http://elsewhere.example/local/v1")
    api.close()
    first.stop()
    second = run_server(data=data)
    assert second.url != first.url
    assert second.create_default_embedder() == embedder
    api = Api(second, key)
    assert api("GET", f"/v1/embedders/{embedder}")["endpointUrl"] == f"{second.url}/local/v1"
    assert api("GET", f"/v1/embedders/{remote['embedderId']}")["endpointUrl"] == remote["endpointUrl"]
    assert api.settle(api.memory(space)["memoryId"])[0]["processingStatus"] == "COMPLETED"
    api.close()


def test_a_server_in_memory_leaves_nothing_behind(run_server):
    server = run_server()
    place = Path(server.state.store.path)
    assert place.is_file()
    server.stop()
    assert not place.parent.exists()


def test_what_a_killed_server_left_behind_is_removed_later(tmp_path, monkeypatch):
    from goodmem_dyn.local._store import store as _store

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    running, gone = Store(), Store()
    gone._unlock()
    kept = [Path(one.path).parent for one in (running, gone)]
    for folder in kept:
        os.utime(folder / "goodmem.db-lock", (0, 0))
    fresh = Path(tempfile.mkdtemp(prefix="goodmem-local-"))
    (fresh / "goodmem.db-lock").touch()
    _store._sweep.cache_clear()
    Store().close()
    assert [folder.exists() for folder in (*kept, fresh)] == [True, False, True]
    running.close()
    gone.close()


def test_a_file_cannot_be_reset(run_server, tmp_path):
    server = run_server(data=tmp_path / "goodmem.db")
    with pytest.raises(RuntimeError, match="remove the file"):
        server.reset()


def test_reset_takes_milliseconds_and_keeps_key_and_user(api, server):
    me = api("GET", "/v1/users/me")["userId"]
    times = []
    for _ in range(5):
        api.space()
        start = time.perf_counter()
        server.reset()
        times.append(time.perf_counter() - start)
        assert api("GET", "/v1/spaces")["spaces"] == []
        assert api("GET", "/v1/users/me")["userId"] == me
    assert min(times) < 0.1


def test_a_server_starts_within_a_second():
    code = (
        "import time; start = time.process_time()\n"
        "import urllib.request, goodmem_dyn.local\n"
        "with goodmem_dyn.local.serve() as server:\n"
        "    urllib.request.urlopen(server.url + '/v1/system/info').close()\n"
        "    print(time.process_time() - start)"
    )
    times = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
        times.append(float(done.stdout))
    # Imports included; processor time, because the machine may have other things to do.
    assert min(times) < 1, times


def test_stopping_twice_is_fine_and_ends_its_threads(run_server):
    before = set(threading.enumerate())
    server = run_server()
    server.stop()
    server.stop()
    assert [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("goodmem")] == []
    assert "stopped" in repr(server)


def test_tls_from_files_and_from_a_context(run_server, tmp_path):
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    key.write_bytes(certificate.private_key_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    for options in ({"ssl_certfile": chain, "ssl_keyfile": key}, {"ssl_context": context}):
        server = run_server(**options)
        assert server.url.startswith("https://")
        assert httpx.get(f"{server.url}/v1/system/info", verify=trust).status_code == 200
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE"):
            httpx.get(f"{server.url}/v1/system/info")


def test_tls_options_that_contradict_are_refused():
    with pytest.raises(ValueError, match="not both"):
        serve(ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl_certfile="x")
    with pytest.raises(ValueError, match="needs ssl_certfile"):
        serve(ssl_keyfile="x")


def test_a_missing_extra_is_named():
    code = (
        "import sys; sys.modules['starlette'] = None\n"
        "import goodmem_dyn.local\n"
        "try: goodmem_dyn.local.serve()\n"
        "except ImportError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert "pip install 'goodmem-dyn[local]'" in done.stdout


def test_importing_the_package_imports_no_server():
    code = "import sys, goodmem_dyn.local, goodmem_dyn.local.pytest_plugin as p; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    loaded = set(done.stdout.split())
    assert "goodmem_dyn.local.pytest_plugin" in loaded
    assert loaded.isdisjoint({"starlette", "uvicorn", "numpy", "httpx", "pydantic", "jsonschema_rs"})


@pytest.mark.parametrize("delay", [0.15, 0.4, 0.8])
def test_kill_9_loses_no_acknowledged_memory_and_leaves_none_half_there(start, tmp_path, delay):
    data = str(tmp_path / "goodmem.db")
    process = start("--data", data)
    key = process.key
    with httpx.Client(base_url=process.url, headers={"x-api-key": key}) as http:
        embedder = http.post(
            "/v1/embedders",
            json={
                "displayName": "x",
                "providerType": "OPENAI",
                "endpointUrl": f"{process.url}/local/v1",
                "modelIdentifier": "wordllama-l2-256",
                "dimensionality": 256,
                "distributionType": "DENSE",
            },
        ).json()["embedderId"]
        body = {"name": "a", "spaceEmbedders": [{"embedderId": embedder}], "defaultChunkingConfig": CHUNKING}
        space = http.post("/v1/spaces", json=body).json()["spaceId"]
        text = "The owl sleeps by day and hunts by night. " * 40
        item = {"spaceId": space, "originalContent": text, "contentType": "text/plain"}
        acknowledged: list[str] = []
        threading.Timer(delay, process.process.kill).start()

        def ingest():
            while True:
                acknowledged.append(http.post("/v1/memories", json=item).json()["memoryId"])
                found = http.post("/v1/memories:batchCreate", json={"requests": [item] * 5}).json()["results"]
                acknowledged.extend(one["memory"]["memoryId"] for one in found)

        with pytest.raises(httpx.TransportError):
            ingest()
    process.process.communicate()
    with sqlite3.connect(data) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for memory_id, status in database.execute("SELECT memory_id, processing_status FROM memories").fetchall():
            count = database.execute("SELECT count(*) FROM chunks WHERE memory_id = ?", (memory_id,)).fetchone()[0]
            assert (count > 0) == (status == "COMPLETED")
    database.close()
    again = serve(data=data)
    try:
        api = Api(again, key)
        got = api("POST", "/v1/memories:batchGet", {"memoryIds": acknowledged})["results"]
        assert len(got) == len(acknowledged) > 0
        assert all(one["memory"]["originalContentLength"] == len(text) for one in got)
        found = api.settle(*[row["memoryId"] for row in _all(api, space)], seconds=60)
        assert {one["processingStatus"] for one in found} == {"COMPLETED"}
        with again.state.store.read() as database:
            chunks, vectors = (
                database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("chunks", "vectors")
            )
        assert chunks == vectors == len(found) * (chunks // len(found))
        api.close()
    finally:
        again.stop()


def _all(api, space):
    found, token = [], ""
    while True:
        page = api("GET", f"/v1/spaces/{space}/memories?maxResults=500{token}")
        found += page["memories"]
        if "nextToken" not in page:
            return found
        token = f"&nextToken={page['nextToken']}"
