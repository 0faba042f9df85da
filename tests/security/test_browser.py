"""A page in a browser beside the server: another origin can read nothing of it, and change nothing."""

from __future__ import annotations

import http.server
import shutil
import threading
from typing import TYPE_CHECKING, Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from goodmem_dyn.local import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTACKS = """
const [server, key, done] = arguments;
const outcomes = [];
const json = {"content-type": "application/json", "x-api-key": key}, text = {"content-type": "text/plain"};
const tries = [
  ["/", {}], ["/openapi", {}], ["/v1/system/info", {}], ["/v1/spaces", {headers: json}], ["/local/v1/models", {}],
  ["/v1/system/init", {method: "POST"}], ["/v1/system/init", {method: "POST", mode: "no-cors"}],
  ["/v1/spaces", {method: "POST", headers: json, body: '{"name":"taken"}'}],
  ["/local/v1/users", {method: "POST", headers: json, body: '{"email":"evil@example.com"}'}],
  ["/local/v1/reset", {method: "POST", mode: "no-cors", headers: text}],
  ["/local/v1/embeddings", {method: "POST", headers: text, body: '{"model":"wordllama-l2-256","input":"a"}'}],
];
(async () => {
  for (const [path, options] of tries) {
    try {
      const answer = await fetch(server + path, options);
      outcomes.push([path, answer.type === "opaque" ? "opaque" : await answer.text()]);
    } catch (error) { outcomes.push([path, "blocked"]); }
  }
  done(outcomes);
})();
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("needs chromium and chromedriver, Debian's packages chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    found = webdriver.Chrome(options=options, service=Service(driver))
    yield found
    found.quit()


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("evil")
    (folder / "index.html").write_text("<title>evil</title>", encoding="utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def log_message(self, *args: Any) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{pages.server_port}/"
        pages.shutdown()


@pytest.mark.parametrize("initialize", [True, False], ids=["as usual", "--no-init"])
def test_a_page_of_another_origin_reads_and_changes_nothing(browser: Any, evil: str, initialize: bool) -> None:
    with serve(initialize=initialize) as server:
        browser.get(evil)
        browser.set_script_timeout(20)
        outcomes = browser.execute_async_script(ATTACKS, server.url, server.api_key or "gm_none")
        assert len(outcomes) == 11
        assert {outcome for _, outcome in outcomes} <= {"blocked", "opaque"}, outcomes
        with server.state.store.read() as connection:
            users = connection.execute("SELECT count(*) FROM users").fetchone()[0]
            spaces = connection.execute("SELECT count(*) FROM spaces").fetchone()[0]
        assert (users, spaces) == (int(initialize), 0)


def test_its_own_pages_work(browser: Any) -> None:
    with serve() as server:
        browser.get(f"{server.url}/docs")
        read = (
            "const done = arguments[0]; fetch('/v1/system/info').then(a => a.status).then(done, e => done(String(e)))"
        )
        assert browser.execute_async_script(read) == 200
