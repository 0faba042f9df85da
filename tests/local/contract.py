"""Requests and replies judged by the document, with nothing of the server's own: plain jsonschema, own path matching.

A null member counts as absent, because live servers send nulls beside the one member that is set; errors are judged by
the three bodies that live servers send, because the document's error schema is another one.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import Any

import jsonschema

DOCUMENT: dict[str, Any] = json.loads((resources.files("goodmem_dyn") / "data" / "openapi.json").read_bytes())

OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    operation.get("operationId", f"{method.upper()} {path}"): (method.upper(), path, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method in ("get", "put", "post", "delete", "patch")
}

ERRORS = {
    "oneOf": [
        {
            "required": ["error", "status", "timestamp"],
            "properties": {
                "error": {"type": "string", "minLength": 1},
                "status": {"type": "integer"},
                "timestamp": {"type": "integer"},
            },
            "additionalProperties": False,
        },
        {
            "required": ["errors"],
            "properties": {
                "errors": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "required": ["field", "message"],
                        "properties": {"field": {"type": "string"}, "message": {"type": "string", "minLength": 1}},
                        "additionalProperties": False,
                    },
                }
            },
            "additionalProperties": False,
        },
        {
            "required": ["error"],
            "properties": {"error": {"type": "string", "pattern": "^Invalid JSON request body: "}},
            "additionalProperties": False,
        },
    ]
}


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def _validate(value: Any, schema: dict[str, Any]) -> None:
    whole = {**schema, "components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(whole).validate(without_nulls(value))


def find_operation(method: str, path: str) -> str:
    """The id of the operation with the fewest variables in its path."""
    found = []
    for name, (verb, template, _) in OPERATIONS.items():
        pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(template))
        if verb == method and re.fullmatch(pattern, path):
            found.append((template.count("{"), name))
    assert found, f"the document has no {method} {path}"
    return min(found)[1]


def judge_request(name: str, body: Any) -> None:
    """Asserts that the document allows a JSON body."""
    content = OPERATIONS[name][2].get("requestBody", {}).get("content", {})
    assert "application/json" in content, f"{name} takes no JSON body"
    _validate(body, content["application/json"]["schema"])


def judge_reply(name: str, status: int, content_type: str, body: bytes) -> None:
    """Asserts that the document allows a reply."""
    media = content_type.split(";", maxsplit=1)[0].strip()
    if status >= 400:
        assert media == "application/json"
        parsed = json.loads(body)
        jsonschema.Draft202012Validator(ERRORS).validate(parsed)
        assert parsed.get("status", status) == status
        return
    replies = OPERATIONS[name][2]["responses"]
    assert str(status) in replies, f"the document has no {status} of {name}"
    content = replies[str(status)].get("content", {})
    if not content:
        assert body == b""
        return
    if "application/octet-stream" in content:
        return
    assert media in content, f"the document has no {media} of {name}"
    values = [json.loads(line) for line in body.decode().split("\n")[:-1]] if "ndjson" in media else [json.loads(body)]
    for value in values:
        _validate(value, content[media]["schema"])
