"""Compares two documents from the top: what they say of themselves, their operations, their components.

Rules:

- An operation is the same one when its method and path are (whatever the path's variables are called), or its operation
  id is, or its place in the client is. Everything else came or went.
- Parameters of a path count as those of each of its operations. A parameter whose Python name stays is one parameter.
- What these walks do not know is left to the sweep, which reports every difference that nobody claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.diff.carriers import CarrierWalk
from tools.diff.core import DOCS, same
from tools.diff.keywords import say
from tools.diff.members import hint, lookalikes
from tools.diff.model import Doc, Event, Node, Unit
from tools.diff.operations import Operation, match_operations, match_parameters

if TYPE_CHECKING:
    from tools.diff.carriers import Compare
    from tools.diff.operations import Names

_KINDS = {"parameters": "parameter", "responses": "reply", "requestBodies": "request body", "headers": "header"}


class DocumentWalk(CarrierWalk):
    """Walks both documents side by side.

    Attributes:
        renamed: Methods that are called otherwise now: old name, new name.
    """

    def __init__(self, old: Doc, new: Doc, names: tuple[Names, Names], bases: frozenset[str] = frozenset()) -> None:
        super().__init__(old, new)
        self.bases = bases
        self.names = names
        self.document = Unit("document", "document")
        self.renamed: list[tuple[str, str]] = []
        self.arguments: dict[str, Unit] = {}

    def run(self) -> list[Event]:
        """Everything that differs."""
        self.top()
        self.operations()
        self.drain()
        self.components()
        self.drain()
        return self.events

    def top(self) -> None:
        old, new = self.old.root, self.new.root
        self.notes(old, new, self.document)
        a, b = old.get("info") or Node({}, "/info"), new.get("info") or Node({}, "/info")
        known = {"version": "version.changed", "x-goodmem-commit": "commit.changed"}
        for key in sorted({*dict(a.items()), *dict(b.items())}):
            was, now = a.get(key), b.get(key)
            if not (was and now and same(was.value, now.value)):
                self.emit(known.get(key, "docs"), Unit(f"info.{key}", "document"), was, now)
        for key, kind in (("openapi", "dialect.changed"), ("servers", "server.changed"), ("tags", "docs")):
            was, now = old.get(key), new.get(key)
            if (was or now) and not (was and now and same(was.value, now.value)):
                self.emit(kind, Unit(key, "document"), was, now)
        self.security(old, new, Unit("security", "document"), "global-security")
        was, now = old.get("webhooks"), new.get("webhooks")
        before, after = dict(was.items()) if was else {}, dict(now.items()) if now else {}
        for name in sorted(before.keys() ^ after.keys()):
            gone, come = before.get(name), after.get(name)
            kind = "webhook.added" if come else "webhook.removed"
            self.emit(kind, Unit(name, "webhook"), gone and (gone if now else was), come and (come if was else now))

    def security(self, old: Node, new: Node, unit: Unit, kind: str) -> None:
        """Alternatives that come or go; scopes of one that stays."""
        a, b = old.get("security"), new.get("security")
        if (a is None and b is None) or (a and b and same(a.value, b.value)):
            return
        before, after = _alternatives(a), _alternatives(b)
        for name in sorted({*before, *after}):
            if name not in before or name not in after:
                self.emit(
                    f"{kind}.{'added' if name in after else 'removed'}", unit, a, b, old=f"`{name}`", new=f"`{name}`"
                )
                continue
            for scope in sorted(before[name] ^ after[name]):
                event = f"{kind}-scope.{'added' if scope in after[name] else 'removed'}"
                self.emit(event, unit, a, b, old=f"`{scope}`", new=f"`{scope}`")
        if before == after:
            self.emit("notation", unit, a, b)

    def operations(self) -> None:
        pairs, gone, come = match_operations(self.old, self.new, self.names)
        for operation in gone:
            whole = operation.path not in (self.new.root.value.get("paths") or {})
            verb = ".removed-after-notice" if operation.deprecated else ".removed"
            kind = ("path" if whole else "operation") + verb
            at = operation.item if whole else operation.node
            self.emit(kind, _operation_unit(operation), at, None, old=f"`{operation.method.upper()} {operation.path}`")
        for operation in come:
            whole = operation.path not in (self.old.root.value.get("paths") or {})
            self.emit(
                "operation.added",
                _operation_unit(operation),
                None,
                operation.item if whole else operation.node,
                new=f"`{operation.method.upper()} {operation.path}`",
            )
        for old, new in pairs:
            self.operation(old, new)

    def operation(self, old: Operation, new: Operation) -> None:
        unit = _operation_unit(new)
        if old.name != new.name:
            self.renamed.append((old.name, new.name))
        whole = (
            old.item if old.path not in (self.new.root.value.get("paths") or {}) else old.node,
            new.item if new.path not in (self.old.root.value.get("paths") or {}) else new.node,
        )
        if old.shape != new.shape or old.method != new.method:
            texts = (f"`{operation.method.upper()} {operation.path}`" for operation in (old, new))
            self.emit("operation.moved", unit, *whole, **dict(zip(("old", "new"), texts, strict=True)))
        elif old.path != new.path:
            self.emit("notation", unit, *whole)
        a, b = old.node, new.node
        self.notes(a, b, unit)
        self.notes(old.item, new.item, unit)
        ids = (a.get("operationId"), b.get("operationId"))
        if any(ids) and not (ids[0] and ids[1] and ids[0].value == ids[1].value):
            kind = "operation.id" if all(ids) else "operation.id-added" if ids[1] else "operation.id-removed"
            self.emit(
                kind,
                unit,
                *ids,
                **{key: node and f"`{node.value}`" for key, node in zip(("old", "new"), ids, strict=True)},
            )
        self.tags(a.get("tags"), b.get("tags"), unit)
        self.flag("deprecated", a, b, unit, "operation.deprecated", "operation.reactivated")
        for holder in ((old.item, new.item), (a, b)):
            was, now = holder[0].get("servers"), holder[1].get("servers")
            if (was or now) and not (was and now and same(was.value, now.value)):
                self.emit("server.changed", unit, was, now, " servers")
        self.security(a, b, unit, "security")
        self.parameters(old, new, unit)
        self.body(a.get("requestBody"), b.get("requestBody"), unit)
        self.replies(a.get("responses"), b.get("responses"), unit)

    def tags(self, old: Node | None, new: Node | None, unit: Unit) -> None:
        a, b = (node.value if node and isinstance(node.value, list) else [] for node in (old, new))
        for tag in a:
            if tag not in b:
                self.emit("tag.removed", unit, old, new, old=f"`{tag}`")
        for tag in b:
            if tag not in a:
                self.emit("tag.added", unit, old, new, new=f"`{tag}`")

    def parameters(self, old: Operation, new: Operation, unit: Unit) -> None:
        """Pairs them by place and name, path variables by position, and the rest by Python name."""
        twins = match_parameters(old, new)
        alike = lookalikes(_schemas(self.old, old), _schemas(self.new, new))
        for key, (raw, inherited) in old.parameters.items():
            place, name = key
            owner = self.argument(unit, old, name, inherited)
            if key not in twins:
                value = self.old.follow(raw).value
                notice = isinstance(value, dict) and value.get("deprecated") is True
                kind = "parameter.removed-after-notice" if notice else "parameter.removed"
                self.emit(kind, owner, _place(raw, old, new, inherited), None, place=place, hint=hint(alike.get(name)))
                continue
            other = new.parameters[twins[key]][0]
            if twins[key] != key:
                stays = old.argument(name) == new.argument(twins[key][1])
                self.renamed_parameter(key, twins[key], raw, other, owner, stays=stays)
            label = f"{new.path if inherited else unit.label}({twins[key][1]})"
            self.carrier(raw, other, unit, label, "parameter", self.parameter)
        for key, (raw, inherited) in new.parameters.items():
            if key in twins.values():
                continue
            place, name = key
            value = self.new.follow(raw).value
            required = isinstance(value, dict) and value.get("required") is True
            kind = "parameter.added" + ("-path" if place == "path" else "-required" if required else "")
            kind += "-to-path" if inherited and place != "path" else ""
            self.emit(
                kind, self.argument(unit, new, name, inherited), None, _place(raw, new, old, inherited), place=place
            )

    def argument(self, unit: Unit, operation: Operation, name: str, inherited: bool) -> Unit:
        """The unit of an argument: one for all operations of a path that gives it to each."""
        label = f"{operation.path if inherited else unit.label}({name})"
        owner = self.arguments.setdefault(label, Unit(label, "parameter"))
        owner.parents.append((unit, "same"))
        return owner

    def renamed_parameter(
        self, key: tuple[str, str], twin: tuple[str, str], raw: Node, other: Node, owner: Unit, *, stays: bool
    ) -> None:
        """A path variable's name is never sent, so only its Python name counts; any other name is on the wire."""
        (place, name), (other_place, other_name) = key, twin
        if place == other_place == "path":
            places = (self.old.follow(raw).get("name"), self.new.follow(other).get("name"))
            kind = "notation" if stays else "parameter.renamed"
            self.emit(kind, owner, *places, old=f"`{name}`", new=other_name)
        else:
            required = "-required" if self.new.follow(other).value.get("required") is True else ""
            texts = {"old": f"{place} `{name}`", "new": f"{other_place} `{other_name}`"}
            self.emit(f"parameter.rewired{required}", owner, raw, other, **texts)

    def components(self) -> None:
        old, new = (doc.root.get("components") or Node({}, "/components") for doc in (self.old, self.new))
        walks: dict[str, Compare] = {
            "schemas": self.schemas.compare,
            "parameters": self.parameter,
            "responses": self.reply,
            "requestBodies": self.request_body,
            "headers": self.header,
            "securitySchemes": self.scheme,
        }
        renamed = {key for key in self.units if key[0] != key[1]}
        for group in sorted({*dict(old.items()), *dict(new.items())}):
            a, b = old.get(group), new.get(group)
            before, after = dict(a.items()) if a else {}, dict(b.items()) if b else {}
            for name in sorted({*before, *after}):
                was, now = before.get(name), after.get(name)
                unit = Unit(name, "schema" if group == "schemas" else group)
                if was and now:
                    if group in walks:
                        self.unit(was, now, name, unit.kind, None, "same", walks[group])
                elif not self.is_renamed(was, now, before, after, renamed, unit):
                    kind = {"schemas": "schema", "securitySchemes": "security-scheme"}.get(group, "component")
                    event = f"{kind}.{'added' if now else 'base-removed' if name in self.bases else 'removed'}"
                    places = was if b else was and a, now if a else now and b
                    self.emit(event, unit, *places, what=_KINDS.get(group, group))

    def is_renamed(
        self,
        was: Node | None,
        now: Node | None,
        before: dict[str, Node],
        after: dict[str, Node],
        pairs: set[tuple[str, str]],
        unit: Unit,
    ) -> bool:
        """Whether a schema lives on under a name that the other document did not have."""
        at_old, at_new = (
            {node.at: name for name, node in before.items()},
            {node.at: name for name, node in after.items()},
        )
        for old, new in sorted(pairs):
            if old in at_old and new in at_new and at_old[old] not in after and at_new[new] not in before:
                if was and was.at == old:
                    self.emit("schema.renamed", unit, was, after[at_new[new]], new=at_new[new])
                    self.units[old, new].old_cause += (was.at,)
                    return True
                if now and now.at == new:
                    return True
        return False

    def scheme(self, old: Node, new: Node, unit: Unit) -> None:
        self.notes(old, new, unit)
        for key in sorted({*dict(old.items()), *dict(new.items())} - DOCS):
            a, b = old.get(key), new.get(key)
            if not (a and b and same(a.value, b.value)) and not key.startswith("x-"):
                kind = "security-scheme.type" if key == "type" else "security-scheme.changed"
                self.emit(
                    kind, unit, a, b, keyword=key, old=say(a.value) if a else "none", new=say(b.value) if b else "none"
                )


