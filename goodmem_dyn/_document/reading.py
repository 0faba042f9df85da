"""Document → surface.

Rules: names come from method and path; structure comes from schemas; nothing is keyed by the name of an endpoint. Every
document that is valid OpenAPI 3.0 or 3.1 gives a surface; what this client cannot use (a webhook, say) is left out, and
never an error. Namespaces are compiled when first used, because a program that lists spaces needs nothing of the rest.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.annotations import ARGUMENTS, RESULTS, annotation
from goodmem_dyn._document.names import Name, NameClash, identifier, name_operations, singular, unique
from goodmem_dyn._document.schema import Resolver, SpecError, nullable, object_view, strip_null, types
from goodmem_dyn._document.surface import Body, ClientId, Form, Operation, Paging, Param, Reply
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.secrets import secret_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodmem_dyn._document.schema import ObjectView, Schema
    from goodmem_dyn._document.surface import BodyKind, ReplyKind, Retry

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
_IGNORED_HEADERS = {"accept", "content-type", "authorization"}
_JSON, _FORM, _MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
_STREAMS: dict[str, ReplyKind] = {
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "ndjson",
    "text/event-stream": "sse",
}
_SIZES = {"maxresults", "pagesize", "limit", "perpage"}
_NEXT = re.compile(r"next.*(token|cursor)|cursor|continuation_?token")
"""How replies call the token of the page that follows."""
_TOKEN = ("token", "cursor")
OPTIONS = ("timeout", "max_retries", "deadline", "extra_headers", "extra_query", "extra_body")


class Surface:
    """Everything a document offers.

    Attributes:
        document: The document itself.
        commit: The server commit it describes, or an empty string.
        clashes: Operations that the naming rule gave one name, and what became of them.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        if not isinstance(document.get("paths"), dict) and "openapi" not in document:
            raise SpecError("This is not an OpenAPI document: it has neither 'openapi' nor 'paths'.")
        self.document = document
        self.resolver: Resolver = Resolver(document)
        self.commit: str = str(document.get("info", {}).get("x-goodmem-commit", ""))
        self._raw: dict[tuple[str, str], tuple[dict[str, Any], list[dict[str, Any]]]] = {}
        for path, node in (document.get("paths") or {}).items():
            item = self.resolver.follow(node)
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    self._raw[method, path] = (item[method], list(item.get("parameters", ())))
        names, self.clashes = name_operations(
            {key: (raw.get("operationId", ""), "requestBody" in raw) for key, (raw, _) in self._raw.items()}
        )
        self._keys: dict[Name, tuple[str, str]] = {name: key for key, name in names.items()}
        self._compiled: dict[Name, Operation] = {}

    clashes: list[NameClash]

    @cached_property
    def secrets(self) -> frozenset[str]:
        """The wire names of the members that are never shown."""
        return secret_names(self.document)

    @cached_property
    def key_header(self) -> str:
        """The header that carries the API key, as the security scheme names it; in lower case."""
        for scheme in self.document.get("components", {}).get("securitySchemes", {}).values():
            if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
                return str(scheme["name"]).lower()
        return "x-api-key"

    @cached_property
    def namespaces(self) -> dict[tuple[str, ...], list[str]]:
        """Every namespace as its words, with the names of its methods; parents of nested ones included."""
        found: dict[tuple[str, ...], list[str]] = {}
        for name in self._keys:
            for depth in range(1, len(name.namespace) + 1):
                found.setdefault(name.namespace[:depth], [])
            found[name.namespace].append(name.method)
        return {key: sorted(found[key]) for key in sorted(found)}

    def operation(self, namespace: tuple[str, ...], method: str) -> Operation:
        """One operation; compiled on first use."""
        name = Name(namespace, method)
        if name not in self._compiled:
            self._compiled[name] = _Compiler(self, name, *self._keys[name]).compile()
        return self._compiled[name]

    @property
    def operations(self) -> Iterator[Operation]:
        """All operations, by name."""
        for namespace, methods in self.namespaces.items():
            for method in methods:
                yield self.operation(namespace, method)

    def raw(self, method: str, path: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """An operation as the document writes it, and the parameters of its path item."""
        return self._raw[method, path]

    def find(self, method: str, path: str) -> Name | None:
        """The name of the operation at a method and path, whatever the path calls its variables."""
        wanted = _shape(path)
        return next((name for name, (m, p) in self._keys.items() if m == method and _shape(p) == wanted), None)


def compile_document(document: Mapping[str, Any]) -> Surface:
    """The surface of a document.

    Raises:
        SpecError: It is not an OpenAPI document, or a reference in it leads nowhere.
    """
    return Surface(document)


def _shape(path: str) -> tuple[str, ...]:
    return tuple("{}" if "{" in part else part for part in path.strip("/").split("/"))


def _media(content: Mapping[str, Any], *, of: str) -> str | None:
    """The first media type of a family: `json` covers `application/json` and `…+json`."""
    for media in content:
        plain = media.partition(";")[0].strip().lower()
        if plain == of or (of == _JSON and (plain.endswith("+json") or plain == "text/json")):
            return media
    return None


class _Compiler:
    """Compiles one operation."""

    def __init__(self, surface: Surface, name: Name, method: str, path: str) -> None:
        self.surface, self.name, self.method, self.path = surface, name, method, path
        self.resolver = surface.resolver
        self.raw, self.shared = surface.raw(method, path)
        self.taken: set[str] = set(OPTIONS)

    def compile(self) -> Operation:
        raw = self.raw
        params = list(self.parameters())
        body, fields = self.body()
        params += fields
        params.sort(key=lambda param: (not param.required, param.location != "path"))
        replies = tuple(self.replies())
        security = raw.get("security", self.surface.document.get("security")) or []
        retry, reason, client_id = self.retry(body, replies)
        return Operation(
            name=self.name,
            operation_id=raw.get("operationId", ""),
            http_method=self.method.upper(),
            path=self.path,
            params=tuple(params),
            body=body,
            replies=replies,
            paging=self.paging(params, replies) if self.method == "get" else None,
            retry=retry,
            retry_reason=reason,
            client_id=client_id,
            summary=raw.get("summary", ""),
            description=raw.get("description", ""),
            errors={str(status): text for status, text in raw.get("x-goodmem-errors", {}).items()},
            deprecated=bool(raw.get("deprecated")),
            authenticated=bool(security) and all(security),
            aliases=tuple(raw.get("x-goodmem-aliases", ())),
        )

    # Arguments -----------------------------------------------------------------------------------------------

    def take(self, wire: str) -> str:
        name = unique(identifier(wire), self.taken)
        self.taken.add(name)
        return name

    def parameters(self) -> Iterator[Param]:
        merged: dict[tuple[str, str], dict[str, Any]] = {}
        for node in [*self.shared, *self.raw.get("parameters", ())]:
            one = self.resolver.follow(node)
            if one.get("name") and one.get("in"):
                merged[one["in"], one["name"]] = one
        for (location, wire), one in merged.items():
            if location == "header" and wire.lower() in _IGNORED_HEADERS:
                continue
            content = one.get("content")
            schema = next(iter(content.values())).get("schema", {}) if content else one.get("schema", {})
            default_style = "form" if location in {"query", "cookie"} else "simple"
            style = "json" if content else one.get("style", default_style)
            yield self.param(
                wire,
                location,
                schema,
                required=bool(one.get("required")) or location == "path",
                description=one.get("description", ""),
                style=style,
                explode=one.get("explode", style == "form"),
                allow_reserved=bool(one.get("allowReserved")),
                is_filter=bool(one.get("x-goodmem-filter")),
                deprecated=bool(one.get("deprecated")),
            )

    def param(self, wire: str, location: Any, schema: Schema, **facts: Any) -> Param:
        node = self.resolver.follow(strip_null(schema)) if isinstance(schema, dict) else {}
        can_be_null = isinstance(schema, dict) and location == "body" and nullable(schema, self.resolver)
        default = schema.get("default", node.get("default", NOT_GIVEN)) if isinstance(schema, dict) else NOT_GIVEN
        facts["is_filter"] = facts.get("is_filter") or bool(node.get("x-goodmem-filter"))
        facts["description"] = facts.get("description") or (
            schema.get("description", "") if isinstance(schema, dict) else ""
        )
        facts["deprecated"] = facts.get("deprecated") or bool(node.get("deprecated"))
        return Param(
            name=self.take(wire),
            wire=wire,
            location=location,
            schema=schema if isinstance(schema, dict) else {},
            annotation=annotation(schema, self.resolver, ARGUMENTS),
            nullable=can_be_null,
            default=NOT_GIVEN if facts.get("required") else default,
            **facts,
        )

    def body(self) -> tuple[Body | None, list[Param]]:
        node = self.resolver.follow(self.raw.get("requestBody", {}))
        content: dict[str, Any] = node.get("content", {})
        if not content:
            return None, []
        json, multipart, form = (_media(content, of=media) for media in (_JSON, _MULTIPART, _FORM))
        media = json or multipart or form or next(iter(content))
        schema = content[media].get("schema", {})
        view = self.view(schema)
        # Whether a body must be sent is decided by what its schema requires: documents mark bodies as optional whose
        # schemas have required fields.
        required = bool(node.get("required")) or bool(view and view.required)
        kind: BodyKind
        if json is None and multipart is None and form is None:
            kind = "text" if media.startswith("text/") else "binary"
            param = self.whole("content" if kind == "binary" else "body", schema, required=required, kind=kind)
            return Body(kind, media, schema, required, param.name), [param]
        kind = "json" if json else "multipart" if multipart else "form"
        if view is None or view.is_map:
            param = self.whole("body", schema, required=required, kind=kind)
            return Body(kind, media, schema, required, param.name, component=self.resolver.name(schema)), [param]
        fields = [
            self.param(
                wire,
                "file" if kind == "multipart" and self.is_file(one) else "body",
                one,
                required=wire in view.required,
            )
            for wire, one in view.properties.items()
            if not self.resolver.follow(strip_null(one)).get("readOnly")
        ]
        twin = self.form(content[multipart].get("schema", {})) if json and multipart else None
        return Body(kind, media, schema, required, None, twin, self.resolver.name(schema)), fields

    def view(self, schema: Any) -> ObjectView | None:
        if not isinstance(schema, dict):
            return None
        node = strip_null(self.resolver.follow(strip_null(schema)))
        view = object_view(node, self.resolver)
        # An object that is only a choice between others has no fields of its own to spread out.
        return None if view is not None and view.is_map and (node.get("oneOf") or node.get("anyOf")) else view

    def whole(self, name: str, schema: Any, *, required: bool, kind: BodyKind) -> Param:
        self.taken.add(python := unique(name, self.taken))
        typed = {"binary": "bytes | str | os.PathLike[str] | BinaryIO", "text": "str"}.get(kind)
        return Param(
            name=python,
            wire="",
            location="file" if kind == "binary" else "body",
            schema=schema if isinstance(schema, dict) else {},
            required=required,
            annotation=typed or annotation(schema, self.resolver, ARGUMENTS),
            description=schema.get("description", "") if isinstance(schema, dict) else "",
            nullable=isinstance(schema, dict) and nullable(schema, self.resolver),
        )

    def is_file(self, schema: Any) -> bool:
        node = self.resolver.follow(strip_null(schema)) if isinstance(schema, dict) else {}
        if types(node) == ("array",):
            return self.is_file(node.get("items", {}))
        return (node.get("format") == "binary" or "contentMediaType" in node) and types(node) in {("string",), ()}

    def form(self, schema: Schema) -> Form | None:
        """The twin of a JSON body: a form with exactly one JSON part and a file part."""
        view = self.view(schema)
        if view is None:
            return None
        files = [wire for wire, one in view.properties.items() if self.is_file(one)]
        others = [wire for wire in view.properties if wire not in files]
        if not files or len(others) != 1:
            return None
        part = self.resolver.follow(strip_null(view.properties[others[0]]))
        many = types(part) == ("array",)
        return Form(others[0], files[0], part.get("items", {}) if many else view.properties[others[0]], many)

    # Answers -------------------------------------------------------------------------------------------------

    def replies(self) -> Iterator[Reply]:
        responses = self.raw.get("responses", {})
        success = [status for status in responses if str(status).startswith("2")]
        for status in success or [status for status in responses if status == "default"]:
            content = self.resolver.follow(responses[status]).get("content", {})
            if not content:
                yield Reply(str(status), "empty")
            for media, one in content.items():
                schema = one.get("itemSchema", one.get("schema", {}))
                schema = schema if isinstance(schema, dict) else {}
                component = self.resolver.name(schema) if isinstance(schema, dict) else None
                yield Reply(str(status), self.reply_kind(media, one), media, schema, component)

    def reply_kind(self, media: str, node: Mapping[str, Any]) -> ReplyKind:
        plain = media.partition(";")[0].strip().lower()
        if plain in _STREAMS:
            return _STREAMS[plain]
        if node.get("x-goodmem-stream") and plain == _JSON:
            return "ndjson"
        if plain == _JSON or plain.endswith("+json"):
            return "json"
        node_schema = node.get("schema", {})
        binary = isinstance(node_schema, dict) and self.is_file(node_schema)
        return "text" if plain.startswith("text/") and not binary else "binary"

    def paging(self, params: list[Param], replies: tuple[Reply, ...]) -> Paging | None:
        reply = next((reply for reply in replies if reply.kind == "json"), None)
        view = self.view(reply.schema) if reply else None
        if view is None:
            return None
        arrays = {wire: one for wire, one in view.properties.items() if types(self.resolver.follow(one)) == ("array",)}
        tokens = [wire for wire in view.properties if _NEXT.fullmatch(wire.lower())]
        if len(arrays) != 1 or (not tokens and len(view.properties) > 1):
            return None
        ((items, schema),) = arrays.items()
        item = self.resolver.follow(schema).get("items", {})
        query = [param for param in params if param.location == "query"]
        token = next((param.name for param in query if param.wire.lower().endswith(_TOKEN)), None)
        size = next((param.name for param in query if param.wire.lower() in _SIZES), None)
        return Paging(
            items,
            self.resolver.name(item),
            annotation(item, self.resolver, RESULTS),
            tokens[0] if tokens and token else None,
            token if tokens else None,
            size if tokens else None,
        )

    # Repetition ----------------------------------------------------------------------------------------------

    def retry(self, body: Body | None, replies: tuple[Reply, ...]) -> tuple[Retry, str, ClientId | None]:
        stated = self.raw.get("x-goodmem-retry")
        client_id = self.client_id(body, replies) if self.method == "post" else None
        if stated in {"safe", "client-id", "only-if-not-sent", "never"}:
            return stated, self.raw.get("x-goodmem-retry-reason", "the document says so"), client_id
        if self.method in {"get", "head", "options", "put", "delete", "trace"}:
            return "safe", f"{self.method.upper()} has the same effect once or twice", None
        if client_id is not None:
            return (
                "client-id",
                f"the client chooses {client_id.wire!r}, so a repetition cannot create a second one",
                client_id,
            )
        return "only-if-not-sent", "a second execution might do the work twice", None

    def client_id(self, body: Body | None, replies: tuple[Reply, ...]) -> ClientId | None:
        view = self.view(body.schema) if body and body.kind == "json" else None
        reply = next((reply for reply in replies if reply.kind == "json"), None)
        if view is None or reply is None or not self.name.namespace:
            return None
        owner = singular(self.name.namespace[-1]).replace("_", "")
        for wire in view.properties:
            stem = wire[:-2].lower() if wire.endswith("Id") else ""
            if stem and owner.endswith(stem) and wire not in view.required:
                read = self.surface.find("get", f"{self.path}/{{}}")
                operation = self.surface.operation(read.namespace, read.method) if read else None
                return ClientId(
                    wire,
                    str(read) if read else None,
                    next((param.name for param in operation.params if param.location == "path"), None)
                    if operation
                    else None,
                    self.shows_secret(reply.schema),
                )
        return None

    def shows_secret(self, schema: Any) -> bool:
        view = self.view(schema)
        return view is not None and any(one.get("x-goodmem-secret") for one in view.properties.values())
