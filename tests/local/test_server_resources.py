"""Embedders, rerankers, LLMs and spaces: create, read, change, delete, and every documented refusal."""

from __future__ import annotations

import pytest

UNKNOWN = "0192a1b2-0000-7000-8000-000000000000"
SECRET = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": "sk-very-secret"}}

EMBEDDER = {
    "displayName": "E",
    "providerType": "OPENAI",
    "endpointUrl": "https://api.openai.com/v1",
    "modelIdentifier": "text-embedding-3-large",
    "dimensionality": 1536,
    "distributionType": "DENSE",
}
RERANKER = {
    "displayName": "R",
    "providerType": "TEI",
    "endpointUrl": "http://localhost:9999",
    "modelIdentifier": "bge",
}
LLM = {
    "displayName": "L",
    "providerType": "OPENAI",
    "endpointUrl": "https://api.openai.com/v1",
    "modelIdentifier": "gpt-4o",
}
KINDS = [
    pytest.param("embedders", "embedderId", EMBEDDER, id="embedder"),
    pytest.param("rerankers", "rerankerId", RERANKER, id="reranker"),
    pytest.param("llms", "llmId", LLM, id="llm"),
]


def create(api, path, body, expect=201):
    made = api("POST", f"/v1/{path}", body, expect=expect)
    return made.get("llm", made) if expect == 201 else made


