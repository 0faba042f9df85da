"""pytest fixture: retrieval quality against a baseline that is committed beside the questions.

```python
def test_retrieval_stays_as_good(goodmem_quality, client, space_id):
    goodmem_quality("questions.json", client.memories.retrieve, space_ids=[space_id])
```

`pytest --goodmem-update-baseline` writes the baselines anew. Rules this module keeps: it is found by pytest through its
entry point, and imports nothing but pytest until the fixture is used; a missing baseline fails, it is never made
unasked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from goodmem_dyn.testing.quality import Measurement

OPTION = "--goodmem-update-baseline"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that writes baselines."""
    parser.getgroup("goodmem").addoption(
        OPTION, action="store_true", help="write the baselines of retrieval quality anew"
    )


class QualityCheck:
    """Checks retrieval against baselines; called with a file of questions.

    Args:
        folder: Where relative paths begin: the folder of the test.
        update: Whether baselines are written rather than compared with.
    """

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder, self._update = folder, update

    def __call__(
        self,
        questions: str | os.PathLike[str],
        retrieve: Callable[..., Any],
        *,
        baseline: str | os.PathLike[str] | None = None,
        k: int = 10,
        by: str = "memory_id",
        drop: float = 0.0,
        **arguments: Any,
    ) -> Measurement:
        """Measure, and fail the test with a report where retrieval got worse.

        Args:
            questions: The file of questions, from the folder of the test.
            retrieve: The method of a `Goodmem` that retrieves.
            baseline: The baseline; beside the questions, with the ending `.baseline.json`, unless given.
            k: How many memories are looked at, 1 or more.
            by: How the questions name memories: `memory_id`, or `metadata.<member>`.
            drop: How far a mean may fall before that counts, 0 to 1.
            **arguments: What else to retrieve with, such as `space_ids`.

        Returns:
            What was measured.

        Raises:
            InvalidRequestError: A file is not as it should be.
        """
        from goodmem_dyn.testing import quality

        path = self._folder / questions
        kept = self._folder / baseline if baseline is not None else path.with_suffix(".baseline.json")
        measured = quality.measure(quality.load(path), retrieve, k=k, by=by, **arguments)
        if self._update:
            quality.write_baseline(measured, kept)
        elif not kept.exists():
            pytest.fail(f"There is no baseline {kept}: run pytest {OPTION} once, and commit it.", pytrace=False)
        else:
            comparison = quality.compare(measured, quality.read_baseline(kept), drop=drop)
            if comparison.is_worse:
                pytest.fail(f"{comparison}\nIf that is meant to be so, run pytest {OPTION}.", pytrace=False)
        return measured


@pytest.fixture
def goodmem_quality(request: pytest.FixtureRequest) -> QualityCheck:
    """Checks that retrieval is not worse than its baseline."""
    return QualityCheck(Path(request.path).parent, update=bool(request.config.getoption(OPTION)))
