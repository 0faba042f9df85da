"""Where snapshots lie: all of them in one folder, `tests/__snapshots__/<folder of the test>/`, for a review to look at.

pytest is told so in `pyproject.toml`: `--snapshot-dirname` is the folder, seen from the root, and
`--snapshot-default-extension` is `ByArea`. `pytest --snapshot-update` writes all of them anew; one that nothing uses
fails.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syrupy.extensions.amber import AmberSnapshotExtension

if TYPE_CHECKING:
    from syrupy.location import PyTestLocation


class ByArea(AmberSnapshotExtension):
    """`tests/area/test_it.py` has its snapshots in `tests/__snapshots__/area/test_it.ambr`."""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        folder = Path(test_location.filepath).parent
        config = test_location.item.config
        # Asked of the run that the test belongs to: syrupy keeps the folder for the whole process, and a test that runs
        # pytest inside of it sets that anew.
        home = config.getoption("snapshot_dirname")
        up = os.path.relpath(config.rootpath, folder)
        area = os.path.relpath(folder, Path(folder, up, home).resolve().parent)
        # Spelled as a way from the test's own folder: where tests are chosen by a path, syrupy looks for that path in
        # the name of a snapshot's file, to find out whether it was to be used at all.
        return str(Path(folder, up, home, test_location.basename if area == "." else area))


class ByNamespace(ByArea):
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
