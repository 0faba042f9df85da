"""What a hostile server may say: arbitrary answers on a socket, and arbitrary documents with arbitrary values.

Rules: a case is plain JSON, so that one that failed is kept as a file; what makes it large is a number in it, so that it
stays small as a file, and no body is larger than a megabyte.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from goodmem_dyn._bounds import DOCUMENT_NODES

LARGEST = 2**20
_USUAL_NODES = 100_000
"""What a document of a megabyte is made of, about."""

_FRAGMENTS = [
    "[", "]", "{", "}", '{"a":', "1,", "{},", '"x",', "null,", "[1,", "]}", "1]}", "\n", " ", "\r\n", ":", '"', "\\",
    '{"spaces":[', '{"memories":[', '{"spaceId":1,"labels":{"a":"', '{"spaceId":"a","name":"b","labels":{"a":1}},',
    '{"memoryId":[],"metadata":{"a":', '"nextToken":"x",', '"nextToken":"', '{"nextToken":', "data: ", "data\n",
    "event: item\n", "event: close\ndata: {}\n\n", '{"retrievedItem":{"chunk":{"chunk":{"chunkText":"', '"}}}}\n',
    '{"status":{"code":"x","message":"y"}}\n', '{"resultSetBoundary":{"kind":"BEGIN","resultSetId":"a"}}\n',
    '{"memoryDefinition":{}}\n', "9" * 40, "1e999", "-0.0", "NaN", "\\ud800", "\\u0000", "\xff", "\xed\xa0\x80", "\x00",
    '{"error":"', '{"errors":[{"field":"a","message":"b"},', '{"a":1,"a":[', "<html>", "\ufeff".encode().decode("latin-1"),
]  # fmt: skip
_TIMES = [1, 1, 1, 2, 30, 700, 5_000, 100_000, LARGEST]
_HEADERS = [
    ["content-type", "application/json"], ["content-type", "application/x-ndjson"], ["content-type", "text/event-stream"],
    ["content-type", "text/html; charset=utf-7"], ["content-type", "application/json; charset=\xff"],
    ["content-type", "multipart/form-data"], ["retry-after", "1e9"], ["retry-after", "-1"], ["retry-after", "x" * 500],
    ["location", "http://127.0.0.1:1/"], ["content-encoding", "br"], ["content-encoding", "gzip, gzip, gzip"],
    ["content-encoding", "deflate"], ["set-cookie", "a=" + "b" * 5000], ["x-request-id", "\xff" * 300],
    ["transfer-encoding", "chunked"], ["content-length", "5"], ["content-length", "99999999999999999999"],
    ["connection", "close"], ["link", "<" * 3000], ["date", "yesterday"], ["www-authenticate", "x"], ["x", "y" * 60_000],
]  # fmt: skip
_STATUSES = [200, 200, 200, 200, 201, 204, 206, 100, 301, 304, 400, 401, 404, 408, 409, 418, 429, 500, 503, 599, 999]

pieces = st.tuples(st.sampled_from(_FRAGMENTS) | st.text(max_size=5), st.sampled_from(_TIMES)).map(list)
answers = st.fixed_dictionaries(
    {
        "status": st.sampled_from(_STATUSES),
        "headers": st.lists(st.sampled_from(_HEADERS), max_size=4),
        "body": st.lists(pieces, max_size=8),
        "gzip": st.booleans(),
        "sized": st.booleans(),
        "cuts": st.sampled_from([1, 1, 1, 2, 20]),
        "pause": st.sampled_from([0, 0, 0, 0.01, 0.3]),
        "end": st.sampled_from(["close", "close", "reset", "wait"]),
    }
)


def body(recipe: list[list[Any]]) -> bytes:
    """The bytes that a recipe stands for."""
    made = b""
    for text, times in recipe:
        part = text.encode("utf-8", "surrogatepass") if any(ord(one) > 255 for one in text) else text.encode("latin-1")
        made += part * min(times, (LARGEST - len(made)) // (len(part) or 1))
    return made


# Documents: schemas that refer to one another, with whatever a schema may hold, and some of what it may not.

_NAMES = [f"S{number}" for number in range(8)]
_junk: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_refs = st.sampled_from(_NAMES).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
_kinds = st.sampled_from(["string", "number", "integer", "boolean", "array", "object", "null", "any", 5])
_leaves = st.fixed_dictionaries(
    {},
    optional={
        "type": _kinds | st.lists(_kinds, max_size=3),
        "pattern": st.sampled_from(["^(a+)+$", "(a|aa)*b", "(", "^.*.*.*x$", "[", "(?<=a)b", "a{9999}", "(a{99}){99}"]),
        "format": st.sampled_from(["uuid", "date-time", "binary", "byte", "int64", "x"]),
        "enum": st.lists(_junk, max_size=3),
        "const": _junk,
        "minimum": st.integers() | st.floats() | _junk,
        "multipleOf": st.sampled_from([0, 1e-300, 1e300, -1, 0.1]),
        "maxLength": st.integers(-1, 10**30),
        "minItems": st.integers(-1, 10**30),
        "uniqueItems": st.just(True),
        "default": _junk,
        "description": st.text(max_size=5),
        "nullable": st.booleans(),
        "discriminator": st.just({"propertyName": "a"}) | _junk,
    },
)


def _combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.sampled_from(["a", "b", "A", "a_b", "aB", "class", "\ud800", "__init__", "", "self"])
    several = st.lists(inner, max_size=3).map(lambda parts: parts * 2) | st.lists(inner, min_size=1, max_size=1).map(
        lambda parts: parts * 40
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "type": _kinds,
            "properties": st.dictionaries(names, inner, max_size=3),
            "required": st.lists(names, max_size=3),
            "items": inner,
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "not": inner,
            "additionalProperties": inner | st.booleans(),
            "patternProperties": st.dictionaries(st.sampled_from(["^(a+)+$", "(", "a"]), inner, max_size=2),
        },
    )


schemas = st.recursive(_refs | _leaves | _junk, _combined, max_leaves=12)
_values = st.sampled_from(["a" * 40 + "b", "x" * 5000, 1e300, -1, True, None, [], {}, [[]], [{"a": 1}] * 3000]) | _junk

documents = st.fixed_dictionaries(
    {
        "schemas": st.dictionaries(st.sampled_from(_NAMES), schemas, max_size=8),
        "body": st.none() | schemas,
        "reply": st.none() | schemas,
        "parameters": st.just([])
        | st.lists(
            st.fixed_dictionaries(
                {
                    "name": st.sampled_from(["q", "Q", "id", ""]),
                    "in": st.sampled_from(["query", "path", "header", "x"]),
                },
                optional={"schema": schemas, "style": st.sampled_from(["form", "deepObject", "matrix", "x"])},
            ),
            max_size=2,
        ),
        "rest": st.dictionaries(
            st.sampled_from(["components", "servers", "security", "tags", "paths", "openapi", "info", "x"]),
            _junk,
            max_size=1,
        ),
        "arguments": st.dictionaries(st.sampled_from(["a", "b", "q", "request", "body"]), _values, max_size=3),
        "answer": _values,
        "wide": st.sampled_from([0, 0, 0, 300, 3000]),
    }
)


def document(case: dict[str, Any]) -> dict[str, Any]:
    """The document of a case; `wide` schemas are added that refer to the next one twice."""
    operation: dict[str, Any] = {"operationId": "x", "responses": {}, "parameters": case["parameters"]}
    if case["body"] is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": case["body"]}}}
    if case["reply"] is not None:
        operation["responses"] = {
            "200": {"description": "d", "content": {"application/json": {"schema": case["reply"]}}}
        }
    found = dict(case["schemas"])
    for number in range(case["wide"]):
        link = {"$ref": f"#/components/schemas/W{number + 1}"}
        found[f"W{number}"] = {"type": "object", "properties": {"a": link, "b": link}, "allOf": [link] * 2}
    if case["wide"]:
        found["S0"] = {"$ref": "#/components/schemas/W0"}
        found[f"W{case['wide']}"] = case["body"] or {}
    base = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/v1/x": {"post": operation}}}
    return {**base, "components": {"schemas": found}, **case["rest"]}


def share(value: Any) -> float:
    """How many times the largest usual document a value is, written out: 1 for what is smaller, or refused for its size."""
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if not isinstance(node, (dict, list)):
            return 1
        if id(node) not in sizes:
            sizes[id(node)] = 0
            sizes[id(node)] = 1 + sum(map(size, node.values() if isinstance(node, dict) else node))
        return sizes[id(node)]

    nodes = size(value)
    return max(1.0, nodes / _USUAL_NODES) if nodes <= DOCUMENT_NODES else 1.0
