"""Values for the schemas of any document, made without the client's help and judged by jsonschema.

Rules: the same document always gives the same values. With `most`, every member is there that a request (or an answer)
may have; otherwise what is required. A schema for which no valid value is found is named, and nobody is blamed for it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from hypothesis import find
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST, WIDE = 12, 3
FORMATS = {
    "uuid": "0198c0de-7a4b-7000-8000-000000000001",
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "byte": "ZXhhbXBsZQ==",
    "uri": "https://example.org/a",
    "email": "ada@example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "example.org",
    "time": "03:04:05Z",
}


class Unmade(Exception):
    """No value was found."""


class Values:
    """Makes values for the schemas of one document of version 3.1."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._skipped: set[str] = set()
        self.is_loose = False
        """Whether a value that was made fits several forms where it may fit one."""
        self._registry: Any = Registry().with_resource("doc:", DRAFT202012.create_resource(dict(document)))

    def follow(self, node: Any) -> Any:
        """The node, or what its references lead to, with what stands beside them."""
        over: dict[str, Any] = {}
        for _ in range(30):
            if not isinstance(node, dict) or "$ref" not in node:
                break
            over = {**{key: one for key, one in node.items() if key != "$ref"}, **over}
            target: Any = self.document
            for part in node["$ref"].removeprefix("#").split("/")[1:]:
                key = unquote(part).replace("~1", "/").replace("~0", "~")
                target = target[int(key)] if isinstance(target, list) else target[key]
            node = target
        return {**node, **over} if isinstance(node, dict) else node

    def problem(self, schema: Any, value: Any) -> str:
        """What jsonschema has to say first against a value; empty where nothing."""
        errors = Draft202012Validator(_rebased(schema), registry=self._registry).iter_errors(value)
        try:
            return next((f"{'/'.join(map(str, one.absolute_path))}: {one.message[:150]}" for one in errors), "")
        except re.error as error:
            raise Unmade(f"Python cannot read a pattern: {error}") from error

    def value(self, schema: Any, *, most: bool, skip: str) -> Any:
        """A valid value.

        Raises:
            Unmade: There is none, or none was found.
        """
        tried = ""
        for wide in (most, False):
            self._skipped.clear()
            made = self.make(schema, wide, skip, 0)
            tried = self.problem(schema, made)
            missing = re.search(r"'([^']*)' is a required property", tried)
            # A required member that only the other side sends is left out, which jsonschema does not know of.
            # And which of several forms an open object has, a discriminator says, which it does not know of either.
            is_several = "is valid under each of" in tried
            if not tried or (missing and missing[1] in self._skipped) or is_several:
                self.is_loose |= is_several
                return made
        raise Unmade(tried)

    def make(self, schema: Any, most: bool, skip: str, depth: int) -> Any:
        node = self.merged(schema)
        if depth > DEEPEST:
            raise Unmade("without end")
        if "const" in node:
            return node["const"]
        if node.get("enum"):
            return next((one for one in node["enum"] if one is not None), None)
        branches = [one for one in node.get("oneOf") or node.get("anyOf") or () if not self.is_null(one)]
        if branches and "properties" not in node:
            return self._branch(node, branches, most, skip, depth)
        kinds = node.get("type")
        kind = next((one for one in kinds if one != "null"), "null") if isinstance(kinds, list) else kinds
        if kind == "object" or (kind is None and ("properties" in node or "additionalProperties" in node)):
            return self._object(node, branches, most, skip, depth)
        if kind == "array" or (kind is None and "items" in node):
            count = max(node.get("minItems", 0), 1 if most and depth < WIDE else 0)
            items = [self.make(node.get("items", {"type": "string"}), most, skip, depth + 1) for _ in range(count)]
            return [f"{one}{at}" if at and isinstance(one, str) else one for at, one in enumerate(items)]
        return scalar(kind, node)

    def _branch(self, node: Any, branches: list[Any], most: bool, skip: str, depth: int) -> Any:
        for one in branches:
            rest = {key: part for key, part in node.items() if key not in {"oneOf", "anyOf", "discriminator"}}
            try:
                made = self.make({**rest, **self.merged(one)}, most, skip, depth + 1)
            except Unmade:
                continue
            return self._told(node, one, made)
        raise Unmade("no branch can be made")

    def _told(self, node: Any, branch: Any, made: Any) -> Any:
        """The value with its discriminator set to what chooses the branch."""
        tag = node.get("discriminator", {})
        name = tag.get("propertyName") if isinstance(tag, dict) else None
        if name and isinstance(made, dict) and isinstance(branch, dict) and "$ref" in branch:
            mapping = tag.get("mapping", {})
            own = branch["$ref"]
            fixed = self.merged(self.merged(branch).get("properties", {}).get(name, {}))
            if self.merged(branch).get("properties") and not (fixed.get("enum") or "const" in fixed):
                ends = {own, own.rpartition("/")[2]}
                made[name] = next((value for value, one in mapping.items() if one in ends), own.rpartition("/")[2])
        return made

    def _object(self, node: Any, branches: list[Any], most: bool, skip: str, depth: int) -> Any:
        properties, required = dict(node.get("properties", {})), list(node.get("required", ()))
        if branches:
            one = self.merged(branches[0])
            properties = {**properties, **one.get("properties", {})}
            required += one.get("required", ())
        made: dict[str, Any] = {}
        for name, part in properties.items():
            inner = self.merged(part) if isinstance(part, dict) else {}
            is_both = bool(inner.get("readOnly") and inner.get("writeOnly"))  # then it says nothing
            if (skip and inner.get(skip) and not is_both) or part is False:
                self._skipped.add(name)
                continue
            if name not in required and not (most and depth < WIDE):
                continue
            try:
                made[name] = self.make(part, most, skip, depth + 1)
            except Unmade:
                if name in required:
                    raise
        for name in required:
            if name not in properties:
                made[name] = self.make(node.get("additionalProperties", {}) or {}, False, skip, depth + 1)
        if (
            not properties
            and (most or node.get("minProperties"))
            and isinstance(node.get("additionalProperties"), dict)
        ):
            made["key"] = self.make(node["additionalProperties"], most, skip, depth + 1)
        return made

    def merged(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        """A schema with its `allOf` drawn in, as far as it is needed to make a value."""
        node = self.follow(schema)
        if not isinstance(node, dict) or depth > 20:
            return {}
        for part in (self.merged(one, depth + 1) for one in node.get("allOf", ())):
            properties = {**part.get("properties", {}), **node.get("properties", {})}
            required = [*node.get("required", ()), *part.get("required", ())]
            node = {**part, **{key: one for key, one in node.items() if key != "allOf"}}
            if properties:
                node |= {"properties": properties, "required": list(dict.fromkeys(required))}
        return node

    def is_null(self, schema: Any) -> bool:
        node = self.follow(schema)
        return isinstance(node, dict) and (node.get("type") == "null" or node.get("enum") == [None])


def scalar(kind: str | None, node: Mapping[str, Any]) -> Any:
    """A value that holds no others."""
    if kind in {"null", "boolean"}:
        return None if kind == "null" else True
    if kind in {"integer", "number"}:
        low = node.get("minimum", node.get("exclusiveMinimum", 0) + (1 if "exclusiveMinimum" in node else 0))
        number = max(low, min(3, node.get("maximum", 3), node.get("exclusiveMaximum", 4) - 1))
        step = node.get("multipleOf")
        number = -(-number // step) * step if step else number
        return int(number) if kind == "integer" or number == int(number) else number
    usual = FORMATS.get(node.get("format", ""), "text")
    if node.get("pattern") and not _fits(node, usual):
        return matching(node["pattern"], node.get("minLength", 0), node.get("maxLength"))
    text = FORMATS.get(node.get("format", ""), "text")
    return text if node.get("format") in FORMATS else text.ljust(node.get("minLength", 0), "x")[: node.get("maxLength")]


def _fits(node: Mapping[str, Any], text: str) -> bool:
    try:
        return re.search(node["pattern"], text) is not None and node.get("minLength", 0) <= len(text)
    except re.error:
        return True


@cache
def matching(pattern: str, least: int, most: int | None) -> str:
    """The shortest plain text that matches a pattern."""
    try:
        texts = st.from_regex(re.compile(pattern), alphabet=st.characters(min_codepoint=33, max_codepoint=126))
        return find(
            texts, lambda text: len(text) >= max(least, 1) and (most is None or len(text) <= most) and "\n" not in text
        )
    except Exception as error:
        raise Unmade(f"no text matches {pattern!r}") from error


def _rebased(node: Any) -> Any:
    """A schema whose references point into the registered document."""
    if isinstance(node, dict):
        return {
            key: f"doc:{one}" if key == "$ref" and isinstance(one, str) and one.startswith("#") else _rebased(one)
            for key, one in node.items()
        }
    return [_rebased(one) for one in node] if isinstance(node, list) else node
