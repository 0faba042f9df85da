"""Random documents: the client builds, every signature can be called, and what is sent is valid against the schema."""

from __future__ import annotations

import inspect
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from goodmem_dyn._document.names import Name, name_operations
from tests.support.documents import Recorder, document, operation, path, query, ref

COMPONENTS = ["Alpha", "beta", "Gamma.Delta"]
NAMES = st.sampled_from(
    ["id", "name", "class", "fooBar", "foo_bar", "from", "x-y", "ETag", "timeout", "self", "B64", "items", "list"]
)
PATHS = st.sampled_from(
    ["/v1/things", "/v1/things/{id}", "/v1/things:run", "/v1/things/{id}/parts", "/v1/things/{id}/parts/{partId}",
     "/v1/other/email/{email}", "/v1/other/{id}", "/v1/other/me", "/v2/thirds/{a}/things", "/plain", "/{x}", "/"]
)  # fmt: skip


def schemas(depth: int = 0) -> st.SearchStrategy[Any]:
    scalars = [
        st.just({"type": "string"}),
        st.just({"type": "string", "minLength": 1, "maxLength": 5}),
        st.just({"type": "string", "format": "uuid"}),
        st.just({"type": "integer", "minimum": 2, "maximum": 9}),
        st.just({"type": "number"}),
        st.just({"type": "boolean"}),
        st.just({"type": ["string", "null"]}),
        st.just({"enum": ["one", "two", None]}),
        st.just({"const": "fixed"}),
        st.just({}),
        st.just(True),
        st.sampled_from([ref(name) for name in COMPONENTS]),
    ]
    if depth > 2:
        return st.one_of(scalars)
    inner = schemas(depth + 1)
    return st.one_of(
        *scalars,
        st.builds(lambda item: {"type": "array", "items": item, "maxItems": 3}, inner),
        st.builds(lambda extra: {"type": "object", "additionalProperties": extra}, inner),
        objects(depth + 1),
        st.builds(lambda one: {"anyOf": [one, {"type": "null"}]}, inner),
        st.builds(lambda one: {"allOf": [one]}, objects(depth + 1)),
        st.builds(lambda one, two: {"oneOf": [one, two]}, st.just({"type": "string"}), st.just({"type": "integer"})),
    )


def objects(depth: int = 0) -> st.SearchStrategy[Any]:
    return st.builds(
        lambda properties, required: {
            "type": "object",
            "properties": properties,
            "required": sorted(name for name in properties if name in required),
        },
        st.dictionaries(NAMES, schemas(depth + 1), max_size=4),
        st.sets(NAMES, max_size=2),
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for target in draw(st.lists(PATHS, min_size=1, max_size=5, unique=True)):
        names = [part[1:-1] for part in target.replace(":", "/").split("/") if part.startswith("{")]
        for method in draw(st.lists(st.sampled_from(["get", "post", "put", "delete"]), min_size=1, unique=True)):
            parameters = [path(name) for name in names]
            parameters += [
                query(name, {"type": "string"})
                for name in draw(st.lists(NAMES, max_size=2, unique=True))
                if name not in names
            ]
            made = operation(draw(schemas(1)), parameters=parameters)
            if method in {"post", "put"} and draw(st.booleans()):
                made["requestBody"] = {"content": {"application/json": {"schema": draw(schemas())}}}
            if draw(st.booleans()):
                made["operationId"] = draw(NAMES) + str(len(paths))
            paths.setdefault(target, {})[method] = made
    return document(paths, {name: draw(objects(1)) for name in COMPONENTS})


class NoValue(Exception):
    """A schema that needs itself has no value."""


def value_of(found: dict[str, Any], schema: Any, depth: int = 0) -> Any:
    """A value that the schema accepts, as small as it can be."""
    if depth > 5:
        raise NoValue
    while isinstance(schema, dict) and "$ref" in schema:
        schema = found["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        depth += 1
        if depth > 5:
            raise NoValue
    if not isinstance(schema, dict) or not schema:
        return "anything"
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for key in ("oneOf", "anyOf", "allOf"):
        if key in schema:
            return value_of(found, schema[key][0], depth + 1)
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    if kind == "object":
        properties = schema.get("properties", {})
        return {name: value_of(found, properties[name], depth + 1) for name in schema.get("required", ())}
    return {"integer": 3, "number": 0.5, "boolean": True, "array": []}.get(
        kind, "0198c0de-7a4b-7000-8000-000000000001" if schema.get("format") == "uuid" else "text"
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_document_makes_a_client_whose_requests_are_valid(found: dict[str, Any]) -> None:
    recorder = Recorder(found, content=b"null")
    surface = recorder.client._core.catalog.surface
    count = 0
    for operation_ in surface.operations:
        count += 1
        target: Any = recorder.client
        for word in (*operation_.name.namespace, operation_.name.method):
            target = getattr(target, word)
        inspect.signature(target)
        assert target.__doc__
        try:
            arguments = {one.name: value_of(found, dict(one.schema)) for one in operation_.params if one.required}
        except NoValue:
            continue
        context = recorder.client._core.catalog.by_qualname(operation_.qualname)
        request = context.exchange.encoder.encode(arguments)
        if request.body is not None:
            assert operation_.body is not None
            whole = {**operation_.body.schema, "components": found["components"]}
            errors = [error.message for error in Draft202012Validator(whole).iter_errors(json.loads(request.content))]
            assert not errors
    assert count == sum(len(item) for item in found["paths"].values())


OPERATIONS = st.dictionaries(
    st.tuples(st.sampled_from(["get", "post", "put", "patch", "delete"]), PATHS),
    st.tuples(st.sampled_from(["", "sameId", "otherId"]), st.booleans()),
    min_size=1,
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(OPERATIONS, st.randoms())
def test_every_operation_has_one_name_of_its_own_in_any_order(operations, random) -> None:
    names, clashes = name_operations(operations)
    assert set(names) == set(operations)
    assert len(set(names.values())) == len(names)
    for name in names.values():
        assert all(word.isidentifier() for word in (*name.namespace, name.method))
    keys = list(operations)
    random.shuffle(keys)
    again, _ = name_operations({key: operations[key] for key in keys})
    assert again == names
    for clash in clashes:
        assert clash.name != clash.to


def test_a_clash_leaves_the_name_to_the_operation_with_a_body() -> None:
    names, clashes = name_operations(
        {
            ("get", "/v1/memories:retrieve"): ("retrieveMemory", False),
            ("post", "/v1/memories:retrieve"): ("retrieveMemoryAdvanced", True),
        }
    )
    assert names["post", "/v1/memories:retrieve"] == Name(("memories",), "retrieve")
    assert names["get", "/v1/memories:retrieve"] == Name(("memories",), "retrieve_memory")
    assert len(clashes) == 1
