"""The helpers as pytest fixtures. In a `conftest.py`: `from tests.support.fixtures import *`.

Rules: a fixture that makes servers is a factory, so that a test can have several; all are stopped when the test ends,
and a stub server that was asked something unscripted fails it.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.support.proxy import FaultProxy
from tests.support.server import StubServer
from tests.support.tls import Authority

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from tests.support.proxy import Plan

__all__ = ["MakeProxy", "MakeServer", "authority", "fault_proxy", "stub", "stub_server"]


class MakeServer(Protocol):
    def __call__(self, *, tls: ssl.SSLContext | None = None, patience: float = 10.0) -> StubServer: ...


class MakeProxy(Protocol):
    def __call__(self, upstream: str, plan: Plan) -> FaultProxy: ...


@pytest.fixture
def stub_server() -> Iterator[MakeServer]:
    """Makes stub servers."""
    with ExitStack() as stack:
        yield lambda *, tls=None, patience=10.0: stack.enter_context(StubServer(tls=tls, patience=patience))


@pytest.fixture
def stub() -> Iterator[StubServer]:
    """One stub server on plain HTTP."""
    with StubServer() as server:
        yield server


@pytest.fixture
def fault_proxy() -> Iterator[MakeProxy]:
    """Makes fault-injecting proxies."""
    with ExitStack() as stack:
        yield lambda upstream, plan: stack.enter_context(FaultProxy(upstream, plan))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A certificate authority for the whole run."""
    return Authority(tmp_path_factory.mktemp("authority"))
