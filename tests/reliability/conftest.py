"""What the tests of reliability share: pauses that a test can afford, and answers that the document allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn._calls import retry
from tests.support import replies
from tests.support.both import Both
from tests.support.examples import UUID, bundled
from tests.support.server import StubServer

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True, scope="session")
def _warm() -> None:
    """The first call of a process imports much; no test of time is to measure that."""
    answer = replies.chunked(replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}]))
    with StubServer() as server:
        server.on("POST", "/v1/memories:retrieve", answer)
        for is_async in (False, True):
            with Both(is_async=is_async) as both:
                client = both.client(base_url=server.url, deadline=30)
                with both.open(client.memories.retrieve(message="m", space_ids=[UUID])) as stream:
                    both.list(stream)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between attempts are tested where they are computed; elsewhere they only cost time."""
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.002)


@pytest.fixture
def resource() -> Callable[..., dict[str, Any]]:
    """A resource as the server shows it: `resource("Space", spaceId=…)`."""

    def make(schema: str, **members: Any) -> dict[str, Any]:
        return {**bundled().value({"$ref": f"#/components/schemas/{schema}"}), **members}

    return make
