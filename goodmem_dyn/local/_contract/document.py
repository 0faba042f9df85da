"""The document that the server serves and obeys: the same effective document that the client is built from.

Rules this module keeps:

- Operations, parameters, bodies and replies come from the document; nothing here knows an endpoint.
- A response carries only the fields that the document knows (`Document.shape`): a server built from an older document
  answers like that older server.
- The two hidden routes that servers have beside their document (`HIDDEN`) are written in the document's own form.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Callable

METHODS = ("get", "put", "post", "delete", "patch")

HIDDEN: dict[str, dict[str, Any]] = {
    "/v1/memories:retrieve": {
        "get": {
            "operationId": "retrieveMemory",
            "parameters": [
                {"name": "message", "in": "query", "required": True, "schema": {"type": "string", "minLength": 1}},
                {"name": "spaceIds", "in": "query", "required": True, "schema": {"type": "string", "minLength": 1}},
                {"name": "filter", "in": "query", "schema": {"type": "string"}},
                {"name": "requestedSize", "in": "query", "schema": {"type": "integer", "format": "int32"}},
                {"name": "fetchMemory", "in": "query", "schema": {"type": "boolean", "default": True}},
                {"name": "fetchMemoryContent", "in": "query", "schema": {"type": "boolean", "default": False}},
                *(
                    {"name": name, "in": "query", "schema": {"type": kind}}
                    for name, kind in (
                        ("pp_llm_id", "string"),
                        ("pp_reranker_id", "string"),
                        ("pp_relevance_threshold", "number"),
                        ("pp_llm_temp", "number"),
                        ("pp_max_results", "integer"),
                        ("pp_chronological_resort", "boolean"),
                        ("postProcessorLlmId", "string"),
                        ("postProcessorRerankerId", "string"),
                        ("postProcessorRelevanceThreshold", "number"),
                        ("postProcessorLlmTemp", "number"),
                        ("postProcessorMaxResults", "integer"),
                        ("postProcessorChronologicalResort", "boolean"),
                    )
                ),
            ],
            "responses": {
                "200": {
                    "content": {
                        media: {"schema": {"$ref": "#/components/schemas/RetrieveMemoryEvent"}}
                        for media in ("application/x-ndjson", "text/event-stream")
                    }
                }
            },
        }
    }
}


_STREAMS = {"application/x-ndjson", "text/event-stream"}


@dataclass(frozen=True)
class Operation:
    """One operation as the server needs it."""

    id: str
    method: str
    path: str
    definition: dict[str, Any]
    public: bool
    """True where the document asks for no key."""

    def parameters(self, place: str) -> list[dict[str, Any]]:
        """The parameters in `place`: `path` or `query`."""
        return [parameter for parameter in self.definition.get("parameters", ()) if parameter["in"] == place]

    def body_schema(self, media_type: str) -> dict[str, Any] | None:
        """The schema of the request body in a media type, or None where the operation takes no such body."""
        content = self.definition.get("requestBody", {}).get("content", {})
        schema: dict[str, Any] | None = content.get(media_type, {}).get("schema")
        return schema

    @property
    def streams(self) -> bool:
        """Whether it answers with a stream of events."""
        replies = self.definition.get("responses", {}).values()
        return any(media in _STREAMS for reply in replies for media in reply.get("content", {}))

    def reply_schema(self, status: int, media_type: str) -> dict[str, Any] | None:
        """The schema of a reply, or None where the document gives none."""
        reply = self.definition.get("responses", {}).get(str(status), {})
        schema: dict[str, Any] | None = reply.get("content", {}).get(media_type, {}).get("schema")
        return schema


class Document:
    """The parsed document with the look-ups that the server needs."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.root: dict[str, Any] = json.loads(raw)
        self.components: dict[str, Any] = self.root.get("components", {})
        self.schemas: dict[str, dict[str, Any]] = self.components.get("schemas", {})
        self.commit: str = self.root.get("info", {}).get("x-goodmem-commit", "")
        self.operations: tuple[Operation, ...] = tuple(self._operations())
        self.fields: Callable[[str], frozenset[str] | None] = lru_cache(maxsize=None)(self._fields)

    def _operations(self) -> list[Operation]:
        everywhere = self.root.get("security", [])
        known: set[tuple[str, str]] = set()
        operations = []
        for paths in (self.root["paths"], HIDDEN):
            for path, item in paths.items():
                for method in METHODS:
                    if method not in item or (method, path) in known:
                        continue
                    known.add((method, path))
                    definition = dict(item[method])
                    definition["parameters"] = [
                        *map(self._parameter, item.get("parameters", ())),
                        *map(self._parameter, definition.get("parameters", ())),
                        *self._hidden_parameters(method, definition),
                    ]
                    operations.append(
                        Operation(
                            id=definition.get("operationId") or f"{method.upper()} {path}",
                            method=method,
                            path=path,
                            definition=definition,
                            public=not definition.get("security", everywhere),
                        )
                    )
        return operations

    def _hidden_parameters(self, method: str, definition: dict[str, Any]) -> list[dict[str, Any]]:
        """`includeCredentials`, which reading a single model takes even where an older document leaves it out."""
        content = definition["responses"].get("200", {}).get("content", {})
        schema = self.resolve(content.get("application/json", {}).get("schema", {}))
        parameters = map(self._parameter, definition.get("parameters", ()))
        declared = any(parameter["name"] == "includeCredentials" for parameter in parameters)
        if method != "get" or declared or "credentials" not in schema.get("properties", ()):
            return []
        return [{"name": "includeCredentials", "in": "query", "schema": {"type": "boolean", "default": False}}]

    def _parameter(self, parameter: dict[str, Any]) -> dict[str, Any]:
        """A parameter, given in place or by reference."""
        while "$ref" in parameter:
            parameter = self.components["parameters"][parameter["$ref"].rsplit("/", 1)[-1]]
        return parameter

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follows a `$ref` into the components."""
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].rsplit("/", 1)[-1]]
        return schema

    def _fields(self, schema: str) -> frozenset[str] | None:
        definition = self.schemas.get(schema)
        return None if definition is None else frozenset(definition.get("properties", ()))

    def needs(self, schema: str, member: str) -> bool:
        """Whether an object of the schema always has the member."""
        return member in self.schemas.get(schema, {}).get("required", ())

    def shape(self, schema: str, values: dict[str, Any]) -> dict[str, Any]:
        """`values` without the absent (None) ones and without those that the schema does not have."""
        known = self.fields(schema)
        return {key: value for key, value in values.items() if value is not None and (known is None or key in known)}


@lru_cache(maxsize=None)
def bundled() -> Document:
    """The document inside the package."""
    path = resources.files("goodmem_dyn") / "data" / "openapi.json"
    if not path.is_file():  # a checkout before its first `python -m tools generate`
        path = resources.files("goodmem_dyn").parent / "spec" / "upstream" / "openapi.json"  # type: ignore[attr-defined]
    return Document(path.read_bytes())
