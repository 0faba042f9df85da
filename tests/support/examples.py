"""Example values out of schemas: the same document always gives the same ones.

Rules: a value is valid against its schema, by jsonschema's judgement. `least` has what is required and nothing else;
`most` has every member that can stand beside the others. No endpoint is known by name, so that any document works.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

UUID = "00000000-0000-4000-8000-000000000001"
TIME = "2026-01-02T03:04:05Z"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


DEEPEST = 6
"""So deep are members shown that are not required."""


class Examples:
    """Examples for the schemas of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._registry: Any = Registry().with_resource("doc:", DRAFT202012.create_resource(dict(document)))
        self._validators: dict[str, Draft202012Validator] = {}

    def errors(self, schema: Any, value: Any) -> list[str]:
        """What jsonschema has to say against a value."""
        text = json.dumps(schema, sort_keys=True).replace('"$ref": "#', '"$ref": "doc:#')
        if text not in self._validators:
            self._validators[text] = Draft202012Validator(json.loads(text), registry=self._registry)
        return [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in self._validators[text].iter_errors(value)
        ]

    def follow(self, schema: Any) -> dict[str, Any]:
        while isinstance(schema, dict) and "$ref" in schema:
            node: Any = self.document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                node = node[part.replace("~1", "/").replace("~0", "~")]
            schema = {**node, **{key: member for key, member in schema.items() if key != "$ref"}}
        return schema if isinstance(schema, dict) else {}

    def value(self, schema: Any, name: str = "", *, most: bool = False, depth: int = 0) -> Any:
        """A value of a schema; `name` gives texts something to say."""
        node = self.follow(schema)
        for key in ("oneOf", "anyOf"):
            branches = [branch for branch in node.get(key, ()) if self.follow(branch).get("type") != "null"]
            if branches and "properties" not in node and not all(set(branch) <= {"required"} for branch in branches):
                return self.value(branches[0], name, most=most, depth=depth)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            values = [value for value in node["enum"] if value is not None]
            # A state that changes is shown at its end, so that whoever waits for it is done.
            known = [value for value in values if "UNSPECIFIED" not in str(value)] or values
            return "COMPLETED" if "COMPLETED" in values else known[0]
        kinds = node.get("type", "object" if "properties" in node or "allOf" in node else None)
        kind = next((name for name in kinds if name != "null"), None) if isinstance(kinds, list) else kinds
        if kind == "object":
            return self._object(schema, node, name, most=most, depth=depth)
        if kind == "array":
            parts = list(node.get("prefixItems", ()))
            parts += [node.get("items", True)] * (max(node.get("minItems", 0), 1) - len(parts))
            return [self.value(part, name, most=most, depth=depth + 1) for part in parts]
        if kind in {"integer", "number"}:
            low, high = node.get("minimum", node.get("exclusiveMinimum", -1) + 1), node.get("maximum", 1)
            number = max(low, min(1, high))
            return number if kind == "integer" else number / 1
        if kind == "boolean":
            return True
        return self._text(node, name) if kind == "string" else "anything"

    def _is_nested(self, schema: Any) -> bool:
        node = self.follow(schema)
        return bool({"properties", "items", "additionalProperties"} & node.keys())

    @staticmethod
    def _text(node: Mapping[str, Any], name: str) -> str:
        if node.get("format") == "uuid" or re.search(r"(Id|Ids|^id)\Z", name):
            return UUID
        if node.get("format") in {"date-time", "date"}:
            return TIME[: 10 if node["format"] == "date" else None]
        if node.get("contentEncoding") == "base64" or node.get("format") == "byte":
            return "ZXhhbXBsZQ=="
        if node.get("format") == "uri" or name.lower().endswith("url"):
            return "https://models.example/v1"
        if node.get("format") == "email" or name == "email":
            return "ada@example.com"
        if name.endswith("headerName"):
            return "x-provider-key"
        text = _HUMP.sub(" ", name).lower() or "text"
        return text.ljust(node.get("minLength", 0), "x")[: node.get("maxLength")]

    def variants(self, schema: Any, name: str) -> Iterator[Any]:
        """An object, or a list of one, with all that goes together, and with each of its members alone."""
        yield self.value(schema, name, most=True)
        node = self.follow(schema)
        item = self.follow(node["items"]) if node.get("type") == "array" else node
        required = {wire: self.value(item["properties"][wire], wire) for wire in item.get("required", ())}
        for wire, part in item.get("properties", {}).items():
            value = {**required, wire: self.value(part, wire)}
            yield value if item is node else [value]

    def _object(self, schema: Any, node: dict[str, Any], name: str, *, most: bool, depth: int) -> Any:
        properties, required = dict(node.get("properties", {})), list(node.get("required", ()))
        for part in map(self.follow, node.get("allOf", ())):
            properties.update(part.get("properties", {}))
            required += part.get("required", ())
        if not properties:
            extra = node.get("additionalProperties")
            if not extra:
                return {}
            key = _HUMP.sub("_", name).lower() or "key"
            # A key that is a word: servers restrict the keys of labels.
            return {key: self.value(extra if isinstance(extra, dict) else {"type": "string"}, name, depth=depth + 1)}
        values = {
            wire: self.value(properties[wire], wire, most=most and depth < 4, depth=depth + 1) for wire in required
        }
        if depth >= DEEPEST:
            # Nothing optional any more: of alternatives the plainest, so that what contains itself comes to an end.
            branches = [branch for key in ("oneOf", "anyOf") for branch in node.get(key, ())]
            groups = [branch["required"] for branch in branches if "required" in branch]
            for wire in min(
                groups, key=lambda group: sum(self._is_nested(properties.get(wire)) for wire in group), default=[]
            ):
                values.setdefault(wire, self.value(properties.get(wire, True), wire, depth=depth + 1))
        optional = {
            wire: self.value(properties[wire], wire, most=most and depth < 4, depth=depth + 1)
            for wire in (properties if depth < DEEPEST else ())
            if wire not in values
        }
        return fitting(values, optional, lambda candidate: not self.errors(schema, candidate), most=most)


def fitting(values: Mapping[str, Any], optional: Mapping[str, Any], is_valid: Any, *, most: bool) -> dict[str, Any]:
    """`values` with as few of `optional` as make it valid, or with as many as leave it so.

    Raises:
        LookupError: No two optional values make it valid.
    """
    fitted = next((attempt for attempt in _attempts(values, optional) if is_valid(attempt)), None)
    if fitted is None:
        raise LookupError(f"{sorted(values)} is not valid, and no two of {sorted(optional)} make it so")
    if most:
        for name, value in optional.items():
            if name not in fitted and is_valid({**fitted, name: value}):
                fitted = {**fitted, name: value}
    return fitted


def _attempts(values: Mapping[str, Any], optional: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    yield dict(values)
    names = list(optional)
    for name in names:
        yield {**values, name: optional[name]}
    for index, name in enumerate(names):
        for other in names[index + 1 :]:
            yield {**values, name: optional[name], other: optional[other]}


@cache
def bundled() -> Examples:
    """Examples for the bundled document."""
    import goodmem_dyn

    return Examples(goodmem_dyn.document())
