"""What a release does to a whole document at once, and nobody sees on the wire: another generator, another house style."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S
from tests.futures.kinds.base import kind
from tests.futures.raw import component

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.futures.draft import Draft, Json

SCHEMAS = "#/components/schemas/"


def nodes(node: Any) -> Iterator[Json]:
    """Every object in a node, the outer first."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def members(draft: Draft) -> Iterator[tuple[Json, str, Any]]:
    """Every member of a schema that has a name: its holder, its name, its schema."""
    for node in draft.schemas.values():
        for member, part in list(node.get("properties", {}).items()) if isinstance(node, dict) else ():
            yield node["properties"], member, part


def rename_schemas(draft: Draft, name: Callable[[str], str]) -> None:
    """Give every schema another name."""
    draft.document["components"]["schemas"] = {name(old): node for old, node in draft.schemas.items()}
    # A reference that an earlier change put into several places is one object.
    for node in {id(one): one for one in nodes(draft.document)}.values():
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(SCHEMAS):
            node["$ref"] = SCHEMAS + name(reference.removeprefix(SCHEMAS))


@kind("sweeps")
def titles_everywhere(draft: Draft) -> None:
    """Every schema and every member has a title, as frameworks that make documents from types write them."""
    for name, node in draft.schemas.items():
        node["title"] = name
    for _, member, part in members(draft):
        if isinstance(part, dict) and "$ref" not in part:
            part["title"] = re.sub(r"(?<!^)(?=[A-Z])", " ", member).title()
    draft.note("everything has a title")


@kind("sweeps")
def schema_names_with_dots(draft: Draft) -> None:
    """Every schema is called by the package that it comes from."""
    rename_schemas(draft, lambda name: f"goodmem.v1.{name}")
    draft.note("names of schemas have a package")


@kind("sweeps")
def schema_names_with_a_suffix(draft: Draft) -> None:
    """Every schema has the suffix that types of transfer have."""
    rename_schemas(draft, lambda name: f"{name}Dto")
    draft.note("names of schemas end with Dto")


