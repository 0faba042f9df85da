"""A strict applier of the OpenAPI Overlay Specification 1.1: what this project adds to the server's document.

Rules this module keeps:

* Actions are applied in order, each to the result of the one before. `update` merges into objects, concatenates to
  arrays and replaces primitives; `copy` does the same with a node of the document; `remove` deletes.
* An action that selects nothing is an error that names the file, the action and its target, for that is how a renamed
  field is noticed. `x-goodmem-optional: true` is for the targets that only some of the server's documents have. A
  target that a newly tracked document lacks is reported and written down in the lock, and excused from then on.
* An update describes properties, it does not bring them into being: `properties.x` with prose and nothing else selects
  nothing where there is no `x`. Without this, prose would keep a field alive that the server removed.
* Targets are RFC 9535 JSONPath. A target that names one place costs a few dictionary look-ups.
* An overlay file is checked for its shape first, and read strictly: a key given twice, or one that YAML would read as a
  number or a date, is refused instead of guessed at.
"""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jsonpath_rfc9535 as jsonpath
import yaml
from jsonschema import Draft202012Validator

from tools.spec.strict_yaml import StrictLoader

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

JSON = dict[str, Any]
OPTIONAL = "x-goodmem-optional"

_EXTENSIONS = {"patternProperties": {"^x-": True}, "unevaluatedProperties": False}
_SHAPE: JSON = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["overlay", "info", "actions"],
    "properties": {
        "overlay": {"type": "string", "pattern": r"^1\.[01]\.\d+$"},
        "info": {
            "type": "object",
            "required": ["title", "version"],
            "properties": {
                "title": {"type": "string"},
                "version": {"type": "string"},
                "description": {"type": "string"},
            },
            **_EXTENSIONS,
        },
        "extends": {"type": "string"},
        "actions": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["target"],
                "properties": {
                    "target": {"type": "string", "pattern": r"^\$"},
                    "description": {"type": "string"},
                    OPTIONAL: {"type": "boolean"},
                },
                "oneOf": [
                    {"required": ["update"], "properties": {"update": True}},
                    {"required": ["copy"], "properties": {"copy": {"type": "string", "pattern": r"^\$"}}},
                    {"required": ["remove"], "properties": {"remove": {"const": True}}},
                ],
                **_EXTENSIONS,
            },
        },
    },
    **_EXTENSIONS,
}
_SHAPE_CHECKER = Draft202012Validator(_SHAPE)


class OverlayError(Exception):
    """An overlay file that cannot be read or applied: which file, which action, what is wrong."""


def apply_files(
    document: JSON, files: Iterable[Path], *, excused: Container[str] = (), unmatched: list[str] | None = None
) -> JSON:
    """A copy of `document` with the overlay files applied in the order given.

    Args:
        document: The document, which is not changed.
        files: Overlay files.
        excused: Targets that may select nothing.
        unmatched: Where to write down the other targets that select nothing, instead of failing on the first.

    Raises:
        OverlayError: A file is not a valid overlay, or one of its actions selects nothing or does not fit its target.
    """
    document = copy.deepcopy(document)
    for path in files:
        document = apply(document, load(path), path.name, excused=excused, unmatched=unmatched)
    return document


def find(folder: Path) -> list[Path]:
    """The overlay files of a folder and its subfolders, in the order in which they are applied: by path."""
    return sorted(
        (path for suffix in ("*.yaml", "*.yml", "*.json") for path in folder.rglob(suffix)),
        key=lambda path: path.relative_to(folder).as_posix(),
    )


def load(path: Path) -> JSON:
    """Read an overlay file, YAML or JSON, and check its shape."""
    try:
        return copy.deepcopy(_parsed(path.read_text(encoding="utf-8"), path.name))
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        raise OverlayError(f"{path.name}: not readable as YAML or JSON: {exc}") from exc


@lru_cache(maxsize=256)  # the same files are applied to every document of the history
def _parsed(text: str, name: str) -> JSON:
    overlay = yaml.load(text, StrictLoader)  # noqa: S506 - a subclass of the safe loader
    for error in _SHAPE_CHECKER.iter_errors(overlay):
        place = "/".join(map(str, error.absolute_path)) or "the file"
        raise OverlayError(f"{name}: {place}: {error.message}")
    assert isinstance(overlay, dict)
    return overlay


def apply(
    document: JSON, overlay: JSON, name: str, *, excused: Container[str] = (), unmatched: list[str] | None = None
) -> JSON:
    """Apply the actions of one overlay to `document`, in place; `name` is what errors call the overlay.

    An excused action, or any while unmatched ones are collected, is left out as well where it does not fit: its update
    is for an array where an object is now, say, or refers to a component that went.
    """
    holder = {"$": document}
    for index, action in enumerate(overlay["actions"]):
        where = f"{name}: action {index} (target {action['target']})"
        lenient = unmatched is not None or action["target"] in excused
        places = _select(holder["$"], action["target"], where)
        try:
            missing = _act(holder, action, places, where, careful=lenient)
        except OverlayError:
            if not lenient:
                raise
            missing = [action["target"]]
        for target in missing:
            if action.get(OPTIONAL) is True or target in excused:
                continue
            if unmatched is None:
                raise OverlayError(
                    f"{where}: {'selects' if target == action['target'] else target + ' selects'} nothing in the "
                    "document. Was it renamed or removed? Correct the target, delete the action, or mark it "
                    f"`{OPTIONAL}: true` if only some documents have it."
                )
            unmatched.append(target)
    return holder["$"]


