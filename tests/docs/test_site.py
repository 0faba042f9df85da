"""The site is built strictly, served, and used in a browser as a reader uses it.

Rules: nothing but loopback is reachable, and an entry in the browser's console fails the test, so a page that loads
something from elsewhere is found. Without Chromium and its driver only the browser's part is skipped.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.support.versions import needs_311

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.remote.webelement import WebElement

pytestmark = needs_311("site")

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1400,1000",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WAIT = 30


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing: a request is no news."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    # Built in a copy, because what is built lies beside its configuration.
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict", "--clean"],
        check=False,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    """The site's address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=built)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("needs chromium and chromedriver, Debian's packages chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options=options, service=Service(driver)) as found:
        yield found


def console(browser: webdriver.Chrome) -> list[str]:
    """What the console says, warnings and errors alone."""
    entries = browser.get_log("browser")  # type: ignore[no-untyped-call]  # selenium gives it no annotation
    return [one["message"] for one in entries if one["level"] in {"SEVERE", "WARNING"}]


def shown(browser: webdriver.Chrome, selector: str) -> WebElement:
    """The first visible element of a selector, waited for."""

    def look(_: object) -> WebElement | None:
        return next((one for one in browser.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()), None)

    return WebDriverWait(browser, WAIT).until(look, f"nothing visible at {selector}")  # type: ignore[arg-type,return-value]  # until() takes None for "not yet"


def test_every_page_is_in_the_site(built: Path) -> None:
    pages = [one.relative_to(ROOT / "docs") for one in (ROOT / "docs").rglob("*.md")]
    for page in pages:
        folder = page.parent if page.name == "index.md" else page.with_suffix("")
        assert (built / folder / "index.html").exists(), page


def test_every_guide_is_reached_from_home(built: Path) -> None:
    navigation = (built / "guides/retrieval/index.html").read_text(encoding="utf-8")
    for guide in (ROOT / "docs/guides").glob("*.md"):
        assert f"{guide.stem}/" in navigation or guide.stem == "retrieval", guide


def test_types_show_no_escapes(built: Path) -> None:
    text = (built / "reference/spaces/index.html").read_text(encoding="utf-8")
    assert "models.SpaceEmbedderConfig</a>" in text
    assert "\\|" not in text


def test_a_reader_finds_a_method(site: str, browser: webdriver.Chrome) -> None:
    browser.get(site)
    shown(browser, ".md-search__button").click()
    results = browser.execute_script(
        "return [...document.querySelectorAll('*')].find(one => one.shadowRoot)"
    ).shadow_root  # type: ignore[no-untyped-call]
    results.find_element(By.CSS_SELECTOR, "input").send_keys("batch_create")
    links = WebDriverWait(browser, WAIT).until(
        lambda _: results.find_elements(By.CSS_SELECTOR, "a[href*='reference/memories']"), "nothing was found"
    )
    result = links[0]
    assert console(browser) == []
    browser.get(str(result.get_attribute("href")).partition("?")[0] + "#batch-create")
    heading = shown(browser, "h2#batch-create")
    assert heading.text.startswith("batch_create")
    assert "client.memories.batch_create(" in shown(browser, "article").text
    assert console(browser) == []


@pytest.mark.parametrize("path", ["", "guides/retrieval/", "reference/memories/", "reference/models/Space/"])
@pytest.mark.parametrize("width", [1400, 500])
def test_no_page_is_wider_than_its_window(site: str, browser: webdriver.Chrome, path: str, width: int) -> None:
    browser.set_window_size(width, 1000)
    browser.get(f"{site}/{path}")
    inner, page = browser.execute_script("return [innerWidth, document.documentElement.scrollWidth]")  # type: ignore[no-untyped-call]
    assert page <= inner
    assert console(browser) == []
