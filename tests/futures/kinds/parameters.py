"""Parameters that come, go, move, and change what they take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S, array, obj, query
from tests.futures.kinds.base import kind
from tests.futures.wire import variables

if TYPE_CHECKING:
    from tests.futures.draft import Draft, Json
    from tests.futures.raw import Operation


def _add(draft: Draft, operation: Operation, parameter: Json) -> None:
    if any(one["name"] == parameter["name"] for one in operation.parameters):
        raise NotHere("it has one of this name")
    operation.node["parameters"] = [*operation.node.get("parameters", ()), parameter]
    draft.note(f"{operation.method} {operation.path} takes {parameter['name']}")


def _with(draft: Draft, wanted: Any) -> tuple[Operation, Json]:
    """A parameter that an operation writes itself."""
    found = [
        (one, part)
        for one in draft.operations()
        for part in one.node.get("parameters", ())
        if "$ref" not in part and wanted(one, part)
    ]
    return draft.pick(found, "no such parameter")


def _plain_query(_: Operation, part: Json) -> bool:
    """Whether a parameter has nothing to do with paging or with a convenience."""
    name = part["name"].lower()
    special = name.endswith(("token", "size", "results", "cursor", "limit")) or "filter" in name or name == "label"
    return part["in"] == "query" and not special


@kind("parameters")
def query_added(draft: Draft) -> None:
    """An operation takes one more parameter."""
    schema = draft.pick(
        (S, {"type": "integer", "minimum": 1}, {"type": "boolean", "default": False}, {**S, "enum": ["BRIEF", "FULL"]})
    )
    _add(draft, draft.operation(lambda one: one.method == "GET"), query("region", dict(schema)))


@kind("parameters")
def query_added_to_a_list(draft: Draft) -> None:
    """A list can be narrowed by one more parameter."""
    _add(draft, draft.pick(draft.lists())[0], query("createdAfter", {**S, "format": "date-time"}))


@kind("parameters")
def query_added_to_a_write(draft: Draft) -> None:
    """A POST, PUT or DELETE takes a parameter in its query."""
    _add(
        draft,
        draft.operation(lambda one: one.method in {"POST", "PUT", "DELETE"}),
        query("dryRun", {"type": "boolean"}),
    )


@kind("parameters")
def query_list_added(draft: Draft) -> None:
    """An operation takes a list, written once for each value."""
    _add(draft, draft.operation(lambda one: one.method == "GET"), query("facets", array(dict(S))))


@kind("parameters")
def query_list_in_one_text_added(draft: Draft) -> None:
    """An operation takes a list, joined by commas."""
    _add(
        draft,
        draft.operation(lambda one: one.method == "GET"),
        query("facets", array(dict(S)), style="form", explode=False),
    )


@kind("parameters")
def query_object_added(draft: Draft) -> None:
    """An operation takes an object in brackets."""
    schema = obj(after=dict(S), before=dict(S))
    _add(
        draft,
        draft.operation(lambda one: one.method == "GET"),
        query("window", schema, style="deepObject", explode=True),
    )


@kind("parameters")
def query_spelled_like_a_convenience(draft: Draft) -> None:
    """A list takes a parameter whose Python name the client uses itself: page[size], max-items, labels."""
    name = draft.pick(("page[size]", "page-size", "maxItems", "labels"))
    one, _ = draft.pick(draft.lists(paged=True))
    _add(draft, one, query(name, {"type": "integer"} if name != "labels" else dict(S)))


@kind("parameters")
def query_spelled_like_an_option(draft: Draft) -> None:
    """An operation takes a parameter that is spelled like an option of every call."""
    name = draft.pick(("timeout", "deadline", "max-retries", "extra_query"))
    _add(draft, draft.operation(lambda one: one.method == "GET"), query(name, {"type": "integer"}))


@kind("parameters")
def query_spelled_like_a_word_of_python(draft: Draft) -> None:
    """An operation takes a parameter that is a keyword, or differs from another in its case alone."""
    one = draft.operation(lambda one: one.method == "GET" and bool(one.parameters))
    _add(draft, one, query(draft.pick(("class", "from", "self", one.parameters[0]["name"].upper())), dict(S)))


@kind("parameters", "rest")
def query_added_required(draft: Draft) -> None:
    """An operation needs one more parameter."""
    _add(draft, draft.operation(lambda one: one.method == "GET"), query("tenant", dict(S), required=True))


@kind("parameters", "rest")
def query_made_required(draft: Draft) -> None:
    """An operation needs a parameter that it took."""
    one, part = _with(draft, lambda o, p: _plain_query(o, p) and not p.get("required"))
    part["required"] = True
    draft.note(f"{one.method} {one.path} needs {part['name']}")


@kind("parameters", "rest")
def query_removed(draft: Draft) -> None:
    """An operation no longer takes a parameter."""
    one, part = _with(draft, _plain_query)
    one.node["parameters"].remove(part)
    draft.note(f"{one.method} {one.path} takes no {part['name']}")


@kind("parameters", "rest")
def query_renamed(draft: Draft) -> None:
    """A parameter gets another name."""
    one, part = _with(draft, _plain_query)
    draft.note(f"{one.method} {one.path} calls {part['name']} otherwise")
    part["name"] += "Pattern"


@kind("parameters")
def query_becomes_list(draft: Draft) -> None:
    """A parameter may be given several times."""
    one, part = _with(draft, lambda o, p: _plain_query(o, p) and p["schema"].get("type") == "string")
    part["schema"] = array(part["schema"])
    draft.note(f"{part['name']} of {one.path} may be given several times")


@kind("parameters")
def query_gets_a_default(draft: Draft) -> None:
    """The document says what a parameter is where it is not given."""
    one, part = _with(draft, lambda o, p: _plain_query(o, p) and p["schema"].get("type") == "boolean")
    part["schema"]["default"] = True
    draft.note(f"{part['name']} of {one.path} is true by default")


@kind("parameters")
def query_deprecated(draft: Draft) -> None:
    """A parameter is marked as old."""
    one, part = _with(draft, lambda o, p: _plain_query(o, p) and not p.get("required"))
    part["deprecated"] = True
    draft.note(f"{part['name']} of {one.path} is deprecated")


@kind("parameters")
def parameters_reordered(draft: Draft) -> None:
    """The parameters of every operation stand in another order."""
    for one in draft.operations(lambda one: len(one.node.get("parameters", ())) > 1):
        draft.random.shuffle(one.node["parameters"])
    draft.note("parameters stand in another order")


@kind("parameters")
def parameters_described(draft: Draft) -> None:
    """The parameters are described in other words."""
    for one in draft.operations():
        for part in one.node.get("parameters", ()):
            if "$ref" not in part:
                part["description"] = (
                    f"Says which {part['name']} is meant.\n\n*Other* words than before: `{part['name']}`."
                )
    draft.note("parameters are described otherwise")


@kind("parameters")
def path_variable_renamed(draft: Draft) -> None:
    """A variable of a path is called otherwise, which nobody sees on the wire."""
    path = draft.pick([one for one in draft.paths if one.endswith("/{id}") and one.count("{") == 1])
    new = path.replace("{id}", "{resourceId}")
    renamed = {one.replace(f"{path}", new, 1) if one == path else one: item for one, item in draft.paths.items()}
    for one in draft.operations(lambda one: one.path == path):
        for part in one.parameters:
            if part["in"] == "path" and part["name"] == "id":
                part["name"] = "resourceId"
    draft.document["paths"] = renamed
    draft.note(f"{path} is {new}")


@kind("parameters")
def parameters_shared_by_a_path(draft: Draft) -> None:
    """A path declares its variables once for all its operations."""
    path = draft.pick(
        [one for one, item in draft.paths.items() if "{" in one and len(item) > 1 and "parameters" not in item]
    )
    wanted = variables(path)
    shared: dict[str, Json] = {}
    for method, one in draft.paths[path].items():
        for part in [part for part in one.get("parameters", ()) if part.get("in") == "path"]:
            shared[part["name"]] = part
            draft.paths[path][method]["parameters"] = [o for o in one["parameters"] if o is not part]
            one = draft.paths[path][method]  # noqa: PLW2901 -- it has fewer parameters now
    draft.paths[path]["parameters"] = [shared[name] for name in wanted]
    draft.note(f"{path} declares its variables itself")


@kind("parameters")
def parameters_become_components(draft: Draft) -> None:
    """Parameters that several operations have are written once, and referred to."""
    places = draft.document["components"].setdefault("parameters", {})
    found: dict[str, Json] = {}
    for one in draft.operations():
        for at, part in enumerate(one.node.get("parameters", ())):
            if "$ref" not in part and part["in"] == "query":
                name = re.sub(r"\W", "", part["name"])
                if found.setdefault(name, part) == part:
                    places[name] = part
                    one.node["parameters"][at] = {"$ref": f"#/components/parameters/{name}"}
    if not found:
        raise NotHere("no parameters")
    draft.note("query parameters are components")


@kind("parameters")
def header_added(draft: Draft) -> None:
    """An operation takes a header."""
    one = draft.operation()
    _add(draft, one, {"name": "X-Request-Tag", "in": "header", "schema": dict(S)})


@kind("parameters")
def cookie_added(draft: Draft) -> None:
    """An operation takes a cookie."""
    _add(
        draft, draft.operation(lambda one: one.method == "GET"), {"name": "session", "in": "cookie", "schema": dict(S)}
    )


@kind("parameters")
def conditional_headers_added(draft: Draft) -> None:
    """An item can be read and written on condition of its ETag."""
    one = draft.operation(lambda one: one.method in {"GET", "PUT"} and one.path.endswith("}"))
    _add(draft, one, {"name": "If-Match", "in": "header", "schema": dict(S)})


@kind("parameters")
def parameter_that_is_json(draft: Draft) -> None:
    """An operation takes an object, written as JSON in the query."""
    schema = obj(["field"], field=dict(S), ascending={"type": "boolean"})
    one = draft.operation(lambda one: one.method == "GET")
    _add(draft, one, {"name": "order", "in": "query", "content": {"application/json": {"schema": schema}}})
