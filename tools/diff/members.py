"""Compares what a schema is made of: properties, branches, leading items, and parts that are judged as a whole.

Rules: a member that came or went stands where it stands in the document; if the keyword that holds it came or went with
it, it stands where the keyword does. A property whose Python name stays is one property, however it is spelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.names import identifier
from tools.diff.core import ANNOTATIONS, DOCS, UNIONS, core, label, match_branches, same
from tools.diff.keywords import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.diff.core import Core
    from tools.diff.model import Node, Unit
    from tools.diff.schema import SchemaWalk

    Emit = Callable[..., None]


def properties(walk: SchemaWalk, a: Core, b: Core, unit: Unit, where: str) -> None:
    """Fields that came, went, or became required or optional."""
    before, after = a.members("properties"), b.members("properties")
    need_a, need_b = _strings(a.keys.get("required")), _strings(b.keys.get("required"))
    lists = (a.at("required"), b.at("required"))
    respelled = respellings(before, after)
    alike = lookalikes(before, after)
    for name in sorted({*before, *after} - {*respelled.values()}):
        inside, now = f"{where}.{name}", respelled.get(name, name)
        if name in before and now in after:
            walk.compare(before[name], after[now], unit, inside, now in need_b)
            node = core(after[now])
            if now != name:
                places = ((before[name].at, *lists[0]), (after[now].at, *lists[1]))
                kind = "property.rewired-required" if now in need_b else "property.rewired"
                walk.emit(kind, unit, inside, *places, node.access, old=f"`{name}`", new=f"`{now}`")
            if now in need_b and name not in need_a:
                kind = "required.set-with-default" if "default" in node.keys else "required.set"
                walk.emit(kind, unit, inside, *lists, node.access)
            elif name in need_a and now not in need_b:
                walk.emit("required.unset", unit, inside, *lists, node.access)
        elif name in before:
            at = (before[name].at,) if "properties" in b.keys else a.at("properties")
            required = name in need_a
            old, new = ((*at, *lists[0]), lists[1]) if required else (at, ())
            node = core(before[name])
            kind = "property.removed-required" if required else "property.removed"
            kind += "-after-notice" if "deprecated" in node.keys and node.keys["deprecated"].value is True else ""
            walk.emit(kind, unit, inside, old, new, node.access, hint=hint(alike.get(name)))
        else:
            node, required = core(after[name]), name in need_b
            at = (after[name].at,) if "properties" in a.keys else b.at("properties")
            old, new = (lists[0], (*at, *lists[1])) if required else ((), at)
            kind = "property.added-required" if required else "property.added"
            kind += "-with-default" if required and "default" in node.keys else ""
            walk.emit(kind, unit, inside, old, new, node.access)
    for name in sorted((need_a ^ need_b) - {*before, *after}):
        kind = "required-rule.set" if name in need_b else "required-rule.unset"
        walk.emit(kind, unit, where, *lists, old=f"`{name}`", new=f"`{name}`")
    for key in ("properties", "required"):
        if key not in a.keys or key not in b.keys:
            walk.unsaid(a.keys.get(key), b.keys.get(key), unit, where)


def respellings(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, str]:
    """Old wire name → new wire name, where both are one Python name and nothing else is."""
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    spellings = {}
    for name in gone:
        same_name = [other for other in come if identifier(other) == identifier(name)]
        rivals = [other for other in gone if identifier(other) == identifier(name)]
        if len(same_name) == len(rivals) == 1:
            spellings[name] = same_name[0]
    return spellings


def lookalikes(before: Mapping[str, Node], after: Mapping[str, Node]) -> dict[str, str]:
    """Gone name → the one new name that is described alike, where nothing else is: probably what it is called now."""
    texts = {
        name: _shape(node)
        for name, node in (*before.items(), *after.items())
        if name not in before or name not in after
    }
    alike = {}
    for name in (name for name in before if name not in after):
        same_text = [key for key in texts if texts[key] == texts[name]]
        come = [key for key in same_text if key in after]
        if len(come) == 1 and len(same_text) == 2:
            alike[name] = come[0]
    return alike


def _shape(node: Node) -> str:
    value = node.value if isinstance(node.value, dict) else {"": node.value}
    return say({key: member for key, member in sorted(value.items()) if key not in DOCS}, limit=10**6)


def hint(name: str | None) -> str:
    """What a report adds about something that is gone."""
    return f"; probably it is `{name}` now" if name else ""


def branches(walk: SchemaWalk, key: str, a: Core, b: Core, unit: Unit, where: str) -> None:
    """The branches of an `allOf`, `anyOf` or `oneOf`."""
    kind = UNIONS.get(key, "all-of")
    old, new = a.branches.get(key), b.branches.get(key)
    old_at = (a.branch_at[key],) if key in a.branch_at else ()
    new_at = (b.branch_at[key],) if key in b.branch_at else ()
    if key in UNIONS and (old is None) != (new is None):
        present = old or new or []
        fields = [branch.value["required"][0] for branch in present if _is_one_field(branch.value)]
        named = bool(fields) and len(fields) == len(present)
        texts = [f"`{field}`" for field in fields] if named else [say(branch.value) for branch in present]
        event = kind + "-fields" * named + (".unset" if new is None else ".set")
        walk.emit(event, unit, where, old_at, new_at, old=", ".join(texts), new=", ".join(texts))
        return
    pairs, gone, come = match_branches(old or [], new or [])
    for was, now in pairs:
        walk.compare(was, now, unit, f"{where}.{key}[{label(now)}]")
    for was in gone:
        event = "all-of.unannotated" if _says_nothing(key, was) else f"{kind}.removed"
        walk.emit(event, unit, where, old_at if new is None else (was.at,), (), old=say(was.value))
    for now in come:
        event = "all-of.annotated" if _says_nothing(key, now) else f"{kind}.added"
        walk.emit(event, unit, where, (), new_at if old is None else (now.at,), new=say(now.value))


def _says_nothing(key: str, branch: Node) -> bool:
    """Whether a part of an `allOf` only describes: any value is right by it."""
    return key == "allOf" and isinstance(branch.value, dict) and branch.value.keys() <= ANNOTATIONS - {"nullable"}


def prefix_items(walk: SchemaWalk, old: Node | None, new: Node | None, unit: Unit, where: str, emit: Emit) -> None:
    """The leading items of an array, by position."""
    a, b = old.elements() if old else [], new.elements() if new else []
    for index in range(max(len(a), len(b))):
        if index < len(a) and index < len(b):
            walk.compare(a[index], b[index], unit, f"{where}[{index}]")
        elif index < len(b):
            emit("prefix-items.added", None, b[index] if old else new, new=say(b[index].value))
        else:
            emit("prefix-items.removed", a[index] if new else old, None, old=say(a[index].value))


def discriminator(old: Node | None, new: Node | None, emit: Emit) -> None:
    """The property that tells the branches apart, and what its values stand for."""
    if not old or not new:
        emit("discriminator.added" if new else "discriminator.removed", old, new)
        return
    for key in sorted({*dict(old.items()), *dict(new.items())}):
        a, b = old.get(key), new.get(key)
        if a and b and same(a.value, b.value):
            continue
        if key == "propertyName" and a and b:
            emit("discriminator.changed", a, b)
        elif key == "mapping":
            _mapping(a, b, emit)
        else:
            emit("keyword.changed", a, b, keyword=f"discriminator.{key}")


def _mapping(old: Node | None, new: Node | None, emit: Emit) -> None:
    before, after = dict(old.items()) if old else {}, dict(new.items()) if new else {}
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if was is None:
            emit("discriminator-mapping.added", None, now if old else new, new=name)
        elif now is None:
            emit("discriminator-mapping.removed", was if new else old, None, old=name)
        elif not same(was.value, now.value):
            emit("discriminator-mapping.changed", was, now)


def part(
    walk: SchemaWalk, kind: str, old: Node | None, new: Node | None, unit: Unit, emit: Emit, name: str = ""
) -> None:
    """A subschema that is judged as a whole; what it refers to is still compared."""
    texts = {
        key: say({name: node.value} if name else node.value) if node else ""
        for key, node in (("old", old), ("new", new))
    }
    if old and new:
        walk.link_common(old.value, new.value, unit)
        if not same(old.value, new.value):
            emit(f"{kind}.changed", old, new, **texts)
    else:
        emit(f"{kind}.added" if new else f"{kind}.removed", old, new, **texts)


def parts(walk: SchemaWalk, kind: str, old: Node | None, new: Node | None, unit: Unit, where: str, emit: Emit) -> None:
    """A map of such subschemas."""
    a, b = dict(old.items()) if old else {}, dict(new.items()) if new else {}
    for name in sorted({*a, *b}):
        was, now = a.get(name), b.get(name)
        if was and now:
            part(walk, kind, was, now, unit, emit, name)
        elif now:
            emit(f"{kind}.added", None, now if old else new, new=say({name: now.value}))
        elif was:
            emit(f"{kind}.removed", was if new else old, None, old=say({name: was.value}))
    if not a and not b:
        walk.unsaid(old, new, unit, where)


def _is_one_field(schema: Any) -> bool:
    """Whether a branch says only that one field is present."""
    required = schema.get("required") if isinstance(schema, dict) and set(schema) == {"required"} else None
    return isinstance(required, list) and len(required) == 1


def _strings(node: Node | None) -> set[str]:
    return {name for name in node.value if isinstance(name, str)} if node and isinstance(node.value, list) else set()
