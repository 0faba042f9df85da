"""Background processing: states, history, failures and their stages, retries, cancellation, page images."""

from __future__ import annotations

import base64
import threading
import time

import pytest

from goodmem_dyn.local import Settings
from goodmem_dyn.local._processing import apart
from tests.support.api import Api
from tests.support.pdf import pdf


def upload(api, space, content, content_type, **values):
    body = {"spaceId": space, "originalContentB64": base64.b64encode(content).decode(), "contentType": content_type}
    return api("POST", "/v1/memories", {**body, **values}, expect=201)["memoryId"]


def chunks(server, memory_id):
    with server.state.store.read() as database:
        return [
            dict(row) for row in database.execute("SELECT * FROM chunks WHERE memory_id = ? ORDER BY seq", (memory_id,))
        ]


def test_a_memory_is_processed_and_tells_how(api, server):
    (done,) = api.settle(api.memory(api.space(), "The owl sleeps. " * 100)["memoryId"])
    assert done["processingStatus"] == "COMPLETED"
    job, (attempt,) = done["processingHistory"]["latestJob"], done["processingHistory"]["attempts"]
    assert job["status"] == "BACKGROUND_JOB_SUCCEEDED"
    assert (job["attempts"], job["maxAttempts"]) == (1, 3)
    assert "lastError" not in job
    assert attempt["jobId"] == job["jobId"]
    assert attempt["ok"] is True
    assert attempt["startedAt"] <= attempt["finishedAt"]
    stored = chunks(server, done["memoryId"])
    assert attempt["progressCurrent"] == attempt["progressTotal"] == len(stored) > 1
    assert [chunk["seq"] for chunk in stored] == list(range(len(stored)))
    with server.state.store.read() as database:
        vectors = database.execute("SELECT length(vector) FROM vectors").fetchall()
    assert [row[0] for row in vectors] == [256 * 4] * len(stored)


def test_history_is_shown_only_where_asked_for(api):
    space = api.space()
    made = api.memory(space)["memoryId"]
    api.settle(made)
    assert "processingHistory" not in api("GET", f"/v1/memories/{made}")
    listed = api("GET", f"/v1/spaces/{space}/memories?includeProcessingHistory=true")["memories"][0]
    got = api("POST", "/v1/memories:batchGet", {"memoryIds": [made], "includeProcessingHistory": True})
    assert listed["processingHistory"] == got["results"][0]["memory"]["processingHistory"]


def test_a_memorys_own_chunking_wins_over_its_spaces(api, server):
    space = api.space(defaultChunkingConfig={"none": {}})
    text = "One sentence. Another sentence. A third sentence."
    whole = api.memory(space, text)["memoryId"]
    cut = api.memory(space, text, chunkingConfig={"recursive": {"chunkSize": 20, "chunkOverlap": 0}})["memoryId"]
    api.settle(whole, cut)
    assert len(chunks(server, whole)) == 1
    assert len(chunks(server, cut)) > 1


def test_content_that_cannot_be_read_fails_at_once_in_extraction(api):
    (failed,) = api.settle(upload(api, api.space(), b"\x89PNG\r\n", "image/png"))
    assert failed["processingStatus"] == "FAILED"
    job = failed["processingHistory"]["latestJob"]
    assert job["status"] == "BACKGROUND_JOB_FAILED"
    assert job["attempts"] == 1
    assert job["lastError"].startswith("DOCUMENT_PROCESSING_STAGE_EXTRACTING_CONTENT: ")
    (attempt,) = failed["processingHistory"]["attempts"]
    assert attempt["ok"] is False
    assert "image/png" in attempt["errorMessage"]
    assert "Traceback" in attempt["errorStacktrace"]


def test_a_dead_embedder_is_tried_again_and_then_fails_in_embedding(api, server):
    space = api.space()
    server.faults.add("dead_embedder", times=None)
    (failed,) = api.settle(api.memory(space)["memoryId"])
    assert failed["processingStatus"] == "FAILED"
    history = failed["processingHistory"]
    assert history["latestJob"]["attempts"] == 3
    assert history["latestJob"]["lastError"].startswith("DOCUMENT_PROCESSING_STAGE_GENERATING_EMBEDDINGS: ")
    assert [attempt["ok"] for attempt in history["attempts"]] == [False, False, False]
    starts = [attempt["startedAt"] for attempt in history["attempts"]]
    assert starts[1] - starts[0] >= 200
    assert starts[2] - starts[1] >= 400


def test_an_embedder_that_comes_back_is_enough(api, server):
    space = api.space()
    server.faults.add("dead_embedder", times=1)
    (done,) = api.settle(api.memory(space)["memoryId"])
    assert done["processingStatus"] == "COMPLETED"
    assert [attempt["ok"] for attempt in done["processingHistory"]["attempts"]] == [False, True]
    assert "lastError" not in done["processingHistory"]["latestJob"]


