"""A document as it is written: its operations, what they promise, and what each of them depends on.

Rules: read with nothing of the package, so that the judge does not share its mistakes. Nothing here changes a document.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = dict[str, Any]
Key = tuple[str, str]
"""An operation as `(method in capitals, path)`."""

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
_PROSE = frozenset(
    {"description", "summary", "title", "example", "examples", "externalDocs", "operationId", "tags", "default"}
)
"""What may change without anything changing for code."""
_NAMED = frozenset({"properties", "schemas", "headers", "content", "responses", "$defs"})
"""What stands below these is a name, whatever it is called."""


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        method: In capitals.
        path: The template.
        node: As the document writes it.
        parameters: Its own and its path's, followed; its own win.
    """

    method: str
    path: str
    node: Json
    parameters: tuple[Json, ...]

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.method, self.path


class Raw:
    """A document to be read."""

    def __init__(self, document: Json) -> None:
        self.document = document

    def follow(self, node: Any) -> Any:
        """What a reference refers to; its siblings win."""
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            target: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = {**target, **{key: one for key, one in node.items() if key != "$ref"}} if len(node) > 1 else target
        return node

    @cached_property
    def operations(self) -> dict[Key, Operation]:
        """Every operation, in the document's order."""
        found = {}
        for path, raw in self.document["paths"].items():
            item = self.follow(raw)
            for method in METHODS:
                if isinstance(item, dict) and isinstance(item.get(method), dict):
                    node = item[method]
                    merged = {
                        (one["in"], one["name"]): one
                        for one in map(self.follow, [*item.get("parameters", ()), *node.get("parameters", ())])
                    }
                    found[method.upper(), path] = Operation(method.upper(), path, node, tuple(merged.values()))
        return found

    def content(self, operation: Operation) -> Json:
        """The media types of the request."""
        found: Json = self.follow(operation.node.get("requestBody", {})).get("content", {})
        return found

    def answer(self, operation: Operation) -> tuple[int, Json]:
        """The status and the media types of a success."""
        responses = operation.node["responses"]
        promised = next((one for one in responses if str(one).startswith("2")), None)
        if promised is None:
            promised = "default" if "default" in responses else next(iter(responses))
        status = int(promised) if str(promised).isdigit() else 200
        return status, self.follow(responses[promised]).get("content", {})

    def security(self, operation: Operation) -> list[list[Json]]:
        """The alternatives, each as the schemes that must all be satisfied."""
        stated = operation.node.get("security", self.document.get("security", []))
        schemes = self.document.get("components", {}).get("securitySchemes", {})
        return [[self.follow(schemes[name]) for name in one] for one in stated]

    def references(self, node: Any) -> Iterator[str]:
        """Every reference in a node."""
        waiting = [node]  # this is asked of every schema of every document: no generator for each part of it
        while waiting:
            part = waiting.pop()
            if isinstance(part, (list, tuple)):
                waiting += part
            elif isinstance(part, dict):
                reference = part.get("$ref")
                if isinstance(reference, str):
                    yield reference
                waiting += part.values()

    def reached(self, node: Any) -> dict[str, Any]:
        """Everything that a node refers to, directly or not, by reference."""
        found: dict[str, Any] = {}
        waiting = list(self.references(node))
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = self.follow({"$ref": one})
                waiting += self.references(found[one])
        return found

    def fingerprint(self, operation: Operation) -> str:
        """A hash of all that decides what a call sends and what a success gives; prose and order are left out."""
        request = self.follow(operation.node.get("requestBody", {}))
        marks = operation.node.get("deprecated", False)
        whole = [request, operation.parameters, self.security(operation), self.answer(operation), marks]
        text = json.dumps([_bare(whole), _bare(self.reached(whole))], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _bare(node: Any, *, named: bool = False) -> Any:
    if isinstance(node, dict):
        return {
            key: _bare(one, named=not named and (key in _NAMED or key.startswith("#")))
            for key, one in node.items()
            if named or (key not in _PROSE and not key.startswith("x-"))
        }
    if isinstance(node, (list, tuple)):
        items = [_bare(one) for one in node]
        is_parameters = all(isinstance(one, dict) and "in" in one and "name" in one for one in items)
        return sorted(items, key=lambda one: (one["in"], one["name"])) if items and is_parameters else items
    return node


def shape(key: Key) -> Key:
    """An operation whatever its path calls its variables."""
    return key[0], re.sub(r"\{[^}]*\}", "{}", key[1])


def component(node: Any) -> str | None:
    """The name of the schema that a reference refers to."""
    text = node.get("$ref", "") if isinstance(node, dict) else ""
    return text.rpartition("/")[2] if text.startswith("#/components/schemas/") else None


def is_json(media: str) -> bool:
    """Whether a media type is JSON, or any: a value is written as JSON then."""
    plain = media.partition(";")[0].strip().lower()
    return plain in {"application/json", "*/*"} or plain.endswith("+json")


def json_of(content: Mapping[str, Any]) -> Any:
    """The schema of the JSON among media types; None where there is none."""
    return next((one.get("schema", {}) for media, one in content.items() if is_json(media)), None)
