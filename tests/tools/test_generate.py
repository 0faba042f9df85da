"""Generation is one command: deterministic, all or nothing, and any hand edit shows."""

from __future__ import annotations

import hashlib
import importlib
import json
import pickle
import shutil
import sys
import warnings
from typing import TYPE_CHECKING, Any

import pydantic
import pytest

from tests.support.versions import needs_311
from tools import __main__ as command
from tools import paths
from tools.generators import generate
from tools.generators import models as modelgen
from tools.spec import openapi30, overlay, validate
from tools.spec.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPEC = ["spec", "pyproject.toml", "goodmem_dyn/data", "goodmem_dyn/models", "goodmem_dyn/_bounds.py", "docs"]
HISTORY = sorted((paths.ROOT / paths.HISTORY).glob("*.json"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A scratch copy of everything that the generators read and write."""
    for name in SPEC:
        source, target = paths.ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(
            source, target, ignore=shutil.ignore_patterns("__pycache__")
        ) if source.is_dir() else shutil.copy(source, target)
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def track(root: Path, data: bytes, commit: str) -> None:
    (root / paths.UPSTREAM).write_bytes(data)
    lock = json.loads((root / paths.LOCK).read_bytes())
    lock |= {"commit": commit, "sha256": hashlib.sha256(data).hexdigest()}
    (root / paths.LOCK).write_text(json.dumps(lock), encoding="utf-8")


@needs_311("generator")
def test_the_same_spec_gives_the_same_bytes_and_every_hand_edit_shows(checkout: Path) -> None:
    files = generate.generate(checkout)
    generate.write(files, checkout)
    before = contents(checkout)
    assert generate.differences(generate.generate(checkout), checkout) == []

    memory, space = f"{paths.MODELS}/memory.py", f"{paths.MODELS}/space.py"
    (checkout / memory).write_text((checkout / memory).read_text("utf-8") + "# a small improvement\n", encoding="utf-8")
    (checkout / space).unlink()
    (checkout / paths.MODELS / "stale.py").write_bytes(b"")
    (checkout / paths.DOCUMENT).write_bytes(before[paths.DOCUMENT].replace(b"integer", b"number ", 1))
    expected = sorted([memory, space, f"{paths.MODELS}/stale.py", paths.DOCUMENT])
    assert generate.differences(files, checkout) == expected
    assert generate.write(files, checkout) == expected
    assert contents(checkout) == before


@needs_311("generator")
def test_the_source_names_what_it_was_made_from(checkout: Path) -> None:
    ctx = generate.context(checkout)
    files = generate._documents(ctx)
    files |= generate._source(ctx, files)
    source = json.loads(files[paths.SOURCE])
    assert source["commit"] == json.loads((checkout / paths.LOCK).read_bytes())["commit"] == ctx.commit
    assert source["upstream_sha256"] == hashlib.sha256((checkout / paths.UPSTREAM).read_bytes()).hexdigest()
    assert source["document_sha256"] == hashlib.sha256(files[paths.DOCUMENT]).hexdigest()
    assert source["files_sha256"] == hashlib.sha256(files[paths.FILES]).hexdigest()
    assert json.loads(files[paths.FILES]) == {"data/openapi.json": source["document_sha256"]}
    assert json.loads(files[paths.DOCUMENT])["info"][paths.COMMIT_KEY] == ctx.commit


def break_document(root: Path) -> None:
    document = json.loads((root / paths.UPSTREAM).read_bytes())
    document["components"]["schemas"]["Memory"]["type"] = "objekt"
    track(root, json.dumps(document).encode(), json.loads((root / paths.LOCK).read_bytes())["commit"])


def break_lock(root: Path) -> None:
    (root / paths.UPSTREAM).write_bytes((root / paths.UPSTREAM).read_bytes() + b"\n")


def break_overlay(root: Path) -> None:
    whole = {
        "overlay": "1.1.0",
        "info": {"title": "t", "version": "1"},
        "actions": [{"target": "$.components.schemas.Gone", "update": {}}],
    }
    (root / paths.OVERLAYS / "99-broken.yaml").write_text(json.dumps(whole), encoding="utf-8")


def break_by_overlay(root: Path) -> None:
    whole = {
        "overlay": "1.1.0",
        "info": {"title": "t", "version": "1"},
        "actions": [{"target": "$.components.schemas.Memory.properties.spaceId.type", "update": "text"}],
    }
    (root / paths.OVERLAYS / "99-broken.yaml").write_text(json.dumps(whole), encoding="utf-8")


def break_facts(root: Path) -> None:
    next((root / paths.MODEL_FACTS).glob("*.json")).write_text("{", encoding="utf-8")


def break_generator(root: Path) -> None:
    text = (root / "pyproject.toml").read_text("utf-8")
    (root / "pyproject.toml").write_text(text.replace('"pydantic_v2.BaseModel"', '"pydantic_v9.BaseModel"'), "utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (break_document, "#/components/schemas/Memory/type: 'objekt'"),
        (break_lock, "is not the document that"),
        (break_overlay, "99-broken.yaml: action 0 (target $.components.schemas.Gone): selects nothing"),
        (break_by_overlay, "#/components/schemas/Memory/properties/spaceId/type: 'text'"),
        (break_facts, ".json"),
        pytest.param(break_generator, "pydantic_v9.BaseModel", marks=needs_311("generator")),
    ],
)
def test_a_broken_spec_stops_with_the_reason_and_changes_nothing(checkout: Path, damage: Any, reason: str) -> None:
    damage(checkout)
    (checkout / paths.MODELS / "memory.py").unlink()
    before = contents(checkout)
    with pytest.raises(generate.FAILURES) as raised:
        generate.write(generate.generate(checkout), checkout)
    assert reason in str(raised.value)
    assert contents(checkout) == before


@pytest.mark.parametrize("verb", ["generate", "check"])
def test_the_command_says_what_is_wrong_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    def broken() -> dict[str, bytes]:
        raise validate.DocumentError("#/paths: not good")

    monkeypatch.setattr(generate, "generate", broken)
    assert command.main([verb]) == 1
    assert capsys.readouterr().err == "Nothing was changed. #/paths: not good\n"


def test_the_check_lists_the_files_that_differ_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "generate", lambda: {"goodmem_dyn/py.typed": b"edited"})
    assert command.main(["check"]) == 1
    text = capsys.readouterr().err
    assert "\n  goodmem_dyn/py.typed\n" in text
    assert "python -m tools generate" in text


def test_what_the_lock_excuses_does_not_stop_a_generation(checkout: Path) -> None:
    break_overlay(checkout)
    lock = json.loads((checkout / paths.LOCK).read_bytes())
    lock["unmatched"] = [*lock.get("unmatched", ()), "$.components.schemas.Gone"]
    (checkout / paths.LOCK).write_text(json.dumps(lock), encoding="utf-8")
    assert generate.context(checkout).document == generate.context().document


def test_keys_come_in_one_order_whatever_order_the_server_writes_them_in() -> None:
    document = json.loads(HISTORY[0].read_bytes())

    def reversed_keys(node: Any, key: str = "") -> Any:
        if isinstance(node, list):
            return [reversed_keys(item) for item in node]
        if not isinstance(node, dict):
            return node
        keys = node if key == "properties" else reversed(node)
        return {name: reversed_keys(node[name], name) for name in keys}

    ordered = generate.document_bytes(generate._ordered(document))
    assert generate.document_bytes(generate._ordered(reversed_keys(document))) == ordered
    assert json.loads(ordered) == document
    assert list(json.loads(ordered))[:3] == ["openapi", "info", "servers"]


def test_fields_keep_the_order_of_the_document() -> None:
    document = json.loads(HISTORY[0].read_bytes())
    ordered = generate._ordered(document)
    for name, schema in document["components"]["schemas"].items():
        assert list(ordered["components"]["schemas"][name].get("properties", {})) == list(schema.get("properties", {}))


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A function that generates the models of a document and imports them as a package of their own."""
    monkeypatch.syspath_prepend(tmp_path)
    made: list[str] = []

    def make(document: dict[str, Any]) -> Any:
        name = f"models_{len(made)}_{tmp_path.name.replace('-', '_')}"
        made.append(name)
        (tmp_path / name).mkdir()
        for file, data in modelgen.generate(document, paths.ROOT).items():
            (tmp_path / name / file).write_bytes(data)
        importlib.invalidate_caches()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            package = importlib.import_module(name)
            for public in package.__all__:
                getattr(package, public)
        return package

    yield make
    for module in [module for module in sys.modules if module.partition(".")[0] in made]:
        del sys.modules[module]


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem)
@needs_311("generator")
def test_every_document_there_has_been_gives_models(imported: Any, path: Path) -> None:
    document = json.loads(path.read_bytes())
    document = overlay.apply_files(document, [paths.ROOT / paths.OVERLAYS / "00-facts.yaml"])
    models = imported(document)
    for name, schema in document["components"]["schemas"].items():
        model = models.for_schema(name)
        if "properties" in schema:
            wires = {field.alias or attribute for attribute, field in model.model_fields.items()}
            assert wires == set(schema["properties"])


REF = "#/components/schemas/"
TEXT = {"type": "string"}
WILD: dict[str, Any] = {
    "Node": {"properties": {"children": {"type": "array", "items": {"$ref": f"{REF}Node"}}, "tree": {"$ref": f"{REF}Tree"}}},
    "Tree": {"properties": {"root": {"$ref": f"{REF}Node"}, "leaf": {"$ref": f"{REF}Leaf"}}, "required": ["root"]},
    "Leaf": {"properties": {"tree": {"$ref": f"{REF}Tree"}, "key": {"type": "string", "x-goodmem-secret": True}}},
    "OnlySecret": {"properties": {"key": {"type": "string", "x-goodmem-secret": True}}, "required": ["key"]},
    "Clash": {
        "description": 'Quotes """ and \\d backslashes.',
        "properties": {
            name: {"type": "string", "description": "ends in a backslash \\"}
            for name in ("model_config", "model_fields", "copy", "json", "schema", "dict", "validate", "class", "from", "self", "int", "str", "bool", "None", "type", "id", "$type", "_id", "1st", "x-y.z", "fooBar", "foo_bar", "")
        }
        | {"list": {"type": "array", "items": TEXT}, "Any": {}, "Clash": {"$ref": f"{REF}Clash"}},
    },
    "Pet": {"oneOf": [{"$ref": f"{REF}Cat"}, {"$ref": f"{REF}Dog"}], "discriminator": {"propertyName": "kind"}},
    "Cat": {"properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}, "required": ["kind"]},
    "Dog": {"allOf": [{"$ref": f"{REF}Animal"}, {"properties": {"kind": {"type": "string", "enum": ["dog"]}}}]},
    "Animal": {"properties": {"age": {"type": "integer"}}, "required": ["age"]},
    "Json": {"anyOf": [TEXT, {"type": "array", "items": {"$ref": f"{REF}Json"}}, {"type": "object", "additionalProperties": {"$ref": f"{REF}Json"}}]},
    "Labels": {"type": "object", "additionalProperties": TEXT},
    "Level": {"oneOf": [{"const": "LOW"}, {"const": "HIGH"}]},
    "Odd": {"type": "string", "enum": ["", "a-b", "a_b", "text/plain", "1st", "class", "None", "é", "mro", "name", "*"]},
    "Holder": {
        "properties": {
            "pet": {"$ref": f"{REF}Pet"},
            "json": {"$ref": f"{REF}Json"},
            "labels": {"$ref": f"{REF}Labels"},
            "level": {"$ref": f"{REF}Level"},
            "strOrInt": {"type": ["string", "integer", "null"]},
            "map": {"type": "object", "additionalProperties": {"properties": {"v": {"type": "integer"}}}},
        },
        "required": ["pet"],
    },
    "Field": {"properties": {"a": {"$ref": f"{REF}Any"}, "b": {}}},
    "Any": {"properties": {"m": {"$ref": f"{REF}Model"}}},
    "Model": {"properties": {"x": TEXT}},
    "class": {"properties": {"x": TEXT}},
    "list": {"properties": {"x": TEXT}},
    "foo_bar": {"type": "object"},
    "FooBar": {"properties": {"x": TEXT}},
    "1Thing.v2": {"properties": {"x": TEXT}},
    "Anything": {},
}  # fmt: skip


@needs_311("generator")
def test_a_document_in_the_wild_gives_models_that_work(imported: Any) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": WILD},
    }
    models = imported(document)

    node = models.Node.model_validate_json('{"tree": {"root": {"children": [{}]}, "leaf": {"key": "hush"}}}')
    assert node.tree.leaf.key == "hush"
    assert "hush" not in repr(node)
    assert "hush" not in repr(pickle.dumps(node)), "a pickle keeps no secret"
    assert pickle.loads(pickle.dumps(node)).tree.root == node.tree.root

    wires = [name for name in WILD["Clash"]["properties"] if name not in {"list", "Any", "Clash"}]
    sent = {name: f"value of {name}" for name in wires} | {"list": ["x"], "Any": {"a": 1}, "Clash": {"copy": "y"}}
    clash = models.Clash.model_validate_json(json.dumps(sent))
    assert clash.model_dump(by_alias=True, exclude_unset=True) == sent
    assert (clash.copy_, clash.class_, clash.list_, clash.clash.copy_) == (
        "value of copy",
        "value of class",
        ["x"],
        "y",
    )
    for wire in wires:
        one = models.Clash.model_validate({wire: "only"})
        assert one.model_dump(by_alias=True, exclude_unset=True) == {wire: "only"}

    for text, kind in [('{"kind": "cat"}', "Cat"), ('{"kind": "dog", "age": 3}', "Dog"), ('{"kind": "emu"}', "Model")]:
        holder = models.Holder.model_validate_json(f'{{"pet": {text}}}')
        assert type(holder.pet).__name__ == kind
        assert holder.pet.kind == json.loads(text)["kind"]
        assert json.loads(holder.model_dump_json(exclude_unset=True)) == {"pet": json.loads(text)}

    rest = {
        "json": {"a": ["b", {"c": "d"}]},
        "labels": {"k": "v"},
        "level": "MIDDLE",
        "strOrInt": 3,
        "map": {"k": {"v": 1}},
    }
    holder = models.Holder.model_validate({"pet": {"kind": "cat"}, **rest})
    assert json.loads(holder.model_dump_json(by_alias=True, exclude_unset=True)) == {"pet": {"kind": "cat"}, **rest}

    classes = normalize(document).classes
    assert {name: models.for_schema(name) for name in WILD} == {name: getattr(models, classes[name]) for name in WILD}
    assert (classes["class"], classes["foo_bar"], classes["FooBar"]) == ("ClassModel", "FooBar", "FooBar2")


@needs_311("generator")
def test_an_openapi_3_0_document_gives_models_too(imported: Any) -> None:
    thing = {
        "type": "object",
        "properties": {"a": {"type": "string", "nullable": True}, "b": {"type": "string", "format": "byte"}},
        "required": ["a", "b"],
    }
    document = {
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Thing": thing}},
    }
    models = imported(openapi30.upgrade(document))
    made = models.Thing.model_validate_json('{"b": "aGk="}')
    assert (made.a, made.b) == (None, b"hi")
    with pytest.raises(pydantic.ValidationError):
        models.Thing.model_validate_json('{"a": null}')
