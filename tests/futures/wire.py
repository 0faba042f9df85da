"""Requests read as a document says: path, query, headers, cookies and body as values, with everything that is wrong.

Rules: reads the raw document and nothing of the package. What the document does not declare is a problem, and so is what
jsonschema does not accept.
"""

from __future__ import annotations

import json
import re
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from tests.futures.raw import is_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.futures.raw import Operation, Raw
    from tests.futures.values import Maker

_VARIABLE = re.compile(r"\{([^}]*)\}")


def pattern(template: str) -> re.Pattern[str]:
    """What the paths of a template look like."""
    parts = _VARIABLE.split(template)
    return re.compile("".join("([^/]+)" if at % 2 else re.escape(one) for at, one in enumerate(parts)) + r"\Z")


def variables(template: str) -> list[str]:
    """The names of a template's variables, in order."""
    return _VARIABLE.findall(template)


def nearness(template: str) -> tuple[int, int]:
    """Sorts templates: the fewest variables first, then the most literal."""
    return template.count("{"), -len(_VARIABLE.sub("", template))


SAID_ELSEWHERE = frozenset({"accept", "content-type", "authorization"})
"""Headers that a document may list as parameters: OpenAPI has them ignored."""


class Reader:
    """Reads requests of one document."""

    def __init__(self, raw: Raw, maker: Maker) -> None:
        self.raw, self.maker = raw, maker

    def path(self, operation: Operation, path: str, problems: list[str]) -> dict[str, Any]:
        match = pattern(operation.path).match(path)
        assert match is not None
        texts = dict(zip(variables(operation.path), map(unquote, match.groups()), strict=True))
        schemas = {one["name"]: one.get("schema", {}) for one in operation.parameters if one["in"] == "path"}
        found = {name: self.typed(schemas[name], text) for name, text in texts.items()}
        self.judge(schemas, found, "path", problems)
        return found

    def query(self, operation: Operation, text: str, problems: list[str]) -> dict[str, Any]:
        declared = {one["name"]: one for one in operation.parameters if one["in"] == "query"}
        found: dict[str, Any] = {}
        keys = {one.get("name") for schemes in self.raw.security(operation) for one in schemes}
        for name, value, rough in _pairs(text):
            base, bracket, inner = name.partition("[")
            if name in declared:
                self._take(found, declared[name], name, value, rough)
            elif bracket and declared.get(base, {}).get("style") == "deepObject":
                found.setdefault(base, {})[inner.removesuffix("]")] = value
            elif name not in keys:
                problems.append(f"query parameter {name} is not in the document")
        self.judge({name: one.get("schema", {}) for name, one in declared.items()}, found, "query", problems)
        problems += [
            f"query {name} is missing" for name, one in declared.items() if one.get("required") and name not in found
        ]
        return found

    def _take(self, found: dict[str, Any], parameter: Any, name: str, value: str, rough: str) -> None:
        schema = self.raw.follow(parameter.get("schema", {}))
        if "content" in parameter:
            found[name] = json.loads(value)
        elif "array" in _kinds(schema):
            style = parameter.get("style", "form")
            explode = parameter.get("explode", style == "form")
            texts = (
                [value] if explode else [unquote(one.replace("+", " ")) for one in re.split(_delimiter(style), rough)]
            )
            found.setdefault(name, []).extend(self.typed(schema.get("items", {}), one) for one in texts)
        else:
            found[name] = self.typed(schema, value)

    def fields(self, operation: Operation, where: str, given: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
        """The declared ones among headers or cookies."""
        declared = [one for one in operation.parameters if one["in"] == where]
        declared = [one for one in declared if where != "header" or one["name"].lower() not in SAID_ELSEWHERE]
        texts = {name.lower(): text for name, text in given.items()}
        found = {
            one["name"]: self.typed(one.get("schema", {}), texts[one["name"].lower()])
            for one in declared
            if one["name"].lower() in texts
        }
        self.judge({one["name"]: one.get("schema", {}) for one in declared}, found, where, problems)
        problems += [
            f"{where} {one['name']} is missing" for one in declared if one.get("required") and one["name"] not in found
        ]
        return found

    def judge(self, schemas: Mapping[str, Any], found: Mapping[str, Any], where: str, problems: list[str]) -> None:
        for name, value in found.items():
            problems += [f"{where} {name}: {one}" for one in self.maker.errors(schemas[name], value)]

    def typed(self, schema: Any, text: str) -> Any:
        """A text as the value that its schema says it is."""
        kinds = _kinds(self.raw.follow(schema))
        for one in self.raw.follow(schema).get("anyOf", ()) if isinstance(self.raw.follow(schema), dict) else ():
            kinds |= _kinds(self.raw.follow(one))
        if "array" in kinds:
            return [self.typed(self.raw.follow(schema).get("items", {}), one) for one in text.split(",")]
        if kinds & {"integer", "number", "boolean"}:
            try:
                return json.loads(text)
            except ValueError:
                return text
        return text

    def body(self, operation: Operation, headers: Mapping[str, str], data: bytes, problems: list[str]) -> Any:
        """The body as a value; a form as a dict of its parts."""
        node = self.raw.follow(operation.node.get("requestBody", {}))
        content = node.get("content", {})
        kind = headers.get("content-type", "")
        plain = kind.partition(";")[0].strip().lower()
        if not data:
            problems += ["the body is missing"] if node.get("required") else []
            return None
        media = next((one for one in content if one.partition(";")[0].strip().lower() == plain), None)
        if media is None:
            problems.append(f"a body of type {plain or 'none'} is not in the document")
            return data
        schema = content[media].get("schema", {})
        if is_json(plain):
            try:
                value = json.loads(data)
            except ValueError:
                problems.append("the body is no JSON")
                return None
            closed = isinstance(value, dict)
            problems += [f"body: {one}" for one in self.maker.errors(schema, value, closed=closed)]
            return value
        if plain == "multipart/form-data":
            return self._parts(schema, kind, data, problems)
        if plain == "application/x-www-form-urlencoded":
            properties = self.raw.follow(schema).get("properties", {})
            return {name: self.typed(properties.get(name, {}), text) for name, text in parse_qsl(data.decode(), True)}
        return data

    def _parts(self, schema: Any, kind: str, data: bytes, problems: list[str]) -> dict[str, Any]:
        view = self.raw.follow(schema)
        properties, extra = view.get("properties", {}), view.get("additionalProperties", False)
        found: dict[str, Any] = {}
        message = BytesParser(policy=HTTP).parsebytes(f"content-type: {kind}\r\n\r\n".encode() + data)
        for part in message.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            content = part.get_payload(decode=True)
            if name not in properties and not extra:
                problems.append(f"form part {name} is not in the document")
                continue
            one = self.raw.follow(properties.get(name, extra))
            item = self.raw.follow(one.get("items", {})) if "array" in _kinds(one) else one
            if is_file(item):
                found[name] = [*found.get(name, []), content] if item is not one else content
                continue
            value = self._part(item, content)
            # Of a list each item has a part of its own, unless one part is the whole list.
            found[name] = [*found.get(name, []), value] if item is not one and not isinstance(value, list) else value
        for name in found.keys() & properties.keys():
            if not any(isinstance(one, bytes) for one in _items(found[name])):
                problems += [f"form part {name}: {error}" for error in self.maker.errors(properties[name], found[name])]
        problems += [f"form part {name} is missing" for name in view.get("required", ()) if name not in found]
        return found

    def _part(self, schema: Any, content: bytes) -> Any:
        text = content.decode()
        if _kinds(schema) <= {"string", "null"} and _kinds(schema):
            return text
        try:
            return json.loads(text)
        except ValueError:
            return text


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_file(schema: Any) -> bool:
    """Whether a part of a form is a file."""
    return isinstance(schema, dict) and (schema.get("format") == "binary" or "contentMediaType" in schema)


def _delimiter(style: str) -> str:
    return {"form": ",", "pipeDelimited": r"\||%7C", "spaceDelimited": r"%20|\+"}[style]


def _kinds(schema: Any) -> set[str]:
    kinds = schema.get("type", ()) if isinstance(schema, dict) else ()
    return {kinds} if isinstance(kinds, str) else set(kinds)


def _pairs(text: str) -> Iterable[tuple[str, str, str]]:
    for pair in filter(None, text.split("&")):
        name, _, value = pair.partition("=")
        yield unquote(name.replace("+", " ")), unquote(value.replace("+", " ")), value