def test_one_bad_memory_does_not_spoil_the_batch(api):
    space = api.space()
    good = {"spaceId": space, "originalContent": "An owl.", "contentType": "text/plain"}
    bad = {**good, "contentType": "image/png"}
    body = api("POST", "/v1/memories:batchCreate", {"requests": [good, bad, good]})
    found = api.settle(*(one["memory"]["memoryId"] for one in body["results"]))
    assert [one["processingStatus"] for one in found] == ["COMPLETED", "FAILED", "COMPLETED"]


def test_one_text_that_the_embedder_refuses_does_not_spoil_the_batch(api, server, monkeypatch):
    from goodmem_dyn.local._providers import calls

    embed, sizes = calls.embed, []

    def picky(row, texts, **options):
        sizes.append(len(texts))
        if any("poison" in text for text in texts):
            raise calls.ProviderError("REFUSED", "This text is not taken")
        return embed(row, texts, **options)

    monkeypatch.setattr(calls, "embed", picky)
    space = api.space()
    texts = ["An owl.", "A poison.", "A bat."]
    requests = [{"spaceId": space, "originalContent": text, "contentType": "text/plain"} for text in texts]
    server.state.worker.pause(paused=True)
    body = api("POST", "/v1/memories:batchCreate", {"requests": requests})
    server.state.worker.pause(paused=False)
    found = api.settle(*(one["memory"]["memoryId"] for one in body["results"]))
    assert [one["processingStatus"] for one in found] == ["COMPLETED", "FAILED", "COMPLETED"]
    assert [one["processingHistory"]["latestJob"]["attempts"] for one in found] == [1, 3, 1]
    assert sizes[:4] == [3, 1, 1, 1]


def test_deleting_a_space_cancels_what_waits(api, server):
    space = api.space()
    server.state.worker.pause(paused=True)
    api.memory(space)
    api("DELETE", f"/v1/spaces/{space}")
    server.state.worker.pause(paused=False)
    with server.state.store.read() as database:
        assert [row[0] for row in database.execute("SELECT status FROM jobs")] == ["BACKGROUND_JOB_CANCELED"]


def test_how_often_and_how_soon_are_settings(run_server):
    server = run_server(settings=Settings(job_attempts=2, job_retry_ms=10))
    api = Api(server, server.api_key)
    space = api.space()
    server.faults.add("dead_embedder", times=None)
    (failed,) = api.settle(api.memory(space)["memoryId"])
    assert failed["processingHistory"]["latestJob"]["attempts"] == 2
    api.close()


def test_a_memory_deleted_while_it_is_processed_stays_deleted(api, server, monkeypatch):
    from goodmem_dyn.local._processing import extract as _extract

    entered, go_on = threading.Event(), threading.Event()
    extract = _extract.extract

    def slow(content, content_type):
        entered.set()
        assert go_on.wait(10)
        return extract(content, content_type)

    monkeypatch.setattr(_extract, "extract", slow)
    space = api.space()
    made = api.memory(space)["memoryId"]
    assert entered.wait(10)
    assert api("GET", f"/v1/memories/{made}")["processingStatus"] == "PROCESSING"
    api("DELETE", f"/v1/memories/{made}")
    go_on.set()
    deadline = time.monotonic() + 10
    while server.state.worker.busy:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    with server.state.store.read() as database:
        assert database.execute("SELECT count(*) FROM chunks").fetchone()[0] == 0
        assert [row[0] for row in database.execute("SELECT status FROM jobs")] == ["BACKGROUND_JOB_CANCELED"]


def test_requests_are_served_while_a_job_runs(api, monkeypatch):
    from goodmem_dyn.local._processing import extract as _extract

    go_on = threading.Event()
    extract = _extract.extract
    monkeypatch.setattr(_extract, "extract", lambda *given: go_on.wait(10) and extract(*given))
    space = api.space()
    made = api.memory(space)["memoryId"]
    for _ in range(5):
        api("GET", f"/v1/spaces/{space}")
        api.memory(space)
    assert api("GET", f"/v1/memories/{made}")["processingStatus"] != "COMPLETED"
    go_on.set()
    api.settle(made)