@pytest.mark.parametrize(("path", "key", "body"), KINDS)
class TestModels:
    def test_a_created_model_is_read_listed_and_deleted(self, api, path, key, body):
        made = create(api, path, {**body, "labels": {"a": "1"}, "description": "d", "version": "1"})
        assert {name: made[name] for name in body} == body
        assert made["supportedModalities"] == ["TEXT"]
        assert made["createdAt"] == made["updatedAt"]
        found = api("GET", f"/v1/{path}/{made[key]}")
        assert found == made
        assert api("GET", f"/v1/{path}")[path] == [made]
        api("DELETE", f"/v1/{path}/{made[key]}")
        api("DELETE", f"/v1/{path}/{made[key]}", expect=404)
        api("GET", f"/v1/{path}/{made[key]}", expect=404)
        assert api("GET", f"/v1/{path}")[path] == []

    def test_a_chosen_id_is_used_once(self, api, path, key, body):
        assert create(api, path, {**body, key: UNKNOWN.upper()})[key] == UNKNOWN
        answer = create(api, path, {**body, "modelIdentifier": "another", key: UNKNOWN}, 409)
        assert answer["status"] == 409

    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"displayName": "other name", "labels": {"x": "y"}},
            {"endpointUrl": "{upper}"},
            {"endpointUrl": "{url}/"},
            {"apiPath": ""},
        ],
    )
    def test_the_same_connection_is_a_409(self, api, path, key, body, change):
        create(api, path, body)
        url = body["endpointUrl"]
        upper = url.replace("http", "HTTP").replace("localhost", "LOCALHOST").replace("api.openai", "API.OpenAI")
        again = {**body, **change}
        again["endpointUrl"] = again["endpointUrl"].replace("{upper}", upper).replace("{url}", url)
        assert create(api, path, again, 409)["status"] == 409

    @pytest.mark.parametrize(
        "change",
        [
            {"modelIdentifier": "another"},
            {"endpointUrl": "https://elsewhere.example/v1"},
            {"apiPath": "/custom"},
            {"credentials": SECRET},
        ],
    )
    def test_another_connection_is_another_model(self, api, path, key, body, change):
        create(api, path, body)
        create(api, path, {**body, **change})
        assert len(api("GET", f"/v1/{path}")[path]) == 2

    def test_another_owner_may_have_the_same(self, api, other, path, key, body):
        create(api, path, body)
        create(other, path, body)

    def test_an_update_into_the_same_connection_is_a_409(self, api, path, key, body):
        create(api, path, body)
        second = create(api, path, {**body, "modelIdentifier": "another"})
        update = {"modelIdentifier": body["modelIdentifier"]}
        assert api("PUT", f"/v1/{path}/{second[key]}", update, expect=409)["status"] == 409
        assert api("GET", f"/v1/{path}/{second[key]}")["modelIdentifier"] == "another"

    def test_an_update_changes_what_it_names_and_nothing_else(self, api, path, key, body):
        made = create(api, path, {**body, "description": "before", "labels": {"a": "1", "b": "2"}})
        after = api("PUT", f"/v1/{path}/{made[key]}", {"displayName": "New", "mergeLabels": {"b": "3", "c": "4"}})
        assert after["displayName"] == "New"
        assert after["description"] == "before"
        assert after["labels"] == {"a": "1", "b": "3", "c": "4"}
        assert after["updatedAt"] >= made["updatedAt"]
        assert after["createdAt"] == made["createdAt"]
        assert api("PUT", f"/v1/{path}/{made[key]}", {"replaceLabels": {"z": "9"}})["labels"] == {"z": "9"}

    def test_labels_are_replaced_or_merged_not_both(self, api, path, key, body):
        made = create(api, path, body)
        answer = api("PUT", f"/v1/{path}/{made[key]}", {"replaceLabels": {}, "mergeLabels": {}}, expect=400)
        assert "replaceLabels and mergeLabels" in answer["errors"][0]["message"]

    def test_the_provider_type_cannot_change(self, api, path, key, body):
        made = create(api, path, body)
        answer = api("PUT", f"/v1/{path}/{made[key]}", {"providerType": "VLLM"}, expect=400)
        assert 'Unrecognized field "providerType"' in answer["error"]

    def test_secrets_are_shown_only_where_asked_for(self, api, path, key, body):
        made = create(api, path, {**body, "credentials": SECRET})
        assert "credentials" not in made
        assert "very-secret" not in str(api("GET", f"/v1/{path}"))
        assert "very-secret" not in str(api("GET", f"/v1/{path}/{made[key]}"))
        assert "very-secret" not in str(api("PUT", f"/v1/{path}/{made[key]}", {"displayName": "x"}))
        shown = api("GET", f"/v1/{path}/{made[key]}?includeCredentials=true")
        assert shown["credentials"]["apiKey"]["inlineSecret"] == "sk-very-secret"

    def test_the_secret_takes_part_in_duplicate_detection_only_as_a_fingerprint(self, api, server, path, key, body):
        create(api, path, {**body, "credentials": SECRET})
        create(api, path, {**body, "credentials": SECRET}, 409)
        with server.state.store.read() as database:
            stored = [row[0] for row in database.execute(f"SELECT connection FROM {path}")]
        assert "very-secret" not in str(stored)

    @pytest.mark.parametrize(
        ("credentials", "field"),
        [
            ({"kind": "CREDENTIAL_KIND_API_KEY"}, "credentials.apiKey"),
            ({"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {}}, "credentials.apiKey"),
            (
                {
                    "kind": "CREDENTIAL_KIND_API_KEY",
                    "apiKey": {"inlineSecret": "a", "secretRef": {"uri": "env://A"}},
                },
                "credentials.apiKey",
            ),
            ({**SECRET, "gcpAdc": {}}, "credentials"),
            ({"kind": "CREDENTIAL_KIND_GCP_ADC"}, "credentials.gcpAdc"),
            ({}, "credentials.kind"),
            ({"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": " "}}, "credentials.apiKey.inlineSecret"),
        ],
    )
    def test_credentials_that_contradict_themselves_are_refused(self, api, path, key, body, credentials, field):
        answer = create(api, path, {**body, "credentials": credentials}, 400)
        assert field in {error["field"] for error in answer["errors"]}
        assert "sk-very-secret" not in str(answer)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"displayName": ""}, "displayName"),
            ({"displayName": "x" * 256}, "displayName"),
            ({"endpointUrl": "not a url"}, "endpointUrl"),
            ({"endpointUrl": "ftp://x/y"}, "endpointUrl"),
            ({"endpointUrl": "http://"}, "endpointUrl"),
            ({"endpointUrl": "http://h:99999"}, "endpointUrl"),
            ({"modelIdentifier": " "}, "modelIdentifier"),
            ({"labels": {f"k{n}": "v" for n in range(21)}}, "labels"),
            ({"labels": {"Upper": "v"}}, "labels.Upper"),
            ({"labels": {"": "v"}}, "labels."),
            ({"labels": {"k": "v" * 256}}, "labels.k"),
            ({"ownerId": "me"}, "ownerId"),
        ],
    )
    def test_broken_rules_name_the_field(self, api, path, key, body, change, field):
        answer = create(api, path, {**body, **change}, 400)
        assert field in {error["field"] for error in answer["errors"]}

    def test_lists_filter_by_owner_provider_and_label(self, api, other, path, key, body):
        first = create(api, path, {**body, "labels": {"env": "a"}})
        second = create(api, path, {**body, "modelIdentifier": "m2", "providerType": "VLLM", "labels": {"env": "b"}})
        theirs = create(other, path, body)
        everything = [one[key] for one in api("GET", f"/v1/{path}")[path]]
        assert everything == [theirs[key], second[key], first[key]]
        assert [one[key] for one in api("GET", f"/v1/{path}?providerType=VLLM")[path]] == [second[key]]
        assert [one[key] for one in api("GET", f"/v1/{path}?label[env]=a")[path]] == [first[key]]
        assert [one[key] for one in api("GET", f"/v1/{path}?owner_id={theirs['ownerId']}")[path]] == [theirs[key]]
        assert [one[key] for one in other("GET", f"/v1/{path}")[path]] == [theirs[key]]
        api("GET", f"/v1/{path}?providerType=NOBODY", expect=400)


