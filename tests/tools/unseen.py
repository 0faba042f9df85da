"""A document of a server that nobody has seen: the newest one, with everything changed that may change."""

from __future__ import annotations

import copy
from typing import Any

from tests.tools import unseen_parts

COMMIT = "f00dfeed" + "0" * 32


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": ref(name)}}


def unseen(newest: dict[str, Any]) -> dict[str, Any]:
    """Removed fields, renamed parameters and paths, new values, and a resource in constructs that were not there."""
    document = copy.deepcopy(newest)
    document["info"]["x-goodmem-commit"] = COMMIT
    schemas, paths = document["components"]["schemas"], document["paths"]
    _change(schemas, paths)
    document["components"].setdefault("parameters", {})["Trace"] = {
        "name": "X-Trace-Id",
        "in": "header",
        "schema": {"type": "string"},
    }
    schemas |= _schemas()
    paths |= _paths() | unseen_parts.PATHS
    for section, parts in unseen_parts.COMPONENTS.items():
        document["components"].setdefault(section, {}).update(copy.deepcopy(parts))
    document["webhooks"] = unseen_parts.WEBHOOKS
    return document


def _change(schemas: dict[str, Any], paths: dict[str, Any]) -> None:
    space = schemas["Space"]
    del space["properties"]["ownerId"]
    space["required"] = [name for name in space["required"] if name != "ownerId"]
    space["properties"]["quota"] = {"type": "integer", "format": "int64"}
    schemas["ProviderType"]["enum"].append("BRAND_NEW")
    for parameter in paths["/v1/spaces"]["get"]["parameters"]:
        if parameter["name"] == "nameFilter":
            parameter["name"] = "namePattern"
    key = schemas["CreateApiKeyRequest"]
    key["properties"]["purpose"] = {"type": "string", "pattern": "^[a-z]{3,9}$"}
    key["required"] = [*key.get("required", ()), "purpose"]
    paths["/v1/users/whoami"] = paths.pop("/v1/users/me")
    paths["/v1/admin:quiesce"] = paths.pop("/v1/admin:drain")


def _schemas() -> dict[str, Any]:
    event = {
        "type": "object",
        "required": ["kind", "class"],
        "properties": {
            "kind": {"type": "string", "const": "hook"},
            "class": {"type": "string"},
            "from": {"type": "string"},
            "model_config": {"type": "object", "additionalProperties": True},
            "self": {"type": "integer"},
            "parent": ref("class.Hook-Event"),
            "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "maxItems": 4},
        },
    }
    named_list = {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {"const": "list"},
            "items": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
            "matrix": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
        },
    }
    target = {
        "oneOf": [ref("class.Hook-Event"), ref("list")],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"hook": ref("class.Hook-Event")["$ref"], "list": ref("list")["$ref"]},
        },
    }
    webhook = {
        "allOf": [
            {
                "type": "object",
                "required": ["webhookId"],
                "properties": {"webhookId": {"type": "string", "format": "uuid"}},
            },
            {
                "type": "object",
                "properties": {
                    "url": {"type": "string", "format": "uri"},
                    "weird": {"type": "string", "format": "unheard-of"},
                    "target": ref("Target"),
                    "secret": {"type": "string"},
                    "anything": True,
                    "when": {"type": ["string", "null"], "format": "date-time"},
                    "ratio": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5},
                },
            },
        ]
    }
    create = {
        "type": "object",
        "additionalProperties": False,
        "required": ["url", "events"],
        "properties": {
            "url": {"type": "string", "format": "uri"},
            "events": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "enum": ["MEMORY_CREATED", "MEMORY_DELETED"]},
            },
            "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4}$"},
            "target": {"anyOf": [ref("Target"), {"type": "null"}]},
            "from": {"type": "string"},
            "range": {"type": "integer", "minimum": 1, "maximum": 10},
        },
        "if": {"properties": {"range": {"const": 3}}, "required": ["range"]},
        "then": {"required": ["code"]},
    }
    listing = {
        "type": "object",
        "properties": {
            "webhooks": {"type": "array", "items": ref("Webhook")},
            "nextToken": {"type": ["string", "null"]},
        },
    }
    return {
        "class.Hook-Event": event,
        "list": named_list,
        "Target": target,
        "Webhook": webhook,
        "CreateWebhookRequest": create,
        "ListWebhooks": listing,
    }


def _paths() -> dict[str, Any]:
    def path_id(**schema: Any) -> list[dict[str, Any]]:
        return [{"name": "webhookId", "in": "path", "required": True, "schema": {"type": "string", **schema}}]

    binary = {"schema": {"type": "string", "format": "binary"}}
    failure = {"default": {"$ref": "#/components/responses/ErrorDefault"}}
    strings = {"type": "array", "items": {"type": "string"}}
    listing = [
        {"name": "maxResults", "in": "query", "schema": {"type": "integer"}},
        {"name": "nextToken", "in": "query", "schema": {"type": "string"}},
        {"name": "ids", "in": "query", "style": "form", "explode": False, "schema": strings},
        {
            "name": "filter",
            "in": "query",
            "style": "deepObject",
            "explode": True,
            "schema": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        {"name": "session", "in": "cookie", "schema": {"type": "string"}},
    ]
    body = content("CreateWebhookRequest")
    form = {"application/x-www-form-urlencoded": {"schema": ref("CreateWebhookRequest")}}
    one = {"200": {"description": "The webhook", "content": content("Webhook")}}
    return {
        "/v1/webhooks": {
            "parameters": [{"$ref": "#/components/parameters/Trace"}],
            "get": {
                "tags": ["webhooks"],
                "operationId": "listWebhooks",
                "parameters": listing,
                "responses": {"200": {"description": "A page", "content": content("ListWebhooks")}, **failure},
            },
            "post": {
                "tags": ["webhooks"],
                "operationId": "createWebhook",
                "requestBody": {"required": True, "content": {**body, **form}},
                "responses": {
                    "201": {"description": "The webhook", "content": content("Webhook")},
                    "409": {"description": "There is one"},
                    **failure,
                },
            },
        },
        "/v1/webhooks/{webhookId}": {
            "parameters": path_id(format="uuid"),
            "get": {"responses": {**one, "404": {"description": "None"}}},
            "patch": {"operationId": "patchWebhook", "requestBody": {"content": body}, "responses": one},
            "delete": {"operationId": "deleteWebhook", "responses": {"204": {"description": "Gone"}}},
        },
        "/v1/webhooks/{webhookId}/deliveries:stream": {
            "parameters": path_id(),
            "get": {
                "operationId": "streamDeliveries",
                "responses": {
                    "200": {"description": "d", "content": {"application/x-ndjson": {"schema": ref("Target")}}}
                },
            },
        },
        "/v1/webhooks/{webhookId}/icon": {
            "parameters": path_id(),
            "get": {
                "operationId": "getIcon",
                "responses": {"200": {"description": "d", "content": {"image/png": binary}}},
            },
            "put": {
                "operationId": "putIcon",
                "requestBody": {"required": True, "content": {"application/octet-stream": binary}},
                "responses": {"204": {"description": "d"}},
            },
        },
    }
