"""Snapshots in one file for each namespace, so that a review reads what changed where.

`pytest tests/surface --snapshot-update` writes all of them anew from the bundled document; one that nothing uses fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from syrupy.extensions.amber import AmberSnapshotExtension

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.location import PyTestLocation


class ByNamespace(AmberSnapshotExtension):
    """`test_surface[memories.create]` of `test_surface.py` goes to `test_surface/memories.ambr`."""

    @classmethod
    def get_location(cls, *, test_location: PyTestLocation, index: Any) -> str:
        _, bracket, rest = (test_location.nodename or "").partition("[")
        if not bracket:
            return str(super().get_location(test_location=test_location, index=index))
        namespace = rest.rstrip("]").partition(".")[0]
        return str(Path(cls.dirname(test_location=test_location), test_location.basename, f"{namespace}.ambr"))

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        path = Path(snapshot_location)
        return test_location.basename in (path.stem, path.parent.name) and test_location.matches_snapshot_site(
            snapshot_location
        )


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(ByNamespace)