@kind("sweeps")
def schema_doubled(draft: Draft) -> None:
    """A schema stands twice, once with `_1`, because two types of the server have one name."""
    found = [
        (name, [node for node in nodes(draft.paths) if node.get("$ref") == SCHEMAS + name]) for name in draft.schemas
    ]
    name, places = draft.pick([one for one in found if len(one[1]) > 1], "no schema is used twice")
    draft.schemas[f"{name}_1"] = copy.deepcopy(draft.schemas[name])
    for place in places[len(places) // 2 :]:
        place["$ref"] += "_1"
    draft.note(f"{name}_1 is {name}")


@kind("sweeps")
def media_types_name_their_charset(draft: Draft) -> None:
    """Every JSON says its charset, in requests and answers."""
    for node in nodes(draft.paths):
        content = node.get("content")
        if isinstance(content, dict) and "application/json" in content:
            node["content"] = {
                (f"{name};charset=UTF-8" if name == "application/json" else name): one for name, one in content.items()
            }
    draft.note("JSON says its charset")


@kind("sweeps")
def errors_are_problems(draft: Draft) -> None:
    """Errors are declared as problem details."""
    problem = {"type": "object", "properties": {"type": S, "title": S, "status": {"type": "integer"}, "detail": S}}
    draft.schema("ProblemDetails", problem)
    content = {"application/problem+json": {"schema": {"$ref": f"{SCHEMAS}ProblemDetails"}}}
    for one in draft.operations():
        for status in ("400", "404", "default"):
            one.node["responses"][status] = {"description": "It failed.", "content": content}
    draft.note("errors are problems")


@kind("sweeps")
def scopes_for_operations(draft: Draft) -> None:
    """Each operation says the scope it needs, where somebody signs in instead of giving the key."""
    flow = {"tokenUrl": "https://login.example/token", "scopes": {"read": "Read", "write": "Write"}}
    schemes = draft.document["components"].setdefault("securitySchemes", {})
    schemes["signIn"] = {"type": "oauth2", "flows": {"clientCredentials": flow}}
    common = draft.document.get("security", [])
    for one in draft.operations():
        before = one.node.get("security", common)
        one.node["security"] = [*before, {"signIn": ["read" if one.method == "GET" else "write"]}] if before else []
    draft.note("operations have scopes")


@kind("sweeps")
def ids_have_a_schema(draft: Draft) -> None:
    """What is a UUID refers to one schema for all."""
    draft.schema("Uuid", {"type": "string", "format": "uuid"})
    found = 0
    for holder, member, part in members(draft):
        if isinstance(part, dict) and part.get("type") == "string" and part.get("format") == "uuid":
            holder[member] = {**{k: v for k, v in part.items() if k == "description"}, "$ref": f"{SCHEMAS}Uuid"}
            found += 1
    for node in nodes(draft.paths):
        if node.get("schema") == {"type": "string", "format": "uuid"}:
            node["schema"] = {"$ref": f"{SCHEMAS}Uuid"}
            found += 1
    if not found:
        raise NotHere("no UUIDs")
    draft.note("UUIDs have a schema")


@kind("sweeps")
def ids_are_any_text(draft: Draft) -> None:
    """Ids are no longer said to be UUIDs."""
    for node in nodes([draft.paths, draft.schemas]):
        if node.get("format") == "uuid":
            del node["format"]
    draft.note("ids are texts")


@kind("sweeps")
def bodies_become_components(draft: Draft) -> None:
    """The bodies of requests stand among the components."""
    shared: Json = {}
    for one in draft.operations(lambda one: "$ref" not in one.node.get("requestBody", {"$ref": ""})):
        name = f"Body{len(shared) + 1}"
        shared[name] = one.node["requestBody"]
        one.node["requestBody"] = {"$ref": f"#/components/requestBodies/{name}"}
    draft.document["components"]["requestBodies"] = shared
    draft.note("bodies are components")


@kind("sweeps")
def bodies_stand_in_a_one_of(draft: Draft) -> None:
    """The schema of every body stands alone in a oneOf."""
    found = 0
    for one in draft.operations():
        for media in draft.raw.content(one).values():
            if set(media.get("schema", ())) == {"$ref"}:
                media["schema"] = {"oneOf": [media["schema"]]}
                found += 1
    if not found:
        raise NotHere("no bodies")
    draft.note("bodies stand in a oneOf")


@kind("sweeps")
def answers_written_out(draft: Draft) -> None:
    """The answers of lists have no schemas of their own any more."""
    found = 0
    for one, node in draft.lists():
        for media in draft.raw.answer(one)[1].values():
            if component(media.get("schema")):
                media["schema"] = copy.deepcopy(node)
                found += 1
    if not found:
        raise NotHere("no lists")
    draft.note("lists are written out")


@kind("sweeps")
def made_by_the_server(draft: Draft) -> None:
    """Answers say that ids and times are read only."""
    for node in draft.objects("answer").values():
        for member, part in node["properties"].items():
            if isinstance(part, dict) and "$ref" not in part and re.search("Id$|At$", member):
                part["readOnly"] = True
    draft.note("ids and times are read only")


@kind("sweeps")
def links_and_headers(draft: Draft) -> None:
    """Successes name links to what can be done next, and limits of rates in headers."""
    target = draft.pick(draft.operations(lambda one: "operationId" in one.node))
    for one in draft.operations():
        for status, response in one.node["responses"].items():
            if str(status).startswith("2") and "$ref" not in response:
                response["links"] = {"next": {"operationId": target.node["operationId"]}}
                response["headers"] = {"RateLimit": {"schema": dict(S)}, "Link": {"schema": dict(S)}}
    draft.note("links and headers")


@kind("sweeps")
def options_for_browsers(draft: Draft) -> None:
    """Every path answers OPTIONS, as gateways add it for browsers."""
    for path, item in draft.paths.items():
        if "$ref" not in item and "options" not in item:
            shared = next((one for one in item.values() if isinstance(one, dict) and "responses" in one), {})
            own = [one for one in shared.get("parameters", ()) if draft.raw.follow(one).get("in") == "path"]
            item["options"] = {
                "summary": "CORS support",
                **({"parameters": copy.deepcopy(own)} if own else {}),
                "security": [],
                "responses": {"200": {"description": "What browsers ask for."}},
            }
        draft.note(f"OPTIONS {path}") if path == next(iter(draft.paths)) else None


@kind("sweeps")
def headers_of_a_gateway(draft: Draft) -> None:
    """Every operation takes an id of the request, a language, and for writes a key that makes it idempotent."""
    for one in draft.operations():
        names = ["X-Request-Id", "Accept-Language", *(["Idempotency-Key"] if one.method == "POST" else ())]
        known = {draft.raw.follow(part)["name"] for part in one.node.get("parameters", ())}
        more = [{"name": name, "in": "header", "schema": dict(S)} for name in names if name not in known]
        one.node["parameters"] = [*one.node.get("parameters", ()), *more]
    draft.note("headers everywhere")


@kind("sweeps")
def answers_can_be_cut(draft: Draft) -> None:
    """Every read takes `fields` and `expand`."""
    for one in draft.operations(lambda one: one.method == "GET"):
        more = [{"name": name, "in": "query", "schema": {"type": "array", "items": S}} for name in ("fields", "expand")]
        one.node["parameters"] = [*one.node.get("parameters", ()), *more]
    draft.note("fields and expand")


@kind("sweeps")
def requests_said_to_be_closed(draft: Draft) -> None:
    """Requests and answers say that there is nothing else in them."""
    for node in [*draft.objects("request").values(), *draft.objects("answer").values()]:
        node["additionalProperties"] = False
    draft.note("objects are closed")


@kind("sweeps")
def enums_of_one_as_const(draft: Draft) -> None:
    """A choice of one value is a constant, and the other way round."""
    found = 0
    for node in nodes(draft.schemas):
        if isinstance(node.get("enum"), list) and len(node["enum"]) == 1:
            node["const"] = node.pop("enum")[0]
            found += 1
        elif isinstance(node.get("const"), str) and "enum" not in node:
            node["enum"] = [node.pop("const")]
            found += 1
    if not found:
        raise NotHere("nothing is a choice of one")
    draft.note("constants")


@kind("sweeps")
def examples_everywhere(draft: Draft) -> None:
    """Only examples change: media types, parameters and members have others."""
    for one in draft.operations():
        for media in draft.raw.content(one).values():
            media.pop("example", None)
            media["examples"] = {"short": {"summary": "Short", "value": {"name": "owls"}}}
        for part in one.node.get("parameters", ()):
            if "schema" in part and "example" not in part:
                part["examples"] = {"one": {"value": "owls"}}
    draft.note("examples")


@kind("sweeps")
def operation_ids_in_snake_case(draft: Draft) -> None:
    """Operation ids are spelled in another case, tags merged into one, and nothing is grouped."""
    for one in draft.operations(lambda one: "operationId" in one.node):
        one.node["operationId"] = re.sub(r"(?<!^)(?=[A-Z])", "_", one.node["operationId"]).lower()
        one.node["tags"] = ["API"]
    draft.document["tags"] = [{"name": "API"}]
    draft.note("ids in snake case")