@pytest.mark.parametrize(
    ("path", "key", "body", "provider", "expected"),
    [
        ("embedders", "embedderId", EMBEDDER, "OPENAI", "/embeddings"),
        ("embedders", "embedderId", EMBEDDER, "TEI", "/embed"),
        ("embedders", "embedderId", EMBEDDER, "COHERE", "/v2/embed"),
        ("rerankers", "rerankerId", RERANKER, "TEI", "/rerank"),
        ("rerankers", "rerankerId", RERANKER, "COHERE", "/v2/rerank"),
        ("llms", "llmId", LLM, "OPENAI", "/chat/completions"),
    ],
)
def test_the_api_path_has_a_default_for_each_provider(api, path, key, body, provider, expected):
    made = create(api, path, {**body, "providerType": provider, "credentials": SECRET})
    assert made["apiPath"] == expected
    custom = api("PUT", f"/v1/{path}/{made[key]}", {"apiPath": "/own"})
    assert custom["apiPath"] == "/own"
    assert api("PUT", f"/v1/{path}/{made[key]}", {"apiPath": " "})["apiPath"] == expected


@pytest.mark.parametrize("provider", ["COHERE", "JINA", "VOYAGE"])
@pytest.mark.parametrize(("path", "body"), [("embedders", EMBEDDER), ("rerankers", RERANKER)])
def test_hosted_providers_need_credentials(api, path, body, provider):
    answer = create(api, path, {**body, "providerType": provider}, 400)
    assert [error["field"] for error in answer["errors"]] == ["credentials"]


def test_omitted_credentials_are_kept_by_an_update(api):
    made = create(api, "embedders", {**EMBEDDER, "credentials": SECRET})
    api("PUT", f"/v1/embedders/{made['embedderId']}", {"displayName": "x"})
    shown = api("GET", f"/v1/embedders/{made['embedderId']}?include_credentials=true")
    assert shown["credentials"]["apiKey"]["inlineSecret"] == "sk-very-secret"
    api("PUT", f"/v1/embedders/{made['embedderId']}", {"credentials": {}}, expect=400)


def test_a_default_port_and_case_make_no_other_endpoint(api):
    create(api, "embedders", {**EMBEDDER, "endpointUrl": "https://Host.Example:443/v1/"})
    create(api, "embedders", {**EMBEDDER, "endpointUrl": "https://host.example/v1"}, 409)
    create(api, "embedders", {**EMBEDDER, "endpointUrl": "https://host.example/V1"})


