"""What changed between two documents of the server: a list of findings and two verdicts.

Rules:

- Every difference between the two documents is explained by at least one finding, however odd it is.
- One change is one finding: a schema that twenty operations share changes once, and the finding names the twenty.
- The wire verdict is oasdiff's; the Python verdict is what the change means to code that calls this package. Both are
  read off diff_rules.yaml; none is decided here.
- The suggested version follows the Python verdict, since the client absorbs what it can. A wire change that breaks
  other clients still counts as more than a patch, because an old package and a new server no longer agree.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from tools.diff_keywords import say
from tools.diff_model import Doc, Event, Finding, Node, Rule, Severity, Unit, split
from tools.diff_operations import qualnames
from tools.diff_rules import OASDIFF, SPECS, Spec, level
from tools.diff_sweep import is_set, unexplained
from tools.diff_walk import DocumentWalk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tools.diff_model import Direction
    from tools.diff_operations import Names

Bump = Literal["major", "minor", "patch", "none"]
Context = tuple[str, "Direction | None", str]
"""An operation that a change touches, the direction, and the role there: body, property, parameter, …"""

_VERDICTS = {"B": Severity.BREAKING, "R": Severity.RISKY, "C": Severity.COMPATIBLE}
_INSIDE = {"body": "property", "parameter": "parameter-property", "header": "header-property"}


@dataclass(frozen=True)
class Comparison:
    """What changed, judged.

    Attributes:
        findings: Sorted: the worst first, then by namespace and place.
        old_commit: The server's commit of the old document, or an empty string.
        new_commit: The server's commit of the new document, or an empty string.
    """

    findings: tuple[Finding, ...]
    old_commit: str = ""
    new_commit: str = ""

    @property
    def wire(self) -> Severity:
        """The worst wire verdict."""
        return max((one.wire for one in self.findings), default=Severity.COMPATIBLE)

    @property
    def python(self) -> Severity:
        """The worst verdict on the Python surface."""
        return max((one.python for one in self.findings), default=Severity.COMPATIBLE)

    @property
    def bump(self) -> Bump:
        """Which part of a version from 1.0 on the change asks for; `next_version` knows what it means before."""
        if self.python is Severity.BREAKING:
            return "major"
        grown = any(one.kind in _GROWTH for one in self.findings)
        if grown or self.python is Severity.RISKY or self.wire is Severity.BREAKING:
            return "minor"
        return "patch" if self.findings else "none"

    def of(self, *kinds: str) -> list[Finding]:
        """The findings of some kinds."""
        return [one for one in self.findings if one.kind in kinds]


QUIET = frozenset({"docs", "notation"})
"""Kinds that touch no caller."""

_GROWTH = frozenset(
    {
        "operation.added",
        "parameter.added",
        "parameter.added-to-path",
        "property.added",
        "schema.added",
        "namespace.added",
    }
    | {"body.added", "body-media.added", "reply-media.added", "enum-value.added", "argument.added", "class.added"}
)


def next_version(version: str, bump: Bump) -> str:
    """The version to release.

    Args:
        version: The present one, such as `0.1.0`.
        bump: What the change asks for.

    Returns:
        From 1.0 on, plain semantic versioning. Before, a breaking change raises the second number and everything else
        the third, so that `~=0.1.0` never installs a breaking change.

    Example:
        >>> next_version("0.1.4", "major"), next_version("0.1.4", "minor"), next_version("1.2.3", "minor")
        ('0.2.0', '0.1.5', '1.3.0')
    """
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    if bump == "none":
        return version
    if major == 0:
        return f"0.{minor + 1}.0" if bump == "major" else f"0.{minor}.{patch + 1}"
    if bump == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if bump == "minor" else f"{major}.{minor}.{patch + 1}"


def compare(old: Mapping[str, Any], new: Mapping[str, Any], aliases: Mapping[str, str] | None = None) -> Comparison:
    """Compare two OpenAPI documents.

    Args:
        old: The document so far, upstream or effective, as parsed JSON.
        new: The document to come.
        aliases: Old method name → new one, for names that stay as deprecated aliases.

    Returns:
        Every change, judged twice.

    Example:
        >>> compare({"openapi": "3.1.0"}, {"openapi": "3.1.0"}).bump
        'none'
    """
    before, after = Doc(dict(old)), Doc(dict(new))
    names = (qualnames(before.root.value), qualnames(after.root.value))
    walk = DocumentWalk(before, after, names)
    events = walk.run()
    events += _leftovers(walk, events, names[1])
    contexts = _contexts([event.unit for event in events] + list(walk.units.values()))
    findings = [_judge(event, contexts[id(event.unit)]) for event in events]
    findings += _names(walk, names, aliases or {})
    merged = _merge(findings)
    merged.sort(key=lambda one: (-one.python, -one.wire, one.namespace, one.subject, one.kind))
    return Comparison(tuple(merged), _commit(before), _commit(after))


def _commit(doc: Doc) -> str:
    info = doc.root.get("info")
    commit = info.get("x-goodmem-commit") if info else None
    return commit.value if commit and isinstance(commit.value, str) else ""


def _leftovers(walk: DocumentWalk, events: list[Event], names: Names) -> list[Event]:
    old_claims = {at for event in events for at in event.old}
    new_claims = {at for event in events for at in event.new}
    left = []
    for old, new, order in unexplained(walk.old.root, walk.new.root, old_claims, new_claims):
        place = new or old
        if place is None:
            continue
        unit, where = _owner(walk, place.at, names)
        kind = (
            "notation"
            if order and is_set(place)
            else f"unknown.{'changed' if old and new else 'added' if new else 'removed'}"
        )
        values = {"old": say(old.value) if old else "", "new": say(new.value) if new else ""}
        left.append(Event(kind, unit, where, (old.at,) if old else (), (new.at,) if new else (), values))
    return left


def _owner(walk: DocumentWalk, at: str, names: Names) -> tuple[Unit, str]:
    """Whose place this is: an operation's, a component's, or the document's."""
    keys = split(at)
    if keys[0] == "paths" and len(keys) > 2 and (keys[2], keys[1]) in names:
        name = names[keys[2], keys[1]]
        return Unit(name, "operation", operation=name), " at " + "/".join(keys[3:])
    if keys[0] == "components" and len(keys) > 3:
        prefix = "/" + "/".join(at.split("/")[1:4])
        unit = walk.units.get((prefix, prefix))
        if unit is not None:
            return unit, " at " + "/".join(keys[3:])
    return walk.document, " at " + at


