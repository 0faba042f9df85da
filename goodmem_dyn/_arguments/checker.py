"""JSON Schema → a compiled checker of arguments: a Python value in, its wire value out, or every problem with its path.

Rules: strict. An unknown name in a nested dict, a value of another type, a value outside an enum or a range, a set of
fields that exclude each other: each is a problem, named by its Python path, with the nearest valid name. Dicts are
taken in snake_case and camelCase, models as they are. A value is never changed silently, and what has no exact
representation in JSON (NaN, bytes, a lone surrogate) is refused.

A schema is compiled once; checking is a tree of plain functions, so that it costs little beside the call itself.
"""

from __future__ import annotations

import base64
import datetime
import enum
import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import RULE_KEYS, nullable, object_view, strip_null, types
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._document.schema import ObjectView, Resolver, Schema

Problems = list[str]
Check = Callable[[Any, str, Problems], Any]
"""`check(value, path, problems)` returns the wire value; what is wrong is appended to `problems`.

Where the path is empty, no path is written: see `in_two_passes`.
"""

MAX_DEPTH = 200
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")
_INTEGER_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


def nearest(name: object, known: Iterable[str]) -> str:
    """` Did you mean …?` for the closest known name, or an empty string."""
    import difflib

    if not isinstance(name, str):
        return ""
    matches = difflib.get_close_matches(name[:200], list(known), n=1, cutoff=0.6)
    return f" Did you mean {matches[0]!r}?" if matches else ""


def shown(value: object) -> str:
    """A value as an error shows it: its type, never its text, because an argument may be a secret."""
    if value is None or isinstance(value, bool):
        return repr(value)
    return f"a value of type {type(value).__name__}"


def _digits(number: float) -> str:
    """A number as an error shows it: Python writes no int of thousands of digits."""
    return str(number) if abs(number) < 1e40 else "a much longer number"


def quoted(name: object) -> str:
    """A name that somebody gave, as an error shows it: short, and by its type where it is no text."""
    if not isinstance(name, str):
        return shown(name)
    return repr(name if len(name) <= 80 else f"{name[:79]}…")


def fail(problems: Problems, where: str) -> InvalidRequestError:
    """One error for all problems of a call."""
    if len(problems) == 1:
        return InvalidRequestError(f"{where}: {problems[0]}", problems=problems)
    lines = "".join(f"\n  - {problem}" for problem in problems)
    return InvalidRequestError(f"{where}: {len(problems)} problems:{lines}", problems=problems)


