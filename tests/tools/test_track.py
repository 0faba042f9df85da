"""`track` takes a document that nobody has seen, or changes nothing and says why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.support.versions import needs_311
from tests.tools.test_track_chain import ROOT, run
from tests.tools.unseen import COMMIT, unseen
from tools.diff.compare import compare
from tools.generators import generate
from tools.spec.openapi30 import walk_schemas
from tools.tracking import locks, renames, track
from tools.tracking.checkout import NOT_COPIED, files
from tools.tracking.source import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

NEWEST: dict[str, Any] = json.loads((ROOT / "spec/upstream/openapi.json").read_bytes())
REFUSALS = (SourceError, track.TrackError, *generate.FAILURES)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with few tests, so that it is copied fast."""
    root = tmp_path_factory.mktemp("pristine") / "checkout"
    few = shutil.ignore_patterns("local", "conveniences", "perf", "bench")
    shutil.copytree(ROOT, root, ignore=lambda folder, names: few(folder, names) | NOT_COPIED(folder, names))
    shutil.copytree(ROOT / "goodmem_dyn/local", root / "goodmem_dyn/local", ignore=NOT_COPIED)
    return root


@pytest.fixture
def checkout(pristine: Path, tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    shutil.copytree(pristine, root)
    return root


def put(folder: Path, document: Any, name: str = "document.json") -> str:
    path = folder / name
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.timeout(600)
@needs_311("generator")
def test_a_document_that_nobody_has_seen(tmp_path: Path) -> None:
    """Everything runs, as on the command line: generators, snapshots, tests; and once more there is nothing to do."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    (root / renames.FILE).write_text("admin.drain: admin.quiesce\n")
    source = put(tmp_path, unseen(NEWEST))
    said = json.loads(run(root, "-m", "tools", "track", source, "--json"))
    assert (said["commit"], said["bump"], said["python"]) == (COMMIT, "major", "breaking")
    assert {"spec/CHANGES.md", "spec/upstream/LOCK.json", "goodmem_dyn/models/webhook.py"} <= set(said["changed"])
    assert {name.split("/")[0] for name in said["changed"]} == {"spec", "goodmem_dyn", "docs", "tests"}

    report = (root / "spec/CHANGES.md").read_text()
    for line in (
        "- `Space.ownerId` is gone (it was required). *Wire: breaking*, `response-required-property-removed`.",
        "- `CreateApiKeyRequest.purpose` is new, and required. *Wire: breaking*, `new-required-request-property`.",
        "- `spaces.list(nameFilter)` is gone from the query; probably it is `namePattern` now.",
        "- `users.me` is called `users.whoami` now. *Python: breaking.*",
        "- `admin.drain` is called `admin.quiesce` now; the old name stays, deprecated.",
        "- `users.whoami` moved from `GET /v1/users/me` to `GET /v1/users/whoami`.",
        "- `webhooks.deliveries.stream` is new: `GET /v1/webhooks/{webhookId}/deliveries:stream`.",
        "- `ProviderType` gained the value `BRAND_NEW`. *Wire: breaking*, `request-parameter-enum-value-added`, ",
    ):
        assert line in report
    # Its resource lost the member that names the owner, and what looks it up needs none.
    assert "`spaces.ensure` is gone" not in report
    lock = locks.read(root)
    assert lock.history[-2:] == (locks.read().history[-1], COMMIT[:8])
    assert "$.components.schemas.Space.properties.ownerId" in lock.known.unmatched
    assert "/components/schemas/Space/properties/quota" in lock.known.undescribed
    assert "webhooks.create: POST /v1/webhooks" in lock.known.unserved
    assert all(place in report for place in (*lock.known.unmatched, *lock.known.undescribed, *lock.known.unserved))

    # The client has it all, and so do the snapshots; the package says which server it is for.
    code = "import goodmem_dyn as g; print(g.__based_on_goodmem_commit__, g.models.for_schema('class.Hook-Event'))"
    assert run(root, "-c", code).startswith(COMMIT)
    # The old name of a method still works, and says that it is old: to its caller, and to editors.
    code = "import goodmem_dyn as g; print(g.Goodmem('http://127.0.0.1:1').admin.drain.__doc__)"
    assert run(root, "-c", code).startswith("Deprecated: use `quiesce`.")
    stub = (root / "goodmem_dyn/namespaces.pyi").read_text()
    assert stub.count("@deprecated('`drain` is called `quiesce` now.')\n    async def drain(") == 2
    assert "deprecated names: drain" in (root / "tests/__snapshots__/surface/test_surface/admin.ambr").read_text()
    assert "Deprecated: use [`quiesce`](#quiesce)" in (root / "docs/reference/admin.md").read_text()
    assert (root / "tests/__snapshots__/surface/test_wire/webhooks.ambr").is_file()
    # The stubs and models that it wrote are as right as those of the documents that people have looked at.
    stubs = [name for name in said["changed"] if name.endswith(".pyi") and (root / name).exists()]
    modules = [Path(name).with_suffix("").as_posix().replace("/", ".") for name in stubs]
    assert "goodmem_dyn.namespaces" in modules
    assert run(root, "-m", "mypy.stubtest", *modules, "goodmem_dyn.models").startswith("Success")
    assert "ownerId" not in (root / "goodmem_dyn/models/space.py").read_text()

    before = files(root)
    assert "Nothing to change" in run(root, "-m", "tools", "track", source, "--no-tests")
    assert files(root) == before


@needs_311("generator")
def test_a_field_that_went_does_not_come_back(checkout: Path, tmp_path: Path) -> None:
    document = unseen(NEWEST)
    track.track(put(tmp_path, document), root=checkout, test=False)
    effective = json.loads((checkout / "goodmem_dyn/data/openapi.json").read_bytes())
    assert "ownerId" not in effective["components"]["schemas"]["Space"]["properties"]
    assert (checkout / "spec/upstream/openapi.json").read_bytes() == Path(put(tmp_path, document)).read_bytes()
    assert (checkout / "spec/history/f00dfeed.json").read_bytes() == Path(put(tmp_path, document)).read_bytes()


@needs_311("generator")
def test_yaml_and_the_older_dialect_give_the_same_client(checkout: Path, tmp_path: Path) -> None:
    """A 3.0 document in YAML, with a commit from outside: what 3.0 can say is as it was."""
    document = json.loads(json.dumps(NEWEST))
    document["openapi"] = "3.0.3"
    document["info"].pop("x-goodmem-commit", None)
    walk_schemas(document, older)
    source = put(tmp_path, yaml.safe_dump(document, sort_keys=False), "document.yaml")
    done = track.track(source, "ab" * 20, checkout, test=False)
    assert done.commit == "ab" * 20
    kinds = {one.kind.partition(".")[0] for one in done.comparison.findings}
    cannot = {"if", "then", "else", "dependent-required", "const", "all-of"}
    # Neither can it say something beside a reference, so that a place gets a schema of its own.
    assert kinds <= {"docs", "notation", "commit", "schema", "class", *cannot}
    assert json.loads((checkout / "goodmem_dyn/data/openapi.json").read_bytes())["openapi"] == "3.1.0"
    assert json.loads((checkout / "spec/upstream/openapi.json").read_bytes()) == document


def older(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema as 3.0 says it; what 3.0 cannot say is left out."""
    kind = schema.get("type")
    if isinstance(kind, list):
        (schema["type"],) = [one for one in kind if one != "null"]
        schema["nullable"] = True
    for key in ("if", "then", "else", "dependentRequired"):
        schema.pop(key, None)
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    if schema.pop("contentEncoding", None):
        schema["format"] = "byte"
    if "$ref" in schema and len(schema) > 1:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]
    branches = schema.get("anyOf", [])
    if {"type": "null"} in branches:
        del schema["anyOf"]
        (rest,) = [one for one in branches if one != {"type": "null"}]
        schema |= {"allOf": [rest], "nullable": True} if "$ref" in rest else {**rest, "nullable": True}
    return schema


