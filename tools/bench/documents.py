"""Documents of any number of operations, for what reading one costs: a client is built from its document at run time.

Rules: every operation has parameters, a body and an answer of its own, so that none is cheap by being like another.
"""

from __future__ import annotations

from typing import Any

GROUP = 10
"""Operations that share a tag, and so a namespace."""


def document(count: int) -> dict[str, Any]:
    """An OpenAPI document of so many operations."""
    numbers = range(count)
    return {
        "openapi": "3.0.3",
        "info": {"title": "Bench", "version": "1"},
        "paths": {f"/v1/group{n // GROUP}/{{id}}/part{n}": {"post": _operation(n)} for n in numbers},
        "components": {"schemas": {name: _schema(n) for n in numbers for name in (f"Part{n}", f"Part{n}Request")}},
    }


def _operation(number: int) -> dict[str, Any]:
    parameters = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}]
    parameters += [{"name": "limit", "in": "query", "schema": {"type": "integer"}}]
    return {
        "operationId": f"changePart{number}",
        "tags": [f"Group{number // GROUP}"],
        "parameters": parameters,
        "requestBody": {"required": True, "content": _json(f"Part{number}Request")},
        "responses": {"200": {"description": "The part.", "content": _json(f"Part{number}")}},
    }


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _schema(number: int) -> dict[str, Any]:
    texts = {f"text{at}": {"type": "string", "description": f"Text {at} of part {number}."} for at in range(5)}
    return {"type": "object", "properties": {**texts, "number": {"type": "integer"}}, "required": ["number"]}
