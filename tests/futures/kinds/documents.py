"""Changes of the document that are none of the API."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S, body, obj
from tests.futures.kinds.base import kind

if TYPE_CHECKING:
    from tests.futures.draft import Draft


@kind("document")
def commit_not_said(draft: Draft) -> None:
    """The document does not say its commit."""
    draft.document["info"].pop("x-goodmem-commit", None)
    draft.note("no commit")


@kind("document")
def prose_added(draft: Draft) -> None:
    """Everything is described, in Markdown, in other letters, and with signs that mean something to Python."""
    text = '# Überschrift\n\n| a | b |\n|---|---|\n| `x` | """y""" \\n |\n\nSee {curly} %s.'
    for one in draft.operations():
        one.node.update({"summary": "Does it — {all} of 'it'.", "description": text})
        for part in one.node.get("parameters", ()):
            if "$ref" not in part:
                part["description"] = text
    for node in draft.schemas.values():
        node["description"] = text
        for part in node.get("properties", {}).values():
            if isinstance(part, dict):
                part["description"] = text
    draft.note("prose everywhere")


@kind("document")
def order_shuffled(draft: Draft) -> None:
    """Paths, schemas and members stand in another order."""

    def shuffled(node: dict[str, Any]) -> dict[str, Any]:
        names = list(node)
        draft.random.shuffle(names)
        return {name: node[name] for name in names}

    draft.document["paths"] = shuffled(draft.document["paths"])
    draft.document["components"]["schemas"] = shuffled(draft.document["components"]["schemas"])
    for path, item in draft.paths.items():
        draft.paths[path] = shuffled(item) if isinstance(item, dict) else item
    draft.note("everything stands in another order")


@kind("document")
def servers_declared(draft: Draft) -> None:
    """The document says where the server is, with variables and a prefix."""
    variable = {"default": "eu", "enum": ["eu", "us"]}
    draft.document["servers"] = [{"url": "https://{region}.example.com/api", "variables": {"region": variable}}]
    draft.note("servers are declared")


@kind("document")
def webhooks_and_callbacks(draft: Draft) -> None:
    """The document tells of requests that the server makes itself."""
    call = {
        "post": {"requestBody": body(obj(["event"], event=dict(S))), "responses": {"200": {"description": "Thanks."}}}
    }
    draft.document["webhooks"] = {"spaceChanged": call}
    one = draft.operation(lambda one: one.method == "POST")
    one.node["callbacks"] = {"done": {"{$request.query.callbackUrl}": copy.deepcopy(call)}}
    draft.note("webhooks and callbacks")


@kind("document")
def extensions_everywhere(draft: Draft) -> None:
    """The document has extensions that nobody knows, at every level, of every type."""
    draft.document["x-stability"] = ["alpha", 1, None]
    draft.document["paths"]["x-note"] = {"paths": "may have extensions"}
    draft.document["info"]["x-build"] = {"number": 7}
    for one in draft.operations():
        one.node["x-stability"] = "beta"
        one.node["x-codeSamples"] = [{"lang": "curl", "source": "curl …"}]
    draft.note("extensions everywhere")


@kind("document")
def responses_become_components(draft: Draft) -> None:
    """Bodies and answers are written once, and referred to."""
    components = draft.document["components"]
    bodies, answers = components.setdefault("requestBodies", {}), components.setdefault("responses", {})
    found = 0
    for at, one in enumerate(draft.operations()):
        if "$ref" not in one.node.get("requestBody", {"$ref": ""}):
            bodies[f"Body{at}"] = one.node["requestBody"]
            one.node["requestBody"] = {"$ref": f"#/components/requestBodies/Body{at}"}
            found += 1
        for status, part in one.node["responses"].items():
            if "$ref" not in part and str(status).startswith("2"):
                answers[f"Answer{at}x{status}"] = part
                one.node["responses"][status] = {"$ref": f"#/components/responses/Answer{at}x{status}"}
    if not found:
        raise NotHere("they are references already")
    draft.note("bodies and answers are components")


@kind("document")
def path_items_become_components(draft: Draft) -> None:
    """Path items are written elsewhere, and referred to."""
    places = draft.document["components"].setdefault("pathItems", {})
    for at, path in enumerate(list(draft.paths)[::3]):
        if isinstance(draft.paths[path], dict) and "$ref" not in draft.paths[path]:
            places[f"Item{at}"] = draft.paths[path]
            draft.paths[path] = {"$ref": f"#/components/pathItems/Item{at}"}
    draft.note("path items are components")


@kind("document")
def errors_documented(draft: Draft) -> None:
    """Every operation documents one more failure, with a body of its own."""
    problem = draft.schema("ProblemDetails", obj(["title"], title=dict(S), status={"type": "integer"}))
    for one in draft.operations():
        one.node["responses"].setdefault(
            "429", {"description": "Too much.", "content": {"application/problem+json": {"schema": problem}}}
        )
    draft.note("429 is documented")


@kind("document")
def successes_get_headers(draft: Draft) -> None:
    """Answers document their headers and links."""
    for one in draft.operations():
        for status, part in one.node["responses"].items():
            if str(status).startswith("2") and "$ref" not in part:
                part["headers"] = {"ETag": {"schema": dict(S)}, "X-Request-Id": {"schema": dict(S)}}
    draft.note("headers of answers are documented")


@kind("document")
def newer_minor_version(draft: Draft) -> None:
    """The document is of OpenAPI 3.1.1, and names its dialect."""
    if not draft.document["openapi"].startswith("3.1"):
        raise NotHere("it is older")
    draft.document["openapi"] = "3.1.1"
    draft.document["jsonSchemaDialect"] = "https://spec.openapis.org/oas/3.1/dialect/base"
    draft.note("OpenAPI 3.1.1")