def damaged(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    document = json.loads(json.dumps(NEWEST))
    change(document)
    return document


BROKEN: dict[str, tuple[Any, str]] = {
    "a type that is none": (
        damaged(lambda d: d["components"]["schemas"]["Space"]["properties"]["name"].update(type="text")),
        "#/components/schemas/Space/properties/name/type: 'text'",
    ),
    "a reference to nothing": (
        damaged(lambda d: d["components"]["schemas"].pop("Space")),
        "points to nothing: there is no 'Space'",
    ),
    "a reference to elsewhere": (
        damaged(lambda d: d["components"]["schemas"].update(X={"$ref": "https://example.com/x.json"})),
        "points outside the document",
    ),
    "no paths": (damaged(lambda d: d.update(paths=[])), "#/paths"),
    "a later OpenAPI": (
        damaged(lambda d: d.update(openapi="4.0.0")),
        "expected OpenAPI 3.0.x, 3.1.x or 3.2.x, found '4.0.0'",
    ),
    "Swagger": ({"swagger": "2.0", "paths": {}}, "this is Swagger 2.0"),
    "another JSON": ({"hello": "world"}, "no OpenAPI document"),
    "a list": ("[1, 2]", "expected an OpenAPI document"),
    "a web page": ("<!doctype html><html></html>", "this is a web page"),
    "cut JSON": ('{"openapi": "3.1.0", "paths": {', "not a JSON document"),
    "a key twice": ('{"openapi": "3.1.0", "openapi": "3.1.0"}', "the key 'openapi' is given twice"),
    "bad YAML": ("openapi: '3.1.0'\n  paths: [", "not readable as JSON or YAML"),
    "a YAML key twice": ("openapi: '3.1.0'\nopenapi: '3.1.0'", "the key 'openapi' is given twice"),
    "a commit that is none": (
        damaged(lambda d: d["info"].update({"x-goodmem-commit": "v1.0"})),
        "at least 8 lower-case hexadecimal digits",
    ),
    "nothing": ("", "expected an OpenAPI document"),
}


@pytest.mark.parametrize(("document", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_document_changes_nothing_and_says_why(
    pristine: Path, tmp_path: Path, document: Any, reason: str
) -> None:
    before = files(pristine)
    with pytest.raises(REFUSALS) as refused:
        track.track(put(tmp_path, document), root=pristine)
    assert reason in str(refused.value)
    assert files(pristine) == before


def test_a_test_that_fails_changes_nothing_and_shows_the_failure(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = track._run

    def without_generators(scratch: Path, what: str, *command: str, **options: Any) -> None:
        if what != "the generators":  # they say nothing of tests, and take longest
            real(scratch, what, *command, **options)

    monkeypatch.setattr(track, "_run", without_generators)
    shutil.rmtree(checkout / "tests")
    (checkout / "tests/surface").mkdir(parents=True)
    failing = "import pytest\n\n@pytest.mark.spec\ndef test_it():\n    assert 'the client' == 'right'\n"
    (checkout / "tests/surface/test_it.py").write_text(failing)
    before = files(checkout)
    with pytest.raises(track.TrackError, match=r"(?s)a test of the new client failed.*'the client' == 'right'"):
        track.track(put(tmp_path, unseen(NEWEST)), root=checkout)
    assert files(checkout) == before


def test_a_checkout_that_somebody_else_changes_is_left_alone(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(scratch: Path, what: str, *command: str, **options: Any) -> None:
        (scratch / "goodmem_dyn/models/space.py").write_text("# generated\n")
        (checkout / "goodmem_dyn/models/space.py").write_text("# edited\n")

    monkeypatch.setattr(track, "_run", meanwhile)
    with pytest.raises(track.TrackError, match=r"space\.py was changed by somebody else"):
        track.track(put(tmp_path, unseen(NEWEST)), root=checkout, test=False)
    assert not (checkout / "spec/history/f00dfeed.json").exists()
    assert locks.read(checkout) == locks.read(ROOT)


def test_a_refusal_is_one_sentence_and_a_status(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert track.main([str(tmp_path / "none.json")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Nothing was changed. There is no file" in said.err


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "a field is removed": (
        lambda d: d["components"]["schemas"]["Memory"]["properties"].pop("metadata"),
        "Memory.metadata",
        "is gone",
    ),
    "a parameter is added and required": (
        lambda d: d["paths"]["/v1/spaces"]["get"]["parameters"].append(
            {"name": "tenant", "in": "query", "required": True, "schema": {"type": "string"}}
        ),
        "spaces.list(tenant)",
        "is a new required query parameter",
    ),
    "a path is renamed": (
        lambda d: d["paths"].update({"/v2/spaces": d["paths"].pop("/v1/spaces")}),
        "spaces.list",
        "moved from `GET /v1/spaces` to `GET /v2/spaces`",
    ),
    "a format nobody knows": (
        lambda d: d["components"]["schemas"]["SpaceCreationRequest"]["properties"]["name"].update(format="moon-phase"),
        "SpaceCreationRequest.name",
        "has the format `moon-phase` now",
    ),
}


@pytest.mark.parametrize(("change", "subject", "headline"), CHANGES.values(), ids=CHANGES)
def test_the_report_names_what_changed(change: Callable[[dict[str, Any]], object], subject: str, headline: str) -> None:
    findings = compare(NEWEST, damaged(change)).findings
    assert any(one.subject == subject and one.headline == headline for one in findings)
