"""Exactly once, exhaustively: every operation, on every sequence of up to five outcomes; and planted faults are found."""

from __future__ import annotations

import importlib
import sys
import time
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import Goodmem
from goodmem_dyn._calls import call as call_module
from goodmem_dyn._calls import retry as retry_module
from tests.exhaustive.paths import KEY, RETRIES, Subject, Violation, explore, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def found() -> Iterator[list[Subject]]:
    with Goodmem(base_url="http://127.0.0.1:1", api_key=KEY) as client:
        yield list(subjects(client))


def one_of_each(found: list[Subject]) -> list[Subject]:
    """An operation of each kind that the flow can tell."""
    return list({subject.signature: subject for subject in found}.values())


@pytest.mark.timeout(180)
def test_every_path(found: list[Subject]) -> None:
    """Five outcomes for an operation of each kind; two for every operation, which shows that it is of its kind."""
    began = time.monotonic()
    kinds = {subject.signature: explore(subject, call_module.call, RETRIES + 1) for subject in one_of_each(found)}
    short = {subject.signature: explore(subject, call_module.call, 2) for subject in one_of_each(found)}
    for subject in found:
        explore(subject.without_deadline(), call_module.call, 2)
        assert explore(subject, call_module.call, 2) == short[subject.signature]
    paths = sum(kinds[subject.signature] for subject in found)
    seconds = time.monotonic() - began
    sys.stderr.write(
        f"\nEvery path of a call: {sum(kinds.values()):,} paths of up to {RETRIES + 1} outcomes through {len(kinds)} kinds "
        f"of operations, which are {paths:,} through all {len(found)}, in {seconds:.0f} s\n"
    )
    assert sum(kinds.values()) > 50_000
    assert len(found) > 50


FAULTS = [
    ("call", "ambiguous = ambiguous or error.sent", "ambiguous = ambiguous"),
    ("call", "ambiguous = ambiguous or response.status >= 500", "pass"),
    ("call", "attempt >= plan.policy.max_retries", "attempt > plan.policy.max_retries"),
    ("call", "plan.clock() + delay >= end", "False"),
    ("call", "left = None if end is None else end - started", "left = None if end is None else end - began"),
    ("call", "except APIConnectionError as error:", "except BaseException as error:"),
    ("call", "hide_text(error, plan.keys())", "pass"),
    ("call", "hide(error, hidden_values(", "(lambda *_: None)(error, hidden_values("),
    ("call", "            if response.is_success:\n", "            if response.status < 600:\n"),
    ("call", 'if response.status == 404 and plan.operation.http_method == "DELETE":', "if response.status == 404:"),
    ("call", "if not ambiguous:\n        raise error", "if True:\n        raise error"),
    ("call", "if outcome is not None:\n            return outcome", 'return Response(200, {}, b"{}")'),
    ("retry", "return not error.sent or operation.retry in", "return error.sent or operation.retry in"),
    ("retry", 'return not error.sent or operation.retry in {"safe", "client-id"}', "return True"),
    ("retry", 'if operation.retry == "never" or not error.retryable:', "if not error.retryable:"),
    ("retry", 'status not in RETRYABLE_STATUS or operation.retry == "never"', "status not in RETRYABLE_STATUS"),
    ("retry", "if status not in RETRYABLE_STATUS or", "if status < 400 or"),
    ("retry", 'return status == 503 and "retry-after" in headers', "return True"),
    ("retry", "return wanted if wanted <= MAX_RETRY_AFTER else None", "return wanted"),
    ("retry", "frozenset({425, 429})", "frozenset({425, 429, 500})"),
]


def source_of(module: types.ModuleType) -> str:
    assert module.__file__ is not None
    return Path(module.__file__).read_text(encoding="utf-8")


def with_fault(monkeypatch: pytest.MonkeyPatch, which: str, right: str, wrong: str) -> Any:
    """The function that makes the flow, out of modules one of which has a fault."""
    made: dict[str, types.ModuleType] = {}
    for module in (retry_module, call_module):
        name = module.__name__.rpartition(".")[2]
        text = source_of(module)
        if name == which:
            assert right in text, f"the place of the fault is gone: {right}"
            text = text.replace(right, wrong, 1)
        copied = types.ModuleType(module.__name__)
        monkeypatch.setitem(sys.modules, module.__name__, copied)
        exec(compile(text, f"<{name} with a fault>", "exec"), copied.__dict__)
        made[name] = copied
    policy = made["retry"].RetryPolicy
    run = made["call"].call

    def call(plan: Any) -> Any:
        plan.policy = policy(plan.policy.max_retries, plan.policy.deadline, plan.policy.random)
        return run(plan)

    return call


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("which", "right", "wrong"), FAULTS)
def test_a_planted_fault_is_found(
    found: list[Subject], monkeypatch: pytest.MonkeyPatch, which: str, right: str, wrong: str
) -> None:
    call = with_fault(monkeypatch, which, right, wrong)
    with pytest.raises(Violation):
        try_all(found, call)


def try_all(found: list[Subject], call: Any) -> None:
    for deepest in (1, 2, 3, RETRIES + 1):
        for subject in one_of_each(found):
            explore(subject, call, deepest)
            explore(subject.without_deadline(), call, min(deepest, 2))


def test_without_a_fault_none_is_found(found: list[Subject], monkeypatch: pytest.MonkeyPatch) -> None:
    """The copies are judged as the modules are, so that what is found above is the fault."""
    call = with_fault(monkeypatch, "neither", "", "")
    for subject in one_of_each(found):
        explore(subject, call, 3)
    assert importlib.import_module(retry_module.__name__) is not retry_module
