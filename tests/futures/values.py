"""Values out of schemas: the same document always gives the same ones.

Rules: every value is valid by jsonschema's judgement, or there is none. `most` has every member that can stand beside the
others, otherwise there is what is required, and in an answer null where null is allowed. `turn` makes the values of one
list differ. What a request may not hold (`readOnly`) or an answer (`writeOnly`) is left out.
"""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.futures.raw import Raw

UUID = "00000000-0000-4000-8000-0000000000"
_DEEPEST = 9
_WIDE = 7
"""Below this depth an object has what it needs and no more."""


class Unmade(Exception):
    """A schema that no value was found for."""


class Maker:
    """Makes values for the schemas of one document, and judges them."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self._registry: Any = Registry().with_resource("doc:", DRAFT202012.create_resource(raw.document))
        self._validators: dict[tuple[int, bool], tuple[Any, Draft202012Validator]] = {}
        self._made: dict[tuple[int, str, bool, int, str], tuple[Any, bytes]] = {}

    def errors(self, schema: Any, value: Any, *, closed: bool = False) -> list[str]:
        """What jsonschema has to say against a value; `closed`: members that nothing declares count as well."""
        key = (id(schema), closed)
        if key not in self._validators:
            whole = _rebased(schema)
            if closed:
                whole = {"allOf": [whole], "unevaluatedProperties": False}
            # The schema is kept, so that its id stays its own.
            self._validators[key] = schema, Draft202012Validator(whole, registry=self._registry)
        found = self._validators[key][1].iter_errors(value)
        return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found]

    def value(self, schema: Any, name: str = "", *, most: bool = False, turn: int = 0, skip: str = "") -> Any:
        """A value.

        Args:
            schema: What it must be valid against.
            name: What it is called; texts say it.
            most: Whether it has all members that go together.
            turn: Which of several it is.
            skip: `readOnly` or `writeOnly`: members so marked are left out.

        Raises:
            Unmade: There is none, or none was found.
        """
        key = (id(schema), name, most, turn, skip)
        if key not in self._made:  # several clients are judged by one document
            found = self._value(schema, name, most, turn, skip, 0)
            problems = self.errors(schema, found)
            if problems:
                raise Unmade(f"{name or 'the value'}: {problems[0]}")
            self._made[key] = schema, pickle.dumps(found)
        return pickle.loads(self._made[key][1])  # whoever asked may change it

    def _value(self, schema: Any, name: str, most: bool, turn: int, skip: str, depth: int) -> Any:
        if depth > _DEEPEST:
            raise Unmade(f"{name} is without end")
        node = self._merged(schema)
        if not node:
            return f"{name or 'anything'} {turn}"
        if depth and not most and skip == "writeOnly" and _may_be_null(node):
            return None
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return next(one for one in reversed(node["enum"]) if one is not None)
        branches = node.get("oneOf") or node.get("anyOf") or ()
        if branches and "properties" not in node:
            return self._branch(branches, name, most, turn, skip, depth)
        kind = _kind(node)
        if kind == "object":
            return self._object(schema, node, name, most, turn, skip, depth)
        if kind == "array":
            parts = list(node.get("prefixItems", ()))
            parts += [node.get("items", True)] * (max(node.get("minItems", 0), 1 if depth < 5 else 0) - len(parts))
            return [self._value(one, name, most, turn + at, skip, depth + 1) for at, one in enumerate(parts)]
        return _scalar(node, kind, name, turn)

    def _branch(self, branches: Any, name: str, most: bool, turn: int, skip: str, depth: int) -> Any:
        problem: Exception = Unmade(f"{name} has no alternative but null")
        for one in branches:
            if self._merged(one).get("type") != "null":
                try:
                    return self._value(one, name, most, turn, skip, depth + 1)
                except Unmade as error:
                    problem = error
        raise problem

    def _merged(self, schema: Any) -> dict[str, Any]:
        """A schema with its `allOf` drawn in, as far as it is needed to make a value."""
        node = self.raw.follow(schema)
        if not isinstance(node, dict):
            return {}
        for key in ("oneOf", "anyOf"):
            if len(node.get(key, ())) == 1 and "properties" not in node:  # a choice that is none
                node = {**self._merged(node[key][0]), **{name: one for name, one in node.items() if name != key}}
        for part in map(self._merged, node.get("allOf", ())):
            properties = {**part.get("properties", {}), **node.get("properties", {})}
            required = [*node.get("required", ()), *part.get("required", ())]
            node = {**part, **{key: one for key, one in node.items() if key != "allOf"}}
            if properties:
                node |= {"properties": properties, "required": list(dict.fromkeys(required))}
        return node

    def _object(
        self, schema: Any, node: dict[str, Any], name: str, most: bool, turn: int, skip: str, depth: int
    ) -> dict[str, Any]:
        properties = {
            key: one for key, one in node.get("properties", {}).items() if not (skip and self._merged(one).get(skip))
        }
        if not properties:
            extra = node.get("additionalProperties")
            if not extra or not (most or node.get("minProperties")):
                return {}
            return {"team": self._value(extra, "team", most, turn, skip, depth + 1)}
        required = [one for one in node.get("required", ()) if one in properties]
        made = {one: self._value(properties[one], one, most, turn, skip, depth + 1) for one in required}
        found = next(self._fitting(schema, made, properties, turn, skip, depth), None)
        if found is None:
            raise Unmade(f"{name}: {sorted(made)} is not valid, and no two more members make it so")
        if most and depth < _WIDE:
            for one, part in properties.items():
                if one not in found:
                    found = self._with(schema, found, one, part, turn, skip, depth) or found
        return found

    def _with(self, schema: Any, found: Any, one: str, part: Any, turn: int, skip: str, depth: int) -> Any:
        """An object with one more member, where that is valid."""
        for most in (True, False):
            try:
                wider = {**found, one: self._value(part, one, most, turn, skip, depth + 1)}
            except Unmade:
                continue
            if not self.errors(schema, wider):
                return wider
        return None

    def _fitting(
        self, schema: Any, made: dict[str, Any], properties: dict[str, Any], turn: int, skip: str, depth: int
    ) -> Iterator[dict[str, Any]]:
        if not self.errors(schema, made):
            yield made
        others = {}
        for one, part in properties.items():
            if one not in made:
                try:
                    others[one] = self._value(part, one, False, turn, skip, depth + 1)
                except Unmade:
                    continue
                if not self.errors(schema, {**made, one: others[one]}):
                    yield {**made, one: others[one]}
        names = list(others)
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                pair = {**made, one: others[one], other: others[other]}
                if not self.errors(schema, pair):
                    yield pair


def _kind(node: dict[str, Any]) -> str | None:
    kinds = node.get("type", "object" if "properties" in node or "additionalProperties" in node else None)
    if isinstance(kinds, list):
        return next((one for one in kinds if one != "null"), "null")
    return "array" if kinds is None and "items" in node else kinds


def _may_be_null(node: dict[str, Any]) -> bool:
    return "null" in node.get("type", ()) or {"type": "null"} in node.get("anyOf", ())


def _scalar(node: dict[str, Any], kind: str | None, name: str, turn: int) -> Any:
    if kind == "null":
        return None
    if kind == "boolean":
        return True
    if kind in {"integer", "number"}:
        low = node.get("minimum", node.get("exclusiveMinimum", -1) + 1)
        step = node.get("multipleOf", 1)
        number = min(max(low, (3 + turn) * step), node.get("maximum", 2**31))
        return (
            number
            if kind == "integer"
            else number + (0.5 if step == 1 and number + 0.5 < node.get("maximum", 9) else 0)
        )
    return _text(node, name, turn)


def _text(node: dict[str, Any], name: str, turn: int) -> str:
    kind = node.get("format")
    if kind == "uuid" or re.search(r"(Id|Ids|(^|_)id|(^|_)ids)\Z", name):
        return f"{UUID}{turn % 100:02d}"
    if kind in {"date-time", "date"}:
        return f"2026-01-{turn % 28 + 1:02d}T03:04:05Z"[: 10 if kind == "date" else None]
    # Older documents do not say that content is base64, and it was.
    if node.get("contentEncoding") == "base64" or kind == "byte" or name.endswith("Content"):
        return "ZXhhbXBsZQ=="
    if kind == "uri" or name.lower().endswith("url"):
        return f"https://models.example/v{turn}"
    if kind == "email":
        return f"ada{turn}@example.com"
    text = f"{name or 'text'} {turn}"
    return text.ljust(node.get("minLength", 0), "x")[: node.get("maxLength")]


def _rebased(node: Any) -> Any:
    """A schema whose references point into the registered document."""
    if isinstance(node, dict):
        return {
            key: f"doc:{one}" if key == "$ref" and one.startswith("#") else _rebased(one) for key, one in node.items()
        }
    return [_rebased(one) for one in node] if isinstance(node, list) else node
