"""Judges events: where each is used, which rules fire there, and what it means to callers.

Rules: the table decides, never the code here; a schema is judged in every direction and role in which an operation uses
it; findings of one kind at one place are one finding.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tools.diff.keywords import say
from tools.diff.model import Event, Finding, Rule, Severity, Unit
from tools.diff.rules import OASDIFF, SPECS, Spec, level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tools.diff.model import Direction

Context = tuple[str, "Direction | None", str]
"""An operation that a change touches, the direction, and the role there: body, property, parameter, …"""

QUIET = frozenset({"docs", "notation"})
"""Kinds that touch no caller: one finding for each owner says it."""

_VERDICTS = {"B": Severity.BREAKING, "R": Severity.RISKY, "C": Severity.COMPATIBLE}
_INSIDE = {"body": "property", "parameter": "parameter-property", "header": "header-property"}


def used(units: Iterable[Unit]) -> dict[int, set[Context]]:
    """Where each unit is used: found by following what refers to it, down from the operations."""
    known: dict[int, Unit] = {}
    todo = deque(units)
    while todo:
        unit = todo.popleft()
        if id(unit) not in known:
            known[id(unit)] = unit
            todo.extend(parent for parent, _ in unit.parents)
    children: dict[int, list[tuple[Unit, Any]]] = defaultdict(list)
    for unit in known.values():
        for parent, role in unit.parents:
            children[id(parent)].append((unit, role))
    contexts: dict[int, set[Context]] = {key: set() for key in known}
    queue: deque[tuple[Unit, Context]] = deque(
        (unit, (unit.operation, None, "")) for unit in known.values() if unit.operation is not None
    )
    while queue:
        unit, context = queue.popleft()
        if context in contexts[id(unit)]:
            continue
        contexts[id(unit)].add(context)
        for child, role in children[id(unit)]:
            operation, direction, place = context
            if isinstance(role, tuple):
                direction, place = role
            elif role == "inside":
                place = _INSIDE.get(place, place)
            queue.append((child, (operation, direction, place)))
    return contexts


def judge(event: Event, contexts: set[Context]) -> Finding:
    """The finding that an event is, given where its unit is used."""
    spec = SPECS[event.kind]
    inside = bool(event.where)
    uses = {(direction, _INSIDE.get(role, role) if inside else role) for _, direction, role in contexts}
    schema = event.unit.kind == "schema"
    rules: list[Rule] = []
    for direction, role in sorted(uses or {(None, "")}, key=str):
        if schema and direction is None and "{d}" in spec.rules:
            continue
        rules += [rule for rule in _rules(spec, event, direction, role) if rule not in rules]
    wire = max((rule.severity for rule in rules), default=Severity.COMPATIBLE)
    directions = {direction for direction, _ in uses if direction}
    letters = {"request": spec.python[0], "response": spec.python[1]}
    # What no operation uses is still a class that somebody may import.
    python = max(_VERDICTS[letters[direction]] for direction in directions or letters)
    operations = sorted({operation for operation, _, _ in contexts})
    headline = spec.headline.format_map(
        defaultdict(str, {k: v if isinstance(v, str) else say(v) for k, v in event.values.items()})
    )
    return Finding(
        event.kind,
        event.unit.label + (event.where if event.kind not in QUIET else ""),
        headline,
        _namespace(event.unit, operations),
        tuple(operations),
        tuple(rules),
        wire,
        python,
        event.old,
        event.new,
    )


def _rules(spec: Spec, event: Event, direction: Direction | None, role: str) -> list[Rule]:
    """The rules that fire for one use: oasdiff's where it has one."""
    required = "required" if event.values.get("required") else "optional"
    rules = []
    for candidates in spec.rules.split():
        names = [
            candidate.format(d=direction or "", r=role, q=required).strip("-") for candidate in candidates.split("|")
        ]
        if event.access:
            names = [name.replace("property", f"{event.access}-property", 1) for name in names] + names
        rule = next((name for name in names if name in OASDIFF), None)
        rule = rule or "x-" + candidates.split("|")[0].format(d=direction or "", r=role, q=required).strip("-")
        # A rule that names its direction in the table is judged in that direction, wherever it is used.
        judged = direction or ("response" if rule.startswith(("response-", "x-response-")) else None)
        is_absent = (judged, event.access) in {("request", "read-only"), ("response", "write-only")}
        rules.append(Rule(rule, "INFO" if is_absent else level(rule, judged, spec.effect), judged))
    return rules


def _namespace(unit: Unit, operations: list[str]) -> str:
    spaces = {name.rpartition(".")[0] for name in operations}
    if len(spaces) == 1:
        return spaces.pop()
    if spaces:
        return "(several)"
    return "(schemas)" if unit.kind == "schema" else "(document)"


def surface_finding(kind: str, subject: str, namespace: str, operations: tuple[str, ...], **values: str) -> Finding:
    """A change that only the Python surface shows."""
    spec = SPECS[kind]
    headline = spec.headline.format_map(defaultdict(str, values))
    return Finding(kind, subject, headline, namespace, operations, (), Severity.COMPATIBLE, _VERDICTS[spec.python[0]])


def arrange(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings merged and sorted: the worst first, then by namespace and place."""
    return tuple(
        sorted(
            _merge(findings),
            key=lambda finding: (
                -finding.python,
                -finding.wire,
                finding.namespace,
                finding.subject,
                finding.kind,
                finding.headline,
            ),
        )
    )


def _merge(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each thing that happened at each place; prose and notation are one for each owner."""
    merged: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        key = (finding.kind, finding.subject, "" if finding.kind in QUIET else finding.headline)
        first = merged.get(key)
        merged[key] = finding if first is None else _both(first, finding)
    return list(merged.values())


def _both(first: Finding, second: Finding) -> Finding:
    return replace(
        first,
        namespace=first.namespace if first.namespace == second.namespace else "(several)",
        operations=tuple(sorted({*first.operations, *second.operations})),
        rules=(*first.rules, *(rule for rule in second.rules if rule not in first.rules)),
        wire=max(first.wire, second.wire),
        python=max(first.python, second.python),
        old=(*first.old, *(at for at in second.old if at not in first.old)),
        new=(*first.new, *(at for at in second.new if at not in first.new)),
    )
