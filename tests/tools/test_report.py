"""The report names every finding, begins with five lines, and reads as a text."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tools.diff.compare import Comparison, compare
from tools.diff.surface import methods, with_surface
from tools.tracking.report import HandWork, render

HISTORY = Path(__file__).parents[2] / "spec" / "history"
DOCUMENTS = {path.stem: json.loads(path.read_text()) for path in sorted(HISTORY.glob("*.json"))}
for _name, _document in DOCUMENTS.items():
    _document["info"].setdefault("x-goodmem-commit", _name)  # which some do not say
PAIRS = list(itertools.permutations(DOCUMENTS, 2))


@cache
def between(old: str, new: str) -> Comparison:
    return with_surface(compare(DOCUMENTS[old], DOCUMENTS[new]), DOCUMENTS[old], DOCUMENTS[new])


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_every_finding_is_named(old: str, new: str) -> None:
    comparison = between(old, new)
    text = render(comparison)
    lines = text.splitlines()
    for one in comparison.findings:
        assert any(
            f"`{one.subject}`" in line and (one.headline in line or "words" in line or "otherwise" in line)
            for line in lines
        ), one
        assert all(f"`{rule.id}`" in text for rule in one.rules if one.kind not in ("docs", "notation"))


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_form(old: str, new: str) -> None:
    text = render(between(old, new))
    assert re.match(rf"# {old} → {new}\n\n1\. \*\*Version bump: (major|minor)\*\* \(", text)
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    assert [line[:3] for line in head.splitlines()[2:7]] == ["1. ", "2. ", "3. ", "4. ", "5. "]
    assert sections[0].startswith("Two verdicts\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert text == render(between(old, new)), "the same comparison, the same bytes"


def test_the_counts_add_up() -> None:
    comparison = between("82cedec3", "62c6d77b")
    rows = re.findall(r"^\| (?:Python|Wire)[^|]*\| (\d+) \| (\d+) \| (\d+) \|$", render(comparison), re.MULTILINE)
    assert [sum(map(int, row)) for row in rows] == [len(comparison.findings)] * 2


def small(**paths: Any) -> dict[str, Any]:
    reply = {"200": {"description": "d", "content": {"application/json": {"schema": {"type": "object"}}}}}
    items = {
        path: {method: {"operationId": name, "responses": reply}}
        for name, (method, path) in {"listThings": ("get", "/v1/things"), **paths}.items()
    }
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1", "x-goodmem-commit": "a" * 40}, "paths": items}


def test_a_whole_report() -> None:
    new = small(getPing=("post", "/v1/ping:once"))
    new["info"]["x-goodmem-commit"] = "b" * 40
    new["paths"]["/v1/things"]["get"]["parameters"] = [
        {"name": "limit", "in": "query", "required": True, "schema": {"type": "integer"}}
    ]
    text = render(compare(small(), new), HandWork(("$.paths['/v1/old'].get",), ("/paths/~1v1~1ping:once/post",)))
    assert (
        text
        == """\
# aaaaaaaa → bbbbbbbb

1. **Version bump: major** (before 1.0 the second number, then the first): code that was right can break.
2. **Code that calls this package: breaking.** 1 breaking, 0 risky, 3 compatible. Breaking: `things.get(limit)`.
3. **Other HTTP clients: breaking.** 1 breaking, 0 risky, 3 compatible.
4. **New:** 1 namespace (`ping`), 1 method (`ping.once`). **Gone:** nothing.
5. **For people:** 1 overlay target matches nothing, 1 place is not described yet (below).

## Two verdicts

| | breaking | risky | compatible |
|---|--:|--:|--:|
| Python: code that calls this package | 1 | 0 | 3 |
| Wire: any HTTP client | 1 | 0 | 3 |

The wire verdict is that of [oasdiff](https://www.oasdiff.com) 1.32.1, with its rule ids; for a few
rules that of 1.34.0 and 1.35.0. An id that begins with `x-` is ours, where oasdiff has no rule. The Python
verdict counts what the client absorbs: it keeps unknown values and fields, and writes requests as the
document says.

## Methods

- `ping` is a new namespace. *Python: compatible.* *Wire: compatible*.
- `ping.once` is new: `POST /v1/ping:once`. *Python: compatible.* *Wire: compatible*, `endpoint-added`.

## `things`

### Breaking for code

- `things.get(limit)` is a new required query parameter. *Wire: breaking*, `new-required-request-parameter`.

## The document

### Compatible for code

- `info.x-goodmem-commit` changed from aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa to \
bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb. *Wire: compatible*, `x-commit-changed`.

## For people

These overlay targets match nothing in the new document. They are excused in `spec/upstream/LOCK.json`; \
correct or delete them when convenient.

```
$.paths['/v1/old'].get
```

These places have no prose of ours yet, so that help texts show what the server's document says. \
Describe them in `spec/overlay/10-prose/` when convenient.

```
/paths/~1v1~1ping:once/post
```
"""
    )


def test_nothing_changed() -> None:
    text = render(compare(small(), small()))
    assert "1. **Version bump: none** (no release): nothing changed." in text
    assert "**New:** nothing. **Gone:** nothing." in text


def test_the_client_shows_more_than_the_document() -> None:
    """A method that is made of several operations comes when the last of them does."""
    added = set(methods(DOCUMENTS["62c6d77b"])) - set(methods(DOCUMENTS["82cedec3"]))
    comparison = between("82cedec3", "62c6d77b")
    made = {one.subject for one in comparison.of("method.added")}
    plain = {one.subject for one in comparison.of("operation.added")}
    assert made | plain == added
    assert made
    assert not made & plain
    back = between("62c6d77b", "82cedec3")
    assert {one.subject for one in back.of("method.removed")} == made
    assert {str(one.python) for one in back.of("method.removed", "argument.removed")} == {"breaking"}


def with_page_size(required: bool, name: str = "maxResults") -> dict[str, Any]:
    document = small()
    parameter = {"name": name, "in": "query", "required": required, "schema": {"type": "integer"}}
    document["paths"]["/v1/things"]["get"]["parameters"] = [parameter]
    return document


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (with_page_size(False), with_page_size(True)),
        (with_page_size(False), with_page_size(False, "limit")),
        (small(), with_page_size(True)),
    ],
)
def test_what_the_document_explains_is_said_once(old: Any, new: Any) -> None:
    comparison = compare(old, new)
    assert comparison.findings
    assert with_surface(comparison, old, new) == comparison


def test_another_kind_of_result_is_a_change() -> None:
    new = small()
    listing = {"type": "object", "properties": {"items": {"type": "array", "items": {"type": "string"}}}}
    new["paths"]["/v1/things"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = listing
    (finding,) = with_surface(compare(small(), new), small(), new).of("result.changed")
    assert finding.subject == "things.get"
    assert "Page[" in finding.headline


@pytest.mark.parametrize(("version", "step"), [("0.1.4", "0.1.4 → 0.2.0"), ("1.2.3", "1.2.3 → 2.0.0")])
def test_the_next_version(version: str, step: str) -> None:
    text = render(compare(with_page_size(False), small()), version=version)
    assert f"1. **Version bump: major** ({step}): " in text