class Checker:
    """Compiles the schemas of one document; a named schema once, so that recursive ones work."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._named: dict[str, Check] = {}

    def compile(self, schema: Schema | bool) -> Check:
        """The checker of a schema."""
        if isinstance(schema, bool):
            return free
        name = self.resolver.name(schema)
        if name is not None and not set(strip_null(schema)) - {"$ref", "description", "title", "default", "example"}:
            inner = self._reference(name)
        else:
            inner = self._compile(strip_null(schema))
        return _or_null(inner) if nullable(schema, self.resolver) else inner

    def compile_list(self, schema: Schema) -> tuple[Check, Check]:
        """The checker of a list, of whatever length, whose items are taken as they are; and that of one item."""
        node = self.resolver.follow(strip_null(schema))
        whole = {key: value for key, value in node.items() if key != "maxItems"}
        return _array(whole, lambda value, _path, _problems: value), self.compile(node.get("items", True))

    def rules_of(self, schema: Schema) -> Check | None:
        """The rules over the fields of an object schema, alone; None where it has none."""
        view = object_view(strip_null(self.resolver.follow(strip_null(schema))), self.resolver)
        rules = [rule for one in view.rules for rule in compile_rules(one, exclusive=True)] if view else []
        if not rules:
            return None

        def check(value: Any, path: str, problems: Problems) -> Any:
            for rule in rules:
                rule(value, path, problems)
            return value

        return check

    def _reference(self, name: str) -> Check:
        if name not in self._named:

            def later(value: Any, path: str, problems: Problems) -> Any:
                return self._named[name](value, path, problems)

            self._named[name] = later
            self._named[name] = self._compile(
                strip_null(
                    self.resolver.follow({"$ref": "#/components/schemas/" + name.replace("~", "~0").replace("/", "~1")})
                )
            )
        return self._named[name]

    def _compile(self, schema: Schema) -> Check:
        node = strip_null(self.resolver.follow(schema))
        if "const" in node or "enum" in node:
            return _choice([node["const"]] if "const" in node else node["enum"])
        view = object_view(node, self.resolver)
        if view is not None and (view.properties or not (node.get("oneOf") or node.get("anyOf"))):
            return self._object(view)
        for key in ("oneOf", "anyOf"):
            if node.get(key):
                return self._union(node, key)
        if node.get("allOf"):
            checks = [self.compile(part) for part in node["allOf"]]
            return _all(checks)
        kinds = types(node)
        if not kinds:
            return free
        checks_by_kind = [self._kind(kind, node) for kind in kinds]
        return checks_by_kind[0] if len(kinds) == 1 else _first(checks_by_kind, " or ".join(kinds))

    def _kind(self, kind: str, node: Schema) -> Check:
        if kind == "array":
            return _array(node, self.compile(node.get("items", True)))
        if kind == "object":
            view = object_view({**node, "type": "object"}, self.resolver)
            return self._object(view) if view is not None else free
        if kind == "string":
            return _string(node)
        if kind in {"integer", "number"}:
            return _number(node, integer=kind == "integer")
        return _boolean if kind == "boolean" else free

    def _union(self, node: Schema, key: str) -> Check:
        branches = node[key]
        tag = node.get("discriminator", {})
        if tag.get("propertyName"):
            return self._tagged(tag, branches)
        return _first([self.compile(branch) for branch in branches], "one of the documented forms")

    def _tagged(self, tag: Mapping[str, Any], branches: list[Schema]) -> Check:
        wire = tag["propertyName"]
        by_value: dict[str, Check] = {}
        for branch in branches:
            name = self.resolver.name(branch)
            node = self.resolver.follow(branch)
            fixed = node.get("properties", {}).get(wire, {})
            values = fixed.get("enum") or ([fixed["const"]] if "const" in fixed else [name] if name else [])
            for value in values:
                by_value.setdefault(str(value), self.compile(branch))
        for value, reference in tag.get("mapping", {}).items():
            by_value[value] = self.compile(
                {"$ref": reference if "/" in reference else f"#/components/schemas/{reference}"}
            )

        def check(value: Any, path: str, problems: Problems) -> Any:
            mapping = as_mapping(value, path, problems)
            if mapping is None:
                return None
            found = mapping.get(wire, mapping.get(snake(wire)))
            found = found.value if isinstance(found, enum.Enum) else found
            if not isinstance(found, str) or found not in by_value:
                options, hint = ", ".join(map(repr, by_value)), nearest(str(found), by_value)
                problems.append(f"{path}.{snake(wire)} chooses the form and must be one of {options}.{hint}")
                return None
            return by_value[found](mapping, path, problems)

        return check

    def _object(self, view: ObjectView) -> Check:
        if view.is_map:
            return _map(view, self.compile(view.extra) if isinstance(view.extra, dict) else free)
        fields = {wire: self.compile(schema) for wire, schema in view.properties.items()}
        droppable = {wire for wire, schema in view.properties.items() if not nullable(schema, self.resolver)}
        spellings = {snake(wire): wire for wire in fields} | {wire: wire for wire in fields}
        extra = self.compile(view.extra) if isinstance(view.extra, dict) else free
        rules = [rule for schema in view.rules for rule in compile_rules(schema, exclusive=True)]
        required = sorted(view.required)

        def check(value: Any, path: str, problems: Problems) -> Any:
            mapping = as_mapping(value, path, problems)
            if mapping is None:
                return None
            wire: dict[str, Any] = {}
            for key, item in mapping.items():
                target = spellings.get(key) if isinstance(key, str) else None
                if target is None:
                    if view.extra is False or not isinstance(key, str):
                        names = [snake(name) for name in fields]
                        problems.append(
                            f"{path} has no field {quoted(key)}.{nearest(key, names)} Fields: {', '.join(names)}."
                        )
                        continue
                    wire[key] = extra(item, path and f"{path}.{key}", problems)
                elif target in wire:
                    problems.append(f"{path}.{snake(target)} is given twice, as {snake(target)!r} and {target!r}.")
                elif item is not None or target not in droppable or target in view.required:
                    wire[target] = fields[target](item, path and f"{path}.{snake(target)}", problems)
            for name in required:
                if name not in wire:
                    problems.append(f"{path}.{snake(name)} is missing.")
            for rule in rules:
                rule(wire, path, problems)
            return wire

        return check


def as_mapping(value: Any, path: str, problems: Problems) -> Mapping[Any, Any] | None:
    """A dict or a model as a mapping; otherwise a problem."""
    if type(value) is dict or isinstance(value, Mapping):
        return value
    if hasattr(type(value), "model_dump"):
        from goodmem_dyn._models.base import to_wire

        mapping: Mapping[Any, Any] = to_wire(value)
        return mapping
    problems.append(f"{path} must be a dict or a model, not {shown(value)}.")
    return None


def is_nested(schema: Mapping[str, Any] | None, resolver: Resolver) -> bool:
    """Whether values of a schema may have others inside, so that their problems need a path."""
    kinds = types(resolver.follow(strip_null(dict(schema)))) if schema else ()
    return not kinds or bool({"array", "object"} & set(kinds))


def in_two_passes(check: Check, value: Any, path: str, problems: Problems) -> Any:
    """Check without paths, which cost more to write than values to check, and once more with them what is wrong."""
    if hasattr(value, "__next__"):
        value = list(value)
    found: Problems = []
    wire = check(value, "", found)
    if found:
        named: Problems = []
        check(value, path, named)
        # An iterator inside the value is used up by now.
        problems.extend(named or [f"{path}: {problem.strip()}" for problem in found])
    return wire


def _or_null(inner: Check) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        return None if value is None else inner(value, path, problems)

    return check


def _all(checks: list[Check]) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        for one in checks:
            value = one(value, path, problems)
        return value

    return check


def _first(checks: list[Check], wanted: str) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        best: Problems | None = None
        for one in checks:
            found: Problems = []
            wire = one(value, path, found)
            if not found:
                return wire
            # The branch that got furthest explains best: its problems name a nested field.
            if best is None or max(map(len, found)) > max(map(len, best)):
                best = found
        if len(checks) == 1 and best:
            problems.extend(best)
        else:
            problems.append(f"{path} does not fit {wanted}: {(best or ['it takes nothing'])[0]}")
        return None

    return check


def _choice(values: list[Any]) -> Check:
    allowed = [value for value in values if value is not None]
    texts = [value for value in allowed if isinstance(value, str)]

    def check(value: Any, path: str, problems: Problems) -> Any:
        plain = value.value if isinstance(value, enum.Enum) else value
        for one in allowed:
            if plain == one and isinstance(plain, bool) == isinstance(one, bool):
                return one
        if isinstance(plain, str) and texts:
            hint = nearest(plain.upper() if texts[0].isupper() else plain, texts)
            problems.append(f"{path} must be one of {', '.join(map(repr, allowed))}, not {plain[:64]!r}.{hint}")
        else:
            # A whole number is shown beside numbers, among which no secret is.
            found = repr(plain) if type(plain) is int and abs(plain) < 10**16 and not texts else shown(plain)
            problems.append(f"{path} must be one of {', '.join(map(repr, allowed))}, not {found}.")
        return None

    return check


def _boolean(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, bool):
        problems.append(f"{path} must be True or False, not {shown(value)}.")
    return value


def _number(node: Schema, *, integer: bool) -> Check:
    low, high = node.get("minimum"), node.get("maximum")
    above, below = node.get("exclusiveMinimum"), node.get("exclusiveMaximum")
    # OpenAPI 3.0 spells the exclusive bounds as booleans beside the inclusive ones.
    if above is True:
        low, above = None, node.get("minimum")
    if below is True:
        high, below = None, node.get("maximum")
    step = node.get("multipleOf")
    if integer and node.get("format") in _INTEGER_RANGES:
        least, most = _INTEGER_RANGES[node["format"]]
        low = least if low is None else max(low, least)
        high = most if high is None else min(high, most)
    wanted = "an int" if integer else "a number"
    bounds = [
        (text, bound, fits)
        for text, bound, fits in (
            ("at least", low, operator.ge),
            ("at most", high, operator.le),
            ("above", above, operator.gt),
            ("below", below, operator.lt),
        )
        if bound is not None and bound is not False
    ]

    def check(value: Any, path: str, problems: Problems) -> Any:
        if value is None or isinstance(value, (bool, str, bytes)):
            problems.append(f"{path} must be {wanted}, not {shown(value)}.")
            return None
        try:
            number = value.__index__() if integer or hasattr(value, "__index__") else float(value)
        except (TypeError, ValueError, AttributeError):
            problems.append(f"{path} must be {wanted}, not {shown(value)}.")
            return None
        if isinstance(number, float) and not math.isfinite(number):
            problems.append(f"{path} must be a finite number: JSON has no NaN and no infinity.")
            return None
        problems.extend(
            f"{path} must be {text} {bound}, not {_digits(number)}."
            for text, bound, fits in bounds
            if not fits(number, bound)
        )
        if step and abs(number / step - round(number / step)) > 1e-9:
            problems.append(f"{path} must be a multiple of {step}, not {_digits(number)}.")
        return number

    return check


def _pattern(text: str | None) -> re.Pattern[str] | None:
    try:
        return re.compile(text) if text else None
    except re.error:
        # The document's dialect is ECMA-262; what Python cannot read, only the server can check.
        return None


def text_of(value: Any) -> str | None:
    """The text of a str, an enum member, a UUID, a date or a time; None for anything else."""
    if type(value) is str:
        return value
    if isinstance(value, enum.Enum):
        return text_of(value.value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z") if value.tzinfo else None
    if isinstance(value, datetime.date):
        return value.isoformat()
    # By name, because importing uuid for one comparison is not worth its time.
    return str(value) if type(value).__name__ == "UUID" else None


def _string(node: Schema) -> Check:
    least, most, pattern = node.get("minLength"), node.get("maxLength"), _pattern(node.get("pattern"))
    is_uuid = node.get("format") == "uuid"
    is_time = node.get("format") in {"date-time", "date"}
    is_base64 = node.get("format") == "byte" or node.get("contentEncoding") == "base64"
    plain = least is None and most is None and pattern is None and not is_uuid and not is_time

    def check(value: Any, path: str, problems: Problems) -> Any:
        if type(value) is str:
            text = value
        else:
            if is_base64 and isinstance(value, (bytes, bytearray, memoryview)):
                return base64.b64encode(value).decode("ascii")
            if isinstance(value, datetime.datetime) and value.tzinfo is None:
                problems.append(f"{path} must say its time zone: use datetime.now(timezone.utc) or .astimezone().")
                return None
            found = text_of(value)
            if found is None:
                problems.append(f"{path} must be a str, not {shown(value)}.")
                return None
            text = found
        if plain:
            return text
        if least is not None and len(text) < least:
            what = "must not be empty" if least == 1 else f"must have at least {least} characters, not {len(text)}"
            problems.append(f"{path} {what}.")
        if most is not None and len(text) > most:
            problems.append(f"{path} must have at most {most} characters, not {len(text)}.")
        if is_uuid and not _UUID.match(text):
            problems.append(f"{path} must be a UUID such as '0198c0de-7a4b-7000-8000-000000000001'.")
        if is_time and not _is_time(text, node["format"]):
            kind = "datetime" if node["format"] == "date-time" else "date"
            problems.append(f"{path} must be an ISO 8601 {node['format']} or a {kind}.")
        if pattern is not None and len(text) <= 4096 and not pattern.search(text):
            problems.append(f"{path} must match {node['pattern']!r}.")
        return text

    return check


def _is_time(text: str, kind: str) -> bool:
    try:
        if kind == "date":
            datetime.date.fromisoformat(text)
        else:
            datetime.datetime.fromisoformat(
                re.sub(r"(\.\d{6})\d+", r"\1", text.replace("Z", "+00:00").replace("z", "+00:00"))
            )
    except ValueError:
        # 3.10 reads fewer spellings than RFC 3339 has; only what has no shape of a time is refused.
        return re.match(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d.*)?\Z", text) is not None
    return True


def _array(node: Schema, item: Check) -> Check:
    least, most, distinct = node.get("minItems"), node.get("maxItems"), node.get("uniqueItems")

    def check(value: Any, path: str, problems: Problems) -> Any:
        if isinstance(value, (str, bytes, bytearray, Mapping)) or not isinstance(value, Iterable):
            problems.append(f"{path} must be a list, not {shown(value)}.")
            return None
        items = [item(one, path and f"{path}[{index}]", problems) for index, one in enumerate(value)]
        if least is not None and len(items) < least:
            problems.append(f"{path} must have at least {least} item{'s' if least > 1 else ''}, not {len(items)}.")
        if most is not None and len(items) > most:
            problems.append(f"{path} must have at most {most} items, not {len(items)}.")
        if distinct and any(one in items[:index] for index, one in enumerate(items)):
            problems.append(f"{path} must not repeat an item.")
        return items

    return check


def _map(view: ObjectView, item: Check) -> Check:
    rules = [rule for schema in view.rules for rule in compile_rules(schema, exclusive=False)]

    def check(value: Any, path: str, problems: Problems) -> Any:
        mapping = as_mapping(value, path, problems)
        if mapping is None:
            return None
        wire = {}
        for key, one in mapping.items():
            text = key if type(key) is str else text_of(key)
            if text is None:
                problems.append(f"{path} must have text keys, not {shown(key)}.")
                continue
            wire[text] = item(one, path and f"{path}[{text!r}]", problems)
        for rule in rules:
            rule(wire, path, problems)
        return wire

    return check


def free(value: Any, path: str, problems: Problems, depth: int = 0) -> Any:
    """Any JSON value: checked all the way down, because what JSON cannot carry must not be guessed."""
    if value is None or type(value) in (str, bool, int):
        return value
    if depth > MAX_DEPTH:
        problems.append(f"{path} is nested more than {MAX_DEPTH} deep, or contains itself.")
        return None
    if type(value) is dict or isinstance(value, Mapping):
        wire = {}
        for key, one in value.items():
            text = key if type(key) is str else text_of(key)
            if text is None:
                problems.append(f"{path} must have text keys, not {shown(key)}.")
                continue
            wire[text] = free(one, path and f"{path}.{text}", problems, depth + 1)
        return wire
    if isinstance(value, (list, tuple, set, frozenset)):
        return [free(one, path and f"{path}[{index}]", problems, depth + 1) for index, one in enumerate(value)]
    if isinstance(value, float):
        if not math.isfinite(value):
            problems.append(f"{path} must be a finite number: JSON has no NaN and no infinity.")
            return None
        return float(value)
    if hasattr(type(value), "model_dump"):
        return free(as_mapping(value, path, problems), path, problems, depth + 1)
    found = text_of(value)
    if found is not None:
        return found
    if hasattr(value, "__index__"):
        return value.__index__()
    if hasattr(value, "__float__"):
        return free(float(value), path, problems, depth + 1)
    if hasattr(value, "tolist"):
        return free(value.tolist(), path, problems, depth + 1)
    hint = " Encode it as base64 text." if isinstance(value, (bytes, bytearray)) else ""
    problems.append(f"{path} cannot be written as JSON: {shown(value)}.{hint}")
    return None


# Rules over the fields of one object -----------------------------------------------------------------------------

Rule = Callable[[dict[str, Any], str, Problems], None]


def _only_required(branch: Any) -> list[str] | None:
    if isinstance(branch, dict) and set(branch) <= {"required", "title", "description"} and branch.get("required"):
        return list(branch["required"])
    return None


def names(wires: Iterable[str]) -> str:
    return ", ".join(snake(wire) for wire in wires)


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
