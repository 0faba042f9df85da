"""Snapshots in one file for each namespace, so that a review reads what changed where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.snapshots import ByNamespace

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(ByNamespace)
