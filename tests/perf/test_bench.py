"""The bench itself: it notices wrong answers and short requests, judges ratios round by round, and writes its page."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from tools.bench import answers, child, growth, peers, plot, report, run
from tools.bench.workloads import GOALS, GROUPS, WORKLOADS, Limit


@pytest.fixture(scope="module")
def url():
    with run.stub() as base:
        yield base


def _ask(url, path, body=None, key=answers.API_KEY):
    headers = {"x-api-key": key, "content-type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url + path, data, headers), timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


CREATION = {
    "spaceId": answers.SPACE_ID,
    "contentType": "text/plain",
    "originalContent": answers.content_of(0),
    "metadata": answers.METADATA,
}


def test_the_stub_answers_what_was_asked(url):
    status, body = _ask(url, f"/v1/memories/{answers.item_id(7)}")
    assert (status, json.loads(body)["memoryId"]) == (200, answers.item_id(7))
    status, body = _ask(url, "/v1/memories", CREATION)
    assert (status, json.loads(body)) == (201, answers.memory(answers.item_id(0)))
    chosen = answers.item_id(99)
    assert json.loads(_ask(url, "/v1/memories", {**CREATION, "memoryId": chosen})[1])["memoryId"] == chosen
    page = json.loads(_ask(url, "/list-30/v1/spaces?maxResults=20&nextToken=20")[1])
    assert [space["spaceId"] for space in page["spaces"]] == [answers.item_id(number) for number in range(20, 30)]
    assert "nextToken" not in page


@pytest.mark.parametrize("kind", ["each", "bulk", "large"])
def test_the_stub_streams_what_the_check_expects(url, kind):
    query = {"message": "x", "spaceKeys": [{"spaceId": answers.SPACE_ID}]}
    lines = _ask(url, f"/{kind}-9/v1/memories:retrieve", query)[1].splitlines()
    assert len(lines) == 9
    check = answers.EventCheck(kind, 9)
    from tools.bench.clients.httpx_models import EVENT

    for line in lines:
        check.see(EVENT.validate_json(line))
    check.finish()


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("/v1/memories", {**CREATION, "metadata": {}}, "not what the bench creates"),
        ("/v1/memories", {**CREATION, "originalContent": "short"}, "content of another"),
        ("/v1/memories:batchCreate", {"requests": [CREATION, CREATION]}, "item 1"),
        ("/each-9/v1/memories:retrieve", {"message": "x"}, "space keys"),
        ("/v1/elsewhere", None, "makes no request such as GET /v1/elsewhere"),
    ],
)
def test_a_client_cannot_be_fast_by_sending_less(url, path, body, reason):
    status, answer = _ask(url, path, body)
    assert status == 400
    assert reason in json.loads(answer)["error"]


def test_a_request_without_the_key_is_refused(url):
    status, answer = _ask(url, f"/v1/memories/{answers.item_id(1)}", key="gm_other")
    assert status == 400
    assert b"API key" in answer


@pytest.mark.parametrize("spoil", [lambda f: f[:-1], lambda f: f[: len(f) // 2] + b"!" + f[len(f) // 2 + 1 :]])
def test_an_upload_is_checked_to_the_last_byte(url, spoil):
    def form(content):
        head = f'--b\r\ncontent-disposition: form-data; name="request"\r\n\r\n{{"spaceId":"{answers.SPACE_ID}"}}\r\n'
        head += '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n'
        body = head.encode() + content + b"\r\n--b--\r\n"
        headers = {"x-api-key": answers.API_KEY, "content-type": "multipart/form-data; boundary=b"}
        return urllib.request.Request(f"{url}/v1/memories", body, headers)

    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(form(answers.BLOCK * 2), timeout=10) as answer:
        assert answer.status == 201
    with pytest.raises(urllib.error.HTTPError) as caught:
        opener.open(form(spoil(answers.BLOCK)), timeout=10)
    with caught.value:
        assert b"differs" in caught.value.read()


def test_the_stub_ends_with_its_parent():
    script = "from tools.bench import run\nwith run.stub() as url: print(url, flush=True); import os; os._exit(0)"
    parent = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, env=peers.environment(), check=True
    )
    port = int(parent.stdout.rpartition(":")[2])
    deadline = time.monotonic() + 10
    while _listens(port):
        assert time.monotonic() < deadline, "the stub server outlives its parent"


def _listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except ConnectionError:
        return False
    return True


def _event(**members):
    empty = dict.fromkeys(("retrieved_item", "memory_definition", "result_set_boundary"))
    return SimpleNamespace(**{**empty, **members})


@pytest.mark.parametrize("fault", ["lost", "doubled", "no end"])
def test_the_check_of_events_notices(fault):
    from tools.bench.clients.httpx_models import EVENT

    events = [EVENT.validate_python(event) for event in answers._events(12)]
    events = {"lost": events[:5] + events[6:], "doubled": [events[3], *events], "no end": events[:-1]}[fault]
    check = answers.EventCheck("each", 12)
    for event in events:
        check.see(event)
    with pytest.raises(answers.MismatchError):
        check.finish()


def test_a_failing_client_fails_the_run_with_its_words(monkeypatch):
    monkeypatch.setattr(run.peers, "interpreter", lambda _: sys.executable)
    with pytest.raises(run.MeasurementError, match="KeyError: 'no_such_kind'"):
        run._run("ours", ["-m", "tools.bench.child", "no_such_kind", "ours", "http://127.0.0.1:1", "{}"])


def test_a_wrong_answer_at_start_up_fails_the_run(monkeypatch):
    monkeypatch.setattr(run, "_run", lambda *_: {"cpu_ms": 1.0, "answer": "other"})
    with pytest.raises(run.MeasurementError, match="other"):
        run._startup("ours", "http://127.0.0.1:1", peers.PEERS["ours"].snippets["cold"])


def _row(name="stream-bulk", ours=(1.0, 2.0, 9.0), official=(2.0, 4.0, 4.0), **figures):
    [workload] = [workload for workload in WORKLOADS if workload.name == name]
    samples = {
        "ours": [{workload.figure: value, "rise_mb": 1.0, **figures} for value in ours],
        "official": [{workload.figure: value, "rise_mb": 3.0} for value in official],
    }
    return run.Row(workload, workload.sizes(quick=False), samples)


def test_a_ratio_is_the_median_of_the_rounds():
    row = _row()
    assert row.ratio() == 0.5
    assert row.value("ours") == 2.0
    assert row.ratio("raw") is None
    assert report.ratio(row) == "0.50 [0.50 to 2.25]"


@pytest.mark.parametrize(("official", "met"), [((2.0, 4.0, 18.0), True), ((1.0, 2.0, 9.0), False)])
def test_goals_are_judged_by_the_ratio(official, met):
    row = _row(official=official)
    assert report.judged(row) == {"official": met}
    assert ("missed" in report.text([row])) is not met


def test_a_broken_limit_is_shown_by_its_worst_round():
    row = _row()
    row.samples["ours"][2]["rise_mb"] = 2.5
    assert "BROKEN  20,000 events in 64 kB chunks: peak memory at most 2 MB over idle; 2.50" in report.text([row])
    assert "kept" in report.text([_row()])


def test_the_page_is_written_between_its_markers(tmp_path, monkeypatch):
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "PLOTS", tmp_path / "performance")
    machine = {"python": "3.11", "system": "Linux", "cpus": 2}
    for _ in range(2):
        report.write([_row(), _row("get-mock")], machine)
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert text.count("20,000 events in 64 kB chunks, ms") == 1
    assert "![Single calls: cost" in text
    assert sorted(path.name for path in (tmp_path / "performance").iterdir()) == ["calls.svg", "reads.svg"]
    page.write_text("no markers")
    with pytest.raises(ValueError, match="markers"):
        report.write([_row()], machine)


def test_plots_are_svg_that_places_what_was_measured():
    rows = [_row(), _row("list", ours=(3.0,), official=(2.0,))]
    drawing = plot.svg("Lists & streams", rows)
    assert drawing == plot.svg("Lists & streams", rows)
    root = ET.fromstring(drawing)
    dots = [float(dot.get("cx")) for dot in root.iter("{http://www.w3.org/2000/svg}circle")][1:]
    one = float(re.search(r'class="one" d="M([\d.]+)', drawing)[1])
    assert [dot < one for dot in dots] == [True, False]
    assert "prefers-color-scheme: dark" in drawing
    width = float(root.get("viewBox").split()[2])
    assert all(0 < dot < width for dot in dots)


def test_every_workload_can_be_performed_and_shown():
    names = [workload.name for workload in WORKLOADS]
    assert len(names) == len(set(names))
    for workload in WORKLOADS:
        assert workload.kind == "startup" or workload.kind in child.KINDS
        assert workload.group in GROUPS
        assert set(workload.clients) <= peers.PEERS.keys()
        assert not workload.goals or {"ours", *workload.goals} <= set(workload.clients)
        assert "{" not in run.Row(workload, workload.sizes(quick=True), {}).title
    assert GOALS.keys() <= set(names)


def test_limits_of_a_row_that_lacks_the_figure_are_not_judged():
    row = _row()
    row = replace(row, workload=replace(row.workload, limits=(Limit("stall_ms", 1, "ms", "x"),)))
    assert list(report.limits([row])) == []


@pytest.mark.parametrize(("power", "kept"), [(1.0, True), (1.1, False), (2.0, False)])
def test_growth_is_seen_beside_what_is_done_once(power, kept):
    counts = {size: 1_000_000 + 10 * size**power for size in (10, 100, 1000)}
    grown = growth.Growth("items", counts, 1e9)
    assert grown.kept is kept
    assert abs(grown.exponent - power) < 0.05
    assert ("broken" in report.text([], [grown])) is not kept


def test_work_that_may_grow_faster_says_why():
    counts = {size: 10 * size**1.2 for size in (10, 100, 1000)}
    grown = growth.Growth("items", counts, 1e9, "it is the weather")
    assert grown.kept
    assert "it is the weather" in report.text([], [grown])
    assert not growth.Growth("items", counts, 1, "it is the weather").kept