class TestPdf:
    def test_chunks_name_their_pages(self, api, server):
        config = {"recursive": {"chunkSize": 40, "chunkOverlap": 0}}
        content = pdf("The owl sleeps by day.", "The bat sleeps as well.", "The fox does not.")
        made = upload(api, api.space(), content, "application/pdf", chunkingConfig=config)
        (done,) = api.settle(made)
        assert done["processingStatus"] == "COMPLETED", done
        pages = {}
        for chunk in chunks(server, made):
            import json

            found = json.loads(chunk["metadata"])
            assert found["source_page_count"] == 3
            for word in ("owl", "bat", "fox"):
                if word in chunk["text"]:
                    pages[word] = (found["source_page_start_index"], found["source_page_end_index"])
        assert pages == {"owl": (0, 0), "bat": (1, 1), "fox": (2, 2)}

    def test_page_images_are_made_only_where_asked_for(self, api):
        made = upload(api, api.space(), pdf("a"), "application/pdf")
        (done,) = api.settle(made)
        assert (done["pageImageStatus"], done["pageImageCount"]) == ("PENDING", 0)
        assert api("GET", f"/v1/memories/{made}/pages")["pageImages"] == []
        api("GET", f"/v1/memories/{made}/pages/0/image", expect=404)

    @pytest.fixture
    def pictured(self, api):
        made = upload(api, api.space(), pdf("a", "b", "c"), "application/pdf", extractPageImages=True)
        assert api.pictured(made)["pageImageCount"] == 3
        return made

    def test_page_images_are_listed_by_page_and_paged(self, api, pictured):
        path = f"/v1/memories/{pictured}/pages"
        images = api("GET", path)["pageImages"]
        assert [image["pageIndex"] for image in images] == [0, 1, 2]
        assert {(image["dpi"], image["contentType"]) for image in images} == {(150, "image/png")}
        first = api("GET", f"{path}?maxResults=2")
        second = api("GET", f"{path}?maxResults=2&nextToken={first['nextToken']}")
        assert first["pageImages"] + second["pageImages"] == images
        for query, pages in (
            ("startPageIndex=1", [1, 2]),
            ("endPageIndex=0", [0]),
            ("start_page_index=1&end_page_index=1", [1]),
            ("dpi=72", []),
            ("contentType=image/png", [0, 1, 2]),
        ):
            assert [image["pageIndex"] for image in api("GET", f"{path}?{query}")["pageImages"]] == pages
        api("GET", f"{path}?startPageIndex=2&endPageIndex=1", expect=400)
        api("GET", f"{path}?startPageIndex=-1", expect=400)

    def test_a_page_image_is_bytes_with_etag_and_range(self, api, pictured):
        path = f"/v1/memories/{pictured}/pages/1/image"
        answer = api.http.get(path)
        listed = api("GET", f"/v1/memories/{pictured}/pages")["pageImages"][1]
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
        assert len(answer.content) == listed["imageContentLength"]
        assert answer.headers["etag"] == f'"{listed["imageContentSha256"]}"'
        assert api.http.get(path, headers={"range": "bytes=1-3"}).content == b"PNG"
        assert api.http.get(path, headers={"if-match": '"x"'}).status_code == 412
        api("GET", f"/v1/memories/{pictured}/pages/3/image", expect=404)
        api("GET", f"/v1/memories/{pictured}/pages/one/image", expect=400)

    def test_a_page_with_two_renditions_must_be_told_apart(self, api, server, pictured):
        with server.state.store.write() as database:
            database.execute(
                "INSERT INTO page_images SELECT memory_id, page_index, 72, content_type, length, sha256, created_at,"
                " updated_at, created_by_id, updated_by_id, data FROM page_images WHERE page_index = 0"
            )
        path = f"/v1/memories/{pictured}/pages/0/image"
        assert "dpi" in api("GET", path, expect=400)["error"]
        assert api.http.get(f"{path}?dpi=72").status_code == 200

    def test_a_document_without_pages_ends_with_none(self, api):
        made = api.memory(api.space(), extractPageImages=True)["memoryId"]
        assert api.pictured(made)["pageImageCount"] == 0

    def test_pages_that_cannot_be_drawn_say_why_in_status_and_log(self, api, caplog, monkeypatch):
        def pages(*_):
            raise ValueError("no ink left")

        monkeypatch.setattr(apart, "pages", pages)
        made = upload(api, api.space(), pdf("a"), "application/pdf", extractPageImages=True)
        api.pictured(made, state="FAILED")
        (failed,) = api.settle(made)
        assert failed["processingStatus"] == "COMPLETED"  # its text is there
        job = failed["processingHistory"]["latestJob"]
        stage = "DOCUMENT_PROCESSING_STAGE_GENERATING_PAGE_IMAGES"
        assert (job["jobType"], job["status"]) == ("MEMORY_PAGE_IMAGES", "BACKGROUND_JOB_FAILED")
        assert (job["failureStage"], job["lastError"]) == (stage, f"{stage}: no ink left")
        (attempt,) = failed["processingHistory"]["attempts"]
        assert (attempt["ok"], attempt["errorMessage"]) == (False, "no ink left")
        assert "ValueError" in attempt["errorStacktrace"]
        end = time.monotonic() + 5
        while not (told := next((one for one in caplog.records if made in one.getMessage()), None)):
            assert time.monotonic() < end
            time.sleep(0.01)
        assert told.levelname == "WARNING"
        assert told.getMessage() == f"Memory {made}: its page images failed at {stage}, for good: no ink left"

    def test_a_broken_pdf_fails(self, api):
        made = upload(api, api.space(), b"%PDF-1.4 nonsense", "application/pdf", extractPageImages=True)
        (failed,) = api.settle(made)
        assert failed["processingStatus"] == "FAILED"


def test_the_resolution_of_page_images_is_a_setting(run_server):
    server = run_server(settings=Settings(page_image_dpi=72))
    api = Api(server, server.api_key)
    made = upload(api, api.space(), pdf("a"), "application/pdf", extractPageImages=True)
    api.pictured(made)
    (image,) = api("GET", f"/v1/memories/{made}/pages")["pageImages"]
    assert image["dpi"] == 72
    png = api.http.get(f"/v1/memories/{made}/pages/0/image").content
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (200, 100)
    api.close()
