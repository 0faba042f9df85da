"""What all tests share: loopback servers, certificates, and one embedded server for the whole run."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, find, settings, strategies

from tests.support.both import Both
from tests.support.dealing import dealt
from tests.support.fixtures import *  # noqa: F403 -- this is how the fixtures are meant to be taken

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator


# How fast a busy machine makes examples, or tries one, says nothing about the tests.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is read before the first test stays to the end: to look through it for garbage, again and again, finds none.

    Hypothesis looks among what is not frozen for who holds its generator of random numbers, and warns where it finds
    nobody. From Python 3.14 on that is so when it makes the generator later; now it has one.
    """
    find(strategies.none(), lambda _: True, settings=settings(database=None))
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)  # when fixtures have grouped the tests that share them
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers begin with what takes longest, by the time that a test may take: else one ends it when all others rest."""
    if hasattr(config, "workerinput"):
        usual = float(config.getini("timeout"))
        items[:] = dealt(items, lambda item: _limit(item, usual), usual, config.workerinput["workercount"])


def _limit(item: pytest.Item, usual: float) -> float:
    return max((float(mark.args[0]) for mark in item.iter_markers("timeout")), default=usual)


@pytest.fixture(scope="session")
def goodmem_server_options() -> dict[str, Any]:
    """Every reply of the embedded server is judged by the document: one that breaks it is a 500."""
    return {"validate_responses": True}


@pytest.fixture(autouse=True, scope="session")
def _own_cache_of_jedi(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Processes that share jedi's cache read what another has not written to its end, and complete nothing."""
    if jedi := sys.modules.get("jedi.settings"):
        vars(jedi)["cache_directory"] = str(tmp_path_factory.mktemp("jedi"))


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine's own environment says about servers, keys, proxies and CAs must not decide a test."""
    for name in ("BASE_URL", "API_KEY", "VERIFY_SSL"):
        monkeypatch.delenv(f"GOODMEM_{name}", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=["sync", "async"])
def both(request: pytest.FixtureRequest) -> Iterator[Both]:
    """The same test with the synchronous and the asynchronous client."""
    with Both(is_async=request.param == "async") as driver:
        yield driver
