"""A resource in constructs that no document of the server has had: half of what `unseen` adds to the newest one."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def ref(name: str, section: str = "schemas") -> Json:
    return {"$ref": f"#/components/{section}/{name}"}


def content(schema: Json, media: str = "application/json") -> Json:
    return {"content": {media: {"schema": schema}}}


def reply(schema: Json, status: str = "200", media: str = "application/json") -> Json:
    return {status: {"description": "d", **content(schema, media)}}


STRINGS: Json = {"type": "array", "items": {"type": "string", "enum": ["A", "B"]}}
BINARY: Json = {"type": "string", "format": "binary"}
TENANT: Json = ref("io.acme.Tenant-V1")

SCHEMAS: Json = {
    "AbstractThing": {
        "type": "object",
        "properties": {
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "etag": {"type": "string", "deprecated": True},
        },
    },
    "io.acme.Tenant-V1": {
        "allOf": [
            ref("AbstractThing"),
            {
                "type": "object",
                "required": ["tenantId"],
                "properties": {
                    "tenantId": {"type": "string", "format": "uuid"},
                    "level": ref("Level"),
                    "children": {"type": "array", "items": TENANT},
                    "createdAt": {"type": "string", "format": "date-time", "readOnly": True},
                    "born": {"type": "string", "format": "date"},
                    "billing": ref("Billing"),
                },
            },
        ]
    },
    "Level": {"type": "integer", "format": "int32", "enum": [1, 2, 5]},
    "Billing": {
        "oneOf": [ref("CardBilling"), ref("InvoiceBilling")],
        "discriminator": {
            "propertyName": "type",
            "mapping": {"card": "#/components/schemas/CardBilling", "invoice": "InvoiceBilling"},
        },
    },
    "CardBilling": {
        "type": "object",
        "required": ["type"],
        "properties": {
            "type": {"type": "string", "enum": ["card"]},
            "pinCode": {"type": "string", "format": "password"},
        },
    },
    "InvoiceBilling": {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"const": "invoice"}, "days": {"type": "integer", "minimum": 0, "exclusiveMaximum": 91}},
    },
    "OutboundCredential": {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {"type": "string", "enum": ["API_KEY", "MTLS"]},
            "apiKey": ref("ApiKeyAuth"),
            "mtls": {"type": "object", "properties": {"cert": {"type": "string", "format": "byte"}}},
        },
    },
    "CreateTenant": {
        "type": "object",
        "required": ["name", "credentials"],
        "properties": {
            "tenantId": {"type": "string", "format": "uuid"},
            "name": {"type": "string", "minLength": 1},
            "level": ref("Level"),
            "billing": ref("Billing"),
            "credentials": ref("OutboundCredential"),
            "startsAt": {"type": "string", "format": "date-time"},
            "import": {"type": "boolean"},
            "timeout": {"type": "integer"},
            "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "minItems": 2},
        },
    },
    "TenantPage": {
        "type": "object",
        "properties": {"tenants": {"type": "array", "items": TENANT}, "cursor": {"type": "string"}},
    },
    "TenantEvent": {
        "type": "object",
        "required": ["seq"],
        "properties": {"seq": {"type": "integer"}, "tenant": TENANT},
    },
    "Problem": {"type": "object", "properties": {"title": {"type": "string"}, "status": {"type": "integer"}}},
    "Tree": {"type": "object", "properties": {"left": ref("Tree"), "byName": {"additionalProperties": ref("Tree")}}},
}

COMPONENTS: Json = {
    "schemas": SCHEMAS,
    "parameters": {
        "TenantId": {
            "name": "tenantId",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": "uuid"},
        },
        "IfMatch": {"name": "If-Match", "in": "header", "schema": {"type": "string"}},
    },
    "responses": {"Problem": {"description": "A problem", **content(ref("Problem"), "application/problem+json")}},
    "requestBodies": {"Tenant": {"required": True, **content(ref("CreateTenant"))}},
    "securitySchemes": {"BearerX": {"type": "http", "scheme": "bearer"}},
    "pathItems": {
        "Echo": {
            "post": {
                "operationId": "echo",
                "requestBody": content(
                    {
                        "type": ["object", "null"],
                        "properties": {"a": {"type": ["integer", "string"]}, "b": {"const": 4}},
                    }
                ),
                "responses": reply({"type": ["string", "null"]}, "2XX"),
            }
        }
    },
}

_FAILURE: Json = {"default": ref("Problem", "responses")}
_TENANT: Json = {"parameters": [ref("TenantId", "parameters")]}

PATHS: Json = {
    "/v1/tenants": {
        "get": {
            "operationId": "tenants.list",
            "parameters": [
                {"name": "level", "in": "query", "schema": ref("Level")},
                {"name": "status", "in": "query", "schema": STRINGS},
                {"name": "ids", "in": "query", "style": "pipeDelimited", "explode": False, "schema": STRINGS},
                {"name": "createdAfter", "in": "query", "schema": {"type": "string", "format": "date-time"}},
                {"name": "X-Class", "in": "header", "required": True, "schema": {"enum": ["batch", "online"]}},
                {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}},
                {"name": "cursor", "in": "query", "schema": {"type": "string"}},
            ],
            "responses": {**reply(ref("TenantPage")), **_FAILURE},
        },
        "post": {
            "operationId": "tenants.create",
            "security": [{"BearerX": []}],
            "requestBody": ref("Tenant", "requestBodies"),
            "callbacks": {
                "ready": {
                    "{$request.body#/url}": {
                        "post": {
                            "requestBody": content(ref("TenantEvent")),
                            "responses": {"200": {"description": "d"}},
                        }
                    }
                }
            },
            "responses": {
                **reply(TENANT, "201"),
                **reply({"type": "object", "properties": {"jobId": {"type": "string"}}}, "202"),
                **_FAILURE,
            },
        },
    },
    "/v1/tenants/{tenantId}": {
        **_TENANT,
        "get": {"operationId": "tenants.get", "responses": {**reply(TENANT), "404": ref("Problem", "responses")}},
        "put": {
            "operationId": "tenants.update",
            "parameters": [ref("IfMatch", "parameters")],
            "requestBody": ref("Tenant", "requestBodies"),
            "responses": reply(TENANT),
        },
    },
    "/v1/tenants/{tenantId}/regions/{regionId}/nodes": {
        "parameters": [
            *_TENANT["parameters"],
            {"name": "regionId", "in": "path", "required": True, "schema": {"type": "string"}},
        ],
        "get": {"operationId": "listNodes", "responses": reply({"type": "array", "items": ref("Tree")})},
        "post": {
            "operationId": "addNode",
            "requestBody": content({"type": "object", "additionalProperties": True}),
            "responses": reply(ref("Tree")),
        },
    },
    "/v1/tenants/{tenantId}:watch": {
        **_TENANT,
        "post": {
            "operationId": "watchTenant",
            "requestBody": content({"type": "object", "properties": {"timeoutMs": {"type": "integer"}}}),
            "responses": reply(ref("TenantEvent"), media="text/event-stream"),
        },
    },
    "/v1/tenants/{tenantId}/assets": {
        **_TENANT,
        "post": {
            "operationId": "uploadAssets",
            "requestBody": content(
                {
                    "type": "object",
                    "required": ["logo", "banner"],
                    "properties": {
                        "logo": BINARY,
                        "banner": BINARY,
                        "caption": {"type": "string"},
                        "meta": ref("Tree"),
                    },
                },
                "multipart/form-data",
            ),
            "responses": reply({"type": "object"}, "201"),
        },
    },
    "/v1/reports/{class}": {
        "get": {
            "parameters": [
                {"name": "class", "in": "path", "required": True, "schema": {"enum": ["daily", "weekly"]}},
                {"name": "from", "in": "query", "required": True, "schema": {"type": "string", "format": "date"}},
            ],
            "responses": reply({"type": "string"}, media="text/csv"),
        }
    },
    "/v2/tenants:bulkCreate": {
        "post": {
            "operationId": "bulkTenants",
            "deprecated": True,
            "requestBody": {"required": True, **content({"type": "array", "items": ref("CreateTenant")})},
            "responses": reply({"type": "array", "items": {"anyOf": [TENANT, ref("Problem")]}}, "207"),
        }
    },
    "/v1/echo": ref("Echo", "pathItems"),
}

WEBHOOKS: Json = {
    "tenantReady": {
        "post": {"requestBody": content(ref("TenantEvent")), "responses": {"200": {"description": "d"}}},
    }
}