@pytest.mark.parametrize("change", [{"dimensionality": 2}, {"modelIdentifier": "m2"}, {"distributionType": "SPARSE"}])
def test_what_an_embedder_computes_is_fixed_while_a_space_uses_it(api, change):
    made = create(api, "embedders", EMBEDDER)
    path = f"/v1/embedders/{made['embedderId']}"
    api("PUT", path, {"dimensionality": 99})
    space = api.space("uses it", made["embedderId"])
    answer = api("PUT", path, change, expect=412)
    assert space in answer["error"]
    api("PUT", path, {"displayName": "still fine", "description": "d"})
    assert api("DELETE", path, expect=409)["status"] == 409
    api("DELETE", f"/v1/spaces/{space}")
    api("PUT", path, change)
    api("DELETE", path)


def test_dimensionality_must_be_positive(api):
    answer = create(api, "embedders", {**EMBEDDER, "dimensionality": 0}, 400)
    assert answer["errors"][0]["field"] == "dimensionality"


def test_an_unreachable_embedder_is_accepted_and_so_is_a_space_on_it(api):
    made = create(api, "embedders", {**EMBEDDER, "endpointUrl": "http://127.0.0.1:9/v1"})
    api.space("on nothing", made["embedderId"])


def test_an_llm_create_says_what_it_inferred(api):
    made = api("POST", "/v1/llms", LLM, expect=201)
    assert [one["code"] for one in made["statuses"]] == ["LLM_CAPABILITY_INFERRED"]
    assert made["llm"]["capabilities"]["supportsChat"] is True
    given = {**LLM, "modelIdentifier": "m2", "capabilities": {"supportsChat": True, "supportsStreaming": False}}
    made = api("POST", "/v1/llms", given, expect=201)
    assert "statuses" not in made
    assert made["llm"]["capabilities"]["supportsStreaming"] is False


def test_an_llm_keeps_sampling_and_client_config(api):
    extra = {
        "defaultSamplingParams": {"maxTokens": 100, "temperature": 0.5, "stopSequences": ["x"]},
        "clientConfig": {"nested": {"any": [1, None]}},
        "maxContextLength": 1000,
    }
    made = create(api, "llms", {**LLM, **extra})
    assert {name: made[name] for name in extra} == extra
    after = api(
        "PUT", f"/v1/llms/{made['llmId']}", {"supportedModalities": [], "capabilities": {"supportsChat": False}}
    )
    assert after["supportedModalities"] == ["TEXT"]
    assert after["capabilities"] == {**made["capabilities"], "supportsChat": False}


