"""Is every part of a document described, and is the description fit to be read in an editor?

Rules this module keeps:

- It reads a document and changes nothing. A place is named by its JSON Pointer, the way the document spells it.
- Described means: a summary and a description on every operation, a description on every parameter, component schema
  and property, and on a request body's own object schema. Inline object schemas are followed through arrays, maps and
  combinators; a `$ref` is not, since its target is looked at once, where it stands.
- Style is checked only where text exists, so that each place is reported for one thing at a time: absent or poor.
- Words in backticks that look like wire names must be wire names of the document: a renamed field makes its mentions
  stale, and this is what notices.

`python -m tools prose [DOCUMENT ...] [--announced FILE]` prints the coverage and fails on gaps. A gap whose place is
named in FILE (the report of an upgrade, say) is announced: it is counted, but does not fail.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tools import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

METHODS: Final = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
PROSE_KEYS: Final = frozenset({"summary", "description", "x-goodmem-errors"})
SUMMARY_LENGTH: Final = 80
"""A summary is the first line of a docstring: longer ones wrap in a completion list."""
DESCRIPTION_LENGTH: Final = 600
"""What fits in an editor's hover without scrolling; longer matter belongs in a guide."""

_FILLER: Final = re.compile(
    r"\b(simply|just|easily|basically|obviously|of course|please|note that|in order to|various|very|etc|"
    r"powerful|seamless(?:ly)?|robust|leverag\w*|utiliz\w*|blazing\w*|rich|best-in-class|cutting-edge)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"`([^`]+)`")
_WIRE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+")


@dataclass(frozen=True)
class Place:
    """One part of a document that a reader meets.

    Attributes:
        pointer: JSON Pointer of the part.
        kind: `operation`, `parameter`, `body`, `schema` or `property`.
        node: The part itself.
    """

    pointer: str
    kind: str
    node: Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the prose of a document."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}"


@dataclass(frozen=True)
class Report:
    """How much of a document is described, and what is not.

    Attributes:
        total: Number of parts by kind.
        gaps: What has no text, one finding for each missing key.
        poor: Text that breaks a rule of style.
    """

    total: Mapping[str, int]
    gaps: tuple[Finding, ...]
    poor: tuple[Finding, ...]

    @property
    def percent(self) -> float:
        """Share of the parts that have all their text, 0 to 100; an empty document is wholly described."""
        parts = sum(self.total.values())
        return 100.0 * (1 - len({gap.pointer for gap in self.gaps}) / parts) if parts else 100.0

    def lines(self) -> Iterator[str]:
        """The report for a terminal or an upgrade's report, one line each."""
        counts = ", ".join(f"{kind} {number}" for kind, number in self.total.items())
        yield f"{self.percent:.1f} % described ({counts})"
        yield from map(str, self.gaps)
        yield from map(str, self.poor)


def coverage(document: Mapping[str, Any]) -> Report:
    """Say what of an OpenAPI document is described, and what is not or not well.

    Args:
        document: The document as parsed JSON, overlay applied.

    Returns:
        The counts, the gaps and the breaches of style, in document order.
    """
    all_places = list(places(document))
    gaps: list[Finding] = []
    poor: list[Finding] = []
    names = wire_names(document)
    for place in all_places:
        for key in ("summary", "description") if place.kind == "operation" else ("description",):
            text = place.node.get(key)
            if not isinstance(text, str) or not text.strip():
                gaps.append(Finding(place.pointer, f"{place.kind} has no {key}"))
            else:
                poor += (Finding(place.pointer, f"{key} {fault}") for fault in _faults(key, text, names))
        for status, text in place.node.get("x-goodmem-errors", {}).items() if place.kind == "operation" else ():
            poor += (Finding(place.pointer, f"error {status} {fault}") for fault in _faults("description", text, names))
    return Report(Counter(place.kind for place in all_places), tuple(gaps), tuple(poor))


def places(document: Mapping[str, Any]) -> Iterator[Place]:
    """Every part of a document that must be described, in document order."""
    for path, item in document.get("paths", {}).items():
        at = f"/paths/{_escape(path)}"
        yield from _parameters(at, item)
        for method, operation in item.items():
            if method in METHODS:
                yield from _operation(f"{at}/{method}", operation)
    components = document.get("components", {})
    for name, parameter in components.get("parameters", {}).items():
        yield Place(f"/components/parameters/{_escape(name)}", "parameter", parameter)
    for name, schema in components.get("schemas", {}).items():
        pointer = f"/components/schemas/{_escape(name)}"
        yield Place(pointer, "schema", schema)
        yield from _properties(pointer, schema)


def silent_errors(document: Mapping[str, Any]) -> list[str]:
    """The error statuses of operations of which nothing says when they happen: a JSON pointer and the status each."""
    return [
        f"{place.pointer} {status}"
        for place in places(document)
        if place.kind == "operation"
        for status in place.node.get("responses", {})
        if status[0] in "45" and status not in place.node.get("x-goodmem-errors", {})
    ]


def strays(before: Any, after: Any, pointer: str = "") -> Iterator[str]:
    """What an overlay of prose changed besides prose, as JSON Pointers; nothing, if it is prose only.

    A description for a property that the document does not have would bring that property into being: this finds it.
    A prose key counts as prose only where the document has an object of its own to be described.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        described = not pointer.endswith("/properties")
        for key in after.keys() | before.keys():
            at = f"{pointer}/{_escape(key)}"
            if key in before and key in after:
                if not (described and key in PROSE_KEYS and isinstance(after[key], str)):
                    yield from strays(before[key], after[key], at)
            elif not (key in after and described and key in PROSE_KEYS):
                yield at
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from strays(old, new, f"{pointer}/{index}")
    elif before != after:
        yield pointer


def wire_names(document: Mapping[str, Any]) -> frozenset[str]:
    """Every name that prose may mention: of schemas, properties and parameters."""
    names: set[str] = set()
    for place in places(document):
        last = place.pointer.rpartition("/")[2]
        names.add(str(place.node.get("name", last)) if place.kind == "parameter" else last)
    return frozenset(names)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the coverage of documents; return 1 if anything is undescribed, unannounced or badly described."""
    parser = argparse.ArgumentParser(
        prog="python -m tools prose", description="Say what a document leaves undescribed."
    )
    parser.add_argument(
        "documents", nargs="*", type=Path, default=[paths.ROOT / paths.DOCUMENT], help="default: the bundled document"
    )
    parser.add_argument("--announced", type=Path, help="a text that names the gaps which are known, by JSON Pointer")
    args = parser.parse_args(argv)
    announced = frozenset(args.announced.read_text(encoding="utf-8").split()) if args.announced else frozenset()
    failed = False
    for path in args.documents:
        report = coverage(json.loads(path.read_text(encoding="utf-8")))
        print(path.name, *report.lines(), sep="\n  ")
        failed |= bool(report.poor) or any(gap.pointer not in announced for gap in report.gaps)
    return int(failed)


def _operation(pointer: str, operation: Mapping[str, Any]) -> Iterator[Place]:
    yield Place(pointer, "operation", operation)
    yield from _parameters(pointer, operation)
    bodies = {"requestBody": operation.get("requestBody", {})}
    bodies |= {f"responses/{status}": reply for status, reply in operation.get("responses", {}).items()}
    for name, body in bodies.items():
        for media, content in body.get("content", {}).items():
            at = f"{pointer}/{name}/content/{_escape(media)}/schema"
            schema = content.get("schema", {})
            if schema.get("properties"):
                yield Place(at, "body", schema)
            yield from _properties(at, schema)


def _parameters(pointer: str, owner: Mapping[str, Any]) -> Iterator[Place]:
    for index, parameter in enumerate(owner.get("parameters", [])):
        if "$ref" not in parameter:
            yield Place(f"{pointer}/parameters/{index}", "parameter", parameter)


def _properties(pointer: str, schema: Any) -> Iterator[Place]:
    """The properties of a schema and of the object schemas inside it; a boolean schema and a `$ref` have none."""
    if not isinstance(schema, dict):
        return
    for name, node in schema.get("properties", {}).items():
        at = f"{pointer}/properties/{_escape(name)}"
        # A boolean schema has no place for a description.
        if isinstance(node, dict):
            yield Place(at, "property", node)
            yield from _properties(at, node)
    for key in ("items", "additionalProperties"):
        yield from _properties(f"{pointer}/{key}", schema.get(key))
    for key in ("anyOf", "oneOf", "allOf"):
        for index, part in enumerate(schema.get(key, [])):
            # A conditional constrains properties that are declared elsewhere; it declares none of its own.
            if "if" not in part:
                yield from _properties(f"{pointer}/{key}/{index}", part)


def _faults(key: str, text: str, names: frozenset[str]) -> Iterator[str]:
    limit = SUMMARY_LENGTH if key == "summary" else DESCRIPTION_LENGTH
    if len(text) > limit:
        yield f"has {len(text)} characters; at most {limit} are read"
    if text != text.strip() or "  " in text:
        yield "has stray blanks"
    if key == "summary" and (text.endswith(".") or "\n" in text):
        yield "is not one line without a full stop"
    if key == "description" and not text.rstrip("`)").endswith((".", ".)")):
        yield "does not end with a full stop"
    if filler := _FILLER.search(text):
        yield f"has the filler {filler.group()!r}"
    if text.count("`") % 2:
        yield "has an unpaired backtick"
    for quoted in _QUOTED.findall(text):
        if _WIRE_NAME.fullmatch(quoted) and quoted not in names:
            yield f"mentions `{quoted}`, which the document does not have"


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
