"""What the tests of reliability share: pauses that a test can afford, and answers that the document allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import _retry
from tests.examples import bundled

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between attempts are tested where they are computed; elsewhere they only cost time."""
    monkeypatch.setattr(_retry, "FIRST_DELAY", 0.002)


@pytest.fixture
def resource() -> Callable[..., dict[str, Any]]:
    """A resource as the server shows it: `resource("Space", spaceId=…)`."""

    def make(schema: str, **members: Any) -> dict[str, Any]:
        return {**bundled().value({"$ref": f"#/components/schemas/{schema}"}), **members}

    return make
