"""The pages to look at: they load in a browser, from this server alone."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def test_the_status_page_shows_counts_and_no_key(api, anonymous, server):
    space = api.space()
    api.settle(api.memory(space)["memoryId"])
    page = anonymous.http.get("/")
    assert page.headers["content-type"].startswith("text/html")
    for count, noun in ((1, "spaces"), (1, "memories"), (1, "embedders"), (0, "LLMs"), (1, "completed")):
        assert f"<b>{count}</b>{noun}" in page.text
    assert server.api_key not in page.text
    assert '<span class="state" id="state">Ready</span>' in page.text


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_loads_nothing_from_elsewhere(anonymous, path):
    page = anonymous.http.get(path)
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for place in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        if place.startswith("data:"):
            continue
        assert place.startswith("/"), place
        assert anonymous.http.get(place).status_code == 200, place


@pytest.mark.parametrize(
    "name", ["nothing.js", "docs.html", "status.html", "..%2f__init__.py", "..%5cpages.py", "%2e%2e", "url.json"]
)
def test_only_assets_are_assets(anonymous, name):
    assert anonymous.http.get(f"/assets/{name}").status_code == 404


def test_the_built_in_models_answer_beside_the_api(api, anonymous):
    found = api("POST", "/local/v1/embeddings", {"model": "wordllama-l2-256", "input": ["owl"]})
    assert len(found["data"][0]["embedding"]) == 256
    assert anonymous("GET", "/local/v1/nothing", expect=404)["status"] == 404


@pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium to look at the page with")
def test_the_reference_shows_every_operation_in_a_browser(anonymous, server):
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--virtual-time-budget=10000", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--dump-dom", f"{server.url}/docs",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    shown = {text.replace("\u200b", "") for text in re.findall(r'data-path="([^"]+)"', done.stdout)}
    assert shown == set(anonymous("GET", "/openapi")["paths"])
    assert "Authorize" in done.stdout
