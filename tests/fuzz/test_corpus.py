"""What fuzzing found once stays mended: the corpus, the seeds, and a second of each target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fuzz.__main__ import CORPUS, fuzz
from tests.fuzz.targets import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable

TARGETS = pytest.mark.parametrize("target", list(SEEDS), ids=lambda one: one.__name__)


@TARGETS
def test_the_corpus(target: Callable[[bytes], None]) -> None:
    for data in [*SEEDS[target], *(path.read_bytes() for path in sorted(CORPUS.glob(f"{target.__name__}-*")))]:
        target(data)


@TARGETS
def test_a_second_of_each(target: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]) -> None:
    tried, kinds = fuzz(target, 1.0, seed=1)
    assert (tried > 0, kinds) == (True, 0), capsys.readouterr().out