class TestSpaces:
    def test_a_space_is_created_read_and_deleted(self, api):
        embedder = api.embedder()["embedderId"]
        space = api.space("notes", embedder, labels={"team": "a"})
        found = api("GET", f"/v1/spaces/{space}")
        assert found["name"] == "notes"
        assert found["labels"] == {"team": "a"}
        assert found["defaultChunkingConfig"] == {
            "none": None,
            "recursive": {
                "chunkSize": 512,
                "chunkOverlap": 64,
                "separators": [],
                "keepStrategy": "KEEP_END",
                "separatorIsRegex": False,
                "lengthMeasurement": "CHARACTER_COUNT",
            },
            "sentence": None,
        }
        (link,) = found["spaceEmbedders"]
        assert (link["spaceId"], link["embedderId"], link["defaultRetrievalWeight"]) == (space, embedder, 1.0)
        api("DELETE", f"/v1/spaces/{space}")
        api("DELETE", f"/v1/spaces/{space}", expect=404)
        assert api("GET", f"/v1/spaces/{space}", expect=404)["error"] == f"Space not found: {space}"

    def test_a_name_is_taken_once_for_each_owner_and_case(self, api, other):
        first = api.space("notes")
        answer = self.refuse(api, {"name": "notes"}, 409)
        assert answer["error"] == "A space with this name already exists"
        api.space("Notes")
        theirs = other("POST", "/v1/embedders", EMBEDDER, expect=201)["embedderId"]
        other.space("notes", theirs)
        second = api.space("drafts")
        api("PUT", f"/v1/spaces/{second}", {"name": "notes"}, expect=409)
        api("PUT", f"/v1/spaces/{first}", {"name": "notes"})
        assert api("GET", f"/v1/spaces/{second}")["name"] == "drafts"

    def refuse(self, api, change, expect):
        body = {
            "name": "x",
            "spaceEmbedders": [{"embedderId": api.server.create_default_embedder()}],
            "defaultChunkingConfig": {"none": {}},
            **change,
        }
        return api("POST", "/v1/spaces", body, expect=expect)

    def test_an_unknown_embedder_is_a_400(self, api):
        answer = self.refuse(api, {"spaceEmbedders": [{"embedderId": UNKNOWN}]}, 400)
        assert answer["error"] == "Embedder not found"

    def test_a_foreign_embedder_is_a_403(self, api, other):
        foreign = api.server.create_default_embedder()
        self.refuse(other, {"spaceEmbedders": [{"embedderId": foreign}]}, 403)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "x" * 256}, "name"),
            ({"spaceEmbedders": []}, "spaceEmbedders"),
            ({"defaultChunkingConfig": {}}, "defaultChunkingConfig"),
            (
                {"defaultChunkingConfig": {"none": {}, "recursive": {"chunkSize": 1, "chunkOverlap": 0}}},
                "defaultChunkingConfig",
            ),
            (
                {"defaultChunkingConfig": {"recursive": {"chunkSize": 0, "chunkOverlap": 0}}},
                "defaultChunkingConfig.recursive.chunkSize",
            ),
            (
                {"defaultChunkingConfig": {"recursive": {"chunkSize": 10, "chunkOverlap": 10}}},
                "defaultChunkingConfig.recursive.chunkOverlap",
            ),
            (
                {
                    "defaultChunkingConfig": {
                        "recursive": {
                            "chunkSize": 10, "chunkOverlap": 1, "separatorIsRegex": True, "separators": ["ok", "("],
                        }
                    }
                },
                "defaultChunkingConfig.recursive.separators[1]",
            ),
            (
                {"defaultChunkingConfig": {"recursive": {"chunkSize": 9, "chunkOverlap": 1, "separators": ["a"] * 21}}},
                "defaultChunkingConfig.recursive.separators",
            ),
            (
                {"defaultChunkingConfig": {"sentence": {"maxChunkSize": 5, "minChunkSize": 6}}},
                "defaultChunkingConfig.sentence.minChunkSize",
            ),
            ({"spaceId": "mine"}, "spaceId"),
        ],
    )  # fmt: skip
    def test_broken_rules_name_the_field(self, api, change, field):
        answer = self.refuse(api, change, 400)
        assert field in {error["field"] for error in answer["errors"]}

    def test_an_embedder_may_appear_once(self, api):
        link = {"embedderId": api.server.create_default_embedder()}
        answer = self.refuse(api, {"spaceEmbedders": [link, link]}, 400)
        assert answer["errors"][0]["field"] == "spaceEmbedders"

    def test_a_chosen_id_is_used_once(self, api):
        assert api.space("a", spaceId=UNKNOWN) == UNKNOWN
        assert "already exists" in self.refuse(api, {"spaceId": UNKNOWN}, 409)["error"]

    def test_embedders_and_chunking_cannot_be_changed(self, api):
        space = api.space()
        for change in ({"spaceEmbedders": []}, {"defaultChunkingConfig": {"none": {}}}):
            assert "Unrecognized field" in api("PUT", f"/v1/spaces/{space}", change, expect=400)["error"]

    def test_weights_may_be_zero_or_negative(self, api):
        first, second = api.embedder(), api.embedder(modelIdentifier="m2")
        links = [
            {"embedderId": first["embedderId"], "defaultRetrievalWeight": 0},
            {"embedderId": second["embedderId"], "defaultRetrievalWeight": -2.5},
        ]
        space = api.space("weights", spaceEmbedders=links)
        found = api("GET", f"/v1/spaces/{space}")["spaceEmbedders"]
        assert [one["defaultRetrievalWeight"] for one in found] == [0.0, -2.5]

    def test_deleting_a_space_deletes_everything_in_it(self, api, server):
        space = api.space()
        memory = api.memory(space)["memoryId"]
        api.settle(memory)
        api("DELETE", f"/v1/spaces/{space}")
        api("GET", f"/v1/memories/{memory}", expect=404)
        with server.state.store.read() as database:
            for table in ("memories", "chunks", "vectors", "space_embedders"):
                assert database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