def _operation_unit(operation: Operation) -> Unit:
    return Unit(operation.name, "operation", operation=operation.name)


def _alternatives(node: Node | None) -> dict[str, frozenset[str]]:
    """What each alternative asks for, by its schemes' names; nothing at all is `no credentials`."""
    scopes_of = {}
    for alternative in node.elements() if node else []:
        schemes = dict(alternative.items())
        scopes = (scope for value in schemes.values() if isinstance(value.value, list) for scope in value.value)
        scopes_of[" and ".join(sorted(schemes)) or "no credentials"] = frozenset(map(str, scopes))
    if node is not None and not scopes_of:
        scopes_of["no credentials"] = frozenset()
    return scopes_of


def _place(raw: Node, here: Operation, there: Operation, inherited: bool) -> Node:
    """The place of a parameter that only one side has: its list, where the other side has no list at all."""
    holder, other = (here.item, there.item) if inherited else (here.node, there.node)
    whole = holder.get("parameters")
    return whole if whole and other.get("parameters") is None else raw


def _schemas(doc: Doc, operation: Operation) -> dict[str, Node]:
    """The schema of each parameter, by its name."""
    schemas = {}
    for (_, name), (raw, _) in operation.parameters.items():
        schema = doc.follow(raw).get("schema")
        if schema is not None:
            schemas[name] = schema
    return schemas
