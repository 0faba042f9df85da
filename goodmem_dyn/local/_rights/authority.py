"""What a caller may do: rules merged by right, asked about one resource, about all rows of a list, about other rules.

Rules this module keeps:

- Rights add up: those of roles, of grants to a principal, of grants to everybody, and of ownership. A key's ceiling
  cuts them; it gives nothing.
- A target is what is acted on: its kind, its id, its owner, and the space that it is a member of.
- Pure: no database. The answer for a row and the SQL for a list are made of the same rules.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn.local._rights import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn.local._rights.table import Rule


class Target(NamedTuple):
    """What is acted on.

    Attributes:
        kind: its kind.
        key: its id; empty for the instance, None for what has none yet, or stands for all members of a space.
        owner: principal that owns it, or would.
        container: the space that it is a member of.
        is_public: whether every user may read it.
    """

    kind: str
    key: str | None
    owner: str | None = None
    container: str | None = None
    is_public: bool = False


@dataclass
class Reach:
    """How far one right reaches."""

    anything: bool = False
    own: bool = False
    exact: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)

    def covers(self, target: Target, subject: str) -> bool:
        """Whether a target is within it."""
        return (
            self.anything
            or (self.own and target.owner == subject)
            or (target.key is not None and target.key in self.exact)
            or (target.container is not None and target.container in self.members)
        )


class Columns(NamedTuple):
    """Where a list finds what rights are asked of: SQL expressions for id, owner, space, and the mark of the public."""

    key: str
    owner: str
    container: str | None = None
    public: str | None = None


def merge(rules: Iterable[Rule]) -> dict[str, Reach]:
    """Rules by right."""
    reaches: dict[str, Reach] = {}
    for rule in rules:
        reach = reaches.setdefault(rule.right, Reach())
        if rule.selector == "ANY":
            reach.anything = True
        elif rule.selector == "OWN":
            reach.own = True
        elif rule.selector == "EXACT":
            reach.exact.add(rule.resource or "")
        else:
            reach.members.add(rule.resource or "")
    return reaches


@dataclass(frozen=True)
class Authority:
    """What a principal may do with a key.

    Attributes:
        subject: the principal.
        instance_owner: principal that owns the instance.
        rights: right → how far it reaches, without the ceiling.
        ceiling: the most that the key may do; None for a key that may do what its subject may.
    """

    subject: str
    instance_owner: str
    rights: Mapping[str, Reach]
    ceiling: Mapping[str, Reach] | None = None

    def allows(self, right: str, target: Target) -> bool:
        """Whether a right is there for a target."""
        own = self.rights.get(right)
        is_granted = own is not None and own.covers(target, self.subject)
        if not is_granted and not (target.is_public and right in table.names("public")):
            return False
        if self.ceiling is None:
            return True
        most = self.ceiling.get(right)
        return most is not None and most.covers(target, self.subject)

    def instance(self, right: str) -> Target:
        """The instance as the target of a right; for some lists and new things, the caller's own is in question.

        Of all others the owner is that of the instance, so that no right to one's own reaches the instance.
        """
        owner = self.subject if right in table.names("asked_of_ones_own") else self.instance_owner
        return Target(table.INSTANCE, "", owner)

    def covers(self, rule: Rule, target: Target | None) -> bool:
        """Whether another rule, as of a ceiling, gives no more than there is; `target` is its resource, if it has one.

        What might be more is not covered.
        """
        if target is not None:
            return self.allows(rule.right, target)
        layers = (self.rights,) if self.ceiling is None else (self.rights, self.ceiling)
        reaches = [layer.get(rule.right) for layer in layers]
        if rule.selector == "ANY":
            return all(reach is not None and reach.anything for reach in reaches)
        if rule.selector == "OWN":
            return all(reach is not None and (reach.anything or reach.own) for reach in reaches)
        return False

    def condition(self, rights: Iterable[str], columns: Columns) -> tuple[str, list[Any]]:
        """The rows of a list for which all of `rights` are there, as SQL with its values."""
        clauses: list[str] = []
        values: list[Any] = []
        for right in rights:
            public = columns.public if right in table.names("public") else None
            for layer in (self.rights, self.ceiling):
                if layer is None:
                    continue
                clause, bound = self._reached(layer.get(right), columns, public if layer is self.rights else None)
                clauses.append(clause)
                values += bound
        return " AND ".join(f"({clause})" for clause in clauses) or "1", values

    def _reached(self, reach: Reach | None, columns: Columns, public: str | None) -> tuple[str, list[Any]]:
        if reach is not None and reach.anything:
            return "1", []
        ways: list[str] = [public] if public else []
        values: list[Any] = []
        if reach is not None and reach.own:
            ways.append(f"{columns.owner} = ?")
            values.append(self.subject)
        for column, keys in ((columns.key, reach and reach.exact), (columns.container, reach and reach.members)):
            if column and keys:
                ways.append(f"{column} IN (SELECT value FROM json_each(?))")
                values.append(json.dumps(sorted(keys)))
        return " OR ".join(ways) or "0", values
