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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tools.diff.bases import SCHEMAS, laid_out
from tools.diff.judge import arrange, judge, surface_finding, used
from tools.diff.keywords import say
from tools.diff.model import Doc, Event, Finding, Severity, Unit, split
from tools.diff.operations import qualnames
from tools.diff.sweep import is_set, unexplained
from tools.diff.walk import DocumentWalk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.diff.operations import Names

Bump = Literal["major", "minor", "patch", "none"]


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
        return max((finding.wire for finding in self.findings), default=Severity.COMPATIBLE)

    @property
    def python(self) -> Severity:
        """The worst verdict on the Python surface."""
        return max((finding.python for finding in self.findings), default=Severity.COMPATIBLE)

    @property
    def bump(self) -> Bump:
        """Which part of a version from 1.0 on the change asks for; `next_version` knows what it means before."""
        if self.python is Severity.BREAKING:
            return "major"
        grown = any(finding.kind in _GROWTH for finding in self.findings)
        if grown or self.python is Severity.RISKY or self.wire is Severity.BREAKING:
            return "minor"
        return "patch" if self.findings else "none"

    def of(self, *kinds: str) -> list[Finding]:
        """The findings of some kinds."""
        return [finding for finding in self.findings if finding.kind in kinds]


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
    whole = laid_out(old, new)
    before, after = Doc(whole.old), Doc(whole.new)
    names = (qualnames(before.root.value), qualnames(after.root.value))
    walk = DocumentWalk(before, after, names, whole.bases)
    events = walk.run()
    events += _leftovers(walk, events, names[1])
    events += [
        Event("notation", Unit(name, "schema"), "", (SCHEMAS + name,), (SCHEMAS + name,)) for name in whole.names
    ]
    contexts = used([event.unit for event in events] + list(walk.units.values()))
    findings = [judge(event, contexts[id(event.unit)]) for event in events]
    findings += _names(walk, names, aliases or {})
    return Comparison(arrange(findings), _commit(before), _commit(after))


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


def _names(walk: DocumentWalk, names: tuple[Names, Names], aliases: Mapping[str, str]) -> list[Finding]:
    """Namespaces that came or went. Methods are named where their operations are paired."""
    before, after = ({name.rpartition(".")[0] for name in side.values()} for side in names)
    findings = []
    for space in sorted(before ^ after):
        kind = "namespace.added" if space in after else "namespace.removed"
        findings.append(surface_finding(kind, space, space, ()))
    for old, new in walk.renamed:
        kind = "method.aliased" if aliases.get(old) == new else "method.renamed"
        findings.append(surface_finding(kind, old, old.rpartition(".")[0], (new,), new=new))
    return findings


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
                "kind": finding.kind,
                "subject": finding.subject,
                "headline": finding.headline,
                "namespace": finding.namespace,
                "operations": list(finding.operations),
                "rules": [rule._asdict() for rule in finding.rules],
                "wire": str(finding.wire),
                "python": str(finding.python),
                "old": list(finding.old),
                "new": list(finding.new),
            }
            for finding in comparison.findings
        ],
    }


def dumps(comparison: Comparison) -> str:
    """The comparison as JSON text."""
    return json.dumps(as_json(comparison), indent=2, ensure_ascii=False) + "\n"


__all__ = ["Comparison", "as_json", "compare", "dumps", "next_version", "surface_finding"]
