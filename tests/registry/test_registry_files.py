"""Files of model facts: merged in order, and refused where they are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.generators import model_facts

ROOT = Path(__file__).parents[2]
GOOD = {
    "provider": "ACME",
    "endpointUrl": "https://api.acme.example/v1",
    "endpointsNeedingApiKey": ["https://b.example", "https://a.example"],
    "embedders": {"m2": {"modalities": ["TEXT"], "dimensionality": 5}, "m1": {}},
}


def _files(folder: Path, **files: object) -> list[Path]:
    for name, content in files.items():
        (folder / f"{name}.json").write_text(content if isinstance(content, str) else json.dumps(content))
    return list(folder.glob("*.json"))


def test_the_bundled_facts_are_the_files_merged() -> None:
    merged = model_facts.merge((ROOT / "spec/models").glob("*.json"))
    assert merged == json.loads((ROOT / "goodmem_dyn/data/models.json").read_text(encoding="utf-8"))
    assert len(merged["providers"]) == len(list((ROOT / "spec/models").glob("*.json")))


def test_the_files_are_in_order() -> None:
    for file in (ROOT / "spec/models").glob("*.json"):
        entry = json.loads(file.read_text(encoding="utf-8"))
        assert entry["endpointsNeedingApiKey"] == sorted(entry["endpointsNeedingApiKey"]), file.name
        for models in (value for value in entry.values() if isinstance(value, dict)):
            assert list(models) == sorted(models), file.name


def test_the_merge_is_in_order_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    files = _files(tmp_path, zeta={**GOOD, "provider": "ZETA"}, acme=GOOD)
    merged = model_facts.merge(files)
    assert json.dumps(merged) == json.dumps(model_facts.merge(reversed(files)))
    assert list(merged["providers"]) == ["ACME", "ZETA"]
    acme = merged["providers"]["ACME"]
    assert acme["endpointsNeedingApiKey"] == ["https://a.example", "https://b.example"]
    assert json.dumps(acme["embedders"]) == json.dumps({"m1": {}, "m2": {"dimensionality": 5, "modalities": ["TEXT"]}})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "acme.json: Expecting"),
        ("[]", "acme.json: expected an object, found list"),
        ({**GOOD, "provider": "OTHER"}, "acme.json: expected \"provider\" to be 'ACME', found 'OTHER'"),
        ({key: value for key, value in GOOD.items() if key != "endpointUrl"}, "acme.json: endpointUrl missing"),
        ({**GOOD, "embedders": {"m": {"size": 5}}}, "acme.json: 'size' is no fact"),
        ({**GOOD, "embedders": {"m": {"dimensionality": -5}}}, "acme.json: .*whole number from 1"),
        (
            {**GOOD, "embedders": {"m": {"dimensionality": 5, "dimensionalityChoices": [6]}}},
            "acme.json: .*5 is not among",
        ),
        ({**GOOD, "embedders": []}, "acme.json: embedders is expected to be an object"),
        ({**GOOD, "embedders": {"m": []}}, "acme.json: embedders is expected to be an object"),
        ('{"provider": "ACME", "provider": "ACME"}', "acme.json: 'provider' stands there twice"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, content: object, message: str) -> None:
    with pytest.raises(model_facts.ModelFactsError, match=message):
        model_facts.merge(_files(tmp_path, acme=content))