def _act(holder: JSON, action: JSON, places: list[tuple[str | int, ...]], where: str, *, careful: bool) -> list[str]:
    """Apply one action; returns the targets that selected nothing. A careful one changes nothing when it fails."""
    if not places:
        return [action["target"]]
    if action.get("remove") is True:
        _remove(holder, places, where)
        return []
    if "copy" in action:
        sources = _select(holder["$"], action["copy"], where)
        if len(sources) != 1:
            raise OverlayError(f"{where}: copy {action['copy']} must select one node, and selects {len(sources)}")
        patch = _at(holder, sources[0])
    else:
        patch = action["update"]
    if careful:
        for place in places:
            merge(copy.deepcopy(_at(holder, place)), patch, where)
        _check_references(holder["$"], patch, where)
    absent = [_absent(_at(holder, place), patch, action["target"]) for place in places]
    missing = [name for name in absent[0] if all(name in others for others in absent)]
    for place, lacking in zip(places, absent, strict=True):
        parent: Any = _at(holder, place[:-1]) if place else holder
        key = place[-1] if place else "$"
        parent[key] = merge(parent[key], _without(patch, lacking, action["target"]), f"{where}: {_pointer(place)}")
    return missing


PROSE = frozenset({"title", "summary", "description"})


def _absent(node: Any, patch: Any, target: str) -> list[str]:
    """The properties that an update describes and the document does not have."""
    absent: list[str] = []
    if not isinstance(patch, dict):
        return absent
    for key, value in patch.items():
        inner = node.get(key) if isinstance(node, dict) else None
        if key == "properties" and isinstance(value, dict):
            for name, said in value.items():
                if isinstance(inner, dict) and name in inner:
                    absent += _absent(inner[name], said, f"{target}.properties.{name}")
                elif isinstance(said, dict) and said.keys() <= PROSE:
                    absent.append(f"{target}.properties.{name}")
        elif inner is not None:
            absent += _absent(inner, value, f"{target}.{key}")
    return absent


def _without(patch: Any, absent: list[str], target: str) -> Any:
    """The update without what it says of properties that are not there."""
    if not absent or not isinstance(patch, dict):
        return patch
    kept = {}
    for key, value in patch.items():
        if key == "properties" and isinstance(value, dict):
            names = {name: f"{target}.properties.{name}" for name in value}
            left = {name: _without(value[name], absent, at) for name, at in names.items() if at not in absent}
            if left or not value:
                kept[key] = left
        else:
            kept[key] = _without(value, absent, f"{target}.{key}")
    return kept


def _check_references(document: JSON, patch: Any, where: str) -> None:
    """Raise if an update would bring in a reference that leads nowhere."""
    if isinstance(patch, dict):
        reference = patch.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            node: Any = document
            for part in reference[2:].split("/"):
                key = part.replace("~1", "/").replace("~0", "~")
                if not isinstance(node, dict) or key not in node:
                    raise OverlayError(f"{where}: refers to {reference}, which the document does not have")
                node = node[key]
        for value in patch.values():
            _check_references(document, value, where)
    elif isinstance(patch, list):
        for value in patch:
            _check_references(document, value, where)


def _select(document: JSON, target: str, where: str) -> list[tuple[str | int, ...]]:
    try:
        return [node.location for node in _query(target).find(document)]
    except jsonpath.JSONPathError as exc:
        raise OverlayError(f"{where}: not a JSONPath query: {exc}") from exc


@lru_cache(maxsize=4096)
def _query(target: str) -> jsonpath.JSONPathQuery:
    return jsonpath.compile(target)


def _at(holder: JSON, place: tuple[str | int, ...]) -> Any:
    node: Any = holder["$"]
    for key in place:
        node = node[key]
    return node


def _remove(holder: JSON, places: list[tuple[str | int, ...]], where: str) -> None:
    # From the back, so that an index still means what it meant when it was selected.
    for place in sorted(places, key=lambda place: [(isinstance(key, str), key) for key in place], reverse=True):
        if not place:
            raise OverlayError(f"{where}: the whole document cannot be removed")
        del _at(holder, place[:-1])[place[-1]]


def merge(node: Any, patch: Any, where: str) -> Any:
    """`node` with `patch` in it, as an update says: objects merge, arrays concatenate, primitives are replaced."""
    if isinstance(node, dict):
        if not isinstance(patch, dict):
            raise OverlayError(f"{where}: an object is there, so the update must be an object too, not {patch!r}")
        for key, value in patch.items():
            node[key] = merge(node[key], value, f"{where}/{key}") if key in node else copy.deepcopy(value)
        return node
    if isinstance(node, list):
        return [*node, *copy.deepcopy(patch if isinstance(patch, list) else [patch])]
    if isinstance(patch, (dict, list)) and node is not None:
        raise OverlayError(f"{where}: {node!r} is there, which an object or an array cannot replace; remove it first")
    return copy.deepcopy(patch)


def _pointer(place: tuple[str | int, ...]) -> str:
    return "#" + "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in place)
