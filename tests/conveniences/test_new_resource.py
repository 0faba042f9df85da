"""A resource that nobody has heard of, in a document given at run time: all conveniences, with no change in the package."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import BadRequestError, Goodmem, InvalidRequestError, filters, models
from tests.support.wire import UUID, Recorder, both_ways, example, parts

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.support.both import Both

F = filters.F


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def json_of(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


TRANSLATOR = {
    "type": "object",
    "required": ["translatorId", "displayName", "state"],
    "properties": {
        "translatorId": {"type": "string", "format": "uuid"},
        "displayName": {"type": "string"},
        "state": ref("TranslatorState"),
        "parent": {"anyOf": [ref("Translator"), {"type": "null"}]},
        "children": {"type": "array", "items": ref("Translator")},
        "glossary": ref("Glossary"),
        "credentials": ref("EndpointAuthentication"),
        "copy": {"type": "string"},
        "json": {"type": "integer"},
        "class": {"type": "string"},
        "displayname": {"type": "string"},
    },
}
SCHEMAS = {
    "Translator": TRANSLATOR,
    "TranslatorState": {"type": "string", "enum": ["READY", "in-progress", "2nd"]},
    "Glossary": {
        "type": "object",
        "properties": {
            "owner": ref("Translator"),
            "clientSecret": {"type": "string"},
            "pin": {"type": "string", "x-goodmem-secret": True},
            "lock": ref("Lock"),
            "terms": {"type": "object", "additionalProperties": ref("Tree")},
            "content": {"type": "string", "contentEncoding": "base64"},
            "contentType": {"type": "string"},
        },
    },
    "Lock": {"type": "object", "properties": {"pinCode": {"type": "string", "format": "password"}}},
    "Tree": {"type": "array", "items": {"anyOf": [{"type": "string"}, ref("Tree")]}},
    "foo-bar": {"type": "object", "properties": {"a": {"type": "string"}}},
    "FooBar": {"type": "object", "properties": {"b": {"type": "integer"}, "other": ref("foo-bar")}},
    "CreateTranslator": {
        "type": "object",
        "required": ["displayName", "modelIdentifier", "providerType", "endpointUrl"],
        "properties": {
            "translatorId": {"type": "string", "format": "uuid"},
            "displayName": {"type": "string"},
            "modelIdentifier": {"type": "string"},
            "providerType": {"type": "string"},
            "endpointUrl": {"type": "string"},
            "credentials": ref("EndpointAuthentication"),
            "contentType": {"type": "string"},
            "rules": {"type": "string"},
            "rulesB64": {"type": "string", "contentEncoding": "base64"},
        },
        "additionalProperties": False,
    },
    "TranslatorList": {
        "type": "object",
        "required": ["translators"],
        "properties": {
            "translators": {"type": "array", "items": ref("Translator")},
            "nextPageToken": {"type": ["string", "null"]},
            "totalCount": {"type": "integer"},
        },
    },
}
PATHS = {
    "/v1/translators": {
        "get": {
            "operationId": "listTranslators",
            "parameters": [
                {"name": "pageSize", "in": "query", "schema": {"type": "integer"}},
                {"name": "pageToken", "in": "query", "schema": {"type": "string"}},
                {"name": "where", "in": "query", "schema": {"type": "string", "x-goodmem-filter": True}},
                {
                    "name": "label",
                    "in": "query",
                    "style": "deepObject",
                    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            ],
            "responses": {"200": json_of(ref("TranslatorList"))},
        },
        "post": {
            "operationId": "createTranslator",
            "requestBody": {
                "content": {
                    **json_of(ref("CreateTranslator"))["content"],
                    "multipart/form-data": {
                        "schema": {
                            "type": "object",
                            "properties": {
                                "request": ref("CreateTranslator"),
                                "upload": {"type": "string", "format": "binary"},
                            },
                        }
                    },
                }
            },
            "responses": {"201": json_of(ref("Translator"))},
        },
    },
    "/v1/translators/{id}": {
        "get": {
            "operationId": "getTranslator",
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {"200": json_of(ref("Translator"))},
        },
    },
    "/v1/foobars/{id}": {
        "get": {
            "operationId": "getFooBar",
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {"200": json_of(ref("FooBar"))},
        },
    },
}


@cache
def document() -> dict[str, Any]:
    found = copy.deepcopy(goodmem_dyn.document())
    found["paths"].update(copy.deepcopy(PATHS))
    found["components"]["schemas"].update(copy.deepcopy(SCHEMAS))
    return found


REPLY = {"translatorId": UUID, "displayName": "t", "state": "READY"}


def against(both: Both, *answers: Any, **options: Any) -> tuple[Any, Recorder]:
    server = Recorder(*answers)
    return both.against(server, document=document(), **options), server


class TestConveniences:
    CREATE = {"display_name": "t", "model_identifier": "m", "provider_type": "OPENAI", "rules": "a → b"}  # noqa: RUF012

    def test_api_key_and_inference(self, snapshot: SnapshotAssertion) -> None:
        def body(both: Both) -> Any:
            client, server = against(both, REPLY)
            made = both(client.translators.create(**self.CREATE, api_key="sk-x"))
            assert made.translator_id == UUID
            return server.body

        assert both_ways(body) == snapshot

    def test_what_cannot_be_inferred_is_asked_for(self, both: Both) -> None:
        client, server = against(both, REPLY)
        with pytest.raises(InvalidRequestError, match=r"provider_type=, endpoint_url="):
            both(client.translators.create(display_name="t", model_identifier="m", rules="x"))
        with pytest.raises(InvalidRequestError, match="needs a key"):
            both(client.translators.create(**self.CREATE))
        with pytest.raises(InvalidRequestError, match="api_key or credentials, not both"):
            both(client.translators.create(**self.CREATE, api_key="k", credentials={"kind": "X"}))
        assert not server.requests

    def test_a_file(self, both: Both, tmp_path: Path) -> None:
        (tmp_path / "rules.csv").write_text("a,b")
        client, server = against(both, REPLY)
        args = {name: value for name, value in self.CREATE.items() if name != "rules"}
        both(client.translators.create(**args, api_key="k", file_path=tmp_path / "rules.csv"))
        request, file = parts(server.request)
        assert json.loads(request.content)["contentType"] == "text/csv"
        assert (file.name, file.filename, file.content) == ("upload", "rules.csv", b"a,b")
        with pytest.raises(InvalidRequestError, match="takes only one of rules, file_path"):
            both(client.translators.create(**self.CREATE, api_key="k", file_path=tmp_path / "rules.csv"))

    def test_pages_filters_and_labels(self, both: Both) -> None:
        def answer(request: httpx.Request) -> dict[str, Any]:
            first = "pageToken" not in request.url.params
            return {"translators": [REPLY] * 2, "totalCount": 4, **({"nextPageToken": "t2"} if first else {})}

        client, server = against(both, answer)
        page = both(client.translators.list(where=F("lang") == "it's", labels={"a": "b"}, page_size=2))
        assert (len(page), page.next_token, page.response.total_count) == (2, "t2", 4)
        assert len(both.list(page)) == 4
        first = {"where": "CAST(val('$.lang') AS TEXT) = 'it\\'s'", "label[a]": "b", "pageSize": "2"}
        assert [dict(one.url.params) for one in server.requests] == [first, {**first, "pageToken": "t2"}]
        assert both(client.translators.list(max_items=1, next_token="t2")).data[0].display_name == "t"

    def test_a_lost_answer_is_asked_for_again_by_its_id(self, both: Both) -> None:
        sent: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            sent.append(request)
            if len(sent) == 1:
                raise httpx.ReadError("cut", request=request)
            if request.method == "POST":
                return httpx.Response(409, json={"error": "in use", "status": 409})
            return httpx.Response(200, json={**REPLY, "translatorId": json.loads(sent[0].content)["translatorId"]})

        client, _ = against(both, answer, max_retries=1)
        made = both(client.translators.create(**self.CREATE, api_key="k"))
        assert [one.method for one in sent] == ["POST", "POST", "GET"]
        assert made.translator_id == json.loads(sent[0].content)["translatorId"]

    def test_help_shows_all_of_it(self, both: Both) -> None:
        client, _ = against(both, REPLY)
        signature = inspect.signature(client.translators.create)
        assert {"api_key", "file_path", "file", "on_progress", "rules", "rules_b64"} <= signature.parameters.keys()
        assert signature.parameters["endpoint_url"].default is not inspect.Parameter.empty
        assert {"max_items", "labels", "page_size", "next_token"} <= inspect.signature(
            client.translators.list
        ).parameters.keys()
        assert "translators" in dir(client)
        assert "translators" in repr(client)


class TestModels:
    def get(self, both: Both, **members: Any) -> Any:
        client, _ = against(both, {**REPLY, **members})
        return both(client.translators.get(id=UUID))

    def test_a_schema_that_contains_itself(self, both: Both) -> None:
        inner = {**REPLY, "displayName": "inner", "children": [{**REPLY, "displayName": "leaf"}]}
        found = self.get(both, parent=inner, children=[inner, REPLY], glossary={"owner": inner})
        assert type(found.parent) is type(found)
        assert found.children[0].children[0].display_name == "leaf"
        assert found.glossary.owner.parent is None
        assert found.parent.children[0].state.is_known
        wire = found.model_dump(by_alias=True, exclude_unset=True, mode="json")
        assert wire["children"][0]["children"][0]["displayName"] == "leaf"

    def test_a_list_that_contains_itself(self, both: Both) -> None:
        assert self.get(both, glossary={"terms": {"a": ["b", ["c", ["d"]]]}}).glossary.terms == {
            "a": ["b", ["c", ["d"]]]
        }

    def test_what_does_not_fit_is_taken_and_told(self, both: Both) -> None:
        with pytest.warns(goodmem_dyn.UnexpectedAnswerWarning, match=r"`parent\.translatorId` is missing"):
            parent = self.get(both, parent={"displayName": "without an id"}).parent
        assert (parent.display_name, parent.translator_id) == ("without an id", None)
        with pytest.warns(goodmem_dyn.UnexpectedAnswerWarning, match=r"`glossary\.terms` is a number"):
            assert self.get(both, glossary={"terms": 5}).glossary.terms == 5

    def test_open_enums(self, both: Both) -> None:
        found = self.get(both, state="in-progress").state
        assert (found, found.is_known, found.name) == ("in-progress", True, "IN_PROGRESS")
        new = self.get(both, state="PAUSED").state
        assert (new, new.is_known, str(new)) == ("PAUSED", False, "PAUSED")

    def test_secrets(self, both: Both) -> None:
        """Marked ones, ones called or typed as one, and those of schemas that the package knows."""
        key = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": "hush-3"}}
        glossary = {"clientSecret": "hush-1", "pin": "hush-2", "lock": {"pinCode": "hush-4"}}
        found = self.get(both, glossary=glossary, credentials=key)
        shown = found.glossary.client_secret, found.glossary.pin, found.credentials.api_key.inline_secret
        assert shown == ("hush-1", "hush-2", "hush-3")
        assert found.glossary.lock.pin_code == "hush-4"
        assert "hush" not in f"{found!r}{found}{found.model_dump()}{found.model_dump_json()}"
        assert type(found.credentials) is models.EndpointAuthentication

    def test_names_that_are_taken(self, both: Both) -> None:
        """By methods of the model, by keywords, and by one another."""
        found = self.get(both, copy="a", json=5, **{"class": "b"}, displayname="c")
        assert (found.copy_, found.json_, found.class_, found.display_name, found.displayname) == (
            "a",
            5,
            "b",
            "t",
            "c",
        )
        assert found.model_dump(by_alias=True, exclude_unset=True)["copy"] == "a"

    def test_two_schemas_of_one_class_name(self, both: Both) -> None:
        client, _ = against(both, {"b": 1, "other": {"a": "x"}})
        found = both(client.foobars.get(id=UUID))
        assert (type(found).__name__, type(found.other).__name__) == ("FooBar", "FooBar")
        assert (found.b, found.other.a) == (1, "x")

    def test_content(self, both: Both) -> None:
        glossary = {"content": "Z3L8bg==", "contentType": "text/plain; charset=latin-1"}
        found = self.get(both, glossary=glossary).glossary
        assert (found.content, found.text()) == (b"gr\xfcn", "grün")

    def test_unknown_fields_are_kept(self, both: Both) -> None:
        found = self.get(both, novelty={"a": 1})
        assert found.model_extra == {"novelty": {"a": 1}}
        assert found.model_dump(by_alias=True)["novelty"] == {"a": 1}

    def test_pickling_is_refused_clearly(self, both: Both) -> None:
        found = self.get(both)
        with pytest.raises(TypeError, match=r"Translator cannot be pickled: .*model_dump"):
            pickle.dumps(found)
        assert found.model_copy(deep=True) == found
        assert copy.deepcopy(found) == copy.copy(found) == found

    def test_a_model_can_be_sent(self, both: Both) -> None:
        """The classes of a document are arguments of its methods as well."""
        client, server = against(both, REPLY)
        made = both(client.translators.get(id=UUID))
        both(client.translators.create(**TestConveniences.CREATE, api_key="k", extra_body=None))
        assert made.display_name == "t"
        assert json.loads(server.requests[-1].content)["rules"] == "a → b"


class TestDocuments:
    def test_the_server_s_own_document_gets_what_the_bundled_one_knows(self) -> None:
        """Without prose, secrets, filters and retry classes, as a server serves it."""
        text = (Path(__file__).parents[2] / "spec/upstream/openapi.json").read_text()
        raw = json.loads(text)
        client = Goodmem(base_url="http://127.0.0.1:1", document=raw)
        with Goodmem(base_url="http://127.0.0.1:1") as bundled, client:
            for name in ("create", "retrieve", "batch_create", "list", "wait", "replace"):
                mine, theirs = getattr(client.memories, name), getattr(bundled.memories, name)
                assert inspect.signature(mine) == inspect.signature(theirs)
            assert client.memories.retrieve.operation.retry == "safe"
            mine, theirs = (" ".join(str(one.spaces.create.__doc__).split()) for one in (client, bundled))
            assert sorted(mine.split()) == sorted(theirs.split())
        assert raw == json.loads(text), "the caller's document is left as it is"

    def test_models_of_the_package_where_a_schema_is_the_same(self, both: Both) -> None:
        client, _ = against(both, example("Memory"))
        assert type(both(client.memories.get(id=UUID))) is models.Memory

    def test_a_schema_that_differs_is_another_class(self, both: Both) -> None:
        changed = copy.deepcopy(document())
        changed["components"]["schemas"]["Space"]["properties"]["colour"] = {"type": "string"}
        found = both(both.against(Recorder(example("Space", colour="teal")), document=changed).spaces.get(id=UUID))
        assert type(found) is not models.Space
        assert (found.colour, found.name) == ("teal", example("Space")["name"])

    def test_equal_documents_share_what_is_made_from_them(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps(document()))
        clients = [
            Goodmem(base_url="http://127.0.0.1:1", document=one)
            for one in (document(), copy.deepcopy(document()), str(tmp_path / "a.json"), tmp_path / "a.json")
        ]
        assert len({type(one.translators) for one in clients}) == 1
        for one in clients:
            one.close()

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            (5, "must be a dict, the path of a JSON or YAML file, or a URL"),
            ("nowhere.json", "'nowhere.json' cannot be read"),
            ({}, "not an OpenAPI document"),
            ({"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": [{"$ref": "#/nowhere"}]}}}}, "leads nowhere"),
            ({"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": 5}}}}, "cannot be used"),
            (
                {"openapi": "3.1.0", "paths": {"/a": {"post": {"requestBody": json_of({"$ref": "#/x"})}}}},
                "'#/x' leads nowhere",
            ),
            ({"openapi": object()}, "not made of JSON values"),
        ],
    )
    def test_documents_that_are_refused(self, source: Any, words: str) -> None:
        with pytest.raises(InvalidRequestError) as caught:
            Goodmem(base_url="http://127.0.0.1:1", document=source)
        assert words in str(caught.value)

    @pytest.mark.parametrize(("content", "words"), [("{", "is not JSON"), ("[]", "is not an OpenAPI document")])
    def test_files_that_are_refused(self, tmp_path: Path, content: str, words: str) -> None:
        (tmp_path / "a.json").write_text(content)
        with pytest.raises(InvalidRequestError, match=words):
            Goodmem(base_url="http://127.0.0.1:1", document=tmp_path / "a.json")

    def test_by_url(self, stub: Any) -> None:
        from tests.support.replies import as_json, error

        stub.on("GET", "/openapi", as_json(document()), error(404), error(404))
        with Goodmem(base_url="http://127.0.0.1:1", document=f"{stub.url}/openapi") as client:
            assert "translators" in dir(client)
        with pytest.raises(InvalidRequestError, match="the server answered 404"):
            Goodmem(base_url="http://127.0.0.1:1", document=f"{stub.url}/openapi")

    def test_the_server_s_errors_are_the_usual_ones(self, both: Both) -> None:
        client, _ = against(both, httpx.Response(400, json={"error": "bad", "status": 400}))
        with pytest.raises(BadRequestError, match=r"translators\.get.*bad"):
            both(client.translators.get(id=UUID))


@cache
def _renamed(word: str) -> Any:
    """The bundled document, with one collection called otherwise in all paths, and what it holds called as it was."""
    document = pickle.loads(pickle.dumps(goodmem_dyn.document()))
    document["paths"] = {re.sub(r"/memories\b", f"/{word}", path): item for path, item in document["paths"].items()}
    return document


def test_a_collection_that_is_called_otherwise_keeps_what_is_built_on_it() -> None:
    """What a create's id is does not hang on the name of its collection: the resource is called as it was."""
    with Goodmem(base_url="http://127.0.0.1:1", api_key="gm_test", document=_renamed("documents")) as client:
        parameters = inspect.signature(client.documents.create).parameters
        assert {"wait", "file", "file_path"} <= parameters.keys()
        for name in ("list", "wait", "replace", "batch_create"):
            assert callable(getattr(client.documents, name))
