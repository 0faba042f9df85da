"""Operations that come, go and move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.futures.draft import NotHere, S, array, body, obj, operation, query
from tests.futures.kinds.base import kind
from tests.futures.raw import component

if TYPE_CHECKING:
    from tests.futures.draft import Draft, Json
    from tests.futures.raw import Operation


def title_of(path: str) -> str:
    return "".join(part.title() for part in path.rpartition("/")[2].replace(":", "-").split("-"))


def collection_of(draft: Draft) -> tuple[str, str]:
    """A collection with items, and the path of its items."""
    path = draft.pick(draft.collections())
    return path, str(draft.item(path))


def page_of(draft: Draft, name: str, item: Json) -> Json:
    return draft.schema(name, obj(["results"], results=array(item), nextToken={"type": ["string", "null"]}))


PAGED = (query("maxResults", {"type": "integer"}), query("nextToken", dict(S)))


@kind("operations")
def action_on_an_item(draft: Draft) -> None:
    """An item can be told to do something."""
    path, item = collection_of(draft)
    request = draft.schema(
        f"Archive{title_of(path)}Request", obj(["reason"], reason=dict(S), force={"type": "boolean"})
    )
    draft.add(
        "post",
        f"{item}:archive",
        operation(f"archive{title_of(path)}", draft.resource(item), requestBody=body(request)),
    )


@kind("operations")
def action_that_is_a_get(draft: Draft) -> None:
    """An item can be read in another way: GET /v1/spaces/{id}:export."""
    path, item = collection_of(draft)
    draft.add(
        "get",
        f"{item}:export",
        operation(f"export{title_of(path)}", obj(["document"], document=dict(S), size={"type": "integer"})),
    )


@kind("operations")
def action_as_a_segment(draft: Draft) -> None:
    """An item can be told to do something, written as a word of its own: POST /v1/spaces/{id}/rebuild."""
    path, item = collection_of(draft)
    draft.add(
        "post", f"{item}/rebuild", operation(f"rebuild{title_of(path)}", obj(["jobId"], jobId=dict(S)), status=202)
    )


@kind("operations")
def action_on_a_collection(draft: Draft) -> None:
    """A collection can be told to do something that has no body and no answer."""
    path, _ = collection_of(draft)
    draft.add("post", f"{path}:refresh", operation(f"refresh{title_of(path)}"))


@kind("operations")
def part_of_an_item(draft: Draft) -> None:
    """An item has a single part that can be read and written: /v1/spaces/{id}/settings."""
    path, item = collection_of(draft)
    settings = draft.schema(f"{title_of(path)}Settings", obj(["theme"], theme=dict(S), limit={"type": "integer"}))
    draft.add("get", f"{item}/settings", operation(f"get{title_of(path)}Settings", settings))
    draft.add(
        "put", f"{item}/settings", operation(f"put{title_of(path)}Settings", settings, requestBody=body(settings))
    )


@kind("operations")
def collection_inside_an_item(draft: Draft) -> None:
    """An item has things of its own, which can be listed, added, read and removed."""
    path, item = collection_of(draft)
    noun = draft.word()
    thing = draft.schema(f"{title_of(path)}{title_of(noun)}Entry", obj(["entryId"], entryId=dict(S), label=dict(S)))
    page = draft.schema(
        f"List{title_of(path)}{title_of(noun)}",
        obj([noun], **{noun: array(thing), "nextToken": {"type": ["string", "null"]}}),
    )
    name = f"{title_of(path)}{title_of(noun)}"
    draft.add("get", f"{item}/{noun}", operation(f"list{name}", page, parameters=[dict(one) for one in PAGED]))
    draft.add("post", f"{item}/{noun}", operation(f"add{name}", thing, requestBody=body(thing), status=201))
    draft.add("get", f"{item}/{noun}/{{entryId}}", operation(f"get{name}", thing))
    draft.add("delete", f"{item}/{noun}/{{entryId}}", operation(f"remove{name}"))


@kind("operations")
def look_up(draft: Draft) -> None:
    """Items can be found by another key: GET /v1/spaces/slug/{slug}."""
    path, item = collection_of(draft)
    draft.add(
        "get",
        f"{path}/slug/{{slug}}",
        operation(f"get{title_of(path)}BySlug", draft.resource(item), parameters=[_slug()]),
    )


@kind("operations")
def look_up_with_a_parameter(draft: Draft) -> None:
    """Items can be found by another key, and the look-up takes a parameter of its own."""
    path, item = collection_of(draft)
    extra = query("includeArchived", {"type": "boolean"})
    draft.add(
        "get",
        f"{path}/slug/{{slug}}",
        operation(f"get{title_of(path)}BySlug", draft.resource(item), parameters=[_slug(), extra]),
    )


@kind("operations")
def look_up_gets_a_parameter(draft: Draft) -> None:
    """A look-up by another key takes a parameter."""

    def fits(one: Operation) -> bool:
        head, _, last = one.path.rpartition("/")
        collection = head.rpartition("/")[0]
        return one.method == "GET" and last.startswith("{") and "{" not in head and draft.item(collection) is not None

    one = draft.operation(fits)
    one.node["parameters"] = [*one.node.get("parameters", ()), query("region", dict(S))]
    draft.note(f"{one.path} takes region")


def _slug() -> Json:
    return {"name": "slug", "in": "path", "required": True, "schema": dict(S)}


@kind("operations", "rest")
def operation_removed(draft: Draft) -> None:
    """An operation goes."""
    one = draft.operation()
    del draft.paths[one.path][one.method.lower()]
    if not set(draft.paths[one.path]) - {"parameters"}:
        del draft.paths[one.path]
    draft.note(f"{one.method} {one.path} is gone")


@kind("operations", "rest")
def operation_moved(draft: Draft) -> None:
    """An action gets another path."""
    one = draft.operation(lambda one: one.method == "POST" and ":" in one.path)
    draft.paths[f"{one.path}V2"] = draft.paths.pop(one.path)
    draft.note(f"{one.path} is {one.path}V2")


@kind("operations", "rest")
def item_removed(draft: Draft) -> None:
    """The items of a collection can no longer be read or deleted one by one."""
    _, item = collection_of(draft)
    del draft.paths[item]
    draft.note(f"{item} is gone")


@kind("operations", "rest")
def item_moved(draft: Draft) -> None:
    """The items of a collection stand at another place than the collection."""
    path, item = collection_of(draft)
    head, _, last = path.rpartition("/")
    draft.paths[f"{head}/{last}-by-id/{item.rpartition('/')[2]}"] = draft.paths.pop(item)
    draft.note(f"{item} stands elsewhere")


@kind("operations", "rest")
def method_changed(draft: Draft) -> None:
    """An update is a PATCH now, no PUT."""
    path = draft.pick([one for one, item in draft.paths.items() if "put" in item and "patch" not in item])
    draft.paths[path]["patch"] = draft.paths[path].pop("put")
    draft.note(f"PUT {path} is a PATCH")


@kind("operations")
def operation_deprecated(draft: Draft) -> None:
    """An operation is marked as old."""
    one = draft.operation()
    one.node["deprecated"] = True
    draft.note(f"{one.method} {one.path} is deprecated")


@kind("operations")
def operation_ids_changed(draft: Draft) -> None:
    """The operations have other ids: another generator wrote the document."""
    for one in draft.operations():
        one.node["operationId"] = f"{one.method.lower()}_{''.join(c if c.isalnum() else '_' for c in one.path)}"
    draft.note("all operation ids are others")


@kind("operations")
def operation_ids_gone(draft: Draft) -> None:
    """The operations have no ids."""
    for one in draft.operations():
        one.node.pop("operationId", None)
    draft.note("no operation has an id")


@kind("operations")
def tags_changed(draft: Draft) -> None:
    """The operations are grouped otherwise."""
    for one in draft.operations():
        one.node["tags"] = ["Everything", draft.random.choice(("Alpha", "Beta"))]
    draft.document["tags"] = [{"name": "Everything"}, {"name": "Alpha"}, {"name": "Beta"}]
    draft.note("all tags are others")


@kind("operations")
def singleton(draft: Draft) -> None:
    """There is one thing of a kind: GET and PUT /v1/preferences."""
    if "/v1/preferences" in draft.paths:
        raise NotHere("it is there")
    thing = draft.schema("InstancePreferences", obj(["language"], language=dict(S), dark={"type": "boolean"}))
    draft.add("get", "/v1/preferences", operation("getPreferences", thing))
    draft.add("put", "/v1/preferences", operation("putPreferences", thing, requestBody=body(thing)))
    draft.add("delete", "/v1/preferences", operation("resetPreferences"))


@kind("operations")
def delete_with_an_answer(draft: Draft) -> None:
    """A DELETE says what it deleted, instead of nothing."""
    path = draft.pick(
        [
            one
            for one, item in draft.paths.items()
            if "delete" in item and "get" in item and "204" in item["delete"]["responses"]
        ]
    )
    answer = draft.resource(path)
    responses = draft.paths[path]["delete"]["responses"]
    del responses["204"]
    responses["200"] = {"description": "What was deleted.", "content": {"application/json": {"schema": answer}}}
    draft.note(f"DELETE {path} answers {component(answer)}")
