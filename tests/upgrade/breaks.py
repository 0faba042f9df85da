"""What can be planted into a program: what one document has and another has no more, by public records and the raw JSON.

Rules: nothing of the check is used, so that it cannot agree with itself. A use is a call with some arguments, and perhaps
an attribute of what it gives; it says which part of it breaks, or that none does.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import goodmem_dyn
from goodmem_dyn._document.names import identifier

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from goodmem_dyn import MethodInfo, ParameterInfo

HISTORY = Path(__file__).parents[2] / "spec/history"
ORDER = ("1e56d978", "82cedec3", "62c6d77b", "40b4c045", "964ced3c")


@dataclass(frozen=True)
class Use:
    """How a program uses the client.

    Attributes:
        method: The dotted name of a method.
        arguments: Its arguments: name → text.
        attribute: What is read of the result; None where nothing is.
        many: Whether the result is a list.
        component: The class of the result, or of what is in it.
        broken: The part that breaks: `call`, the name of an argument, `attribute`, or an empty text.
        is_gone: Whether it is the name of the method that breaks, so that naming it is enough.
    """

    method: str
    arguments: tuple[tuple[str, str], ...]
    attribute: str | None = None
    many: bool = False
    component: str = ""
    broken: str = ""
    is_gone: bool = False


@cache
def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HISTORY / f"{name}.json").read_bytes())
    return found


@cache
def _methods(text: str) -> dict[str, MethodInfo]:
    found = goodmem_dyn.methods(json.loads(text))
    return {one.name: one for one in found if one.operation is not None and one.stands_for is None}


def methods(given: dict[str, Any]) -> dict[str, MethodInfo]:
    return _methods(json.dumps(given))


def members(method: MethodInfo) -> tuple[dict[str, Any], bool, str] | None:
    """The members of what a method gives, whether it gives many, and their class; None where it is no such thing."""
    text = method.returns
    many = "Page[" in text
    name = text.partition("models.")[2].rstrip("]")
    if text not in {f"models.{name}", f"Page[models.{name}]", f"WholePage[models.{name}]"}:
        return None
    schema = method.schema("response")
    found = schema.get("$defs", {}).get(name) if many else schema
    properties = (found or {}).get("properties")
    return ({identifier(wire): one for wire, one in properties.items()}, many, name) if properties else None


def placeholder(parameter: ParameterInfo, one: MethodInfo, other: MethodInfo) -> str | None:
    """A value of an argument that both documents take; None where there is none as simple."""
    values = [enum(method, parameter.name) for method in (one, other)]
    if values[0] or values[1]:
        both = [value for value in values[0] or values[1] or () if all(value in (each or (value,)) for each in values)]
        return repr(both[0]) if both else None
    if parameter.type.startswith("str"):
        return f"os.environ[{parameter.name.upper()!r}]"
    return f"json.loads(os.environ[{parameter.name.upper()!r}])"


def enum(method: MethodInfo, name: str) -> tuple[str, ...] | None:
    """The texts that an argument takes."""
    if name not in {one.name for one in method.parameters}:
        return None
    found = method.schema(name).get("enum")
    return tuple(one for one in found if isinstance(one, str)) if found else None


def base(old: MethodInfo, new: MethodInfo | None) -> dict[str, str] | None:
    """The arguments without which a call is refused, by both."""
    found = {}
    after = {one.name for one in new.parameters} if new is not None else None
    for one in old.parameters:
        if not one.required:
            continue
        value = placeholder(one, old, new or old)
        if value is None or (after is not None and one.name not in after):
            return None
        found[one.name] = value
    return found


def uses(old: dict[str, Any], new: dict[str, Any]) -> tuple[list[Use], list[Use]]:
    """The uses that break, and those that do not."""
    broken: list[Use] = []
    fine: list[Use] = []
    for name, before in methods(old).items():
        for one in _of_method(name, before, methods(new).get(name)):
            (broken if one.broken else fine).append(one)
    return broken, fine


def _of_method(name: str, old: MethodInfo, new: MethodInfo | None) -> Iterator[Use]:
    given = base(old, new)
    if given is None:
        return
    if new is None:
        yield Use(name, tuple(given.items()), broken="call", is_gone=True)
        return
    assert old.operation is not None
    assert new.operation is not None
    was, now = ({one.name: one for one in each.parameters} for each in (old, new))
    needed = [key for key, one in now.items() if one.required and key not in given]
    if needed or (new.operation.deprecated and not old.operation.deprecated):
        yield Use(name, tuple(given.items()), broken="call", is_gone=not needed)
        return
    for key, one in was.items():
        if one.location not in {"path", "query", "body"} or key in given:
            continue
        value = placeholder(one, old, old)
        after = now.get(key)
        with_it = (*given.items(), (key, value or "None"))
        if after is None or (after.deprecated and not one.deprecated):
            yield Use(name, with_it, broken=key)
        elif value is not None and placeholder(one, old, new) == value:
            yield Use(name, with_it)
    for key in was.keys() & now.keys():
        before, after_values = enum(old, key), enum(new, key)
        for text in before or ():
            if after_values and text not in after_values:
                yield Use(name, tuple({**given, key: repr(text)}.items()), broken=key)
    yield from _attributes(name, old, new, tuple(given.items()))


def _attributes(name: str, old: MethodInfo, new: MethodInfo, given: tuple[tuple[str, str], ...]) -> Iterator[Use]:
    before, after = members(old), members(new)
    if before is None or after is None or before[1:] != after[1:]:
        return
    for key, schema in before[0].items():
        now = after[0].get(key)
        gone = now is None or (now.get("deprecated") and not schema.get("deprecated"))
        yield Use(name, given, key, before[1], before[2], "attribute" if gone else "")


def changed(rng: random.Random) -> dict[str, Any]:
    """The newest document with a few changes of kinds that the history has not."""
    made = copy.deepcopy(document(ORDER[-1]))
    for _ in range(4):
        rng.choice((_deprecate, _lose, _need, _lose_value, _deprecate_member, _rename))(made, rng)
    return made


def _operations(made: dict[str, Any], rng: random.Random) -> tuple[str, str, dict[str, Any]]:
    path = rng.choice(sorted(made["paths"]))
    verb = rng.choice(sorted(set(made["paths"][path]) & {"get", "put", "post", "delete"}))
    return path, verb, made["paths"][path][verb]


def _deprecate(made: dict[str, Any], rng: random.Random) -> None:
    _operations(made, rng)[2]["deprecated"] = True


def _lose(made: dict[str, Any], rng: random.Random) -> None:
    path, verb, _ = _operations(made, rng)
    if len(made["paths"]) > 30:
        del made["paths"][path][verb]
        if not set(made["paths"][path]) & {"get", "put", "post", "delete"}:
            del made["paths"][path]


def _need(made: dict[str, Any], rng: random.Random) -> None:
    operation = _operations(made, rng)[2]
    needed = {"name": "tenantId", "in": "query", "required": True, "schema": {"type": "string"}}
    if all(one.get("name") != "tenantId" for one in operation.setdefault("parameters", [])):
        operation["parameters"].append(needed)


def _lose_value(made: dict[str, Any], rng: random.Random) -> None:
    schemas = made["components"]["schemas"]
    name = rng.choice([key for key in sorted(schemas) if len(schemas[key].get("enum", ())) > 2])
    schemas[name]["enum"].remove(rng.choice(schemas[name]["enum"]))


def _objects(made: dict[str, Any], *endings: str) -> list[str]:
    schemas = made["components"]["schemas"]
    return [key for key in sorted(schemas) if key.endswith(endings) and schemas[key].get("properties")]


def _deprecate_member(made: dict[str, Any], rng: random.Random) -> None:
    name = rng.choice(_objects(made, "Response", "Space", "Memory", "Request"))
    properties = made["components"]["schemas"][name]["properties"]
    key = rng.choice(sorted(properties))
    if "$ref" not in properties[key]:
        properties[key]["deprecated"] = True


def _rename(made: dict[str, Any], rng: random.Random) -> None:
    name = rng.choice(_objects(made, "Response", "Space", "Memory", "Request"))
    schema = made["components"]["schemas"][name]
    key = rng.choice(sorted(schema["properties"]))
    renamed = f"{key}Value"
    schema["properties"][renamed] = schema["properties"].pop(key)
    schema["required"] = [renamed if one == key else one for one in schema.get("required", ())]
