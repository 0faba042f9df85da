"""Drain and resume, job purge, licence, retrieval log policies."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

import pytest

UNKNOWN = "0192a1b2-0000-7000-8000-000000000000"
POLICIES = "/v1/admin/retrieve-memory-log-policies"


@pytest.fixture
def drained(api, server):
    yield api("POST", "/v1/admin:drain", {"waitForQuiesce": True, "timeoutSec": 10, "reason": "upgrade"})
    server.resume()


def test_a_drained_server_refuses_everything_but_info_and_drain(api, server, drained):
    assert (drained["state"], drained["quiesced"]) == ("QUIESCED", True)
    answer = api("GET", "/v1/spaces", expect=503)
    assert "not accepting new requests" in answer["error"]
    api("GET", "/v1/system/info")
    assert api("POST", "/v1/admin:drain")["state"] == "QUIESCED"
    server.resume()
    api("GET", "/v1/spaces")


def test_a_drained_server_starts_no_job_until_it_resumes(api, server):
    space = api.space()
    server.state.worker.pause(paused=True)
    made = api.memory(space)["memoryId"]
    api("POST", "/v1/admin:drain", {"waitForQuiesce": True, "timeoutSec": 10})
    with server.state.store.read() as database:
        status = database.execute("SELECT processing_status FROM memories").fetchone()[0]
    assert status == "PENDING"
    api("POST", "/local/v1/resume", expect=204)
    assert api.settle(made)[0]["processingStatus"] == "COMPLETED"


def test_drain_waits_for_running_work_and_says_so_when_time_is_up(api, server, monkeypatch):
    import threading

    from goodmem_dyn.local._processing import extract as _extract

    entered, go_on = threading.Event(), threading.Event()
    extract = _extract.extract

    def slow(*given):
        entered.set()
        assert go_on.wait(10)
        return extract(*given)

    monkeypatch.setattr(_extract, "extract", slow)
    made = api.memory(api.space())["memoryId"]
    assert entered.wait(10)
    body = api("POST", "/v1/admin:drain", {"waitForQuiesce": True, "timeoutSec": 0})
    assert (body["state"], body["quiesced"]) == ("DRAINING", False)
    threading.Timer(0.1, go_on.set).start()
    body = api("POST", "/v1/admin:drain", {"waitForQuiesce": True, "timeoutSec": 10})
    assert body["quiesced"] is True
    server.resume()
    assert api.settle(made)[0]["processingStatus"] == "COMPLETED"


def test_a_negative_budget_is_refused(api):
    assert api("POST", "/v1/admin:drain", {"timeoutSec": -1}, expect=400)["errors"][0]["field"] == "timeoutSec"


class TestPurge:
    @pytest.fixture
    def jobs(self, api):
        space = api.space()
        good = [api.memory(space)["memoryId"] for _ in range(3)]
        bad = api.memory(space, contentType="image/png")["memoryId"]
        api.settle(*good, bad)
        return [*good, bad]

    def purge(self, api, **body):
        soon = (datetime.now(timezone.utc) + timedelta(minutes=1)).isoformat()
        return api("POST", "/v1/admin/background-jobs:purge", {"olderThan": soon, **body})

    def test_a_dry_run_only_counts(self, api, jobs):
        expected = {"jobsPurged": 4, "attemptsPurged": 4, "referencesPurged": 4, "dryRun": True}
        assert self.purge(api, dryRun=True) == expected
        assert self.purge(api, dryRun=True) == expected
        assert self.purge(api) == {**expected, "dryRun": False}
        assert self.purge(api)["jobsPurged"] == 0
        found = api("GET", f"/v1/memories/{jobs[0]}?includeProcessingHistory=true")
        assert found["processingStatus"] == "COMPLETED"
        assert "processingHistory" not in found

    @pytest.mark.parametrize("name", ["BACKGROUND_JOB_FAILED", "FAILED"])
    def test_statuses_have_long_and_short_names(self, api, jobs, name):
        assert self.purge(api, statuses=[name])["jobsPurged"] == 1

    def test_a_limit_bounds_and_zero_does_not(self, api, jobs):
        assert self.purge(api, limit=3)["jobsPurged"] == 3
        assert self.purge(api, limit=0)["jobsPurged"] == 1

    def test_newer_jobs_stay(self, api, jobs):
        for text in ("2020-01-01T00:00:00+02:00", "2020-01-01t00:00:00.1z", "2020-01-01T00:00:00.123456789-10:30"):
            assert self.purge(api, olderThan=text)["jobsPurged"] == 0

    @pytest.mark.parametrize(
        "change",
        [
            {"olderThan": "yesterday"},
            {"olderThan": "2016-12-31T23:59:60Z"},
            {"olderThan": None},
            {"statuses": ["PENDING"]},
            {"limit": -1},
        ],
    )
    def test_nonsense_is_refused(self, api, change):
        body = {"olderThan": "2020-01-01T00:00:00Z", **change}
        body = {key: value for key, value in body.items() if value is not None}
        api("POST", "/v1/admin/background-jobs:purge", body, expect=400)

    def test_a_body_is_needed(self, api):
        assert "empty" in api("POST", "/v1/admin/background-jobs:purge", expect=400)["error"]


def test_there_is_no_license_to_load(api):
    body = api("POST", "/v1/admin/license:reload")
    assert body["status"] == "NOT_FOUND"
    assert "activeLicense" not in body


class TestLogPolicies:
    def create(self, api, expect=201, **values):
        body = {"displayName": "All", "condition": {"matchAll": True}, **values}
        return api("POST", POLICIES, body, expect=expect)

    def test_a_policy_lives_and_becomes_a_tombstone(self, api):
        made = self.create(api, description="d", labels={"a": "b"})
        path = f"{POLICIES}/{made['policyId']}"
        assert made["currentlyActive"] is True
        assert api("GET", path) == made
        deleted = api("DELETE", path, {"reason": "enough"}, expect=200)
        assert deleted["currentlyActive"] is False
        assert deleted["deleteReason"] == "enough"
        assert api("DELETE", path, {"reason": "again"}, expect=200) == deleted
        api("GET", path, expect=404)
        assert api("GET", f"{path}?includeDeleted=true") == deleted
        assert api("GET", POLICIES)["policies"] == []
        assert api("GET", f"{POLICIES}?include_deleted=true")["policies"] == [deleted]

    def test_a_chosen_id_is_used_once(self, api):
        assert self.create(api, policyId=UNKNOWN)["policyId"] == UNKNOWN
        self.create(api, 409, policyId=UNKNOWN)

    def test_unknown_policies_are_404(self, api):
        api("GET", f"{POLICIES}/{UNKNOWN}", expect=404)
        api("DELETE", f"{POLICIES}/{UNKNOWN}", expect=404)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"displayName": " "}, "displayName"),
            ({"condition": {}}, "condition"),
            ({"condition": {"matchAll": True, "anyOf": [{"spaceIds": [UNKNOWN]}]}}, "condition"),
            ({"condition": {"anyOf": [{}]}}, "condition.anyOf[0]"),
            ({"activeFrom": 2000, "activeUntil": 1000}, "activeUntil"),
            ({"labels": {"UP": "x"}}, "labels.UP"),
        ],
    )
    def test_broken_rules_name_the_field(self, api, change, field):
        answer = self.create(api, 400, **change)
        assert field in {error["field"] for error in answer["errors"]}

    def test_lists_filter_sort_and_page(self, api):
        now = int(time.time() * 1000)
        for number, name in enumerate(["Alpha one", "beta ONE", "Gamma"]):
            self.create(api, displayName=name, labels={"n": str(number)}, activeFrom=now - 1000)
        self.create(api, displayName="later one", activeFrom=now + 60_000)

        def found(**query):
            return [one["displayName"] for one in api("GET", POLICIES, params=query)["policies"]]

        assert found() == ["later one", "Gamma", "beta ONE", "Alpha one"]
        assert found(nameFilter="One", sortBy="display_name", sortOrder="ASCENDING") == [
            "Alpha one",
            "beta ONE",
            "later one",
        ]
        assert found(**{"label[n]": "1"}) == ["beta ONE"]
        assert found(activeAt=now, sortOrder="ASCENDING") == ["Alpha one", "beta ONE", "Gamma"]
        first = api("GET", POLICIES, params={"maxResults": 3})
        assert found(maxResults=3, nextToken=first["nextToken"]) == ["Alpha one"]
