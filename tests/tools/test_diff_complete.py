"""No difference between two documents goes unreported, and nothing is reported that did not change.

The brute-force walk below is written apart from the code under test: it knows nothing of OpenAPI, only JSON.
"""

from __future__ import annotations

import copy
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.reading import compile_document
from tools.diff.compare import Comparison, compare
from tools.diff.model import Finding, join

HISTORY = Path(__file__).parents[2] / "spec" / "history"
DOCUMENTS = {path.stem: json.loads(path.read_text()) for path in sorted(HISTORY.glob("*.json"))}
NEWEST: dict[str, Any] = json.loads((HISTORY.parent / "upstream" / "openapi.json").read_text())


def differing(old: Any, new: Any, at: str = "") -> list[str]:
    """Every pointer at which two trees differ; a list that differs is one place."""
    if isinstance(old, dict) and isinstance(new, dict):
        found = []
        for key in {**old, **new}:
            here = join(at, key)
            if key in old and key in new:
                found += differing(old[key], new[key], here)
            else:
                found.append(here)
        return found
    return [] if json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True) else [at]


def touches(finding: Finding, place: str) -> bool:
    """Whether a finding names the place, something above it, or (of a list) something in it."""
    return any(
        at == place or place.startswith(at + "/") or at.startswith(place + "/") for at in (*finding.old, *finding.new)
    )


def holds(old: Any, new: Any) -> Comparison:
    """Both directions: each difference is explained, each finding points at a difference."""
    comparison = compare(old, new)
    places = differing(old, new)
    for place in places:
        assert any(touches(one, place) for one in comparison.findings), f"nothing explains {place}"
    for one in comparison.findings:
        if not one.old and not one.new:
            continue  # names alone: a namespace that came, a method that is called otherwise
        assert any(touches(one, place) for place in places), (
            f"{one.kind} at {one.subject} points at nothing that differs"
        )
    assert bool(places) == bool(comparison.findings)
    return comparison


@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(DOCUMENTS, 2)))
def test_every_difference_between_the_tracked_documents(old: str, new: str) -> None:
    comparison = holds(DOCUMENTS[old], DOCUMENTS[new])
    assert not [one for one in comparison.findings if one.kind.startswith("unknown.")], "a difference has no rule"


def test_the_same_document_has_no_findings() -> None:
    comparison = compare(NEWEST, copy.deepcopy(NEWEST))
    assert comparison.findings == ()
    assert comparison.bump == "none"


def part_of(document: Any, paths: tuple[str, ...]) -> Any:
    """The document with these paths only, and the schemas that they need: mutations hit what matters."""
    small = {**document, "paths": {path: document["paths"][path] for path in paths}}
    schemas: dict[str, Any] = {}
    todo = [small["paths"]]
    while todo:
        for name in re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(todo.pop())):
            if name not in schemas:
                schemas[name] = document["components"]["schemas"][name]
                todo.append(schemas[name])
    return copy.deepcopy({**small, "components": {**document["components"], "schemas": schemas}})


SMALL = part_of(NEWEST, ("/v1/memories", "/v1/spaces/{id}"))


def places_of(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a tree."""
    found = [at] if at else []
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        found += places_of(value, (*at, key))
    return found


PLACES = places_of(SMALL)
VALUES = st.one_of(
    st.sampled_from([None, True, False, 0, 7, "string", "object", "unheard-of", [], {}, ["null", "string"]]),
    st.sampled_from([{"$ref": "#/components/schemas/Space"}, {"$ref": "#/nowhere"}, {"type": "string"}, {"not": {}}]),
)
KEYWORDS = """x-new unheardOf nullable minLength enum default deprecated readOnly description const oneOf anyOf allOf
    items properties required additionalProperties format type $ref discriminator prefixItems dependentRequired
    patternProperties if examples parameters get"""
KEYS = st.sampled_from(re.findall(r"\S+", KEYWORDS))


def mutate(document: Any, data: st.DataObject) -> None:
    """Change one place of a tree to something else, valid or not."""
    *path, last = data.draw(st.sampled_from(PLACES))
    holder = document
    for key in path:
        if not isinstance(holder, (dict, list)) or (isinstance(holder, dict) and key not in holder):
            return
        if isinstance(holder, list) and (not isinstance(key, int) or key >= len(holder)):
            return
        holder = holder[key]
    action = data.draw(st.sampled_from(["remove", "replace", "add", "rename"]))
    if isinstance(holder, dict):
        if action == "add" or last not in holder:
            holder[data.draw(KEYS)] = data.draw(VALUES)
        elif action == "remove":
            del holder[last]
        elif action == "rename":
            holder[f"{last}New"] = holder.pop(last)
        else:
            holder[last] = data.draw(VALUES)
    elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        if action == "remove":
            del holder[last]
        elif action == "add":
            holder.insert(last, data.draw(VALUES))
        else:
            holder[last] = data.draw(VALUES)


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink])
@given(data=st.data())
def test_every_mutation_is_reported(data: st.DataObject) -> None:
    document = copy.deepcopy(SMALL)
    for _ in range(data.draw(st.integers(1, 3))):
        mutate(document, data)
    try:
        compile_document(document)
    except SpecError:
        # No client can be made of it, which is said: but only of what is no OpenAPI 3, or where operations are found.
        places = differing(SMALL, document)
        assert any(at == "/openapi" or (at.startswith("/paths") and at.count("/") <= 4) for at in places), places
        for old, new in ((SMALL, document), (document, SMALL)):
            with pytest.raises(SpecError):
                compare(old, new)
        return
    holds(SMALL, document)
    holds(document, SMALL)
