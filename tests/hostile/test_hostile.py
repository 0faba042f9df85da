"""The same in the suite, with few examples; `make hostile MINUTES=60` tries on."""

from __future__ import annotations

import sys

import pytest

from tests.hostile.__main__ import CORPUS
from tests.support.limited import limited

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")


def test_every_call_ends_in_bounds() -> None:
    ended = limited(
        """
        import sys
        sys.argv[1:] = ["--examples", "25", "--seed", "1"]
        from tests.hostile.__main__ import main
        main()
        """,
        seconds=110,
        mebibytes=3072,
    )
    assert ended.output.strip().endswith(": 0 out of bounds"), ended.output


def test_what_was_found_is_mended() -> None:
    ended = limited(
        """
        import json
        from pathlib import Path
        from tests.hostile.__main__ import Trials
        trials = Trials()
        for path in GIVEN["paths"]:
            trials.run(**json.loads(Path(path).read_text()))
        print("all")
        """,
        seconds=110,
        mebibytes=3072,
        paths=sorted(map(str, CORPUS.glob("*.json"))),
    )
    assert ended.output.strip() == "all"
