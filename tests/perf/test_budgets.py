"""The ratios to the published client that no change may lose, measured small and quickly.

A ratio is measured in more rounds the nearer it is to its budget: one far below it is believed after the first, and one
over it only after fifteen. Other work on the machine can spoil a measurement, but a client that became slow stays slow.
Budgets leave room over the goals of docs/performance.md, because small sizes weigh fixed costs more.
"""

from __future__ import annotations

import pytest

from tools.bench import peers, run
from tools.bench.workloads import WORKLOADS

FAR_BELOW = 0.75
"""The share of a budget within which one round is believed. Rounds vary, but seldom by as much."""

QUICK = [workload for workload in WORKLOADS if workload.quick is not None]


@pytest.fixture(autouse=True)
def _peers():
    for name in ("official", "ours"):
        try:
            peers.interpreter(name)
        except peers.PeerUnavailableError as error:
            pytest.skip(str(error))


@pytest.mark.timeout(400)  # the first test may have to make the environments of both clients
@pytest.mark.parametrize("workload", QUICK, ids=[workload.name for workload in QUICK])
def test_the_ratio_to_the_published_client_stays_in_its_budget(workload):
    assert workload.budget is not None, "what a quick run measures has a budget"
    for rounds, enough in ((1, FAR_BELOW), (3, 1.0), (7, 1.0), (15, 1.0)):
        [row] = run.run(quick=True, only=[workload.name], rounds=rounds)
        if row.ratio() <= enough * workload.budget and not _broken(row):
            break
    assert row.ratio() <= workload.budget, f"{row.title}: {row.values('ours')} against {row.values('official')}"
    assert not _broken(row)


def _broken(row: run.Row) -> list[str]:
    """The absolute limits that more than every other round broke."""
    measured = [(limit, row.value("ours", limit.figure)) for limit in row.workload.limits]
    return [f"{limit.text}: {value}" for limit, value in measured if value is not None and value > limit.most]
