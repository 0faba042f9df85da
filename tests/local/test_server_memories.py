"""Memories: create in both forms, read, list, filter, bytes and ranges, batches, delete."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from goodmem_dyn.local import Settings
from tests.support.api import Api

UNKNOWN = "0192a1b2-0000-7000-8000-000000000000"
BYTES = bytes(range(256)) * 4


@pytest.fixture
def space(api):
    return api.space()


def item(space, text="text", **values):
    return {"spaceId": space, "originalContent": text, "contentType": "text/plain", **values}


class TestCreate:
    def test_the_reply_comes_at_once_and_is_pending(self, api, space):
        made = api.memory(space, "Grüße", originalContentRef="file:///a", metadata={"title": "A"})
        content = "Grüße".encode()
        assert made["processingStatus"] == "PENDING"
        assert made["originalContentLength"] == len(content)
        assert made["originalContentSha256"] == hashlib.sha256(content).hexdigest()
        assert made["originalContentRef"] == "file:///a"
        assert made["pageImageStatus"] == "PENDING"
        assert made["pageImageCount"] == 0
        assert "chunkingConfig" not in made
        assert "originalContent" not in made

    def test_base64_is_stored_as_bytes(self, api, space):
        body = {
            "spaceId": space,
            "originalContentB64": base64.b64encode(BYTES).decode(),
            "contentType": "application/x-own",
        }
        made = api("POST", "/v1/memories", body, expect=201)
        answer = api.http.get(f"/v1/memories/{made['memoryId']}/content")
        assert answer.content == BYTES
        assert answer.headers["content-type"] == "application/x-own"

    def test_its_own_chunking_is_kept_and_completed(self, api, space):
        made = api.memory(space, chunkingConfig={"sentence": {"maxChunkSize": 50, "minChunkSize": 5}})
        assert made["chunkingConfig"] == {
            "none": None,
            "recursive": None,
            "sentence": {
                "maxChunkSize": 50,
                "minChunkSize": 5,
                "enableLanguageDetection": False,
                "lengthMeasurement": "CHARACTER_COUNT",
            },
        }

    def test_metadata_has_floats_and_the_order_of_jsonb(self, api, space):
        made = api.memory(space, metadata={"year": 2026, "b": [1, {"zz": 1, "a": True}], "aa": "x", "a": 1.5})
        text = api.http.get(f"/v1/memories/{made['memoryId']}").text
        assert '"metadata":{"a":1.5,"b":[1.0,{"a":true,"zz":1.0}],"aa":"x","year":2026.0}' in text

    def test_a_chosen_id_is_used_once(self, api, space):
        assert api.memory(space, memoryId=UNKNOWN)["memoryId"] == UNKNOWN
        api("POST", "/v1/memories", item(space, memoryId=UNKNOWN), expect=409)
        assert len(api("GET", f"/v1/spaces/{space}/memories")["memories"]) == 1

    def test_an_unknown_space_is_a_404(self, api):
        assert api("POST", "/v1/memories", item(UNKNOWN), expect=404)["error"] == f"Space not found: {UNKNOWN}"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"originalContent": ""}, "originalContent"),
            ({"originalContent": None}, "originalContent"),
            ({"originalContentB64": "eA=="}, "originalContent"),
            ({"originalContent": None, "originalContentB64": "not base64!"}, "originalContentB64"),
            ({"originalContent": None, "originalContentB64": ""}, "originalContentB64"),
            ({"contentType": None}, "contentType"),
            ({"contentType": "text"}, "contentType"),
            ({"contentType": "text/plain\r\nx: y"}, "contentType"),
            ({"spaceId": "mine"}, "spaceId"),
            ({"memoryId": "mine"}, "memoryId"),
            (
                {"chunkingConfig": {"recursive": {"chunkSize": 5, "chunkOverlap": 9}}},
                "chunkingConfig.recursive.chunkOverlap",
            ),
            ({"metadata": {"n": 10**400}}, "metadata"),
        ],
    )
    def test_broken_rules_name_the_field(self, api, space, change, field):
        body = {key: value for key, value in {**item(space), **change}.items() if value is not None}
        answer = api("POST", "/v1/memories", body, expect=400)
        assert field in {error["field"] for error in answer["errors"]}
        assert api("GET", f"/v1/spaces/{space}/memories")["memories"] == []

    def test_nul_is_content_but_not_metadata(self, api, space):
        made = api.memory(space, "a\0b")
        assert api.http.get(f"/v1/memories/{made['memoryId']}/content").content == b"a\0b"
        answer = api("POST", "/v1/memories", item(space, metadata={"a": "\0"}), expect=400)
        assert "NUL" in answer["error"]


class TestMultipart:
    @pytest.mark.parametrize("as_file", [False, True], ids=["plain field", "JSON part"])
    def test_the_file_is_the_content_and_the_request_names_its_type(self, api, space, as_file):
        request = json.dumps({"spaceId": space, "contentType": "application/x-own", "metadata": {"a": 1}})
        files = [("file", ("name.bin", BYTES, "image/png"))]
        if as_file:
            answer = api.http.post(
                "/v1/memories", files=[("request", ("request.json", request, "application/json")), *files]
            )
        else:
            answer = api.http.post("/v1/memories", data={"request": request}, files=files)
        assert answer.status_code == 201, answer.text
        assert answer.json()["contentType"] == "application/x-own"
        assert api.http.get(f"/v1/memories/{answer.json()['memoryId']}/content").content == BYTES

    @pytest.mark.parametrize(
        ("request_part", "files"),
        [
            ({}, []),
            ({}, [("a", b"x"), ("b", b"y")]),
            ({}, [("file", b"")]),
            ({"originalContent": "x"}, [("file", b"x")]),
        ],
        ids=["no file", "two files", "an empty file", "content twice"],
    )
    def test_anything_but_one_file_with_bytes_is_refused(self, api, space, request_part, files):
        request = json.dumps({"spaceId": space, "contentType": "text/plain", **request_part})
        parts = [(name, (name, data, "text/plain")) for name, data in files]
        body = {"files": [("request", (None, request)), *parts]}
        answer = api.http.post("/v1/memories", **body)
        assert answer.status_code == 400
        assert answer.json()["errors"]

    @pytest.mark.parametrize("content", [b"", b"--x\r\n", b"nonsense"])
    def test_a_broken_body_cannot_be_decoded(self, api, content):
        answer = api.http.post(
            "/v1/memories", content=content, headers={"content-type": "multipart/form-data; boundary=x"}
        )
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("Invalid JSON request body: the multipart body")

    def test_a_missing_boundary_and_an_operation_without_forms_are_refused(self, api):
        for path, kind in (("/v1/memories", "multipart/form-data"), ("/v1/spaces", "multipart/form-data; boundary=x")):
            assert api.http.post(path, content=b"--x--", headers={"content-type": kind}).status_code == 400

    def test_a_batch_binds_files_by_field(self, api, space):
        requests = [
            {"spaceId": space, "contentType": "text/plain", "fileField": "second"},
            {"spaceId": space, "contentType": "text/markdown", "fileField": "first"},
        ]
        files = [("first", ("1", b"# one", "x/y")), ("second", ("2", b"two", "x/y"))]
        answer = api.http.post(
            "/v1/memories:batchCreate", data={"requests": json.dumps({"requests": requests})}, files=files
        )
        assert answer.status_code == 200, answer.text
        contents = [
            api.http.get(f"/v1/memories/{one['memory']['memoryId']}/content").content
            for one in answer.json()["results"]
        ]
        assert contents == [b"two", b"# one"]

    def test_a_batch_takes_the_bare_array_of_the_document_too(self, api, space):
        requests = [{"spaceId": space, "contentType": "text/plain"}]
        answer = api.http.post(
            "/v1/memories:batchCreate",
            data={"requests": json.dumps(requests)},
            files=[("file", ("1", b"one", "text/plain"))],
        )
        assert answer.status_code == 200, answer.text

    @pytest.mark.parametrize("fields", [["a", "missing"], ["a", "a"], [None, "a"], ["a"]])
    def test_a_batch_refuses_files_it_cannot_bind(self, api, space, fields):
        requests = [
            {"spaceId": space, "contentType": "text/plain", **({"fileField": field} if field else {})}
            for field in fields
        ]
        files = [(name, (name, b"x", "text/plain")) for name in ("a", "b")]
        answer = api.http.post(
            "/v1/memories:batchCreate", data={"requests": json.dumps({"requests": requests})}, files=files
        )
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"].startswith("requests")
        assert api("GET", f"/v1/spaces/{space}/memories")["memories"] == []


class TestRead:
    def test_content_comes_only_where_asked_for_and_as_base64(self, api, space):
        made = api.memory(space, "Grüße")
        path = f"/v1/memories/{made['memoryId']}"
        assert "originalContent" not in api("GET", path)
        shown = api("GET", f"{path}?includeContent=true")["originalContent"]
        assert base64.b64decode(shown).decode() == "Grüße"
        listed = api("GET", f"/v1/spaces/{space}/memories?includeContent=true")["memories"][0]
        assert listed["originalContent"] == shown
        got = api("POST", "/v1/memories:batchGet", {"memoryIds": [made["memoryId"]], "includeContent": True})
        assert got["results"][0]["memory"]["originalContent"] == shown

    def test_a_list_filters_by_status_and_metadata(self, api, space):
        done = [api.memory(space, "x", metadata={"n": n})["memoryId"] for n in range(4)]
        bad = api.memory(space, contentType="image/png", metadata={"n": 3})["memoryId"]
        api.settle(*done, bad)
        path = f"/v1/spaces/{space}/memories"
        assert [one["memoryId"] for one in api("GET", f"{path}?statusFilter=FAILED")["memories"]] == [bad]
        query = {"filter": "CAST(val('$.n') AS NUMERIC) >= 2", "statusFilter": "COMPLETED"}
        assert [one["memoryId"] for one in api("GET", path, params=query)["memories"]] == [done[3], done[2]]
        assert api("GET", path, params={"filter": "1 = 0"})["memories"] == []
        api("GET", f"{path}?statusFilter=DONE", expect=400)

    def test_a_malformed_filter_is_a_400_that_points_at_the_column(self, api, space):
        answer = api("GET", f"/v1/spaces/{space}/memories", params={"filter": "val('$.a') = "}, expect=400)
        assert "column" in answer["error"]

    def test_doubled_quotes_in_filters_are_a_setting(self, api, space, run_server):
        query = {"filter": "CAST(val('$.owner') AS TEXT) = 'O''Hara'"}
        api("GET", f"/v1/spaces/{space}/memories", params=query, expect=400)
        server = run_server(settings=Settings(doubled_quotes_in_filters=True))
        lenient = Api(server, server.api_key)
        own = lenient.space()
        lenient.memory(own, metadata={"owner": "O'Hara"})
        assert len(lenient("GET", f"/v1/spaces/{own}/memories", params=query)["memories"]) == 1
        lenient.close()

    def test_a_filtered_list_pages(self, api, space):
        for number in range(5):
            api.memory(space, "x", metadata={"even": number % 2 == 0})
        query = {"filter": "CAST(val('$.even') AS BOOLEAN)", "maxResults": 2}
        first = api("GET", f"/v1/spaces/{space}/memories", params=query)
        second = api("GET", f"/v1/spaces/{space}/memories", params={**query, "nextToken": first["nextToken"]})
        assert [len(first["memories"]), len(second["memories"])] == [2, 1]
        assert all(one["metadata"]["even"] for one in first["memories"] + second["memories"])

    def test_a_list_of_an_unknown_space_is_a_404(self, api):
        api("GET", f"/v1/spaces/{UNKNOWN}/memories", expect=404)


class TestContent:
    @pytest.fixture
    def path(self, api, space):
        body = {"spaceId": space, "originalContentB64": base64.b64encode(BYTES).decode(), "contentType": "a/b"}
        return f"/v1/memories/{api('POST', '/v1/memories', body, expect=201)['memoryId']}/content"

    @pytest.mark.parametrize(
        ("asked", "start", "end"),
        [("0-0", 0, 1), ("10-19", 10, 20), ("1000-", 1000, 1024), ("-5", 1019, 1024), ("1020-9999", 1020, 1024)],
    )
    def test_one_range_is_a_206(self, api, path, asked, start, end):
        answer = api.http.get(path, headers={"range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert answer.content == BYTES[start:end]
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/1024"

    @pytest.mark.parametrize("asked", ["1024-", "5000-6000", "-0"])
    def test_a_range_outside_is_a_416(self, api, path, asked):
        answer = api.http.get(path, headers={"range": f"bytes={asked}"})
        assert answer.status_code == 416
        assert answer.headers["content-range"] == "bytes */1024"
        assert answer.json()["status"] == 416

    @pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "items=0-1", "bytes=9-5", "bytes=-", "bytes", "bytes=a-b"])
    def test_any_other_range_header_is_ignored(self, api, path, asked):
        answer = api.http.get(path, headers={"range": asked})
        assert (answer.status_code, answer.content) == (200, BYTES)

    def test_the_etag_is_strong_and_guards(self, api, path):
        first = api.http.get(path)
        etag = first.headers["etag"]
        assert etag == f'"{hashlib.sha256(BYTES).hexdigest()}"'
        assert first.headers["accept-ranges"] == "bytes"
        for good in (etag, "*", f'"other", {etag}'):
            assert api.http.get(path, headers={"if-match": good}).status_code == 200
        stale = api.http.get(path, headers={"if-match": '"other"', "range": "bytes=0-1"})
        assert stale.status_code == 412
        assert api.http.get(path, headers={"if-range": '"other"', "range": "bytes=0-1"}).status_code == 200
        assert api.http.get(path, headers={"if-range": etag, "range": "bytes=0-1"}).status_code == 206

    def test_head_has_the_headers_and_no_bytes(self, api, path):
        answer = api.http.head(path)
        assert answer.status_code == 200
        assert answer.headers["content-length"] == "1024"
        assert answer.headers["content-type"] == "a/b"
        assert answer.content == b""

    def test_text_is_compressed_where_settings_say_so(self, run_server):
        server = run_server(settings=Settings(gzip_content=True))
        packed = Api(server, server.api_key)
        made = packed.memory(packed.space(), "owl " * 1000)
        path = f"/v1/memories/{made['memoryId']}/content"
        answer = packed.http.get(path, headers={"accept-encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.text == "owl " * 1000
        plain = packed.http.get(path, headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.headers["etag"] != answer.headers["etag"]
        ranged = packed.http.get(path, headers={"accept-encoding": "gzip", "range": "bytes=0-2"})
        assert ranged.content == b"owl"
        packed.close()


class TestBatches:
    def test_all_good_is_a_200_in_order(self, api, space):
        body = api("POST", "/v1/memories:batchCreate", {"requests": [item(space, f"text {n}") for n in range(5)]})
        ids = [one["memory"]["memoryId"] for one in body["results"]]
        assert all(one["success"] for one in body["results"])
        got = api("POST", "/v1/memories:batchGet", {"memoryIds": ids[::-1]})
        assert [one["memory"]["memoryId"] for one in got["results"]] == ids[::-1]

    def test_some_bad_is_a_207_and_the_good_ones_stay(self, api, space):
        requests = [item(space), item(UNKNOWN), item(space, memoryId=UNKNOWN), item(space, memoryId=UNKNOWN)]
        body = api("POST", "/v1/memories:batchCreate", {"requests": requests}, expect=207)
        assert [one["success"] for one in body["results"]] == [True, False, True, False]
        assert [one.get("error", {}).get("code") for one in body["results"]] == [None, 404, None, 409]
        assert body["results"][3]["memoryId"] == UNKNOWN
        assert len(api("GET", f"/v1/spaces/{space}/memories")["memories"]) == 2

    def test_the_scale_of_item_codes_is_a_setting(self, run_server):
        server = run_server(settings=Settings(item_error_codes="grpc"))
        grpc = Api(server, server.api_key)
        body = grpc("POST", "/v1/memories:batchGet", {"memoryIds": [UNKNOWN]}, expect=207)
        assert body["results"][0]["error"]["code"] == 5
        grpc.close()

    def test_a_broken_item_refuses_the_whole_batch(self, api, space):
        requests = [item(space), item(space, text=""), item(space, contentType="nonsense")]
        answer = api("POST", "/v1/memories:batchCreate", {"requests": requests}, expect=400)
        assert {error["field"] for error in answer["errors"]} == {
            "requests[1].originalContent",
            "requests[2].contentType",
        }
        assert api("GET", f"/v1/spaces/{space}/memories")["memories"] == []
        answer = api("POST", "/v1/memories:batchCreate", {"requests": []}, expect=400)
        assert answer["errors"][0]["field"] == "requests"

    def test_get_reports_missing_and_malformed_ids_item_by_item(self, api, space):
        made = api.memory(space)["memoryId"]
        body = api("POST", "/v1/memories:batchGet", {"memoryIds": [UNKNOWN, made, "nonsense"]}, expect=207)
        assert [one["success"] for one in body["results"]] == [False, True, False]
        assert [one["memoryId"] for one in body["results"]] == [UNKNOWN, made, "nonsense"]
        assert [one["error"]["code"] for one in body["results"] if not one["success"]] == [404, 400]

    def test_delete_by_id(self, api, space):
        made = api.memory(space)["memoryId"]
        selectors = [{"memoryId": made}, {"memoryId": made}, {"memoryId": "nonsense"}]
        body = api("POST", "/v1/memories:batchDelete", {"requests": selectors}, expect=207)
        assert [(one["requestIndex"], one["success"], one["deletedCount"]) for one in body["results"]] == [
            (0, True, 1),
            (1, False, 0),
            (2, False, 0),
        ]
        assert body["totalDeleted"] == 1

    def test_delete_by_filter_and_status(self, api, space):
        made = [api.memory(space, metadata={"n": n})["memoryId"] for n in range(6)]
        bad = api.memory(space, contentType="image/png", metadata={"n": 0})["memoryId"]
        api.settle(*made, bad)

        def delete(**selector):
            requests = [{"filterSelector": {"spaceId": space, **selector}}]
            return api("POST", "/v1/memories:batchDelete", {"requests": requests})["totalDeleted"]

        assert delete(filter="CAST(val('$.n') AS NUMERIC) > 99") == 0
        assert delete(filter="CAST(val('$.n') AS NUMERIC) < 2", statusFilter="COMPLETED") == 2
        assert delete(statusFilter="FAILED") == 1
        assert delete() == 4
        assert api("GET", f"/v1/spaces/{space}/memories")["memories"] == []

    def test_a_malformed_filter_deletes_nothing_at_all(self, api, space):
        made = api.memory(space)["memoryId"]
        requests = [{"memoryId": made}, {"filterSelector": {"spaceId": space, "filter": "nonsense ("}}]
        assert "column" in api("POST", "/v1/memories:batchDelete", {"requests": requests}, expect=400)["error"]
        api("GET", f"/v1/memories/{made}")

    @pytest.mark.parametrize("selector", [{}, {"memoryId": UNKNOWN, "filterSelector": {"spaceId": UNKNOWN}}])
    def test_a_selector_selects_in_exactly_one_way(self, api, selector):
        answer = api("POST", "/v1/memories:batchDelete", {"requests": [selector]}, expect=400)
        assert answer["errors"][0]["field"] == "requests[0]"

    def test_a_misspelt_selector_field_deletes_nothing(self, api, space):
        made = api.memory(space)["memoryId"]
        selector = {"filterSelector": {"spaceId": space, "statusFiler": "FAILED"}}
        answer = api("POST", "/v1/memories:batchDelete", {"requests": [selector]}, expect=400)
        assert '"statusFiler"' in answer["error"]
        api("GET", f"/v1/memories/{made}")

    def test_a_filter_in_an_unknown_space_fails_by_itself(self, api, space):
        made = api.memory(space)["memoryId"]
        requests = [{"filterSelector": {"spaceId": UNKNOWN}}, {"memoryId": made}]
        body = api("POST", "/v1/memories:batchDelete", {"requests": requests}, expect=207)
        assert [one["success"] for one in body["results"]] == [False, True]


def test_a_memory_is_deleted_once(api, space):
    made = api.memory(space)["memoryId"]
    api("DELETE", f"/v1/memories/{made}")
    api("DELETE", f"/v1/memories/{made}", expect=404)
    api("GET", f"/v1/memories/{made}", expect=404)
    api("GET", f"/v1/memories/{made}/content", expect=404)