def _contexts(units: Iterable[Unit]) -> dict[int, set[Context]]:
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
    found: dict[int, set[Context]] = {key: set() for key in known}
    queue: deque[tuple[Unit, Context]] = deque(
        (unit, (unit.operation, None, "")) for unit in known.values() if unit.operation is not None
    )
    while queue:
        unit, context = queue.popleft()
        if context in found[id(unit)]:
            continue
        found[id(unit)].add(context)
        for child, role in children[id(unit)]:
            operation, direction, place = context
            if isinstance(role, tuple):
                direction, place = role
            elif role == "inside":
                place = _INSIDE.get(place, place)
            queue.append((child, (operation, direction, place)))
    return found


def _judge(event: Event, contexts: set[Context]) -> Finding:
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
    python = max(_VERDICTS[letters[one]] for one in directions or letters)
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
    required = "required" if event.kind.endswith("-required") else "optional"
    found = []
    for candidates in spec.rules.split():
        names = [one.format(d=direction or "", r=role, q=required).strip("-") for one in candidates.split("|")]
        if event.access:
            names = [one.replace("property", f"{event.access}-property", 1) for one in names] + names
        rule = next((one for one in names if one in OASDIFF), None)
        rule = rule or "x-" + candidates.split("|")[0].format(d=direction or "", r=role, q=required).strip("-")
        # A rule that names its direction in the table is judged in that direction, wherever it is used.
        judged = direction or ("response" if rule.startswith(("response-", "x-response-")) else None)
        found.append(Rule(rule, level(rule, judged, spec.effect), judged))
    return found


def _namespace(unit: Unit, operations: list[str]) -> str:
    spaces = {name.rpartition(".")[0] for name in operations}
    if len(spaces) == 1:
        return spaces.pop()
    if spaces:
        return "(several)"
    return "(schemas)" if unit.kind == "schema" else "(document)"


def _names(walk: DocumentWalk, names: tuple[Names, Names], aliases: Mapping[str, str]) -> list[Finding]:
    """Namespaces that came or went. Methods are named where their operations are paired."""
    before, after = ({name.rpartition(".")[0] for name in side.values()} for side in names)
    found = []
    for space in sorted(before ^ after):
        kind = "namespace.added" if space in after else "namespace.removed"
        found.append(surface_finding(kind, space, space, ()))
    for old, new in walk.renamed:
        kind = "method.aliased" if aliases.get(old) == new else "method.renamed"
        found.append(surface_finding(kind, old, old.rpartition(".")[0], (new,), new=new))
    return found


def surface_finding(kind: str, subject: str, namespace: str, operations: tuple[str, ...], **values: str) -> Finding:
    """A change that only the Python surface shows."""
    spec = SPECS[kind]
    headline = spec.headline.format_map(defaultdict(str, values))
    return Finding(kind, subject, headline, namespace, operations, (), Severity.COMPATIBLE, _VERDICTS[spec.python[0]])


def _merge(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each thing that happened at each place; prose and notation are one for each owner."""
    merged: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        key = (one.kind, one.subject, "" if one.kind in QUIET else one.headline)
        first = merged.get(key)
        merged[key] = one if first is None else _both(first, one)
    return list(merged.values())


def _both(first: Finding, one: Finding) -> Finding:
    return replace(
        first,
        namespace=first.namespace if first.namespace == one.namespace else "(several)",
        operations=tuple(sorted({*first.operations, *one.operations})),
        rules=(*first.rules, *(rule for rule in one.rules if rule not in first.rules)),
        wire=max(first.wire, one.wire),
        python=max(first.python, one.python),
        old=(*first.old, *(at for at in one.old if at not in first.old)),
        new=(*first.new, *(at for at in one.new if at not in first.new)),
    )


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON values, in a stable order."""
    return {
        "from": comparison.old_commit,
        "to": comparison.new_commit,
        "wire": str(comparison.wire),
        "python": str(comparison.python),
        "bump": comparison.bump,
        "findings": [
            {
                "kind": one.kind,
                "subject": one.subject,
                "headline": one.headline,
                "namespace": one.namespace,
                "operations": list(one.operations),
                "rules": [rule._asdict() for rule in one.rules],
                "wire": str(one.wire),
                "python": str(one.python),
                "old": list(one.old),
                "new": list(one.new),
            }
            for one in comparison.findings
        ],
    }


def dumps(comparison: Comparison) -> str:
    """The comparison as JSON text."""
    return json.dumps(as_json(comparison), indent=2, ensure_ascii=False) + "\n"


__all__ = ["Comparison", "Node", "as_json", "compare", "dumps", "next_version", "surface_finding"]
