"""New resources, with every structure that the existing ones have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.futures.draft import S, array, body, obj, operation, path_parameter, query
from tests.futures.kinds.base import kind

if TYPE_CHECKING:
    from tests.futures.draft import Draft, Json

UUID = {"type": "string", "format": "uuid"}
TIME = {"type": "string", "format": "date-time"}
BINARY = {"type": "string", "format": "binary"}
NULLABLE = {"type": ["string", "null"]}


class Resource:
    """A resource that the document has not: its words, its schema, and its operations as they are added."""

    def __init__(self, draft: Draft, word: str | None = None, prefix: str = "/v1") -> None:
        self.draft, self.word = draft, word or draft.word()
        self.path = f"{prefix}/{self.word}"
        self.title = "".join(part.title() for part in self.word.split("-"))
        self.member = self.title[0].lower() + self.title[1:]
        self.one = self.title.removesuffix("s")
        self.id = f"{self.member.removesuffix('s')}Id"
        self.thing = draft.schema(
            self.one,
            obj(
                [self.id, "name"],
                **{self.id: UUID, "name": S, "labels": {"type": "object", "additionalProperties": S}},
                state={"type": "string", "enum": ["ACTIVE", "RETIRED"]},
                createdAt=TIME,
                size={"type": "integer", "format": "int64"},
            ),
        )

    def create(self, **more: Any) -> None:
        properties = {"name": S, "labels": {"type": "object", "additionalProperties": S}, **more}
        request = self.draft.schema(f"{self.one}CreationRequest", obj(["name"], **properties))
        node = operation(f"create{self.one}", self.thing, status=201, requestBody=body(request))
        self.draft.add("post", self.path, node)

    def page(self, **more: Any) -> Json:
        return self.draft.schema(
            f"List{self.title}Response", obj([self.member], **{self.member: array(self.thing), **more})
        )

    def list(self, page: Any, *parameters: Json) -> None:
        self.draft.add("get", self.path, operation(f"list{self.title}", page, parameters=list(parameters)))

    def items(self) -> None:
        item = f"{self.path}/{{id}}"
        request = self.draft.schema(f"{self.one}UpdateRequest", obj(name=NULLABLE, state=NULLABLE))
        self.draft.add("get", item, operation(f"get{self.one}", self.thing))
        self.draft.add("put", item, operation(f"update{self.one}", self.thing, requestBody=body(request)))
        self.draft.add("delete", item, operation(f"delete{self.one}"))

    def action(self, name: str, node: Json, *, method: str = "post", item: bool = False) -> tuple[str, str]:
        return self.draft.add(method, f"{self.path}{'/{id}' if item else ''}{name}", node)


@kind("resources")
def resource_with_token_paging(draft: Draft) -> None:
    """A resource comes: created, read, listed by maxResults and nextToken, changed and deleted."""
    one = Resource(draft)
    one.create()
    one.list(
        one.page(nextToken=NULLABLE),
        query("maxResults", {"type": "integer"}),
        query("nextToken", S),
        query("nameFilter", S),
    )
    one.items()


@kind("resources")
def resource_with_page_tokens(draft: Draft) -> None:
    """A resource comes that is listed by pageSize and pageToken, with a total."""
    one = Resource(draft)
    one.create()
    page = one.page(nextPageToken=NULLABLE, totalCount={"type": "integer"})
    one.list(page, query("pageSize", {"type": "integer"}), query("pageToken", S))
    one.items()


@kind("resources")
def resource_with_a_cursor(draft: Draft) -> None:
    """A resource comes that is listed by limit and cursor."""
    one = Resource(draft)
    one.list(one.page(nextCursor=NULLABLE), query("limit", {"type": "integer"}), query("cursor", S))
    one.items()


@kind("resources")
def resource_without_paging(draft: Draft) -> None:
    """A resource comes that is listed at once."""
    one = Resource(draft)
    one.create()
    one.list(one.page())
    one.items()


@kind("resources")
def resource_listed_as_an_array(draft: Draft) -> None:
    """A resource comes whose list is an array, with nothing around it."""
    one = Resource(draft)
    one.list(array(one.thing))
    one.items()


@kind("resources")
def resource_with_offsets(draft: Draft) -> None:
    """A resource comes that is listed by offset and limit."""
    one = Resource(draft)
    one.list(
        one.page(total={"type": "integer"}), query("offset", {"type": "integer"}), query("limit", {"type": "integer"})
    )


@kind("resources")
def resource_with_page_size_alone(draft: Draft) -> None:
    """A resource comes whose list takes a pageSize and has no token."""
    one = Resource(draft)
    one.list(one.page(), query("pageSize", {"type": "integer"}))
    one.items()


@kind("resources")
def resource_with_look_ups(draft: Draft) -> None:
    """A resource comes whose items can be found by slug and by name."""
    one = Resource(draft)
    one.create()
    one.items()
    for key in ("slug", "name"):
        declared = {**path_parameter(key), "schema": S}
        node = operation(f"get{one.one}By{key.title()}", one.thing, parameters=[declared])
        draft.add("get", f"{one.path}/{key}/{{{key}}}", node)


@kind("resources")
def resource_with_actions(draft: Draft) -> None:
    """A resource comes whose items and collection have actions, with and without body."""
    one = Resource(draft)
    one.create()
    one.items()
    one.action(
        ":rotateKeys",
        operation(f"rotateKeys{one.title}", one.thing, requestBody=body(obj(["reason"], reason=S))),
        item=True,
    )
    one.action(":pause", operation(f"pause{one.title}"), item=True)
    one.action(":compact", operation(f"compact{one.title}", obj(["freed"], freed={"type": "integer"})))
    one.action("/history", operation(f"history{one.title}", obj(["events"], events=array(S))), method="get", item=True)


@kind("resources")
def resource_inside_a_resource(draft: Draft) -> None:
    """Two resources come, one inside the other, each with items."""
    one = Resource(draft)
    one.create()
    one.list(one.page(nextToken=NULLABLE), query("maxResults", {"type": "integer"}), query("nextToken", S))
    one.items()
    part = Resource(draft, f"{one.word.rstrip('s')}-parts", f"{one.path}/{{{one.id}}}")
    part.create()
    part.list(part.page(nextToken=NULLABLE), query("maxResults", {"type": "integer"}), query("nextToken", S))
    part.items()


@kind("resources")
def resource_with_batches(draft: Draft) -> None:
    """A resource comes that can be created and deleted in batches."""
    one = Resource(draft)
    one.create()
    one.items()
    result = obj(["success"], success={"type": "boolean"}, **{one.id: UUID}, error=obj(message=S))
    answer = draft.schema(f"{one.one}BatchResponse", obj(["results"], results=array(result)))
    request = {"$ref": f"#/components/schemas/{one.one}CreationRequest"}
    one.action(
        ":batchCreate",
        operation(f"batchCreate{one.one}", answer, requestBody=body(obj(["requests"], requests=array(request)))),
    )
    one.action(
        ":batchDelete", operation(f"batchDelete{one.one}", answer, requestBody=body(obj(["ids"], ids=array(UUID))))
    )


@kind("resources")
def resource_that_is_processed(draft: Draft) -> None:
    """A resource comes whose items are worked on after they are created."""
    one = Resource(draft)
    one.create()
    node = draft.schemas[one.one]
    node["properties"]["processingStatus"] = {
        "type": "string",
        "enum": ["PENDING", "PROCESSING", "FAILED", "COMPLETED"],
    }
    one.items()


@kind("resources")
def resource_with_a_secret(draft: Draft) -> None:
    """A resource comes whose creation shows a secret once."""
    one = Resource(draft)
    answer = draft.schema(
        f"{one.one}Created", obj([one.member, "clientSecret"], **{one.member: one.thing}, clientSecret=S)
    )
    request = draft.schema(f"{one.one}CreationRequest", obj(["name"], name=S, password={**S, "format": "password"}))
    one.action("", operation(f"create{one.one}", answer, status=201, requestBody=body(request)))
    one.items()


@kind("resources")
def resource_of_an_awkward_name(draft: Draft) -> None:
    """A resource comes whose name is a word of Python, or one that the client uses itself."""
    words = ("class", "close", "with-options", "base-url", "import", "models", "2fa", "async", "filters")
    one = Resource(draft, draft.pick([word for word in words if f"/v1/{word}" not in draft.paths]))
    one.list(one.page(nextToken=NULLABLE), query("maxResults", {"type": "integer"}), query("nextToken", S))
    one.items()


@kind("resources")
def resource_whose_schema_has_a_taken_name(draft: Draft) -> None:
    """A resource comes whose schema is called like something of Python's own."""
    name = draft.fresh(
        ("List", "Any", "Field", "Model", "Literal", "datetime", "Secret", "None", "Page"), draft.schemas
    )
    one = Resource(draft)
    other = draft.schema(name, obj(["value"], value=S, since=TIME))
    one.action(":describe", operation(f"describe{one.title}", other))


@kind("resources")
def resource_that_is_upserted(draft: Draft) -> None:
    """A resource comes whose items are created by PUT under a name that the client chooses."""
    one = Resource(draft)
    declared = {**path_parameter("name"), "schema": {**S, "minLength": 1}}
    item = f"{one.path}/{{name}}"
    draft.add(
        "put",
        item,
        operation(f"put{one.one}", one.thing, requestBody=body(obj(size={"type": "integer"})), parameters=[declared]),
    )
    draft.add("get", item, operation(f"get{one.one}", one.thing, parameters=[declared]))


@kind("resources")
def resource_outside_of_the_version(draft: Draft) -> None:
    """Operations come that stand beside the version: /health, /metrics."""
    draft.add("get", "/health", operation("getHealth", obj(["status"], status=S)))
    draft.add("get", "/metrics", operation("getMetrics", S, media="text/plain"))
