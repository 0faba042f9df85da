"""Rules over the fields of one object: which of them may, must or must not stand together.

Rules: they look at an object that was checked, under its wire names. A null says nothing: where it would count as a
choice to the server, it is taken out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.spelling import names
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import RULE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._arguments.refusals import Problems
    from goodmem_dyn._document.schema import Schema

Rule = Callable[[dict[str, Any], str, "list[str]"], None]


def _only_required(branch: Any) -> list[str] | None:
    if isinstance(branch, dict) and set(branch) <= {"required", "title", "description"} and branch.get("required"):
        return list(branch["required"])
    return None


def compile_rules(schema: Schema, *, exclusive: bool) -> list[Rule]:
    """The rules of an object about which of its fields may, must or must not stand together."""
    rules: list[Rule] = []
    for key in RULE_KEYS:
        if key not in schema:
            continue
        value = schema[key]
        if key in {"oneOf", "anyOf"}:
            groups = [_only_required(branch) for branch in value]
            if all(groups):
                rules.append(_one_of([group for group in groups if group], exactly=key == "oneOf" and exclusive))
            elif any(isinstance(branch, dict) and "properties" in branch for branch in value):
                rules.append(_some_branch(value))
        elif key == "not":
            group = _only_required(value)
            if group:
                rules.append(_not_together(group))
        elif key == "if":
            rules.append(_conditional(schema))
        elif key == "dependentRequired":
            rules.extend(_dependent(field, needed) for field, needed in value.items())
        elif key in {"minProperties", "maxProperties"}:
            rules.append(_size(value, least=key == "minProperties"))
    return rules


def _present(wire: Mapping[str, Any], group: Iterable[str]) -> bool:
    for name in group:  # noqa: SIM110 - a generator would cost more than the rest of a check
        if wire.get(name) is None:
            return False
    return True


def _one_of(groups: list[list[str]], *, exactly: bool) -> Rule:
    options = " or ".join(names(group) for group in groups)

    def rule(wire: dict[str, Any], path: str, problems: Problems) -> None:
        present = [group for group in groups if _present(wire, group)]
        if not present:
            problems.append(f"{path} needs {'exactly' if exactly else 'at least'} one of {options}.")
        elif exactly and len(present) > 1:
            problems.append(
                f"{path} takes only one of {options}, not {' and '.join(names(group) for group in present)}."
            )
        elif exactly:
            # The server sends the members that are not chosen as null; sent back, they would count as chosen.
            for group in groups:
                for name in group:
                    if name in wire and wire[name] is None:
                        del wire[name]

    return rule


def _some_branch(branches: list[Any]) -> Rule:
    """An object must fit one of several forms, as far as presence and fixed values tell them apart."""

    def described(branch: Any) -> str:
        fixed = {name: member for name, member in branch.get("properties", {}).items() if isinstance(member, dict)}
        values = {name: member.get("enum", [member.get("const")]) for name, member in fixed.items()}
        conditions = [
            f"{snake(name)} {' or '.join(map(repr, choices))}" for name, choices in values.items() if choices != [None]
        ]
        named = {name for name, choices in values.items() if choices != [None]}
        return " and ".join([*conditions, *(snake(name) for name in branch.get("required", ()) if name not in named)])

    def rule(wire: dict[str, Any], path: str, problems: Problems) -> None:
        if not any(holds(branch, wire) for branch in branches):
            ways = "; or ".join(
                dict.fromkeys(described(branch) or "nothing" for branch in branches if isinstance(branch, dict))
            )
            problems.append(f"{path} fits none of its forms, which need: {ways}.")

    return rule


def _not_together(group: list[str]) -> Rule:
    def rule(wire: dict[str, Any], path: str, problems: Problems) -> None:
        if _present(wire, group):
            problems.append(f"{path} must not have {names(group)} together.")
        elif all(name in wire for name in group):
            # A null beside the other one says nothing, and to the server it would be both.
            for name in group:
                if wire[name] is None:
                    del wire[name]

    return rule


def _dependent(field: str, needed: list[str]) -> Rule:
    def rule(wire: dict[str, Any], path: str, problems: Problems) -> None:
        missing = [name for name in needed if wire.get(name) is None]
        if wire.get(field) is not None and missing:
            problems.append(f"{path}.{snake(field)} also needs {names(missing)}.")

    return rule


def _size(limit: int, *, least: bool) -> Rule:
    def rule(wire: dict[str, Any], path: str, problems: Problems) -> None:
        if (len(wire) < limit) if least else (len(wire) > limit):
            problems.append(f"{path} must have at {'least' if least else 'most'} {limit} entries, not {len(wire)}.")

    return rule


def _conditional(schema: Schema) -> Rule:
    condition = schema["if"]
    fixed = {
        name: part.get("const") for name, part in condition.get("properties", {}).items() if isinstance(part, dict)
    }
    when = " and ".join(f"{snake(name)} is {value!r}" for name, value in fixed.items())

    def rule(wire: dict[str, Any], path: str, problems: Problems) -> None:
        branch = schema.get("then") if holds(condition, wire) else schema.get("else")
        if not isinstance(branch, dict):
            return
        for name in branch.get("required", ()):
            if wire.get(name) is None:
                problems.append(f"{path}.{snake(name)} is missing: it is needed when {when}.")
        refused = branch.get("not", {})
        groups = [_only_required(part) for part in refused.get("anyOf", [refused])]
        problems.extend(
            f"{path} must not have {names(group)} when {when}." for group in groups if group and _present(wire, group)
        )

    return rule


def holds(schema: Any, wire: Mapping[str, Any]) -> bool:
    """Whether an object satisfies a condition, as far as conditions speak of presence and fixed values."""
    if not isinstance(schema, dict):
        return bool(schema)
    if any(wire.get(name) is None for name in schema.get("required", ())):
        return False
    for name, part in schema.get("properties", {}).items():
        if name in wire and isinstance(part, dict):
            if "const" in part and wire[name] != part["const"]:
                return False
            if "enum" in part and wire[name] not in part["enum"]:
                return False
    return not ("not" in schema and holds(schema["not"], wire)) and all(
        holds(part, wire) for part in schema.get("allOf", ())
    )
